"""Cut merged areas that run on to the end of a sheet, before openpyxl makes a cell for each of their places.

Someone who merges a whole column merges a million rows; openpyxl would need minutes and gigabytes for them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from goldenthread.intake.problems import CannotRead
from goldenthread.intake.tables import column_letter

_MERGE = re.compile(rb'(<(?:\w+:)?mergeCell\b[^>]*?\bref=")([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)(")')
_PLACES_ALLOWED = 20_000
_PLACES_ALLOWED_IN_ALL = 1_000_000
_ROWS_KEPT, _COLUMNS_KEPT = 1_000, 50


def cut_long_merges(content: bytes) -> bytes:
    """The workbook as it came, or a copy in which long merged areas end sooner."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        changed = dict(_changed_parts(archive))
        if not changed:
            return content
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
            for member in archive.infolist():
                part = changed.get(member.filename)
                copy.writestr(member.filename, archive.read(member) if part is None else part)
        return buffer.getvalue()


def _changed_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    places = 0
    for name in archive.namelist():
        if not name.endswith(".xml") or "/worksheets/" not in name:
            continue
        part = archive.read(name)
        places += sum(_places(match) for match in _MERGE.finditer(part))
        shorter = _MERGE.sub(_shorter, part)
        if shorter != part:
            places -= sum(_places(match) for match in _MERGE.finditer(part))
            places += sum(_places(match) for match in _MERGE.finditer(shorter))
            yield name, shorter
    if places > _PLACES_ALLOWED_IN_ALL:
        raise CannotRead("The workbook has more merged cells than any plan needs. Save a copy without them.")


def _corners(match: re.Match[bytes]) -> tuple[int, int, int, int]:
    first_column, first_row, last_column, last_row = match.group(2, 3, 4, 5)
    return _number(first_column), int(first_row), _number(last_column), int(last_row)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _places(match: re.Match[bytes]) -> int:
    first_column, first_row, last_column, last_row = _corners(match)
    return (last_column - first_column + 1) * (last_row - first_row + 1)


def _shorter(match: re.Match[bytes]) -> bytes:
    if _places(match) <= _PLACES_ALLOWED:
        return match.group(0)
    first_column, first_row, last_column, last_row = _corners(match)
    last_column = min(last_column, first_column + _COLUMNS_KEPT)
    last_row = min(last_row, first_row + _ROWS_KEPT)
    last = f"{column_letter(last_column)}{last_row}".encode()
    return match.group(1) + match.group(2) + match.group(3) + b":" + last + match.group(6)
