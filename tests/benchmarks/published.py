"""Published figures of other areas: 200 areas, 75 indicators, 40 years. CPU, the database's included."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterator

from django.conf import settings

from goldenthread.apps.benchmarks.loading import load_release
from goldenthread.apps.benchmarks.models import BenchmarkFigure
from goldenthread.apps.loads import actions
from goldenthread.apps.loads.models import Load
from goldenthread.intake.national_statistics import read_statistics
from tests.benchmarks import database
from tests.benchmarks.loading import NOW, TODAY
from tests.benchmarks.measured import Measured, timed

AREAS, INDICATORS, YEARS = 200, 75, 40
FIGURES = AREAS * INDICATORS * YEARS
LIMIT = 5.0
TIMES = 3
WHERE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code",
    "region_name", "old_la_code", "new_la_code", "la_name", "characteristic",
)  # fmt: skip


def measure() -> Iterator[Measured]:
    contents = [release(seed) for seed in range(TIMES + 1)]
    whose = "ours and the database server's" if settings.EMBEDDED else "ours; the database server's not seen"
    yield Measured(
        f"{FIGURES:,} published figures, CSV: read into figures and problems, CPU", LIMIT,
        timed(time.process_time, lambda: read_statistics(contents[0], "release.csv"), TIMES), "Intake alone",
    )  # fmt: skip
    numbers = iter(range(TIMES))
    yield Measured(
        f"{FIGURES:,} published figures: read, loaded and in the trail, CPU", LIMIT,
        timed(database.cpu, lambda: _load(contents, next(numbers)), TIMES),
        f"A file of {len(contents[0]) / 1e6:.1f} MB; {whose}",
    )  # fmt: skip
    waiting = actions.read_file(
        contents[TIMES], "release.csv", kind="benchmarks", source_name="By a page", by=None, at=NOW
    )
    yield Measured(
        f"{FIGURES:,} published figures: a file that was previewed, accepted, CPU", LIMIT,
        timed(database.cpu, lambda: _accept(waiting), 1), f"Read again and loaded; {whose}",
    )  # fmt: skip


def _load(contents: list[bytes], number: int) -> None:
    """Each time another release, so that every figure is new."""
    before = BenchmarkFigure.objects.count()
    load_release(
        read_statistics(contents[number], "release.csv"), title=f"Release {number}", published_on=None,
        by=None, at=NOW,
    )  # fmt: skip
    if BenchmarkFigure.objects.count() - before != FIGURES:
        raise RuntimeError("Not every figure of the release is there.")


def _accept(load: Load) -> None:
    actions.accept(load, decisions={}, published_on=None, by=None, at=NOW, today=TODAY)


def release(seed: int) -> bytes:
    """A made-up release in the open layout, wide; one figure in fifty is a symbol."""
    chance = random.Random(seed)
    out = io.StringIO()
    out.write(",".join((*WHERE, *(f"indicator_{n}_pct" for n in range(INDICATORS)))) + "\n")
    for year in range(1980, 1980 + YEARS):
        for area in range(AREAS):
            cells = (
                f"{chance.randint(0, 1000) / 10}" if chance.random() > 0.02 else chance.choice("zxcu")
                for _ in range(INDICATORS)
            )
            region = area % 9
            out.write(
                f"{year}{(year + 1) % 100:02d},Financial year,Local authority,E92000001,England,"
                f"E1200000{region},Region {region},{200 + area},E0600{area:04d},Authority {area},Total,"
                f"{','.join(cells)}\n"
            )
    return out.getvalue().encode()
