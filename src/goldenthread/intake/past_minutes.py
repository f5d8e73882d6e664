"""Reads the minutes or the agenda of a past meeting into what a person then corrects.

The paper is parted into its head, who was there, and its items with what each resolved and asked for. What is
doubtful is said with its place: a number that stands twice or is missing, an undertaking without a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from goldenthread.intake.past_minutes_head import read_head
from goldenthread.intake.past_minutes_items import Candidate, starts_of_items, without_pages
from goldenthread.intake.past_minutes_lines import lines_of_text, lines_of_word
from goldenthread.intake.past_minutes_model import (
    Asked,
    Attender,
    Doubt,
    Item,
    Kind,
    Line,
    PastMinutes,
    Status,
)
from goldenthread.intake.past_minutes_people import read_attendance, said_in_items, section_of
from goldenthread.intake.past_minutes_resolved import actions_of, split_text
from goldenthread.rulebook.minute_numbers import parse_minute_number, survey

_EXEMPT = re.compile(
    r"\bpart\s*(?:2|ii|two|b)\b|\bexclusion of (?:the )?(?:press|public)|\bexempt (?:items|information)\b"
    r"|\bconfidential (?:items|business)\b|\bprivate (?:items|session)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(r"\bpart\s*(?:1|i|one|a)\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:the )?meeting (?:commenced|started|began|opened|closed|concluded|ended|finished)\b"
    r"|^(?:chair(?:man|person)?|signed|date)\s*[:.…_-]*\s*$|^[.…_\s-]{5,}$"
    r"|^(?:councillor |cllr )?[A-Z][\w .’'-]{1,40}\(chair(?:man|person)?\)$",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"^(?:resolved|recommended|agreed|decisions?|actions?)\s*(?:[:–-]|$)", re.IGNORECASE)
_APOLOGIES = re.compile(r"\b(?:apologies|absence|attendance|substitut|present|welcome)\b", re.IGNORECASE)
_ACTION_COLUMNS = frozenset({"action", "actions", "owner", "lead", "by whom", "action by"})
_NO_ACTION = frozenset({"noted", "none", "-", "–", "n/a", "to note"})
_HEADINGS = frozenset(
    {"item", "no", "no.", "minute", "minute no", "min no", "ref", "number", "agenda item", ""}
)


def read_past_text(text: str) -> PastMinutes:
    """What text that was pasted says. Raises CannotRead for what is empty or too long."""
    return read_past_minutes(lines_of_text(text))


def read_past_word(content: bytes) -> PastMinutes:
    """What a .docx file says, its tables included. Raises CannotRead for one that is damaged."""
    return read_past_minutes(lines_of_word(content))


def read_past_minutes(lines: Sequence[Line]) -> PastMinutes:
    """Everything that the lines of a paper say, in their order, and what is doubtful in it."""
    starts = starts_of_items(lines) or _unnumbered(lines)
    first = starts[0].index if starts else len(lines)
    head, doubts = read_head(lines[:first] or lines, lines)
    attendance, unsure = read_attendance(lines[:first])
    doubts += unsure
    if not starts:
        doubts.append(Doubt("No items were found: none of its lines begins with a number, as an item does."))
    items = _items(lines, starts, head.held_on)
    attendance = _with_items(attendance, items)
    if not attendance:
        doubts.append(Doubt("Nobody was found who was present. Enter who was."))
    kind = _kind(lines, items)
    doubts += _of_numbers(items) if kind is Kind.MINUTES else []
    doubts += _of_actions(items)
    return PastMinutes(kind, head, tuple(attendance), tuple(items), tuple(doubts))


def _items(lines: Sequence[Line], starts: Sequence[Candidate], held_on: date | None) -> list[Item]:
    found: list[Item] = []
    exempt = False
    for number, start in enumerate(starts):
        after = starts[number + 1] if number + 1 < len(starts) else None
        last = lines[start.index - 1].text if start.index else ""
        if len(last) < 120 and _EXEMPT.search(last):
            exempt = True
        elif len(last) < 60 and _PUBLIC.search(last):
            exempt = False
        end = after.index if after else len(lines)
        found.append(_item(lines, start, end, exempt, held_on))
        if _EXEMPT.search(start.title):
            exempt = True
    return found


def _item(lines: Sequence[Line], start: Candidate, end: int, exempt: bool, held_on: date | None) -> Item:
    line = lines[start.index]
    owners: list[tuple[Line, str]] = []
    body: list[Line] = []
    cells = [cell for cell in line.cells if cell.strip()]
    if line.table:
        # The cells after the title: text, and at the right an action column.
        shown = cells[1:] if start.printed and parse_like(cells[0], start.printed) else cells
        rest = shown[0].partition("\n")[2] if shown else ""
        body += _as_lines(rest, line.place)
        body, owners = _right_cells(shown[1:], line, body)
    index = start.index + 1
    if index < end and lines[index].text == start.title and start.title not in line.text:
        index += 1
    for one in lines[index:end]:
        if _is_table_heading(one) or _CLOSING.match(one.text) or (len(one.text) < 60 and _part_heading(one)):
            continue
        if one.table and len([cell for cell in one.cells if cell.strip()]) > 1:
            filled = [cell for cell in one.cells if cell.strip()]
            body += _as_lines(filled[0], one.place)
            body, more = _right_cells(filled[1:], one, body)
            owners += more
        else:
            body.append(one)
    text, resolutions, said = split_text(_joined(body))
    actions = actions_of([*said, *owners], text, resolutions, held_on=held_on)
    title = without_pages(start.title)
    if not line.table and len(title) > 160:
        title, _, over = title.partition(". ")
        text = [Line(over, line.place), *text] if over else text
    return Item(
        title[:300], line.place, start.printed, "\n".join(one.text for one in text), tuple(resolutions),
        tuple(_once(actions)), exempt,
    )  # fmt: skip


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Sentences that were broken at the paper's edge put together again."""
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        goes_on = before is not None and not line.table and not before.table and line.text[:1].islower()
        if before is not None and goes_on and not re.search(r"[.:;!?]$", before.text) and _runs_on(line.text):
            found[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            found.append(line)
    return found


def _runs_on(text: str) -> bool:
    return not re.match(r"(?:[a-z]|[ivx]{1,4})\s*[.)]\s|that\b", text)


def parse_like(cell: str, printed: str) -> bool:
    """Whether a cell is an item's number and nothing else."""
    return re.sub(r"[\s().:]", "", cell).casefold().endswith(re.sub(r"[\s().:]", "", printed).casefold())


def _right_cells(
    cells: Sequence[str], line: Line, body: list[Line]
) -> tuple[list[Line], list[tuple[Line, str]]]:
    """The cells right of an item's first text: short ones in the last column name who is to act."""
    owners: list[tuple[Line, str]] = []
    for index, cell in enumerate(cells):
        flat = " ".join(cell.split())
        is_last = index == len(cells) - 1
        if (
            is_last
            and len(flat) <= 80
            and not flat.endswith(".")
            and flat.casefold() not in {"noted", "none", "-", "n/a"}
        ):
            owners.append((line, flat))
        else:
            body = [*body, *_as_lines(cell, line.place)]
    return body, owners


def _as_lines(cell: str, place: str) -> list[Line]:
    return [Line(" ".join(part.split()), place) for part in cell.split("\n") if part.strip()]


def _is_table_heading(line: Line) -> bool:
    cells = {" ".join(cell.split()).casefold().rstrip(":") for cell in line.cells}
    return (
        bool(line.table)
        and bool(cells & {"action", "actions", "owner", "lead", "by whom", "action by"})
        and (cells & _HEADINGS != set() or len(line.text) < 60)
    )


def _part_heading(line: Line) -> bool:
    return bool(
        _EXEMPT.search(line.text) or re.fullmatch(r"part\s*(?:1|i|one|a)\b.*", line.text, re.IGNORECASE)
    )


def _unnumbered(lines: Sequence[Line]) -> list[Candidate]:
    """Where no line has a number: bold lines or lines in capitals that head no list of people."""
    found = []
    seen_people = False
    for index, line in enumerate(lines):
        letters = [mark for mark in line.text if mark.isalpha()]
        capitals = len(letters) > 5 and all(mark.isupper() for mark in letters)
        if section_of(line.text):
            seen_people = True
            continue
        if (
            seen_people
            and (line.strong or capitals)
            and 5 < len(line.text) <= 120
            and not _CLOSING.match(line.text)
        ):
            if re.match(
                r"^(?:resolved|recommended|agreed|decisions?|actions?)\s*(?:[:–-]|$)",
                line.text,
                re.IGNORECASE,
            ):
                continue
            found.append(Candidate(index, "", (index,), ("", 1), line.text))
    return found


def _with_items(attendance: Sequence[Attender], items: Sequence[Item]) -> list[Attender]:
    """Those listed, and those of whom an item on apologies or substitutes speaks."""
    found = {one.name.casefold(): one for one in attendance}
    for item in items[:6]:
        if not _APOLOGIES.search(item.title):
            continue
        for one in said_in_items(item.text, item.place):
            there = found.get(one.name.casefold())
            if there is None:
                found[one.name.casefold()] = one
            elif one.status is Status.SUBSTITUTE and there.status is Status.PRESENT:
                found[one.name.casefold()] = replace(
                    there, status=Status.SUBSTITUTE, substitute_for=one.substitute_for
                )
    return list(found.values())


def _kind(lines: Sequence[Line], items: Sequence[Item]) -> Kind:
    first = " ".join(line.text for line in lines[:8]).casefold()
    says = any(item.resolutions or len(item.text) > 400 for item in items)
    if "minutes" in first and "agenda" not in first:
        return Kind.MINUTES
    return Kind.AGENDA if "agenda" in first and not says else Kind.MINUTES


def _of_numbers(items: Sequence[Item]) -> list[Doubt]:
    """Minutes without a number, numbers that stand twice, and those that are missing."""
    doubts = []
    numbers = []
    for item in items:
        number = parse_minute_number(_bare(item.printed)) if item.printed else None
        if not item.printed:
            doubts.append(Doubt("This minute has no number.", item.place, item.title))
        elif number is not None:
            numbers.append(number)
    return doubts + [Doubt(words) for words in survey(numbers).words]


def _bare(printed: str) -> str:
    return re.sub(r"^[A-Za-z]{1,6}[ ./-]?(?=\d)", "", printed)


def _of_actions(items: Sequence[Item]) -> list[Doubt]:
    return [
        Doubt(
            f"Nothing says by when: {one.why}" if one.proposed is None else f"A day is put forward: "
            f"{one.why}",
            one.place or item.place, one.words,
        )
        for item in items
        for one in item.actions
        if one.due_on is None
    ]  # fmt: skip


def _once(actions: Sequence[Asked]) -> list[Asked]:
    found: dict[tuple[str, str], Asked] = {}
    for one in actions:
        found.setdefault((one.words.casefold(), one.owner.casefold()), one)
    return list(found.values())
