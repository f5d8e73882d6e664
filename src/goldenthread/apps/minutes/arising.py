"""What comes back on the next agenda by itself: actions, decisions to endorse, corrections asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goldenthread.apps.agendas.arising import Arising
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import last_before
from goldenthread.apps.minutes.log import Logged, Wanted, log_of, logged
from goldenthread.apps.minutes.models import Correction, Decision, Minutes
from goldenthread.apps.trail.changes import day_words


def owed_to(meeting: Meeting, today: date) -> list[Arising]:
    """All that the meeting's body is owed, the late first. What is of part 2 is named without its words."""
    return [*_minutes(meeting), *_corrections(meeting), *_decisions(meeting), *_actions(meeting, today)]


def _minutes(meeting: Meeting) -> Iterator[Arising]:
    """Earlier minutes that this meeting is to sign."""
    earlier = Minutes.objects.filter(
        meeting__body=meeting.body_id, meeting__held_on__lt=meeting.held_on, state=Minutes.State.AGREED
    )
    for one in earlier.select_related("meeting__body").order_by("meeting__held_on"):
        yield Arising(
            f"Minutes of the meeting of {day_words(one.meeting.held_on)}", one.get_absolute_url(),
            state="Agreed, to be signed",
        )  # fmt: skip


def _corrections(meeting: Meeting) -> Iterator[Arising]:
    asked = Correction.objects.filter(
        minute__body=meeting.body_id, outcome=Correction.Outcome.ASKED,
        minute__minutes__meeting__held_on__lt=meeting.held_on,
    ).select_related("minute__item")  # fmt: skip
    for one in asked:
        words = f"Correction of minute {one.minute.label}"
        if not one.minute.is_restricted:
            words += f", to read: {one.should_read}"
        href = "" if one.minute.is_restricted else one.get_absolute_url()
        yield Arising(words, href, state="Asked for")


def _decisions(meeting: Meeting) -> Iterator[Arising]:
    waiting = Decision.objects.filter(
        body=meeting.body_id, outcome=Decision.Outcome.WAITING, decided_on__lte=meeting.held_on
    )
    for one in waiting.order_by("decided_on", "id"):
        words = "A decision of part 2" if one.restricted else one.words
        yield Arising(
            f"{words}, decided on {day_words(one.decided_on)}",
            "" if one.restricted else one.get_absolute_url(),
            owner=one.decided_by, state="To be endorsed",
        )  # fmt: skip


def _actions(meeting: Meeting, today: date) -> Iterator[Arising]:
    wanted = log_of(meeting.body, Wanted("open"), today=today, part_2=True)
    before = last_before(meeting.body, meeting.held_on)
    since = before.held_on if before else None
    for one in logged(wanted.filter(raised_on__lt=meeting.held_on), today):
        action = one.action
        words = action.words
        if action.restricted:
            words = f"An action of part 2 (minute {action.minute.label})" if action.minute else "Of part 2"
        yield Arising(
            f"{action.reference}: {words}", "" if action.restricted else action.get_absolute_url(),
            owner=action.owner_name, due_on=action.due_on, state=". ".join(_state(one, since)),
        )  # fmt: skip


def _state(one: Logged, since: date | None) -> Iterator[str]:
    """How an action stands, and what came of it since the last meeting."""
    action, report = one.action, one.report
    yield one.state.capitalize()
    if one.state == "undated" and action.due_words:
        yield f"Minuted as “{action.due_words}”"
    if since is not None and action.raised_on >= since and report is None:
        yield "Asked for at the last meeting"
    elif report is None or (since is not None and report.effective_on < since):
        yield "Nothing was reported since the last meeting"
    elif action.restricted:
        yield f"Reported on {day_words(report.effective_on)}"
    else:
        done = "reported as done" if report.done else "reported"
        yield f"{day_words(report.effective_on)}, {done}: {report.words}"
