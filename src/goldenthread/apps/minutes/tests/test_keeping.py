"""Minutes are begun with numbers, agreed, opened again and signed; and what is signed stays."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.agendas.models import Item
from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.meetings.actions import add_meeting, cancel_meeting
from goldenthread.apps.minutes import attending, keeping, resolving, writing
from goldenthread.apps.minutes.models import ItemMinute, Minutes
from goldenthread.apps.minutes.numbering import next_minute_number, number_from
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_each_item_gets_a_number_that_goes_on_to_the_next_meeting(minutes, later_minute):
    assert [one.label for one in minutes.item_minutes.all()] == ["1", "2", "3"]
    assert later_minute.label == "4"


def test_beginning_twice_adds_only_what_came_to_the_agenda_since(minutes, meeting, items, clerk, now):
    Item.objects.create(agenda=items[0].agenda, position=4, title="Urgent", recorded_at=now)
    again = keeping.begin(meeting, by=clerk, at=now)
    assert again == minutes
    assert [one.title for one in again.item_minutes.all()][3:] == ["Urgent"]


def test_a_cancelled_meeting_is_not_minuted(meeting, clerk, now, today):
    cancel_meeting(meeting, cancelled_on=today, reason="No papers", by=clerk, at=now)
    with pytest.raises(Refused, match="is cancelled"):
        keeping.begin(meeting, by=clerk, at=now)


def test_business_that_was_on_no_agenda_is_minuted_too(minutes, clerk, now):
    added = keeping.add_minute(minutes, title=" A  matter ", by=clerk, at=now)
    assert (added.label, added.title, added.item) == ("4", "A matter", None)
    with pytest.raises(Refused, match="what it was about"):
        keeping.add_minute(minutes, title=" ", by=clerk, at=now)


def test_a_body_goes_on_from_the_number_that_it_says(board, meeting, items, clerk, now):
    number_from(board, first=54, series="18", by=clerk, at=now)
    minutes = keeping.begin(meeting, by=clerk, at=now)
    assert [one.label for one in minutes.item_minutes.all()] == ["54/18", "55/18", "56/18"]
    with pytest.raises(Refused, match="Minute 56/18 was given already"):
        number_from(board, first=56, series="18", by=clerk, at=now)
    assert str(number_from(board, first=1, series="19", by=clerk, at=now).series) == "19"
    with transaction.atomic():
        assert str(next_minute_number(board)) == "1/19"


def test_the_database_gives_no_number_twice(minute, minutes):
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemMinute.objects.create(
            minutes=minutes, body=minute.body, number=minute.number, position=9, title="Another"
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemMinute.objects.filter(pk=minute.pk).update(number=99)


def test_hours_and_chair_are_said(minutes, clerk, now):
    said = {"chaired_by": " Chair ", "started_at": time(14), "by": clerk, "at": now}
    assert keeping.say_hours(minutes, ended_at=time(16), **said).chaired_by == "Chair"
    with pytest.raises(Refused, match="closed before it opened") as refusal:
        keeping.say_hours(minutes, ended_at=time(13), **said)
    assert refusal.value.field == "ended_at"


def test_agreed_minutes_are_not_typed_into_until_they_are_opened_again(agreed, minute, clerk, now):
    assert agreed.agreed_by == clerk
    with pytest.raises(Refused, match="were agreed"):
        writing.save_text(minute, "Late words", version=1, by=clerk, at=now)
    with pytest.raises(Refused, match="Say why"):
        keeping.open_again(agreed, reason=" ", by=clerk, at=now)
    assert keeping.open_again(agreed, reason="A name is wrong", by=clerk, at=now).is_draft
    assert writing.save_text(minute, "Late words", version=1, by=clerk, at=now).minute.version == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("early", "Agree its minutes after it"),
        ("nobody", "Nobody is recorded as present"),
        ("stale", "Somebody changed these minutes"),
        ("two texts", "Two texts of minute 2"),
    ],
)
def test_minutes_are_agreed_only_when_they_are_whole(
    wrong, words, minutes, minute, seats, clerk, second, now, today
):
    if wrong != "nobody":
        attending.attend(minutes, "present", seat=seats[0], by=clerk, at=now)
    if wrong == "two texts":
        writing.save_text(minute, "One", version=1, by=clerk, at=now)
        writing.save_text(minute, "Two", version=1, by=second, at=now)
    version = minutes.version + (wrong == "stale")
    day = today - timedelta(days=wrong == "early")
    with pytest.raises(Refused, match=words):
        keeping.agree(minutes, version=version, by=clerk, at=now, today=day)


def test_minutes_are_signed_at_a_later_meeting(signed, later):
    assert (signed.state, signed.signed_at, signed.signed_by) == ("signed", later, "Chair of the board")
    assert about(signed.uuid)[0].verb == "minutes.signed"


@pytest.mark.parametrize("wrong", ["draft", "itself", "another body", "to come", "nobody", "cancelled"])
def test_minutes_are_not_signed_elsewhere_before_or_by_nobody(
    wrong, minutes, present, meeting, later, clerk, now, today
):
    minutes.refresh_from_db()
    if wrong != "draft":
        minutes = keeping.agree(minutes, version=minutes.version, by=clerk, at=now, today=today)
    at_meeting, day = later, later.held_on
    if wrong == "itself":
        at_meeting = meeting
    elif wrong == "another body":
        other = add_body("Scrutiny", kind="Committee", by=clerk, at=now)
        at_meeting = add_meeting(other, held_on=later.held_on, by=clerk, at=now)
    elif wrong == "to come":
        day = today
    elif wrong == "cancelled":
        at_meeting = cancel_meeting(later, cancelled_on=today, reason="No papers", by=clerk, at=now)
    with pytest.raises(Refused):
        keeping.sign(
            minutes, at_meeting=at_meeting, signed_by="" if wrong == "nobody" else "Chair",
            version=minutes.version, by=clerk, at=now, today=day,
        )  # fmt: skip
    minutes.refresh_from_db()
    assert not minutes.is_signed


def test_nothing_of_signed_minutes_changes(signed, minute, present, clerk, now):
    refused = [
        lambda: writing.save_text(minute, "Other words", version=1, by=clerk, at=now),
        lambda: writing.put_together(minute, "Other", version=1, seen=[], by=clerk, at=now),
        lambda: keeping.open_again(signed, reason="It is wrong", by=clerk, at=now),
        lambda: keeping.add_minute(signed, title="More", by=clerk, at=now),
        lambda: attending.attend(signed, "in_attendance", name="Officer", by=clerk, at=now),
        lambda: attending.remove(present[0], reason="Mistake", by=clerk, at=now),
        lambda: resolving.resolve(minute, resolving.Resolved("note it"), by=clerk, at=now),
    ]
    for write in refused:
        with pytest.raises(Refused, match="signed, so they are not changed"):
            write()


def test_the_database_too_refuses_to_change_what_was_signed(signed, minute, present):
    for write in (
        lambda: ItemMinute.objects.filter(pk=minute.pk).update(text="Other words"),
        lambda: Minutes.objects.filter(pk=signed.pk).update(state="draft", signed_at=None),
        lambda: type(present[0]).objects.filter(pk=present[0].pk).update(name="Somebody else"),
        lambda: ItemMinute.objects.filter(pk=minute.pk).delete(),
        lambda: ItemMinute.objects.create(
            minutes=signed, body=minute.body, number=99, position=9, title="Another"
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
