"""When bodies meet: what is written and refused, which meeting came before a day, and who sees it."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.meetings import actions, neighbours, queries
from goldenthread.apps.meetings.models import Meeting, Move
from goldenthread.apps.meetings.panels import next_on_the_map
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
KEEPERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
MAY, JULY, OCTOBER = date(2018, 5, 10), date(2018, 7, 16), date(2018, 10, 11)


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(now):
    return add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)


@pytest.fixture
def add(board, now):
    def on(day, **says):
        return actions.add_meeting(board, held_on=day, **says, by=None, at=now)

    return on


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


def test_a_meeting_is_added_and_told_on_its_body(add, board):
    meeting = add(OCTOBER, starts_at=time(14), place=" Town hall ")
    assert (meeting.held_on, meeting.place) == (OCTOBER, "Town hall")
    [event] = [one for one in about(board.uuid) if one.verb == "meetings.added"]
    assert event.after["starts_at"] == "14:00"


@pytest.mark.parametrize("at", [None, time(14)])
def test_a_body_meets_once_at_a_time(add, at):
    add(OCTOBER, starts_at=at)
    with pytest.raises(Refused, match="already") as refusal:
        add(OCTOBER, starts_at=at)
    assert refusal.value.field == "held_on"
    assert add(OCTOBER, starts_at=time(16)).starts_at == time(16)


def test_the_day_that_a_meeting_was_on_is_kept_with_the_reason(add, now):
    meeting = add(OCTOBER)
    moved = actions.move_meeting(
        meeting, held_on=date(2018, 10, 18), reason="An election is held", by=None, at=now
    )
    assert moved.held_on == date(2018, 10, 18)
    [move] = moved.moves.all()
    assert (move.before, move.after, move.reason) == (OCTOBER, date(2018, 10, 18), "An election is held")
    with pytest.raises(DatabaseError), transaction.atomic():
        Move.objects.update(reason="Another")


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"held_on": date(2018, 10, 18), "reason": "  "}, "reason"),
        ({"held_on": OCTOBER, "reason": "None"}, "held_on"),
        ({"held_on": MAY, "reason": "It clashes"}, "held_on"),
    ],
)
def test_a_meeting_does_not_move_without_a_reason_or_to_a_time_that_is_taken(add, says, field, now):
    add(MAY)
    meeting = add(OCTOBER)
    with pytest.raises(Refused) as refusal:
        actions.move_meeting(meeting, **says, by=None, at=now)
    assert refusal.value.field == field


def test_a_new_place_is_told_in_the_ledger_and_is_no_move_to_another_day(add, now):
    meeting = actions.move_meeting(
        add(OCTOBER), held_on=OCTOBER, place="Library", reason="Works", by=None, at=now
    )
    assert meeting.place == "Library"
    assert not meeting.moves.exists()
    assert about(meeting.uuid)[0].after["place"] == "Library"


def test_a_cancelled_meeting_stays_on_record_and_makes_room_for_another(add, now, today):
    meeting = actions.cancel_meeting(add(OCTOBER), cancelled_on=today, reason="No papers", by=None, at=now)
    assert meeting.cancelled_reason == "No papers"
    for again in (
        lambda: actions.cancel_meeting(meeting, cancelled_on=today, reason="Again", by=None, at=now),
        lambda: actions.move_meeting(meeting, held_on=MAY, reason="Late", by=None, at=now),
    ):
        with pytest.raises(Refused, match="is cancelled"):
            again()
    assert add(OCTOBER) != meeting


def test_a_meeting_is_not_cancelled_without_a_reason(add, now, today):
    with pytest.raises(Refused, match="Say why"):
        actions.cancel_meeting(add(OCTOBER), cancelled_on=today, reason=" ", by=None, at=now)


def test_the_meeting_before_and_after_a_day_leave_out_that_day_and_what_was_cancelled(add, board, now, today):
    may, july, october = add(MAY), add(JULY), add(OCTOBER)
    cancelled = add(date(2018, 6, 14))
    actions.cancel_meeting(cancelled, cancelled_on=today, reason="No papers", by=None, at=now)
    assert list(queries.meetings_of(board)) == [may, july, october]
    assert queries.last_before(board, JULY) == may
    assert queries.next_after(board, JULY) == october
    assert queries.last_before(board, MAY) is None
    assert queries.next_after(board, OCTOBER) is None


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({}, ["2018-10-11", "2018-07-16", "2018-05-10"]),
        ({"when": "coming"}, ["2018-07-16", "2018-10-11"]),
        ({"when": "past"}, ["2018-05-10"]),
        ({"when": "cancelled"}, []),
        ({"when": "no such thing"}, ["2018-10-11", "2018-07-16", "2018-05-10"]),
    ],
)
def test_the_list_is_narrowed_and_taken_away_so(sign_in, add, query, days):
    for day in (MAY, JULY, OCTOBER):
        add(day)
    answer = sign_in(Role.AUDITOR).get(reverse("meetings:meetings"), query | {"format": "csv"})
    assert [line.split(",")[1] for line in answer.content.decode().splitlines()[1:]] == days


def test_the_list_is_narrowed_to_a_body(sign_in, add, board, now):
    other = add_body("Scrutiny", kind="Committee", by=None, at=now)
    actions.add_meeting(other, held_on=JULY, by=None, at=now)
    add(MAY)
    answer = sign_in(Role.AUDITOR).get(reverse("meetings:meetings"), {"body": other.uuid, "format": "csv"})
    assert "Scrutiny" in answer.content.decode()
    assert board.name not in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_pages_and_forms_are_for_their_roles(sign_in, add, role):
    meeting = add(OCTOBER)
    client = sign_in(role)
    for page in (reverse("meetings:meetings"), meeting.get_absolute_url()):
        assert client.get(page).status_code == (200 if role in READERS else 403)
    forms = [reverse("meetings:add")]
    forms += [reverse(f"meetings:{name}", args=[meeting.uuid]) for name in ("move", "cancel")]
    for form in forms:
        assert client.get(form).status_code == (200 if role in KEEPERS else 403)


def test_a_meeting_is_added_moved_and_cancelled_from_its_forms(sign_in, board):
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    typed = {
        "body": board.uuid, "held_on_day": "11", "held_on_month": "10", "held_on_year": "2018",
        "starts_at": "2pm",
    }  # fmt: skip
    client.post(reverse("meetings:add"), typed)
    meeting = Meeting.objects.get()
    assert meeting.starts_at == time(14)
    moved = reverse("meetings:move", args=[meeting.uuid])
    refused = client.post(moved, typed | {"held_on_day": "18", "place": "Library"})
    assert refused.status_code == 422
    assert b"Library" in refused.content
    answer = client.post(moved, typed | {"held_on_day": "18", "reason": "An election"}, follow=True)
    assert "From 11 October 2018 to 18 October 2018: An election" in answer.content.decode()
    client.post(reverse("meetings:cancel", args=[meeting.uuid]), {"reason": "No papers"})
    answer = client.get(meeting.get_absolute_url())
    assert "Cancelled on 16 July 2018: No papers" in answer.content.decode()
    assert reverse("meetings:move", args=[meeting.uuid]) not in answer.content.decode()


def test_a_body_s_page_shows_its_next_meeting_and_its_last(sign_in, add, board):
    may, october = add(MAY), add(OCTOBER)
    page = sign_in(Role.AUDITOR).get(board.get_absolute_url()).content.decode()
    assert may.get_absolute_url() in page
    assert october.get_absolute_url() in page


def test_the_map_tells_each_body_s_next_meeting_in_one_query(add, board, today, django_assert_num_queries):
    add(MAY)
    add(OCTOBER)
    other = add_body("Another body", kind="Group", by=None, at=add(JULY, starts_at=time(9)).recorded_at)
    with django_assert_num_queries(1):
        found = next_on_the_map([board, other], today)
    assert {body: line.words for body, line in found.items()} == {board.pk: "Next meeting 16 July 2018"}


def test_later_rooms_show_themselves_on_a_meeting_s_page_by_their_place(add, monkeypatch, today):
    monkeypatch.setattr(neighbours, "_panels", [])
    neighbours.register_panel(lambda *_: neighbours.Panel("minutes.html", place=50))
    neighbours.register_panel(lambda *_: None)
    neighbours.register_panel(lambda *_: neighbours.Panel("agenda.html", place=10))
    shown = neighbours.panels_of(add(OCTOBER), None, today)
    assert [panel.template for panel in shown] == ["agenda.html", "minutes.html"]


def test_an_empty_list_says_what_to_do_first(sign_in):
    page = sign_in(Role.IMPROVEMENT_OFFICER).get(reverse("meetings:meetings")).content.decode()
    assert "No meeting has been added yet" in page
