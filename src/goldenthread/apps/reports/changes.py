"""What changed for a body, gathered from the rooms that own the facts, and as its report says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.changes import changes_of_recommendations
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.changes import changes_of_scorecard
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.plans.changes import changes_of_actions
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.occasions import paper_words
from goldenthread.apps.trail.changes import Change, Changed, Span, day_words, some
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.documents.paper_changes import ChangeGroup, ChangeLine, Changes
from goldenthread.rulebook.periods import Period

NOT_REPORTED = ("figures", "texts", "asked")
"""New figures are the report's scorecard; a rewording or an undecided request is no news to a board."""


@dataclass(frozen=True)
class BodyChanges:
    """The kinds of change in their order, empty ones too, and how many updates were given."""

    kinds: tuple[Changed, ...]
    updates: int


def changes_for(body: Body, span: Span) -> BodyChanges:
    """What changed of the recommendations, plans and scorecards that a body answers for, now or before.

    The number of statements grows with its scorecards, not with actions, recommendations or figures.
    """
    recommendations = Recommendation.objects.filter(accountabilities__body=body).distinct()
    serving = Action.objects.filter(services__recommendation__in=recommendations.order_by().values("pk"))
    plans = Plan.objects.filter(Q(accountable_body=body) | Q(pk__in=serving.values("plan")))
    return _gathered(recommendations, plans, Scorecard.objects.filter(body=body), span)


def report_changes(
    body: Body,
    period: Period,
    recommendations: Iterable[Recommendation],
    plans: Iterable[Plan],
    scorecard: Scorecard | None,
    *,
    known_at: datetime | None = None,
) -> Changes:
    """What changed since the body's last report for an earlier period, else since the period began.

    Earlier editions of the same period do not count: freezing what says nothing new stays the same edition.
    `known_at` asks what was known at an instant, for a report that is rebuilt; None for all that is known.
    """
    papers = Paper.objects.filter(body=body, ends__lt=period.end)
    papers = papers.filter(frozen_at__lte=known_at) if known_at else papers
    last = papers.defer("document").order_by("-frozen_at", "-id").first()
    start = timezone.make_aware(datetime.combine(period.start, time())) - timedelta(microseconds=1)
    since = RecordedBy.of(last.frozen_at) if last else start
    found = _gathered(
        Recommendation.objects.filter(pk__in=[one.pk for one in recommendations]),
        Plan.objects.filter(pk__in=[plan.pk for plan in plans]),
        [scorecard] if scorecard else [],
        Span(since, known_at),
    )
    words = paper_words(last) if last else f"{day_words(period.start)}, when the period began"
    groups = (ChangeGroup(kind.name, tuple(map(_line, kind.lines))) for kind in some(found.kinds)
              if kind.key not in NOT_REPORTED)  # fmt: skip
    return Changes(words, tuple(groups), found.updates)


def _line(change: Change) -> ChangeLine:
    return ChangeLine(
        change.ref, change.title, change.of, change.before, change.after, change.on, change.recorded_on,
        change.why,
    )  # fmt: skip


def _gathered(
    recommendations: QuerySet[Recommendation],
    plans: QuerySet[Plan],
    scorecards: Iterable[Scorecard],
    span: Span,
) -> BodyChanges:
    actions = changes_of_actions(Action.objects.filter(plan__in=plans.order_by().values("pk")), span)
    figures = [kind for scorecard in scorecards for kind in changes_of_scorecard(scorecard, span)]
    kinds = (*changes_of_recommendations(recommendations, span), *actions.kinds, *_merged(figures))
    return BodyChanges(kinds, actions.updates)


def _merged(kinds: Iterable[Changed]) -> tuple[Changed, ...]:
    """Kinds of several scorecards, each once; a measure on two of them has one line."""
    found: dict[str, Changed] = {}
    for kind in kinds:
        if before := found.get(kind.key):
            kind = replace(kind, lines=tuple(dict.fromkeys((*before.lines, *kind.lines))))
        found[kind.key] = kind
    return tuple(found.values())
