"""Corrections: what an inspection says of itself, and a grade that was typed wrongly.

The row says what holds; the ledger keeps what it said before.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.inspections.models import Framework, Inspection, Judgement
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.apps.trail.said import put_back

REVISED_INSPECTION = "inspections.inspection_revised"
"""The event that tells what an inspection said before."""
CORRECTED = "inspections.judgement_corrected"
MOST_EVENTS = 1000  # about one inspection, for its page of the past


def revisions_of(inspection: Inspection) -> int:
    """How often it was revised: what a person saw is stale when there are more."""
    return Event.objects.filter(verb=REVISED_INSPECTION, subjects__uuid=inspection.uuid).count()


@transaction.atomic
def revise_inspection(
    inspection: Inspection, *, name: str, kind: str, framework: Framework | None, inspectorate: str = "",
    fieldwork_starts: date | None = None, fieldwork_ends: date | None = None,
    published_on: date | None = None, published_text: str = "", lead_inspector: str = "", reason: str = "",
    seen: int, by: Person | None, at: datetime,
) -> Inspection:  # fmt: skip
    """Change what an inspection says of itself. What is the same writes nothing.

    Another framework, or another day of publication than the one recorded, needs a reason: grades and what
    was known when hang on them. Refused for a name that is taken, field work that ends before it starts, a
    framework on whose scale a grade is not, and with the code "stale" where others revised it meanwhile.
    """
    rows = Inspection.objects.select_for_update(of=("self",)).select_related("framework")
    inspection = rows.get(pk=inspection.pk)
    if revisions_of(inspection) != seen:
        raise Refused("Somebody changed this inspection while you were writing.", code="stale")
    name = " ".join(name.split())
    _check(inspection, name, fieldwork_starts, fieldwork_ends, framework)
    says = {
        "name": name, "kind": kind.strip(), "framework": framework, "fieldwork_starts": fieldwork_starts,
        "inspectorate": inspectorate.strip() or (framework.inspectorate if framework else ""),
        "fieldwork_ends": fieldwork_ends, "published_on": published_on,
        "published_text": published_text.strip(), "lead_inspector": lead_inspector.strip(),
    }  # fmt: skip
    before = {
        field: getattr(inspection, field)
        for field, value in says.items()
        if getattr(inspection, field) != value
    }
    if not before:
        return inspection
    weighty = before.get("framework") or before.get("published_on")
    if weighty and not reason.strip():
        raise Refused("The framework or the day of publication changes. Say why.", field="reason")
    for field in before:
        setattr(inspection, field, says[field])
    inspection.save(update_fields=list(before))
    record(
        REVISED_INSPECTION, by=by, at=at, on=inspection, before=_written(before), why=reason.strip(),
        after=_written({field: says[field] for field in before}),
    )  # fmt: skip
    return inspection


@transaction.atomic
def correct_judgement(
    inspection: Inspection, *, judgement: Judgement, grade: str, reason: str, by: Person | None, at: datetime
) -> Judgement:
    """Put right a grade that was recorded wrongly. Refused without a reason, and off the scale."""
    rows = Judgement.objects.select_for_update(of=("self",)).select_related("inspection__framework")
    judgement, grade = rows.get(pk=judgement.pk, inspection=inspection), " ".join(grade.split())
    scale = judgement.inspection.framework.grades if judgement.inspection.framework else []
    if not grade or (scale and grade not in scale):
        raise Refused(f"Choose a grade of this framework’s scale: {', '.join(scale)}.", field="grade")
    if grade == judgement.grade:
        raise Refused(f"{judgement.area} has this grade already.", field="grade")
    if not reason.strip():
        raise Refused("Say what was wrong.", field="reason")
    before, judgement.grade = judgement.grade, grade
    judgement.save(update_fields=["grade"])
    record(
        CORRECTED, by=by, at=at, on=inspection, why=reason.strip(),
        before={"area": judgement.area, "grade": before}, after={"area": judgement.area, "grade": grade},
    )  # fmt: skip
    return judgement


def put_inspection_back(inspection: Inspection, known_at: datetime | None) -> None:
    """Make an inspection read as it did at an instant, with the grades that it then had. None leaves it.

    It is for reading only, and its judgements are fetched with it (`queries.inspection_called`).
    """
    if known_at is None:
        return
    put_back([inspection], known_at, REVISED_INSPECTION)
    by_area = {one.area: one for one in inspection.judgements.all()}
    since = [event for event in about(inspection.uuid, limit=MOST_EVENTS) if event.at > known_at]
    for event in since:  # the newest first, so that the oldest has the last word
        if event.verb == CORRECTED and event.before and event.before["area"] in by_area:
            by_area[event.before["area"]].grade = event.before["grade"]


def _check(
    inspection: Inspection, name: str, starts: date | None, ends: date | None, framework: Framework | None
) -> None:
    if not name:
        raise Refused("Enter the inspection’s name.", field="name")
    if Inspection.objects.filter(name__iexact=name).exclude(pk=inspection.pk).exists():
        raise Refused(f"There is already an inspection called {name}.", field="name")
    if starts and ends and ends < starts:
        raise Refused("The field work ends before it starts.", field="fieldwork_ends")
    grades = inspection.judgements.values_list("grade", flat=True)
    scale = framework.grades if framework else []
    off_scale = [grade for grade in grades if scale and grade not in scale]
    if off_scale and framework != inspection.framework:
        raise Refused(f"{off_scale[0]} is not on that framework’s scale.", field="framework")


def _written(says: dict[str, object]) -> dict[str, object]:
    """As the ledger writes it: a framework by its name."""
    return {name: value.name if isinstance(value, Framework) else value for name, value in says.items()}
