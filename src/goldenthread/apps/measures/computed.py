"""What a computed figure was made of, and whether it agrees with the one that was published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from goldenthread.apps.measures.derivations import in_words
from goldenthread.apps.measures.derived_models import ComputedFrom, Derivation
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Value
from goldenthread.apps.measures.recorded import current_values, figure_of, known, period_of
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of
from goldenthread.apps.measures.sources import COMPUTED, OWN
from goldenthread.rulebook.derived import Agreement, Operation, agreement
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Ingredient:
    """A figure that went in: of which measure, and the version that was used; None where there was none."""

    measure: Measure
    cell: FigureCell | None
    is_newest: bool


@dataclass(frozen=True)
class Making:
    """How a computed version was made: the expression in words, its version, and what went in, in order."""

    words: str
    derivation: Derivation
    ingredients: tuple[Ingredient, ...]


@dataclass(frozen=True)
class Compared:
    """A computed figure beside the published one of the period; None where there is none."""

    period: Period
    computed: FigureCell
    how: str
    published: FigureCell | None
    agreement: Agreement | None


def makings(values: Sequence[Value]) -> dict[int, Making]:
    """How each of these versions was computed, by its row number; those that were not are left out."""
    rows = ComputedFrom.objects.filter(value__in=values).order_by("value_id", "position")
    rows = rows.select_related("derivation__measure", "given__observation")
    rows = rows.prefetch_related("derivation__terms__measure")
    newest = _newest_versions([row.given.observation_id for row in rows if row.given])
    found: dict[int, list[ComputedFrom]] = {}
    for row in rows:
        found.setdefault(row.value_id, []).append(row)
    return {value: _making(made_of, newest) for value, made_of in found.items()}


def _making(rows: Sequence[ComputedFrom], newest: dict[int, int]) -> Making:
    derivation = rows[0].derivation
    terms = {term.position: term.measure for term in derivation.terms.all()}
    return Making(
        in_words(derivation),
        derivation,
        tuple(
            Ingredient(
                terms[row.position],
                cell_of(row.given) if row.given else None,
                row.given is None or newest.get(row.given.observation_id) == row.given_id,
            )
            for row in rows
        ),
    )


def _newest_versions(observations: Sequence[int]) -> dict[int, int]:
    held = current_values().filter(observation__in=observations)
    return dict(held.values_list("observation_id", "pk"))


def compared_with_published(
    measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Compared]:
    """Each computed figure of a measure beside the published one, the newest period first (DER-7)."""
    values = current_values(known_at).filter(
        observation__measure=measure, observation__area=COUNCIL_AREA, observation__cohort="",
        observation__source__in=(OWN, COMPUTED),
    ).select_related("observation")  # fmt: skip
    values = values.filter(observation__starts__lte=as_at) if as_at else values
    by_source: dict[str, dict[Period, Value]] = {OWN: {}, COMPUTED: {}}
    for value in values:
        by_source[value.observation.source][period_of(value.observation)] = value
    computed = by_source[COMPUTED]
    made = makings(list(computed.values()))
    return [
        _compared(period, computed[period], made.get(computed[period].pk), by_source[OWN].get(period))
        for period in sorted(computed, key=by_recency)
    ]


def _compared(period: Period, value: Value, making: Making | None, published: Value | None) -> Compared:
    exact = exact_of(value, making.derivation if making else None)
    held = agreement(exact, figure_of(published) if published else None)
    return Compared(period, cell_of(value), value.note, cell_of(published) if published else None, held)


def exact_of(value: Value, derivation: Derivation | None) -> Decimal | None:
    """A computed figure before it was rounded: of a percentage or a rate from its counts."""
    if value.value is None or derivation is None or value.numerator is None or not value.denominator:
        return value.value
    factor = Decimal(100) if derivation.operation == Operation.PERCENTAGE else derivation.per or Decimal(1)
    return factor * value.numerator / value.denominator


def published_beside(observation: Observation, known_at: datetime | None = None) -> Compared | None:
    """A computed observation beside the published figure of its period; None for one not computed."""
    if observation.source != COMPUTED:
        return None
    found = compared_with_published(observation.measure, known_at=known_at)
    return next((one for one in found if one.computed.observation == observation.uuid), None)


def used_in(value: Value, known_at: datetime | None = None) -> list[Value]:
    """The computed versions that this version of a figure went into, the newest first."""
    told = known(Value.objects.filter(made_of__given=value), known_at)
    return list(told.select_related("observation__measure").order_by("-recorded_at", "-pk").distinct())
