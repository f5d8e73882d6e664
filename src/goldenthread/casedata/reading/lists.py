"""Reads one list of a workbook into its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldenthread.casedata.reading.children import Children
from goldenthread.casedata.reading.codebook import fold
from goldenthread.casedata.reading.columns import DONE, Batch, Cells, ColumnReader, Indices, distinct_rows
from goldenthread.casedata.reading.headings import Heading, folded, letter, tell, told_once
from goldenthread.casedata.reading.kinds import column_reader
from goldenthread.casedata.reading.report import Normalised, Part, Place, ProblemKind, Report
from goldenthread.casedata.reading.sink import ROWS_A_BATCH
from goldenthread.casedata.reading.workbooks import CannotOpen, FoundList, chunks, find_lists
from goldenthread.casedata.reading.writer import Writer, begun, in_order, numbered

_NO_ROWS = ("total", "grand total", "totals", "sub total", "subtotal", "end of list", "end of report")
Columns = dict[str, pa.Array]
BeforeWriting = Callable[[Batch, pa.Array, Columns], None]


@dataclass(frozen=True)
class ListSpec:
    """A list: its number and title, its table, and the column of its table in which a row begins.

    A list without a table tells only who its children are. `whose` parts numbers that are not children's.
    `derive` adds columns that follow from others.
    """

    number: str
    title: str
    table: str
    start: str
    whose: str = ""
    derive: Callable[[Columns, int, date], None] | None = None

    @property
    def name(self) -> str:
        return f"List {self.number}"


@dataclass
class ListReader:
    """Reads the sheets of one list. `seen` marks the rows read already, over all sheets of the list."""

    spec: ListSpec
    writer: Writer
    children: Children
    before_writing: BeforeWriting | None = None
    seen: set[int] = field(default_factory=set)

    @property
    def report(self) -> Report:
        return self.writer.report

    def read(self, found: FoundList, headings: Sequence[Heading], file: str) -> None:
        part = Part(
            f"{self.spec.name} {self.spec.title}", file, self.spec.table or "children", where=found.sheet
        )
        self.report.parts.append(part)
        tell(found.headings, self.report, file, found.sheet, found.cells)
        self._missing(found, headings, file)
        if found.top:
            self.report.put_right(Normalised.TITLE_ROW, found.top)
        at = {heading: index for heading, index in found.headings.at.items() if _kept(heading)}
        number = next((heading for heading in at if heading.kind == "number"), None)
        start = next((heading for heading in at if heading.to == self.spec.start), None)
        readers = {heading: column_reader(heading.kind, self.writer.load.snapshot_on) for heading in at}
        # A last, empty batch, so that a list without rows still says which columns it gives.
        for first, chunk in chain(chunks(found.rows, found.top, ROWS_A_BATCH), [(0, [])]):
            rows, kept = self._rows(chunk, first, at.get(number) if number else None, found, part, file)
            if number is None or (start is None and self.spec.start):
                part.set_aside += len(kept)
                continue
            batch = Batch(
                file,
                found.sheet,
                rows,
                _by_column(kept, at),
                {heading.to: f"{heading.header} ({letter(i + found.left)})" for heading, i in at.items()},
            )
            self._batch(batch, number, readers, told_once(at), part)

    def _batch(
        self,
        batch: Batch,
        number: Heading,
        readers: dict[Heading, ColumnReader],
        once: Set[Heading],
        part: Part,
    ) -> None:
        spec = self.spec
        batch, numbers = numbered(batch, number.to, readers[number], part, self.report)
        secrets = [number.to, "children.born"]
        read = {
            heading.to: reader.array(batch, heading.to, self.report if heading in once else None, secrets)
            for heading, reader in readers.items()
            if heading is not number
        }
        if spec.start:
            batch, numbers, read = begun(batch, numbers, spec.start, read, part, self.report)
        part.kept += len(numbers)
        child = self.writer.children(numbers, spec.whose)
        own = {name: array for name, array in read.items() if "." not in name}
        if spec.table:
            in_order(spec.table, batch, own, self.report)
            if spec.derive:
                spec.derive(own, len(child), self.writer.load.snapshot_on)
            if self.before_writing:
                self.before_writing(batch, child, own)
            self.writer.write(spec.table, child, batch.rows, own)
        if not spec.whose:
            of_children = {
                name.partition(".")[2]: array for name, array in read.items() if name.startswith("children.")
            }
            self.children.add(batch, child, of_children, self.report)

    def _rows(
        self,
        chunk: Sequence[Sequence[object]],
        first: int,
        number_at: int | None,
        found: FoundList,
        part: Part,
        file: str,
    ) -> tuple[Indices, list[Sequence[object]]]:
        """The rows that are rows: blank ones, headings again and repeated rows are counted and left out."""
        kept: list[Sequence[object]] = []
        rows: list[int] = []
        passed: list[int] = []
        blank = again = 0
        heading = folded(str(found.cells[number_at])) if number_at is not None else ""
        for index, row in enumerate(chunk):
            cell = row[number_at] if number_at is not None else ""
            if (cell == "" or isinstance(cell, str)) and (what := _no_row(row, cell, heading)):
                blank += what == "blank"
                again += what == "heading"
                if what == "note":
                    passed.append(first + index)
                continue
            kept.append(row)
            rows.append(first + index)
        self.report.put_right(Normalised.BLANK_ROW, blank)
        self.report.put_right(Normalised.HEADINGS_AGAIN, again)
        part.read += len(kept) + len(passed)
        part.set_aside += len(passed)
        kind = ProblemKind.PASSED_OVER
        if passed:
            places = [Place(file, found.sheet, row) for row in passed[:100]]
            self.report.found(kind, DONE[kind], places, count=len(passed))
        numbers = np.array(rows, dtype=np.int64)
        firsts: npt.NDArray[np.bool_] = distinct_rows(self.seen, [tuple(row) for row in kept])
        if not firsts.all():
            repeated = np.flatnonzero(~firsts)
            part.set_aside += len(repeated)
            kind = ProblemKind.DUPLICATED
            places = [Place(file, found.sheet, int(numbers[i])) for i in repeated[:100]]
            self.report.found(kind, DONE[kind], places, count=len(repeated))
            kept = [row for row, is_first in zip(kept, firsts, strict=True) if is_first]
        return numbers[firsts], kept

    def _missing(self, found: FoundList, headings: Sequence[Heading], file: str) -> None:
        missing = [heading for heading in headings if heading not in found.headings.at and heading.asked]
        told: set[str] = set()
        for heading in missing:
            if heading.header in told:
                continue
            told.add(heading.header)
            needed = heading.kind == "number" or heading.to == self.spec.start
            done = "none of the list can be read" if needed else DONE[ProblemKind.COLUMN_MISSING]
            self.report.found(
                ProblemKind.COLUMN_MISSING, done, [Place(file, found.sheet, None, heading.header)]
            )


def _kept(heading: Heading) -> bool:
    return bool(heading.to)


def _by_column(rows: Sequence[Sequence[object]], at: dict[Heading, int]) -> dict[str, Cells]:
    columns = list(zip(*rows, strict=True)) if rows else []
    read: dict[int, Cells] = {}
    for index in set(at.values()):
        read[index] = Cells.of_list(columns[index] if columns else [])
    return {heading.to: read[index] for heading, index in at.items()}


def _no_row(row: Sequence[object], cell: object, heading: str) -> str:
    """What a row is that is no row of the list: blank, a heading again, or a note or total; else nothing."""
    if isinstance(cell, str) and cell.strip():
        words = fold(cell)
        if words.replace(" ", "") == heading:
            return "heading"
        return "note" if words.startswith(_NO_ROWS) else ""
    filled = [one for one in row if one != "" and not (isinstance(one, str) and not one.strip())]
    if not filled:
        return "blank"
    texts = [fold(one) for one in filled if isinstance(one, str)]
    return "note" if any(text.startswith(_NO_ROWS) for text in texts) else ""


def read_lists(
    files: Sequence[Path],
    specs: Mapping[str, ListSpec],
    lists: Mapping[str, Sequence[Heading]],
    writer: Writer,
    hook: Callable[[ListSpec], BeforeWriting | None] = lambda _: None,
) -> dict[str, set[str]]:
    """Read every list of these workbooks, by number, and then the children; the columns found, by list.

    `hook` gives for a list what is to be done with each of its batches before it is written.
    """
    report, children = writer.report, Children()
    found = _found(files, lists, report)
    given: dict[str, set[str]] = {}
    for number, spec in specs.items():
        sheets = [one for one in found if one[1].number == number]
        reader = ListReader(spec, writer, children, hook(spec))
        for path, sheet in sheets:
            reader.read(sheet, lists[number], path.name)
            given.setdefault(number, set()).update(heading.to for heading in sheet.headings.at)
        if len(sheets) > 1:
            places = [Place(path.name, sheet.sheet) for path, sheet in sheets]
            report.found(ProblemKind.LIST_TWICE, DONE[ProblemKind.LIST_TWICE], places)
        if not sheets:
            kind = ProblemKind.LIST_MISSING
            report.found(kind, DONE[kind], [Place(files[0].name, f"{spec.name} {spec.title}")])
    children.write(writer)
    writer.said()
    return given


def _found(
    files: Sequence[Path], lists: Mapping[str, Sequence[Heading]], report: Report
) -> list[tuple[Path, FoundList]]:
    found: list[tuple[Path, FoundList]] = []
    for path in files:
        try:
            book = find_lists(path, lists)
        except CannotOpen as why:
            kind = ProblemKind.TRUNCATED if "cut short" in str(why) else ProblemKind.UNREADABLE_FILE
            report.found(kind, f"not read: {why}", [Place(path.name)])
            continue
        found += [(path, one) for one in book.lists]
        if book.damaged:
            places = [Place(path.name, name) for name in book.damaged]
            report.found(ProblemKind.UNREADABLE_FILE, "the sheet is not read", places)
        if book.others:
            places = [Place(path.name, name) for name in book.others]
            report.found(ProblemKind.UNKNOWN_LIST, DONE[ProblemKind.UNKNOWN_LIST], places)
    return found
