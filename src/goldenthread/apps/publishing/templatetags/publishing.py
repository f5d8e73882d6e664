"""Cells of a published scorecard on its page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template

from goldenthread.documents.published_scorecard import PublishedFigure, PublishedRow, PublishedScorecard
from goldenthread.documents.published_scorecard import shown as shown_of
from goldenthread.documents.wording import listed

register = template.Library()


@register.filter
def shown(figure: PublishedFigure | None) -> str:
    """A figure with its symbol, as every file of the edition prints it."""
    return shown_of(figure)


@register.filter
def figures_of(row: PublishedRow, paper: PublishedScorecard) -> list[PublishedFigure | None]:
    """A row's figures, without the column of a year that is not over."""
    return [cell for period, cell in zip(paper.periods, row.cells, strict=True) if period]


@register.filter
def numbers(trend: Sequence[Decimal | None]) -> int:
    """How many points of a trend are numbers: a line needs two."""
    return sum(value is not None for value in trend)


@register.filter
def trend_said(row: PublishedRow, paper: PublishedScorecard) -> str:
    """What the line of a row shows, as it is printed: "6, 7, 7 and [c], 2017-18 Q1 to 2017-18 Q4"."""
    return f"{listed([shown_of(part) for part in row.parts])}, {paper.parts[0]} to {paper.parts[-1]}"
