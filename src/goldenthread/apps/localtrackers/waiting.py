"""What the council's own trackers want of a team manager: rows of their teams that are due or overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.localtrackers.access import View, view_in
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.rows import RowShown, rows_shown
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.people.queries import Standing
from goldenthread.apps.people.waiting import Waiting
from goldenthread.casedata.keys import NoKey, WrongKey


@dataclass(frozen=True)
class Due:
    """How many rows of a tracker are overdue and due soon in somebody's own teams, and the first deadline."""

    tracker: LocalTracker
    overdue: int
    soon: int
    first: date


def due_in_own_teams(stands: Standing, today: date) -> list[Due]:
    """Of a team manager, each open tracker with rows of their teams that are overdue or due soon."""
    managed = {
        str(uuid) for role, scope, uuid in stands.grants if (role, scope) == (Role.TEAM_MANAGER, Scope.TEAM)
    }
    if not managed or not Path(settings.CASE_KEY).exists():
        return []
    found = []
    for tracker in LocalTracker.objects.filter(closed_on=None):
        view = View(everything=False, own=view_in(stands, tracker).own & managed)
        if view and (due := _due(tracker, view, today)):
            found.append(due)
    return found


def _due(tracker: LocalTracker, view: View, today: date) -> Due | None:
    try:
        rows = rows_shown(tracker, view, today, written=written_of())
    except (NoKey, WrongKey):
        return None
    waits = [one for one in rows if one.standing.state in {"overdue", "due_soon"}]
    if not waits:
        return None
    overdue = sum(one.standing.state == "overdue" for one in waits)
    return Due(tracker, overdue, len(waits) - overdue, min(map(_last_day, waits)))


def rows_due(person: Person, today: date) -> Iterator[Waiting]:
    """One line for each tracker: what is overdue, else what is due soon."""
    for one in due_in_own_teams(standing(person), today):
        state = "overdue" if one.overdue else "due_soon"
        yield Waiting(
            what=f"{one.tracker}: {in_words(one)}",
            why="A tracker of the council’s own, with rows of your teams.",
            do="Work through what is overdue" if one.overdue else "Look at what is due",
            href=f"{one.tracker.get_absolute_url()}?state={state}",
            since=min(one.first, today),
            due=one.first,
        )


def in_words(one: Due) -> str:
    """ "3 overdue, 2 due soon"."""
    counts = ((one.overdue, "overdue"), (one.soon, "due soon"))
    return ", ".join(f"{number} {words}" for number, words in counts if number)


def _last_day(one: RowShown) -> date:
    deadline = one.standing.deadline
    assert deadline is not None  # whatever is due has one
    return deadline.date() if hasattr(deadline, "hour") else deadline
