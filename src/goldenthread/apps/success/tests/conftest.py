"""A made-up plan with an outcome and people, and the first of its success statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role, Scope
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action, Outcome, Plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.success.actions import add_statement
from goldenthread.apps.success.models import Source, SuccessStatement

ADDED = date(2018, 6, 1)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def health(db) -> Organisation:
    return Organisation.objects.create(name="The health trust")


@pytest.fixture
def health_post(health) -> Post:
    return people.post_called("Designated clinical officer", health)


@pytest.fixture
def plan(council, now) -> Plan:
    return make_plan("Written statement of action", by=None, at=now)


@pytest.fixture
def outcome(plan) -> Outcome:
    return plan.outcomes.create(position=0, text="Timely assessments and plans")


@pytest.fixture
def action(plan, outcome, health_post, now) -> Action:
    says = ActionFields(title="Agree one pathway", reference="A-1", outcome=outcome, leads=(health_post,))
    return add_action(plan, says, effective_on=ADDED, by=None, at=now)


@pytest.fixture
def statement(plan, outcome, now) -> SuccessStatement:
    return add_statement(
        plan, source=Source.CHILDREN, text="Children say that they were listened to.", outcome=outcome,
        effective_on=ADDED, by=None, at=now,
    )  # fmt: skip


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    """Somebody with a role from the start of 2018, over the council unless said otherwise."""

    def make(role: Role, *, scope: Scope = Scope.COUNCIL, scope_uuid=None) -> Person:
        made = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(made, role, starts=date(2018, 1, 1), scope=scope, scope_uuid=scope_uuid, by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def lead(person_as) -> Person:
    return person_as(Role.ACTION_LEAD)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
