"""From what the database holds to what the rulebook reasons with, and back; what was known when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce

from goldenthread.apps.measures.models import Measure, Observation, TrajectoryVersion, Value
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.trail.moments import RecordedBy, known_by
from goldenthread.rulebook.figures import Figure, NotAFigure, Status, parse_figure
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.rating import Polarity, Target, TargetKind, Tolerance, ToleranceKind, target_from

Row = TypeVar("Row", bound=models.Model)

FIGURE_FIELDS = ("text", "value", "low", "high", "bound", "unit", "status", "qualifier")
"""The columns of `Value` that hold a figure."""
_OF_A_VALUE = ("observation_id", "version", "published_on", "numerator", "denominator", *FIGURE_FIELDS)
_OF_AN_OBSERVATION = (
    "pk", "uuid", "measure_id", "period_kind", "starts", "ends", "area", "source", "period_stated",
)  # fmt: skip


def plain(number: Decimal | None) -> Decimal | None:
    """A stored number without the zeros that only the column's scale put there: 82.000000 is 82."""
    if number is None:
        return None
    short = Decimal(number).normalize()
    return short.quantize(Decimal(1)) if int(short.as_tuple().exponent) > 0 else short


def figure_of(version: Any) -> Figure:
    """The figure of a `Value`, or of any row with its columns.

    Compositions and changes, which have no columns, are read from the text.
    """
    status = Status(version.status)
    if not status.has_a_figure:
        return Figure(version.text, status=status, qualifier=version.qualifier or None)
    value, low, high = plain(version.value), plain(version.low), plain(version.high)
    if value is None and low is None and high is None:
        return _figure_in(version.text, version.unit)
    numerator, denominator = _counts(version.numerator, version.denominator)
    return Figure(
        version.text, value=value, low=low, high=high, bound=version.bound or None, unit=version.unit or None,
        status=status, qualifier=version.qualifier or None, numerator=numerator, denominator=denominator,
    )  # fmt: skip


def _counts(numerator: Decimal | None, denominator: Decimal | None) -> tuple[int | None, int | None]:
    """Both as whole numbers, or neither: a figure has counts only in pairs."""
    if numerator is None or denominator is None:
        return None, None
    if numerator != numerator.to_integral_value() or denominator != denominator.to_integral_value():
        return None, None
    return int(numerator), int(denominator)


def _figure_in(text: str, unit: str) -> Figure:
    try:
        return parse_figure(text, unit=unit or None)
    except NotAFigure:
        return Figure(text, status=Status.NOT_COLLECTED)


def as_printed(figure: Figure) -> Figure:
    """The figure with the decimals that its paper printed: 57.0, which the database holds as 57.

    How far a number was rounded is in its text. Where the text says something else, the number stands.
    """
    if figure.value is None:
        return figure
    try:
        read = parse_figure(figure.text, unit=figure.unit)
    except NotAFigure:
        return figure
    return replace(figure, value=read.value) if read.value == figure.value else figure


def columns_of(figure: Figure) -> dict[str, Any]:
    """What `Value` keeps of a figure, by column."""
    return {
        "text": figure.text, "value": figure.value, "low": figure.low, "high": figure.high,
        "bound": figure.bound or "", "unit": figure.unit or "", "status": figure.status.value,
        "qualifier": figure.qualifier or "", "numerator": figure.numerator, "denominator": figure.denominator,
    }  # fmt: skip


def figure_from_json(given: Mapping[str, Any]) -> Figure:
    """The figure of a reading's JSON (see `intake.scorecards`).

    The text is read again for what the JSON leaves out (which bound, the parts of a composition); where it
    then says something else than the JSON, as a typed cell may, the JSON holds.
    """
    unit, status = given.get("unit"), Status(given["status"])
    value, low, high = (_decimal(given.get(name)) for name in ("value", "low", "high"))
    qualifier = given.get("qualifier") or None
    if not status.has_a_figure:
        return Figure(given["text"], status=status, qualifier=qualifier)
    read = _figure_in(given["text"], unit or "")
    agrees = read.status.has_a_figure and (read.value, read.low, read.high) == (value, low, high)
    bound = read.bound if agrees else None
    if agrees and value is None and low is None and high is None:
        return read
    if bound is None and (low is None) != (high is None):
        bound = ">=" if high is None else "<="
    return Figure(
        given["text"], value=read.value if agrees else value, low=low, high=high, bound=bound,
        unit=unit, status=status, qualifier=qualifier,
        numerator=read.numerator if agrees else None, denominator=read.denominator if agrees else None,
    )  # fmt: skip


