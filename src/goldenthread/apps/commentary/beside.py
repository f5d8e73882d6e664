"""What stands beside the box when somebody writes: as canonical text, held against what holds now."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.measures.scorecards import ScorecardRow
from goldenthread.documents import canonical
from goldenthread.rulebook.commentary import Beside, figure_as_said, what_changed
from goldenthread.rulebook.rating import Rag

SCHEMA = "goldenthread.commentary-beside"
VERSION = 1


@dataclass(frozen=True)
class Shown:
    """What a writer saw of a measure in a period.

    `printed` is the figure as its paper prints it, `figure` what it says in the one form of
    `rulebook.commentary`, `period` what it is of (a year may stand in for its last quarter). `observation`
    and `version` name the version of the figure. `rating` is the one that counts, `code` the rule of the
    computed one. None where there is none.
    """

    printed: str | None
    figure: str | None
    period: str | None
    observation: str | None
    version: int | None
    target: str | None
    rating: str
    code: str
    overridden: bool
    arrow: str | None
    change: str | None

    @property
    def text(self) -> str:
        """The canonical text that is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @property
    def digest(self) -> str:
        return canonical.digest(self.text)


def shown_of(row: ScorecardRow) -> Shown:
    """What a row shows to the one who writes about it."""
    rated = row.rated
    return Shown(
        printed=rated.text if rated else None,
        figure=figure_as_said(rated.figure) if rated else None,
        period=str(rated.period) if rated else None,
        observation=str(rated.observation) if rated else None,
        version=rated.version if rated else None,
        target=str(row.target) if row.target else None,
        rating=row.rag.value,
        code=str(row.verdict.code),
        overridden=row.override is not None,
        arrow=row.travel.arrow,
        change=row.travel.change,
    )


def shown_to(comment: Comment) -> Shown:
    """What the writer of a comment saw. Raises `canonical.NotThisPaper` for a text of another schema."""
    return canonical.load(Shown, comment.beside, schema=SCHEMA, version=VERSION)


def changes_since(comment: Comment, row: ScorecardRow) -> tuple[str, ...]:
    """What has changed between what the writer saw and what the row shows, in words (COM-1)."""
    return what_changed(_beside(shown_to(comment)), _beside(shown_of(row)))


def _beside(shown: Shown) -> Beside:
    return Beside(shown.figure, shown.period, shown.target, Rag(shown.rating))
