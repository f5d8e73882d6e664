"""Tell rows of a plan that are no actions from those that are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from goldenthread.intake.headings import TITLE
from goldenthread.intake.plan_cells import continues, leading_reference, text_of
from goldenthread.intake.plan_columns import Header, looks_like_reference
from goldenthread.intake.plan_habits import Habits
from goldenthread.intake.plan_headings import LONGEST_HEADING, is_numbered_heading, names_an_outcome
from goldenthread.intake.tables import Cell, Row

_COLOURS = frozenset(
    [
        "red",
        "amber",
        "green",
        "blue",
        "grey",
        "gray",
        "yellow",
        "purple",
        "black",
        "white",
        "brag",
        "rag",
        "key",
    ]
)


_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[ -]?)?totals?(?: (?:number|no|count) of .{1,30}| actions?)?:?", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:count|number of|percentage|average|sign(?:ed|ature)|signed[- ]off|approved|agreed by|prepared"
    r"|produced|author|document|version|last (?:updated|reviewed?)|next review|updated|reviewed|review date"
    r"|date of|distribution|contact)\b.{0,40}",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:note\b|notes\b|n\.?b\.?\b|source:|key\b|page \d|end of|last updated|version\b|prepared by|updated\b"
    r"|b?rag\b|signed\b|approved by|see also|for further|(?:(?:grand|sub|overall)[ -]?)?totals?:?$)",
    re.IGNORECASE,
)
_LONGEST_PLAIN_HEADING = 80


def is_labelled(refs: Sequence[str], own: Mapping[str, list[Cell]], *, has_own: bool) -> bool:
    """True for a row such as "Total actions | 3", "Signed off by | …" or "Success statement | …" among
    actions."""
    ref, title = text_of(own.get("ref", [])), text_of(own.get(TITLE, []))
    if _TOTAL.fullmatch(ref or title) and not own.get("due"):
        return True
    if not ref or looks_like_reference(ref):
        return False
    numbered = sum(map(looks_like_reference, refs))
    if numbered and _LABEL.fullmatch(ref):
        return True
    if numbered * 2 <= len(refs):
        return False
    plain = " " in ref and not any(letter.isdigit() for letter in ref)
    return plain and not has_own and not own.get("lead")


def is_remark(cell: Cell) -> bool:
    """True for a line between or under actions that is no heading: a note, a total, a footnote's star."""
    text = cell.text.replace("\n", " ")
    return len(text) > LONGEST_HEADING or any(cell.bulleted) or _REMARK.match(text) is not None


def is_plain_heading(header: Header, row: Row, title_before: str) -> bool:
    """True for a row whose only cell is a short text among the actions, and no more of the one above. It is a
    heading where the table starts with such a row."""
    if len(row.written) != 1 or header.field_at(row.written[0].column) != TITLE:
        return False
    cell = row.written[0]
    merged_down = any(other.origin and other.origin[0] < row.number for other in row.cells)
    return (
        not merged_down
        and len(cell.text) <= _LONGEST_PLAIN_HEADING
        and len(cell.lines) == 1
        and not any(cell.bulleted)
        and not cell.text.endswith((".", ";", ","))
        and leading_reference(cell.text) is None
        and not continues(cell.text, title_before)
    )


def heads_references(refs: Sequence[str], own: Mapping[str, list[Cell]]) -> str | None:
    """The heading that a row is whose number opens the references under it: "1 | Leadership" over 1a."""
    if set(own) != {"ref", TITLE}:
        return None
    number, text = text_of(own["ref"]), text_of(own[TITLE])
    whole = number.rstrip(".)").removesuffix(".0")
    if not whole.isdigit() or "\n" in text:
        return None
    under = re.compile(rf"{whole}(?:\.\d.*|\s?\(?[a-z]\)?)")
    return f"{number} {text}" if any(under.fullmatch(ref) and ref != number for ref in refs) else None


def stands_alone(header: Header, habits: Habits, row: Row, cell: Cell, name: str | None) -> bool:
    """True for a row whose only cell is a heading: it is wide, or stands where no action does."""
    merged_down = any(other.origin and other.origin[0] < row.number for other in row.cells)
    fields = {header.field_at(column) for column in range(cell.column, cell.column + cell.columns)}
    if cell.columns >= 2 and len(fields) >= 2 and cell.columns * 2 >= header.last_column:
        return True
    if merged_down:
        return False
    if name in {"outcome", "section", "workstream"}:
        return True
    if name == TITLE:
        bold = cell.bold and not habits.bold_titles
        # Where the actions themselves are numbered 1, 2, 3, a number makes no heading.
        numbered = is_numbered_heading(cell.text) and habits.titles_numbered != "plain"
        outcome = names_an_outcome(cell.text)
        return bool(bold or outcome or numbered)
    before_titles = cell.column < min(
        (column for column, found in header.fields.items() if found == TITLE), default=0
    )
    if name == "ref":
        return (not looks_like_reference(cell.text) and leading_reference(cell.text) is None) or bool(
            is_numbered_heading(cell.text)
        )
    return name is None and before_titles


def is_colour_key(row: Row, own: Mapping[str, list[Cell]]) -> bool:
    """True for a row of a key to colours, typed under the actions: "Red | Late"."""
    first = re.split(r"\s*[=:–]|\s-", row.written[0].text.lower().strip(" :"), maxsplit=1)[0]
    return len(row.written) <= 3 and first in _COLOURS and not own.get("due") and not own.get("lead")
