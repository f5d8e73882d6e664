"""One figure in several papers of one date: councils retype it, and then it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from goldenthread.rulebook.arithmetic_model import Finding, Row, Scorecard, place
from goldenthread.rulebook.arithmetic_spans import are_one_figure
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.figures import print_figure

ARI_13 = define_rule(
    "ARI-13",
    title="One figure differs between two papers of one date",
    meaning="Two papers give a measure different figures for one period, beyond the rounding of both. "
    "Suppressed "
    "in one of them is no difference of figures.",
    basis="A measure is defined once and has one figure for a period, on however many papers.",
    boundaries=("84% and 84.4% agree, 84% and 84.6% do not. 6 and suppressed agree.",),
)


def check_papers_against_each_other(papers: Sequence[Scorecard]) -> Iterator[Finding]:
    """Every measure that stands in two papers, in every period that both have."""
    for first, second in combinations(papers, 2):
        others = {row.key: row for row in second.rows}
        for row in first.rows:
            if row.key in others:
                yield from _compared(first, row, second, others[row.key])


def _compared(first: Scorecard, row: Row, second: Scorecard, other: Row) -> Iterator[Finding]:
    for period in row.cells:
        if period not in other.cells:
            continue
        if are_one_figure(row.cells[period].figure, other.cells[period].figure, row) is not False:
            continue
        said, again = (print_figure(at.cells[period].figure) for at in (row, other))
        message = f"{row.name}, {period}: {first.name} gives {said} and {second.name} gives {again}."
        cells = (place(first, row, period), place(second, other, period))
        yield Finding(ARI_13, (row.key,), period, said, again, message, False, cells)
