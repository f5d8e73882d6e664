"""Tells by content, never by name, which source a file is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from goldenthread.casedata.reading import csv_files
from goldenthread.casedata.reading.headings import lists_of
from goldenthread.casedata.reading.workbooks import CannotOpen, list_of, opened, sheet_rows
from goldenthread.casedata.sources import Source

_WORKBOOKS = {
    Source.ANNEX_A: "annex_a_columns.csv",
    Source.ANNEX_A_SEND: "annex_a_send_columns.csv",
}
_CSV_FILES = {Source.SSDA903: "ssda903_columns.csv", Source.SEN2: "sen2_columns.csv"}
_ZIP, _OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Recognised:
    """Files that make up one thing to read: a workbook, an XML file, or all CSV files of one return.

    `source` is None for a file that is none of ours; `why` says by what it was told.
    """

    source: Source | None
    files: tuple[Path, ...]
    why: str


_COLLECTION = re.compile(rb"<(?:[\w.-]+:)?Collection(?:\s[^<>]*)?>\s*(CIN|SEN)")
_CENSUS_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(?:LAchildID|CINdetails)[\s>]")


def recognise(paths: Sequence[Path]) -> list[Recognised]:
    """What each file is, in the order given; the CSV files of one return come together."""
    found: list[Recognised] = []
    for path in _files(paths):
        source, why = _told(path)
        with_others = source in (Source.SSDA903, Source.SEN2)
        same = next((one for one in found if with_others and one.source is source), None)
        if same is None:
            found.append(Recognised(source, (path,), why))
        else:
            found[found.index(same)] = Recognised(source, (*same.files, path), f"{same.why}; {why}")
    return found


def by_source(recognised: Iterable[Recognised]) -> dict[Source, list[Path]]:
    """The files of each source together: those of one day make up one load. Unknown ones are left out."""
    found: dict[Source, list[Path]] = {}
    for one in recognised:
        if one.source is not None:
            found.setdefault(one.source, []).extend(one.files)
    return found


def _files(paths: Sequence[Path]) -> list[Path]:
    """A folder stands for the files in it."""
    return [
        file
        for path in paths
        for file in (sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path])
    ]


def _told(path: Path) -> tuple[Source | None, str]:
    is_now = path.stat()
    return _told_once(path, is_now.st_size, is_now.st_mtime_ns)


@lru_cache(maxsize=64)
def _told_once(path: Path, _size: int, _changed: int) -> tuple[Source | None, str]:
    """What a file is, remembered while it stays as it is: a workbook takes a while to open."""
    with path.open("rb") as file:
        head = file.read(65_536)
    if not head:
        return None, "The file is empty."
    if head.startswith((_ZIP, _OLD_EXCEL)):
        return _of_workbook(path)
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return _of_xml(head)
    for source, columns in _CSV_FILES.items():
        if file_found := csv_files.opened(path, lists_of(columns)):
            return source, f"{path.name} has the columns of {file_found.number}"
    return None, "It is neither a workbook, nor XML, nor a CSV file of a return that is known."


def _of_workbook(path: Path) -> tuple[Source | None, str]:
    """The first sheet that has a list's headings decides; a list's number in a sheet's name is no proof."""
    try:
        book = opened(path)
    except CannotOpen as why:
        return None, f"A workbook that cannot be opened: {why}."
    for name in book.sheet_names:
        sheet = sheet_rows(book, name)
        if sheet is None:
            continue
        scores = {
            source: found
            for source, columns in _WORKBOOKS.items()
            if (found := list_of(name, sheet, lists_of(columns)))
        }
        if scores:
            source = max(scores, key=lambda one: scores[one].score)
            return (
                source,
                f"A workbook whose sheet “{name}” has the headings of list {scores[source].number}.",
            )
    return None, "A workbook, but no sheet has the headings of a list that is known."


def _of_xml(head: bytes) -> tuple[Source | None, str]:
    """The census names itself: `<Collection>CIN</Collection>` in the header of a `Message`, if it has one."""
    if b"<\x00" in head or b"\x00<" in head:
        head = head.replace(b"\x00", b"")
    if found := _COLLECTION.search(head):
        if found[1] == b"CIN":
            return Source.CIN_CENSUS, "XML whose header says that the collection is CIN."
        return None, "SEN2 as XML: load its CSV modules instead."
    if _CENSUS_ELEMENT.search(head):
        return Source.CIN_CENSUS, "XML with the elements of the children in need census."
    return None, "XML, but not of the children in need census."
