"""Challenge sessions in the world of the tests: one of a service with an outlier, and a critical case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.cases.models import Service
from goldenthread.apps.cases.taking import take
from goldenthread.apps.challenge import actions
from goldenthread.apps.challenge.models import Rung
from goldenthread.apps.measures.actions import define_measure
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.periods import parse_period

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def challenge_addresses(by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts. The case data is there already."""
    told: dict[str, Any] = {"by": by, "at": now}
    service = Service.objects.get(name="Help and protection")
    referrals = define_measure("Referrals counted", reference="9.1", **told)
    take(referrals, "referrals", **told)
    period = parse_period("2018-19 Q1")
    session = actions.prepare(Rung.TEAMS, service, held_on=today, period=period, **told)
    outlier = actions.name_outlier(session, referrals, "East", reason="So many", **told)
    case = actions.raise_case(service, "CC-12", **told)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("challenge:") and url.partition(":")[2] in names

    return [
        (named("sessions", "prepare", "cases", "raise_case"), {}),
        (named("pack"), {"uuid": session.uuid, "suffix": "xlsx"}),
        (named("outlier", "say", "close"), {"uuid": outlier.uuid}),
        (named("take_case"), {"uuid": case.uuid}),
        (lambda url: url.startswith("challenge:"), {"uuid": session.uuid}),
    ]
