"""A certificate of deletion as a paper: what went, how many, of which days, by whom, by which basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from goldenthread.documents.blocks import Block, Bullets, Document, Heading, Paragraph, Section
from goldenthread.documents.cells import facts, plain
from goldenthread.documents.pdf import typeset
from goldenthread.documents.wording import uk_date

MOST = 500
"""How many digests are printed; the document itself has them all."""


def render_pdf(said: Mapping[str, Any], digest: str) -> bytes:
    """The certificate as a tagged PDF (PDF/UA-1). ``said`` is its document, ``digest`` its SHA-256."""
    title = f"Certificate of deletion {said['number']}"
    made = datetime.fromisoformat(said["deleted_at"]).date()
    return typeset(
        Document(
            title=title,
            author=said["council"],
            subject=said["class"]["label"],
            running_head=f"{title}: {said['class']['label']}",
            dated=made,
            cover=None,
            sections=(Section(tuple(_blocks(said, digest, title, made)), new_page=False),),
        )
    )


def _blocks(said: Mapping[str, Any], digest: str, title: str, made: date) -> Iterator[Block]:
    first, last = (uk_date(date.fromisoformat(said[name])) for name in ("first_day", "last_day"))
    yield Heading(title, 1)
    yield Paragraph(said["class"]["label"], "lead")
    told = [
        ("Council", said["council"]),
        ("What went", said["class"]["what_goes"]),
        ("How many", f"{said['count']:,}"),
        ("Of which days", f"{first} to {last}, by {said['class']['counts_from']}"),
        ("Kept for", f"{said['kept_for_months']} months"),
        ("Basis", said["basis"]),
        ("Who decides", said["who_decides"]),
        ("Asked for by", said["asked_by"]),
        ("Approved by", said["approved_by"]),
        ("Deleted on", uk_date(made)),
        ("Back-ups", said["backups"]),
    ]
    yield facts("What was deleted", [(name, plain(words)) for name, words in told if words])
    yield Heading("Proof", 2)
    yield Paragraph("SHA-256 of this certificate’s document (canonical JSON):")
    yield Paragraph(_grouped(digest), "strong")
    yield Paragraph("SHA-256 over all that was deleted, by key and content:")
    yield Paragraph(_grouped(said["digest_of_all"]), "strong")
    shown = said["digests"][:MOST]
    yield Heading("SHA-256 of each", 2)
    yield Bullets(tuple(_grouped(one) for one in shown))
    if len(said["digests"]) > MOST:
        yield Paragraph(f"{len(said['digests']) - MOST:,} more are in the document.", "muted")


def _grouped(digest: str) -> str:
    """In groups of sixteen, so that a line may break."""
    return " ".join(digest[place : place + 16] for place in range(0, len(digest), 16))
