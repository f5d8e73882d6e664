"""Pages of a council after ten years, asked of a warm process as an improvement officer."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.volume import Town, Volume, build

TODAY = date(2018, 7, 16)
NOW = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
LIMIT = 0.1
SCORECARD = "Scorecard page: 75 measures of ten years, with what their control charts say"
LIMITS = {SCORECARD: 0.15}
LIMITS_AT_FIRST = 3.0
TIMES = 20


def measure() -> Iterator[Measured]:
    """Time from the request to the whole answer, through every middleware, without the network."""
    town = build(Volume(), today=TODAY, now=NOW)
    database.settle()
    client = Client(SERVER_NAME="localhost")
    client.force_login(town.officer)
    for what, address in addresses(town):
        if what in LIMITS:
            first = timed(time.perf_counter, partial(client.get, address), 1)
            yield Measured(f"{what}, the first time in a process", LIMITS_AT_FIRST, first)
        yield page(client, what, address, LIMITS.get(what, LIMIT))


def addresses(town: Town) -> Iterator[tuple[str, str]]:
    """(what, address) of each page that is timed."""
    thread = town.recommendations[0]
    served = f"{thread.services.count()} actions, {thread.measures.count()} measures of its own"
    yield f"Thread page: {served}", thread.get_absolute_url()
    card = town.scorecard
    yield (
        SCORECARD,
        reverse("measures:scorecard", args=[card.uuid, slugify(card.name)]),
    )
    one = town.measures[0]
    yield "Measure page: its whole series", reverse("measures:measure", args=[one.uuid, "measure"])
    for plan in town.plans:
        yield f"Plan page: {plan.actions.count():,} actions", plan.get_absolute_url()
    yield "Action page: its updates and versions", town.plans[0].actions.all()[7].get_absolute_url()
    yield "Recommendations", reverse("inspections:recommendations")


def page(client: Client, what: str, address: str, limit: float) -> Measured:
    """One page, asked for again and again by whoever is signed in."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        count = len(queries)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    gc.collect()
    gc.freeze()  # what was loaded to get here is not looked at again, as where it is served (site/wsgi.py)
    before = database.cpu()
    runs = timed(time.perf_counter, lambda: client.get(address), TIMES)
    cpu = (database.cpu() - before) / TIMES
    note = f"{cpu * 1000:.0f} ms of CPU, {count} queries, {len(answer.content) / 1024:,.0f} KB"
    return Measured(what, limit, runs, note)
