"""Reading inspections and recommendations, and what each recommendation stands at on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models import DateTimeField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.shortcuts import get_object_or_404

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import REVISED_BODY
from goldenthread.apps.inspections.correcting import REVISED_INSPECTION
from goldenthread.apps.inspections.models import (
    Accountability,
    Assessment,
    Element,
    Framework,
    Inspection,
    Recommendation,
)
from goldenthread.apps.trail.moments import RecordedBy, known_by
from goldenthread.apps.trail.said import put_back
from goldenthread.rulebook.standing import DerivedStanding, Standing, standing_from

NOT_ASSESSED = "not_assessed"
REVISED = "inspections.recommendation_revised"
"""The event that tells what a recommendation said before."""
PUBLISHED_WITH_ELEMENT = "recommendation__inspection__published_on"
"""The day on which an inspection was published is declared: what it printed is known from then."""
AS_A_BOARD_READS = (
    *(Standing.MET, Standing.MET_SUBJECT_TO_CONDITION, Standing.PARTLY_MET, Standing.NOT_MET),
    *(Standing.NO_LONGER_APPLICABLE, NOT_ASSESSED),
)
"""Every status of a recommendation, the best first."""
WORDS = dict(Assessment.Status.choices) | {NOT_ASSESSED: "Not yet assessed"}
TONES = {
    Standing.MET: "green", Standing.MET_SUBJECT_TO_CONDITION: "green", Standing.PARTLY_MET: "amber",
    Standing.NOT_MET: "red",
}  # fmt: skip


@dataclass(frozen=True)
class ElementLine:
    """An element with the assessment that holds on the day, if there is one."""

    element: Element
    assessment: Assessment | None

    @property
    def status(self) -> str:
        return self.assessment.status if self.assessment else NOT_ASSESSED


@dataclass(frozen=True)
class Line:
    """A recommendation as it stands on a day: its elements, its derived status, and the body that answers."""

    recommendation: Recommendation
    elements: tuple[ElementLine, ...]
    stated: Assessment | None
    derived: DerivedStanding
    body: Body | None

    @property
    def status(self) -> str:
        return str(self.derived.status or NOT_ASSESSED)

    @property
    def newest(self) -> Assessment | None:
        """The last assessment that the status rests on."""
        found = [line.assessment for line in self.elements if line.assessment]
        found += [self.stated] if self.stated else []
        return max(found, key=lambda one: (one.assessed_on, one.pk), default=None)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What the status is subject to, where it is."""
        held = [line.assessment for line in self.elements if line.assessment] or [self.stated]
        return tuple(one.condition for one in held if one and one.condition)


@dataclass(frozen=True)
class Count:
    """How many recommendations stand at a status, with the tone of its tile."""

    status: str
    number: int

    @property
    def words(self) -> str:
        return WORDS[self.status].lower()

    @property
    def tone(self) -> str:
        return TONES.get(self.status, "grey")


@dataclass(frozen=True)
class Wanted:
    """What a list of recommendations is narrowed to. None: all."""

    inspection: Inspection | None = None
    status: str = ""
    theme: str = ""
    body: Body | None = None


def recommendation_called(uuid: UUID, **_slug: str) -> Recommendation:
    """The recommendation of this id, with its inspection. Raises Http404."""
    return get_object_or_404(Recommendation.objects.select_related("inspection__framework"), uuid=uuid)


def inspection_called(uuid: UUID, **_slug: str) -> Inspection:
    """The inspection of this id, with its framework and judgements. Raises Http404."""
    return get_object_or_404(
        Inspection.objects.select_related("framework").prefetch_related("judgements"), uuid=uuid
    )


def all_inspections() -> QuerySet[Inspection]:
    """Every inspection, newest first, with `made`: how many recommendations it made."""
    return (
        Inspection.objects.select_related("framework")
        .annotate(made=models.Count("recommendations"))
        .order_by("-published_on", "name")
    )


def frameworks() -> QuerySet[Framework]:
    return Framework.objects.order_by("name")


def themes() -> list[str]:
    return list(
        Recommendation.objects.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct()
    )


def answering_bodies() -> QuerySet[Body]:
    """The bodies that answer, or answered, for a recommendation."""
    return Body.objects.filter(accountabilities__isnull=False).distinct().order_by("name")


def known_assessments(known_at: datetime | None = None) -> QuerySet[Assessment]:
    """Assessments that were known at an instant: from the day declared for them, else from their recording.

    None asks for all that is known.
    """
    rows = Assessment.objects.annotate(
        known_from=Coalesce(Cast("published_on", DateTimeField()), "recorded_at")
    )
    if isinstance(known_at, RecordedBy):
        return rows.filter(recorded_at__lte=known_at)
    return rows if known_at is None else rows.filter(known_from__lte=known_at)


