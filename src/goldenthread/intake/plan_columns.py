"""Find a table's rows of headings, and say what each column of a plan is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from goldenthread.intake.headings import (
    EXTRA,
    FIELDS,
    NEXT_BEST,
    TITLE,
    plain_heading,
    strong_field,
    weak_field,
)
from goldenthread.intake.plan_headings import names_a_group
from goldenthread.intake.tables import Row, Table

_LONGEST_SECOND_LINE = 45
_LONGEST_LOOSE_HEADING = 70
_LEAST_COLUMNS = 3
_REFERENCE = re.compile(
    r"(?:[A-Za-z]{1,5}(?:\d{1,2}[A-Za-z-]?)?[-./ ]?)?\d{1,4}(?:[.\-/]\d{1,4}){0,4}"
    r"(?:\s?[A-Za-z]|\s?\([A-Za-z]{1,4}\))?[.):]?"
)
_REFERENCES_SHARE = 0.6
# What a table must have, beside its actions, to be a plan: a glossary or a colour key has none of these.
_PLAN_FIELDS = frozenset(
    {"due", "lead", "success_indicators", "evidence_checks", "outcome", "workstream", "sources"}
)
_ALSO_PLAN_FIELDS = frozenset(
    {"ref", "progress", "rating", "section", "milestones", "supporting", "lead_organisation"}
)


def looks_like_reference(text: str) -> bool:
    """True for 1, 1.10, A-22, 2.2.11, Rec 4 and 3a; false for a word, a sentence or a date."""
    return len(text) <= 16 and _REFERENCE.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class Column:
    """One column of a plan: its heading as printed, the field that it is (None when not recognised), where it
    is, and a sample of what stands in it."""

    heading: str
    field: str | None
    sheet: str
    sample: tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """A row of headings, or two read together. `fields` and `headings` are by column, from 1; `asked` are the
    headings that a person is asked about, and `unheaded` the columns that are named by their place."""

    rows: tuple[int, ...]
    fields: Mapping[int, str | None]
    headings: Mapping[int, str]
    asked: frozenset[str] = frozenset()
    unheaded: frozenset[int] = frozenset()

    def field_at(self, column: int) -> str | None:
        """The field of a column, None where it is not recognised or has no heading."""
        return self.fields.get(column)

    @property
    def found(self) -> frozenset[str]:
        """The fields that the table has."""
        return frozenset(field for field in self.fields.values() if field)

    @property
    def last_column(self) -> int:
        """The last column with a heading."""
        return max(self.headings, default=0)

    @property
    def is_a_plan(self) -> bool:
        """True when there are actions and something that a plan says of them."""
        if TITLE not in self.found or _NOT_A_PLAN.search(" ".join(self.headings.values())):
            return False
        return bool(self.found & _PLAN_FIELDS) or (
            len(self.found & _ALSO_PLAN_FIELDS) >= 1 and len(self.found) >= 3
        )

    @property
    def is_surely_a_plan(self) -> bool:
        """True when it also has a date or a lead."""
        return self.is_a_plan and bool(self.found & {"due", "lead"})


# Several columns may each hold success indicators; two columns of dates are not one.
_ONE_COLUMN = frozenset(FIELDS) - {
    "success_indicators",
    "evidence_checks",
    "milestones",
    "supporting",
    "comment",
}
_NOT_A_PLAN = re.compile(r"\b(?:mitigat\w*|likelihood|probability|inherent|residual)\b", re.IGNORECASE)


class Headings:
    """Reads headings with what a person has said of them: `mapping` is from a heading to a field."""

    def __init__(self, mapping: Mapping[str, str] | None = None) -> None:
        self._said = {plain_heading(heading): field for heading, field in (mapping or {}).items()}
        for field in self._said.values():
            if field not in (*FIELDS, EXTRA, ""):
                raise ValueError(f"{field!r} is not a field of a plan: {', '.join(FIELDS)}, {EXTRA}")

    def said(self, heading: str) -> str | None:
        """What a person has said that a heading is; `EXTRA` for one to keep as text."""
        found = self._said.get(plain_heading(heading))
        return EXTRA if found == "" else found

    def certain(self, heading: str) -> str | None:
        """The field of a heading that was mapped, or that is wholly one of the known spellings."""
        return self.said(heading) or strong_field(heading)

    def header_at(self, table: Table, index: int, *, loose: bool = False) -> Header | None:
        """The header that starts at a row of the table, of one row or of two; None where there is none.

        `loose` takes a row whose headings only come near to known spellings.
        """
        row = table.rows[index]
        below = table.rows[index + 1] if index + 1 < len(table.rows) else None
        one = self._texts(table, (row,))
        if loose:
            return self._header((row.number,), one) if self._is_loose_header(row) else None
        if below is not None and below.number == row.number + 1 and self._continues(table, row, below):
            both = self._texts(table, (row, below))
            alone = self._is_header(self._texts(table, (below,)))
            if self._is_header(both) and not (alone and self._is_row_above(row)):
                return self._header((row.number, below.number), both)
        if self._is_header(one) and len(row.written) > 1:
            return self._header((row.number,), one)
        return None

    def _is_row_above(self, row: Row) -> bool:
        """True when a row above a whole header is no line of it: a title, a group, or an action that is cut
        by a page, after which the headings are repeated."""
        cells = row.written
        if len(cells) == 1 or names_a_group(" ".join(cell.text for cell in cells)):
            return True
        if any(cell.value is not None or looks_like_reference(cell.text) for cell in cells):
            return True
        known = [cell for cell in cells if self.certain(cell.text) or weak_field(cell.text)]
        return len(known) * 2 < len(cells)

    def _is_loose_header(self, row: Row) -> bool:
        """True for a row of short texts, none of them a date or a reference, that mostly point to fields."""
        cells = row.written
        if len(cells) < _LEAST_COLUMNS or any(len(cell.text) > _LONGEST_LOOSE_HEADING for cell in cells):
            return False
        if any(cell.value is not None or looks_like_reference(cell.text) for cell in cells):
            return False
        fields = [self.certain(cell.text) or weak_field(cell.text) for cell in cells]
        return len({field for field in fields if field}) >= _LEAST_COLUMNS and 2 * fields.count(None) <= len(
            fields
        )

    def _texts(self, table: Table, rows: tuple[Row, ...]) -> dict[int, tuple[str, ...]]:
        """For each column, the texts of its heading from the top, merged cells counted in every column."""
        texts: dict[int, list[str]] = {}
        for row in rows:
            for cell in row.cells:
                seen = table.seen(row, cell.column)
                text = " ".join(seen.lines)
                if text and text not in texts.get(cell.column, ()):
                    texts.setdefault(cell.column, []).append(text)
        return {column: tuple(found) for column, found in texts.items()}

    def _continues(self, table: Table, row: Row, below: Row) -> bool:
        """True when the row below is the second line of a header and not the first action."""
        written = below.written
        if not written or any(len(cell.text) > _LONGEST_SECOND_LINE for cell in written):
            return False
        if any(cell.value is not None or looks_like_reference(cell.text) for cell in written):
            return False
        alone = sum(self.certain(cell.text) is not None for cell in written)
        joined = 0
        for cell in written:
            above = " ".join(table.seen(row, cell.column).lines)
            joined += (
                bool(above)
                and self.certain(above) is None
                and self.certain(f"{above} {cell.text}") is not None
            )
        merged = any(cell.origin and cell.origin[0] == row.number for cell in below.cells)
        under_wide = any(
            (table.seen(row, cell.column).columns > 1 and row.at(cell.column).origin is not None)
            or row.at(cell.column).columns > 1
            for cell in written
        )
        if alone + joined == len(written):
            # A whole second row of headings is a second line only where the first leaves room for one.
            repeats = sum(self.certain(cell.text) is not None for cell in row.written)
            return joined > 0 or merged or under_wide or repeats == 0
        return merged and under_wide and len(written) < len(below.cells)

    def _field(self, texts: tuple[str, ...]) -> str | None:
        """The field of a heading of one or two lines: the lines together, the lower one, the upper one."""
        for text in (" ".join(texts), texts[-1], texts[0]):
            if found := self.certain(text):
                return found
        return None

    def _score(self, texts: Mapping[int, tuple[str, ...]]) -> int:
        return len({field for found in texts.values() if (field := self._field(found))})

    def _is_header(self, texts: Mapping[int, tuple[str, ...]]) -> bool:
        distinct = set(texts.values())
        known = [found for found in distinct if self._field(found)]
        if any(len(line) > 150 for found in distinct for line in found):
            return False
        return self._score(texts) >= 2 and (len(known) * 2 >= len(distinct) or len(known) >= 3)

    def _header(self, rows: tuple[int, ...], texts: Mapping[int, tuple[str, ...]]) -> Header:
        headings = {column: " ".join(found) for column, found in texts.items()}
        fields: dict[int, str | None] = {}
        taken: dict[str, str] = {}  # the field, and the heading that it came from
        # Certain spellings first, so that "Progress" is the progress and "Update since May" is a comment.
        for find in (self._field, lambda found: weak_field(" ".join(found)) or weak_field(found[-1])):
            for column in sorted(texts):
                if fields.get(column):
                    continue
                field = find(texts[column])
                while (
                    field in _ONE_COLUMN
                    and (before := taken.get(field, headings[column])) != headings[column]
                    and not (field == "lead" and _are_joint_leads(before, headings[column]))
                ):
                    field = NEXT_BEST.get(field)
                fields[column] = field
                if field and field != EXTRA:
                    taken[field] = headings[column]
        _promote(fields)
        asked = frozenset(heading for column, heading in headings.items() if fields[column] is None)
        return Header(rows, fields, headings, asked)


_LEAD = re.compile(r"\blead\b(?! (?:member|councillor))", re.IGNORECASE)


def _are_joint_leads(first: str, second: str) -> bool:
    """True for "Council lead" beside "Health lead", or "Lead (LA)" beside "Lead (CCG)"."""
    return all(_LEAD.search(heading) and len(heading.split()) > 1 for heading in (first, second))


def _promote(fields: dict[int, str | None]) -> None:
    """Where no column is the action, the one that says it in other words is; likewise for the lead."""
    for wanted, others in (
        (TITLE, ("description", "milestones")),
        ("lead", ("lead_organisation",)),
        ("progress", ("rating",)),
        ("due", ("first_due", "revised_due")),
    ):
        if wanted in fields.values():
            continue
        for other in others:
            columns = [column for column, field in fields.items() if field == other]
            if columns:
                fields.update(dict.fromkeys(columns, wanted))
                break


def with_unheaded_columns(header: Header, table: Table, body: tuple[Row, ...], said: Headings) -> Header:
    """The header with its columns that have no heading of their own.

    One that plainly holds references is the reference: it often has no heading, or shares a merged one with
    the action beside it. Any other that is written in is named by its letter, and asked about.
    """
    fields, headings = dict(header.fields), dict(header.headings)
    titles = sorted(column for column, field in fields.items() if field == TITLE)
    candidates = titles[:1] if len(titles) > 1 else []
    candidates += [column for column in (1, 2) if column not in headings]
    for column in candidates if "ref" not in header.found else ():
        texts = [cell.text for row in body if (cell := row.at(column)).text]
        if texts and sum(map(looks_like_reference, texts)) >= _REFERENCES_SHARE * len(texts):
            fields[column] = "ref"
            headings.pop(column, None)
            break
    asked = set(header.asked)
    actions = [row for row in body if any(row.at(column).text for column in titles)]
    unheaded = {cell.column for row in actions for cell in row.written} - set(fields)
    for column in sorted(unheaded):
        headings[column] = table.place(column)
        fields[column] = said.said(headings[column])
        if fields[column] is None:
            asked.add(headings[column])
    return replace(
        header, fields=fields, headings=headings, asked=frozenset(asked), unheaded=frozenset(unheaded)
    )


def guess_actions(header: Header, body: tuple[Row, ...]) -> Header | None:
    """For a table with dates and leads and no column of actions: its wordiest unknown column, and its
    heading.

    The caller tells the person that it was taken as the action.
    """
    if TITLE in header.found or not {"due", "lead"} & header.found or len(header.found) < 2:
        return None
    words = {
        column: sum(len(row.at(column).text) for row in body)
        for column, field in header.fields.items()
        if field is None
    }
    if not words or not max(words.values()):
        return None
    column = max(words, key=lambda candidate: words[candidate])
    heading = header.headings[column]
    same = [other for other, text in header.headings.items() if text == heading]
    fields = {**header.fields, **dict.fromkeys(same, TITLE)}
    return replace(header, fields=fields, asked=header.asked - {heading})


def samples(header: Header, body: tuple[Row, ...], column: int, count: int = 3) -> tuple[str, ...]:
    """The first different texts of a column, for a person who is asked what it is."""
    texts = dict.fromkeys(cell.text for row in body if (cell := row.at(column)).text)
    return tuple(texts)[:count]
