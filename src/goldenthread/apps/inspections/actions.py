"""Writes about inspections: the frameworks that ship, inspections, judgements, recommendations, who answers.

Beside it: `assessing` (whether a recommendation is met), `importing` (a table of them that comes as a file).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from importlib import resources

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import (
    Accountability,
    Element,
    Framework,
    Inspection,
    Judgement,
    Recommendation,
)
from goldenthread.apps.inspections.queries import REVISED
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.calendar_words import in_words
from goldenthread.rulebook.references import sort_key


@transaction.atomic
def ship_frameworks() -> None:
    """Bring the frameworks that ship with the product. Idempotent; a council's own are left alone."""
    text = resources.files("goldenthread.apps.inspections").joinpath("frameworks.json").read_text("utf-8")
    for framework in json.loads(text):
        Framework.objects.update_or_create(code=framework.pop("code"), defaults=framework)


@transaction.atomic
def record_inspection(
    name: str, *, kind: str = "Inspection", framework: Framework | None = None, inspectorate: str = "",
    fieldwork_starts: date | None = None, fieldwork_ends: date | None = None,
    published_on: date | None = None, published_text: str = "", lead_inspector: str = "",
    by: Person | None, at: datetime,
) -> Inspection:  # fmt: skip
    """Record an inspection, or another source of recommendations.

    `published_text` is for a day that is not known: "2015". Refused without a name, for one that is there
    already, and for field work that ends before it starts.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("Enter the inspection’s name.", field="name")
    if Inspection.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is already an inspection called {name}.", field="name")
    if fieldwork_starts and fieldwork_ends and fieldwork_ends < fieldwork_starts:
        raise Refused("The field work ends before it starts.", field="fieldwork_ends")
    if framework and not inspectorate:
        inspectorate = framework.inspectorate
    says = {
        "name": name, "kind": kind.strip(), "inspectorate": inspectorate.strip(),
        "fieldwork_starts": fieldwork_starts, "fieldwork_ends": fieldwork_ends,
        "published_on": published_on, "published_text": published_text.strip(),
        "lead_inspector": lead_inspector.strip(),
    }  # fmt: skip
    inspection = Inspection.objects.create(framework=framework, **says)
    after = says | {"framework": framework.name if framework else None}
    record("inspections.inspection_recorded", by=by, at=at, on=inspection, after=after)
    return inspection


@transaction.atomic
def add_judgement(
    inspection: Inspection, *, area: str, grade: str, by: Person | None, at: datetime
) -> Judgement:
    """Record an area's grade. Refused for an area judged before, and for a grade that is not on the scale."""
    inspection = (
        Inspection.objects.select_for_update(of=("self",)).select_related("framework").get(pk=inspection.pk)
    )
    area, grade = " ".join(area.split()), " ".join(grade.split())
    if not area or not grade:
        raise Refused("Enter the area and its grade.", field="grade" if area else "area")
    if inspection.judgements.filter(area__iexact=area).exists():
        raise Refused(f"{area} has its grade already.", field="area")
    scale = inspection.framework.grades if inspection.framework else []
    if scale and grade not in scale:
        raise Refused(f"{grade} is not on this framework’s scale: {', '.join(scale)}.", field="grade")
    judgement = Judgement.objects.create(inspection=inspection, area=area, grade=grade)
    record("inspections.judgement_added", by=by, at=at, on=inspection, after={"area": area, "grade": grade})
    return judgement


@transaction.atomic
def add_recommendation(
    inspection: Inspection, *, reference: str, title: str, text: str = "", paragraphs: str = "",
    theme: str = "", deadline: str = "", due: date | None = None, reference_is_ours: bool = False,
    by: Person | None, at: datetime,
) -> Recommendation:  # fmt: skip
    """Add a recommendation as printed. Refused without reference or title, or where it is taken."""
    inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    reference, title = reference.strip(), " ".join(title.split())
    if not reference:
        raise Refused("Enter the reference, or give one of your own and say so.", field="reference")
    if not title:
        raise Refused("Enter the title.", field="title")
    if inspection.recommendations.filter(reference__iexact=reference).exists():
        raise Refused(f"This inspection has a recommendation {reference} already.", field="reference")
    says = {
        "reference": reference, "reference_is_ours": reference_is_ours, "title": title, "text": text.strip(),
        "paragraphs": paragraphs.strip(), "theme": theme.strip(), "deadline": deadline.strip(), "due": due,
    }  # fmt: skip
    recommendation = Recommendation.objects.create(
        inspection=inspection, sort_key=sort_key(reference), recorded_at=at, **says
    )
    record("inspections.recommendation_added", by=by, at=at, on=[inspection, recommendation], after=says)
    return recommendation


