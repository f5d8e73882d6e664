"""What the demonstration's council learned: analyses, and two services for families.

The totals of the intensive family service are those of the council's papers; everything else is made up.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from goldenthread.apps.learning.analysing import (
    AnalysisFields,
    begin_analysis,
    check_whether_it_helped,
    find_cause,
    recommend,
)
from goldenthread.apps.learning.models import Analysis, FamilyService, Moment, OutcomeScale
from goldenthread.apps.learning.serving import (
    FamilyFields,
    ServiceFields,
    TotalsFields,
    add_family,
    add_scale,
    add_service,
    enter_totals,
    score_family,
)
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.site.demonstration.files import rows

PLAN, OWNER = "Children's improvement plan", "Principal Social Worker"
WITH_FAMILIES = "Parents together"
QUARTER = timedelta(days=90)


def learning(tables: Path, by: Person, today: date, at: datetime) -> None:
    """Analyses, services, totals and families. Twice is once."""
    if not Analysis.objects.exists():
        _analyses(rows(tables / "analyses.csv"), by, today, at)
    if not FamilyService.objects.exists():
        _services(rows(tables / "family_services.csv"), by, today, at)
        _families(rows(tables / "families.csv"), by, today, at)


def _analyses(listed: list[dict[str, str]], by: Person, today: date, at: datetime) -> None:
    owner = Post.objects.filter(title=OWNER).first() or Post.objects.order_by("id")[0]
    begun: dict[str, Analysis] = {}
    for row in listed:
        if row["question"] not in begun:
            says = AnalysisFields(
                row["kind"], row["question"], date.fromisoformat(row["held_on"]),
                cases=_number(row["cases"]), found=row["found"],
            )  # fmt: skip
            begun[row["question"]] = begin_analysis(says, today=today, by=by, at=at)
        analysis = begun[row["question"]]
        find_cause(analysis, row["cause"], in_cases=_number(row["in_cases"]), words=row["seen"], by=by, at=at)
        if not row["recommended"]:
            continue
        action = Action.objects.filter(plan__name=PLAN, reference=row["action"] or "none").first()
        lesson = recommend(
            analysis, row["recommended"], owner=owner, action=action, check_on=_day(row["check_on"]), by=by,
            at=at,
        )  # fmt: skip
        if row["verdict"]:
            check_whether_it_helped(
                lesson, row["verdict"], row["words"], checked_on=date.fromisoformat(row["checked_on"]),
                today=today, by=by, at=at,
            )  # fmt: skip


def _services(listed: list[dict[str, str]], by: Person, today: date, at: datetime) -> None:
    for row in listed:
        says = ServiceFields(
            row["name"], row["provider"], date.fromisoformat(row["starts"]), row["comparison"],
            cost=_decimal(row["cost"]), about=row["about"], council_again=_decimal(row["council_again"]),
        )  # fmt: skip
        service = add_service(says, by=by, at=at)
        if not row["families"]:
            continue
        totals = TotalsFields(
            date.fromisoformat(row["up_to"]), int(row["families"]), row["source"], int(row["children"]),
            _decimal(row["closed_percent"]), _decimal(row["again_percent"]),
            first_time_percent=_decimal(row["first_time_percent"]),
            second_time_percent=_decimal(row["second_time_percent"]),
        )  # fmt: skip
        enter_totals(service, totals, today=today, by=by, at=at)


def _families(listed: list[dict[str, str]], by: Person, today: date, at: datetime) -> None:
    service = FamilyService.objects.get(name=WITH_FAMILIES)
    ends = {"lowest": Decimal(0), "highest": Decimal(10)}
    home = add_scale(service, "How things are at home", **ends, by=by, at=at)
    worry = add_scale(service, "How worried parents are", **ends, high_is_good=False, by=by, at=at)
    for row in listed:
        began, closed = date.fromisoformat(row["started_on"]), _day(row["closed_on"])
        says = FamilyFields(
            row["family"], int(row["children"]), began, int(row["times_before"]), closed, row["ended"],
            _day(row["again_on"]),
        )  # fmt: skip
        family = add_family(service, says, today=today, by=by, at=at)
        days = {Moment.START: began, Moment.REVIEW: began + QUARTER, Moment.CLOSE: closed}
        for moment, day in days.items():
            if day is None:
                continue
            scores: dict[OutcomeScale, Decimal] = {
                scale: Decimal(row[f"{word}_{moment}"]) for scale, word in ((home, "home"), (worry, "worry"))
            }
            score_family(family, scores, moment=moment, scored_on=day, today=today, by=by, at=at)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
