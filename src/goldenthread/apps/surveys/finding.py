"""Finding surveys, and what was said and done, by their words."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of
from goldenthread.apps.surveys.models import Said, Survey


def _surveys(person: Person) -> QuerySet[Survey] | None:
    return Survey.objects.all() if rules.has_perm("surveys.see", person) else None


def _said(person: Person) -> QuerySet[Said] | None:
    return Said.objects.all() if rules.has_perm("surveys.see", person) else None


def _show_survey(survey: Survey, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, survey.get_absolute_url(), where=f"Survey of {survey.get_audience_display().lower()}")


def _show_said(one: Said, title: SafeString, _excerpt: SafeString) -> Hit:
    return Hit(title, one.get_absolute_url(), where=f"You said, we did: {one.who}")


SURVEYS = RowFinder(
    "surveys", "Surveys", _surveys, words_of("title", "about"), order=("title",), show=_show_survey,
    title="title",
)  # fmt: skip
SAID = RowFinder(
    "said", "You said, we did", _said, words_of("said", "did", "who"), order=("-published_on", "-id"),
    show=_show_said, title="said",
)  # fmt: skip
