"""Finding self-assessments and their parts, and reading what a part says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.selfassessment.headings import CHAPTERS, OF_A_RECOMMENDATION, Heading
from goldenthread.apps.selfassessment.models import (
    Fate,
    Frozen,
    Part,
    PartState,
    Proposal,
    Review,
    SelfAssessment,
    Version,
    Words,
)
from goldenthread.documents import canonical
from goldenthread.documents import self_assessment as doc
from goldenthread.rulebook.self_assessment import Said

_WITH = ("plan__accountable_body", "body", "previous")
_PART_WITH = ("document__plan", "document__previous", "recommendation__inspection", "writer", "reviewer")


class NotAsFrozen(Exception):
    """A frozen edition does not give the digest that was kept with it."""


def document_called(uuid: UUID, **_rest: str) -> SelfAssessment:
    """The self-assessment of this id. Raises Http404."""
    return get_object_or_404(SelfAssessment.objects.select_related(*_WITH), uuid=uuid)


def part_called(uuid: UUID) -> Part:
    """The part of this id, with its document. Raises Http404."""
    return get_object_or_404(Part.objects.select_related(*_PART_WITH), uuid=uuid)


def edition_called(uuid: UUID, **_suffix: str) -> Frozen:
    """The frozen edition of this id. Raises Http404."""
    with_it = ("document_of__plan", "document_of__body", "frozen_by")
    return get_object_or_404(Frozen.objects.select_related(*with_it), uuid=uuid)


def documents(plan: Plan | None = None) -> QuerySet[SelfAssessment]:
    """Every self-assessment, or a plan's, the newest day first, with how many parts are how far."""
    rows = SelfAssessment.objects.select_related(*_WITH)
    if plan is not None:
        rows = rows.filter(plan=plan)
    done = Count("parts", filter=Q(parts__state=PartState.REVIEWED))
    return rows.annotate(in_all=Count("parts"), done=done).order_by("-as_at", "-id")


def plans_assessed() -> QuerySet[Plan]:
    return Plan.objects.filter(self_assessments__isnull=False).distinct().order_by("name")


def newest_of(plan: Plan) -> SelfAssessment | None:
    """The plan's last self-assessment: what the next one begins with."""
    return SelfAssessment.objects.filter(plan=plan).order_by("-as_at", "-id").first()


def recommendations_of(plan: Plan) -> QuerySet[Recommendation]:
    """Every recommendation of the plan's inspections: what a self-assessment of it has to speak of."""
    rows = Recommendation.objects.filter(inspection__plans=plan).select_related("inspection")
    return rows.order_by("-inspection__published_on", "inspection__name", "sort_key")


def headings_of(part: Part) -> tuple[Heading, ...]:
    """What a part is asked for."""
    return OF_A_RECOMMENDATION if part.recommendation_id else (CHAPTERS[part.key].heading,)


@dataclass(frozen=True)
class Typed:
    """What stands under a heading, and whether it is last year's untouched."""

    text: str
    from_last_year: bool


NOTHING = Typed("", False)


def words_of(
    parts: Iterable[Part], *, number: int | None = None, known_at: datetime | None = None
) -> dict[int, dict[str, Typed]]:
    """What each part says, by its row number and the heading's key; at a version, or as of an instant."""
    rows = Words.objects.filter(version__part__in=list(parts))
    if number is not None:
        rows = rows.filter(version__number__lte=number)
    if known_at is not None:
        rows = rows.filter(version__made_at__lte=known_at)
    rows = rows.order_by("version__part", "key", "-version__number").distinct("version__part", "key")
    found: dict[int, dict[str, Typed]] = defaultdict(dict)
    for part, key, text, last_year in rows.values_list("version__part", "key", "text", "from_last_year"):
        found[part][key] = Typed(text, last_year)
    return found


def said_of(part: Part, words: Mapping[str, Typed]) -> list[Said]:
    """For the rule: which headings say something of their own. What a new document begins with is nothing."""
    said = []
    for heading in headings_of(part):
        typed = words.get(heading.key, NOTHING)
        says = bool(typed.text.strip()) and typed.text.strip() != heading.default.strip()
        said.append(Said(says, typed.from_last_year))
    return said


def parts_of(document: SelfAssessment) -> list[Part]:
    """Its parts in the order of the document: chapters, then recommendations as printed."""
    found = list(document.parts.select_related(*_PART_WITH))
    places = {one.pk: place for place, one in enumerate(recommendations_of(document.plan))}
    keys = list(CHAPTERS)
    return sorted(
        found,
        key=lambda part: (
            (1, places.get(part.recommendation_id, len(places)))
            if part.recommendation_id
            else (0, keys.index(part.key))
        ),
    )


def without_a_part(document: SelfAssessment) -> list[Recommendation]:
    """Recommendations of the plan's inspections that came after the document was begun."""
    held = document.parts.exclude(recommendation=None).values("recommendation")
    return list(recommendations_of(document.plan).exclude(pk__in=held))


def versions_of(part: Part) -> QuerySet[Version]:
    """Every save of a part, newest first, with the headings that it changed."""
    words = Prefetch("words", Words.objects.only("version_id", "key"))
    return part.versions.select_related("made_by").prefetch_related(words)


def last_review(part: Part) -> Review | None:
    """What a reviewer said last of this edition's part."""
    rows = part.reviews.filter(edition=part.document.edition).select_related("made_by")
    return rows.order_by("-made_at", "-id").first()


def approvals(parts: Iterable[Part], known_at: datetime | None = None) -> dict[int, Review]:
    """The last approval of each part, by its row number."""
    rows = Review.objects.filter(part__in=list(parts), answer="approved").select_related("made_by")
    if known_at is not None:
        rows = rows.filter(made_at__lte=known_at)
    return {one.part_id: one for one in rows.order_by("made_at", "id")}


def waiting_verdicts(parts: Iterable[Part]) -> dict[int, list[Proposal]]:
    """The verdicts that wait for the review, by the row number of their part."""
    found: dict[int, list[Proposal]] = defaultdict(list)
    rows = Proposal.objects.filter(part__in=list(parts), fate=Fate.WAITING)
    for one in rows.select_related("element", "proposed_by").order_by("element__reference", "id"):
        found[one.part_id].append(one)
    return found


def document_of(frozen: Frozen) -> doc.SelfAssessment:
    """The frozen document. Raises NotAsFrozen."""
    if canonical.digest(frozen.document) != frozen.digest:
        raise NotAsFrozen(f"The document of {frozen} was altered after it was frozen.")
    return doc.SelfAssessment.from_json(frozen.document)


def editions_of(document: SelfAssessment) -> QuerySet[Frozen]:
    """The frozen editions, newest first."""
    return document.editions.select_related("frozen_by").defer("document").order_by("-edition")


def newest_frozen(document: SelfAssessment) -> Frozen | None:
    return document.editions.order_by("-edition").first()


def part_about(recommendation: Recommendation) -> Sequence[Part]:
    """The parts that speak of a recommendation, the newest document first."""
    rows = Part.objects.filter(recommendation=recommendation).select_related("document__plan")
    return list(rows.order_by("-document__as_at"))
