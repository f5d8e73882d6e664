"""What a body is owed by the reporting calendar: on its agenda when it is built, received when published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime

from goldenthread.apps.agendas.models import Agenda
from goldenthread.apps.agendas.queries import ItemShown
from goldenthread.apps.agendas.suggestions import Suggestion
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.reporting.actions import received
from goldenthread.apps.reporting.queries import Owed, owed_by_key, owed_to
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused

OWED = "owed"


def reports_owed(meeting: Meeting, today: date) -> Sequence[Suggestion]:
    """Each report that is owed by the meeting, once: for its newest day, and how many before were missed."""
    by_report: dict[int, list[Owed]] = {}
    for one in owed_to(meeting.body, meeting.held_on, today=today):
        by_report.setdefault(one.report.pk, []).append(one)
    return [_suggestion(days) for days in by_report.values()]


def _suggestion(days: list[Owed]) -> Suggestion:
    newest, earlier = days[-1], len(days) - 1
    missed = f", and {earlier} earlier time{'' if earlier == 1 else 's'}" if earlier else ""
    return Suggestion(
        origin=OWED, key=newest.key, title=newest.title, group="Reports owed", purpose="discussion",
        why=f"Owed by {day_words(newest.due_on)}{missed}, from {newest.from_whom}.",
        href=newest.report.get_absolute_url(), presenter=newest.from_whom,
    )  # fmt: skip


def receive(
    agenda: Agenda, items: Iterable[ItemShown], *, today: date, by: Person | None, at: datetime
) -> None:
    """Tell the calendar of the reports that have come: owed items that are published with a paper."""
    for one in items:
        if one.item.origin != OWED or not one.papers:
            continue
        owed = owed_by_key(one.item.origin_key, today)
        if owed is not None:
            # It was settled meanwhile, or is no longer owed: the calendar has it as it is.
            with suppress(Refused):
                received(owed.report, owed.due_on, on=today, meeting=agenda.meeting, by=by, at=at)
