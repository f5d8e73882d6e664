"""Figures computed from others: a percentage, a rate, a sum. Exact in Decimal, rounded once at the end.

What cannot be computed has a status and says why. It is never zero, and never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure, NotAFigure, Status, parse_figure, print_quantity
from goldenthread.rulebook.figures_words import STATUS_WORDS
from goldenthread.rulebook.periods import Period, PeriodKind

HUNDRED = Decimal(100)
SHARE = "%"
LARGEST = Decimal(10) ** 14
"""What is kept is below this."""
PLACES = 1
"""Decimal places of a percentage or a rate whose measure does not say."""

_OURS = "A convention of this product, shown wherever the rule speaks."
_GSS = "Rounding half up, as the Department for Education's statistical releases state it."

DER_1 = define_rule(
    "DER-1",
    title="Computed from its inputs",
    meaning="A percentage is 100 times one count over another, a rate so many times one over another, a sum "
    "its inputs added. It is computed from the figures as they are kept and rounded once, half up, to the "
    "measure's decimal places: 1 where it does not say, and for a sum those of its inputs.",
    basis=_GSS,
    boundaries=(
        "1 of 8 is 12.5%. To no places it is 13%; 1 of 16, which is 6.25%, is 6.3%.",
        "914 of 75,400 is 121.2 per 10,000.",
    ),
)
DER_2 = define_rule(
    "DER-2",
    title="Not computed: an input is missing",
    meaning="Without every input there is no figure. The status is that of the input: suppressed before not "
    "yet released, before not applicable, before not collected. No figure counts as 0.",
    basis=_OURS,
    boundaries=(
        "0 + 3 is 3. Nothing + 3 is not collected; suppressed + 3 is suppressed.",
        "Suppressed over not released is suppressed.",
    ),
)
DER_3 = define_rule(
    "DER-3",
    title="Not computed: an input is not one number",
    meaning="A bound, a range, a change or a composition is not one number: nothing is computed from its "
    "ends. A bound hides a small number, so what hangs on it is suppressed.",
    basis=_OURS,
    boundaries=("5 of 20 is 25%; <5 of 20 is suppressed; 4 to 6 of 20 is not computed.",),
)
DER_4 = define_rule(
    "DER-4",
    title="Not computed: the units do not go together",
    meaning="The two of a percentage have one unit, and all of a sum. A percentage or a rate of so many is "
    "not a count: it is not added, nor put over another.",
    basis=_OURS,
    boundaries=("3 days + 4 days is 7 days. 3 days + 4 weeks, and 30% + 20%, are not computed.",),
)
DER_5 = define_rule(
    "DER-5",
    title="Not computed: the counts cannot be",
    meaning="The denominator is more than 0, no count of a percentage or rate is negative, and a part is no "
    "more than its whole: the numerator of a percentage does not exceed the denominator. What "
    "comes of it is below 10 to the power of 14.",
    basis=_OURS,
    boundaries=(
        "0 of 1 is 0%; 1 of 1 is 100%; 2 of 1 is not computed as a percentage, and is as a rate.",
        "1 of 0 is not applicable.",
    ),
)
DER_6 = define_rule(
    "DER-6",
    title="As firm as its least firm input",
    meaning="A figure with a provisional input is provisional; with an estimated one, estimated.",
    basis=_OURS,
    boundaries=(
        "Final over final is final; provisional over final is provisional; with an estimate, estimated.",
    ),
)
DER_7 = define_rule(
    "DER-7",
    title="Agrees with the published figure within its rounding",
    meaning="The computed figure, before it is rounded, is held against the published one. They agree where "
    "they are no more apart than half of the last place that is printed.",
    basis=_OURS,
    boundaries=(
        "121.21 agrees with 121.2; 121.25 agrees; 121.26 does not.",
        "82.5 agrees with 82% and with 83%; 82.51 does not agree with 82%.",
    ),
)
DER_8 = define_rule(
    "DER-8",
    title="A population is that of the year",
    meaning="Where what is divided by has no figure for the period itself, that of its year is used: the "
    "financial year that holds the period's last day, or else the calendar year in which that begins, whose "
    "mid-year estimate it is. The year before does not stand in.",
    basis="Rates of children in need use the mid-year estimate of the year in which a financial year begins.",
    boundaries=(
        "2017-18 Q4, to 31 March 2018, uses 2017-18, or else 2017. 2018-19 Q1 uses 2018.",
        "With a population of 2017 only, 2018-19 Q1 has no rate.",
    ),
    unverified=True,
)


class Operation(StrEnum):
    """How a figure is made of others."""

    PERCENTAGE = "percentage"
    RATE = "rate"
    SUM = "sum"


@dataclass(frozen=True)
class Expression:
    """What to compute. ``per`` is the m of a rate per m, ``places`` the decimal places; None: by DER-1."""

    operation: Operation
    per: Decimal | None = None
    places: int | None = None
    unit: str | None = None

    def __post_init__(self) -> None:
        if (self.operation is Operation.RATE) != (self.per is not None and self.per > 0):
            raise ValueError("A rate, and nothing else, is per so many")

    @property
    def factor(self) -> Decimal:
        return HUNDRED if self.operation is Operation.PERCENTAGE else self.per or Decimal(1)


@dataclass(frozen=True)
class Input:
    """A figure that goes in: its name for the reason, and what it says; None where there is none."""

    name: str
    figure: Figure | None


@dataclass(frozen=True)
class Computed:
    """What came of it: a figure with its status, and the rule with its reason. ``exact`` is not yet rounded.

    ``numerator`` and ``denominator`` are the counts of a percentage or a rate.
    """

    figure: Figure
    code: Code
    reason: str
    exact: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


_GRAVEST_ABSENCE = (Status.SUPPRESSED, Status.NOT_RELEASED, Status.NOT_APPLICABLE, Status.NOT_COLLECTED)


def compute(expression: Expression, inputs: Sequence[Input]) -> Computed:
    """The figure of an expression: numerator and denominator in this order, or the terms of a sum.

    Raises ValueError for a number of inputs that the operation does not take.
    """
    two = expression.operation is not Operation.SUM
    if len(inputs) != 2 if two else len(inputs) < 2:
        raise ValueError(f"A {expression.operation} does not take {len(inputs)} inputs")
    if refused := _missing(inputs) or _not_one_number(inputs) or _units_apart(expression, inputs):
        return refused
    numbers = [one.figure.value for one in inputs if one.figure and one.figure.value is not None]
    if two:
        return _impossible(expression, numbers) or _quotient(expression, inputs, numbers[0], numbers[1])
    return _rounded(expression, inputs, sum(numbers, Decimal(0)))


def _none(status: Status, code: Code, reason: str) -> Computed:
    return Computed(Figure(STATUS_WORDS[status], status=status), code, reason)


def _missing(inputs: Sequence[Input]) -> Computed | None:
    absent = {
        one.name: one.figure.status if one.figure else Status.NOT_COLLECTED
        for one in inputs
        if one.figure is None or not one.figure.status.has_a_figure
    }
    if not absent:
        return None
    status = min(absent.values(), key=_GRAVEST_ABSENCE.index)
    named = "; ".join(f"{name}: {STATUS_WORDS[why]}" for name, why in absent.items())
    return _none(status, DER_2, f"No figure of {named}")


def _not_one_number(inputs: Sequence[Input]) -> Computed | None:
    for one in inputs:
        if one.figure is not None and one.figure.value is None:
            status = Status.SUPPRESSED if one.figure.bound else Status.NOT_COLLECTED
            return _none(status, DER_3, f"{one.name}: “{one.figure.text}” is not one number")
    return None


def is_a_share(unit: str | None) -> bool:
    """Whether a unit is of something already divided: "%", "per 10,000"."""
    return unit is not None and (unit == SHARE or unit.startswith("per "))


def _units_apart(expression: Expression, inputs: Sequence[Input]) -> Computed | None:
    return units_refused(
        expression.operation, [(one.name, one.figure.unit if one.figure else None) for one in inputs]
    )


def units_refused(operation: Operation, named: Sequence[tuple[str, str | None]]) -> Computed | None:
    """Why units do not go together, by the names of what has them; None where they do."""
    for name, unit in named:
        if is_a_share(unit):
            words = "cannot be added" if operation is Operation.SUM else "is no count to divide"
            return _none(Status.NOT_APPLICABLE, DER_4, f"{name} is in {unit}: it {words}")
    units = {unit or None for _, unit in named}
    # People are divided by people or by places: a rate says itself what it is per.
    if len(units) > 1 and operation is not Operation.RATE:
        words = "; ".join(f"{name} in {unit or 'a count'}" for name, unit in named)
        return _none(Status.NOT_APPLICABLE, DER_4, f"The units are not the same: {words}")
    return None


def _impossible(expression: Expression, numbers: Sequence[Decimal]) -> Computed | None:
    numerator, denominator = numbers
    said = f"{numerator:,f} of {denominator:,f}"
    if numerator < 0 or denominator < 0:
        return _none(Status.NOT_APPLICABLE, DER_5, f"{said}: a count is negative")
    if denominator == 0:
        return _none(Status.NOT_APPLICABLE, DER_5, f"{said}: nothing to divide by")
    if expression.operation is Operation.PERCENTAGE and numerator > denominator:
        return _none(Status.NOT_APPLICABLE, DER_5, f"{said}: the part is more than its whole")
    return None


def _quotient(
    expression: Expression, inputs: Sequence[Input], numerator: Decimal, denominator: Decimal
) -> Computed:
    exact = expression.factor * numerator / denominator
    return _rounded(expression, inputs, exact, numerator, denominator)


def _rounded(
    expression: Expression, inputs: Sequence[Input], exact: Decimal, numerator: Decimal | None = None,
    denominator: Decimal | None = None,
) -> Computed:  # fmt: skip
    if abs(exact) >= LARGEST:
        return _none(Status.NOT_APPLICABLE, DER_5, f"{exact:.2E} is larger than a figure can be")
    figures = [one.figure for one in inputs if one.figure is not None]
    places = expression.places
    if places is None:
        of_inputs = max(_places(figure.value) for figure in figures if figure.value is not None)
        places = of_inputs if expression.operation is Operation.SUM else PLACES
    value = round_half_up(exact, places)
    status = _firmness(figures)
    unit = figures[0].unit if expression.operation is Operation.SUM else expression.unit
    text = print_quantity(value, unit)
    if status is not Status.FINAL:
        text += f" ({status})"
    reason = _sum_in_words(expression, figures, exact, text, numerator, denominator)
    code = DER_1 if status is Status.FINAL else DER_6
    return Computed(
        Figure(text, value=value, unit=unit, status=status), code, reason, exact, numerator, denominator
    )


def _sum_in_words(
    expression: Expression, figures: Sequence[Figure], exact: Decimal, text: str,
    numerator: Decimal | None, denominator: Decimal | None,
) -> str:  # fmt: skip
    if numerator is None or denominator is None:
        return f"{' + '.join(f'{figure.value:,f}' for figure in figures)} is {text}"
    return f"{expression.factor:,f} × {numerator:,f} ÷ {denominator:,f} is {text}"


def _firmness(figures: Sequence[Figure]) -> Status:
    said = {figure.status for figure in figures}
    return next((one for one in (Status.ESTIMATED, Status.PROVISIONAL) if one in said), Status.FINAL)


def round_half_up(number: Decimal, places: int) -> Decimal:
    """A number to so many decimal places; a half goes away from zero."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


