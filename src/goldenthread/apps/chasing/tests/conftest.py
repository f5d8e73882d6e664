"""A plan that the council and the health trust lead together, and the people who are asked about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role, Scope
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action, Plan, Update
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.plans.updating import post_update


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
def vacant_post(council) -> Post:
    return people.post_called("Service manager: transitions", council)


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    """Somebody with a role from the start of 2018, over the council unless said otherwise."""

    def make(
        role: Role, name: str = "", *, holding: Post | None = None, scope=Scope.COUNCIL, scope_uuid=None
    ) -> Person:
        name = name or str(role.label)
        made = people.add_person(f"{name.lower().replace(' ', '-')}@example.org", name, by=None, at=now)
        start = date(2018, 1, 1)
        people.grant(made, role, starts=start, scope=scope, scope_uuid=scope_uuid, by=None, at=now)
        if holding:
            people.take_post(made, holding, starts=start, by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def lead(person_as, post) -> Person:
    return person_as(Role.ACTION_LEAD, holding=post)


@pytest.fixture
def partner(person_as, health, health_post) -> Person:
    return person_as(Role.PARTNER, holding=health_post, scope=Scope.ORGANISATION, scope_uuid=health.uuid)


@pytest.fixture
def plan(council, now) -> Plan:
    return make_plan("Written statement of action", by=None, at=now)


@pytest.fixture
def add(plan, now) -> Callable[..., Action]:
    """An action of the plan, led by posts."""

    def made(title: str, *leads: Post, due: date | None = None, lead_text: str = "") -> Action:
        reference = f"1.{plan.actions.count() + 1}"
        says = ActionFields(title=title, reference=reference, leads=leads, due=due, lead_text=lead_text)
        return add_action(plan, says, effective_on=date(2018, 6, 1), by=None, at=now)

    return made


@pytest.fixture
def joint(add, post, health_post) -> Action:
    """Led by the council and the health trust together."""
    return add("Agree one pathway", post, health_post, due=date(2018, 9, 30))


@pytest.fixture
def sole(add, post) -> Action:
    return add("Recruit two caseworkers", post, due=date(2018, 7, 20))


@pytest.fixture
def in_two_weeks(today) -> Asking:
    return Asking(due_on=today + timedelta(days=14), message="The board meets in August.")


@pytest.fixture
def ask(plan, officer, today, now, in_two_weeks) -> Callable[..., Round]:
    """A round on the plan."""

    def asked(
        which=ALL_OPEN, asking: Asking = in_two_weeks, *, by: Person = officer, on: date = today
    ) -> Round:
        return ask_for_updates(plan, which, asking, today=on, by=by, at=now + (on - today))

    return asked


@pytest.fixture
def update(now, today) -> Callable[..., Update]:
    """An update of an action, some days after today."""

    def posted(action: Action, by: Person | None, *, days: int = 1, **kwargs) -> Update:
        action.refresh_from_db()
        after = timedelta(days=days)
        said = {
            "level": None, "narrative": "Two posts are vacant.", "version": action.version, "at": now + after,
        }  # fmt: skip
        return post_update(action, by=by, effective_on=today + after, **(said | kwargs))

    return posted


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def later(now) -> Callable[[int], datetime]:
    """The instant some days after now."""
    return lambda days: now + timedelta(days=days)