def history_of(
    recommendation: Recommendation, *, as_at: date, known_at: datetime | None = None
) -> list[Assessment]:
    """Every assessment of a recommendation and its elements up to a day, oldest first."""
    return list(
        known_assessments(known_at)
        .filter(recommendation=recommendation, assessed_on__lte=as_at)
        .select_related("element", "body", "recorded_by", "load")
        .order_by("assessed_on", "element__reference", "id")
    )


def accountabilities_of(
    recommendation: Recommendation, *, known_at: datetime | None = None
) -> list[Accountability]:
    """Which body answered from when to when, as far as was known at an instant, the present one first."""
    found = list(recommendation.accountabilities.filter(known_by(known_at)).select_related("body"))
    put_back([one.body for one in found], known_at, REVISED_BODY)
    for one in found:
        if known_at and one.ended_at and one.ended_at > known_at:
            one.ends = None  # nobody had yet heard that it would end
    return found


def standings(
    recommendations: Iterable[Recommendation], *, as_at: date, known_at: datetime | None = None
) -> list[Line]:
    """What each recommendation stands at on a day, as known at an instant, and in its words of then.

    Three queries for any number in the present, a few more for the past.
    """
    recommendations = list(recommendations)
    put_back(recommendations, known_at, REVISED)
    put_back([one.inspection for one in recommendations] if known_at else [], known_at, REVISED_INSPECTION)
    keys = [one.pk for one in recommendations]
    elements: dict[int, list[Element]] = defaultdict(list)
    known = known_by(known_at, published=PUBLISHED_WITH_ELEMENT)
    for element in Element.objects.filter(known, recommendation__in=keys).order_by("reference"):
        elements[element.recommendation_id].append(element)
    newest: dict[tuple[int, int | None], Assessment] = {}
    rows = known_assessments(known_at).filter(recommendation__in=keys, assessed_on__lte=as_at)
    for assessment in rows.order_by("assessed_on", "known_from", "id"):
        newest[assessment.recommendation_id, assessment.element_id] = assessment
    answering = _answering(keys, as_at, known_at)
    return [_line(one, elements[one.pk], newest, answering.get(one.pk)) for one in recommendations]


def _line(
    recommendation: Recommendation,
    elements: Sequence[Element],
    newest: dict[tuple[int, int | None], Assessment],
    body: Body | None,
) -> Line:
    lines = tuple(ElementLine(one, newest.get((recommendation.pk, one.pk))) for one in elements)
    stated = newest.get((recommendation.pk, None))
    derived = standing_from(
        [Standing(line.assessment.status) if line.assessment else None for line in lines],
        Standing(stated.status) if stated else None,
    )
    return Line(recommendation, lines, stated, derived, body)


def _answering(keys: Sequence[int], as_at: date, known_at: datetime | None) -> dict[int, Body]:
    in_force = (Q(starts=None) | Q(starts__lte=as_at)) & (Q(ends=None) | Q(ends__gt=as_at))
    if known_at is not None:  # an end of which nobody had yet heard was none
        in_force |= (Q(starts=None) | Q(starts__lte=as_at)) & Q(ended_at__gt=known_at)
    rows = Accountability.objects.filter(in_force, known_by(known_at), recommendation__in=keys)
    answering = {one.recommendation_id: one.body for one in rows.select_related("body")}
    put_back(answering.values(), known_at, REVISED_BODY)
    return answering


def recommendation_list(
    wanted: Wanted | None = None, *, as_at: date, known_at: datetime | None = None
) -> list[Line]:
    """The recommendations that are wanted, by inspection and printed reference, as far as they were known.

    Four queries in all in the present.
    """
    wanted = wanted or Wanted()
    known = known_by(known_at, published="inspection__published_on")
    rows = Recommendation.objects.filter(known).select_related("inspection")
    rows = rows.order_by("-inspection__published_on", "inspection__name", "sort_key")
    if wanted.inspection:
        rows = rows.filter(inspection=wanted.inspection)
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    lines = standings(rows, as_at=as_at, known_at=known_at)
    if known_at is not None:  # by what the inspections said then
        lines.sort(key=_newest_inspection_first)
    if wanted.body:
        lines = [line for line in lines if line.body == wanted.body]
    if wanted.status:
        lines = [line for line in lines if line.status == wanted.status]
    return lines


def _newest_inspection_first(line: Line) -> tuple[bool, int, str, str]:
    inspection = line.recommendation.inspection
    day = inspection.published_on
    return day is not None, -day.toordinal() if day else 0, inspection.name, line.recommendation.sort_key


def answered_for_by(body: Body, *, as_at: date, known_at: datetime | None = None) -> list[Line]:
    """The recommendations that a body answers for on a day, as far as was known at an instant."""
    return recommendation_list(Wanted(body=body), as_at=as_at, known_at=known_at)


def counts_by_status(lines: Iterable[Line]) -> list[Count]:
    """How many stand at each status, in the order in which a board reads them; only those that occur."""
    counted = Counter(line.status for line in lines)
    return [Count(status, counted[status]) for status in AS_A_BOARD_READS if counted[status]]