@transaction.atomic
def revise_recommendation(
    recommendation: Recommendation, says: Mapping[str, str], *, by: Person | None, at: datetime
) -> Recommendation:
    """Change title, text, paragraphs, theme or deadline; what is empty or the same writes nothing."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    after = {name: text for name, text in says.items() if text and text != getattr(recommendation, name)}
    before = {name: getattr(recommendation, name) for name in after}
    if not after:
        return recommendation
    for name, text in after.items():
        setattr(recommendation, name, text)
    recommendation.save(update_fields=list(after))
    record(REVISED, by=by, at=at, on=recommendation, before=before, after=after)
    return recommendation


@transaction.atomic
def add_element(
    recommendation: Recommendation, *, reference: str, title: str, paragraphs: str = "", by: Person | None,
    at: datetime,
) -> Element:  # fmt: skip
    """Add a part (a, b, c …) with a status of its own. Refused as a recommendation is."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    reference, title = reference.strip(), " ".join(title.split())
    if not reference or not title:
        raise Refused("Enter the element’s reference and title.", field="title" if reference else "reference")
    if recommendation.elements.filter(reference__iexact=reference).exists():
        raise Refused(f"There is an element {reference} already.", field="reference")
    says = {"reference": reference, "title": title, "paragraphs": paragraphs.strip()}
    element = Element.objects.create(recommendation=recommendation, recorded_at=at, **says)
    record("inspections.element_added", by=by, at=at, on=[recommendation, element], after=says)
    return element


@transaction.atomic
def make_accountable(
    recommendation: Recommendation, body: Body, *, starts: date | None, by: Person | None, at: datetime,
    published_on: date | None = None,
) -> Accountability:  # fmt: skip
    """A body answers for a recommendation from a day on; the one before answers until then.

    `starts` None: from the beginning, or nobody knows. `published_on`, where declared, is the day from which
    this was known. Refused where one took over on that day or later, or answered until after it.
    """
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    held = list(recommendation.accountabilities.select_related("body"))
    earlier = [one for one in held if one.ends is None]
    for one in earlier:
        if one.body_id == body.pk:
            return one
        if starts is None or (one.starts is not None and one.starts >= starts):
            raise Refused(
                f"{one.body} answers for it already. Say from which day on it changes.", field="starts"
            )
    for one in held:
        if one.ends is not None and (starts is None or one.ends > starts):
            raise Refused(f"{one.body} answered for it until {in_words(one.ends)}.", field="starts")
    for one in earlier:
        one.ends, one.ended_at = starts, at
        one.save(update_fields=["ends", "ended_at"])
    made = Accountability.objects.create(
        recommendation=recommendation, body=body, starts=starts, recorded_at=at, published_on=published_on
    )
    record(
        "inspections.made_accountable", by=by, at=at, on=[recommendation, body],
        before={"body": [one.body.name for one in earlier]}, after={"body": body.name, "starts": starts},
    )  # fmt: skip
    return made


@transaction.atomic
def end_accountability(
    recommendation: Recommendation, *, ends: date, reason: str, by: Person | None, at: datetime
) -> Accountability:
    """The body that answers no longer does from a day on, and none follows. Refused without a reason."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    held = recommendation.accountabilities.select_related("body").filter(ends=None).first()
    if held is None:
        raise Refused("No body answers for it now.", code="nobody")
    if held.starts is not None and ends <= held.starts:
        raise Refused(f"{held.body} answers for it from {in_words(held.starts)}.", field="ends")
    if not reason.strip():
        raise Refused("Say why it no longer answers.", field="reason")
    held.ends, held.ended_at = ends, at
    held.save(update_fields=["ends", "ended_at"])
    record(
        "inspections.accountability_ended", by=by, at=at, on=[recommendation, held.body], why=reason.strip(),
        before={"body": held.body.name}, after={"body": held.body.name, "ends": ends},
    )  # fmt: skip
    return held
