"""Rows from a table that somebody pasted, or from a file: read against a tracker, and what they would change.

Nothing is kept of what is brought but the rows that are accepted: not the file, not a value of it in any
message that leaves the page.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.queries import same_team
from goldenthread.apps.localtrackers import values
from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Column, Definition, Kind
from goldenthread.apps.localtrackers.rows import RowSays, checked_number, name_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import read_tables
from goldenthread.intake.reading_csv import read_csv
from goldenthread.intake.tables import Cell, Row, Table, Workbook

MOST_ROWS = 2000
HEADINGS_WITHIN = 15
NUMBER, STAGE = "number", "stage"
_SPELLINGS = {
    NUMBER: (
        "case number, case no, case id, case ref, case reference, child id, child number, child unique id, "
        "client id, client number, person id, person number, ics number, ics no, mosaic id, liquidlogic id, "
        "ll id, carefirst id, cf id, swift id, system id, id, number, ref, reference, unique id, "
        "staff number, staff id, payroll number, employee number"
    ),
    TEAM: "team, team name, allocated team, responsible team, current team, service team",
    WORKER: (
        "worker, allocated worker, social worker, case worker, sw, allocated social worker, lead worker, "
        "case holder, personal adviser, pa, allocated to, staff member"
    ),
    STAGE: "stage, status, current stage, current status, progress",
}  # fmt: skip
_NEVER = (
    "name, child name, childs name, first name, forename, surname, last name, full name, initials, dob, "
    "date of birth, birth date, d o b, nhs number, nhs no, upn, unique pupil number, address, postcode, "
    "telephone, phone, email, mothers name, fathers name, carer name, uln, national insurance number"
)
_NAMES = frozenset(_NEVER.split(", "))


@dataclass(frozen=True)
class Place:
    """A problem with its place. `what` says what was done; the cell itself is not repeated."""

    row: int
    column: str
    what: str


@dataclass(frozen=True)
class Read:
    """A row that was read: its row in the file, what it says, and whether it says itself whose it is."""

    row: int
    says: RowSays
    names_team: bool


@dataclass
class Reading:
    """What was read. `columns` says of each heading what it was taken for; empty: left out, and why."""

    sheet: str = ""
    columns: list[tuple[str, str]] = field(default_factory=list)
    rows: list[Read] = field(default_factory=list)
    set_aside: list[Place] = field(default_factory=list)
    problems: list[Place] = field(default_factory=list)


def pasted(text: str) -> Workbook:
    """A table as a spreadsheet puts it on the clipboard. Raises CannotRead."""
    return read_csv(text.encode(), "pasted")


def of_file(content: bytes, name: str, largest: int) -> Workbook:
    """The tables of an Excel or CSV file. Raises CannotRead."""
    return read_tables(content, name, bytes_allowed=largest)


def as_text(workbook: Workbook, definition: Definition) -> str:
    """The table that is meant, as text between tabs: what the page holds until it is accepted."""
    table, _ = _meant(workbook, definition)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in table.rows:
        writer.writerow([_typed_text(table.seen(row, column)) for column in range(1, table.width + 1)])
    return out.getvalue()


def read(
    workbook: Workbook, definition: Definition, teams: Mapping[str, Team], default_team: Team | None
) -> Reading:
    """Rows of the table that is meant. `teams` by every way of writing their names.

    `default_team` is whose rows are that name no team. Raises Refused where no row of headings is found, and
    for more than 2,000 rows.
    """
    table, head = _meant(workbook, definition)
    found = Reading(sheet=table.sheet)
    codes = _columns(table, head, definition, found)
    rows = [row for row in table.rows if row.number > head.number and not row.is_blank]
    if len(rows) > MOST_ROWS:
        raise Refused(f"It has {len(rows):,} rows. Bring {MOST_ROWS:,} at a time.")
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        cells = {code: table.seen(row, column) for column, code in codes.items()}
        said = _row(row.number, cells, definition, teams, default_team, found)
        if said is None:
            continue
        first = seen.setdefault(name_of(said.number, definition, said.values), row.number)
        if first != row.number:
            found.set_aside.append(Place(row.number, "", f"It is row {first} again. Left out."))
            continue
        team = cells.get(TEAM)
        named = team is not None and teams.get(same_team(team.text)) is not None
        found.rows.append(Read(row.number, said, named))
    return found


def _row(
    number: int, cells: Mapping[str, Cell], definition: Definition, teams: Mapping[str, Team],
    default_team: Team | None, found: Reading,
) -> RowSays | None:  # fmt: skip
    """What a row says; None, and why, for one that is set aside."""

    def aside(column: str, what: str) -> None:
        found.set_aside.append(Place(number, column, f"{what} The row is left out."))

    try:
        reference = checked_number(_typed_text(cells[NUMBER]))
    except Refused as refusal:
        return aside(definition.number_name, refusal.words)
    team = _team(number, cells.get(TEAM), teams, default_team, found)
    if team is None:
        return aside("Team", "No team of yours goes by this name, and none is chosen for such rows.")
    said: dict[str, str] = {}
    for column in definition.columns:
        cell = cells.get(column.code)
        value = "" if cell is None else _value(number, column, cell, teams, found)
        if column.needed and not value:
            return aside(column.name, f"{column.name} is missing.")
        if value:
            said[column.code] = value
    worker = cells.get(WORKER)
    words = "" if worker is None or values.is_empty(worker.text) else " ".join(worker.text.split())[:120]
    return RowSays(
        reference, str(team.uuid), words, _stage(number, cells.get(STAGE), definition, found), said
    )


def _team(
    number: int, cell: Cell | None, teams: Mapping[str, Team], default: Team | None, found: Reading
) -> Team | None:
    if cell is None or values.is_empty(cell.text):
        return default
    team = teams.get(same_team(cell.text))
    if team is None and default is not None:
        found.problems.append(Place(number, "Team", f"No team goes by this name. {default} is taken."))
    return team or default


def _value(number: int, column: Column, cell: Cell, teams: Mapping[str, Team], found: Reading) -> str:
    if cell.is_error:
        return ""
    try:
        return values.kept(column, _typed_text(cell), cell.value, teams)
    except values.NotThat as refusal:
        found.problems.append(Place(number, column.name, f"{refusal} Left empty."))
        return ""


def _stage(number: int, cell: Cell | None, definition: Definition, found: Reading) -> str:
    if cell is None or values.is_empty(cell.text):
        return ""
    column = Column(STAGE, "Stage", Kind.CHOICE, definition.stages)
    try:
        return values.kept(column, cell.text, None, {})
    except values.NotThat as refusal:
        found.problems.append(Place(number, "Stage", f"{refusal} Left empty."))
        return ""


def _meant(workbook: Workbook, definition: Definition) -> tuple[Table, Row]:
    """The table with the row of headings that knows most columns. Raises Refused for none with a number."""
    best: tuple[int, Table, Row] | None = None
    for table in workbook:
        for row in table.rows[:HEADINGS_WITHIN]:
            taken = [_taken_for(cell.text, definition) for cell in row.written]
            known = len({code for code in taken if code})
            if NUMBER in taken and known >= 2 and not table.hidden and (best is None or known > best[0]):
                best = (known, table, row)
    if best is None:
        raise Refused(
            f"No row of headings was found. The first row needs “{definition.number_name}” and the names of "
            "the tracker’s columns."
        )
    return best[1], best[2]


def _columns(table: Table, head: Row, definition: Definition, found: Reading) -> dict[int, str]:
    codes: dict[int, str] = {}
    for cell in head.written:
        code, heading = _taken_for(cell.text, definition), " ".join(cell.text.split())[:80]
        if code and code not in codes.values():
            codes[cell.column] = code
            found.columns.append((heading, _name_of(code, definition)))
        elif _plain(cell.text) in _NAMES:
            found.problems.append(Place(head.number, heading, "It tells who a child is. It is not read."))
        else:
            found.columns.append((heading, ""))
    return codes


def _taken_for(heading: str, definition: Definition) -> str:
    """The code that a heading is taken for; empty for none."""
    plain = _plain(heading)
    for column in definition.columns:
        if plain in {_plain(column.name), _plain(column.code)}:
            return column.code
    if plain in _NAMES:
        return ""
    return next((code for code, said in _SPELLINGS.items() if plain in said.split(", ")), "")


def _name_of(code: str, definition: Definition) -> str:
    named = {NUMBER: definition.number_name, TEAM: "Team", WORKER: "Worker", STAGE: "Stage"}
    return named.get(code) or definition.by_code[code].name


def _plain(heading: str) -> str:
    """A heading without capitals, marks and gaps."""
    letters = "".join(
        one if one.isalnum() else " " for one in heading.casefold().replace("'", "").replace("’", "")
    )
    return " ".join(letters.split())


def _typed_text(cell: Cell) -> str:
    """A cell as text that says all that its value says."""
    if cell.is_error:
        return ""
    value = cell.value
    if hasattr(value, "isoformat") and hasattr(value, "year"):
        return str(value.isoformat(" ")) if hasattr(value, "hour") else str(value.isoformat())
    return " ".join(cell.text.split())


def digest_of(plan: Sequence[object]) -> str:
    """What tells whether a plan is the one that was shown."""
    return hashlib.sha256(json.dumps(plan, sort_keys=True, default=str).encode()).hexdigest()
