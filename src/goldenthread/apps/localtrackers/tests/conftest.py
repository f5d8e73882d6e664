"""A council with two teams, the people over them, and a case store of the tests' own."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import override_settings

from goldenthread.apps.cases.teams import add_service, add_team
from goldenthread.apps.localtrackers.actions import define_tracker
from goldenthread.apps.localtrackers.shipped import SHIPPED
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.casedata.key_file import make_key

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def council(db, tmp_path, clock_offset, now):
    with override_settings(CASES=tmp_path / "casedata", CASE_KEY=tmp_path / "casedata.key"):
        make_key(tmp_path / "casedata.key")
        people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
        service = add_service("Leaving care", by=None, at=now)
        east, west = (add_team(service, name, by=None, at=now) for name in ("East", "West"))
        yield SimpleNamespace(service=service, east=east, west=west, home=tmp_path)


@pytest.fixture
def person(council, now, today) -> Callable[..., Person]:
    """Somebody with a role, over a team or service where one is given."""

    def make(role: Role, over=None) -> Person:
        made = people.add_person(f"{role}-{over}@example.org", f"{role.label} {over or ''}", by=None, at=now)
        scope = {None: Scope.COUNCIL, "Service": Scope.SERVICE, "Team": Scope.TEAM}[
            over and type(over).__name__
        ]
        people.grant(made, role, scope=scope, scope_uuid=over and over.uuid, starts=today, by=None, at=now)
        made.standing = standing_of(made, today)
        return made

    return make


@pytest.fixture
def signed_in(client) -> Callable[[Person], object]:
    def sign(person: Person):
        client.force_login(person, backend=BACKEND)
        return client

    return sign


@pytest.fixture
def passports(council, now):
    return define_tracker(SHIPPED["health-passports"], by=None, at=now)
