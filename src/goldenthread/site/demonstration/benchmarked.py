"""The demonstration council beside other areas: its published neighbours, and made-up figures labelled so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.benchmarks import actions
from goldenthread.apps.benchmarks.models import Indicator, IndicatorMapping, NeighbourSet, Release
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person
from goldenthread.site.demonstration import files
from goldenthread.site.demonstration.people import COUNCIL

SET = "Statistical neighbours"
HELD_FROM = date(2015, 4, 1)
RELEASE = "Made up for the demonstration: assessments and second plans, 2015-16 to 2017-18"
PUBLISHED = date(2018, 7, 9)
# What each made-up indicator is, by the scorecard's reference.
IS = {"assessed_45_days_percent": "1.7", "second_plan_percent": "1.13"}


def neighbours(tables: Path, at: datetime) -> None:
    """The ranked set of the council's papers."""
    if NeighbourSet.objects.filter(name=SET).exists():
        return
    listed = sorted(files.rows(tables / "statistical_neighbours.csv"), key=lambda row: int(row["rank"]))
    actions.add_neighbour_set(
        SET, council=COUNCIL, neighbours=[row["authority"] for row in listed], starts=HELD_FROM,
        source="The council’s papers; its first day is assumed", published_on=HELD_FROM, by=None, at=at,
    )  # fmt: skip


def release(tables: Path, today: date, at: datetime, say: Callable[[str], None]) -> None:
    """Made-up figures of three years, in the open layout, as a user loads a release."""
    if Release.objects.filter(title=RELEASE).exists():
        return
    file = tables / "national_statistics_made_up.csv"
    load = loads.read_file(
        file.read_bytes(), file.name, kind="benchmarks", source_name=RELEASE, by=None, at=at
    )
    written = loads.accept(load, decisions={}, published_on=PUBLISHED, by=None, at=at, today=today)
    made = Release.objects.get(title=RELEASE)
    actions.describe_release(made, publisher="Nobody: made up for the demonstration", by=None, at=at)
    say(f"Loaded {file.name}: {written['words']}")


def mappings(scorecard: str, analyst: Person, at: datetime) -> None:
    """The analyst says which measures they are, once."""
    for name, reference in IS.items():
        indicator = Indicator.objects.get(name=name)
        if IndicatorMapping.ever.filter(indicator=indicator).exists():
            continue
        measure = Measure.objects.get(
            lines__scorecard__name=scorecard, lines__gone_on=None, lines__reference=reference
        )
        actions.map_indicator(indicator, measure, unit="%", by=analyst, at=at)
