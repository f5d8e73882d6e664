"""A plan that ends, with something left in it, for the tests of carrying over."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.people.actions import add_person, grant, post_called
from goldenthread.apps.people.models import Council, Organisation
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action


@pytest.fixture(autouse=True)
def council(db, clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def told(now):
    return {"by": None, "at": now}


@pytest.fixture
def board(told):
    return add_body("Health and Wellbeing Board", kind="Board", **told)


@pytest.fixture
def recommendation(told):
    inspection = inspections.record_inspection("Inspection of 2015", published_on=date(2015, 9, 1), **told)
    return inspections.add_recommendation(inspection, reference="12", title="On time", **told)


@pytest.fixture
def plan(told, board, recommendation):
    return make_plan(
        "Improvement plan", inspections=[recommendation.inspection], accountable_body=board, **told
    )


@pytest.fixture
def service_plan(told):
    return make_plan("Service plan 2018", **told)


@pytest.fixture
def posts():
    council = Organisation.objects.create(name="Council")
    return [post_called(title, council) for title in ("Head of service", "Team manager")]


@pytest.fixture
def action(plan, posts, recommendation, told):
    """1.1, late, led by the head of service, with an indicator; it serves the recommendation."""
    says = ActionFields(
        title="Finish assessments in time", reference="1.1", section="Practice", leads=(posts[0],),
        due=date(2018, 3, 31), success_indicators=("85% in time",),
    )  # fmt: skip
    added = add_action(plan, says, effective_on=date(2017, 1, 1), **told)
    link_to_recommendation(added, recommendation, **told)
    return added


@pytest.fixture
def done(plan, told):
    says = ActionFields(title="Appoint a lead", reference="1.2", completed_on=date(2017, 6, 1))
    return add_action(plan, says, effective_on=date(2017, 1, 1), **told)


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role
