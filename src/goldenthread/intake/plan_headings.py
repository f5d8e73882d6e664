"""Headings between the actions of a plan: what a line names, by its wording."""

from __future__ import annotations

import re
from collections.abc import Sequence

from goldenthread.intake.tables import Cell, Table

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


_LABEL = re.compile(
    r"(?P<word>(?:(?:desired|key|priority|strategic|overall|intended|improvement) )?"
    r"(?:outcome|objective|aim|goal|ambition|priority|theme|section|area(?: of focus)?|strand|pillar|standard"
    r"|recommendation|work ?stream))\s*(?P<number>\d{0,2}(?:\.\d)?[a-z]?|[A-Z])\s*[:.–-]?",
    re.IGNORECASE,
)
_TITLE_OF_A_DOCUMENT = re.compile(
    r"\b(?:plan|statement of action|appendix|annex|version|draft)\b", re.IGNORECASE
)
_LONGEST_BANNER = 8
# A caption, a date or a remark is no heading.
_PLAIN_LINE = re.compile(
    r"(?!(?:table|figure|key|note|page|see|as at|updated|date|from|to)\b)(?!.*\b(?:19|20)\d\d\b)"
    r"[A-Z][^.:;]{3,79}",
    re.IGNORECASE,
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


def names_a_document(text: str) -> bool:
    """True for a line that is the title of the whole document: "Improvement plan, version 3"."""
    return _TITLE_OF_A_DOCUMENT.search(text) is not None


def labelled_group(cells: Sequence[Cell]) -> tuple[str, str] | None:
    """What a label and the cell after it name, and its text: "Outcome 2" and "Safe" are an outcome,
    "Outcome 2: Safe". None for cells that are no such pair."""
    if len(cells) != 2:
        return None
    label, text = (" ".join(cell.lines) for cell in cells)
    found = _LABEL.fullmatch(label)
    if found is None or len(text) > LONGEST_HEADING:
        return None
    whole = f"{label.rstrip(' :.–-')}: {text}" if found["number"] else text
    return heading_of(label), whole


def is_banner(table: Table) -> bool:
    """True for a small table that only says what the next one is about: "Priority 1: Leadership" in a box,
    or "Outcome 1" beside its text."""
    rows = [row for row in table.rows if not row.is_blank]
    if not rows or len(rows) > _LONGEST_BANNER or any(len(row.written) > 2 for row in rows):
        return False
    if len(rows) == 1 and len(rows[0].written) == 1:
        text = rows[0].written[0].text
        is_line = len(text) <= LONGEST_HEADING and not text.endswith((".", ":", ";"))
        return names_a_group(text) or (is_line and not names_a_document(text))
    return any(
        labelled_group(row.written) or (len(row.written) == 1 and names_a_group(row.written[0].text))
        for row in rows
    )


def heading_above(table: Table, *, plain_lines: bool) -> str:
    """The heading that stands above a Word table, "" for none: one styled so, a line that by its wording is
    one, or, with `plain_lines`, a short line without a full stop."""
    if table.heading and not names_a_document(table.heading):
        return table.heading
    last = table.before[-1] if table.before else ""
    if names_a_group(last):
        return last
    if plain_lines and _PLAIN_LINE.fullmatch(last) and not names_a_document(last):
        return last
    return ""
