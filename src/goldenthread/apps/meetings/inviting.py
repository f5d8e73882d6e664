"""Members are written to when a meeting is made, moved or cancelled, with what their calendars take."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from goldenthread.apps.bodies.queries import people_of
from goldenthread.apps.mail.actions import Letter, post_many
from goldenthread.apps.mail.addresses import absolute, why_unreachable
from goldenthread.apps.mail.models import Message
from goldenthread.apps.meetings.models import Invitation, Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.calendars import Address, Appointment, invitation

KIND = "invitation"


@transaction.atomic
def invite(meeting: Meeting, *, today: date, by: Person | None, at: datetime) -> list[Message]:
    """Tell a meeting's members of it as it stands: asked to it, moved, or cancelled. The letters queued.

    A cancelled one is told to whoever was asked before, and to the members. Refused for a meeting of the
    past, and where nobody can be written to.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.held_on < today:
        raise Refused("This meeting lies in the past, so nobody is asked to it.")
    people = {person.pk: person for person in people_of(meeting.body, max(today, meeting.held_on))}
    if meeting.is_cancelled:
        people |= {one.person_id: one.person for one in meeting.invitations.select_related("person")}
    reached = [person for person in people.values() if not why_unreachable(person)]
    if not reached:
        raise Refused(
            f"Nobody on {meeting.body} can be written to: no seat is held by somebody with an account."
        )
    asked_before = set(meeting.invitations.filter(cancelled=False).values_list("person", flat=True))
    letters = [_letter(meeting, person, person.pk in asked_before) for person in reached]
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person, sequence=meeting.sequence,
                   cancelled=meeting.is_cancelled, recorded_at=at)
        for person in reached
    )  # fmt: skip
    return post_many(letters, kind=KIND, by=by, at=at)


def members_to_tell(meeting: Meeting, today: date) -> int:
    """How many people would be written to."""
    people = people_of(meeting.body, max(today, meeting.held_on))
    return sum(not why_unreachable(person) for person in people)


def told_up_to(meeting: Meeting) -> int | None:
    """Up to which change of the meeting its members were told; None where nobody was."""
    newest = meeting.invitations.order_by("-sequence").values_list("sequence", flat=True)
    return newest.first()


def appointment_of(meeting: Meeting) -> Appointment:
    """A meeting, with its body, as a calendar has it. Its id is the same for ever."""
    title = f"{meeting.body}: {meeting.title}" if meeting.title else str(meeting.body)
    notes = f"Cancelled: {meeting.cancelled_reason}" if meeting.is_cancelled else ""
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return Appointment(
        uid=f"{meeting.uuid}@{host}", title=title, day=meeting.held_on, starts_at=meeting.starts_at,
        ends_at=meeting.ends_at, place=meeting.place, url=absolute(meeting.get_absolute_url()), notes=notes,
        sequence=meeting.sequence, changed_at=meeting.changed_at or meeting.recorded_at,
        cancelled=meeting.is_cancelled,
    )  # fmt: skip


def appointments(meetings: Iterable[Meeting]) -> list[Appointment]:
    """Meetings with their bodies as a calendar has them."""
    return [appointment_of(meeting) for meeting in meetings]


def _letter(meeting: Meeting, person: Person, asked_before: bool) -> Letter:
    appointment = appointment_of(meeting)
    council = the_council()
    organiser = Address(council.name if council else "Meetings", settings.DEFAULT_FROM_EMAIL)
    text = invitation(appointment, organiser=organiser, to=Address(person.name, person.email))
    what, lead = _said(meeting, asked_before)
    lines = [lead, "", _when(meeting)]
    if meeting.place:
        lines.append(meeting.place)
    lines += ["", appointment.url]
    subject = f"{what}{appointment.title}, {_when(meeting)}"
    return Letter(person, subject, "\n".join(lines), about=[meeting], calendar=text)


def _said(meeting: Meeting, asked_before: bool) -> tuple[str, str]:
    if meeting.is_cancelled:
        why = meeting.cancelled_reason.rstrip(".")
        return "Cancelled: ", f"The meeting of the {meeting.body} is cancelled: {why}."
    if meeting.sequence and asked_before:
        move = meeting.moves.last()
        why = f" It was on {day_words(move.before)}: {move.reason.rstrip('.')}." if move else ""
        return "Changed: ", f"The meeting of the {meeting.body} has changed.{why}"
    return "", f"You are asked to a meeting of the {meeting.body}."


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return day_words(meeting.held_on)
    until = f" to {meeting.ends_at:%H:%M}" if meeting.ends_at else ""
    return f"{day_words(meeting.held_on)}, {meeting.starts_at:%H:%M}{until}"
