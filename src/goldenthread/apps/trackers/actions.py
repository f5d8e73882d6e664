"""Writes of the trackers: that a list or a case was opened, notes, coded reasons.

What is written on a case goes to the case store. The ledger says who did what on which list, of which team
and of how many cases; never on whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trackers.queries import Watched, case_of, reason_case
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.trackers.listing import Item
from goldenthread.casedata.written import Case
from goldenthread.rulebook.breaches import REASONS, reasons_for


def list_opened(name: str, rows: Sequence[Watched], *, team: str, by: Person, at: datetime) -> None:
    """Write that somebody opened a page of a list: in the ledger how many, in the case store on whom."""
    cases = dict.fromkeys(case_of(one) for one in rows)
    with transaction.atomic():
        record("trackers.list_opened", by=by, at=at, on=by, after={
            "list": name, "team": team, "cases": len(cases),
        })  # fmt: skip
        if cases:
            written_of().opened(cases, where=name, by=str(by.uuid), at=at)


def case_opened(case: Case, team: Team | None, *, by: Person, at: datetime) -> None:
    """Write that somebody opened one case."""
    with transaction.atomic():
        record("trackers.case_opened", by=by, at=at, on=team or by, after={"cases": 1})
        written_of().opened([case], where="case", by=str(by.uuid), at=at)


def write_note(case: Case, text: str, team: Team | None, *, by: Person, at: datetime) -> None:
    """Write a note on a case. Raises Refused without words."""
    if not text.strip():
        raise Refused("Write the note.", field="text")
    with transaction.atomic():
        record("trackers.note_written", by=by, at=at, on=team or by)
        written_of().note(case, text.strip(), by=str(by.uuid), at=at)


def give_reason(item: Item, code: str, text: str, team: Team | None, *, by: Person, at: datetime) -> None:
    """Say by its code why a deadline was not met. Raises Refused for a reason that is not offered for it."""
    if code not in {reason.code for reason in reasons_for(item.watch.clock)}:
        raise Refused("Choose a reason.", field="code")
    if code == "other" and not text.strip():
        raise Refused("Say what the other reason is.", field="text")
    with transaction.atomic():
        record("trackers.reason_given", by=by, at=at, on=team or by, after={
            "clock": item.watch.clock.name, "reason": code, "whose": REASONS[code].whose.value,
        })  # fmt: skip
        written_of().give_reason(
            reason_case(item), item.watch.clock.name, code, whose=REASONS[code].whose.value,
            text=text.strip(), by=str(by.uuid), at=at,
        )  # fmt: skip
