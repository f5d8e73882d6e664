"""Rates a measure's figure against its target: green, amber, red, or not rated, with the rule and reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure, Status, print_figure, print_quantity
from goldenthread.rulebook.targets import (
    NO_TOLERANCE,
    Polarity,
    Target,
    TargetKind,
    Tolerance,
    ToleranceKind,
    parse_polarity,
    target_from,
)
from goldenthread.rulebook.travel import Comparison, Travel, comparable_previous, direction_of_travel

__all__ = [
    "NO_TOLERANCE",
    "Comparison",
    "Polarity",
    "Rag",
    "Target",
    "TargetKind",
    "Tolerance",
    "ToleranceKind",
    "Travel",
    "Verdict",
    "comparable_previous",
    "direction_of_travel",
    "parse_polarity",
    "rate_figure",
    "rating",
    "target_from",
]

_FRAMEWORK = "The council's performance framework: its targets and tolerances."
_OURS = "A convention of this product, shown wherever the rule speaks."

RAG_0 = define_rule(
    "RAG-0",
    title="Not rated: no figure",
    meaning="There is no figure for the period, or a reason stands in its place. Suppressed is not 0.",
    basis=_OURS,
    boundaries=("Suppressed, not yet released, not applicable and not collected are not rated; 0 is.",),
)
RAG_1 = define_rule(
    "RAG-1",
    title="Green: the target is met",
    meaning="The value meets its target. A target of less than or more than is not met at its end. In a "
    "range both ends are good; where high is good a value above the range is green too, and where low is "
    "good one below.",
    basis=_FRAMEWORK,
    boundaries=(
        "At least 85: 85 is green, 84.9 is not.",
        "At most 12: 12 is green, 12.1 is not. Less than 15: 14.9 is green, 15 is not.",
        "35 to 40: 35 and 40 are green, 34.9 and 40.1 are not.",
        "97 to 99 where high is good: 99.1 is green, 96.9 is not.",
    ),
)
RAG_2 = define_rule(
    "RAG-2",
    title="Amber: the target is missed within the tolerance",
    meaning="The value misses its target by no more than the tolerance: points, percent of the end of the "
    "target that was missed, or up to a threshold. The limit itself is amber.",
    basis=_FRAMEWORK,
    boundaries=(
        "At least 85 with 5 points: 80.0 is amber, 79.9 is red.",
        "At most 400 with 10 percent: 440 is amber, 440.1 is red.",
        "At least 85 with a threshold of 75: 75 is amber, 74.9 is red.",
        "35 to 40 with 2 points: 33 and 42 are amber, 32.9 and 42.1 are red.",
    ),
)
RAG_3 = define_rule(
    "RAG-3",
    title="Red: the target is missed beyond the tolerance",
    meaning="The value misses its target by more than the tolerance, or by anything when there is none.",
    basis=_FRAMEWORK,
    boundaries=("At least 85 with 5 points: 79.9 is red.", "At least 85 without tolerance: 84.9 is red."),
)
RAG_4 = define_rule(
    "RAG-4",
    title="Not rated: no target",
    meaning="The measure has no target for the period.",
    basis=_OURS,
    boundaries=("Any value without a target is not rated; a target of 0 is one.",),
)
RAG_5 = define_rule(
    "RAG-5",
    title="Not rated: no polarity",
    meaning="The target is one number and nothing says whether more or less of it is good.",
    basis=_OURS,
    boundaries=("880 against a target of 880 without polarity is not rated.",),
)
RAG_6 = define_rule(
    "RAG-6",
    title="Not rated: the target is a statement",
    meaning="No number of the measure can be held against the target's words. A person rates it.",
    basis=_OURS,
    boundaries=("82% against 'Percentage increase of 15%' is not rated.",),
)
RAG_7 = define_rule(
    "RAG-7",
    title="A composition is rated by its parts above zero",
    meaning="Where the target is a number of sources, the parts of the figure above zero are counted: enough "
    "is green, too few is red.",
    basis=_OURS,
    boundaries=("More than one source: 91%, 9%, 0%, 0% is green; 100%, 0%, 0%, 0% is red.",),
)
RAG_8 = define_rule(
    "RAG-8",
    title="A bound or a range is rated when it can have only one colour",
    meaning="A published bound or range is rated when every value that it may stand for has the same colour. "
    "Below a positive bound, values from 0 are meant.",
    basis=_OURS,
    boundaries=(
        "<15% is green against less than 15%; >45 is green against at least 45.",
        "<20% is red against at least 85% with 5 points.",
    ),
)
RAG_9 = define_rule(
    "RAG-9",
    title="Not rated: a bound or a range that may have more than one colour",
    meaning="The values that the published bound or range may stand for differ in colour.",
    basis=_OURS,
    boundaries=("≤15% against less than 15% is not rated; <15% is green.",),
)
RAG_10 = define_rule(
    "RAG-10",
    title="Not rated: not on the target's scale",
    meaning="The figure and the target are in different units, or the figure is a change or a composition "
    "and the target is not.",
    basis=_OURS,
    boundaries=("6 weeks against at most 20% is not rated; 6 without a unit is rated.",),
)


class Rag(StrEnum):
    """A rating's colour. Colour never stands alone: each has its word and its reason."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not_rated"


@dataclass(frozen=True)
class Verdict:
    """A rating, the code of the rule that gave it, and the reason in words."""

    rag: Rag
    code: Code
    reason: str


