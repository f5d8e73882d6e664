"""What a scorecard's row says, in the shapes that papers take: rating, travel, what was printed."""

from __future__ import annotations

from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.documents import paper_figures as figures
from goldenthread.rulebook.rating import Verdict

GOOD = {"high": "High is good", "low": "Low is good", "range": "A range is good", "neither": "Neither"}
OVERRIDE = "Override"
"""What stands in place of a rule's code where a person set the rating."""


def computed(verdict: Verdict) -> figures.Rating:
    """What the rule says."""
    return figures.Rating(figures.Colour(verdict.rag.value), str(verdict.code), verdict.reason)


def rating(row: ScorecardRow) -> figures.Rating:
    """The rating that counts: a person's where there is an override."""
    if row.override is None:
        return computed(row.verdict)
    return figures.Rating(figures.Colour(row.override.rag), OVERRIDE, row.override.reason)


def travel(row: ScorecardRow) -> figures.Travel:
    """Which way the number went, and whether that is better."""
    return figures.Travel(
        figures.Arrow(row.travel.arrow) if row.travel.arrow else None,
        figures.Change(row.travel.change) if row.travel.change else None,
        str(row.travel.code),
        row.travel.reason,
        str(row.compared.previous) if row.compared.previous else None,
    )


def published(row: ScorecardRow) -> figures.Colour | None:
    """The colour that the paper printed; None where it printed none, or words that are no colour."""
    said = row.stated.rag if row.stated else ""
    return figures.Colour(said) if said in set(figures.Colour) else None
