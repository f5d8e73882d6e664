"""What a file may do to whoever opens it, so that it is refused in words before it is kept.

A file that is kept is also never run: it leaves as a download, of its own kind only (`views.open_file`). What
cannot be found for sure, such as a script inside a PDF or an object packed into a document, is left to that
and to the reader's own program.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from goldenthread.apps.files.kinds import OFFICE, TEXT, Kind
from goldenthread.intake.problems import CannotRead
from goldenthread.intake.refusals import check_archive

# First bytes: Windows; Linux; macOS, each byte order and width; Java and universal macOS; a script.
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe", b"#!", b"\xef\xbb\xbf#!",
)  # fmt: skip
_MARKUP = re.compile(r"\s*<(!doctype|html|head|body|svg|\?xml|\?php|%)|<(script|svg|iframe|object|embed)\b")
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/)", re.IGNORECASE)


def danger_in(content: bytes, kind: Kind | None, *, macros: bool = False) -> str:
    """Why a content cannot be kept, as the end of a sentence that begins with its name; empty if it can.

    `macros`: whether a document may hold them, for those who only read its tables.
    """
    if content.startswith(_PROGRAMS):
        return "is a program, whatever its name says. A program cannot be kept here."
    if kind is TEXT:
        return _danger_in_text(content)
    if kind in OFFICE:
        return _danger_in_document(content, macros=macros)
    if kind is not None and zipfile.is_zipfile(BytesIO(content)):
        return f"is a {kind.words} file and an archive at once. Save it again as {kind.extensions[0]}."
    return ""


def _danger_in_text(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if utf16 else "utf-8-sig", errors="replace").lower()
    if _MARKUP.match(text) or _MARKUP.search(text):
        return "holds a web page or a script, not plain text. Save what it says as .pdf or .docx."
    return ""


def _danger_in_document(content: bytes, *, macros: bool) -> str:
    try:
        check_archive(content)
    except CannotRead as refusal:
        return f"cannot be kept. {refusal.words}"
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    if not macros and any(_MACROS.search(name) for name in names):
        return (
            "holds macros, which would run on the computer of whoever opens it. Save it without them, as "
            ".docx, .xlsx or .pptx."
        )
    return ""
