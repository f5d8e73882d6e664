"""Finding packs by their body and by their meeting's title."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.packs.models import Pack
from goldenthread.apps.packs.queries import standing_packs
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _packs(person: Person) -> QuerySet[Pack] | None:
    if not rules.has_perm("packs.see", person):
        return None
    return standing_packs(Pack.objects.select_related("meeting__body").defer("document", "findings"))


def _show(pack: Pack, _title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(format_html("{}", str(pack)), pack.get_absolute_url(), on=pack.meeting.held_on)


PACKS = RowFinder(
    "packs", "Packs", _packs, words_of("meeting__body__name", "meeting__title", "meeting__place"),
    order=("-meeting__held_on", "-id"), show=_show,
)  # fmt: skip
