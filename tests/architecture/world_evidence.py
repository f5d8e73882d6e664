"""Evidence in the world of the tests: a piece that contradicts a recommendation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import bear
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people.models import Person

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def evidence_addresses(recommendation: Recommendation, by: Person, now: datetime, today: date) -> Addresses:
    """A link that contradicts the recommendation, with the addresses of its parts."""
    said = Content(today, "June 2018", "20 cases", "34% were good.", url="https://example.org/audit")
    piece = bring(Particulars("Case audit", "audit"), said, today=today, by=by, at=now)
    tie = bear(piece, recommendation, "contradicts", why="A third only", by=by, at=now)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url.partition(":")[2] in names and url.startswith("evidence:")

    return [
        (named("evidence"), {}),
        (named("bring", "bring_record"), {"uuid": recommendation.uuid}),
        (named("answer", "take_off"), {"uuid": tie.uuid}),
        (lambda url: url.startswith("evidence:"), {"uuid": piece.uuid}),
    ]
