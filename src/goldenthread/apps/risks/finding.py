"""Finding risks by their reference, what they are, their cause, event and effect."""

from __future__ import annotations

import rules
from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.risks.models import Risk


def _risks(person: Person) -> QuerySet[Risk] | None:
    rows = Risk.objects.select_related("body")
    return rows if rules.has_perm("risks.see", person) else None


def _show(risk: Risk, title: SafeString, excerpt: SafeString) -> Hit:
    where = f"Risk {risk.reference}, {risk.body or 'no body'}" + (", closed" if risk.closed_on else "")
    return Hit(title, risk.get_absolute_url(), where=where, excerpt=excerpt, on=risk.opened_on)


RISKS = RowFinder(
    "risks", "Risks", _risks, words_of("reference", "title", "cause", "event", "effect"),
    order=("-opened_on", "-id"), show=_show, title="title", text=("cause", "event", "effect"),
    reference=F("reference"),
)  # fmt: skip
