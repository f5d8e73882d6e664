"""The pages of bodies: what they show, who may, and a stale form that loses nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body, revise_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Role, Scope

pytestmark = pytest.mark.django_db
EDITORS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


@pytest.fixture
def board(now):
    council = add_body("Council", kind="Council", by=None, at=now)
    return add_body(
        "Health and Wellbeing Board", kind="Statutory board", reports_to=council, cadence="bimonthly",
        cadence_assumed=True, purpose="Signs recommendations off", by=None, at=now,
    )  # fmt: skip


def test_the_map_marks_what_is_assumed(sign_in, board):
    page = sign_in(Role.BOARD_MEMBER).get(reverse("bodies:bodies")).content.decode()
    assert "Statutory board, reports bimonthly (assumed)" in page
    assert board.get_absolute_url() in page


def test_the_map_is_narrowed_and_taken_away_as_a_table(sign_in, board):
    client = sign_in(Role.AUDITOR)
    page = client.get(reverse("bodies:bodies"), {"kind": "Council"}).content.decode()
    assert board.name not in page.split("<main")[1]
    table = client.get(reverse("bodies:bodies"), {"format": "csv"}).content.decode()
    assert "2,Health and Wellbeing Board,Statutory board,Council,bimonthly,yes" in table


def test_a_body_says_whom_it_reports_to_and_who_reports_to_it(sign_in, board):
    client = sign_in(Role.AUDITOR)
    assert b"Signs recommendations off" in client.get(board.get_absolute_url()).content
    above = client.get(board.reports_to.get_absolute_url()).content
    assert b"Health and Wellbeing Board" in above


@pytest.mark.parametrize("role", Role)
def test_only_its_keepers_change_the_map(sign_in, board, role):
    client = sign_in(role)
    expected = 200 if role in EDITORS else 403
    assert client.get(reverse("bodies:add")).status_code == expected
    for name in ("revise", "change_reporting", "set_terms", "seat_member"):
        assert client.get(reverse(f"bodies:{name}", args=[board.uuid])).status_code == expected


@pytest.mark.parametrize("role", [Role.PARTNER, Role.PUBLIC])
def test_partners_and_the_public_do_not_see_the_map(sign_in, board, role):
    client = sign_in(role)
    assert client.get(reverse("bodies:bodies")).status_code == 403
    assert client.get(board.get_absolute_url()).status_code == 403


def test_a_member_of_one_board_reads_the_map(client, board, now):
    person = add_person("member@demonstration.example", "Board member", by=None, at=now)
    grant(
        person, Role.BOARD_MEMBER, scope=Scope.BODY, scope_uuid=board.uuid, starts=date(2013, 1, 1),
        by=None, at=now,
    )  # fmt: skip
    client.force_login(person)
    assert client.get(reverse("bodies:bodies")).status_code == 200


def test_a_body_is_added_from_its_form(sign_in):
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    response = client.post(
        reverse("bodies:add"), {"name": "Cabinet", "kind": "Executive", "cadence": "monthly"}
    )
    assert response.url == Body.objects.get(name="Cabinet").get_absolute_url()


def test_a_stale_form_shows_what_the_other_wrote_and_keeps_ones_own(sign_in, board, now):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    revise_body(
        board,
        name=board.name,
        kind="Partnership",
        purpose="Theirs",
        in_public=True,
        version=1,
        by=None,
        at=now,
    )
    typed = {"name": board.name, "kind": "Board", "purpose": "Mine", "version": 1}
    response = client.post(reverse("bodies:revise", args=[board.uuid]), typed)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    again = client.post(reverse("bodies:revise", args=[board.uuid]), typed | {"version": 2})
    assert again.status_code == 302
    assert Body.objects.get(pk=board.pk).purpose == "Mine"
