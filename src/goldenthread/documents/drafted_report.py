"""A report that was written for a body, as one frozen document: every section with its words and figures.

Renderers read it and nothing else, so the same document gives the same PDF and Word bytes for ever.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.report_parts import FigureValue, Part

SCHEMA = "goldenthread.drafted-report"
VERSION = 1


@dataclass(frozen=True)
class ReportSection:
    """``number`` is "3" or "6.2"; ``under`` the heading that it shares with its neighbours, or empty.

    ``text`` is as typed, ``parts`` the same with its figures in place; ``figures`` those that it names.
    """

    key: str
    number: str
    title: str
    under: str
    kind: str
    text: str
    parts: tuple[Part, ...]
    figures: tuple[FigureValue, ...] = ()


@dataclass(frozen=True)
class Cleared:
    """Who cleared the report ("Finance"), on which day, and what they said with it."""

    by: str
    on: date
    words: str = ""


@dataclass(frozen=True)
class DraftedReport:
    """``as_at`` is the day of its figures. ``changed`` names the sections that say something else than in
    the edition before, and ``why_again`` why there is another. ``writer`` is a post, not a name."""

    council: str
    body: str
    title: str
    template: str
    template_version: int
    edition: int
    as_at: date
    writer: str
    meeting_on: date | None
    sections: tuple[ReportSection, ...]
    cleared: tuple[Cleared, ...] = ()
    why_again: str = ""
    changed: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The canonical text, whose digest is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ``canonical.NotThisPaper`` for any other text."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)
