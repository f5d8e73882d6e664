"""Reads the children in need census: XML, a child at a time, into eight of the tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.holding import covers_from
from goldenthread.casedata.reading.cells import (
    Cell,
    CellReader,
    code_reader,
    day_reader,
    number_reader,
    whole_reader,
    yes_no_reader,
)
from goldenthread.casedata.reading.cin_elements import (
    BIRTH,
    CASE,
    CHILD,
    DAY,
    DAY_AGAIN,
    DAY_AHEAD,
    ELEMENTS,
    ENQUIRY,
    NEED_PLAN,
    NUMBER,
    OF_CASE,
    PLANS_SINCE,
    REPEATED,
    UNUSED,
    WHOLE,
    WORKING_DAYS_TO_CONFERENCE,
    YES_NO_AGAIN,
    Element,
)
from goldenthread.casedata.reading.cin_rows import number_of, rows_of
from goldenthread.casedata.reading.columns import DONE, Batch, Cells, ColumnReader
from goldenthread.casedata.reading.reader import Load
from goldenthread.casedata.reading.report import Part, Place, ProblemKind, Report, said
from goldenthread.casedata.reading.sink import ROWS_A_BATCH
from goldenthread.casedata.reading.writer import Writer, begun, in_order, numbered
from goldenthread.casedata.reading.xml_records import OTHERWISE, Records, not_utf8
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import TABLES
from goldenthread.rulebook.workdays import BeyondCalendar, add_working_days

CHILD_NUMBER = "child"
YES_NO_IN_XML = {"1": True, "0": False, "true": True, "false": False}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_STATED = re.compile(rb"<(?:[\w.-]+:)?ReferenceDate>\s*(\d{4}-\d{2}-\d{2})")
_WITH_ZONE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})")
_KNOWN = (
    UNUSED | {one.name for one in ELEMENTS} | {leaf for one in ELEMENTS for leaf, _ in one.columns.values()}
)
NOT_IN_CENSUS = "The children in need census does not carry it."


def read(files: Sequence[Path], load: Load, report: Report) -> None:
    """Give the rows of census files to the sink. See `goldenthread.casedata.reading`."""
    reading = _Reading(load, report)
    for path in files:
        reading.file(path)
    reading.conclude()


def stated_day(path: Path) -> date | None:
    """The day that a census says it is of, in its header."""
    with path.open("rb") as file:
        found = _STATED.search(file.read(65_536).replace(b"\x00", b""))
    try:
        return date.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


@dataclass
class _Waiting:
    """Rows of one element that were not written yet, as columns of texts."""

    element: Element
    part: Part
    lines: list[int] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)


class _Reading:
    """The census files of one load, as they are read."""

    def __init__(self, load: Load, report: Report) -> None:
        self._load, self._report = load, report
        self._writer = Writer(load, report)
        self._readers: dict[str, ColumnReader] = {}
        self._seen: set[int] = set()
        self._born: dict[str, str] = {}
        self._said: Counter[tuple[str, str]] = Counter()
        self._rows: Counter[str] = Counter()
        self._targets = Counter[str]()
        self._years: set[int] = set()
        self._ended_at_once = 0

    def file(self, path: Path) -> None:
        encoding = None
        if (line := not_utf8(path)) is not None:
            encoding = OTHERWISE
            place = Place(path.name, row=line)
            self._report.found(ProblemKind.ENCODING, f"read as {OTHERWISE}", [place])
        records = Records(path, "Child", repeated=REPEATED, encoding=encoding)
        parts = {one.name: Part(one.name, path.name, one.tables[0]) for one in ELEMENTS}
        waiting = {name: _Waiting(element, parts[name]) for name, element in _BY_NAME.items()}
        strange: dict[str, int] = {}
        waits = 0
        since = covers_from(Source.CIN_CENSUS, "assessments", self._load.snapshot_on)
        for child in records:
            number = number_of(child)
            for element, line, texts in rows_of(child, since):
                rows = waiting[element.name]
                rows.lines.append(line)
                rows.numbers.append(number)
                rows.texts.append(texts)
                waits += 1
            _note_strange(child, strange)
            if waits >= ROWS_A_BATCH:
                self._write(path, waiting)
                waits = 0
        self._write(path, waiting)
        self._report.parts += [part for part in parts.values() if part.read]
        self._say_of_file(path, records, strange)

    def _write(self, path: Path, waiting: Mapping[str, _Waiting]) -> None:
        for rows in waiting.values():
            if rows.lines:
                self._write_part(path, rows)
                rows.lines, rows.numbers, rows.texts = [], [], []

    def _write_part(self, path: Path, rows: _Waiting) -> None:
        element, part = rows.element, rows.part
        part.read += len(rows.lines)
        first = self._not_again(path, rows)
        columns = dict(zip(element.columns, zip(*rows.texts, strict=True), strict=True))
        for name in element.always:
            self._said[element.name, name] += sum(1 for text in columns[name] if text.strip())
        batch = Batch(
            path.name,
            element.name,
            np.asarray(rows.lines, dtype=np.int64),
            {name: Cells.of_list(texts) for name, texts in columns.items()}
            | {CHILD_NUMBER: Cells.of_list(rows.numbers)},
            {name: leaf for name, (leaf, _) in element.columns.items()} | {CHILD_NUMBER: "LAchildID"},
        ).only(first)
        batch, numbers = numbered(batch, CHILD_NUMBER, self._reader(NUMBER), part, self._report)
        child = self._writer.children(numbers)
        values = {
            name: self._reader(kind).array(batch, name, self._report, (CHILD_NUMBER,))
            for name, (_, kind) in element.columns.items()
        }
        if element.start:
            batch, child, values = begun(batch, child, element.start, values, part, self._report)
        for table in element.tables:
            in_order(table, batch, values, self._report)
        self._rows[element.name] += len(child)
        if element is ENQUIRY:
            self._check_targets(values)
        part.kept += len(child)
        if element is not CASE:
            self._writer.write(element.tables[0], child, batch.rows, values)
            return
        self._writer.write(
            "referrals", child, batch.rows, {name: values[name] for name in OF_CASE["referrals"]}
        )
        goes_on = pc.invert(pc.fill_null(values["no_further_action"], False))
        self._ended_at_once += len(child) - pc.sum(goes_on.cast(pa.int64())).as_py() if len(child) else 0
        self._writer.write(
            "need",
            child.filter(goes_on),
            batch.rows[goes_on.to_numpy(zero_copy_only=False)],
            {name: values[name].filter(goes_on) for name in OF_CASE["need"]},
        )

    def _not_again(self, path: Path, rows: _Waiting) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each row, whether it is the first like it. Of a child who comes again, the first counts."""
        first = np.ones(len(rows.lines), dtype=np.bool_)
        again: list[Place] = []
        differ: list[Place] = []
        for place, (number, texts) in enumerate(zip(rows.numbers, rows.texts, strict=True)):
            where = Place(path.name, rows.element.name, rows.lines[place])
            if rows.element is CHILD:
                if number in self._born:
                    (again if self._born[number] == texts[0] else differ).append(where)
                    first[place] = False
                elif number:
                    self._born[number] = texts[0]
                continue
            mark = hash((rows.element.name, number, *texts))
            if mark in self._seen:
                first[place] = False
                again.append(where)
            self._seen.add(mark)
        for kind, places in ((ProblemKind.DUPLICATED, again), (ProblemKind.BIRTHS_DIFFER, differ)):
            if places:
                self._report.found(kind, DONE[kind], places)
        rows.part.set_aside += len(again) + len(differ)
        return first

    def _reader(self, kind: str) -> ColumnReader:
        if kind not in self._readers:
            self._readers[kind] = _column_reader(kind, self._load.snapshot_on)
        return self._readers[kind]

    def _check_targets(self, values: Mapping[str, pa.Array]) -> None:
        """Are the council's own days for conferences ours? Fifteen working days after the enquiry began."""
        both = pc.and_(values["started"].is_valid(), values["target"].is_valid())
        counted = pa.table({name: values[name].filter(both) for name in ("started", "target")})
        grouped = counted.group_by(["started", "target"]).aggregate([([], "count_all")])
        for started, target, number in zip(*(grouped.column(n).to_pylist() for n in range(3)), strict=True):
            try:
                ours = add_working_days(started, WORKING_DAYS_TO_CONFERENCE)
            except BeyondCalendar:
                continue
            self._targets["same" if ours == target else "other"] += number

    def _say_of_file(self, path: Path, records: Records, strange: Mapping[str, int]) -> None:
        if (stop := records.stopped) is not None:
            at = [Place(path.name, row=stop.line)]
            if stop.refused:
                self._report.found(ProblemKind.REFUSED, f"nothing more of it is read: {stop.why}", at)
            else:
                kind = ProblemKind.TRUNCATED if stop.cut else ProblemKind.UNREADABLE_FILE
                rest = ", the child that stands there is not" if records.unfinished else ""
                self._report.found(kind, f"what stands before it is kept{rest} ({stop.why})", at)
        if records.twice:
            twice = [Place(path.name, row=line) for line in records.twice]
            self._report.found(ProblemKind.COLUMN_TWICE, DONE[ProblemKind.COLUMN_TWICE], twice)
        if strange:
            named = [Place(path.name, row=line, value=said(name)) for name, line in strange.items()]
            self._report.found(ProblemKind.UNKNOWN_COLUMN, DONE[ProblemKind.UNKNOWN_COLUMN], named)
        stated, year = records.outside.get("ReferenceDate", ""), records.outside.get("Year", "")
        if _ISO.fullmatch(stated) and stated != self._load.snapshot_on.isoformat():
            self._report.notes.append(f"{path.name} names {stated} as its day.")
        if year.isdigit():
            self._years.add(int(year))

    def conclude(self) -> None:
        """Say what the files give and lack."""
        self._writer.said()
        self._say_gives()
        self._say_lacks()
        if self._ended_at_once:
            self._report.notes.append(
                f"{self._ended_at_once:,} referrals led to no further action, so they begin no spell of need."
            )
        if checked := sum(self._targets.values()):
            self._report.notes.append(
                f"InitialCPCtarget is {WORKING_DAYS_TO_CONFERENCE} working days after S47ActualStartDate in "
                f"{self._targets['same']:,} of {checked:,} enquiries; in {self._targets['other']:,} it is "
                "another day."
            )

    def _say_gives(self) -> None:
        """The census gives what it has elements for, also where no child has one."""
        for element in ELEMENTS if any(self._rows.values()) else ():
            known = element is not NEED_PLAN or max(self._years, default=0) >= PLANS_SINCE
            for table in element.tables if known or self._rows[element.name] else ():
                own = OF_CASE.get(table, tuple(element.columns))
                columns = [name for name in TABLES[table].own if name in own]
                self._report.gives[table] = ["authority", "child", "row", *columns]
            for name in element.always:
                if self._rows[element.name] and not self._said[element.name, name]:
                    self._say_missing(element, name)

    def _say_lacks(self) -> None:
        gives = self._report.gives
        for name, table in TABLES.items():
            if name in gives:
                without = [column for column in table.own if column not in gives[name]]
                self._report.lacking(name, without, NOT_IN_CENSUS)
            else:
                why = f"The census carries it since {PLANS_SINCE}." if name == "need_plans" else NOT_IN_CENSUS
                self._report.lacking(name, [""], why)

    def _say_missing(self, element: Element, name: str) -> None:
        leaf = element.columns[name][0]
        place = Place(", ".join(self._report.files), element.name, column=leaf)
        kind = ProblemKind.COLUMN_MISSING
        self._report.found(kind, DONE[kind], [place])
        for table in element.tables:
            if name in self._report.gives.get(table, []):
                self._report.gives[table].remove(name)


