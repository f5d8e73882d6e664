"""Reads of a whole and its parts: planned against actual per day, and whether the parts add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.shortcuts import get_object_or_404

from goldenthread.apps.measures.models import Measure, Observation, PartOfWhole
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.queries import target_on
from goldenthread.apps.measures.recorded import held, known_targets, polarity_of, target_of
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.rulebook.intervals import NegativeNumber
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import TargetKind
from goldenthread.rulebook.trajectory import plain_value
from goldenthread.rulebook.whole_and_parts import (
    PartAgainstPlan,
    PlanAndActual,
    Split,
    SumCheck,
    plan_and_actual,
)


@dataclass(frozen=True)
class PartsOfPeriod:
    """A period: the whole and its parts per day, the sums, and the figures that they are worked out from.

    `held` is None where an amount is below 0, which `problem` then says. `planned` is what the target of the
    period asks for in all, by the measure's row number, None without one.
    """

    period: Period
    held: PlanAndActual | None
    whole: FigureCell | None
    parts: tuple[tuple[PartOfWhole, PartAgainstPlan | None, FigureCell | None], ...]
    planned: Mapping[int, Decimal | None]
    problem: str = ""

    @property
    def findings(self) -> tuple[SumCheck, ...]:
        return self.held.findings if self.held else ()


@dataclass(frozen=True)
class Whole:
    """A measure, its parts and its periods, the newest first."""

    measure: Measure
    parts: tuple[PartOfWhole, ...]
    periods: tuple[PartsOfPeriod, ...]

    @property
    def splits(self) -> tuple[str, ...]:
        """The ways in which it is split, in the order in which they were said."""
        return tuple(dict.fromkeys(part.split for part in self.parts))

    @property
    def findings(self) -> tuple[tuple[Period, SumCheck], ...]:
        """Every sum that does not hold, the newest period first."""
        return tuple((one.period, check) for one in self.periods for check in one.findings)


def part_called(uuid: UUID) -> PartOfWhole:
    """The part of a URL. Raises Http404 where none stands."""
    parts = PartOfWhole.objects.select_related("whole", "part")
    return get_object_or_404(parts, uuid=uuid)


def parts_of(measure: Measure, known_at: datetime | None = None) -> tuple[PartOfWhole, ...]:
    """The parts of a measure, by the ways of splitting it, as was known at an instant."""
    rows = PartOfWhole.ever.filter(in_force_by(known_at, published=""), whole=measure)
    found = list(rows.select_related("part", "recorded_by").order_by("id"))
    ways = list(dict.fromkeys(one.split for one in found))
    return tuple(sorted(found, key=lambda one: ways.index(one.split)))


def wholes_of(measure: Measure, known_at: datetime | None = None) -> list[PartOfWhole]:
    """What the measure is a part of."""
    rows = PartOfWhole.ever.filter(in_force_by(known_at, published=""), part=measure)
    return list(rows.select_related("whole").order_by("id"))


def whole_of(measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None) -> Whole:
    """A measure with its parts, in each period with a figure of a part and in the newest of the whole.

    All are of the kind of period that the newest figure of the whole is of.
    What is planned is the target of the period, a trajectory's or another, where it is one number. A constant
    number of queries.
    """
    parts = parts_of(measure, known_at)
    measures = {one.pk: one for one in [measure, *(part.part for part in parts)]}
    measures_as_known(measures.values(), known_at)
    figures = _figures(list(measures), as_at, known_at)
    targets = _targets(list(measures), known_at)
    newest = min(figures.get(measure.pk, {}), key=by_recency, default=None)
    if newest is None or not parts:
        return Whole(measure, parts, ())
    of_parts = {period for part in parts for period in figures.get(part.part_id, {})}
    periods = {newest, *(period for period in of_parts if period.kind is newest.kind)}
    return Whole(
        measure, parts,
        tuple(
            _of_period(measure, parts, period, figures, targets)
            for period in sorted(periods, key=lambda one: one.start, reverse=True)
        ),
    )  # fmt: skip


def _figures(
    measures: Sequence[int], as_at: date | None, known_at: datetime | None
) -> dict[int, dict[Period, FigureCell]]:
    asked = choices_of(measures, known_at).own_figures()
    own = Observation.objects.filter(asked, measure__in=measures)
    own = own if as_at is None else own.filter(starts__lte=as_at)
    found: dict[int, dict[Period, FigureCell]] = {}
    for observation, value in held(own, known_at):
        cell = cell_of(value, observation)
        found.setdefault(observation.measure_id, {})[cell.period] = cell
    return found


def _targets(measures: Sequence[int], known_at: datetime | None) -> dict[int, list[TargetRow]]:
    found: dict[int, list[TargetRow]] = {}
    rows = known_targets(known_at).filter(measure__in=measures)
    for row in rows.order_by("-effective_on", "-known_from", "-id"):
        found.setdefault(row.measure_id, []).append(row)
    return found


def _of_period(
    whole: Measure, parts: Sequence[PartOfWhole], period: Period,
    figures: dict[int, dict[Period, FigureCell]], targets: dict[int, list[TargetRow]],
) -> PartsOfPeriod:  # fmt: skip
    cells = {pk: of_one.get(period) for pk, of_one in figures.items()}
    problem, found = "", None
    asked = {
        one.pk: _planned(targets.get(one.pk, []), one, period)
        for one in (whole, *(part.part for part in parts))
    }
    try:
        planned = _split(whole, parts, lambda one: asked[one.pk])
        actual = _split(whole, parts, lambda one: _actual(cells.get(one.pk), one))
        found = plan_and_actual(
            period, planned, actual, polarity=polarity_of(whole),
            unit=f"{whole.unit} per day" if whole.unit else "per day",
        )  # fmt: skip
    except NegativeNumber as below:
        problem = str(below)
    by_name = {(one.by, one.part): one for one in found.parts} if found else {}
    return PartsOfPeriod(
        period, found, cells.get(whole.pk),
        tuple((part, by_name.get((part.split, part.name)), cells.get(part.part_id)) for part in parts),
        asked, problem,
    )  # fmt: skip


def _split(
    whole: Measure, parts: Sequence[PartOfWhole], amount: Callable[[Measure], Decimal | None]
) -> Split:
    ways: dict[str, dict[str, Decimal | None]] = {}
    for part in parts:
        ways.setdefault(part.split, {})[part.name] = amount(part.part)
    return Split(amount(whole), ways)


def _planned(targets: list[TargetRow], measure: Measure, period: Period) -> Decimal | None:
    """What the target of a period asks for, where it is one number."""
    target = target_of(target_on(targets, period.last_day), measure)
    if target is None or target.kind is TargetKind.STATEMENT:
        return None
    ends = {end for end in (target.floor, target.ceiling) if end is not None}
    return ends.pop() if len(ends) == 1 else None


def _actual(cell: FigureCell | None, measure: Measure) -> Decimal | None:
    if cell is None or cell.figure.unit not in (None, measure.unit or None):
        return None
    return plain_value(cell.figure)
