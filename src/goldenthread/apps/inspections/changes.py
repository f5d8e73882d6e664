"""What changed of recommendations between two instants: how they were assessed, and who answers for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from goldenthread.apps.bodies.queries import REVISED_BODY
from goldenthread.apps.inspections.assessing import SETTLED
from goldenthread.apps.inspections.correcting import REVISED_INSPECTION
from goldenthread.apps.inspections.models import Accountability, Assessment, Recommendation
from goldenthread.apps.inspections.queries import NOT_ASSESSED, REVISED, WORDS, known_assessments
from goldenthread.apps.trail.changes import Change, Changed, Span
from goldenthread.apps.trail.moments import in_force_by
from goldenthread.apps.trail.said import put_back

NOBODY = "Nobody"


def changes_of_recommendations(recommendations: QuerySet[Recommendation], span: Span) -> tuple[Changed, ...]:
    """What changed of these recommendations and their elements. Six statements, however many there are."""
    assessed = list(_assessed(recommendations, span))
    return (
        Changed("met", "Newly met", "newly met", "green", _those(assessed, _is_newly_met)),
        Changed(
            "found_wanting", "Recommendations reopened", "recommendations reopened", "red",
            _those(assessed, _is_reopened),
        ),
        Changed(
            "assessed", "Assessed anew", "assessed anew", "grey",
            _those(assessed, lambda was, now: not _is_newly_met(was, now) and not _is_reopened(was, now)),
        ),
        Changed(
            "answers", "Another body answers", "with another body", "grey", _answering(recommendations, span)
        ),
    )  # fmt: skip


_Told = tuple[str, str, Change]


def _those(assessed: Iterable[_Told], is_meant: Callable[[str, str], bool]) -> tuple[Change, ...]:
    return tuple(change for was, now, change in assessed if is_meant(was, now))


def _is_newly_met(was: str, now: str) -> bool:
    return now in SETTLED and was not in SETTLED


def _is_reopened(was: str, now: str) -> bool:
    return was in SETTLED and now not in SETTLED


def _assessed(recommendations: QuerySet[Recommendation], span: Span) -> Iterable[_Told]:
    """(status before, status now, the change) of each recommendation or element whose status is another."""
    ids = recommendations.order_by().values("pk")
    told = Assessment.objects.filter(span.told(), recommendation__in=ids)
    touched = told.order_by().values("recommendation")
    now = _newest(known_assessments(span.until).filter(recommendation__in=touched))
    before = _newest(known_assessments(span.since).filter(recommendation__in=touched))
    _name([one.recommendation for one in now.values()], span)
    put_back([one.body for one in now.values() if one.body], span.until, REVISED_BODY)
    for key, one in now.items():
        was = before.get(key)
        old = was.status if was else NOT_ASSESSED
        condition_changed = was is not None and was.condition != one.condition
        if old != one.status or condition_changed:
            yield old, one.status, _assessment_line(one, old)


def _newest(rows: QuerySet[Assessment]) -> dict[tuple[int, int | None], Assessment]:
    """The assessment that holds of each recommendation and element, in the order of the inspection."""
    newest = rows.select_related("recommendation__inspection", "element", "body", "recorded_by").order_by(
        "recommendation__inspection_id", "recommendation__sort_key",
        F("element__reference").asc(nulls_first=True), "assessed_on", "known_from", "id",
    )  # fmt: skip
    return {(one.recommendation_id, one.element_id): one for one in newest}


def _assessment_line(one: Assessment, old: str) -> Change:
    recommendation, element = one.recommendation, one.element
    after = f"{WORDS[one.status]}: {one.condition}" if one.condition else WORDS[one.status]
    return Change(
        ref=recommendation.reference + (element.reference if element else ""),
        title=element.title if element else recommendation.title,
        href=recommendation.get_absolute_url(), of=recommendation.inspection.name, before=WORDS[old],
        after=after, on=one.assessed_on, recorded_at=one.recorded_at,
        by=str(one.body or one.recorded_by or ""), why=one.reason,
    )  # fmt: skip


def _answering(recommendations: QuerySet[Recommendation], span: Span) -> tuple[Change, ...]:
    ids = recommendations.order_by().values("pk")
    touched = Accountability.objects.filter(
        span.told() | span.within("ended_at"), recommendation__in=ids
    ).select_related("recommendation__inspection", "body")
    newest: dict[int, Accountability] = {}
    for one in touched.order_by("recommendation__inspection_id", "recommendation__sort_key", "id"):
        newest[one.recommendation_id] = one
    _name([one.recommendation for one in newest.values()], span)
    before, after = _bodies(newest, span, span.since), _bodies(newest, span, span.until)
    return tuple(
        Change(
            ref=one.recommendation.reference, title=one.recommendation.title,
            href=one.recommendation.get_absolute_url(), of=one.recommendation.inspection.name,
            before=before[pk] or NOBODY, after=after[pk] or NOBODY, on=one.starts or one.ends,
            recorded_at=one.recorded_at or one.ended_at,
        )
        for pk, one in newest.items()
        if before[pk] != after[pk]
    )  # fmt: skip


def _name(recommendations: Sequence[Recommendation], span: Span) -> None:
    """As they, and their inspections, were called at the end of the span: papers are rebuilt by the word."""
    put_back(recommendations, span.until, REVISED)
    put_back([one.inspection for one in recommendations], span.until, REVISED_INSPECTION)


def _bodies(recommendations: Iterable[int], span: Span, known_at: datetime | None) -> dict[int, str]:
    """Who answered for each recommendation, as was known at an instant, by the name at the span's end."""
    standing = Accountability.objects.filter(in_force_by(known_at), recommendation__in=list(recommendations))
    if known_at is not None:  # an end of which nobody had yet heard was none
        ended = Q(ends__lte=timezone.localtime(known_at).date()) & ~Q(ended_at__gt=known_at)
        standing = standing.exclude(ended)
    answering = list(standing.select_related("body"))
    put_back([one.body for one in answering], span.until, REVISED_BODY)
    names: dict[int, list[str]] = defaultdict(list)
    for one in answering:
        names[one.recommendation_id].append(one.body.name)
    return defaultdict(str, {pk: "; ".join(sorted(found)) for pk, found in names.items()})
