"""Who was at a meeting, what they declared, and the quorum that follows."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.minutes import attending
from goldenthread.apps.minutes.models import Attendance
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_member_is_recorded_by_their_seat_and_changed_in_place(minutes, seats, clerk, now):
    first = attending.attend(minutes, "present", seat=seats[0], came=time(14, 20), by=clerk, at=now)
    assert (first.name, first.voting) == ("Chair of the board", True)
    again = attending.attend(minutes, "apologies", seat=seats[0], by=clerk, at=now)
    assert (again.pk, again.status, again.came) == (first.pk, "apologies", None)
    told = about(first.uuid)[0]
    assert (told.before["came"], told.after["status"]) == ("14:20", "Apologies")


def test_somebody_in_attendance_never_votes(minutes, clerk, now):
    officer = attending.attend(minutes, "in_attendance", name="Officer", voting=True, by=clerk, at=now)
    assert officer.voting is False


def test_a_substitute_votes_as_the_seat_that_they_fill(minutes, seats, clerk, now):
    seats[1].voting = False
    seats[1].save()
    for seat, votes in ((seats[0], True), (seats[1], False)):
        one = attending.attend(
            minutes, "substitute", name=f"For {seat.post}", substitute_for=seat, by=clerk, at=now
        )
        assert one.voting is votes


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"status": "present", "name": " "}, "name"),
        ({"status": "substitute", "name": "Somebody"}, "substitute_for"),
        ({"status": "present", "name": "Somebody", "substitute_for_words": "The chair"}, "substitute_for"),
        ({"status": "apologies", "name": "Somebody", "came": time(14)}, "came"),
        ({"status": "present", "name": "Somebody", "came": time(15), "left": time(15)}, "left"),
    ],
)
def test_what_cannot_have_been_is_refused(minutes, clerk, now, says, field):
    with pytest.raises(Refused) as refusal:
        attending.attend(minutes, **says, by=clerk, at=now)
    assert refusal.value.field == field


def test_a_name_a_seat_and_a_substitute_are_there_once(minutes, seats, clerk, now):
    attending.attend(minutes, "in_attendance", name="Officer", by=clerk, at=now)
    with pytest.raises(Refused, match="officer is recorded already"):
        attending.attend(minutes, "present", name="officer", by=clerk, at=now)
    attending.attend(minutes, "substitute", name="One", substitute_for=seats[0], by=clerk, at=now)
    with pytest.raises(Refused, match="substitutes for that member already"):
        attending.attend(minutes, "substitute", name="Two", substitute_for=seats[0], by=clerk, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attendance.objects.create(
            minutes=minutes, status="substitute", name="Two", substitute_for=seats[0], recorded_at=now
        )


def test_a_seat_of_another_body_does_not_attend(minutes, posts, clerk, now, today):
    other = add_body("Scrutiny", kind="Committee", by=clerk, at=now)
    seat = Membership.objects.create(body=other, post=posts[0], starts=today)
    with pytest.raises(Refused, match="not one of the"):
        attending.attend(minutes, "present", seat=seat, by=clerk, at=now)


def test_an_attendance_is_taken_back_with_its_declarations_and_stays_on_record(minutes, present, clerk, now):
    attending.declare(present[0], kind="other", words="A friend", by=clerk, at=now)
    with pytest.raises(Refused, match="Say why"):
        attending.remove(present[0], reason="", by=clerk, at=now)
    gone = attending.remove(present[0], reason="Was not there", by=clerk, at=now)
    assert gone.removed_reason == "Was not there"
    assert gone.declarations.get().taken_back == "Was not there"
    assert attending.quorum_of(minutes).present == 2
    with pytest.raises(Refused, match="already"):
        attending.remove(present[0], reason="Again", by=clerk, at=now)


def test_who_left_for_an_interest_does_not_count_at_that_item(minutes, present, items, clerk, now):
    attending.declare(
        present[0], kind="pecuniary", words="Owns a home", item=items[1], left_room=True, by=clerk, at=now
    )
    assert attending.quorum_of(minutes, item=items[1]).present == 2
    assert attending.quorum_of(minutes, item=items[0]).present == 3


def test_a_party_whip_is_declared_without_an_item(present, clerk, now):
    made = attending.declare(present[0], kind="whip", words="The group's", by=clerk, at=now)
    assert made.get_kind_display() == "Party whip"


def test_a_declaration_needs_words_somebody_who_was_there_and_an_item_of_this_meeting(
    minutes, present, seats, later_minute, clerk, now
):
    away = attending.attend(minutes, "apologies", seat=seats[2], by=clerk, at=now)
    for attendance, says, field in (
        (present[0], {"words": " "}, "words"),
        (away, {"words": "A friend"}, "attendance"),
        (present[0], {"words": "A friend", "item": later_minute.item}, "item"),
        (present[0], {"words": "A friend", "left_room": True}, "item"),
    ):
        with pytest.raises(Refused) as refusal:
            attending.declare(attendance, kind="other", **says, by=clerk, at=now)
        assert refusal.value.field == field


def test_a_declaration_is_taken_back_once_with_a_reason(minutes, present, items, clerk, now):
    made = attending.declare(
        present[0], kind="other", words="A friend", item=items[1], left_room=True, by=clerk, at=now
    )
    with pytest.raises(Refused, match="Say why"):
        attending.take_back(made, reason=" ", by=clerk, at=now)
    attending.take_back(made, reason="Misheard", by=clerk, at=now)
    assert attending.quorum_of(minutes, item=items[1]).present == 3
    with pytest.raises(Refused, match="already"):
        attending.take_back(made, reason="Again", by=clerk, at=now)


@pytest.mark.parametrize(("at", "met"), [(time(14, 30), True), (time(15, 30), False)])
def test_quorum_is_counted_at_the_hour_of_the_decision(minutes, seats, clerk, now, at, met):
    attending.attend(minutes, "present", seat=seats[0], by=clerk, at=now)
    attending.attend(minutes, "present", seat=seats[1], left=time(15), by=clerk, at=now)
    assert attending.quorum_of(minutes, at=at).met is met
