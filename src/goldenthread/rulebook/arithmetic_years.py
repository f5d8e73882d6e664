"""Periods within a measure: quarters and their year end, and what runs from the start of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import pairwise

from goldenthread.rulebook.arithmetic_model import Accrual, Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import (
    ANY_NUMBER,
    Span,
    are_one_figure,
    cell_span,
    in_words,
    span_at,
)
from goldenthread.rulebook.arithmetic_words import (
    Scale,
    accrual_of,
    is_an_average,
    is_year_to_date,
    says_in_the_period,
    scale_of,
)
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import print_figure
from goldenthread.rulebook.periods import Period, PeriodKind

_ARITHMETIC = (
    "Arithmetic. What is rounded, bounded or suppressed agrees when some number that it may stand for does."
)

ARI_1 = define_rule(
    "ARI-1",
    title="The quarters do not make the year",
    meaning="The quarters (or months, or terms) of a flow add up to its year. People who are counted once a "
    "year are no fewer than in the largest quarter and no more than in all quarters together; people to whom "
    "something happened so many times are no fewer than in the largest quarter. Where only the title says "
    "that a measure is a flow, a year that equals its last quarter is taken for a stock.",
    basis=_ARITHMETIC,
    boundaries=(
        "Requests in the quarter 73, 93, 82, 110: 358 agrees, 357 and 359 do not.",
        "13, 7, 9 and suppressed: 29 agrees and 28 does not. Went missing 5 times or more: 27 agrees, 12 "
        "does not.",
        "Number on a plan 288, 333, 344, 287: a stock, 287 agrees.",
    ),
)
ARI_4 = define_rule(
    "ARI-4",
    title="A year-to-date count falls",
    meaning="A count that runs from the start of the year, or the numerator or denominator of a share "
    "that does, "
    "is never less than at an earlier point of the same year.",
    basis=_ARITHMETIC,
    boundaries=(
        "8, 13, 13, 15 agrees; 8, 13, 12 does not.",
        "26 at the year end and 8 in quarter 1 of the next year agrees.",
        "A year-to-date share may fall: 18%, 16%, 10% agrees.",
    ),
)
ARI_20 = define_rule(
    "ARI-20",
    title="The year end is not that of its last quarter",
    meaning="A stock is counted at the end, and a year-to-date figure of the last quarter runs over the "
    "whole "
    "year: the year end is the same figure. Where only the title says that a measure is a stock, a year that "
    "equals the sum of its quarters is taken for a flow.",
    basis=_ARITHMETIC,
    boundaries=(
        "Year to date 97% in quarter 4: 97% and 97.4% at the year end agree, 98% does not.",
        "287 on a plan in quarter 4 and at the year end agrees, 288 at the year end does not.",
    ),
)
ARI_21 = define_rule(
    "ARI-21",
    title="The year is outside its quarters",
    meaning="A share or an average of a year lies between the least and the greatest of its quarters, "
    "when it "
    "counts what they count. A year outside them has another definition, or a wrong figure.",
    basis=_ARITHMETIC,
    boundaries=(
        "Quarters 95%, 96%, 99%, 96%: 95% agrees, 94.5% does for rounding, 91.0% does not.",
        "With a quarter missing nothing is checked, nor are sums such as a spend in the quarter.",
    ),
)

_YEARS: dict[PeriodKind, tuple[PeriodKind, ...]] = {
    PeriodKind.FINANCIAL_YEAR: (PeriodKind.FINANCIAL_QUARTER, PeriodKind.MONTH),
    PeriodKind.FINANCIAL_QUARTER: (PeriodKind.MONTH,),
    PeriodKind.ACADEMIC_YEAR: (PeriodKind.TERM, PeriodKind.HALF_TERM),
    PeriodKind.TERM: (PeriodKind.HALF_TERM,),
    PeriodKind.CALENDAR_YEAR: (PeriodKind.FINANCIAL_QUARTER, PeriodKind.MONTH),
}
"""The kinds of period that whole periods of a kind are made of."""


def check_years(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """Each whole period of the row against the parts that it is made of."""
    for whole in row.cells:
        for kind in _YEARS.get(whole.kind, ()):
            parts = _parts(whole, kind)
            if not any(_has_figure(row, part) for part in parts) or not _has_figure(row, whole):
                continue
            yield from _check_year(paper, row, whole, parts)


def _check_year(paper: Scorecard, row: Row, whole: Period, parts: Sequence[Period]) -> Iterator[Finding]:
    if is_year_to_date(row):
        if not says_in_the_period(row):
            yield from _same_at_the_end(paper, row, whole, parts, tentative=not row.cumulative)
        return
    accrual, read = accrual_of(row), row.accrual is None
    if accrual is Accrual.STOCK:
        # A stock by its title alone, whose year is the sum of its quarters, is a flow with an unlucky title.
        if not (read and _may_be(row, whole, _sum(row, parts))):
            yield from _same_at_the_end(paper, row, whole, parts, tentative=read)
    elif accrual is not None:
        # And the other way about, unless the title says plainly that a figure is of the quarter.
        if not (read and not says_in_the_period(row) and _may_be(row, whole, _span_or_any(row, parts[-1]))):
            yield from _made_of_parts(paper, row, whole, parts, accrual)
    elif scale_of(row) is Scale.SHARE or is_an_average(row):
        yield from _between_its_parts(paper, row, whole, parts)


def _may_be(row: Row, period: Period, span: Span) -> bool:
    return _span_or_any(row, period).meets(span)


def _made_of_parts(
    paper: Scorecard, row: Row, whole: Period, parts: Sequence[Period], accrual: Accrual
) -> Iterator[Finding]:
    year = span_at(row, whole)
    if year is None:
        return
    total = _sum(row, parts)
    least = _largest_low([_span_or_any(row, part) for part in parts])
    allowed = {
        Accrual.FLOW: total,
        Accrual.PEOPLE: Span(least, total.high),
        Accrual.REPEATED: Span(least, None),
    }[accrual]
    if year.meets(allowed):
        return
    listed = ", ".join(_printed(row, part) for part in parts)
    expected = in_words(allowed, row)
    why = (
        f"the parts {listed} add up to {expected}"
        if accrual is Accrual.FLOW
        else f"with {listed} in its parts it would be {expected}"
    )
    yield _finding(ARI_1, paper, row, whole, parts, expected, why, tentative=row.accrual is None)


def _same_at_the_end(
    paper: Scorecard, row: Row, whole: Period, parts: Sequence[Period], *, tentative: bool
) -> Iterator[Finding]:
    last = parts[-1]
    if last not in row.cells:
        return
    if are_one_figure(row.cells[whole].figure, row.cells[last].figure, row) is not False:
        return
    expected = _printed(row, last)
    why = f"the figure at its end, of {last}, is {expected}"
    yield _finding(ARI_20, paper, row, whole, [last], expected, why, tentative=tentative)


def _between_its_parts(
    paper: Scorecard, row: Row, whole: Period, parts: Sequence[Period]
) -> Iterator[Finding]:
    year = span_at(row, whole)
    spans = [span for part in parts if (span := span_at(row, part)) is not None]
    if year is None or len(spans) < len(parts):
        return
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    if len(lows) < len(spans) or len(highs) < len(spans) or year.meets(Span(min(lows), max(highs))):
        return
    ordered = sorted(parts, key=lambda part: (span_at(row, part) or ANY_NUMBER).low or 0)
    expected = f"{_printed(row, ordered[0])} to {_printed(row, ordered[-1])}"
    why = f"its parts run from {expected}, and the whole lies between them"
    yield _finding(ARI_21, paper, row, whole, parts, expected, why, tentative=True)


def check_year_to_date(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """What runs from the start of the year, from each period to the next of the same year."""
    if not is_year_to_date(row) or says_in_the_period(row):
        return
    for part, spans in _counts_to_date(row).items():
        dated = sorted(spans.items(), key=lambda item: item[0].end)
        for (earlier, before), (later, now) in pairwise(dated):
            if earlier.kind is later.kind and _year_of(earlier) == _year_of(later) and now.is_below(before):
                yield Finding(
                    ARI_4,
                    (row.key,),
                    later,
                    in_words(Span(before.low, None), row)
                    if part == "figure"
                    else f"at least {before.low:,f}",
                    f"{now.high:,f}",
                    f"{row.name}, {later}: a year-to-date {_PART_WORDS[part]} falls from {before.low:,f} in "
                    f"{earlier} to {now.high:,f}.",
                    not row.cumulative,
                    (place(paper, row, earlier, part), place(paper, row, later, part)),
                )


_PART_WORDS = {"figure": "count", "numerator": "numerator", "denominator": "denominator"}


def _counts_to_date(row: Row) -> dict[str, dict[Period, Span]]:
    """The counts of a row that never fall, by part of its cells."""
    counts: dict[str, dict[Period, Span]] = {part: {} for part in _PART_WORDS}
    for period, cell in row.cells.items():
        span = cell_span(row, cell)
        if scale_of(row) is Scale.COUNT and span is not None and cell.figure.value is not None:
            counts["figure"][period] = span
        if cell.counts is not None:
            for part, number in zip(("numerator", "denominator"), cell.counts, strict=True):
                counts[part][period] = Span(number, number)
    return counts


def _year_of(period: Period) -> Period:
    school = period.kind in (PeriodKind.TERM, PeriodKind.HALF_TERM, PeriodKind.ACADEMIC_YEAR)
    kind = PeriodKind.ACADEMIC_YEAR if school else PeriodKind.FINANCIAL_YEAR
    return Period.containing(kind, period.start)


@lru_cache(maxsize=512)
def _parts(whole: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a kind that make up the whole, in order."""
    parts = [Period.containing(kind, whole.start)]
    while parts[-1].end < whole.end:
        parts.append(Period.containing(kind, parts[-1].end))
    return tuple(parts)


def _has_figure(row: Row, period: Period) -> bool:
    return period in row.cells and row.cells[period].figure.status.has_a_figure


def _span_or_any(row: Row, period: Period) -> Span:
    return span_at(row, period) or ANY_NUMBER


def _sum(row: Row, parts: Sequence[Period]) -> Span:
    return reduce(Span.plus, (_span_or_any(row, part) for part in parts))


def _largest_low(spans: list[Span]) -> Decimal:
    return max((span.low for span in spans if span.low is not None), default=Decimal(0))


def _printed(row: Row, period: Period) -> str:
    return print_figure(row.cells[period].figure) if period in row.cells else "no figure"


def _finding(
    code: Code,
    paper: Scorecard,
    row: Row,
    whole: Period,
    parts: Sequence[Period],
    expected: str,
    why: str,
    *,
    tentative: bool,
) -> Finding:
    published = _printed(row, whole)
    message = f"{row.name}, {whole}: {published} is published, but {why}."
    cells = tuple(place(paper, row, period) for period in (whole, *parts) if period in row.cells)
    return Finding(code, (row.key,), whole, expected, published, message, tentative, cells)
