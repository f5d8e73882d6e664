"""Figures computed from others: brought up to date in the transaction in which an input changed.

All figures are recorded through `record_figures`, so that nothing that is computed from them stays behind.
The arithmetic, what it refuses and how it rounds are `rulebook.derived`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.derived_models import ComputedFrom, Derivation
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Value
from goldenthread.apps.measures.recorded import current_values, figure_of, period_of, plain
from goldenthread.apps.measures.recording import (
    Entry,
    Recorded,
    add_versions,
    held_values,
    observations_of,
    record_entries,
    same_figure,
)
from goldenthread.apps.measures.sources import COMPUTED, choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.rulebook.derived import Computed, Expression, Input, Operation, compute, years_of
from goldenthread.rulebook.periods import Period

Figures = Mapping[int, Mapping[Period, Value]]
"""The figure that goes in, by the measure's row number and the period."""


@transaction.atomic
def record_figures(
    entries: Sequence[Entry], *, by: Person | None, at: datetime, load: Load | None = None,
    published_on: date | None = None,
) -> list[Recorded]:  # fmt: skip
    """Write a version for each entry that says something new, then what is computed from these.

    The caller leaves the trail of the entries; what is computed has an event of its own.
    """
    written = record_entries(entries, by=by, at=at, load=load, published_on=published_on)
    if written:
        recompute_after({one.value.observation.measure_id for one in written}, by=by, at=at)
    return written


@transaction.atomic
def recompute(measures: Collection[int] | None = None, *, by: Person | None, at: datetime) -> int:
    """Compute measures anew, by row number, and what is computed from them; None: all that are computed.

    Returns how many versions were written: none where nothing has changed.
    """
    found = derivations_now()
    wanted = set(found if measures is None else measures)
    return _bring_up_to_date(found, wanted & found.keys() | _hanging_on(found, wanted), by, at)


def recompute_after(changed: Collection[int], *, by: Person | None, at: datetime) -> int:
    """Compute anew what hangs on measures of which a figure, or the source, has changed."""
    found = derivations_now()
    return _bring_up_to_date(found, _hanging_on(found, set(changed)), by, at) if found else 0


def derivations_now(known_at: datetime | None = None) -> dict[int, Derivation]:
    """How each computed measure is computed, by the measure's row number, as known at an instant."""
    told = Derivation.objects.select_related("measure").prefetch_related("terms__measure")
    told = told if known_at is None else told.filter(recorded_at__lte=known_at)
    newest = told.order_by("measure_id", "-version").distinct("measure_id")
    return {one.measure_id: one for one in newest if one.operation}


def _hanging_on(found: Mapping[int, Derivation], changed: set[int]) -> set[int]:
    """The measures that are computed from these, directly or through others."""
    hanging: set[int] = set()
    reached = set(changed)
    while reached:
        reached = {
            pk for pk, one in found.items() if any(term.measure_id in reached for term in one.terms.all())
        } - hanging
        hanging |= reached
    return hanging


def _bring_up_to_date(
    found: Mapping[int, Derivation], wanted: set[int], by: Person | None, at: datetime
) -> int:
    """Compute the measures, those first that others hang on. The locks keep two who record in turns."""
    if not wanted:
        return 0
    list(Measure.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))
    written: list[Recorded] = []
    waiting = set(wanted)
    while waiting:
        ready = {
            pk for pk in waiting if not any(term.measure_id in waiting for term in found[pk].terms.all())
        }
        written += _compute_all([found[pk] for pk in sorted(ready)], by, at)
        waiting -= ready
    if written:
        _leave_a_trail(written, by, at)
    return len(written)


def _leave_a_trail(written: Sequence[Recorded], by: Person | None, at: datetime) -> None:
    measures = {one.value.observation.measure_id: one.value.observation.measure for one in written}
    before: dict[str, dict[str, str]] = defaultdict(dict)
    after: dict[str, dict[str, str]] = defaultdict(dict)
    for one in written:
        observation = one.value.observation
        key, period = str(observation.measure.uuid), str(period_of(observation))
        after[key][period] = one.value.text
        if one.before:
            before[key][period] = one.before.text
    record("measures.figures_computed", by=by, at=at, on=list(measures.values()), before=before, after=after)


@dataclass(frozen=True)
class _Made:
    """What came of an expression in a period, and the figures that went in, by place."""

    entry: Entry
    derivation: Derivation
    given: tuple[Value | None, ...]