_BY_NAME = {element.name: element for element in ELEMENTS}


def _note_strange(record: Mapping[str, object], strange: dict[str, int]) -> None:
    """Elements of names that the census does not have, each with the line it first stands near."""
    for name, held in record.items():
        if name not in _KNOWN and name != "#" and len(strange) < 100:
            line = record.get("#")
            strange.setdefault(name, line if isinstance(line, int) else 0)
        if isinstance(held, list):
            for one in held:
                if isinstance(one, dict):
                    _note_strange(one, strange)


def _column_reader(kind: str, snapshot_on: date) -> ColumnReader:
    if kind.startswith("code:"):
        return ColumnReader(code_reader(kind.removeprefix("code:")), pa.string())
    if kind == BIRTH:
        birth = _without_zone(day_reader(snapshot_on, birth=True, usual=_ISO))
        return ColumnReader(birth, pa.date32(), secret=True)
    if kind == DAY:
        return ColumnReader(_without_zone(day_reader(snapshot_on, usual=_ISO)), pa.date32(), day=True)
    if kind == DAY_AHEAD:
        ahead = _without_zone(day_reader(snapshot_on, ahead=True, usual=_ISO))
        return ColumnReader(ahead, pa.date32(), day=True)
    if kind == NUMBER:
        return ColumnReader(number_reader, pa.string(), secret=True)
    if kind == WHOLE:
        return ColumnReader(_whole, pa.int64())
    if kind == DAY_AGAIN:
        return ColumnReader(_quiet(_without_zone(day_reader(snapshot_on, usual=_ISO))), pa.date32())
    return ColumnReader(_quiet(_yes_no) if kind == YES_NO_AGAIN else _yes_no, pa.bool_())


def _without_zone(read: CellReader) -> CellReader:
    """XML lets a day have a zone of time, which says nothing of which day it is."""

    def plain(cell: object) -> Cell:
        found = _WITH_ZONE.fullmatch(str(cell).strip())
        return read(found[1] if found else cell)

    return plain


def _quiet(read: CellReader) -> CellReader:
    """What the cell says; what is to be said of it is said elsewhere."""
    return lambda cell: Cell(read(cell).value)


def _yes_no(cell: object) -> Cell:
    plain = YES_NO_IN_XML.get(str(cell).strip())
    return yes_no_reader(cell) if plain is None else Cell(plain)


def _whole(cell: object) -> Cell:
    """In XML every count is a text."""
    text = str(cell).strip()
    return Cell(int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else whole_reader(cell)
