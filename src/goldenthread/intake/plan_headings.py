"""Headings between the actions of a plan: what a line names, by its wording."""

from __future__ import annotations

import re

LONGEST_HEADING = 220
LONGEST_OUTCOME = 120
_OUTCOME_HEADING = re.compile(
    r"(?:(?:desired|key|priority|strategic|overall|intended) )?(?:outcome|objective|aim|goal|ambition)s?\b",
    re.IGNORECASE,
)
_WORKSTREAM_HEADING = re.compile(r"work ?stream\b", re.IGNORECASE)
_SECTION_HEADING = re.compile(
    r"(?:(?i:priority|theme|section|area|part|strand|standard|recommendation|pillar|key area)\b.{0,25}?\d"
    r"|(?i:section|theme|priority)\s*(?:[A-Z]\b|:)|\d{1,2}[.)]?\s+[A-Z][^.]{3,})",
)


def heading_of(text: str) -> str:
    """What a heading between actions names: an outcome, a workstream, or a section."""
    if _OUTCOME_HEADING.match(text):
        return "outcome"
    return "workstream" if _WORKSTREAM_HEADING.match(text) else "section"


def names_a_group(text: str) -> bool:
    """True for a line that by its wording heads some actions: "Outcome 2: …", "Priority 1", "3. Early
    help"."""
    found = (_OUTCOME_HEADING, _WORKSTREAM_HEADING, _SECTION_HEADING)
    return len(text) <= LONGEST_HEADING and any(pattern.match(text) for pattern in found)


def names_an_outcome(text: str) -> bool:
    """True for a short line such as "Outcome 2: timely assessments"."""
    return len(text) < LONGEST_OUTCOME and _OUTCOME_HEADING.match(text) is not None


def is_numbered_heading(text: str) -> bool:
    """True for "2. Early help", "Priority 1", "Section B": a line with a heading's number or letter."""
    return _SECTION_HEADING.match(text) is not None
