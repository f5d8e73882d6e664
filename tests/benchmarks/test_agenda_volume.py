"""Pages of agendas, and building one, ask as many questions of a large council's database as of a small's."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.agendas.building import build_agenda
from tests.benchmarks.agendas import addresses, make
from tests.benchmarks.volume import Volume
from tests.benchmarks.volume_agendas import Held

SMALL = Volume(actions=(200,), updates_per_action=2, measures=14, quarters=5, recommendations=3)
LARGE = Volume(actions=(500,), updates_per_action=2, measures=28, quarters=9, recommendations=3)

pytestmark = pytest.mark.django_db


def queries(volume: Volume, held: Held, today, now) -> dict[str, int]:
    found = {}
    with transaction.atomic():
        town, meetings = make(volume, held)
        with CaptureQueriesContext(connection) as asked:
            build_agenda(meetings[0], today=today, by=town.officer, at=now)
        found["build"] = len(asked)
        client = Client(SERVER_NAME="localhost")
        client.force_login(town.officer)
        for what, address in addresses(meetings):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[what] = len(asked)
        transaction.set_rollback(True)
    return found


def test_no_page_of_agendas_takes_more_queries_in_a_larger_council(today, now):
    small, large = Held(meetings=4, items=5, papers=1), Held(meetings=12, items=15, papers=3)
    found = queries(LARGE, large, today, now)
    assert found == queries(SMALL, small, today, now)
    assert found["build"] < 35  # savepoints are counted too
