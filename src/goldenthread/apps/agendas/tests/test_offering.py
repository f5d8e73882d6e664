"""What an agenda is offered: sign-offs, red measures and late actions of the body, each once and with why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.agendas.offering import late_actions, red_measures, sign_offs
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.agendas.tests.make import make_board, make_meeting
from goldenthread.apps.cases.tests.records import case_home
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.merging import examine
from tests.architecture.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(made_once, now, today, files_made_once):
    with case_home(files_made_once):
        yield make_world(now, today)


@pytest.fixture
def board(world):
    return world.records["action"].plan.accountable_body


@pytest.fixture
def meeting(board, now, today):
    return make_meeting(board, now, today + timedelta(days=10))


def test_a_sign_off_that_was_asked_for_is_offered(world, meeting, today):
    [one] = sign_offs(meeting, today)
    assert (one.title, one.href) == (
        f"Sign-off: {world.records['action']}", world.records["action"].get_absolute_url(),
    )  # fmt: skip
    assert one.why == "Action lead asked for completion on 16 July 2018. Nobody has decided."


def test_a_red_measure_of_the_body_is_offered_with_its_figure_and_rule(meeting, today):
    one = next(one for one in red_measures(meeting, today) if one.title.startswith("2.11"))
    assert one.title == "2.11 % on time"
    assert "34%" in one.why
    assert "RAG-" in one.why
    assert one.why.startswith("Red in 2017-18 Q4: ")


def test_a_late_action_is_offered_unless_its_sign_off_is(world, meeting, today):
    assert list(late_actions(meeting, today)) == []
    later = today + timedelta(days=3)
    [one] = late_actions(meeting, later)
    assert one.title == "Late: 1.2 Recruit caseworkers"
    assert "PROG-1" in one.why
    assert "Project manager" in one.why
    Action.objects.filter(reference="1.2").update(completed_on=today)
    assert list(late_actions(meeting, later)) == []


def test_what_is_of_another_body_is_not_offered(world, now, today):
    other = make_meeting(make_board(now, "Another board"), now)
    later = today + timedelta(days=30)
    for source in (sign_offs, red_measures, late_actions):
        assert list(source(other, later)) == []


def test_the_page_offers_each_with_a_link_and_a_button(world, meeting, client):
    client.force_login(world.people[Role.DEMOCRATIC_SERVICES_OFFICER])
    address = reverse("agendas:suggestions", args=[meeting.uuid])
    page = client.get(address).content.decode()
    assert "Sign-offs asked for" in page
    assert "Red measures" in page
    [one] = sign_offs(meeting, meeting.held_on)
    answer = client.post(address, {"origin": one.origin, "key": one.key}, follow=True)
    assert "On it, item 2" in answer.content.decode() or "On it, item 1" in answer.content.decode()
    gone = client.post(address, {"origin": "sign-off", "key": "nothing"}, follow=True)
    assert "no longer suggested" in gone.content.decode()


@pytest.mark.parametrize("kind", ["board-report", "highlight-report", "published-scorecard"])
def test_what_rooms_made_is_offered_described_and_drawn(kind, world, board, today):
    source = source_called(kind)
    [one, *_] = source.offers(board, today)
    assert source.describe(one.uuid) == one
    assert one.ready
    assert source.pdf(one.uuid).startswith(b"%PDF-")
    assert [found for found in examine(source.pdf(one.uuid)) if found.is_fault] == []
    assert source.describe(board.uuid) is None
    with pytest.raises(Refused):
        source.pdf(board.uuid)
