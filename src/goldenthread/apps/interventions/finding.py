"""Finding notices to improve by their terms and by who issued them."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.interventions.models import NoticeToImprove
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _notices(person: Person) -> QuerySet[NoticeToImprove] | None:
    rows = NoticeToImprove.objects.select_related("inspection")
    return rows if rules.has_perm("interventions.see", person) else None


def _show(notice: NoticeToImprove, _title: SafeString, excerpt: SafeString) -> Hit:
    title = format_html("{}", str(notice))
    return Hit(
        title, notice.get_absolute_url(), where=str(notice.inspection), excerpt=excerpt, on=notice.issued_on
    )


NOTICES = RowFinder(
    "notices", "Notices to improve", _notices, words_of("issued_by", "terms"), order=("-issued_on", "-id"),
    show=_show, text=("terms",),
)  # fmt: skip
