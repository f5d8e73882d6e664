"""Figures on a wrong scale or side: outside 0 to 100%, fractions among percentages, benchmarks, targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from goldenthread.rulebook.arithmetic_model import Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import number_at, number_in
from goldenthread.rulebook.arithmetic_words import Scale, scale_of, stays_within_a_hundred
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure, print_figure, print_quantity
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, Target, TargetKind

_ARITHMETIC = (
    "Arithmetic. What is rounded, bounded or suppressed agrees when some number that it may stand for does."
)
_OURS = "A convention of this product, shown wherever the rule speaks."

ARI_5 = define_rule(
    "ARI-5",
    title="A share outside 0 to 100%",
    meaning="A share of a whole is below 0% or above 100%; its target and its benchmarks too. A change, a "
    "ratio, a spend or an occupancy may be.",
    basis=_ARITHMETIC,
    boundaries=("0% and 100% agree, -0.1% and 100.1% do not. A change of 110% agrees.",),
)
ARI_8 = define_rule(
    "ARI-8",
    title="A benchmark on another scale",
    meaning="A benchmark is in another unit than the measure; or so many times the middle of the council's "
    "own figures, or as small a part of it, that both cannot count the same: 50 times for counts and "
    "averages, 8 times for rates. For a share: at most 1 where the middle figure is above 10, or beyond 100.",
    basis=_OURS,
    boundaries=(
        "A national count of 49,650 beside a council's 28 is found; 1,400 (50 times) is not, 1,401 is.",
        "0.82 beside 82% is found; 1.1 beside 82% is not.",
        "A rate of 464 (8 times) beside 58 is not found, 465 is. 43.4 beside 61% is the same scale.",
    ),
)
ARI_9 = define_rule(
    "ARI-9",
    title="A fraction among percentages",
    meaning="A percentage of at most 1, among others that are all above 10, which a hundred times over lies "
    "within 20 points of them; a target likewise.",
    basis=_OURS,
    boundaries=(
        "0.82 beside 84 is found, and so is 1 among 97 and 95; 1.1 is not.",
        "0.5 among 12 and 14 is not found: 50 is far from them.",
    ),
)
ARI_18 = define_rule(
    "ARI-18",
    title="A target on the wrong side",
    meaning="The target is met by what the polarity calls bad: at most so much where high is good, at least "
    "so much where low is good; or amber ends on the good side of green. Tentative: every figure of a share "
    "beats its target by more than 40 points and lies within 10 points of what the target leaves to 100%, as "
    "if the target were of the opposite measure.",
    basis=_OURS,
    boundaries=(
        "High is good: at least 85% agrees, less than 85% does not. Low is good: the other way about.",
        "High is good, at least 85 with amber to 75 agrees, to 90 does not.",
        "Low is good, target 90%, figures 8% and 12% are found; 21% and 12% are not.",
    ),
)
ARI_24 = define_rule(
    "ARI-24",
    title="A figure on another scale than those beside it",
    meaning="A figure of a count, an average or a rate is so many times the middle of at least three others "
    "of the same kind of period, or as small a part of it, that both can hardly count the same: the limits "
    "are those of a benchmark (ARI-8); or it is in another unit of time, or in percent among such. Nothing "
    "is said of zero and less, nor where the larger of both is below 100 (a rate: below 10), which chance "
    "explains.",
    basis=_OURS,
    boundaries=(
        "59,400 (50 times) among 1,204, 1,188 and 1,102 is not found, 59,401 is; nor 59,401 among only two.",
        "1.150 among the same three is found: it may be 1,150. 90 among 1, 1 and 1 is not, 101 is.",
        "13 weeks among 90 days and 91 days is found, 13 without a unit is not.",
        "A rate of 465 (8 times 58.1) among 58.0, 58.1 and 58.2 is found, 464 is not.",
    ),
)

_MOST_TIMES = {Scale.RATE: Decimal(8)}
_MOST_TIMES_ELSE = Decimal(50)
_TELLING = {Scale.RATE: Decimal(10)}
_TELLING_ELSE = Decimal(100)
_LEAST_OTHERS = 3
_TIME_OR_SHARE = re.compile(r"%|minutes?|hours?|days?|weeks?|months?|years?")
_ONE, _TEN, _NEAR, _HUNDRED = Decimal(1), Decimal(10), Decimal(20), Decimal(100)
_BEATEN_BY = Decimal(40)


def check_scales(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """The row's figures, benchmarks and target, each on its scale."""
    yield from _in_another_unit(paper, row)
    if scale_of(row) is Scale.SHARE:
        yield from _fractions(paper, row)
    else:
        yield from _leaps(paper, row)
    if stays_within_a_hundred(row):
        yield from _outside(paper, row)
    yield from _benchmarks(paper, row)
    if row.target is not None:
        yield from _target_side(paper, row, row.target)


