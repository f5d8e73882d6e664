"""A year's meetings made at once: proposed from a cadence, moved or dropped by hand, and made together."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.recesses import recesses_between
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.meeting_dates import Proposal, cadence_in_words, proposals
from goldenthread.rulebook.notices import day_off

MOST = 60


@dataclass(frozen=True)
class Proposed:
    """A meeting that is proposed; `there` where the body meets on that day already."""

    proposal: Proposal
    there: bool


@dataclass(frozen=True)
class Year:
    """What is proposed, and `seen`: the body's meetings of that time as they stood, for making them."""

    proposed: tuple[Proposed, ...]
    seen: str


def propose_year(body: Body, cadence: str, *, first: date, until: date) -> Year:
    """The meetings of a cadence in words. Raises Refused for words without one, and for too many days."""
    found = cadence_in_words(cadence)
    if found is None:
        raise Refused(
            "No cadence can be read from these words. Write them like “second Tuesday of every month” or "
            "“every six weeks on a Thursday”.", field="cadence",
        )  # fmt: skip
    if until < first:
        raise Refused("The last day is before the first.", field="until")
    if (until - first).days > 800:
        raise Refused("Propose two years at most at once.", field="until")
    made = proposals(found, first, until, recesses=recesses_between(first, until))
    if len(made) > MOST:
        raise Refused(
            f"That would be {len(made)} meetings. Choose fewer days: {MOST} at most.", field="until"
        )
    there = set(_meetings(body, first, until).values_list("held_on", flat=True))
    proposed = tuple(Proposed(one, one.day in there) for one in made)
    return Year(proposed, _seen(body, first, until))


@dataclass(frozen=True)
class Made:
    """What making a year did: the meetings that were made, and the days on which there was one already."""

    meetings: tuple[Meeting, ...]
    there: tuple[date, ...]


@transaction.atomic
def make_year(
    body: Body, days: Sequence[date], *, starts_at: time | None = None, ends_at: time | None = None,
    place: str = "", first: date, until: date, seen: str, by: Person | None, at: datetime,
) -> Made:  # fmt: skip
    """Make a meeting on each of these days, but where the body meets on it already: twice is once.

    `seen` is what was proposed to whoever asks. Raises Refused where somebody else made, moved or cancelled
    meetings of these months meanwhile and some are still to be made: what is proposed has to be seen anew.
    """
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    days = sorted(set(days))
    there = set(Meeting.objects.filter(body=body, held_on__in=days, cancelled_on=None)
                .values_list("held_on", flat=True))  # fmt: skip
    wanted = [day for day in days if day not in there]
    if wanted and _seen(body, first, until) != seen:
        raise Refused(
            "Somebody made or changed meetings of these months while you were choosing. Look at what is "
            "there now, and make them again.", code="stale",
        )  # fmt: skip
    made = tuple(
        add_meeting(body, held_on=day, starts_at=starts_at, ends_at=ends_at, place=place, by=by, at=at)
        for day in wanted
    )
    return Made(made, tuple(sorted(there)))


def days_off(days: Sequence[date]) -> list[str]:
    """Which of the days are days on which nobody meets, in words: "7 May 2018 is a bank holiday"."""
    recesses = recesses_between(min(days), max(days)) if days else []
    found = []
    for day in sorted(set(days)):
        recess = next((one.name for one in recesses if one.first <= day <= one.last), None)
        if why := day_off(day) or (f"in the recess “{recess}”" if recess else ""):
            found.append(f"{day.day} {day:%B %Y} is {why}")
    return found


def _meetings(body: Body, first: date, until: date) -> QuerySet[Meeting]:
    return Meeting.objects.filter(body=body, held_on__range=(first, until), cancelled_on=None)


def _seen(body: Body, first: date, until: date) -> str:
    """A short name for the body's meetings of a time as they stand: it differs once they do."""
    rows = _meetings(body, first, until).order_by("pk").values_list("pk", "held_on")
    told = ";".join(f"{pk}:{day.isoformat()}" for pk, day in rows)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
