"""Highlight reports as papers of an agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.highlights.models import Highlight
from goldenthread.apps.highlights.queries import NotAsFrozen, all_highlights, document_of
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.highlight_report import HighlightReport, render_pdf
from goldenthread.documents.printed_figures import Printed, of_highlight_report

SHOWN = 20


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The reports that were sent to the body, the newest first."""
    sent = all_highlights().filter(body=body, until__lte=today)
    return [_offered(one) for one in sent.order_by("-frozen_at", "-id")[:SHOWN]]


def describe(uuid: UUID) -> Offered | None:
    highlight = all_highlights().filter(uuid=uuid).first()
    return _offered(highlight) if highlight else None


def pdf(uuid: UUID) -> bytes:
    """Raises Refused where it is not as it was sent."""
    return render_pdf(_document(uuid))


def printed(uuid: UUID) -> Printed:
    """Its words. Raises Refused as `pdf` does."""
    return of_highlight_report(_document(uuid))


def _document(uuid: UUID) -> HighlightReport:
    highlight = Highlight.objects.select_related("workstream", "body").filter(uuid=uuid).first()
    if highlight is None:
        raise Refused("This highlight report is no longer here.")
    try:
        return document_of(highlight)
    except NotAsFrozen as failure:
        raise Refused(f"{highlight} is not as it was sent, so no PDF is made of it.") from failure


def _offered(one: Highlight) -> Offered:
    title = f"Highlight report: {one.workstream}, {day_words(one.since)} to {day_words(one.until)}"
    sent = day_words(timezone.localtime(one.frozen_at).date())
    return Offered(one.uuid, title, f"Sent on {sent}", True, one.get_absolute_url())


HIGHLIGHT_REPORTS = PaperSource("highlight-report", "A highlight report", offers, describe, pdf, printed)