def _outside(paper: Scorecard, row: Row) -> Iterator[Finding]:
    figures: list[tuple[Period | None, str, Figure]] = [
        (period, "figure", cell.figure) for period, cell in (*row.cells.items(), *row.repeated)
    ]
    for period, part, figure in figures:
        ends = [end for end in (figure.value, figure.low, figure.high) if end is not None]
        if figure.unit in (None, "%") and any(end < 0 or end > _HUNDRED for end in ends):
            yield _finding(ARI_5, paper, row, period, part, "0% to 100%", print_figure(figure))
    for end in _ends(row.target):
        if (end < 0 or end > _HUNDRED) and row.target is not None:
            yield _finding(ARI_5, paper, row, None, "target", "0% to 100%", str(row.target))
            return


def _ends(target: Target | None) -> list[Decimal]:
    if target is None or target.kind is TargetKind.STATEMENT or target.unit not in (None, "%"):
        return []
    return [end for end in (target.low, target.high) if end is not None]


def _fractions(paper: Scorecard, row: Row) -> Iterator[Finding]:
    numbers = {period: number for period in row.cells if (number := number_at(row, period)) is not None}
    for period, number in numbers.items():
        others = [other for at, other in numbers.items() if at != period and other > _ONE]
        if _is_fraction(number, others):
            meant = print_quantity(_plain(number * _HUNDRED), "%")
            yield _finding(ARI_9, paper, row, period, "figure", meant, print_figure(row.cells[period].figure))
    ends = _ends(row.target)
    if ends and all(_is_fraction(end, list(numbers.values())) for end in ends):
        meant = print_quantity(_plain(ends[0] * _HUNDRED), "%")
        yield _finding(ARI_9, paper, row, None, "target", meant, str(row.target))


def _in_another_unit(paper: Scorecard, row: Row) -> Iterator[Finding]:
    usual = (row.printed_unit or "").casefold()
    if not _TIME_OR_SHARE.fullmatch(usual):
        return
    for period, cell in row.cells.items():
        unit = (cell.figure.unit or usual).casefold()
        if _TIME_OR_SHARE.fullmatch(unit) and unit.rstrip("s") != usual.rstrip("s"):
            shown, expected = print_figure(cell.figure), f"a figure in {usual}"
            yield _finding(ARI_24, paper, row, period, "figure", expected, shown)


def _leaps(paper: Scorecard, row: Row) -> Iterator[Finding]:
    numbers = {period: n for period in row.cells if (n := number_at(row, period)) is not None and n > 0}
    least = _TELLING.get(scale_of(row), _TELLING_ELSE)
    for period, number in numbers.items():
        others = [other for at, other in numbers.items() if at.kind is period.kind and at != period]
        if len(others) < _LEAST_OTHERS or max(number, median(others)) < least:
            continue
        if _is_beyond(row, number, median(others)):
            shown = print_figure(row.cells[period].figure)
            yield _finding(ARI_24, paper, row, period, "figure", _like(row, others), shown)


def _is_fraction(number: Decimal, others: list[Decimal]) -> bool:
    if not 0 < number <= _ONE or not others or min(others) <= _TEN:
        return False
    return min(others) - _NEAR <= number * _HUNDRED <= max(others) + _NEAR


def _plain(number: Decimal) -> Decimal:
    number = number.normalize()
    return number.quantize(_ONE) if int(number.as_tuple().exponent) > 0 else number


