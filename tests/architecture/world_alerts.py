"""Practice alerts in the world of the tests: a ladder of two levels, and an alert at the lower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.alerts.actions import AlertFields, Rung, raise_alert, set_ladder, ship_alert_kinds
from goldenthread.apps.alerts.models import AlertKind
from goldenthread.apps.people.models import Person

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def alerts_addresses(by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts."""
    ship_alert_kinds()
    set_ladder([Rung("Team manager", 5, formal=False), Rung("Head of service", 10)], by=by, at=now)
    says = AlertFields(
        AlertKind.objects.get(key="drift"), "C-1", "Leaving care", "Reviewing officer", "No plan for months"
    )
    alert = raise_alert(says, raised_on=today, today=today, by=by, at=now)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("alerts:") and url.partition(":")[2] in names

    return [
        (named("numbers", "alerts", "raise", "ladder"), {}),
        (named("quarter"), {"period": "2018-19-q2"}),
        (named("answer"), {"uuid": alert.steps.get().uuid}),
        (lambda url: url.startswith("alerts:"), {"uuid": alert.uuid}),
    ]
