"""Finding audits by their words."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.audits.models import Audit
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _audits(person: Person) -> QuerySet[Audit] | None:
    return Audit.objects.all() if rules.has_perm("audits.see", person) else None


def _show(audit: Audit, title: SafeString, excerpt: SafeString) -> Hit:
    where = ", ".join(one for one in (audit.reference, audit.theme, str(period_of(audit))) if one)
    return Hit(title, audit.get_absolute_url(), where=where, excerpt=excerpt, on=audit.starts)


AUDITS = RowFinder(
    "audits", "Audits", _audits, words_of("title", "theme", "finding"), order=("-starts", "-number"),
    show=_show, title="title", text=("finding",),
)  # fmt: skip
