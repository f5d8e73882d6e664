"""Opens CSV files of any encoding and delimiter, and gives their rows in batches without holding the file."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from goldenthread.casedata.reading.columns import DONE, Indices
from goldenthread.casedata.reading.headings import Heading, Headings, find, folded
from goldenthread.casedata.reading.report import Normalised, Part, Place, ProblemKind, Report
from goldenthread.casedata.reading.sink import ROWS_A_BATCH

_HEAD, _HEADINGS_WITHIN, _BLOCK = 65_536, 10, 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark at its start",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a mark",
    "utf-16-be": "UTF-16 without a mark",
    "cp1252": "Windows-1252",
    "latin-1": "ISO 8859-1",
}


@dataclass
class CsvFile:
    """A CSV file: which list it is, its columns, and the line (from 1) of its headings."""

    path: Path
    encoding: str
    delimiter: str
    line: int
    cells: Sequence[str]
    number: str
    headings: Headings

    @cached_property
    def quoted(self) -> bool:
        """Whether cells may stand in quotation marks, and so hold ends of lines."""
        with self.path.open("rb") as file:
            return any(b'"' in block for block in iter(lambda: file.read(1 << 20), b""))


def encoding_of(path: Path) -> str:
    """The encoding of a file, by its mark, its zero bytes, or by whether all of it is UTF-8."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        marked = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
        if marked == "utf-16":
            return marked
        if head[1:200:2].count(0) > 40:
            return "utf-16-le"
        if head[0:200:2].count(0) > 40:
            return "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _one_byte(path)
    return marked


def _one_byte(path: Path) -> str:
    """Windows-1252, unless the file has bytes that it does not know."""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if any(byte in block for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")):
                return "latin-1"
    return "cp1252"


def opened(path: Path, lists: Mapping[str, Sequence[Heading]]) -> CsvFile | None:
    """The file, if the columns of one of its first lines are those of a list; else None."""
    encoding = encoding_of(path)
    with path.open("rb") as file:
        raw = file.read(_HEAD)
    head = codecs.getincrementaldecoder(encoding)("replace").decode(raw)
    best: tuple[int, CsvFile] | None = None
    for at, line in enumerate(head.splitlines()[:_HEADINGS_WITHIN]):
        for delimiter in (",", ";", "\t", "|"):
            cells = next(csv.reader([line], delimiter=delimiter), [])
            number, score = _which(cells, lists)
            if number and (best is None or score > best[0]):
                found = find(cells, lists[number])
                best = score, CsvFile(path, encoding, delimiter, at + 1, cells, number, found)
    return best[1] if best else None


def _which(cells: Sequence[str], lists: Mapping[str, Sequence[Heading]]) -> tuple[str, int]:
    """The list whose own columns fill a line best, and how well."""
    names = frozenset(folded(cell) for cell in cells if cell.strip())
    best, score = "", 0
    for number, headings in lists.items():
        there = sum(bool(heading.names & names) for heading in headings)
        missing = sum(heading.asked and not heading.names & names for heading in headings)
        own = sum(bool(h.names & names) for h in headings if h.header not in _COMMON)
        if own and there > missing and (mark := 10 * there - 4 * missing - len(names)) > score:
            best, score = number, mark
    return best, score


_COMMON = {"CHILD", "DOB", "SEX", "persontableid", "requeststableid"}


def tell_file(file: CsvFile, report: Report) -> None:
    """Say what is unlike a plain CSV file: its encoding, its delimiter, lines above its headings."""
    place = [Place(file.path.name, value=ENCODINGS[file.encoding])]
    if file.encoding == "utf-8-sig":
        report.put_right(Normalised.MARK)
    elif file.encoding != "utf-8":
        report.found(ProblemKind.ENCODING, DONE[ProblemKind.ENCODING], place)
    if file.delimiter != ",":
        report.put_right(Normalised.DELIMITER)
    report.put_right(Normalised.TITLE_ROW, file.line - 1)


def distinct_texts(file: CsvFile, columns: Sequence[int]) -> set[str]:
    """The distinct texts of some columns, read by themselves."""
    names = [str(index) for index in columns]
    found: set[str] = set()

    def note(row: pa_csv.InvalidRow) -> str:
        cells = next(csv.reader([row.text], delimiter=file.delimiter), [])
        found.update(cells[index] for index in columns if index < len(cells))
        return "skip"

    for batch in _until_broken(file, note, None, names):
        for column in batch.columns:
            found.update(column.unique().to_pylist())
    return found


def _reader(
    file: CsvFile, bad: Callable[[pa_csv.InvalidRow], str], only: Sequence[str] = ()
) -> pa_csv.CSVStreamingReader:
    """Every column as text, named by its position; `only` some of them."""
    names = [str(index) for index in range(len(file.cells))]
    return pa_csv.open_csv(
        file.path,
        read_options=pa_csv.ReadOptions(
            use_threads=False,
            block_size=_BLOCK,
            column_names=names,
            skip_rows=file.line,
            encoding="utf8" if file.encoding.startswith("utf-8") else file.encoding,
        ),
        parse_options=pa_csv.ParseOptions(
            delimiter=file.delimiter,
            invalid_row_handler=bad,
            ignore_empty_lines=False,
            newlines_in_values=file.quoted,
        ),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names},
            include_columns=list(only),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )


