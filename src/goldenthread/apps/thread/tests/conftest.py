"""Recommendation 12 of the published papers: met in July 2016, not met in August 2017."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections.actions import (
    add_judgement,
    add_recommendation,
    make_accountable,
    record_inspection,
)
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

PUBLISHED = {
    "health": {
        "2015-16 Q4": "12%", "2016-17 Q1": "36%", "2016-17 Q2": "52%", "2016-17 Q3": "30%",
        "2016-17 Q4": "58%", "2017-18 Q1": "69.2%", "2017-18 Q2": "41.17%",
    },
    "": {"2017-18 Q1": "41%", "2017-18 Q2": "32%", "2017-18 Q3": "64%", "2017-18 Q4": "78%"},
}  # fmt: skip


@pytest.fixture
def told(now):
    """Who wrote, and when: nobody in particular, now."""
    return {"by": None, "at": now}


@pytest.fixture
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(told):
    return add_body("Health and Wellbeing Board", kind="Statutory board", **told)


@pytest.fixture
def twelve(board, told, today):
    inspection = record_inspection("Single inspection of 2015", published_text="2015", **told)
    add_judgement(inspection, area="Overall effectiveness", grade="Requires improvement", **told)
    recommendation = add_recommendation(
        inspection, reference="12", title="Initial health assessments are on time", paragraphs="67", **told
    )
    make_accountable(recommendation, board, starts=date(2015, 10, 1), **told)
    for status, on, text, reason in (
        ("met", date(2016, 7, 31), "July 2016", ""),
        ("not_met", date(2017, 8, 31), "August 2017", "Not met in 2017"),
    ):
        assess(
            recommendation, status=status, assessed_on=on, assessed_text=text, reason=reason, body=board,
            today=today, **told,
        )  # fmt: skip
    return recommendation


@pytest.fixture
def measure(twelve, told):
    """The share within 20 working days, from two sources that disagree, with a target of 80%."""
    measure = measures.define_measure("Within 20 working days", unit="%", polarity="high", **told)
    for source, figures in PUBLISHED.items():
        for period, text in figures.items():
            entry = Entry(measure, parse_period(period), parse_figure(text), source=source)
            measures.record_observation(entry, **told)
    measures.set_target(measure, target_in("80%", measure), effective_on=date(2015, 4, 1), **told)
    measures.link_to_recommendation(measure, twelve, **told)
    return measure


@pytest.fixture
def plan(told, board):
    return make_plan("Improvement plan", accountable_body=board, **told)


@pytest.fixture
def serve(plan, twelve, told):
    """Add an action of the plan that serves recommendation 12."""

    def add(reference, **says):
        action = add_action(
            plan, ActionFields(title=f"Action {reference}", reference=reference, **says),
            effective_on=date(2015, 9, 1), **told,
        )  # fmt: skip
        link_to_recommendation(action, twelve, **told)
        return action

    return add


@pytest.fixture
def sign_in(client, told):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, **told)
        grant(person, role, starts=date(2013, 1, 1), **told)
        client.force_login(person)
        return client

    return as_role
