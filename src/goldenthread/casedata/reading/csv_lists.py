"""Reads CSV files that are lists of a return: batch by batch, each with its children and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from goldenthread.casedata.reading.columns import DONE, Batch, Cells, ColumnReader
from goldenthread.casedata.reading.csv_files import CsvFile, batches, opened, tell_file
from goldenthread.casedata.reading.headings import Heading, letter, tell, told_once
from goldenthread.casedata.reading.kinds import Habits, column_reader
from goldenthread.casedata.reading.report import Part, Place, ProblemKind, Report
from goldenthread.casedata.reading.writer import begun, in_order, numbered

Columns = dict[str, pa.Array]
LeftOut = Callable[[Columns, Part], pa.Array]


@dataclass(frozen=True)
class CsvSpec:
    """A list of a return: its name, its table, and the column in which a row begins ("" for none).

    `numbers` is the column of the number by which rows are kept apart.
    """

    name: str
    table: str
    start: str = ""
    numbers: str = "child"


@dataclass
class CsvReader:
    """Reads the files of one list of a return.

    `left_out` says of the columns of a batch which rows are none of ours, and tells the part why.
    """

    spec: CsvSpec
    headings: Sequence[Heading]
    habits: Habits
    report: Report
    left_out: LeftOut | None = None

    def read(self, file: CsvFile) -> Iterator[tuple[Batch, pa.Array, Columns]]:
        """The rows that can be used: the batch, their numbers, and the columns by name."""
        name = file.path.name
        part = Part(self.spec.name, name, self.spec.table)
        self.report.parts.append(part)
        tell_file(file, self.report)
        tell(file.headings, self.report, name, self.spec.name, file.cells)
        usable = self._missing(file)
        readers = {
            heading: column_reader(heading.kind, self.report.snapshot_on, self.habits)
            for heading in file.headings.at
            if heading.to
        }
        secret = {h.to: at for h, at in file.headings.at.items() if h.kind.endswith(("birth", "number"))}
        at = {heading.to: file.headings.at[heading] for heading in readers} | secret
        once = {heading.to for heading in told_once(file.headings.at)}
        names = {h.to: f"{h.header} ({letter(i)})" for h, i in file.headings.at.items()}
        for lines, columns in batches(file, part, self.report):
            if not usable:
                part.set_aside += len(lines)
                continue
            cells = {column: Cells.of_arrow(columns[index]) for column, index in at.items()}
            batch = Batch(name, self.spec.name, lines, cells, names)
            yield self._batch(batch, {h.to: r for h, r in readers.items()}, list(secret), once, part)

    def _batch(
        self,
        batch: Batch,
        readers: Mapping[str, ColumnReader],
        secret: Sequence[str],
        once: Set[str],
        part: Part,
    ) -> tuple[Batch, pa.Array, Columns]:
        spec = self.spec
        batch, numbers = numbered(batch, spec.numbers, readers[spec.numbers], part, self.report)
        read = {
            column: reader.array(batch, column, self.report if column in once else None, secret)
            for column, reader in readers.items()
            if column != spec.numbers
        }
        if self.left_out is not None:
            keep = pc.invert(self.left_out(read, part))
            batch = batch.only(keep.to_numpy(zero_copy_only=False))
            numbers = numbers.filter(keep)
            read = {column: array.filter(keep) for column, array in read.items()}
        if spec.start:
            batch, numbers, read = begun(batch, numbers, spec.start, read, part, self.report)
        part.kept += len(numbers)
        in_order(spec.table, batch, read, self.report)
        return batch, numbers, read

    def _missing(self, file: CsvFile) -> bool:
        """Say which columns are missing; False when without them nothing can be read."""
        missing = [h for h in self.headings if h not in file.headings.at and h.asked]
        usable = any(heading.to == self.spec.numbers for heading in file.headings.at)
        for header, to in {heading.header: heading.to for heading in missing}.items():
            needed = to in (self.spec.numbers, self.spec.start) and bool(to)
            usable = usable and not needed
            kind = ProblemKind.COLUMN_MISSING
            done = "none of the file can be read" if needed else DONE[kind]
            self.report.found(kind, done, [Place(file.path.name, self.spec.name, file.line, header)])
        return usable


def files_of(
    paths: Sequence[Path], lists: Mapping[str, Sequence[Heading]], report: Report
) -> dict[str, list[CsvFile]]:
    """The CSV files by the list that each is."""
    found: dict[str, list[CsvFile]] = {}
    for path in paths:
        file = opened(path, lists)
        if file is None:
            kind = ProblemKind.UNKNOWN_FILE
            report.found(kind, "not read", [Place(path.name)])
        else:
            found.setdefault(file.number, []).append(file)
    for name, files in found.items():
        if len(files) > 1:
            kind = ProblemKind.LIST_TWICE
            report.found(kind, DONE[kind], [Place(file.path.name, name) for file in files])
    return found
