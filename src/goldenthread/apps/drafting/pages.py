"""What the page of a report says of each section: its number, whether it says something, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.apps.drafting.composing import date_words
from goldenthread.apps.drafting.models import Comment, CommentState, Kind, Report, Section
from goldenthread.apps.drafting.queries import is_empty, numbers, sections_of, words_at
from goldenthread.documents.report_parts import Figures, Part, PartKind, parts_of

EXCERPT = 140


@dataclass(frozen=True)
class SectionLine:
    """A section on the report's page. `excerpt` is the beginning of what it says."""

    section: Section
    number: str
    excerpt: str
    is_empty: bool
    open_comments: int

    @property
    def is_missing(self) -> bool:
        return self.is_empty and self.section.required

    @property
    def state(self) -> str:
        """A key of the status tags."""
        if self.is_missing:
            return "to_write"
        return "left_empty" if self.is_empty else "written"


def section_lines(report: Report, comments: Sequence[Comment], figures: Figures) -> list[SectionLine]:
    """Each section in its order, with its figures as they are."""
    sections, words = sections_of(report), words_at(report)
    numbered = numbers(sections)
    return [line_of(one, numbered[one.key], words.get(one.key, ""), comments, figures) for one in sections]


def line_of(
    section: Section, number: str, text: str, comments: Sequence[Comment], figures: Figures
) -> SectionLine:
    """One section as the report's page lists it."""
    unsettled = [one for one in comments if one.key == section.key and one.state != CommentState.SETTLED]
    shown = date_words(text) if section.kind == Kind.DATE else text
    flat = " ".join("; ".join(_said(part)) for part in parts_of(shown, figures))
    excerpt = flat if len(flat) <= EXCERPT else f"{flat[:EXCERPT].rsplit(' ', 1)[0]} …"
    return SectionLine(section, number, excerpt, is_empty(section, text), len(unsettled))


def _said(part: Part) -> list[str]:
    """A part in a line: of a table, that it is one."""
    if part.kind is PartKind.TABLE:
        rows = len(part.rows) - 1
        return [f"[{part.name}: {rows} row{'' if rows == 1 else 's'}]"]
    return [line.text for line in part.lines]