Rows = tuple[Indices, dict[int, pa.Array]]


def batches(file: CsvFile, part: Part, report: Report) -> Iterator[Rows]:
    """Batches of rows: the line of each, and its columns as text by their position.

    Blank lines are counted and left out; so is a row that repeats. A line with fewer cells is read with the
    last ones empty, and told; one with more is read if those are empty. A line within which the file ends is
    set aside.
    """
    odd = _OddLines(file)
    before = 0
    seen: set[int] = set()
    for batch in _until_broken(file, odd.note, report):
        lines = _lines(before, batch.num_rows, file.line + 1, odd.lines)
        before += batch.num_rows
        yield _usable(lines, batch.columns, file, part, report, seen)
        if odd.many:
            yield _usable(*odd.taken(), file, part, report, seen)
    cut = odd.cut()
    if odd.kept:
        yield _usable(*odd.taken(last=True), file, part, report, seen)
    part.read += len(odd.too_long) + len(cut)
    part.set_aside += len(odd.too_long) + len(cut)
    for kind, done, at in (
        (ProblemKind.SHORT_ROW, "the cells that are not there are left empty", odd.padded),
        (ProblemKind.LONG_ROW, DONE[ProblemKind.LONG_ROW], odd.too_long),
        (ProblemKind.TRUNCATED, "the line is set aside", cut),
    ):
        if at:
            places = [Place(file.path.name, file.number, line) for line in at[:100]]
            report.found(kind, done, places, count=len(at))


class _OddLines:
    """Lines with another number of cells than the headings."""

    def __init__(self, file: CsvFile) -> None:
        self.file = file
        self.lines: list[int] = []
        self.padded: list[int] = []
        self.too_long: list[int] = []
        self.kept: list[tuple[int, list[str]]] = []

    @property
    def many(self) -> bool:
        return len(self.kept) > ROWS_A_BATCH

    def note(self, row: pa_csv.InvalidRow) -> str:
        """What pyarrow calls for each such line; the answer is always that it shall go on without it."""
        self.lines.append(row.number)
        width = len(self.file.cells)
        cells = next(csv.reader([row.text], delimiter=self.file.delimiter), [])
        if any(cell.strip() for cell in cells[width:]):
            self.too_long.append(row.number)
        else:
            self.kept.append((row.number, [*cells[:width], *[""] * (width - len(cells))]))
            if len(cells) < width:
                self.padded.append(row.number)
        return "skip"

    def cut(self) -> list[int]:
        """The last line, if it is short and the file ends within it: its last cell may be half a cell."""
        if not self.padded or self.padded[-1] != self.lines[-1] or not _ends_early(self.file.path):
            return []
        if self.lines[-1] < _last_line(self.file):
            return []
        self.kept = [one for one in self.kept if one[0] != self.padded[-1]]
        return [self.padded.pop()]

    def taken(self, *, last: bool = False) -> tuple[Indices, list[pa.Array]]:
        """The lines kept so far, as columns; but for one that may be the last of the file."""
        some, self.kept = (self.kept, []) if last else (self.kept[:-1], self.kept[-1:])
        lines = np.array([line for line, _ in some], dtype=np.int64)
        width = len(self.file.cells)
        return lines, [pa.array([cells[at] for _, cells in some], pa.string()) for at in range(width)]


