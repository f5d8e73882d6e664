"""A tracker of the council's own in the world of the tests, with a row and a note that the manager wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.stores import tokens_of
from goldenthread.apps.localtrackers import notes, rows
from goldenthread.apps.localtrackers.access import View
from goldenthread.apps.localtrackers.actions import define_tracker
from goldenthread.apps.localtrackers.rows import RowSays
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.localtrackers.views_rows import PURPOSE
from goldenthread.apps.people.models import Person
from goldenthread.site import clock

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def localtrackers_addresses(by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room. `by` made the tracker; addresses of rows are good for today."""
    tracker = define_tracker(SHIPPED["health-passports"], by=by, at=now)
    says = RowSays("C-1", str(Team.objects.first().uuid), values={"asked_on": today.isoformat()})
    row = rows.add_row(tracker, says, view=View(everything=True, own=frozenset()), by=by, at=now)
    note = notes.write_note(tracker, row, "Asked again", by=by, at=now)
    of_row = {"tracker": row.tracker, "row": row.id, "note": note.id}
    token = tokens_of(PURPOSE).make(of_row, whom="", now=clock.now())

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("localtrackers:") and url.partition(":")[2] in names

    return [
        (named("trackers", "begin"), {}),
        (named("define"), {"key": "permanence"}),
        (
            named("row", "change", "take_off", "give_reason", "write_note", "change_note", "withdraw_note"),
            {"token": token},
        ),
        (lambda url: url.startswith("localtrackers:"), {"uuid": tracker.uuid}),
    ]
