"""Finding measures and scorecards by their words, and measures by the reference as printed."""

from __future__ import annotations

import rules
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.people.finding import Hit
from goldenthread.apps.people.finding_rows import RowFinder
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.words import words_of


def _measures(person: Person) -> QuerySet[Measure] | None:
    return Measure.objects.all() if rules.has_perm("measures.see_measures", person) else None


def _scorecards(person: Person) -> QuerySet[Scorecard] | None:
    rows = Scorecard.objects.select_related("body")
    return rows if rules.has_perm("measures.see_measures", person) else None


def _measure(measure: Measure, title: SafeString, excerpt: SafeString) -> Hit:
    name = format_html("{} {}", measure.reference, title) if measure.reference else title
    return Hit(name, measure_address(measure), where=measure.service_area, excerpt=excerpt)


def _scorecard(card: Scorecard, title: SafeString, _excerpt: SafeString) -> Hit:
    href = reverse("measures:scorecard", args=[card.uuid, slugify(card.name) or "scorecard"])
    return Hit(title, href, where=str(card.body or ""))


MEASURES = RowFinder(
    "measures", "Measures", _measures, words_of("reference", "title", "definition"),
    order=("sort_key", "title"), show=_measure, title="title", text=("definition",),
    reference=F("reference"),
)  # fmt: skip
SCORECARDS = RowFinder(
    "scorecards", "Scorecards", _scorecards, words_of("name"), order=("name",), show=_scorecard, title="name"
)