@dataclass(frozen=True)
class Agreement:
    """Whether a computed figure and the published one say the same, within what is printed."""

    agrees: bool
    code: Code
    reason: str


def agreement(exact: Decimal | None, published: Figure | None) -> Agreement | None:
    """Hold a computed figure against the published one (DER-7). None where either has no number."""
    if exact is None or published is None or published.value is None:
        return None
    printed = _as_printed(published)
    half_a_place = Decimal(5).scaleb(-_places(printed) - 1)
    apart = abs(exact - printed)
    if apart <= half_a_place:
        return Agreement(True, DER_7, f"The published {published.text} agrees")
    shown = round_half_up(exact, _places(printed) + 1)
    return Agreement(False, DER_7, f"Computed as {shown:,f}, published as {published.text}")


def _as_printed(published: Figure) -> Decimal:
    """The number with the places of its text: a kept 57.0 has lost them, "57.0" has not."""
    assert published.value is not None
    try:
        read = parse_figure(published.text, unit=published.unit)
    except NotAFigure:
        return published.value
    return read.value if read.value is not None and read.value == published.value else published.value


def years_of(period: Period) -> tuple[Period, Period]:
    """The years whose population a period uses, the first that has one (DER-8)."""
    year = Period.containing(PeriodKind.FINANCIAL_YEAR, period.last_day)
    return year, Period.containing(PeriodKind.CALENDAR_YEAR, year.start)
