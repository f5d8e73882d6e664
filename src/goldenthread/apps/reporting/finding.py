"""Finding reports that bodies are owed by their words."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.reporting.models import ReportOwed


def _seen_by(person: Person) -> QuerySet[ReportOwed] | None:
    return ReportOwed.objects.select_related("body") if rules.has_perm("reporting.see", person) else None


def _show(report: ReportOwed, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, report.get_absolute_url(), where=f"Owed to {report.body}")


REPORTS_OWED = RowFinder(
    "reports_owed", "Reports owed", _seen_by, words_of("title", "body__name", "basis"),
    order=("title", "id"), show=_show, title="title",
)  # fmt: skip
