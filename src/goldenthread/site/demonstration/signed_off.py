"""Sign-offs of the demonstration: recommendation 12 agreed in 2016 and reopened, one with a condition.

That 12 was agreed on a rising trend and not met a year later, and the condition of 4, are as published; what
leads and the Board said is made up. One case waits for the Board's next meeting, one is being built.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from goldenthread.apps.inspections.models import Assessment, Recommendation
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import next_after
from goldenthread.apps.people.models import Person
from goldenthread.apps.signoff import asking, settling, units
from goldenthread.apps.signoff.deciding import ConditionSays, Says, checks_in, decide
from goldenthread.apps.signoff.freezing import freeze
from goldenthread.apps.signoff.models import Case, Decision
from goldenthread.site.demonstration.files import rows

INSPECTION = "Single inspection, 2015"
BUILT = {"8"}
"""Cases that were asked for and are before the Board; others that wait are still being built."""


@transaction.atomic
def sign_offs(tables: Path, asks: Person, builds: Person, today: date, at: datetime) -> None:
    """Each sign-off of the table, in its order. `asks` and `builds` are who ask for and build what waits."""
    if Case.objects.exists():
        return
    found = {one.reference: one for one in Recommendation.objects.filter(inspection__name=INSPECTION)}
    for row in rows(tables / "sign_offs.csv"):
        recommendation = found[row["recommendation"]]
        if row["decided_on"]:
            _decided(recommendation, row, today, at)
        else:
            _waiting(recommendation, row, asks, builds, today, at)
    _reopened(found["12"], today, at)


def _decided(of: Recommendation, row: dict[str, str], today: date, at: datetime) -> Decision:
    asked_on, decided_on = (date.fromisoformat(row[name]) for name in ("asked_on", "decided_on"))
    told = {"by": None, "at": at, "today": today}
    case = asking.ask(of, int(row["phase"]), account=row["account"], declared_on=asked_on, **told)
    meeting = _meeting(case, decided_on, at)
    case = asking.put_before_body(case, meeting=meeting, version=case.version, as_at=asked_on, **told)
    checks = checks_in(freeze(case, as_at=decided_on, today=today).content)
    conditions = ()
    if row["condition"]:
        due = date.fromisoformat(row["due_on"])
        conditions = (ConditionSays(row["condition"], due, target_text=row["target"]),)
    says = Says(
        row["outcome"], decided_on, meeting=meeting, words=row["words"], conditions=conditions,
        reasons={str(one.code): row["reason"] for one in checks if one.wants_reason},
    )  # fmt: skip
    return decide(case, says, shown=None, published_on=decided_on, **told)


def _meeting(case: Case, held_on: date, at: datetime) -> Meeting:
    there = Meeting.objects.filter(body=case.body, held_on=held_on).first()
    return there or add_meeting(case.body, held_on=held_on, by=None, at=at)


def _waiting(
    of: Recommendation, row: dict[str, str], asks: Person, builds: Person, today: date, at: datetime
) -> None:
    case = asking.ask(of, int(row["phase"]), account=row["account"], by=asks, at=at, today=today)
    if row["recommendation"] in BUILT:
        meeting = next_after(case.body, today)
        asking.put_before_body(case, meeting=meeting, version=case.version, by=builds, at=at, today=today)


def _reopened(of: Recommendation, today: date, at: datetime) -> None:
    """By the assessment that the Board made in 2017, which its file brought."""
    found = Assessment.objects.filter(recommendation=of, element=None, status="not_met").last()
    decision = units.signed_of(of).stands(2)
    if found is None or decision is None:
        return
    settling.reopen(
        decision, status=found.status, reason="Not met in 2017: the rising trend of 2016 did not last.",
        assessment=found, on_day=found.assessed_on, published_on=found.published_on, by=None, at=at,
        today=today,
    )  # fmt: skip
