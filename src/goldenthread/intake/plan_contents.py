"""Settle what a plan's columns are by what stands in them, where their headings leave it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from goldenthread.intake.headings import DATED_HEADING, EXTRA, TITLE, plain_heading, weak_field
from goldenthread.intake.plan_cells import is_rating, status_of
from goldenthread.intake.plan_columns import Header, Headings, looks_like_reference
from goldenthread.intake.tables import Cell, Row
from goldenthread.rulebook.plan_dates import NotAPlanDate, parse_plan_date

_MOST = 0.6
_LONGEST_GROUP = 80


def settled(header: Header, body: Sequence[Row], said: Headings) -> Header:
    """The header with its open columns settled from all rows under it. What a person has said stands."""
    contents = _Contents(header, body, said)
    for settle in (_references, _dated_columns, _states, _dates, _groups):
        contents = replace(contents, header=settle(contents))
    return contents.header


@dataclass(frozen=True)
class _Contents:
    """A header, the rows under it, and what a person has said of its headings."""

    header: Header
    body: Sequence[Row]
    said: Headings

    def columns(self, name: str) -> list[int]:
        """The columns that are a field, but for those that a person has settled."""
        return [
            column
            for column, field in sorted(self.header.fields.items())
            if field == name and not self.said.said(self.header.headings.get(column, ""))
        ]

    def natural(self, column: int) -> str | None:
        """The field that a column's heading names, though another column may have been taken for it."""
        heading = self.header.headings.get(column, "")
        return self.said.certain(heading) or weak_field(heading)

    def cells(self, column: int) -> Iterator[Cell]:
        return (cell for row in self.body if (cell := row.at(column)).text)

    def mostly(self, column: int, holds: Callable[[Cell], bool]) -> bool:
        """True when most of a column's cells that are written in hold something, and any does."""
        found = [holds(cell) for cell in self.cells(column)]
        return bool(found) and sum(found) >= _MOST * len(found)

    def with_fields(self, fields: dict[int, str | None]) -> Header:
        """The header with some columns' fields changed, and no longer asked about."""
        known = {self.header.headings.get(column, "") for column, field in fields.items() if field}
        return replace(self.header, fields={**self.header.fields, **fields}, asked=self.header.asked - known)


def _references(contents: _Contents) -> Header:
    """Where the column headed "Action" holds references, it is the reference; its text stands beside it."""
    header, titles = contents.header, contents.columns(TITLE)
    if len(titles) != 1 or "ref" in header.found:
        return header
    others = [
        column
        for column in sorted(header.fields)
        if column != titles[0] and contents.natural(column) in {TITLE, "description"}
    ]
    if others and contents.mostly(titles[0], lambda cell: looks_like_reference(cell.text)):
        return contents.with_fields({titles[0]: "ref", others[0]: TITLE})
    return header


def _dated_columns(contents: _Contents) -> Header:
    """Of "Update April 2018" and "Update July 2018" the last is the progress; the others are kept as text."""
    fields: dict[int, str | None] = {}
    for name in ("progress", "rating"):
        dated = [
            column
            for column in sorted(contents.header.headings)
            if contents.natural(column) == name
            and DATED_HEADING.search(plain_heading(contents.header.headings[column]))
        ]
        taken = contents.columns(name)
        if len(dated) > 1 and taken and set(taken) <= set(dated):
            last = _latest(contents.header, dated)
            fields |= {column: name if column == last else EXTRA for column in dated}
    return contents.with_fields(fields)


def _latest(header: Header, columns: Sequence[int]) -> int:
    """The column with the latest date in its heading; where they cannot be compared, the last one."""

    def when(column: int) -> str:
        found = DATED_HEADING.search(plain_heading(header.headings[column]))
        read = parse_plan_date(found.group(0) if found else "")
        return read.due.isoformat() if read.due else ""

    try:
        return max(columns, key=lambda column: (when(column), column))
    except NotAPlanDate:
        return columns[-1]


def _states(contents: _Contents) -> Header:
    """Of a column of progress and one of status, the one with colours is the rating; of a narrative and one
    with states, the states are the progress."""
    first = contents.columns("progress")
    others = [column for column in contents.columns("comment") if contents.natural(column) == "progress"]
    if len(first) != 1 or len(others) != 1:
        return contents.header
    progress, other = first[0], others[0]
    if "rating" not in contents.header.found:
        if contents.mostly(other, _is_rating):
            return contents.with_fields({other: "rating"})
        if contents.mostly(progress, _is_rating):
            return contents.with_fields({progress: "rating", other: "progress"})
    if contents.mostly(other, _is_state) and not contents.mostly(progress, _is_state):
        return contents.with_fields({progress: "comment", other: "progress"})
    return contents.header


def _dates(contents: _Contents) -> Header:
    """A column headed "Complete" that holds dates is when an action is due or, beside such a column, when it
    was completed."""
    for column in contents.columns("progress"):
        if contents.mostly(column, _is_date):
            name = "due" if "due" not in contents.header.found else "completed_on"
            if name not in contents.header.found:
                return contents.with_fields({column: name})
    return contents.header


def _groups(contents: _Contents) -> Header:
    """A first column without a heading that has fewer texts than there are actions is read as the section,
    and asked about."""
    header = contents.header
    first = min(header.fields, default=0)
    titles = [cell for column in contents.columns(TITLE) for cell in contents.cells(column)]
    groups = list(contents.cells(first))
    if (
        header.fields.get(first) is not None
        or first not in header.unheaded
        or "section" in header.found
        or not groups
        or len(groups) >= len(titles)
        or any(len(cell.text) > _LONGEST_GROUP for cell in groups)
    ):
        return header
    return replace(header, fields={**header.fields, first: "section"})


def _is_rating(cell: Cell) -> bool:
    return is_rating(cell.text)


def _is_state(cell: Cell) -> bool:
    status = status_of(cell.text, None).status
    return is_rating(cell.text) or (status is not None and status.state is not None)


_DIGIT = re.compile(r"\d")


def _is_date(cell: Cell) -> bool:
    try:
        return bool(_DIGIT.search(cell.text)) and parse_plan_date(cell.text).due is not None
    except NotAPlanDate:
        return False