def _benchmarks(paper: Scorecard, row: Row) -> Iterator[Finding]:
    own = [abs(n) for period in row.cells if (n := number_at(row, period)) is not None and n]
    units = {cell.figure.unit for cell in row.cells.values()} | {row.unit}
    for area, benchmark in row.benchmarks.items():
        number = number_in(benchmark.figure)
        if number is None:
            continue
        unit = benchmark.figure.unit
        named = {one for one in units if one is not None and one.casefold() not in ("count", "number", "")}
        other_unit = unit is not None and bool(named) and unit not in named
        if other_unit or (own and _another_scale(row, abs(number), own)):
            shown = print_figure(benchmark.figure)
            expected = "a figure in " + " or ".join(sorted(named)) if other_unit else _like(row, own)
            yield _finding(ARI_8, paper, row, benchmark.period, area, expected, shown)


def _like(row: Row, own: list[Decimal]) -> str:
    unit = row.unit if scale_of(row) is not Scale.SHARE else "%"
    return f"a figure like {print_quantity(min(own), unit)} to {print_quantity(max(own), unit)}"


def _another_scale(row: Row, benchmark: Decimal, own: list[Decimal]) -> bool:
    scale = scale_of(row)
    if scale is Scale.SHARE:
        beyond = benchmark > _HUNDRED and stays_within_a_hundred(row)
        return beyond or (0 < benchmark <= _ONE and median(own) > _TEN)
    return bool(benchmark) and _is_beyond(row, benchmark, median(own))


def _is_beyond(row: Row, number: Decimal, middle: Decimal) -> bool:
    """Whether a number is so many times the middle of others, or as small a part of it."""
    most = _MOST_TIMES.get(scale_of(row), _MOST_TIMES_ELSE)
    return number > most * middle or number * most < middle


def _target_side(paper: Scorecard, row: Row, target: Target) -> Iterator[Finding]:
    green = {
        TargetKind.AT_LEAST: Polarity.HIGH,
        TargetKind.AT_MOST: Polarity.LOW,
        TargetKind.THRESHOLDS: Polarity.HIGH if target.low is not None else Polarity.LOW,
    }.get(target.kind)
    if green is not None and row.polarity in (Polarity.HIGH, Polarity.LOW) and green is not row.polarity:
        side = "at least" if row.polarity is Polarity.HIGH else "at most"
        yield _finding(ARI_18, paper, row, None, "target", f"a target of {side} so much", str(target))
    elif _amber_is_beyond_green(target):
        expected = f"amber on the other side of {target}"
        yield _finding(ARI_18, paper, row, None, "target", expected, f"amber to {target.amber}")
    elif _is_of_the_opposite(row, target):
        end = _ends(target)[0]
        expected = print_quantity(_plain(_HUNDRED - end), "%")
        yield _finding(ARI_18, paper, row, None, "target", expected, str(target), tentative=True)


def _amber_is_beyond_green(target: Target) -> bool:
    if target.amber is None:
        return False
    return (target.low is not None and target.amber > target.low) or (
        target.high is not None and target.amber < target.high
    )


def _is_of_the_opposite(row: Row, target: Target) -> bool:
    numbers = [number for period in row.cells if (number := number_at(row, period)) is not None]
    ends = _ends(target)
    if len(numbers) < 2 or len(ends) != 1 or not stays_within_a_hundred(row):
        return False
    end = ends[0]
    return all(
        target.missed_end(number) is None
        and abs(number - end) > _BEATEN_BY
        and abs(number - (_HUNDRED - end)) <= _TEN
        for number in numbers
    )


_SAYS: dict[str, str] = {
    ARI_5: "is outside 0 to 100%, and it is a share of a whole",
    ARI_8: "is on another scale than the council's own figures",
    ARI_9: "may be a fraction among percentages",
    ARI_18: "is on the wrong side of what is good",
    ARI_24: "is on another scale than the figures beside it",
}
_PART_WORDS = {"figure": "", "target": "the target "}


def _finding(
    code: Code,
    paper: Scorecard,
    row: Row,
    period: Period | None,
    part: str,
    expected: str,
    published: str,
    *,
    tentative: bool = False,
) -> Finding:
    of = f", {period}" if period is not None else ""
    what = _PART_WORDS.get(part, f"the benchmark {part.replace('_', ' ')} ")
    message = f"{row.name}{of}: {what}{published} {_SAYS[code]}; expected: {expected}."
    return Finding(
        code, (row.key,), period, expected, published, message, tentative, (place(paper, row, period, part),)
    )
