"""A scorecard with a decade of quarters, year ends, targets and benchmarks, for `volume`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.models import (
    COUNCIL_AREA,
    NATIONAL,
    STATISTICAL_NEIGHBOURS,
    Line,
    Measure,
    Observation,
    Scorecard,
    StatedRating,
    Target,
    Value,
)
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.references import sort_key
from tests.benchmarks.volume_instants import told_on

# A quarter's figures are told a month after it ends, and corrected a month later.
TOLD_AFTER = (timedelta(30), timedelta(60))
SECTIONS = ("Safeguarding", "Cared for children", "Special needs", "Early help", "Workforce")


def add_scorecard(
    body: Body, *, measures: int, quarters: int, until: date, now: datetime
) -> tuple[Scorecard, list[Measure]]:
    """Quarters up to the last whole one before `until`, their year ends, and benchmarks by year."""
    scorecard = Scorecard.objects.create(name="Children and families scorecard", body=body)
    made = _measures(measures)
    Line.objects.bulk_create(
        Line(
            scorecard=scorecard, measure=one, position=number, reference=one.reference,
            section=SECTIONS[number * len(SECTIONS) // measures],
        )
        for number, one in enumerate(made)
    )  # fmt: skip
    periods = _quarters(quarters, until)
    years = list(dict.fromkeys(Period.containing(PeriodKind.FINANCIAL_YEAR, one.start) for one in periods))
    years = [year for year in years if year.end <= until]
    _figures(made, COUNCIL_AREA, [*periods, *years], now)
    _figures(made, NATIONAL, years, now)
    _figures(made, STATISTICAL_NEIGHBOURS, years, now)
    Target.objects.bulk_create(
        Target(
            measure=one,
            effective_on=year.start,
            text="85%",
            kind="at_least",
            low=Decimal(85),
            recorded_at=told_on(year.start, now),
        )
        for one in made
        for year in years
    )
    StatedRating.objects.bulk_create(
        StatedRating(
            measure=one, scorecard=scorecard, rag="amber", direction="→",
            comment="Within 5 points of the target, and steady.",
            recorded_at=told_on(period.end + TOLD_AFTER[0], now), **_columns(period),
        )
        for one in made
        for period in periods
    )  # fmt: skip
    return scorecard, made


def _measures(count: int) -> list[Measure]:
    return Measure.objects.bulk_create(
        Measure(
            reference=(reference := f"{number // 10 + 1}.{number % 10 + 1}"), sort_key=sort_key(reference),
            title=f"% of assessments of kind {number} completed in time", unit="%", polarity="high",
        )
        for number in range(count)
    )  # fmt: skip


def _quarters(count: int, until: date) -> list[Period]:
    newest = Period.containing(PeriodKind.FINANCIAL_QUARTER, until).previous()
    return sorted(_back(newest, count), key=lambda period: period.start)


def _back(period: Period, count: int) -> Iterator[Period]:
    for _ in range(count):
        yield period
        period = period.previous()


def _columns(period: Period) -> dict[str, object]:
    return {"period_kind": period.kind.value, "starts": period.start, "ends": period.end}


def _figures(measures: Sequence[Measure], area: str, periods: Sequence[Period], now: datetime) -> None:
    """A figure for each, from 60% to 99%; every tenth was corrected since, so it has a second version."""
    observations = Observation.objects.bulk_create(
        Observation(measure=one, area=area, **_columns(period)) for one in measures for period in periods
    )
    Value.objects.bulk_create(
        (
            Value(
                observation=one, version=version, text=f"{60 + number % 40}%", value=60 + number % 40,
                unit="%", sheet="Scorecard", cell=f"row {number}",
                recorded_at=told_on(one.ends + TOLD_AFTER[version - 1], now),
            )
            for number, one in enumerate(observations)
            for version in ((1, 2) if number % 10 == 0 else (1,))
        ),
        batch_size=5000,
    )  # fmt: skip
