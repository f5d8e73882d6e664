"""Writes about staff: what was counted of their supervision and training, and why people left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.models import ExitInterview, StaffCount
from goldenthread.apps.surveys.staff_models import StaffKind
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import SVY_13


class Theme(models.TextChoices):
    """Why somebody left, as a code. An interview may have several."""

    WORKLOAD = "workload", "Workload"
    CASELOAD = "caseload", "Complexity of cases"
    PAY = "pay", "Pay and conditions"
    MANAGER = "manager", "Management"
    SUPERVISION = "supervision", "Supervision and support"
    PROGRESSION = "progression", "Progression and training"
    CULTURE = "culture", "Culture, and how people are treated"
    SYSTEMS = "systems", "Systems and paperwork"
    TRAVEL = "travel", "Travel and place of work"
    AGENCY = "agency", "Agency work"
    CAREER = "career", "Another kind of work"
    RETIREMENT = "retirement", "Retirement"
    PERSONAL = "personal", "Personal reasons"


@transaction.atomic
def record_count(
    kind: str, *, quarter: date, done: int, due: int, team: str = "", reason: str = "",
    by: Person | None, at: datetime, **also: Any,
) -> StaffCount:  # fmt: skip
    """Record so many done of so many due in a quarter. Of one thing the newest record counts.

    Refused for more done than due (SVY-13), for nothing due, and for a correction without a reason.
    """
    team = " ".join(team.split())
    if due < 1:
        raise Refused("Give how many were due, 1 or more.", field="due")
    if not 0 <= done <= due:
        raise Refused(f"{done} of {due}: more cannot be done than was due.", code=SVY_13, field="done")
    of_it = StaffCount.objects.filter(kind=kind, quarter=quarter, team__iexact=team)
    before = of_it.order_by("-id").first()
    if before and (before.done, before.due) == (done, due):
        return before
    if before and not reason.strip():
        raise Refused(f"{before.done} of {before.due} stands already. Say why it changes.", field="reason")
    made = StaffCount.objects.create(
        kind=kind, quarter=quarter, team=team, done=done, due=due, reason=reason.strip(), recorded_at=at,
        recorded_by=by, **also,
    )  # fmt: skip
    record(
        "surveys.staff_counted", by=by, at=at, on=made, why=made.reason,
        before={"done": before.done, "due": before.due} if before else {},
        after={"kind": StaffKind(kind).label, "quarter": quarter, "team": team, "done": done, "due": due},
    )  # fmt: skip
    return made


@transaction.atomic
def record_exit(
    *, quarter: date, themes: Sequence[str], would_return: bool | None, by: Person | None, at: datetime
) -> None:
    """Record an exit interview as its themes. The event tells how many there are in the quarter, no more.

    Refused without a theme, and for one that is not on the list.
    """
    known = [theme for theme in Theme.values if theme in set(themes)]
    if not known or len(known) != len(set(themes)):
        raise Refused("Choose one theme or more from the list.", field="themes")
    interview = ExitInterview.objects.create(quarter=quarter, themes=known, would_return=would_return)
    number = ExitInterview.objects.filter(quarter=quarter).count()
    assert interview.pk
    record("surveys.exit_recorded", by=by, at=at, on=[], after={"quarter": quarter, "interviews": number})