def _compute_all(derivations: Sequence[Derivation], by: Person | None, at: datetime) -> list[Recorded]:
    """Compute each in every period that it has inputs for. Writes what is new; a fixed number of queries."""
    measures = [one.measure for one in derivations]
    observations = observations_of(measures)
    held = held_values(measures)
    figures = input_figures({term.measure_id for one in derivations for term in one.terms.all()})
    computed_before: dict[int, set[Period]] = defaultdict(set)
    for observation in observations.values():
        if observation.source == COMPUTED:
            computed_before[observation.measure_id].add(period_of(observation))
    made = [
        _in_period(one, period, figures)
        for one in derivations
        for period in sorted(
            periods_to_compute(one, figures) | computed_before[one.measure_id],
            key=lambda period: (period.start, period.end, period.kind),
        )
    ]
    snapshots = _snapshots(held)
    new = []
    for one in made:
        observation = observations.get(one.entry.identity)
        before = held.get(observation.pk) if observation else None
        from_the_same = before is not None and snapshots.get(before.pk) == _snapshot_of(one)
        if not (from_the_same and same_figure(before, one.entry)):
            new.append(one)
    written = add_versions([one.entry for one in new], observations, held, by=by, at=at)
    ComputedFrom.objects.bulk_create(
        ComputedFrom(value=version.value, derivation=one.derivation, position=place, given=given)
        for version, one in zip(written, new, strict=True)
        for place, given in enumerate(one.given)
    )
    return written


def _snapshots(held: Mapping[int, Value]) -> dict[int, tuple[int, tuple[int | None, ...]]]:
    """What each computed version that holds was made of: the expression's version, the inputs' versions."""
    found: dict[int, tuple[int, list[int | None]]] = {}
    rows = ComputedFrom.objects.filter(value__in=list(held.values())).order_by("value_id", "position")
    for row in rows:
        found.setdefault(row.value_id, (row.derivation_id, []))[1].append(row.given_id)
    return {value: (derivation, tuple(given)) for value, (derivation, given) in found.items()}


def _snapshot_of(made: _Made) -> tuple[int, tuple[int | None, ...]]:
    return made.derivation.pk, tuple(given and given.pk for given in made.given)


def input_figures(measures: Iterable[int]) -> Figures:
    """The figures of these measures that go into others: those that the board uses.

    Of a measure that is itself computed, the computed one where the board has none.
    """
    measures = list(measures)
    choices = choices_of(measures)
    values = current_values().filter(
        observation__measure__in=measures, observation__area=COUNCIL_AREA, observation__cohort=""
    )
    figures: dict[int, dict[Period, Value]] = defaultdict(dict)
    computed: dict[int, dict[Period, Value]] = defaultdict(dict)
    for value in values.select_related("observation"):
        observation = value.observation
        measure, period = observation.measure_id, period_of(observation)
        if observation.source == choices.source(measure, period):
            figures[measure][period] = value
        elif observation.source == COMPUTED and not choices.of(measure, period):
            computed[measure][period] = value
    return {measure: computed[measure] | figures[measure] for measure in measures}


def periods_to_compute(derivation: Derivation, figures: Figures) -> set[Period]:
    """The periods for which an expression has an input.

    What is divided by may be a population of another year: it gives periods only of the numerator's kinds.
    """
    first, *others = [set(figures.get(term.measure_id, {})) for term in derivation.terms.all()]
    if derivation.operation == Operation.SUM:
        return first.union(*others)
    kinds = {period.kind for period in first}
    return first | {period for period in others[0] if period.kind in kinds}


def _in_period(derivation: Derivation, period: Period, figures: Figures) -> _Made:
    terms = list(derivation.terms.all())
    given = [figures.get(term.measure_id, {}).get(period) for term in terms]
    if derivation.operation != Operation.SUM and given[1] is None:
        of_years = (figures.get(terms[1].measure_id, {}).get(year) for year in years_of(period))
        given[1] = next((value for value in of_years if value is not None), None)
    inputs = [
        Input(str(term.measure), figure_of(value) if value else None)
        for term, value in zip(terms, given, strict=True)
    ]
    found = compute(expression_of(derivation), inputs)
    return _Made(_entry(derivation.measure, period, found), derivation, tuple(given))


def expression_of(derivation: Derivation) -> Expression:
    """What the rulebook computes for a version of the expression, rounded as its measure says today."""
    measure = derivation.measure
    operation = Operation(derivation.operation)
    unit = "%" if operation is Operation.PERCENTAGE else measure.unit or None
    return Expression(operation, plain(derivation.per), measure.decimal_places, unit)


def _entry(measure: Measure, period: Period, found: Computed) -> Entry:
    return Entry(
        measure, period, found.figure, source=COMPUTED, numerator=found.numerator,
        denominator=found.denominator, note=f"{found.reason} ({found.code})",
    )  # fmt: skip
