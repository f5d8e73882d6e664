"""What is made of a published edition: page, PDF, Excel, CSV, JSON. Only the stored document is read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import slugify

from goldenthread.apps.publishing.actions import PUBLISHED
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.trail.queries import Happening, about
from goldenthread.documents import canonical
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.published_pages import render_published
from goldenthread.documents.published_scorecard import PublishedScorecard
from goldenthread.documents.published_tables import figures_table, published_workbook


class NotAsPublished(Exception):
    """A stored document does not give the digest under which it was published."""


UNREADABLE = (NotAsPublished, canonical.NotThisPaper)


@dataclass(frozen=True)
class Format:
    """A kind of file that an edition is made into."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[PublishedScorecard], bytes]


FORMATS = {
    one.suffix: one
    for one in (
        Format("PDF", "pdf", "application/pdf", render_published),
        Format(
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            published_workbook,
        ),
        Format("CSV", "csv", "text/csv; charset=utf-8", lambda paper: render_csv(figures_table(paper))),
        Format("JSON", "json", "application/json", lambda paper: paper.to_json().encode()),
    )
}


def public_document(edition: Edition) -> PublishedScorecard:
    """The public document. Raises NotAsPublished, and `canonical.NotThisPaper` for one of another schema."""
    return _document(edition, edition.document, edition.digest)


def internal_document(edition: Edition) -> PublishedScorecard:
    """The document with every number. Raises as `public_document` does."""
    return _document(edition, edition.internal, edition.internal_digest)


def _document(edition: Edition, text: str, digest: str) -> PublishedScorecard:
    if hashlib.sha256(text.encode()).hexdigest() != digest:
        raise NotAsPublished(f"A document of {edition} was altered after it was published.")
    return PublishedScorecard.from_json(text)


def in_ledger(edition: Edition) -> Happening | None:
    """The event of the ledger that tells of it; None where what it says was erased by law.

    Raises NotAsPublished where the ledger names another digest, or does not know the edition.
    """
    told = next((event for event in about(edition.uuid) if event.verb == PUBLISHED), None)
    said = told.after if told else {}
    digests = (said.get("digest"), said.get("internal_digest")) if said else ()
    if told is None or (said and digests != (edition.digest, edition.internal_digest)):
        raise NotAsPublished(f"The ledger does not know {edition} by this digest.")
    return told if said else None


def file_name(paper: PublishedScorecard, suffix: str) -> str:
    """ "children-and-families-2017-18-q4-edition-1.pdf"; the internal one says that it is."""
    name = slugify(f"{paper.title} {paper.period} edition {paper.edition}")
    return f"{name}.{suffix}" if paper.is_public else f"{name}-not-for-publication.{suffix}"
