"""What is made of a frozen paper: PDF, Word, Excel, CSV. Only the stored document is read, never live rows.

Drawing is deterministic, so what was drawn once is kept on disk by the document's digest and the renderer's
own: another version of the renderer draws anew, and never in place of what was handed out before.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

import goldenthread.documents
from goldenthread.apps.reports.models import Paper
from goldenthread.documents import canonical
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.excel import render_excel
from goldenthread.documents.pdf import render_pdf
from goldenthread.documents.tables import tables_of
from goldenthread.documents.word import render_word


@dataclass(frozen=True)
class Format:
    """A kind of file that a paper is made into."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[BoardReport], bytes]


FORMATS = {
    one.suffix: one
    for one in (
        Format("PDF", "pdf", "application/pdf", render_pdf),
        Format(
            "Word",
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            render_word,
        ),
        Format(
            "Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", render_excel
        ),
    )
}
# What draws beside our own code; another version may set a line differently.
DRAWN_WITH = ("typst", "pikepdf", "python-docx", "XlsxWriter")


class NotAsFrozen(Exception):
    """The stored document does not give the digest under which it was frozen."""


def document_of(paper: Paper) -> BoardReport:
    """The frozen document. Raises NotAsFrozen, and `canonical.NotThisPaper` for a schema of another time."""
    if not is_as_frozen(paper):
        raise NotAsFrozen(f"The document of {paper} was altered after it was frozen.")
    return BoardReport.from_json(paper.document)


def is_as_frozen(paper: Paper) -> bool:
    """Whether the stored document gives the digest that was kept with it."""
    return canonical.digest(paper.document) == paper.digest


def made_of(paper: Paper, form: Format) -> bytes:
    """The paper as a file: what was drawn before, else drawn now and kept."""
    document = document_of(paper)
    place = Path(settings.HOME) / "rendered" / f"{paper.digest}-{renderer_digest()}.{form.suffix}"
    if place.exists():
        return place.read_bytes()
    content = form.render(document)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(place)
    return content


def write_files(paper: Paper, folder: Path) -> list[Path]:
    """Write the paper into a folder, as every kind of file; the paths. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for form in FORMATS.values():
        path = folder / file_name(paper, form.suffix)
        path.write_bytes(made_of(paper, form))
        written.append(path)
    return written


def csv_of(paper: Paper, name: str) -> bytes | None:
    """One table of the paper as CSV; None where it has none of that name."""
    table = next((table for table in tables(paper) if table.name == name), None)
    return render_csv(table) if table else None


def tables(paper: Paper) -> tuple[DataTable, ...]:
    """The tables of the paper: one row a thing."""
    return tuple(tables_of(document_of(paper)))


def file_name(paper: Paper, suffix: str, *, edition: bool = False, what: str = "report") -> str:
    """ "health-and-wellbeing-board-2017-18-q4-report.pdf"; with its edition, "…-report-edition-2.pdf"."""
    name = slugify(f"{paper.body.name} {paper.period} {what}")
    return f"{name}-edition-{paper.edition}.{suffix}" if edition else f"{name}.{suffix}"


@cache
def renderer_digest() -> str:
    """What the drawing depends on beside the document: our code, templates and fonts, and the libraries."""
    digest = hashlib.sha256()
    home = Path(goldenthread.documents.__file__).parent
    for file in sorted(path for path in home.rglob("*") if path.suffix in {".py", ".typ", ".ttf"}):
        digest.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    for library in DRAWN_WITH:
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()[:16]
