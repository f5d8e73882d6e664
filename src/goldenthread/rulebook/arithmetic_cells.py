"""Single cells and runs of cells: what cannot be whatever else the scorecard says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goldenthread.rulebook.arithmetic_model import Cell, Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import are_one_figure, cell_span, in_words, point
from goldenthread.rulebook.arithmetic_words import (
    never_negative,
    per_how_many,
    stays_within_a_hundred,
)
from goldenthread.rulebook.codes import Code, define_rule
from goldenthread.rulebook.figures import Status, print_figure
from goldenthread.rulebook.periods import Period, PeriodKind

_ARITHMETIC = (
    "Arithmetic. What is rounded, bounded or suppressed agrees when some number that it may stand for does."
)
_OURS = "A convention of this product, shown wherever the rule speaks."

ARI_7 = define_rule(
    "ARI-7",
    title="A figure changed since it was last published",
    meaning="The paper before gave another figure for the same period. A figure printed with more decimals "
    "that rounds to the earlier one is the same; one that is new or was suppressed is no change.",
    basis=_OURS,
    boundaries=("84% before: 84.4% is the same, 85% has changed. Suppressed before: 6 is no change.",),
)
ARI_14 = define_rule(
    "ARI-14",
    title="More counted than there are",
    meaning="The numerator of a share is above its denominator.",
    basis=_ARITHMETIC,
    boundaries=("52 of 52 agrees, 53 of 52 does not.",),
)
ARI_15 = define_rule(
    "ARI-15",
    title="A count below zero",
    meaning="A count, a numerator or a denominator is below zero. A change in a count may be.",
    basis=_ARITHMETIC,
    boundaries=("0 agrees, -1 does not. A net change of -1 agrees.",),
)
ARI_16 = define_rule(
    "ARI-16",
    title="A period is missing in a run",
    meaning="The measure has figures for at least two neighbouring periods of a kind, and none for one "
    "that lies "
    "between others or is the one reported. A cell that says why (suppressed, not yet released, not "
    "applicable, presented annually) is not missing.",
    basis=_OURS,
    boundaries=(
        "Quarters 1, 2 and 4 with a figure: quarter 3 is missing when blank, not when suppressed.",
        "Quarters 2 and 4 alone: nothing is missing, the measure is taken twice a year.",
        "Quarters 1 and 2 beside quarter 2 of the year before: nothing is missing, it is there to compare.",
    ),
)
ARI_17 = define_rule(
    "ARI-17",
    title="A period is given twice",
    meaning="A paper gives two figures of one measure for one period.",
    basis=_ARITHMETIC,
    boundaries=("Two columns of quarter 2 are found, whether or not their figures are the same.",),
)
ARI_19 = define_rule(
    "ARI-19",
    title="A figure is not its numerator over its denominator",
    meaning="The share or the rate that is printed is not what its own numerator and denominator make.",
    basis=_ARITHMETIC,
    boundaries=(
        "36 of 52 (69.23%): 69% and 69.2% agree, 69.3% and 70% do not.",
        "1 of 8 (12.5%): 12% and 13% agree, for rounding goes either way at the half.",
        "A share of nothing: 0% of 0 agrees, 50% of 0 does not.",
    ),
)


def check_cells(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """Each cell of a row by itself, and each cell beyond the first for a period."""
    for period, cell in (*row.cells.items(), *row.repeated):
        yield from _changed(paper, row, period, cell)
        yield from _counts(paper, row, period, cell)
        yield from _below_zero(paper, row, period, cell)


def _changed(paper: Scorecard, row: Row, period: Period, cell: Cell) -> Iterator[Finding]:
    before = cell.published_before
    if before is None or are_one_figure(before, cell.figure, row) is not False:
        return
    said, now = print_figure(before), print_figure(cell.figure)
    message = f"{row.name}, {period}: {now} is published; the paper before gave {said}."
    yield _finding(ARI_7, paper, row, period, said, now, message)


def _counts(paper: Scorecard, row: Row, period: Period, cell: Cell) -> Iterator[Finding]:
    """The cell's own numerator and denominator: against each other and against its figure."""
    if cell.counts is None or min(cell.counts) < 0:
        return
    numerator, denominator = cell.counts
    parts = ("numerator", "denominator")
    of = f"{numerator:,f} of {denominator:,f}"
    if numerator > denominator and stays_within_a_hundred(row):
        message = f"{row.name}, {period}: {of} is more than there are."
        yield _finding(
            ARI_14, paper, row, period, f"at most {denominator:,f}", f"{numerator:,f}", message, parts
        )
        return
    per, figure = per_how_many(row), cell_span(row, cell)
    if per is None or figure is None or cell.figure.value is None:
        return
    made = point(per * numerator / denominator if denominator else 0)
    if not figure.meets(made):
        expected = in_words(made, row) if denominator else "no figure"
        published = print_figure(cell.figure)
        message = f"{row.name}, {period}: {published} is published, but {of} is {expected}."
        yield _finding(ARI_19, paper, row, period, expected, published, message, ("figure", *parts))


