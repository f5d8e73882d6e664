"""Which files are refused as a whole, found from their content before any library opens them."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from typing import IO
from xml.parsers import expat

from goldenthread.intake.problems import CannotRead

BYTES_ALLOWED = 100_000_000
# A 200-action plan unpacks to about 1 MB, and the largest of councils' workbooks to some tens.
UNPACKED_BYTES_ALLOWED = 250_000_000
MEMBERS_ALLOWED = 5_000
# Sheets of repeated text reach about 60 to 1. Small members may reach more without doing any harm.
RATIO_ALLOWED = 250
RATIO_MATTERS_FROM_BYTES = 5_000_000

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "Save it as .xlsx, .docx or .csv and choose that file."


class Kind(Enum):
    """What a file is."""

    EXCEL = "Excel"
    WORD = "Word"
    CSV = "CSV"


_STARTS = (
    (b"%PDF", "a PDF"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"{\\rtf", "a rich text (RTF) file"),
)
_MAIN_PARTS = (
    (b"spreadsheetml.sheet.main+xml", Kind.EXCEL),
    (b"ms-excel.sheet.macroEnabled.main+xml", Kind.EXCEL),
    (b"spreadsheetml.template.main+xml", Kind.EXCEL),
    (b"wordprocessingml.document.main+xml", Kind.WORD),
    (b"ms-word.document.macroEnabled.main+xml", Kind.WORD),
    (b"wordprocessingml.template.main+xml", Kind.WORD),
)


def too_large(size: int, allowed: int) -> CannotRead:
    """The refusal of a file of `size` bytes where fewer than `allowed` may be loaded."""
    return CannotRead(f"The file is {_megabytes(size)}. It must be smaller than {_megabytes(allowed)}.")


def kind_of(content: bytes) -> Kind:
    """What the file is, from its content; raises CannotRead where it is nothing that intake reads."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise CannotRead("The file is empty.")
    if content.startswith(_OLE):
        raise _refuse_old_office(content)
    if content.startswith(b"PK"):
        return _kind_of_archive(content)
    for start, what in _STARTS:
        if content.startswith(start):
            raise CannotRead(f"The file is {what}, not a workbook, a Word document or a CSV file. {_SAVE_AS}")
    return _kind_of_text(content)


def _kind_of_text(content: bytes) -> Kind:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml", b"<head", b"<meta")):
        raise CannotRead(
            f"The file is a web page or XML, whatever its name says. Open it in Excel. {_SAVE_AS}"
        )
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        nulls = content[:4096].count(0)
        controls = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096]) - nulls
        # UTF-16 without its mark has a null in every second byte of plain English.
        if controls > 4 or (nulls and nulls < len(content[:4096]) // 4):
            raise CannotRead(f"The file is not a workbook, a Word document or a CSV file. {_SAVE_AS}")
    return Kind.CSV


def _refuse_old_office(content: bytes) -> CannotRead:
    """Old binary Office files, and new ones with a password, are both OLE compound files."""

    def has_stream(name: str) -> bool:
        return name.encode("utf-16-le") in content

    if has_stream("EncryptedPackage"):
        return CannotRead(
            "The file is protected with a password. Remove the password in Excel or Word, save it and"
            " choose it"
            " again."
        )
    if has_stream("WordDocument"):
        return CannotRead("The file is in the old Word format (.doc). Open it in Word. Save it as .docx.")
    if has_stream("Workbook") or has_stream("Book"):
        return CannotRead("The file is in the old Excel format (.xls). Open it in Excel. Save it as .xlsx.")
    return CannotRead(f"The file is in an old Office format. {_SAVE_AS}")


def _kind_of_archive(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" not in names:
                raise _refuse_archive(archive, names)
            if archive.getinfo("[Content_Types].xml").file_size > RATIO_MATTERS_FROM_BYTES:
                raise _bomb()
            types = archive.read("[Content_Types].xml")
    except CannotRead:
        raise
    except Exception as error:  # a broken archive fails in many ways, and each means the same to the person
        raise _broken() from error
    for main_part, kind in _MAIN_PARTS:
        if main_part in types:
            return kind
    if b"ms-excel.sheet.binary" in types:
        raise CannotRead("The file is in Excel's binary format (.xlsb). Open it in Excel. Save it as .xlsx.")
    if b"presentationml" in types:
        raise CannotRead(f"The file is a PowerPoint presentation. {_SAVE_AS}")
    raise _broken()


def _refuse_archive(archive: zipfile.ZipFile, names: set[str]) -> CannotRead:
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        mimetype = archive.read("mimetype")
        if b"opendocument.spreadsheet" in mimetype:
            return CannotRead("The file is an OpenDocument spreadsheet (.ods). Save it as .xlsx.")
        if b"opendocument.text" in mimetype:
            return CannotRead("The file is an OpenDocument text (.odt). Save it as .docx.")
    return CannotRead(
        "The file is a zip file, not a workbook or a Word document. Unpack it and choose a file in it."
    )


def check_archive(content: bytes) -> None:
    """Refuse an archive that would unpack to far more than it seems, or whose XML declares entities.

    Looks only at the archive's directory and at the start of each XML part, so that a zip bomb is never
    unpacked. Python's zipfile never gives out more of a member than the directory says, so that a
    directory that lies ends as a broken file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if member.flag_bits & 1:
                    raise CannotRead("The file is protected with a password. Remove it and choose it again.")
                # Whatever its name: a part's name does not say whether it is read as XML.
                with archive.open(member) as part:
                    _refuse_document_types(part)
    except CannotRead:
        raise
    except Exception as error:  # as above
        raise _broken() from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS_ALLOWED or sum(member.file_size for member in members) > UNPACKED_BYTES_ALLOWED:
        raise _bomb()
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > RATIO_MATTERS_FROM_BYTES and ratio > RATIO_ALLOWED:
            raise _bomb()


class _RootReached(Exception):
    pass


def _refuse_document_types(part: IO[bytes]) -> None:
    """Office never writes a document type; where there is one, it is there to expand entities."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise CannotRead(
            "The file declares XML entities, which no workbook or Word document needs. It was not opened."
        )

    def stop(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        while chunk := part.read(4096):
            parser.Parse(chunk)
    except (_RootReached, expat.ExpatError):
        return


def _bomb() -> CannotRead:
    return CannotRead(
        "The file unpacks to far more than a workbook or a document holds. It was not opened. Save a copy"
        " with only"
        " the sheets that are needed."
    )


def _broken() -> CannotRead:
    return CannotRead(
        "The file is damaged or was only partly copied. Open it in Excel or Word, save it and try again."
    )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"
