"""A council's own files on their way in. Seconds of CPU; where the database takes part, its server's too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings

from goldenthread.apps.loads import actions
from goldenthread.apps.loads.importers import importer_for
from goldenthread.intake.reading import read_tables
from tests.benchmarks import database
from tests.benchmarks.files_to_load import plan_as_excel, plan_as_word, scorecard_as_excel
from tests.benchmarks.measured import Measured, timed

TODAY = date(2018, 7, 16)
NOW = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
LIMIT = 1.0
TIMES = 5
SERVICES = ("assessments", "health checks", "visits", "reviews", "interviews", "placements")


@dataclass(frozen=True)
class File:
    """A file of so many rows, with a content for each time that it is loaded, the first to warm up."""

    what: str
    kind: str
    name: str
    rows: int
    contents: tuple[bytes, ...]


def measure() -> Iterator[Measured]:
    scorecards = tuple(scorecard_as_excel(73, service) for service in SERVICES)
    files = (
        File("73-measure scorecard, Excel", "scorecard", "scorecard.xlsx", 73, scorecards),
        File("200-action plan, Excel", "plan", "plan.xlsx", 200, (plan_as_excel(200),) * len(SERVICES)),
        File("200-action plan, Word", "plan", "plan.docx", 200, (plan_as_word(200),) * len(SERVICES)),
    )
    whose = "ours and the database server's" if settings.EMBEDDED else "ours; the database server's not seen"
    for file in files:
        _load(file, 0)  # warm
        yield Measured(
            f"{file.what}: read into rows and problems, CPU", LIMIT,
            timed(time.process_time, lambda file=file: _read(file), TIMES), "Intake alone",
        )  # fmt: skip
        numbers = iter(range(1, TIMES + 1))
        yield Measured(
            f"{file.what}: read, compared, accepted and in the trail, CPU", LIMIT,
            timed(database.cpu, lambda file=file, numbers=numbers: _load(file, next(numbers)), TIMES),
            f"The whole load; {whose}",
        )  # fmt: skip


def _read(file: File) -> None:
    importer_for(file.kind).read(read_tables(file.contents[0], file.name), {}).as_json()


def _load(file: File, number: int) -> None:
    """Each time into a plan or scorecard of its own, so that every row is new."""
    load = actions.read_file(
        file.contents[number], file.name, kind=file.kind, source_name=f"{file.what} {number}", by=None, at=NOW
    )
    if len(load.preview["new"]) != file.rows:
        raise RuntimeError(f"{file.what}: not every row of it was new")
    actions.accept(load, decisions={}, published_on=None, by=None, at=NOW, today=TODAY)
