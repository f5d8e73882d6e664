"""A made-up plan with its people: what the tests of this room start from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role, Scope
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action, Plan, RatingLevel
from goldenthread.apps.plans.revising import ActionFields, add_action

ADDED = date(2018, 6, 1)


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def health(db) -> Organisation:
    return Organisation.objects.create(name="The health trust")


@pytest.fixture
def post(council) -> Post:
    return people.post_called("Head of Service: Assessment", council)


@pytest.fixture
def health_post(health) -> Post:
    return people.post_called("Designated clinical officer", health)


@pytest.fixture
def workstream(db) -> Body:
    return Body.objects.create(name="Assessment and Planning", kind=WORKSTREAM)


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    """Somebody with a role from the start of 2018, over the council unless said otherwise."""

    def make(role: Role | str, *, scope: Scope = Scope.COUNCIL, scope_uuid=None, holding: Post | None = None):
        number = Person.objects.count()
        made = people.add_person(f"{role}-{number}@example.org", str(Role(role).label), by=None, at=now)
        people.grant(
            made, Role(role), starts=date(2018, 1, 1), scope=scope, scope_uuid=scope_uuid, by=None, at=now
        )
        if holding:
            people.take_post(made, holding, starts=date(2018, 1, 1), by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def lead(person_as, post) -> Person:
    """The one who holds the post that leads the action."""
    return person_as(Role.ACTION_LEAD, holding=post)


@pytest.fixture
def head(person_as) -> Person:
    return person_as(Role.HEAD_OF_SERVICE)


@pytest.fixture
def plan(council, now) -> Plan:
    return make_plan("Written statement of action", by=None, at=now)


@pytest.fixture
def says(post, workstream, plan) -> ActionFields:
    return ActionFields(
        title="Deliver the 20-week timeliness plan",
        reference="A-1",
        outcome=plan.outcomes.create(position=0, text="Timely assessments and plans"),
        workstream=workstream,
        leads=(post,),
        lead_text="Head of Service: Assessment",
        due=date(2018, 9, 30),
        due_text="September 2018",
        success_indicators=("90% of plans within 20 weeks",),
        evidence_checks=("Audit of 20 plans",),
    )


@pytest.fixture
def action(plan, says, now) -> Action:
    return add_action(plan, says, effective_on=ADDED, by=None, at=now)


@pytest.fixture
def level() -> Callable[[str], RatingLevel]:
    """A rating of the key that ships, by its state."""
    return lambda state: RatingLevel.objects.get(key__name="Four ratings", state=state)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
