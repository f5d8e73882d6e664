"""Finding minutes and actions of bodies by their words and numbers. Part 2 is not looked among."""

from __future__ import annotations

import rules
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.minutes.models import BodyAction, ItemMinute
from goldenthread.apps.minutes.queries import IN_PART_2
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _minutes(person: Person) -> QuerySet[ItemMinute] | None:
    if not rules.has_perm("minutes.see", person):
        return None
    return ItemMinute.objects.exclude(IN_PART_2).select_related("minutes__meeting__body")


def _minute(minute: ItemMinute, title: SafeString, excerpt: SafeString) -> Hit:
    meeting = minute.minutes.meeting
    heading = format_html("Minute {}: {}", minute.label, title)
    return Hit(heading, minute.get_absolute_url(), str(meeting.body), excerpt, meeting.held_on)


def _actions(person: Person) -> QuerySet[BodyAction] | None:
    if not rules.has_perm("minutes.see", person):
        return None
    return BodyAction.objects.filter(restricted=False).select_related("body")


def _action(action: BodyAction, title: SafeString, _excerpt: SafeString) -> Hit:
    heading = format_html("{}: {}", action.reference, title)
    return Hit(heading, action.get_absolute_url(), str(action.body), on=action.due_on or action.raised_on)


MINUTES = RowFinder(
    "minutes", "Minutes", _minutes, words_of("title", "text"), order=("-minutes__meeting__held_on", "-id"),
    show=_minute, title="title", text=("text",),
)  # fmt: skip
BODY_ACTIONS = RowFinder(
    "body-actions", "Actions of bodies", _actions, words_of("words"), order=("-raised_on", "-id"),
    show=_action, title="words",
    reference=Concat(Value("A"), Cast(F("number"), CharField()), output_field=CharField()),
)  # fmt: skip
