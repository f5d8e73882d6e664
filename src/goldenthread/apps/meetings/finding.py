"""Finding meetings by their body, their title and where they are held."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _meetings(person: Person) -> QuerySet[Meeting] | None:
    return Meeting.objects.select_related("body") if rules.has_perm("meetings.see", person) else None


def _show(meeting: Meeting, _title: SafeString, _excerpt: SafeString) -> Hit:
    where = "Cancelled" if meeting.is_cancelled else meeting.place
    return Hit(format_html("{}", str(meeting)), meeting.get_absolute_url(), where=where, on=meeting.held_on)


MEETINGS = RowFinder(
    "meetings", "Meetings", _meetings, words_of("title", "place", "body__name"), order=("-held_on", "-id"),
    show=_show,
)  # fmt: skip
