"""What earlier editions still tell: their figures and relations, beside those of the scorecard as it stands.

A figure that was not revised is the same cell. One that was, or that is not on this scorecard, is a cell of
its own: nobody prints it now, but its edition did, or printed c for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from goldenthread.apps.publishing.linked_papers import (
    Gathered,
    PaperFigures,
    Periods,
    Place,
    Populations,
    key_of,
)
from goldenthread.apps.publishing.models import Edition
from goldenthread.documents.published_scorecard import PublishedFigure, PublishedScorecard
from goldenthread.rulebook.arithmetic import Link
from goldenthread.rulebook.disclosure_table import Cell
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period
from goldenthread.rulebook.small_in_papers import whole


def add_editions(
    gathered: Gathered, editions: Iterable[Edition], links: Iterable[Link], populations: Populations
) -> None:
    """Add what these editions tell of the measures that are gathered. The newest comes first."""
    links = tuple(links)
    for edition in editions:
        _Earlier(gathered, edition).add(links, populations)


class _Earlier:
    """One edition: what it printed in public, and what the figures were."""

    def __init__(self, gathered: Gathered, edition: Edition) -> None:
        self.gathered, self.edition = gathered, edition
        public = PublishedScorecard.from_json(edition.document)
        inside = PublishedScorecard.from_json(edition.internal)
        self.columns = _periods(public)
        self.printed = _figures(public, gathered)
        self.true = _figures(inside, gathered)
        self.keys: dict[Place, str] = {}

    def add(self, links: Iterable[Link], populations: Populations) -> None:
        if self.columns is None:
            return
        for place, figure in self.true.items():
            if self.gathered.is_count(place[0]) and (key := self._cell(place, figure)):
                self.keys[place] = key
        values = {place: None if one.is_hidden else one.value for place, one in self.printed.items()}
        paper = PaperFigures(
            self.gathered, self.columns, values, populations, tag=f" in {self.edition.uuid}",
            key=lambda place: self.keys.get(place, f"no {key_of(*place)}"), released=lambda *_: True,
        )  # fmt: skip
        paper.relate(links)

    def _cell(self, place: Place, figure: PublishedFigure) -> str | None:
        """The cell in which a count of this edition stands; None where it was no count."""
        number, hidden = whole(figure.value), self.printed[place].is_hidden
        if number is None and not hidden:
            return None
        now = self.gathered.cells.get(key_of(*place))
        if now is not None and now.value == number:
            return now.key
        key = f"{key_of(*place)} as it was {'hidden' if number is None else number}"
        before = self.gathered.cells.get(key)
        if before is not None:
            if not hidden:
                self.gathered.cells[key] = replace(before, released=number, hidden_before=False)
            return key
        name = f"{self.gathered.rows[place[0]].name}, {place[1]}, in an earlier edition"
        level = self.gathered.level(place[0]) if number is not None else ""
        cell = Cell(
            key, number, None if hidden else number, shown=False, hidden_before=hidden, level=level, name=name
        )
        return self.gathered.take(cell, place[0])


def _periods(paper: PublishedScorecard) -> Periods | None:
    try:
        return Periods(
            parse_period(paper.last_year_end),
            tuple(parse_period(part) for part in paper.parts),
            parse_period(paper.year_end) if paper.year_end else None,
        )
    except NotAPeriod:
        return None


def _figures(paper: PublishedScorecard, gathered: Gathered) -> dict[Place, PublishedFigure]:
    """The figures of the measures that are gathered, by measure and period."""
    names: dict[str, Period] = {}
    for name in filter(None, paper.periods):
        try:
            names[name] = parse_period(name)
        except NotAPeriod:
            continue
    return {
        (row.key, names[name]): cell
        for row in paper.rows
        if row.key in gathered.rows
        for name, cell in zip(paper.periods, row.cells, strict=True)
        if cell is not None and name in names
    }
