"""Rows that follow from other rows: a share, a rate, a sum, a stock from those who came and left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import reduce

from goldenthread.rulebook.arithmetic_model import Finding, Link, LinkKind, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import Span, figure_span, in_words, span_at
from goldenthread.rulebook.arithmetic_words import Scale, is_year_to_date, per_how_many
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Figure, print_figure
from goldenthread.rulebook.periods import Period, PeriodKind

_ARITHMETIC = (
    "Arithmetic. What is rounded, bounded or suppressed agrees when some number that it may stand for does."
)

ARI_2 = define_rule(
    "ARI-2",
    title="A share is not one row over the other",
    meaning="A row that is linked as the share of one row in another is not what they make.",
    basis=_ARITHMETIC,
    boundaries=("36 over 52 (69.23%): 69% and 69.2% agree, 69.3% and 70% do not.",),
)
ARI_3 = define_rule(
    "ARI-3",
    title="A rate is not the count over the population",
    meaning="A row that is linked as the rate of a count is not that count over the population given.",
    basis=_ARITHMETIC,
    boundaries=("914 over 75,400 (121.22 per 10,000): 121.2 agrees, 121.3 does not.",),
)
ARI_11 = define_rule(
    "ARI-11",
    title="A stock does not follow from its flows",
    meaning="Those at the end of the period before, and those who came, less those who left, are not "
    "those at "
    "the end.",
    basis=_ARITHMETIC,
    boundaries=("422 and 200 came and 149 left: 473 agrees, 477 does not.",),
)
ARI_23 = define_rule(
    "ARI-23",
    title="A total is not the sum of its rows",
    meaning="A row that is linked as the sum of others is not what they add up to.",
    basis=_ARITHMETIC,
    boundaries=("210 and 114: 324 agrees, 325 does not. 210 and suppressed: 324 agrees, 209 does not.",),
)


def check_link(
    paper: Scorecard, link: Link, rows: Mapping[str, Row], *, tentative: bool
) -> Iterator[Finding]:
    """One link in every period in which all its rows have something to say. A rate needs a population."""
    result, parts = rows[link.result], [rows[key] for key in link.parts]
    for period in result.cells:
        published = span_at(result, period)
        expected = made_of(link, rows, period, paper.populations.get(link.population, {}))
        if published is None or expected is None or published.meets(expected):
            continue
        yield _finding(_CODES[link.kind], paper, result, parts, period, expected, tentative=tentative)


_CODES: dict[LinkKind, Code] = {
    LinkKind.SHARE: ARI_2,
    LinkKind.RATE: ARI_3,
    LinkKind.SUM: ARI_23,
    LinkKind.STOCK_FLOW: ARI_11,
}


def made_of(
    link: Link, rows: Mapping[str, Row], period: Period, population: Mapping[Period, Figure]
) -> Span | None:
    """What the parts of a link make for a period, or None where one of them says nothing."""
    result, parts = rows[link.result], [rows[key] for key in link.parts]
    if not _alike(result, parts, period, link.kind):
        return None
    spans = [span_at(part, period) for part in parts]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    if link.kind is LinkKind.SUM:
        return reduce(Span.plus, known)
    if link.kind is LinkKind.STOCK_FLOW:
        before = stock_at(result, _start_of_flows(parts, period))
        return None if before is None else before.plus(known[0]).minus(known[1])
    per = per_how_many(result)
    if per is None:
        return None
    if link.kind is LinkKind.SHARE:
        nothing = known[1].high is not None and known[1].high <= 0
        return None if nothing else known[0].over(known[1]).times(Decimal(per))
    people = population_at(population, period)
    return None if people is None else known[0].over(people).times(Decimal(per))


def population_at(population: Mapping[Period, Figure], period: Period) -> Span | None:
    """The population for a period: its own, or that of the shortest period around it."""
    around = [one for one in population if one.start <= period.start and period.end <= one.end]
    if not around:
        return None
    figure = population[min(around, key=lambda one: one.end - one.start)]
    return figure_span(figure, Scale.COUNT)


def _alike(result: Row, parts: list[Row], period: Period, kind: LinkKind) -> bool:
    """Whether the rows speak of the same months: a year to date and a quarter alone do so in whole years."""
    rows = parts if kind is LinkKind.STOCK_FLOW else [result, *parts]
    whole = period.kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR)
    return whole or len({is_year_to_date(row) for row in rows}) == 1


def _start_of_flows(parts: list[Row], period: Period) -> date:
    """The day from which the flows of a period are counted."""
    if is_year_to_date(parts[0]):
        return Period.containing(PeriodKind.FINANCIAL_YEAR, period.start).start
    return period.start


def stock_at(row: Row, day: date) -> Span | None:
    """A stock's figure at the end of the day before: that of any period which ends there."""
    for period in row.cells:
        span = span_at(row, period) if period.end == day else None
        if span is not None:
            return span
    return None


def _finding(
    code: Code,
    paper: Scorecard,
    result: Row,
    parts: list[Row],
    period: Period,
    expected: Span,
    *,
    tentative: bool,
) -> Finding:
    published = print_figure(result.cells[period].figure)
    words = in_words(expected, result)
    of = ", ".join(f"{print_figure(part.cells[period].figure)} in {part.name}" for part in parts)
    cells = [place(paper, row, period) for row in (result, *parts)]
    if code == ARI_11:
        day = _start_of_flows(parts, period)
        before = next(one for one in result.cells if one.end == day and span_at(result, one) is not None)
        cells.append(place(paper, result, before))
        of = f"{print_figure(result.cells[before].figure)} at the end of {before}, with {of} (came, left)"
    if code == ARI_3:
        cells.append(place(paper, result, period, "population"))
    message = f"{result.name}, {period}: {published} is published, but {of} make {words}."
    measures = (result.key, *(part.key for part in parts))
    return Finding(code, measures, period, words, published, message, tentative, tuple(cells))
