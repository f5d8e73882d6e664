"""A body's report for a period, gathered from the rooms before this one. It reads, and derives nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import body_as_known
from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.inspections.queries import Line, answered_for_by
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures import on_paper
from goldenthread.apps.measures.models import IndicatorMeasure, RecommendationMeasure, Scorecard, Value
from goldenthread.apps.measures.models import Line as LineRow
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import ScorecardOfPeriod
from goldenthread.apps.measures.scorecards import scorecard_for as scorecard_of_period
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.plans.models import Action, Plan, Revision, Service
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import ActionState, states_of
from goldenthread.apps.plans.then import put_plans_back, revisions_on
from goldenthread.apps.reports import (
    report_actions,
    report_commentary,
    report_recommendations,
    report_replies,
    report_scorecard,
)
from goldenthread.apps.reports.changes import report_changes
from goldenthread.apps.risks.on_paper import register_of
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import board_report as doc
from goldenthread.rulebook.codes import find
from goldenthread.rulebook.periods import Period

KIND = "board_report"


@dataclass(frozen=True)
class OwnWords:
    """What the officer wrote: as typed, and the role that it is signed with."""

    introduction: str = ""
    introduction_by: str | None = None
    next_steps: str = ""
    contact: str = ""


NO_WORDS = OwnWords()


def assemble(
    body: Body,
    period: Period,
    *,
    today: date,
    scorecard: Scorecard | None = None,
    words: OwnWords = NO_WORDS,
    known_at: datetime | None = None,
) -> doc.BoardReport:
    """Everything that the report says, as true on `today` and as far as it is known now, or at an instant.

    The number of queries does not grow with actions, measures or figures; it does with the plans reported on
    and with the days on which recommendations were assessed. Raises Refused for a body that has nothing.
    """
    body = body_as_known(body, known_at)
    lines = answered_for_by(body, as_at=today, known_at=known_at)
    plans = plans_of(body, lines, known_at)
    card = scorecard_of_period(scorecard, period, as_at=today, known_at=known_at) if scorecard else None
    if not (lines or plans or card):
        raise Refused(
            f"There is nothing to report to {body.name} for {period}. It answers for no recommendation "
            "and no plan, and there is no scorecard for it with figures for the period."
        )
    gathered = _Gathered(lines, plans, card, today, known_at)
    council = the_council(known_at)
    since = replies_wanted_from(period, today)
    report = doc.BoardReport(
        reference=f"{body.name}, {period}",
        council=council.name if council else "The council",
        body=body.name,
        period=str(period),
        as_at=today,
        labels=(council.notice,) if council and council.notice else (),
        introduction=_paragraphs(words.introduction),
        introduction_by=words.introduction_by if words.introduction.strip() else None,
        recommendations=report_recommendations.recommendations(
            lines, actions=gathered.serving_counts, measures=gathered.shown_by, known_at=known_at
        ),
        action_counts=report_actions.action_counts(gathered.states),
        actions_of_concern=report_actions.actions_of_concern(_of_concern(gathered.states), known_at),
        no_replies=report_replies.no_replies(
            plans, period, gathered.states, since, today=today, known_at=known_at
        ),
        scorecard=report_scorecard.scorecard(card, gathered.links, known_at) if card else None,
        next_steps=tuple(_next_step(line) for line in _paragraphs(words.next_steps)),
        contact=_contact(words.contact or (council.contact if council else "")),
        sources=tuple(_sources(lines, plans, scorecard, period, known_at)),
        changes=report_changes(
            body, period, [line.recommendation for line in lines], plans, scorecard, known_at=known_at
        ),
        risks=register_of(body, today=today, known_at=known_at),
    )
    return _with_rules(report)


def as_edition(report: doc.BoardReport, edition: int) -> doc.BoardReport:
    """The report with the reference of its edition."""
    return replace(report, reference=f"{report.body}, {report.period}, edition {edition}")


def plans_of(body: Body, lines: Sequence[Line], known_at: datetime | None = None) -> list[Plan]:
    """The plans that a body answers for, and those whose actions serve its recommendations, oldest first."""
    served = [line.recommendation.pk for line in lines]
    serving = Service.ever.filter(in_force_by(known_at), recommendation__in=served)
    reported = set(serving.values_list("action__plan", flat=True))
    plans = list(Plan.objects.order_by("pk"))
    put_plans_back(plans, known_at)
    return [plan for plan in plans if plan.accountable_body_id == body.pk or plan.pk in reported]


def replies_wanted_from(period: Period, today: date) -> date:
    """The day from which an update counts as a reply: the end of the period, or its start while it runs."""
    return period.end if period.end <= today else period.start


def _of_concern(states: Iterable[ActionState]) -> list[ActionState]:
    return sorted((state for state in states if state.is_overdue or state.is_at_risk), key=_pressing)


def _pressing(state: ActionState) -> tuple[bool, date, str, int]:
    """The longest overdue first; of equals the one that was first recorded, since places in a plan move."""
    return not state.is_overdue, state.due or date.max, state.sort_key, state.pk


class _Gathered:
    """Actions of the plans, and what links recommendations, actions and measures, each read once."""

    def __init__(
        self, lines: Sequence[Line], plans: Sequence[Plan], card: ScorecardOfPeriod | None, today: date,
        known_at: datetime | None,
    ) -> None:  # fmt: skip
        references = {line.recommendation.pk: line.recommendation.reference for line in lines}
        rows = card.rows if card else ()
        meant = _meant([row.measure.pk for row in card.red] if card else [], known_at)
        states = in_the_plan(
            states_of(
                Action.objects.filter(Q(plan__in=plans) | Q(pk__in=[action for _, action in meant])),
                today=today,
                known_at=known_at,
            )
        )
        reported = {plan.pk for plan in plans}
        self.states = [state for state in states if state.plan.pk in reported]
        self.serving_counts = _serving_counts(references, {state.pk for state in states}, known_at)
        self.shown_by, recommendations = _shown(references, rows, known_at)
        by_pk = {state.pk: state for state in states}
        serving: dict[int, list[ActionState]] = defaultdict(list)
        for measure, action in meant:
            if action in by_pk and by_pk[action] not in serving[measure]:
                serving[measure].append(by_pk[action])
        self.links = report_scorecard.Links(recommendations, serving)


def _meant(measures: Sequence[int], known_at: datetime | None) -> list[tuple[int, int]]:
    """Measures and the actions with a success indicator that each shows, by row number, in their order."""
    links = IndicatorMeasure.ever.filter(in_force_by(known_at, published=""), measure__in=measures).order_by(
        "indicator__action__plan_id", "indicator__action_id", "indicator_id"
    )
    if known_at is None:
        return list(links.filter(indicator__gone_on=None).values_list("measure_id", "indicator__action_id"))
    found = list(links.values_list("measure_id", "indicator__action_id", "indicator__text"))
    said = revisions_on([action for _, action, _ in found], None, known_at)
    return [
        (measure, action) for measure, action, text in found if text in said[action]["success_indicators"]
    ]


def _serving_counts(
    recommendations: Iterable[int], in_plan: set[int], known_at: datetime | None
) -> dict[int, int]:
    """How many actions that are still in their plan serve each recommendation, or an element of it."""
    pairs = set(
        Service.ever.filter(in_force_by(known_at), recommendation__in=list(recommendations)).values_list(
            "recommendation_id", "action_id"
        )
    )
    counted: dict[int, int] = defaultdict(int)
    for recommendation, action in pairs:
        counted[recommendation] += action in in_plan
    return counted


def _shown(
    references: dict[int, str], rows: Sequence[ScorecardRow], known_at: datetime | None
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Printed references: of the measures that show each recommendation, and of these by measure."""
    measures_of: dict[int, list[str]] = defaultdict(list)
    recommendations_of: dict[int, list[str]] = defaultdict(list)
    links: dict[int, list[tuple[int, str]]] = defaultdict(list)
    found = RecommendationMeasure.ever.filter(
        in_force_by(known_at), measure__in=[row.measure.pk for row in rows]
    ).order_by("recommendation__inspection_id", "recommendation__sort_key")
    for measure, *shown in found.values_list("measure_id", "recommendation_id", "recommendation__reference"):
        links[measure].append(tuple(shown))
    for row in sorted(rows, key=lambda row: (row.measure.sort_key, row.measure.pk)):
        for recommendation, reference in links[row.measure.pk]:
            recommendations_of[row.measure.pk].append(reference)
            if recommendation in references:
                measures_of[recommendation].append(row.reference)
    return measures_of, recommendations_of


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _next_step(line: str) -> doc.NextStep:
    """A line "What | who | by when"; the last two may be left out."""
    text, lead, due, *_ = (*(part.strip() for part in line.split("|", 2)), "", "")
    return doc.NextStep(text, lead or None, due or None)


