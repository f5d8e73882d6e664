"""What a file is, by its first bytes and not by its name; and which kinds a council may attach."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO


@dataclass(frozen=True)
class Kind:
    media_type: str
    words: str
    extensions: tuple[str, ...]


PDF = Kind("application/pdf", "PDF", (".pdf",))
WORD = Kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", (".docx", ".docm")
)
EXCEL = Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", (".xlsx", ".xlsm"))
POWERPOINT = Kind(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "PowerPoint",
    (".pptx", ".pptm"),
)
PNG = Kind("image/png", "PNG image", (".png",))
JPEG = Kind("image/jpeg", "JPEG image", (".jpg", ".jpeg"))
TEXT = Kind("text/plain", "Text or CSV", (".txt", ".csv"))
ALL = (PDF, WORD, EXCEL, POWERPOINT, PNG, JPEG, TEXT)
OFFICE = (WORD, EXCEL, POWERPOINT)

_FOLDERS = {"word/": WORD, "xl/": EXCEL, "ppt/": POWERPOINT}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # as Excel saves "Unicode text"
# Tab, line ends, page end, and the end-of-file mark that old programs leave.
_CONTROLS_OF_TEXT = b"\t\n\r\x0c\x1a"
_NOT_OF_TEXT = bytes(byte for byte in range(32) if byte not in _CONTROLS_OF_TEXT)


def kind_of(content: bytes) -> Kind | None:
    """The kind of a content; None for one that is not on the list (programs, archives, old Office files).

    That a content is of a kind does not make it harmless: see `dangers`.
    """
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return TEXT if _is_text(content) else None


def _office(content: bytes) -> Kind | None:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in _FOLDERS.items() if any(n.startswith(folder) for n in names)), None)


def _is_text(content: bytes) -> bool:
    if content.startswith(_UTF16):
        return _decodes_as_utf16(content)
    return not content.startswith((b"#!", b"MZ")) and not set(_NOT_OF_TEXT) & set(content)


def _decodes_as_utf16(content: bytes) -> bool:
    try:
        return "\0" not in content.decode("utf-16")
    except UnicodeDecodeError:
        return False
