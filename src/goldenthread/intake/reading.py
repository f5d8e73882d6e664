"""Read a council's file into tables, whatever it is called. Evaluates nothing and fetches nothing."""

from __future__ import annotations

from pathlib import Path

from goldenthread.intake.problems import CannotRead
from goldenthread.intake.refusals import BYTES_ALLOWED, Kind, check_archive, kind_of, too_large
from goldenthread.intake.tables import Cell, Row, Table, Workbook

__all__ = ["CannotRead", "Cell", "Row", "Table", "Workbook", "read_tables"]


def read_tables(
    source: Path | str | bytes, name: str = "", *, bytes_allowed: int = BYTES_ALLOWED
) -> Workbook:
    """Read an .xlsx, .xlsm, .csv or .docx file, from a path or from its bytes.

    What the file is comes from its content, never from its name; `name` is only used to name the table of a
    CSV file and in messages. Raises CannotRead, with words for the person, for a file that cannot be read
    as a whole; what cannot be read inside the file is in the workbook's problems.
    """
    content, name = _content(source, name, bytes_allowed)
    kind = kind_of(content)
    if kind is Kind.CSV:
        from goldenthread.intake.reading_csv import read_csv

        return read_csv(content, name)
    check_archive(content)
    # Each library costs a fifth of a second to import, so only the one that is needed is.
    if kind is Kind.WORD:
        from goldenthread.intake.reading_word import read_word

        return read_word(content, name)
    from goldenthread.intake.reading_excel import read_excel

    return read_excel(content, name)


def _content(source: Path | str | bytes, name: str, bytes_allowed: int) -> tuple[bytes, str]:
    """The file's bytes and name, with its size checked before a byte is read."""
    if isinstance(source, bytes):
        size = len(source)
    else:
        path = Path(source)
        name = name or path.name
        try:
            size = path.stat().st_size
        except OSError as error:
            raise CannotRead(f"The file {path.name} cannot be opened: {error.strerror}.") from error
    if size >= bytes_allowed:
        raise too_large(size, bytes_allowed)
    if size == 0:
        raise CannotRead("The file is empty.")
    if isinstance(source, bytes):
        return source, name
    try:
        return path.read_bytes(), name
    except OSError as error:
        raise CannotRead(f"The file {path.name} cannot be opened: {error.strerror}.") from error