def _contact(text: str) -> doc.Contact | None:
    """From one line with commas: an email address, a telephone number, the role, then the team."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    email = next((part for part in parts if "@" in part), None)
    telephone = next((part for part in parts if re.fullmatch(r"\+?[\d ()-]{5,}", part)), None)
    rest = [part for part in parts if part not in (email, telephone)]
    if not parts:
        return None
    return doc.Contact(rest[0] if rest else "Contact", ", ".join(rest[1:]) or None, email, telephone)


def _sources(
    lines: Sequence[Line], plans: Sequence[Plan], scorecard: Scorecard | None, period: Period,
    known_at: datetime | None,
) -> Iterable[doc.Source]:  # fmt: skip
    """The files that states and figures had been taken from, each once, under the names that they came by."""
    recommendations = [line.recommendation for line in lines]
    listed = LineRow.objects.filter(known_by(known_at), scorecard=scorecard)
    values = Value.objects.filter(
        observation__measure__in=listed.values("measure"), observation__starts__lt=period.end
    )
    parts = (
        ("States of recommendations", Assessment.objects.filter(recommendation__in=recommendations)),
        ("Actions", Revision.objects.filter(action__plan__in=plans)),
        ("Figures", values if scorecard else Value.objects.none()),
    )
    for what, rows in parts:
        told = rows.filter(known_by(known_at, published="")).order_by()
        loads = Load.objects.filter(pk__in=told.values("load")).select_related("file")
        for load in loads.order_by("published_on", "id"):
            yield doc.Source(f"{what}: {load.source_name}", load.file.name, load.published_on)


def _with_rules(report: doc.BoardReport) -> doc.BoardReport:
    """The report with every rule whose code it prints."""
    codes = {one.code for one in report.recommendations}
    codes |= {flag.code for action in report.actions_of_concern for flag in action.flags}
    codes |= report_commentary.codes_printed(report)
    codes |= report.risks.codes if report.risks else frozenset()
    for measure in report.measures:
        codes |= {measure.rating.code, measure.travel.code}
        codes |= {measure.override.computed.code} if measure.override else set()
        codes |= (
            {flag.code for action in measure.page.actions for flag in action.flags} if measure.page else set()
        )
    rules = sorted((find(code) for code in codes - {on_paper.OVERRIDE}), key=lambda rule: rule.sort_key)
    used = (doc.RuleUsed(rule.code, rule.title, rule.meaning, rule.unverified) for rule in rules)
    return replace(report, rules=tuple(used))
