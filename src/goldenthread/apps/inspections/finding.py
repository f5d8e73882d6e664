"""Finding recommendations, their elements and inspections by their words, and by the reference as printed."""

from __future__ import annotations

import rules
from django.db.models import F, QuerySet
from django.db.models.functions import Concat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.apps.inspections.models import Element, Inspection, Recommendation
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _inspections(person: Person) -> QuerySet[Inspection] | None:
    return Inspection.objects.all() if rules.has_perm("inspections.see_recommendations", person) else None


def _recommendations(person: Person) -> QuerySet[Recommendation] | None:
    rows = Recommendation.objects.select_related("inspection")
    return rows if rules.has_perm("inspections.see_recommendations", person) else None


def _elements(person: Person) -> QuerySet[Element] | None:
    rows = Element.objects.select_related("recommendation__inspection")
    return rows if rules.has_perm("inspections.see_recommendations", person) else None


def _inspection(inspection: Inspection, title: SafeString, _excerpt: SafeString) -> Hit:
    where = ", ".join(part for part in (inspection.kind, inspection.inspectorate) if part)
    return Hit(title, inspection.get_absolute_url(), where=where, on=inspection.published_on)


def _recommendation(one: Recommendation, title: SafeString, excerpt: SafeString) -> Hit:
    name = format_html("{} {}", one.reference, title)
    return Hit(name, one.get_absolute_url(), where=str(one.inspection), excerpt=excerpt)


def _element(one: Element, title: SafeString, _excerpt: SafeString) -> Hit:
    whole = one.recommendation
    name = format_html("{}{} {}", whole.reference, one.reference, title)
    return Hit(name, whole.get_absolute_url(), where=f"Part of {whole}, {whole.inspection}")


RECOMMENDATIONS = RowFinder(
    "recommendations", "Recommendations", _recommendations,
    words_of("reference", "title", "text", "theme"), order=("-inspection_id", "sort_key"),
    show=_recommendation, title="title", text=("text",), reference=F("reference"),
)  # fmt: skip
ELEMENTS = RowFinder(
    "elements", "Elements of recommendations", _elements, words_of("title"),
    order=("-recommendation__inspection_id", "recommendation__sort_key", "reference"),
    show=_element, title="title", reference=Concat("recommendation__reference", "reference"),
)  # fmt: skip
INSPECTIONS = RowFinder(
    "inspections", "Inspections", _inspections, words_of("name", "kind", "inspectorate"),
    order=("-published_on", "name"), show=_inspection, title="name",
)  # fmt: skip
