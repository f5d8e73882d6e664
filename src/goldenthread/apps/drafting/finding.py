"""Finding reports by their title and by what they say now."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.drafting.models import Report
from goldenthread.apps.drafting.restricting import closed_to
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _reports(person: Person) -> QuerySet[Report] | None:
    if not rules.has_perm("drafting.see", person):
        return None
    return Report.objects.exclude(closed_to(person)).select_related("body", "meeting")


def _show(report: Report, _title: SafeString, _excerpt: SafeString) -> Hit:
    on = report.meeting.held_on if report.meeting else None
    return Hit(
        format_html("{}", report.title), report.get_absolute_url(), on=on,
        where=f"{report.body}: {report.get_state_display().lower()}",
    )  # fmt: skip


REPORTS = RowFinder(
    "drafted_reports", "Reports in hand", _reports, words_of("title", "body__name"),
    order=("-saved_at", "-id"), show=_show,
)  # fmt: skip