def _below_zero(paper: Scorecard, row: Row, period: Period, cell: Cell) -> Iterator[Finding]:
    numbers = dict(zip(("numerator", "denominator"), cell.counts or (), strict=False))
    if never_negative(row) and cell.figure.value is not None:
        numbers["figure"] = cell.figure.value
    for part, number in numbers.items():
        if number < 0:
            message = f"{row.name}, {period}: the {part} {number:,f} is below zero, and it counts something."
            yield _finding(ARI_15, paper, row, period, "at least 0", f"{number:,f}", message, (part,))


def check_runs(paper: Scorecard, row: Row) -> Iterator[Finding]:
    """Periods that are missing in a run or given twice."""
    yield from _given_twice(paper, row)
    for kind in PeriodKind:
        # Twelve months to a day and years are given for the years that a paper cares for.
        if kind in (PeriodKind.TWELVE_MONTHS_TO, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR):
            continue
        periods = sorted((period for period in row.cells if period.kind is kind), key=lambda one: one.start)
        filled = _without_comparisons([period for period in periods if not _is_blank(row, period)])
        if any(later.previous() == earlier for earlier in filled for later in filled):
            yield from _missing(paper, row, filled)


def _without_comparisons(filled: list[Period]) -> list[Period]:
    """The periods without those that stand alone a year before another: "same quarter last year"."""
    a_year_before = {period.a_year_before() for period in filled}
    before = {period.previous() for period in filled}
    return [
        period
        for period in filled
        if period not in a_year_before or period in before or period.previous() in filled
    ]


def _missing(paper: Scorecard, row: Row, filled: list[Period]) -> Iterator[Finding]:
    last = filled[-1]
    if paper.period.kind is last.kind and paper.period == Period.containing(last.kind, last.end):
        last = paper.period
    period = last
    while period != filled[0]:
        if period not in filled:
            message = f"{row.name}, {period}: there is no figure, and no reason, in a run that has others."
            yield _finding(ARI_16, paper, row, period, "a figure or a reason", "no figure", message)
        period = period.previous()


def _is_blank(row: Row, period: Period) -> bool:
    """Whether a cell says nothing at all: not collected, with no words of why."""
    figure = row.cells[period].figure
    return figure.status is Status.NOT_COLLECTED and figure.qualifier is None


def _given_twice(paper: Scorecard, row: Row) -> Iterator[Finding]:
    for period, cell in row.repeated:
        if period not in row.cells:
            continue
        first, again = print_figure(row.cells[period].figure), print_figure(cell.figure)
        message = f"{row.name}, {period}: given twice, as {first} and as {again}."
        yield _finding(ARI_17, paper, row, period, first, again, message)


def _finding(
    code: Code,
    paper: Scorecard,
    row: Row,
    period: Period,
    expected: str,
    published: str,
    message: str,
    parts: Iterable[str] = ("figure",),
) -> Finding:
    cells = tuple(place(paper, row, period, part) for part in parts)
    return Finding(code, (row.key,), period, expected, published, message, False, cells)
