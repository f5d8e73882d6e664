"""The council's recesses: days on which its bodies do not meet."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from goldenthread.apps.meetings.models import Recess
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.meeting_dates import Recess as Kept

LONGEST = 120


def recesses(since: date | None = None) -> QuerySet[Recess]:
    """The recesses that stand, those that ended before a day left out."""
    rows = Recess.objects.filter(withdrawn=False)
    return rows if since is None else rows.filter(ends__gte=since)


def recesses_between(first: date, last: date) -> list[Kept]:
    """The recesses that touch a span of days, as the rulebook takes them."""
    rows = recesses(first).filter(starts__lte=last)
    return [Kept(one.name, one.starts, one.ends) for one in rows]


@transaction.atomic
def add_recess(name: str, *, starts: date, ends: date, by: Person | None, at: datetime) -> Recess:
    """Say that nobody meets on these days, both included. Refused out of order, too long, or twice."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter what the recess is called.", field="name")
    if ends < starts:
        raise Refused("The recess ends before it starts.", field="ends")
    if (ends - starts).days > LONGEST:
        raise Refused(f"A recess lasts {LONGEST} days at most.", field="ends")
    if recesses().filter(starts=starts, ends=ends).exists():
        raise Refused("There is a recess on exactly these days.", field="starts")
    recess = Recess.objects.create(name=name, starts=starts, ends=ends)
    record("meetings.recess_added", by=by, at=at, on=recess, after={
        "name": name, "starts": starts, "ends": ends,
    })  # fmt: skip
    return recess


@transaction.atomic
def withdraw_recess(recess: Recess, *, by: Person | None, at: datetime) -> Recess:
    """Bodies may meet on its days after all. Refused where it was withdrawn already."""
    recess = Recess.objects.select_for_update().get(pk=recess.pk)
    if recess.withdrawn:
        raise Refused("This recess was withdrawn already.", code="withdrawn")
    recess.withdrawn = True
    recess.save(update_fields=["withdrawn"])
    record("meetings.recess_withdrawn", by=by, at=at, on=recess, before={"withdrawn": False})
    return recess
