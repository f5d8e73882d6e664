"""Complaints in the world of the tests: one with its stage and learning, and a compliment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.feedback.actions import (
    ComplaintFields,
    learn,
    receive_complaint,
    receive_compliment,
)
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def feedback_addresses(action: Action, by: Person, now: datetime, today: date) -> Addresses:
    """One of everything of the room, with the addresses of its parts."""
    told: dict[str, Any] = {"today": today, "by": by, "at": now}
    says = ComplaintFields("CC-1", "Leaving care", "advocate", themes=["Not being listened to"])
    complaint = receive_complaint(says, received_on=today, **told)
    learned = learn(complaint, "Notes go out in draft", learned_on=today, action=action, **told)
    praise = receive_compliment(
        received_on=today, service="Leaving care", raised_by="parent", words="They listened.", **told
    )

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.startswith("feedback:") and url.partition(":")[2] in names

    return [
        (named("quarters", "complaints", "receive", "procedures", "compliments", "compliment"), {}),
        (named("quarter"), {"period": "2018-19-q2"}),
        (named("extend", "end"), {"uuid": complaint.stages.get().uuid}),
        (named("take_back_learning"), {"uuid": learned.uuid}),
        (named("withdraw_compliment"), {"uuid": praise.uuid}),
        (lambda url: url.startswith("feedback:"), {"uuid": complaint.uuid}),
    ]
