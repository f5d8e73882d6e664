"""What stands in a cell of a plan: a reference, a list, leads, a date, a state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goldenthread.intake.number_formats import shows_no_day
from goldenthread.intake.tables import Cell
from goldenthread.rulebook.plan_dates import (
    NotAPlanDate,
    PlanDate,
    PlanStatus,
    YearContext,
    parse_plan_date,
    parse_plan_status,
)

_UNFINISHED = re.compile(
    r"(?:[,/&:–—-]|\b(?:and|or|of|the|a|an|to|for|with|by|in|on|at|from|that|which|their|its|our|is|are|as))$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.;:!?…)]$")
_STARTS_LOWER = re.compile(r"[a-z(&,;]")
_LABEL = re.compile(r"(?:\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\((\d{1,2}|[a-z])\))\s+(?=\S)", re.IGNORECASE)
_INNER_BULLET = re.compile(r"\s*[•●▪■]\s*")


def is_unfinished(text: str) -> bool:
    """True when a text stops in the middle of a sentence: on a comma, or on a word such as "and" or "of"."""
    return _UNFINISHED.search(text.rstrip()) is not None


def continues(text: str, after: str) -> bool:
    """True when a text goes on from the one before: it starts lower-case, or the one before is unfinished."""
    if _LABEL.match(text) or leading_reference(text):
        return False
    if is_unfinished(after) and not after.rstrip().endswith(":"):
        return True
    return _STARTS_LOWER.match(text) is not None and _FINISHED.search(after.rstrip()) is None


def _goes_on_in_list(text: str, after: str) -> bool:
    """As `continues`, but people type the items of a list in lower case too."""
    return continues(text, after) and (is_unfinished(after) or text.startswith(("(", "&")))


def unwrapped(cells: Sequence[Cell], *, as_list: bool = False) -> list[str]:
    """The lines of some cells in order, with lines that were only wrapped, or cut by a page, joined again."""
    lines: list[str] = []
    for cell in cells:
        for number, (line, bulleted) in enumerate(zip(cell.lines, cell.bulleted, strict=True)):
            goes_on = _goes_on_in_list if as_list and number > 0 else continues
            if lines and not bulleted and goes_on(line, lines[-1]):
                lines[-1] += f" {line}"
            else:
                lines.append(line)
    return lines


def text_of(cells: Sequence[Cell]) -> str:
    """Running text: one line to a paragraph or bullet."""
    return "\n".join(unwrapped(cells))


def list_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The items of a list: bullets and lines, or the parts of a single line with bullets or semicolons."""
    lines = unwrapped(cells, as_list=True)
    if len(lines) == 1:
        parts = _INNER_BULLET.split(lines[0])
        lines = parts if len(parts) > 1 else _outside_brackets(lines[0], ";")
    return tuple(line.strip(" ;") for line in without_labels(lines) if line.strip(" ;•"))


def without_labels(lines: list[str]) -> list[str]:
    """Lines without their numbers or letters, where there are several and each has one: "1.", "b)"."""
    labels = [_LABEL.match(line) for line in lines]
    if len(lines) > 1 and all(labels):
        return [line[label.end() :] for line, label in zip(lines, labels, strict=True) if label]
    return lines


_NUMBERED_SOURCE = re.compile(r"[^,]{0,30}\d[^,]{0,12}")


def sources_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Sources of an issue: a list, and "Rec 1, Rec 2" or "37, 84" as several."""
    items: list[str] = []
    for item in list_of(cells):
        parts = _outside_brackets(item, ",")
        if len(parts) > 1 and all(_NUMBERED_SOURCE.fullmatch(part) for part in parts):
            items.extend(parts)
        else:
            items.append(item)
    return tuple(items)


def _outside_brackets(text: str, separator: str) -> list[str]:
    """Split at a separator, but never inside brackets; blank parts are left out."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if character == separator and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


