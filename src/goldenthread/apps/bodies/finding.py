"""Finding bodies by their words."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _seen_by(person: Person) -> QuerySet[Body] | None:
    return Body.objects.all() if rules.has_perm("bodies.see_bodies", person) else None


def _show(body: Body, title: SafeString, excerpt: SafeString) -> Hit:
    return Hit(title, body.get_absolute_url(), where=body.kind, excerpt=excerpt)


BODIES = RowFinder(
    "bodies", "Bodies", _seen_by, words_of("name", "kind", "purpose"), order=("name",), show=_show,
    title="name", text=("purpose",),
)  # fmt: skip