def rating(value: Decimal | None, target: Target | None, tolerance: Tolerance = NO_TOLERANCE) -> Verdict:
    """Rate a value, in the target's unit, against the target."""
    if value is None:
        return Verdict(Rag.NOT_RATED, RAG_0, "No figure for this period")
    if target is None:
        return Verdict(Rag.NOT_RATED, RAG_4, "No target for this period")
    if target.kind is TargetKind.STATEMENT:
        return Verdict(Rag.NOT_RATED, RAG_6, f"A person rates this against '{target.text}'")
    if target.kind is TargetKind.VALUE:
        return Verdict(Rag.NOT_RATED, RAG_5, f"Nothing says whether more or less than {target} is good")
    end = target.missed_end(value)
    shown = print_quantity(value, target.unit)
    if end is None:
        return Verdict(Rag.GREEN, RAG_1, f"{shown} meets the target of {target}")
    tolerance = _tolerance_of(target, tolerance)
    reach = _reach(tolerance, end, target.unit)
    if tolerance.allows(value, end):
        return Verdict(Rag.AMBER, RAG_2, f"{shown} is within {reach}")
    if tolerance.kind is ToleranceKind.NONE:
        return Verdict(Rag.RED, RAG_3, f"{shown} misses the target of {target}")
    return Verdict(Rag.RED, RAG_3, f"{shown} is not within {reach}")


def _tolerance_of(target: Target, tolerance: Tolerance) -> Tolerance:
    """Thresholds bring their own amber; the tolerance given is for every other kind."""
    return tolerance if target.amber is None else Tolerance(ToleranceKind.THRESHOLD, target.amber)


def _reach(tolerance: Tolerance, end: Decimal, unit: str | None) -> str:
    """How far amber reaches from the end of the target that was missed, in words."""
    shown = print_quantity(end, unit)
    if tolerance.kind is ToleranceKind.THRESHOLD:
        return f"the amber limit of {print_quantity(tolerance.amount, unit)} for a target of {shown}"
    if tolerance.kind is ToleranceKind.PERCENT:
        return f"{tolerance.amount:f} percent of the target of {shown}"
    points = "points" if unit is not None and unit.startswith(("%", "per ")) else unit
    return f"{print_quantity(tolerance.amount, points)} of {shown}"


def rate_figure(figure: Figure | None, target: Target | None, tolerance: Tolerance = NO_TOLERANCE) -> Verdict:
    """Rate a published figure, whatever it holds: a value, a bound, a range, a composition, or nothing."""
    if figure is None or not figure.status.has_a_figure:
        return Verdict(Rag.NOT_RATED, RAG_0, _no_figure(figure))
    if target is None:
        return rating(Decimal(0), None)
    if figure.parts and target.kind is TargetKind.STATEMENT and target.low is not None:
        return _rate_composition(figure, target, target.low)
    if target.kind is TargetKind.STATEMENT:
        return rating(Decimal(0), target)
    if _off_scale(figure, target):
        return Verdict(Rag.NOT_RATED, RAG_10, f"{print_figure(figure)} is not on the scale of {target}")
    if figure.bound is not None or figure.is_range:
        return _rate_interval(figure, target, tolerance)
    return rating(figure.proportion if figure.value is None else figure.value, target, tolerance)


def _no_figure(figure: Figure | None) -> str:
    if figure is None or figure.status is Status.NOT_COLLECTED:
        return "No figure for this period"
    return f"The figure is {print_figure(figure)}"


def _off_scale(figure: Figure, target: Target) -> bool:
    if figure.parts or figure.change is not None:
        return True
    unit = "%" if figure.value is None and figure.numerator is not None else figure.unit
    return unit is not None and target.unit is not None and unit != target.unit


def _rate_composition(figure: Figure, target: Target, more_than: Decimal) -> Verdict:
    filled = sum(part > 0 for part in figure.parts)
    rag = Rag.GREEN if filled > more_than else Rag.RED
    return Verdict(rag, RAG_7, f"{filled} of {len(figure.parts)} parts are above zero; target: {target}")


def _rate_interval(figure: Figure, target: Target, tolerance: Tolerance) -> Verdict:
    verdicts = [rating(value, target, tolerance) for value in _telling_values(figure, target, tolerance)]
    rags = list(dict.fromkeys(verdict.rag for verdict in verdicts))
    shown = print_figure(figure)
    if rags == [Rag.NOT_RATED]:
        return verdicts[0]
    if len(rags) == 1:
        return Verdict(rags[0], RAG_8, f"Every value of {shown} is {rags[0]} against {target}")
    colours = " or ".join(rag for rag in (Rag.GREEN, Rag.AMBER, Rag.RED) if rag in rags)
    return Verdict(Rag.NOT_RATED, RAG_9, f"{shown} may be {colours} against {target}")


def _telling_values(figure: Figure, target: Target, tolerance: Tolerance) -> Iterator[Decimal]:
    """Values within the figure's interval that between them take on every colour that it can have.

    A colour changes only at an end of the target or of amber, so those, the interval's own ends and one
    value between each two neighbours are enough.
    """
    limits = {limit for limit in (figure.low, figure.high) if limit is not None}
    for end in (target.floor, target.ceiling):
        if end is not None:
            reach = _tolerance_of(target, tolerance).width(end)
            limits |= {end, end - reach, end + reach}
    ordered = sorted(limits)
    edges = [ordered[0] - 1, *ordered, ordered[-1] + 1]
    between = [(first + second) / 2 for first, second in pairwise(edges)]
    return (value for value in sorted({*edges, *between}) if _may_be(figure, value))


def _may_be(figure: Figure, value: Decimal) -> bool:
    """Whether the value lies within the figure's bound or range."""
    if figure.low is not None and (value < figure.low or (figure.bound == ">" and value == figure.low)):
        return False
    if figure.high is None:
        return True
    if value > figure.high or (figure.bound == "<" and value == figure.high):
        return False
    return figure.low is not None or figure.high <= 0 or value >= 0
