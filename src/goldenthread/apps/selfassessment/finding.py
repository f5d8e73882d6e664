"""Finding self-assessments by their title and plan."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.selfassessment.models import SelfAssessment


def _documents(person: Person) -> QuerySet[SelfAssessment] | None:
    if not rules.has_perm("selfassessment.see_all", person):
        return None
    return SelfAssessment.objects.select_related("plan")


def _show(document: SelfAssessment, title: SafeString, _excerpt: SafeString) -> Hit:
    where = f"{document.plan}: {document.get_state_display().lower()}"
    return Hit(title, document.get_absolute_url(), on=document.as_at, where=where)


SELF_ASSESSMENTS = RowFinder(
    "self_assessments", "Self-assessments", _documents, words_of("title", "plan__name"),
    order=("-as_at", "-id"), show=_show, title="title",
)  # fmt: skip
