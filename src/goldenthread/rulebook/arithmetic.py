"""Checks a scorecard before it is published: the arithmetic that must hold, each finding with its cells.

A finding is a question, not a verdict: it is explained or corrected by a person. Those that rest on a link
or a reading of a title which nobody has confirmed are tentative. Every comparison allows for what printing
hides: rounding, bounds, ranges and suppressed figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goldenthread.rulebook.arithmetic_arrows import check_arrows
from goldenthread.rulebook.arithmetic_cells import ARI_16, check_cells, check_runs
from goldenthread.rulebook.arithmetic_comments import check_comment
from goldenthread.rulebook.arithmetic_links import check_link
from goldenthread.rulebook.arithmetic_model import (
    Accrual,
    Benchmark,
    Cell,
    Finding,
    Link,
    LinkKind,
    Place,
    ProposedLink,
    Row,
    Scorecard,
)
from goldenthread.rulebook.arithmetic_papers import check_papers_against_each_other
from goldenthread.rulebook.arithmetic_populations import check_populations
from goldenthread.rulebook.arithmetic_proposals import propose_links
from goldenthread.rulebook.arithmetic_scales import check_scales
from goldenthread.rulebook.arithmetic_years import check_year_to_date, check_years
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.periods import Period

__all__ = [
    "Accrual",
    "Benchmark",
    "Cell",
    "Finding",
    "Link",
    "LinkKind",
    "Place",
    "ProposedLink",
    "Row",
    "Scorecard",
    "check_figure",
    "check_figures",
    "check_papers",
    "check_scorecard",
    "check_target",
    "propose_links",
]


def check_papers(papers: Sequence[Scorecard]) -> list[Finding]:
    """What does not agree within each paper of a date, and between them."""
    within = [finding for paper in papers for finding in check_scorecard(paper)]
    return [*within, *check_papers_against_each_other([_each_measure_once(paper) for paper in papers])]


def check_scorecard(paper: Scorecard) -> list[Finding]:
    """What does not agree within one paper, row by row in its order, then what concerns several rows.

    A link that names a measure which is not in the paper is left out: it may be of another paper.
    """
    paper = _each_measure_once(paper)
    findings: list[Finding] = []
    for row in paper.rows:
        for check in (check_runs, check_cells, check_years, check_year_to_date, check_scales, check_comment):
            findings.extend(check(paper, row))
    findings.extend(check_arrows(paper))
    findings.extend(_check_links(paper))
    return findings


def check_figures(row: Row) -> list[Finding]:
    """What a row's figures show by themselves: impossible, on another scale, missing, given twice, no year of
    their quarters, a year to date that falls."""
    if not row.cells:
        return []
    alone = Scorecard("", (row,), max(row.cells, key=lambda period: period.end))
    checks = (check_runs, check_cells, check_years, check_year_to_date, check_scales)
    return [finding for check in checks for finding in check(alone, row)]


def check_figure(row: Row, period: Period, cell: Cell) -> list[Finding]:
    """What a figure for a period would bring into a row that the row does not show without it.

    A period that is missing elsewhere is no doubt about this figure.
    """
    before = replace(row, cells={at: one for at, one in row.cells.items() if at != period})
    known = {_told(finding) for finding in check_figures(before)}
    found = check_figures(replace(row, cells={**row.cells, period: cell}))
    return [one for one in found if _told(one) not in known and one.code != ARI_16]


def check_target(row: Row, period: Period) -> list[Finding]:
    """What the target of a row shows beside its figures: outside its scale, on the wrong side of good.

    `period` is the one that it holds from.
    """
    found = check_scales(Scorecard("", (row,), period), row)
    return [finding for finding in found if finding.cells[0].part == "target"]


def _told(finding: Finding) -> tuple[Code, Period | None, str, str]:
    return finding.code, finding.period, finding.expected, finding.published


def _each_measure_once(paper: Scorecard) -> Scorecard:
    """The paper with rows of one measure put together: what they give twice becomes `repeated`."""
    rows: dict[str, Row] = {}
    for row in paper.rows:
        first = rows.get(row.key)
        if first is None:
            rows[row.key] = row
            continue
        again = tuple((period, cell) for period, cell in row.cells.items() if period in first.cells)
        rows[row.key] = replace(
            first,
            cells={**row.cells, **first.cells},
            repeated=(*first.repeated, *row.repeated, *again),
        )
    return replace(paper, rows=tuple(rows.values()))


def _check_links(paper: Scorecard) -> Iterator[Finding]:
    """Confirmed links, and proposed ones of rows that no confirmed link of the kind explains."""
    rows = {row.key: row for row in paper.rows}
    links = [(link, False) for link in paper.links if rows.keys() >= {link.result, *link.parts}]
    explained = {(link.kind, link.result) for link, _ in links}
    refused = {(link.kind, link.result, link.parts) for link in paper.refused}
    for proposed in propose_links(paper.rows):
        link = proposed.link
        if (link.kind, link.result) not in explained and (link.kind, link.result, link.parts) not in refused:
            links.append((link, True))
    for link, tentative in links:
        yield from check_link(paper, link, rows, tentative=tentative)
    yield from check_populations(paper, links, rows)
