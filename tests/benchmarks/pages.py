"""Pages of a council after ten years, asked of a warm process as an improvement officer."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.rulebook.periods import Period, PeriodKind
from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.volume import Town, Volume, build

TODAY = date(2018, 7, 16)
NOW = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
LAST = Period.containing(PeriodKind.FINANCIAL_QUARTER, TODAY).previous()
LIMIT = 0.1
SCORECARD = (
    "Scorecard page: 75 measures of ten years, each with its trend drawn and what its control chart says"
)
LIMITS = {SCORECARD: 0.15}
COLD_LIMIT = 3.0
PAPER_LIMIT = 5.0  # as the board's report has it
TIMES = 20
TIMES_COLD = 5


def measure() -> Iterator[Measured]:
    """Time from the request to the whole answer, through every middleware, without the network."""
    town = build(Volume(), today=TODAY, now=NOW)
    database.settle()
    client = Client(SERVER_NAME="localhost")
    client.force_login(town.officer)
    for what, address in addresses(town):
        yield page(client, what, address, LIMITS.get(what, LIMIT))
    for what, limit, address in cold_addresses(town):
        yield cold(town, what, limit, address)


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


def cold_addresses(town: Town) -> Iterator[tuple[str, float, str]]:
    """(what, limit, address) of what is timed as the first request of a process that has just started."""
    card = town.scorecard
    book = reverse("measures:scorecard_book", args=[card.uuid, period_slug(LAST)])
    page = reverse("measures:scorecard", args=[card.uuid, slugify(card.name)])
    yield f"{SCORECARD}; cold", COLD_LIMIT, page
    paper = "Its paper, PDF: a page with a control chart for each of 75 measures; cold"
    yield paper, PAPER_LIMIT, f"{book}?format=pdf"
    workbook = "Its workbook, Excel: 75 measures and every figure, judged by its chart; cold"
    yield workbook, PAPER_LIMIT, f"{book}?format=xlsx"


def cold(town: Town, what: str, limit: float, address: str) -> Measured:
    """The first request of a new process, as its server would answer it once it listens."""
    found = [_asked_cold(town, address) for _ in range(TIMES_COLD)]
    whole = min(one["whole"] for one in found)
    cpu = min(one["cpu"] for one in found)
    note = f"{cpu * 1000:,.0f} ms of CPU at least; with the process's own start {whole:.1f} s"
    return Measured(what, limit, tuple(one["request"] for one in found), note)


def _asked_cold(town: Town, address: str) -> dict[str, float]:
    asked = [sys.executable, "-m", "tests.benchmarks.cold", str(town.officer.pk), address]
    return json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


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
