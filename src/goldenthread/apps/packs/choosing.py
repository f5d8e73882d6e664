"""Finding a meeting from what somebody typed on the command line."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.trail.refusals import Refused

HOW = 'Give its id, or the body and the day: "Improvement board, 2018-10-11".'


def meeting_named(typed: str) -> Meeting:
    """The meeting of an id, or of "body, day". Raises Refused where that is not one meeting."""
    meetings = Meeting.objects.select_related("body").filter(cancelled_on=None)
    if (uuid := _uuid(typed)) is not None:
        found = list(meetings.filter(uuid=uuid))
    else:
        body, _, day = typed.rpartition(",")
        held_on = _day(day)
        if not body.strip() or held_on is None:
            raise Refused(f"“{typed}” names no meeting. {HOW}")
        found = list(meetings.filter(body__name__iexact=body.strip(), held_on=held_on))
    if not found:
        raise Refused(f"There is no meeting “{typed}” that is not cancelled. {HOW}")
    if len(found) > 1:
        each = "; ".join(f"{one.uuid}, {one.title or 'Meeting'} at {one.starts_at or '?'}" for one in found)
        raise Refused(f"The body meets more than once on that day. Give the id of one: {each}.")
    return found[0]


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed.strip())
    except ValueError:
        return None


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None
