"""Which measures say something else now than in a published edition."""

from __future__ import annotations

from goldenthread.apps.measures.scorecard_rows import FigureCell, ScorecardOfPeriod
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.publishing.assembling import published_figure
from goldenthread.apps.publishing.models import Edition
from goldenthread.documents.published_scorecard import PublishedFigure, PublishedScorecard


def changed_since(card: ScorecardOfPeriod, edition: Edition) -> list[int]:
    """The row numbers of the measures whose figures are others than when the edition was published.

    Held against what was known inside the council then, so that a hidden figure that changed is told too.
    """
    paper = PublishedScorecard.from_json(edition.internal)
    then = {row.key: dict(zip(paper.periods, row.cells, strict=True)) for row in paper.rows}
    columns = card.columns
    found = []
    for row in card.rows:
        was = then.get(str(row.measure.uuid))
        now = {str(columns.last_year_end): row.last_year_end}
        now |= {str(part): cell for part, cell in zip(columns.parts, row.parts, strict=True)}
        now |= {str(columns.year_end): row.year_end} if columns.year_end else {}
        if was is None or any(_says(was.get(period)) != _now(cell) for period, cell in now.items()):
            found.append(row.measure.pk)
    return found


def corrected_since(edition: Edition) -> list[str]:
    """The measures whose figures were corrected since this edition of its period, by reference."""
    card = scorecard_for(edition.scorecard, edition.period)
    changed = set(changed_since(card, edition))
    return [row.reference or row.measure.title for row in card.rows if row.measure.pk in changed]


def _now(cell: FigureCell | None) -> str:
    return _says(published_figure(cell.figure)) if cell else ""


def _says(figure: PublishedFigure | None) -> str:
    return figure.text if figure else ""
