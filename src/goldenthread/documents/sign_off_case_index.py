"""The end of a printed sign-off: what changed since, and the index of the evidence with its digests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.documents import cells
from goldenthread.documents.blocks import Badge, Block, Column, Heading, Paragraph, Table
from goldenthread.documents.sign_off_paper import SignOffPaper
from goldenthread.documents.wording import uk_date


def changes(paper: SignOffPaper) -> Iterator[Block]:
    if paper.changed_by is None:
        return
    yield Heading("Changed since the decision", 1)
    yield Paragraph(f"Looked at on {uk_date(paper.changed_by)}.", "muted")
    if not paper.changes:
        yield Paragraph("Nothing that the case rests on has changed.")
        return
    columns = (Column("Where", 32), Column("What changed", 50), Column("Material", 18))
    rows = tuple(
        (
            cells.plain(one.where),
            cells.plain(one.words),
            (Badge("Yes", "■", "red", one.code),) if one.code else cells.plain("No"),
        )
        for one in paper.changes
    )
    yield Table("Changed since the decision", columns, rows, compact=True)


def index(paper: SignOffPaper) -> Iterator[Block]:
    yield Heading("Index of the evidence", 1)
    if not paper.case.evidence:
        yield Paragraph("There is no evidence.")
        return
    yield Paragraph(
        "The digest is SHA-256 of the file; where there is none, of what the record said when it was taken "
        "as evidence.",
        "muted",
    )
    columns = (
        Column("Evidence", 28), Column("Version", 10), Column("SHA-256", 34), Column("Speaks of", 14),
        Column("Uploaded", 14),
    )  # fmt: skip
    rows = tuple(
        (
            cells.strong(one.reference, one.title, one.file or one.url),
            cells.plain(str(one.version)),
            cells.plain(broken(one.sha256)),
            cells.plain(uk_date(one.effective_on)),
            cells.plain(_day(one.uploaded_at.date() if one.uploaded_at else None)),
        )
        for one in paper.case.evidence
    )
    yield Table("Index of the evidence", columns, rows, compact=True)


def _day(day: date | None) -> str:
    return uk_date(day) if day else "–"


def broken(digest: str) -> str:
    """A digest in groups of eight, so that it wraps within its column."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))
