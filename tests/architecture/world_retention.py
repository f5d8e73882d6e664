"""The record in the world of the tests: who gets the head, a deletion that waits, and one that was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from goldenthread.apps.files.actions import keep
from goldenthread.apps.people.models import Person
from goldenthread.apps.retention.deleting import approve, ask, set_time
from goldenthread.apps.retention.first_kinds import ORPHANS
from goldenthread.apps.retention.head_letters import add_reader

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def retention_addresses(by: Person, other: Person, now: datetime, today: date) -> Addresses:
    """Two files that nobody attached: one certified as deleted, one that waits for a second person."""
    told = {"by": by, "at": now}
    reader = add_reader(other, "week", **told)
    set_time(ORPHANS, months=6, basis="Policy", decides="Director", version=0, **told)
    keep(b"first", "first.txt", by=None, at=now - timedelta(days=400))
    done = ask(ORPHANS, why="", today=today, **told)
    certificate = approve(done, by=other, at=now, today=today)
    keep(b"second", "second.txt", by=None, at=now - timedelta(days=400))
    waits = ask(ORPHANS, why="", today=today, **told)
    without = {f"retention:{name}" for name in ("record", "check", "send_head", "add_reader", "schedule")}
    return [
        (lambda url: url in without, {}),
        (lambda url: url == "retention:end_reader", {"uuid": reader.uuid}),
        (lambda url: url == "retention:certificate", {"uuid": certificate.uuid, "suffix": "pdf"}),
        (lambda url: url in ("retention:set_time", "retention:ask"), {"kind": ORPHANS.key}),
        (lambda url: url.startswith("retention:"), {"uuid": waits.uuid}),
    ]
