"""A year's meetings: proposed off the days on which nobody meets, moved by hand, and made once."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.recesses import add_recess
from goldenthread.apps.meetings.year import make_year, propose_year
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
TUESDAYS = "second Tuesday of every month"
SPAN = {"first": date(2018, 9, 1), "until": date(2018, 12, 31)}
DAYS = [date(2018, 9, 11), date(2018, 10, 9), date(2018, 11, 13), date(2018, 12, 11)]


@pytest.fixture
def board(now):
    return add_body("Scrutiny committee", kind="Committee", cadence="monthly", by=None, at=now)


@pytest.fixture
def officer(client, now, clock_offset):
    Council.objects.create(name="The demonstration council", clock_offset=clock_offset)
    person = add_person("officer@demonstration.example", "Officer", by=None, at=now)
    grant(person, Role.DEMOCRATIC_SERVICES_OFFICER, starts=date(2013, 1, 1), by=None, at=now)
    client.force_login(person)
    return client


def test_a_year_is_proposed_around_recesses_and_what_is_there(board, now):
    add_recess("Half term", starts=date(2018, 10, 8), ends=date(2018, 10, 12), by=None, at=now)
    add_meeting(board, held_on=date(2018, 11, 13), by=None, at=now)
    found = propose_year(board, TUESDAYS, **SPAN).proposed
    assert [one.proposal.day for one in found] == [DAYS[0], date(2018, 10, 16), *DAYS[2:]]
    assert [one.there for one in found] == [False, False, True, False]


@pytest.mark.parametrize(
    ("cadence", "span", "field"),
    [
        ("as required", SPAN, "cadence"),
        (TUESDAYS, {"first": SPAN["until"], "until": SPAN["first"]}, "until"),
        (TUESDAYS, {"first": date(2018, 1, 1), "until": date(2030, 1, 1)}, "until"),
        ("weekly", {"first": date(2018, 1, 1), "until": date(2019, 12, 1)}, "until"),
    ],
)
def test_what_cannot_be_proposed_is_said(board, cadence, span, field):
    with pytest.raises(Refused) as refusal:
        propose_year(board, cadence, **span)
    assert refusal.value.field == field


def test_making_a_year_twice_makes_it_once(board, now):
    seen = propose_year(board, TUESDAYS, **SPAN).seen
    says = {"starts_at": time(14), "place": "Library", "seen": seen, "by": None, "at": now} | SPAN
    first = make_year(board, DAYS, **says)
    again = make_year(board, DAYS, **says)
    assert (len(first.meetings), again.meetings, list(again.there)) == (4, (), DAYS)
    assert Meeting.objects.count() == 4


def test_of_two_who_make_a_year_at_once_the_second_looks_again(board, now):
    seen = propose_year(board, TUESDAYS, **SPAN).seen
    says = {"seen": seen, "by": None, "at": now} | SPAN
    make_year(board, DAYS, **says)
    with pytest.raises(Refused) as refusal:
        make_year(board, [date(2018, 9, 12), *DAYS[1:]], **says)
    assert refusal.value.code == "stale"
    assert Meeting.objects.count() == 4


def test_a_year_is_proposed_moved_dropped_and_made_on_its_page(officer, board):
    address = reverse("meetings:year", args=[board.uuid])
    query = f"?cadence={TUESDAYS.replace(' ', '+')}&first=2018-09-01&until=2018-12-31"
    page = officer.get(address + query)
    assert page.content.decode().count('name="keep-') == 4
    typed = {"first": "2018-09-01", "until": "2018-12-31", "seen": page.context["proposed"].seen}
    typed |= {f"day-{number}": day.isoformat() for number, day in enumerate(DAYS)}
    typed |= {"keep-0": "on", "keep-1": "on", "keep-2": "on", "starts_at": "2pm", "place": "Library"}
    bad = officer.post(address + query, typed | {"day-1": "soon"})
    assert bad.status_code == 422
    assert "Enter the day as day, month and year" in bad.content.decode()
    saturday = officer.post(address + query, typed | {"day-1": "2018-10-13"})
    assert saturday.status_code == 422
    assert "13 October 2018 is a Saturday" in saturday.content.decode()
    made = officer.post(address + query, typed | {"day-1": "2018-10-10"}, follow=True)
    assert "3 meetings were made" in made.content.decode()
    assert list(Meeting.objects.values_list("held_on", "starts_at")) == [
        (DAYS[0], time(14)), (date(2018, 10, 10), time(14)), (DAYS[2], time(14)),
    ]  # fmt: skip
    again = officer.post(address + query, typed | {"day-1": "2018-10-10"}, follow=True)
    assert "0 meetings were made. On 3 days there was one already" in again.content.decode()


def test_whoever_was_overtaken_sees_what_is_there_and_sends_again(officer, board, now):
    address = reverse("meetings:year", args=[board.uuid])
    query = f"?cadence={TUESDAYS.replace(' ', '+')}&first=2018-09-01&until=2018-12-31"
    seen = officer.get(address + query).context["proposed"].seen
    add_meeting(board, held_on=date(2018, 9, 4), by=None, at=now)
    typed = {
        "first": "2018-09-01",
        "until": "2018-12-31",
        "seen": seen,
        "day-0": "2018-09-11",
        "keep-0": "on",
    }
    refused = officer.post(address + query, typed)
    assert refused.status_code == 422
    assert "while you were choosing" in refused.content.decode()
    new = refused.context["proposed"].seen
    assert f'name="seen" value="{new}"' in refused.content.decode()
    assert officer.post(address + query, typed | {"seen": new}).status_code == 302


def test_the_body_s_own_cadence_is_proposed_and_an_unread_one_is_asked_for(officer, board, now):
    page = officer.get(reverse("meetings:year", args=[board.uuid]))
    assert page.content.decode().count('name="keep-') == 13
    other = add_body("Group", kind="Group", by=None, at=now)
    page = officer.get(reverse("meetings:year", args=[other.uuid]))
    assert page.status_code == 200
    assert 'name="keep-' not in page.content.decode()
