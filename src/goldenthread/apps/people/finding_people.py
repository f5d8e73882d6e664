"""Finding people, for those who may see who has an account."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _seen_by(person: Person) -> QuerySet[Person] | None:
    return (
        Person.objects.select_related("organisation") if rules.has_perm("people.see_people", person) else None
    )


def _show(person: Person, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, reverse("people:person", args=[person.uuid]), where=str(person.organisation or ""))


PEOPLE = RowFinder(
    "people", "People", _seen_by, words_of("name", "email"), order=("name",), show=_show, title="name"
)