# Words that a person's role ends with, and those that a group's name does.
_PERSON_ENDS = re.compile(
    r"\b(?:heads?|directors?|managers?|officers?|leads?|leaders?|chairs?|chairman|chairperson|coordinators?"
    r"|advis[eo]rs?|analysts?|commissioners?|nurses?|workers?|principals?|headteachers?|teachers?|therapists?"
    r"|psychologists?|superintendents?|inspectors?|constables?|consultants?|administrators?|executives?"
    r"|practitioners?|registrars?|secretar(?:y|ies)|clerks?|members?|councillors?|sencos?|dcos?|dcs|dsl|gps?"
    r"|solicitors?|accountants?|auditors?|specialists?|supervisors?|champions?|governors?|doctors?|trainers?"
    r"|paediatricians?|business partners?|iros?|lado"
    r"|(?-i:AD|ADs|HoS|HOS|PSW|EP|EPs|PEP|SRO|CEO|CFO|DPH|DMO|DCS|VSH|SENDCO|DSLs?))(?:\s*\([^)]*\))?$",
    re.IGNORECASE,
)
_GROUP_ENDS = re.compile(
    r"\b(?:boards?|panels?|partners|partnerships?|forums?|committees?|teams?)$", re.IGNORECASE
)
_ROLE_OPENS = re.compile(
    r"(?:(?!and\b)\w+ ){0,3}(?:head|director|chair|lead|manager|officer|leader|member|commissioner)s?"
    r"(?: of| for|:| -| –|,)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:the )?(?:(?-i:[A-Z]{2,6}s?)|all partners|youth council|partners|council|police|health|schools?"
    r"|colleges?|trusts?|hospitals?|probation|nhs(?: \w+)?|social care|education|housing|public health"
    r"|early help|parents"
    r"|(?:\w+ ){0,3}(?:council|ccg|trust|police|nhs|services?|clinical commissioning groups?)"
    r"|(?:\w+ ){0,3}parent carer forum)",
    re.IGNORECASE,
)
_NO_LEAD = re.compile(
    r"(?:tb[acd]|to be (?:confirmed|agreed|announced|decided|determined|appointed|identified)"
    r"|n/?a|none|nil|not applicable"
    r"|vacant|[-–—?.]+)(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_NOT_SPLIT = re.compile(r"\b(?:and/or|n/a|c/o)\b", re.IGNORECASE)


def _is_person(text: str) -> bool:
    return bool(_PERSON_ENDS.search(text) or _ROLE_OPENS.match(text))


def _is_role(text: str) -> bool:
    return _is_person(text) or _GROUP_ENDS.search(text) is not None


def _is_organisation(text: str) -> bool:
    return _ORGANISATION.fullmatch(text) is not None


def leads_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The leads named in a cell: one to a line, and parted by semicolons or slashes; by a comma or "and" only
    where what stands on each side is plainly a role or an organisation, so that "Early Years and Childcare
    Manager" and "Project Manager, SEND" stay one. Nobody for "TBC" and "-"."""
    leads: list[str] = []
    for line in without_labels(unwrapped(cells, as_list=True)):
        for part in _outside_brackets(line, ";"):
            leads.extend(_split_leads(part))
    return tuple(dict.fromkeys(lead for lead in leads if not _NO_LEAD.fullmatch(lead)))


def _split_leads(text: str) -> list[str]:
    if _NOT_SPLIT.search(text):
        return [text]
    for separator in ("/", ","):
        parts = _outside_brackets(text, separator)
        if separator == "," and len(parts) > 1:
            parts = [*parts[:-1], *_at_and(re.sub(r"^and ", "", parts[-1]))]
        apart = _parted_by_slash if separator == "/" else _all_leads
        if len(parts) > 1 and ((separator == "/" and " / " in text) or apart(parts)):
            return [lead for part in parts for lead in _split_leads(part)]
    return _at_two_roles(text)


def _all_leads(parts: list[str]) -> bool:
    """All of them roles, or all of them organisations: "Project Manager, SEND" is one role."""
    return all(map(_is_role, parts)) or all(map(_is_organisation, parts))


def _parted_by_slash(parts: list[str]) -> bool:
    """As `_all_leads`, and roles beside organisations: but "Health/Social Care Manager" is one role."""
    if _all_leads(parts):
        return True
    known = all(_is_role(part) or _is_organisation(part) for part in parts)
    shares_its_noun = not _is_role(parts[0]) and _PERSON_ENDS.search(parts[-1]) is not None
    return known and not (shares_its_noun and not _ROLE_OPENS.match(parts[-1]))


def _at_and(text: str) -> list[str]:
    # "and" is stood in for by a character that no cell holds.
    return _outside_brackets(re.sub(r"\s+(?:and|&|\+)\s+", "\0", text), "\0")


def _at_two_roles(text: str) -> list[str]:
    """Split at the "and" that has a person's role on each side, or stands between two organisations."""
    ands = [found for found in re.finditer(r"\s+(?:and|&|\+)\s+", text) if _depth(text[: found.start()]) == 0]
    for found in ands:
        first, second = text[: found.start()], text[found.end() :]
        if _is_person(first) and _is_person(second):
            return [first, *_at_two_roles(second)]
        if all(
            re.fullmatch(r"[A-Z]{2,6}|.*\b(?:Council|CCG|Trust|Police)", side) for side in (first, second)
        ):
            return [first, second]
    return [text]


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


_LETTERED = r"[A-Z]{1,4}[-. ]?\d{1,3}(?:\.\d{1,3})*[a-z]?"
_DOTTED = r"\d{1,3}(?:\.\d{1,3})+[a-z]?"
_PLAIN = r"\d{1,3}[a-z]?"
# A reference at the start of a text. Alone, a plain number needs its full stop or bracket.
_LEADING = (
    (re.compile(rf"(?P<ref>{_DOTTED})[.):]?\s*(?=[A-Za-z\"'‘“(])"), "dotted"),
    (re.compile(rf"(?P<ref>{_LETTERED})(?:[.):]\s*|\s+[-–—]\s+|\s+)(?=[A-Z\"'‘“(])"), "lettered"),
    (re.compile(rf"(?P<ref>{_PLAIN})(?:[.)]\s*|\s+[-–—]\s+)(?=[A-Z\"'‘“(])"), "plain"),
)


def leading_reference(text: str) -> tuple[str, str, str] | None:
    """The reference that a text starts with, the rest of the text, and what kind of reference it is.

    "1.10Establish a group" is ("1.10", "Establish a group", "dotted"). Whether a column's texts start with
    references at all is for the caller to decide, from all of them: "1.5 posts are filled" starts with none.
    """
    for pattern, kind in _LEADING:
        if found := pattern.match(text):
            return found["ref"], text[found.end() :], kind
    return None


@dataclass(frozen=True)
class DateRead:
    """A date's cell as read: `date` is None where it could not be, and then `why` says why.
    `note` is for a person to know, with no harm done."""

    date: PlanDate | None
    why: str | None = None
    note: str | None = None


_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(32_874, 54_789)  # 1990 to 2049


def start_of(cells: Sequence[Cell], year_context: YearContext | None) -> DateRead:
    """The date in a cell that says when an action starts: of a month, its first day."""
    read = date_of(cells, year_context)
    if read.date is None or read.date.due is None or read.date.starts is not None:
        return read
    try:
        first = parse_plan_date(f"from {text_of(cells)}", year_context=year_context)
    except NotAPlanDate:
        return read
    return DateRead(first, note=read.note)


def date_of(cells: Sequence[Cell], year_context: YearContext | None) -> DateRead:
    """The date in a cell. A typed date shown without its day means its month; a bare day number of a
    spreadsheet is read as the date it stands for, and said."""
    if not cells:
        return DateRead(None)
    typed = cells[0].value if len(cells) == 1 else None
    text = " ".join(line for cell in cells for line in cell.lines)
    note = None
    try:
        if isinstance(typed, datetime):
            typed = typed.date()
        if isinstance(typed, date):
            month_only = shows_no_day(cells[0].number_format)
            read = parse_plan_date(f"{typed:%B %Y}" if month_only else typed, year_context=year_context)
        elif text.isdigit() and int(text) in _SERIALS:
            day = _DAY_ZERO + timedelta(days=int(text))
            read = parse_plan_date(day)
            note = f"This is a spreadsheet's number for {day.day} {day:%B %Y}, and was read as that date."
        else:
            read = parse_plan_date(text, year_context=year_context)
    except NotAPlanDate as refused:
        return DateRead(None, why=_sentence(refused.why))
    return DateRead(read, note=note or (_sentence(read.note) if read.note else None))


@dataclass(frozen=True)
class StatusRead:
    """A status cell as read; `why` where it has a date that could not be; `note` where its year was found
    elsewhere."""

    status: PlanStatus | None
    why: str | None = None
    note: str | None = None


_LONGEST_STATUS = 60
_COLOUR = (
    r"(?:b?rag(?: (?:status|rating))?\s*[:–-]?\s*)?(?:red|amber|green|blue|gr[ae]y|yellow|purple|[ragb])"
)
_RATING = re.compile(rf"{_COLOUR}(?: ?(?:/|to) ?{_COLOUR})?[.]?|not rated", re.IGNORECASE)
_RATING_BEFORE = re.compile(rf"{_COLOUR}\s*(?:[:;,/–—-]|\n)\s*(?=\w)", re.IGNORECASE)
_RATING_BEFORE_BRACKETS = re.compile(rf"{_COLOUR}\s*\((?P<said>[^()]+)\)", re.IGNORECASE)


def is_rating(text: str) -> bool:
    """True for a colour or its letter and nothing more: "Amber", "G", "RAG: green"."""
    return _RATING.fullmatch(text.strip()) is not None


def status_of(text: str, year_context: YearContext | None) -> StatusRead:
    """The state and the date in a status cell, after its colour if it has one ("B – complete"). Words that
    give no known state are no fault, nor is a narrative: they are kept as they are."""
    if not text or is_rating(text):
        return StatusRead(None)
    bracketed = _RATING_BEFORE_BRACKETS.fullmatch(text)
    text = (
        bracketed["said"]
        if bracketed
        else text[found.end() :]
        if (found := _RATING_BEFORE.match(text))
        else text
    )
    try:
        status = parse_plan_status(text.replace("\n", " "), year_context=year_context)
    except NotAPlanDate as refused:
        is_words = refused.code == "STATE-1" or len(text) > _LONGEST_STATUS
        return StatusRead(None, None if is_words else _sentence(refused.why))
    dated = status.on is not None or status.due is not None
    return StatusRead(status, note=_sentence(status.note) if dated and status.note else None)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else words + "."
