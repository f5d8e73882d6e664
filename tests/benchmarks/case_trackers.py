"""Trackers of a council of about 76,000 children: found anew after a load, and their pages then."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from django.test import Client, override_settings
from django.urls import reverse

from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.tests.records import case_home
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role
from goldenthread.apps.trackers import watching
from goldenthread.casedata.making import make
from goldenthread.casedata.making.files import write
from goldenthread.casedata.sources import Source
from goldenthread.casedata.trackers.board import board
from goldenthread.casedata.trackers.listing import find
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.pages import page

TODAY = date(2018, 7, 16)
NOW = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
ENDS = date(2018, 6, 30)
PAGE = 0.15
PAGES = (
    ("how much waits in each team", "trackers:home", ()),
    ("50 overdue of all teams", "trackers:list", ("overdue",)),
    ("50 that drift", "trackers:list", ("drifting",)),
    ("caseloads", "trackers:caseloads", ()),
    ("the 20 weeks", "trackers:education_plans", ()),
)


def measure() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder, case_home(Path(folder)):
        _bring(Path(folder) / "files")
        store = store_of()
        runs = timed(time.process_time, lambda: find(store, TODAY, unseen_days=28), 5)
        found = find(store, TODAY, unseen_days=28)
        note = f"{len(found.items):,} clocks, {len(found.drifting):,} that drift"
        yield Measured("Trackers: every clock and drift of a council found anew, CPU", 2.0, runs, note)
        runs = timed(time.process_time, lambda: board(store, TODAY), 5)
        yield Measured("Trackers: the 20 weeks of every request, CPU", 1.0, runs)
        client = _director()
        with override_settings(ALLOWED_HOSTS=["*"]):
            watching.watched(TODAY)
            for words, name, args in PAGES:
                yield page(client, f"Tracker page: {words}", reverse(name, args=args), PAGE)


def _bring(into: Path) -> None:
    [truth] = make(1, 2, 7, ENDS)
    for one in write(truth, into, sources=[Source.ANNEX_A, Source.SEN2], workbooks=2):
        store_of().load(one.files, authority="Made up", snapshot_on=one.snapshot.on, at=NOW)


def _director() -> Client:
    from goldenthread.site.clock import offset_to

    people.name_council("Made up", clock_offset=offset_to(TODAY), by=None, at=NOW)
    director = people.add_person("director@example.org", "Director", by=None, at=NOW)
    people.grant(director, Role.DIRECTOR, starts=TODAY, by=None, at=NOW)
    client = Client()
    client.force_login(director)
    return client
