"""Recommendation 12 of the published papers, with its figures, actions and evidence, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import bear
from goldenthread.apps.evidence.models import Bearing
from goldenthread.apps.files.actions import keep
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Council
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.models import Action, Plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

TODAY = date(2018, 7, 16)
NOW = datetime(2018, 7, 16, 9, 0, tzinfo=UTC)
TOLD = {"by": None, "at": NOW}
HEALTH = {
    "2015-16 Q4": "12%", "2016-17 Q1": "36%", "2016-17 Q2": "52%", "2016-17 Q3": "30%",
    "2016-17 Q4": "58%", "2017-18 Q1": "69.2%", "2017-18 Q2": "41.17%",
}  # fmt: skip
PAPER_OF_2016 = date(2016, 7, 31)
"""The day of the paper that showed the first three of them."""


def recommendation_12() -> Recommendation:
    """Met in July 2016, not met in August 2017; all of it declared as known from its own day."""
    Council.objects.create(name="The demonstration council")
    board = add_body("Health and Wellbeing Board", kind="Statutory board", **TOLD)
    inspection = inspections.record_inspection("Single inspection", published_on=date(2015, 9, 30), **TOLD)
    made = inspections.add_recommendation(
        inspection, reference="12", title="Initial health assessments are on time", **TOLD
    )
    inspections.make_accountable(
        made, board, starts=date(2015, 10, 1), published_on=date(2015, 10, 1), **TOLD
    )
    for status, on, text in (
        ("met", PAPER_OF_2016, "July 2016"), ("not_met", date(2017, 8, 31), "August 2017"),
    ):  # fmt: skip
        assess(
            made, status=status, assessed_on=on, assessed_text=text, body=board, today=TODAY,
            published_on=on, **TOLD,
        )  # fmt: skip
    return made


def another(recommendation: Recommendation) -> Recommendation:
    """One more of the same inspection."""
    return inspections.add_recommendation(recommendation.inspection, reference="13", title="Another", **TOLD)


def measure_of(recommendation: Recommendation, *, target: str = "80%") -> Measure:
    """Within 20 working days: figures known from the paper of July 2016 or from the end of their quarter."""
    made = measures.define_measure(
        "Within 20 working days", reference="2.11", unit="%", polarity="high", **TOLD
    )
    for text, figure in HEALTH.items():
        known_from = max(PAPER_OF_2016, parse_period(text).end) if text > "2016-17 Q2" else PAPER_OF_2016
        record_figure(made, text, figure, published_on=known_from)
    if target:
        measures.set_target(
            made,
            target_in(target, made),
            effective_on=date(2015, 4, 1),
            published_on=date(2015, 4, 1),
            **TOLD,
        )
    measures.link_to_recommendation(made, recommendation, published_on=PAPER_OF_2016, **TOLD)
    return made


def record_figure(measure: Measure, period: str, figure: str, *, published_on: date | None = None) -> None:
    entry = Entry(measure, parse_period(period), parse_figure(figure), source="health")
    measures.record_observation(entry, published_on=published_on, **TOLD)


def plan() -> Plan:
    return make_plan("Improvement plan", **TOLD)


def action_for(recommendation: Recommendation, within: Plan, reference: str, **says) -> Action:
    made = add_action(
        within, ActionFields(title=f"Action {reference}", reference=reference, **says),
        effective_on=date(2015, 9, 1), **TOLD,
    )  # fmt: skip
    link_to_recommendation(made, recommendation, **TOLD)
    return made


def evidence_for(
    recommendation: Recommendation, number: int = 1, *, bears: str = "supports", **said
) -> Bearing:
    """A file that bears on it: an audit of 20 cases unless said otherwise."""
    source = said.pop("source", "audit")
    declared = {"published_on": said.pop("published_on", None)}
    content = {
        "effective_on": date(2018, 6, 30), "period": "2018-19 Q1", "sample": "20 of 52 cases",
        "finding": "34% were good or better",
        "file": keep(f"audit {number}".encode(), f"audit-{number}.txt", **TOLD),
    } | said  # fmt: skip
    piece = bring(
        Particulars(f"Audit {number}", source, vouched_text="Head of Safeguarding"), Content(**content),
        today=TODAY, **declared, **TOLD,
    )  # fmt: skip
    why = "The narrative says good" if bears == "contradicts" else ""
    return bear(piece, recommendation, bears, why=why, **declared, **TOLD)
