"""What the page of a report says of each section: its number, whether it says something, what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.apps.drafting.models import Comment, CommentState, Report, Section
from goldenthread.apps.drafting.queries import is_empty, numbers, sections_of, words_at

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


def section_lines(report: Report, comments: Sequence[Comment]) -> list[SectionLine]:
    """Each section in its order."""
    sections, words = sections_of(report), words_at(report)
    numbered = numbers(sections)
    return [line_of(one, numbered[one.key], words.get(one.key, ""), comments) for one in sections]


def line_of(section: Section, number: str, text: str, comments: Sequence[Comment]) -> SectionLine:
    """One section as the report's page lists it."""
    unsettled = [one for one in comments if one.key == section.key and one.state != CommentState.SETTLED]
    flat = " ".join(text.split())
    excerpt = flat if len(flat) <= EXCERPT else f"{flat[:EXCERPT].rsplit(' ', 1)[0]} …"
    return SectionLine(section, number, excerpt, is_empty(section, text), len(unsettled))
