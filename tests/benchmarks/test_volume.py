"""The pages that are timed ask as many questions of a large council's database as of a small one's."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.pages import addresses
from tests.benchmarks.volume import Volume, build

# Small, but with a measure that only a success indicator brings to the thread: that asks once more.
SMALL = Volume(actions=(90,), updates_per_action=2, measures=14, quarters=5, recommendations=3)
LARGE = Volume(actions=(180,), updates_per_action=4, measures=28, quarters=9, recommendations=6)

pytestmark = pytest.mark.django_db


def queries(volume: Volume, today, now) -> dict[str, int]:
    """How many queries each page takes in a council of this volume, by the first words of its name."""
    found = {}
    with transaction.atomic():
        town = build(volume, today=today, now=now)
        client = Client(SERVER_NAME="localhost")
        client.force_login(town.officer)
        for what, address in addresses(town):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
                found[what.partition(":")[0]] = len(asked)
        transaction.set_rollback(True)
    return found


def test_no_page_takes_more_queries_in_a_larger_council(today, now):
    assert queries(LARGE, today, now) == queries(SMALL, today, now)