def _usable(
    lines: Indices, columns: Sequence[pa.Array], file: CsvFile, part: Part, report: Report, seen: set[int]
) -> Rows:
    """The rows that are neither blank nor read before."""
    trimmed = [pc.utf8_trim_whitespace(column) for column in columns]
    joined = pc.binary_join_element_wise(*trimmed, "\x1f") if len(trimmed) > 1 else trimmed[0]
    filled = pc.not_equal(joined, "\x1f" * (len(trimmed) - 1)).to_numpy(zero_copy_only=False)
    report.put_right(Normalised.BLANK_ROW, int((~filled).sum()))
    first = _first(joined, seen) & filled
    part.read += int(filled.sum())
    _repeated(lines[filled & ~first], file, part, report)
    keep = pa.array(first)
    return lines[first], {index: column.filter(keep) for index, column in enumerate(columns)}


def _until_broken(
    file: CsvFile,
    bad: Callable[[pa_csv.InvalidRow], str],
    report: Report | None,
    only: Sequence[str] = (),
) -> Iterator[pa.RecordBatch]:
    """The batches up to where the file can no longer be read, if there is such a place."""
    if _last_line(file) <= file.line and not file.quoted:
        return  # nothing but headings, which pyarrow takes for an error
    try:
        reader = _reader(file, bad, only)
        while True:
            yield reader.read_next_batch()
    except StopIteration:
        return
    except (pa.ArrowInvalid, UnicodeError):
        if report is not None:
            done = "what stands before is kept"
            report.found(ProblemKind.TRUNCATED, done, [Place(file.path.name, file.number)])


def _lines(before: int, rows: int, line: int, bad: Sequence[int]) -> Indices:
    """The line of each row, given the lines that were passed over."""
    at = np.arange(before, before + rows, dtype=np.int64)
    shifted = np.array(bad, dtype=np.int64) - np.arange(len(bad)) - line
    return np.asarray(at + line + np.searchsorted(shifted, at, side="right"), dtype=np.int64)


def _first(joined: pa.Array, seen: set[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    marks = list(map(hash, joined.to_pylist()))
    known = len(seen)
    fresh = set(marks)
    if len(fresh) == len(marks) and seen.isdisjoint(fresh):
        seen |= fresh
        return np.ones(len(marks), dtype=np.bool_)
    first = np.ones(len(marks), dtype=np.bool_)
    for index, mark in enumerate(marks):
        seen.add(mark)
        first[index] = len(seen) > known
        known = len(seen)
    return first


def _repeated(lines: Indices, file: CsvFile, part: Part, report: Report) -> None:
    if len(lines):
        part.set_aside += len(lines)
        kind = ProblemKind.DUPLICATED
        places = [Place(file.path.name, file.number, int(line)) for line in lines[:100]]
        report.found(kind, DONE[kind], places, count=len(lines))


def _ends_early(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, io.SEEK_END)
        file.seek(max(0, file.tell() - 4))
        return not file.read().strip(b"\x00").endswith((b"\n", b"\r"))


def _last_line(file: CsvFile) -> int:
    """The number of the file's last line; lines may end in "\\r" alone."""
    ends = returns = 0
    with file.path.open("rb") as raw:
        for block in iter(lambda: raw.read(1 << 20), b""):
            ends += block.count(b"\n")
            returns += block.count(b"\r")
    return max(ends, returns) + (1 if _ends_early(file.path) else 0)
