"""Opens workbooks and finds the lists in them: which sheet is which list, and where its rows begin."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from goldenthread.casedata.reading.headings import Heading, Headings, find, folded

HEADINGS_WITHIN = 30
_NUMBERED = re.compile(r"\blist[\s_\-]*0*(\d{1,2})(?!\d)", re.IGNORECASE)
_EVERYWHERE = {
    "ageofchildyears", "age", "upn", "uln", "familyidentifier", "gender", "ethnicity", "disability",
}  # fmt: skip
_OF_WORKBOOKS = {"[Content_Types].xml", "content.xml"}
_LARGEST_UNPACKED = 4 * 1024**3
_MOST_OFTEN_PACKED = 200


class CannotOpen(Exception):
    """The file is no workbook that can be read. The message says why."""


@dataclass
class FoundList:
    """A sheet that is a list: `top` is the row of its headings, from 0, and `left` its first column."""

    number: str
    sheet: str
    rows: CalamineSheet
    top: int
    headings: Headings
    cells: Sequence[object]
    score: int
    left: int = 0


@dataclass
class Book:
    """A workbook, its lists by number, the sheets that are none, and those that cannot be read."""

    path: Path
    lists: list[FoundList] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def opened(path: Path) -> CalamineWorkbook:
    """The workbook.

    Raises:
        CannotOpen: it is damaged, cut short, protected by a password, or unpacks to more than it should.
    """
    try:
        with path.open("rb") as file:
            zipped = file.read(4) == b"PK\x03\x04"
        if zipped:
            with zipfile.ZipFile(path) as packed:
                sizes = packed.infolist()
            if not any(one.filename in _OF_WORKBOOKS for one in sizes):
                raise CannotOpen("it is a zip archive: unpack it and load the files in it")
            full = sum(one.file_size for one in sizes)
            if full > _LARGEST_UNPACKED or (
                full > 2**28 and full > _MOST_OFTEN_PACKED * sum(one.compress_size for one in sizes)
            ):
                raise CannotOpen("it unpacks to far more than a workbook of a council holds")
        # By its bytes: with a path, calamine goes by the name's ending.
        return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    except CannotOpen:
        raise
    except zipfile.BadZipFile:
        raise CannotOpen("the file is cut short or damaged: its end is missing") from None
    except Exception as wrong:  # calamine raises plain exceptions of several kinds
        kind = type(wrong).__name__
        words = "it is protected by a password" if "Password" in kind else "it is damaged"
        raise CannotOpen(words) from None


def sheet_rows(book: CalamineWorkbook, name: str) -> CalamineSheet | None:
    """A sheet, or None when it is damaged or is a chart."""
    try:
        return book.get_sheet_by_name(name)
    except Exception:  # as above
        return None


def find_lists(path: Path, lists: Mapping[str, Sequence[Heading]]) -> Book:
    """The lists of a workbook, told by their columns; a sheet's name decides only between equals."""
    book = opened(path)
    found = Book(path)
    for name in book.sheet_names:
        sheet = sheet_rows(book, name)
        one = list_of(name, sheet, lists) if sheet is not None else None
        if sheet is None:
            found.damaged.append(name)
        elif one:
            found.lists.append(one)
        else:
            found.others.append(name)
    found.lists.sort(key=lambda one: int(one.number))
    return found


def list_of(name: str, sheet: CalamineSheet, lists: Mapping[str, Sequence[Heading]]) -> FoundList | None:
    """Which list a sheet is, by the row among its first that has most of one list's headings."""
    numbered = _NUMBERED.search(name)
    best: FoundList | None = None
    left = sheet.start[1] if sheet.start else 0
    for top, cells in enumerate(islice(sheet.iter_rows(), HEADINGS_WITHIN)):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in cells) < 3:
            continue
        names = frozenset(folded(cell) for cell in cells if isinstance(cell, str) and cell.strip())
        for number, headings in lists.items():
            score = _score(names, headings, bool(numbered and numbered[1] == number))
            if score and (best is None or score > best.score):
                best = FoundList(number, name, sheet, top, find(cells, headings), cells, score, left)
    return best


def _score(names: frozenset[str], headings: Sequence[Heading], named: bool) -> int:
    """How many of a list's headings stand in a row; 0 when too few of them are its own."""
    there = [heading for heading in headings if heading.names & names]
    own = [heading for heading in there if not _common(heading)]
    numbered = any(heading.kind == "number" for heading in there)
    if len(own) < (1 if named or numbered else 2) or len(there) < 3:
        return 0
    # Wrong lists share names such as "Team": cells that fit nothing count against a list.
    return 10 * (len(own) * 2 + len(there)) - len(names) + (5 if named else 0)


def _common(heading: Heading) -> bool:
    """Whether many lists, of whatever kind, have such a column: it says nothing of which list this is."""
    return (
        heading.kind in ("number", "birth")
        or heading.to.startswith("children.")
        or heading.to in ("team", "worker", "disabled")
        or folded(heading.header) in _EVERYWHERE
    )


def chunks(sheet: CalamineSheet, top: int, size: int) -> Iterator[tuple[int, list[Sequence[object]]]]:
    """The rows below the headings in lists of `size`, each with the number (from 1) of its first row."""
    rows = islice(sheet.iter_rows(), top + 1, None)
    first = top + 2
    while chunk := list[Sequence[object]](islice(rows, size)):
        yield first, chunk
        first += len(chunk)
