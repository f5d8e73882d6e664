"""A release comes in: its areas and indicators found or added, its figures copied in, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from goldenthread.apps.benchmarks.areas import Areas
from goldenthread.apps.benchmarks.models import Area, BenchmarkFigure, Indicator, Release
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.national_statistics import PublishedIndicator, Statistics
from goldenthread.rulebook.published_statistics import PublishedStatus

# Releases take turns: two at once would add the same areas and indicators.
LOADING_LOCK = 0x62656E63
FIGURES_AT_ONCE = 20_000
COLUMNS = (
    "release_id", "indicator_id", "area_id", "period_kind", "starts", "ends", "value", "status", "numerator",
    "denominator", "note", "row",
)  # fmt: skip
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def indicator_key(name: str, breakdown: dict[str, str]) -> str:
    """What tells an indicator from every other, whatever the order of its breakdown."""
    return hashlib.sha256(json.dumps([name, sorted(breakdown.items())]).encode()).hexdigest()


def held_release(title: str, digest: str) -> Release | None:
    """The release of this title that says the same, where it was loaded before."""
    return Release.objects.filter(title=title, digest=digest).first()


@transaction.atomic
def load_release(
    statistics: Statistics, *, title: str, published_on: date | None, by: Person | None, at: datetime,
    load: Load | None = None, publisher: str = "",
) -> tuple[Release, bool]:  # fmt: skip
    """Write a release with its figures; the release, and whether it is new.

    A file that says what a release of the same title says already changes nothing. Raises Refused without
    a title, and for a file without a figure.
    """
    title = " ".join(title.split())[:200]
    if not title:
        raise Refused("Give the title of the release.", field="name")
    if not statistics.figures:
        raise Refused("No figure of this file could be read, so there is nothing to keep.", field="file")
    take_turns()
    if held := held_release(title, statistics.digest):
        return held, False
    release = Release.objects.create(
        title=title, publisher=publisher, published_on=published_on, load=load, digest=statistics.digest,
        figures=len(statistics.figures), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    known = Areas()
    areas = known.of_published(statistics.areas)
    indicators = _indicators(statistics.indicators)
    _copy(statistics, release, indicators, areas)
    record(
        "benchmarks.release_loaded", by=by, at=at, on=[release, *([load] if load else [])], after={
            "title": title, "publisher": publisher, "published_on": published_on,
            "digest": statistics.digest, "figures": len(statistics.figures),
            "indicators": len(indicators), "new_areas": [area.name for area in known.added],
        },
    )  # fmt: skip
    return release, True


def take_turns() -> None:
    """Wait for whoever adds areas; they are waited for in turn until they commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])


def _indicators(published: Sequence[PublishedIndicator]) -> list[int]:
    """The row number of each indicator, in their order."""
    keys = [indicator_key(one.name[:300], dict(one.breakdown)) for one in published]
    known = dict(Indicator.objects.filter(key__in=keys).values_list("key", "pk"))
    new = {
        key: Indicator(name=one.name[:300], breakdown=dict(one.breakdown), unit=one.unit[:40], key=key)
        for key, one in zip(keys, published, strict=True)
        if key not in known
    }
    made = Indicator.objects.bulk_create(new.values())
    known |= {one.key: one.pk for one in made}
    return [known[key] for key in keys]


def _copy(statistics: Statistics, release: Release, indicators: Sequence[int], areas: Sequence[Area]) -> None:
    """COPY the figures in: a hundred times as fast as inserting them."""
    table = BenchmarkFigure._meta.db_table
    statement = f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for text in _texts(statistics, release, indicators, areas):
            copy.write(text)


def _texts(
    statistics: Statistics, release: Release, indicators: Sequence[int], areas: Sequence[Area]
) -> Iterator[str]:
    """The figures in the text form of COPY, many at a time."""
    periods = [f"{one.kind.value}\t{one.start}\t{one.end}" for one in statistics.periods]
    starts = [f"{release.pk}\t{indicator}\t" for indicator in indicators]
    places = [f"{area.pk}\t" for area in areas]
    figures, written = statistics.figures, _Written()
    for first in range(0, len(figures), FIGURES_AT_ONCE):
        yield "".join([
            f"{starts[indicator]}{places[area]}{periods[period]}\t{written[value]}\t{written[status]}\t"
            f"{written[top]}\t{written[bottom]}\t{note.translate(_ESCAPED) if note else ''}\t{row}\n"
            for indicator, area, period, value, status, top, bottom, note, row
            in figures[first : first + FIGURES_AT_ONCE]
        ])  # fmt: skip


class _Written(dict[Decimal | PublishedStatus | None, str]):
    """What stands for a number or a status: a file has few different ones, so each is written once."""

    def __missing__(self, said: Decimal | PublishedStatus | None) -> str:
        text = r"\N" if said is None else said.value if isinstance(said, PublishedStatus) else f"{said}"
        self[said] = text
        return text