def _decimal(number: float | int | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def polarity_of(measure: Measure) -> Polarity:
    """Which way is good; neither where nobody has said."""
    return Polarity(measure.polarity) if measure.polarity else Polarity.NEITHER


def tolerance_of(measure: Measure) -> Tolerance:
    """How far beyond its target the measure is still amber."""
    return Tolerance(ToleranceKind(measure.tolerance_kind), plain(measure.tolerance) or Decimal(0))


def target_in(text: str, measure: Measure) -> Target | None:
    """The target that a text states; a statement where it is no figure, None where it is empty."""
    if not text.strip():
        return None
    try:
        found = target_from(parse_figure(text, unit=measure.unit or None), polarity_of(measure))
    except NotAFigure:
        found = None
    return found or Target(TargetKind.STATEMENT, text=text.strip())


def target_of(row: TargetRow | None, measure: Measure) -> Target | None:
    """A recorded target, for a measure of today's polarity.

    A bare number that was recorded before anybody said which way is good takes its side now. None for no
    target, and for one that was withdrawn.
    """
    if row is None or not row.kind:
        return None
    kind, low, high = TargetKind(row.kind), plain(row.low), plain(row.high)
    polarity = polarity_of(measure)
    if kind is TargetKind.VALUE and polarity in (Polarity.HIGH, Polarity.LOW):
        kind = TargetKind.AT_LEAST if polarity is Polarity.HIGH else TargetKind.AT_MOST
        low, high = (low, None) if polarity is Polarity.HIGH else (None, high)
    unit = None if kind is TargetKind.STATEMENT else measure.unit or None
    return Target(kind, low, high, row.text, row.strict, unit, polarity, plain(row.amber))


def period_of(row: Any) -> Period:
    """The period of a row with `period_kind`, `starts` and `ends`."""
    return period_from(row.period_kind, row.starts, row.ends)


@lru_cache(maxsize=1024)
def period_from(kind: str, starts: date, ends: date) -> Period:
    """The period of these columns; a page asks for the same few hundreds of times."""
    return Period(PeriodKind(kind), starts, ends)


def period_columns(period: Period) -> dict[str, Any]:
    """A period by the columns that hold it."""
    return {"period_kind": period.kind.value, "starts": period.start, "ends": period.end}


def known(rows: QuerySet[Row], known_at: datetime | None = None) -> QuerySet[Row]:
    """Rows known at an instant, each with `known_from`: the day declared for it, else when it was recorded.

    None asks for all that is known.
    """
    declared = Cast("published_on", models.DateTimeField())
    rows = rows.annotate(known_from=Coalesce(declared, "recorded_at"))
    if isinstance(known_at, RecordedBy):
        return rows.filter(recorded_at__lte=known_at)
    return rows if known_at is None else rows.filter(known_from__lte=known_at)


def known_targets(known_at: datetime | None = None) -> QuerySet[TargetRow]:
    """Targets known at an instant, as `known` gives them, and of trajectories what the newest version leaves.

    A row of an older version stays where the newest has another for the same day, which then holds: what a
    target was before it was changed is still told.
    """
    told = TrajectoryVersion.objects.filter(known_by(known_at, published=""), measure=OuterRef("measure"))
    instead = TargetRow.objects.filter(
        measure=OuterRef("measure"),
        effective_on=OuterRef("effective_on"),
        trajectory__number=OuterRef("newest"),
    )
    rows = TargetRow.objects.alias(newest=Subquery(told.order_by("-number").values("number")[:1]))
    return known(
        rows.filter(Q(trajectory=None) | Q(trajectory__number=F("newest")) | Exists(instead)), known_at
    )


def is_planned_on_from(row: TargetRow) -> bool:
    """Whether the trajectory that gave this target gives another for a later day."""
    planned = TargetRow.objects.filter(trajectory=row.trajectory_id, effective_on__gt=row.effective_on)
    return row.trajectory_id is not None and planned.exists()


def current_values(known_at: datetime | None = None) -> QuerySet[Value]:
    """The version of each observation that held at an instant: the one known last."""
    return (
        known(Value.objects.all(), known_at)
        .order_by("observation_id", "-known_from", "-version")
        .distinct("observation_id")
    )


def held(observations: QuerySet[Observation], known_at: datetime | None = None) -> list[tuple[Any, Any]]:
    """These observations in their order, each with the version that held; those without one left out.

    Plain rows with the columns that a figure needs: pages show thousands. In two steps: asked in one, the
    database reads every version that there is.
    """
    found = {one.pk: one for one in observations.values_list(*_OF_AN_OBSERVATION, named=True)}
    values = current_values(known_at).filter(observation__in=list(found))
    held = {value.observation_id: value for value in values.values_list(*_OF_A_VALUE, named=True)}
    return [(one, held[key]) for key, one in found.items() if key in held]
