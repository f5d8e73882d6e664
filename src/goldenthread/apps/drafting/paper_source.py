"""Written reports as papers of an agenda: what may be put before a body, and the PDF of what is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from goldenthread.apps.agendas.models import PaperOn
from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.models import Frozen, Report, State
from goldenthread.apps.drafting.queries import NotAsFrozen, document_of
from goldenthread.apps.drafting.restricting import KIND
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.drafted_report import DraftedReport
from goldenthread.documents.drafted_report_pages import render_pdf
from goldenthread.documents.printed_figures import Printed, of_drafted_report

LOOKS_BACK = timedelta(days=365)
"""A report that was last saved longer ago is not offered for a new meeting."""


def offers(body: Body, today: date) -> Sequence[Offered]:
    """The reports that are written for a body, the last saved first; those of meetings past left out."""
    found = Report.objects.filter(body=body, saved_at__date__gte=today - LOOKS_BACK)
    found = found.exclude(meeting__held_on__lt=today).order_by("-saved_at", "-id")
    return _offered(list(found))


def describe(uuid: UUID) -> Offered | None:
    """One report, None where there is none of that id."""
    report = Report.objects.filter(uuid=uuid).first()
    return _offered([report])[0] if report else None


def pdf(uuid: UUID) -> bytes:
    """The newest frozen edition as PDF/UA-1. Raises Refused where none is frozen, or where it was altered."""
    return render_pdf(_document(uuid))


def printed(uuid: UUID) -> Printed:
    """What that edition prints of measures. Raises Refused as `pdf` does."""
    return of_drafted_report(_document(uuid))


def _document(uuid: UUID) -> DraftedReport:
    frozen = Frozen.objects.filter(report__uuid=uuid).order_by("-edition").first()
    if frozen is None:
        raise Refused("The report is not frozen yet. Freeze it once it is cleared.")
    try:
        return document_of(frozen)
    except NotAsFrozen as altered:
        raise Refused(str(altered)) from altered


def _offered(reports: Sequence[Report]) -> list[Offered]:
    newest: dict[int, Frozen] = {}
    frozen = Frozen.objects.filter(report__in=reports).defer("document").order_by("edition")
    for one in frozen:
        newest[one.report_id] = one
    return [
        Offered(
            uuid=report.uuid, title=report.title, state=_state(report, newest.get(report.pk)),
            ready=report.pk in newest,
            # Whoever reads the paper reads what is frozen; drafts are the officers' own.
            href=newest.get(report.pk, report).get_absolute_url(),
        )
        for report in reports
    ]  # fmt: skip


def _state(report: Report, frozen: Frozen | None) -> str:
    """ "Edition 2, frozen on 3 May 2018", or how far it is; of a reopened one, both."""
    says = ""
    if frozen is not None:
        day = day_words(timezone.localtime(frozen.frozen_at).date())
        says = f"Edition {frozen.edition}, frozen on {day}"
        if report.state == State.FROZEN:
            return says
        says = f"{says}; "
    return f"{says}{'edition ' if says else 'Edition '}{report.edition}: {report.get_state_display().lower()}"


@dataclass(frozen=True)
class OnAgenda:
    """An item that a report is a paper of. `words`: "item 4, 20 September 2018: Progress of the plan"."""

    words: str
    href: str


def agenda_items_of(report: Report) -> list[OnAgenda]:
    """The items that a report is a paper of, the newest meeting first."""
    found = PaperOn.objects.filter(paper__source=KIND, paper__source_uuid=report.uuid)
    found = found.exclude(item__position=None).select_related("item__agenda__meeting")
    return [
        OnAgenda(
            f"item {one.item.number}, {day_words(one.item.agenda.meeting.held_on)}: {one.item.title}",
            one.item.get_absolute_url(),
        )
        for one in found.order_by("-item__agenda__meeting__held_on", "item__position")
    ]


SOURCE = PaperSource(KIND, "A report written here", offers, describe, pdf, printed)
