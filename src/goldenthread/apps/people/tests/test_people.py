"""Roles are granted over a scope and for a time; only an administrator gives them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.people import actions
from goldenthread.apps.people.models import Organisation, Person, Role, Scope
from goldenthread.apps.people.queries import holders, standing_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def somebody(now) -> Person:
    return actions.add_person("somebody@example.org", "Somebody", password="a long password", by=None, at=now)


@pytest.fixture
def administrator(now, today) -> Person:
    person = actions.add_person("admin@example.org", "Administrator", by=None, at=now)
    actions.grant(person, Role.ADMINISTRATOR, starts=today - DAY, by=None, at=now)
    return person


def test_a_role_holds_from_its_first_day_until_before_its_last(somebody, administrator, now, today):
    granted = actions.grant(somebody, Role.AUDITOR, starts=today, by=administrator, at=now)
    assert not standing_of(somebody, today - DAY).has(Role.AUDITOR)
    assert standing_of(somebody, today).has(Role.AUDITOR)
    actions.end_grant(granted, ends=today + DAY, by=administrator, at=now)
    assert standing_of(somebody, today).has(Role.AUDITOR)
    assert not standing_of(somebody, today + DAY).has(Role.AUDITOR)


def test_a_role_over_an_organisation_is_not_one_over_the_council(somebody, administrator, now, today):
    health = Organisation.objects.create(name="Health")
    actions.grant(
        somebody, Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid, starts=today,
        by=administrator, at=now,
    )  # fmt: skip
    standing = standing_of(somebody, today)
    assert standing.has_in(health.uuid, Role.PARTNER)
    assert standing.has_anywhere(Role.PARTNER)
    assert not standing.has(Role.PARTNER)


def test_somebody_who_is_no_longer_active_may_do_nothing(somebody, administrator, now, today):
    actions.grant(somebody, Role.AUDITOR, starts=today, by=administrator, at=now)
    somebody.is_active = False
    assert not standing_of(somebody, today).has_anywhere(Role.AUDITOR)


def test_giving_and_ending_a_role_leave_their_trail(somebody, administrator, now, today):
    granted = actions.grant(somebody, Role.AUDITOR, starts=today, by=administrator, at=now)
    actions.end_grant(granted, ends=today + DAY, by=administrator, at=now)
    assert [happening.verb for happening in about(somebody.uuid)] == [
        "people.role_ended", "people.role_granted", "people.person_added",
    ]  # fmt: skip


def test_an_administrator_does_not_end_their_own_role(administrator, now, today):
    granted = administrator.grants.get()
    with pytest.raises(Refused, match="Somebody else"):
        actions.end_grant(granted, ends=today + DAY, by=administrator, at=now)


def test_an_address_has_one_account(somebody, now):
    with pytest.raises(Refused, match="already"):
        actions.add_person("Somebody@example.org", "Another", by=None, at=now)


def test_a_post_has_holders_for_a_time(somebody, now, today):
    post = actions.post_called("Head of Service", Organisation.objects.create(name="The council"))
    actions.take_post(somebody, post, starts=today, by=None, at=now)
    assert [holding.person for holding in holders([post.pk], today)] == [somebody]
    assert not holders([post.pk], today - DAY)


def test_signing_in_takes_the_right_password(client, somebody):
    wrong = client.post("/sign-in/", {"login": somebody.email, "password": "not the password"})
    assert wrong.status_code == 200
    assert b"Error:" in wrong.content
    right = client.post("/sign-in/", {"login": somebody.email, "password": "a long password"})
    assert right.status_code == 302


def test_an_administrator_adds_a_person_and_gives_a_role(client, administrator, today):
    client.force_login(administrator)
    fields = {"name": "New", "email": "new@example.org", "password": "a long password"}
    added = client.post("/people/add/", fields, follow=True)
    new = Person.objects.get(email="new@example.org")
    assert b"No roles yet" in added.content
    client.post(
        f"/people/{new.uuid}/roles/",
        {
            "role": "auditor",
            "scope": "council",
            "starts_day": "16",
            "starts_month": "7",
            "starts_year": "2018",
        },
    )
    assert standing_of(new, today).has(Role.AUDITOR)


def test_nobody_else_sees_or_gives_roles(client, somebody):
    client.force_login(somebody)
    assert client.get("/people/").status_code == 403
    assert client.post(f"/people/{somebody.uuid}/roles/", {"role": "administrator"}).status_code == 403
