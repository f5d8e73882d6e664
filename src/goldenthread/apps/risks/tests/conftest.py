"""A made-up council with a board, a workstream, a plan, a scale of five levels, and its first risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.risks.actions import Says, add_risk, score_risk, set_scale
from goldenthread.apps.risks.models import Risk, RiskScale
from goldenthread.apps.risks.scales import SUGGESTED

OPENED = date(2018, 4, 2)


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def owner(council) -> Post:
    return people.post_called("Head of SEND", council)


@pytest.fixture
def board(council, now) -> Body:
    return add_body("The board", kind="Statutory board", by=None, at=now)


@pytest.fixture
def workstream(board, now) -> Body:
    return add_body("Assessments", kind="Workstream", reports_to=board, by=None, at=now)


@pytest.fixture
def recommendation(council, now) -> Recommendation:
    inspection = inspections.record_inspection("Inspection of 2015", by=None, at=now)
    return inspections.add_recommendation(inspection, reference="12", title="Assess on time", by=None, at=now)


@pytest.fixture
def action(council, owner, now) -> Action:
    plan = make_plan("Improvement plan", by=None, at=now)
    says = ActionFields(title="Recruit", reference="1.1", leads=(owner,), due=date(2018, 7, 1))
    return add_action(plan, says, effective_on=OPENED, by=None, at=now)


@pytest.fixture
def scale(council, now) -> RiskScale:
    return set_scale(SUGGESTED, seen=0, effective_on=date(2018, 1, 1), by=None, at=now)


@pytest.fixture
def risk(scale, workstream, owner, today, now) -> Risk:
    says = Says("Too few caseworkers", cause="Three posts are vacant.", owner=owner, category="Staff")
    return add_risk(says, body=workstream, opened_on=OPENED, today=today, by=None, at=now)


@pytest.fixture
def scored(risk, today, now) -> Callable[..., Risk]:
    """The risk with a score; `on` the day it is of."""

    def give(likelihood: int, impact: int, *, kind: str = "current", on: date = OPENED, **said) -> Risk:
        risk.refresh_from_db()
        told = {"by": None, "at": now} | said
        score_risk(
            risk, kind=kind, likelihood=likelihood, impact=impact, version=risk.version, effective_on=on,
            today=today, **told,
        )  # fmt: skip
        risk.refresh_from_db()
        return risk

    return give


@pytest.fixture
def person_as(council, now, today) -> Callable[..., Person]:
    """Somebody with a role and perhaps a post from the start of 2018, with their standing on them."""

    def make(role: Role, post: Post | None = None) -> Person:
        made = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(made, role, starts=date(2018, 1, 1), by=None, at=now)
        if post:
            people.take_post(made, post, starts=date(2018, 1, 1), by=None, at=now)
        made.standing = standing_of(made, today)
        return made

    return make


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
