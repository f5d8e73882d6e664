"""What changed of a signed-off case since the body saw it: the frozen document against one composed now."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from goldenthread.apps.signoff.changed import Change, differences
from goldenthread.apps.signoff.composing import compose
from goldenthread.apps.signoff.freezing import Altered, read
from goldenthread.apps.signoff.models import Comparison, Decision, Settlement
from goldenthread.apps.signoff.moved import records_that_moved
from goldenthread.apps.trail.queries import head

ALTERED = "The frozen case is not as it was frozen, so nothing can be compared with it."
SO_MANY_AT_ONCE = 10
"""So many cases are compared while somebody waits for a list; the worker compares the rest."""


@dataclass(frozen=True)
class Since:
    """What changed since a decision. `marks` is SHA-256 of the changes that raise a prompt, empty for none.

    `settled` is how a prompt for these very changes was settled. None of it where nobody compared yet
    (`known` False).
    """

    changes: tuple[dict[str, Any], ...] = ()
    marks: str = ""
    settled: Settlement | None = None
    known: bool = True

    @property
    def material(self) -> tuple[dict[str, Any], ...]:
        """The changes that raise a prompt to reopen."""
        return tuple(one for one in self.changes if one["material"])

    @property
    def prompts(self) -> bool:
        """Whether a person is asked whether the sign-off stands."""
        return bool(self.marks) and self.settled is None


NOT_COMPARED = Since(known=False)


def since(decision: Decision, today: date) -> Since:
    """What changed since one decision, compared again where anything was written about what it shows."""
    return since_all([decision], today, at_most=1)[decision.pk]


def since_all(
    decisions: Sequence[Decision], today: date, *, at_most: int = SO_MANY_AT_ONCE
) -> dict[int, Since]:
    """What changed since each decision. At most so many are compared anew; of the others the last is said."""
    there = {one.decision_id: one for one in Comparison.objects.filter(decision__in=decisions)}
    newest = _newest_events(decisions)
    stale = [one for one in decisions if _is_stale(there.get(one.pk), newest.get(one.pk, 0), today)]
    for decision in stale[:at_most]:
        there[decision.pk] = _compare(decision, today)
    settled = {
        (one.decision_id, one.marks): one
        for one in Settlement.objects.filter(decision__in=decisions).exclude(marks="").order_by("pk")
    }
    found = {}
    for decision in decisions:
        row = there.get(decision.pk)
        found[decision.pk] = (
            Since(tuple(row.changes), row.marks, settled.get((decision.pk, row.marks)))
            if row
            else NOT_COMPARED
        )
    return found


def _is_stale(row: Comparison | None, newest: int, today: date) -> bool:
    return row is None or row.as_at != today or newest > row.position


def _newest_events(decisions: Iterable[Decision]) -> dict[int, int]:
    """By decision: the ledger's last event about anything that its case shows. One query."""
    keys = [one.pk for one in decisions]
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shown.decision, max(event.position) FROM ("
            "  SELECT decision.id AS decision, unnest(decision.subjects || ARRAY["
            "    recommendation.uuid, coalesce(element.uuid, recommendation.uuid)]) AS uuid"
            "  FROM signoff_decision AS decision JOIN signoff_case AS its ON its.id = decision.case_id"
            "  JOIN inspections_recommendation AS recommendation ON recommendation.id = its.recommendation_id"
            "  LEFT JOIN inspections_element AS element ON element.id = its.element_id"
            "  WHERE decision.id = ANY(%s)) AS shown "
            "JOIN trail_subject AS subject ON subject.uuid = shown.uuid "
            "JOIN trail_event AS event ON event.id = subject.event_id GROUP BY shown.decision",
            [keys],
        )
        return dict(cursor.fetchall())


def _compare(decision: Decision, today: date) -> Comparison:
    before = head()
    case = decision.case
    try:
        frozen = read(decision)
    except Altered:
        said = [_said(Change("The frozen case", "altered", "", "", ALTERED, material=True))]
    else:
        now = compose(case.unit, case.phase, as_at=today, lead_account=case.lead_account)
        moved = records_that_moved(frozen, case.unit, as_at=today)
        found = sorted((*moved, *differences(frozen, now)), key=lambda one: not one.material)
        said = [_said(one) for one in found]
    marks = _marks(said)
    row, _ = Comparison.objects.update_or_create(decision=decision, defaults={
        "position": before[0] if before else 0, "as_at": today, "changes": said, "changed": bool(said),
        "material": bool(marks), "marks": marks,
    })  # fmt: skip
    return row


def _said(change: Change) -> dict[str, Any]:
    return dataclasses.asdict(change)


def _marks(changes: Sequence[dict[str, Any]]) -> str:
    """What tells one set of falls from another: where, by which rule, and to what."""
    falls = sorted((one["where"], one["code"], one["after"]) for one in changes if one["material"])
    return hashlib.sha256(json.dumps(falls).encode()).hexdigest() if falls else ""


def compare_all(today: date) -> int:
    """Compare each agreed decision that is stale, as the worker does at night. How many there are."""
    agreed = Decision.objects.filter(outcome__in=["agreed", "agreed_with_condition"])
    decisions = list(agreed.select_related("case__recommendation__inspection", "case__element"))
    since_all(decisions, today, at_most=len(decisions))
    return len(decisions)
