"""Calendar feeds and invitations: who reads what by a key, and what members are sent."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from icalendar import Calendar

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.seats import seat_member
from goldenthread.apps.mail.delivery import _as_mail
from goldenthread.apps.mail.models import Message
from goldenthread.apps.meetings import actions, feeds
from goldenthread.apps.meetings.inviting import invite, told_up_to
from goldenthread.apps.meetings.models import FeedKey
from goldenthread.apps.people.actions import add_person, end_grant, grant, post_called, take_post
from goldenthread.apps.people.models import Council, Organisation, Role
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
MEETING, TODAY = date(2018, 7, 24), date(2018, 7, 16)


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(now):
    return add_body("Scrutiny committee", kind="Committee", by=None, at=now)


@pytest.fixture
def member(board, now):
    person = add_person("member@demonstration.example", "A member", by=None, at=now)
    grant(person, Role.BOARD_MEMBER, starts=date(2013, 1, 1), by=None, at=now)
    post = post_called("Councillor", Organisation.objects.create(name="The council"))
    take_post(person, post, starts=date(2013, 1, 1), by=None, at=now)
    seat_member(board, post, starts=date(2013, 1, 1), by=None, at=now)
    return person


@pytest.fixture
def meeting(board, now):
    return actions.add_meeting(
        board, held_on=MEETING, starts_at=time(14), place="Committee suite; first floor", by=None, at=now
    )


def read(client, secret, **headers):
    return client.get(reverse("meetings:feed", args=[secret]), **headers)


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_key_reads_a_person_s_meetings_without_a_session(client, member, meeting, now):
    other = add_body("Another", kind="Group", by=None, at=now)
    actions.add_meeting(other, held_on=MEETING, by=None, at=now)
    _, secret = feeds.make_feed_key(member, None, by=member, at=now)
    answer = read(client, secret)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "sessionid" not in answer.cookies
    [event] = events(answer)
    assert event["SUMMARY"] == "Scrutiny committee"
    assert secret not in "".join(FeedKey.objects.values_list("digest", flat=True))


def test_a_key_of_a_body_reads_its_meetings_and_what_became_of_them(client, member, board, meeting, now):
    _, secret = feeds.make_feed_key(member, board, by=member, at=now)
    [before] = events(read(client, secret))
    moved = actions.move_meeting(
        meeting, held_on=date(2018, 7, 25), starts_at=time(15), reason="An election", by=None, at=now
    )
    [after] = events(read(client, secret))
    assert (before["UID"], before["SEQUENCE"]) == (after["UID"], 0)
    assert (after["SEQUENCE"], after.decoded("DTSTART").day) == (1, 25)
    actions.cancel_meeting(moved, cancelled_on=TODAY, reason="No papers", by=None, at=now)
    [gone] = events(read(client, secret))
    assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 2)


def test_a_feed_that_has_not_changed_is_not_sent_again(client, member, meeting, now):
    _, secret = feeds.make_feed_key(member, None, by=member, at=now)
    first = read(client, secret)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert read(client, secret, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304


def test_a_revoked_key_reads_nothing_and_stays_revoked(client, member, meeting, now):
    key, secret = feeds.make_feed_key(member, None, by=member, at=now)
    feeds.revoke_feed_key(key, by=member, at=now)
    assert read(client, secret).status_code == 404
    with pytest.raises(Refused, match="already"):
        feeds.revoke_feed_key(key, by=member, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        FeedKey.objects.update(digest="0" * 64)


def test_a_key_reads_no_more_than_its_owner_may(client, member, meeting, now):
    _, secret = feeds.make_feed_key(member, None, by=member, at=now)
    end_grant(member.grants.get(), ends=TODAY, by=add_person("a@b.example", "A", by=None, at=now), at=now)
    assert read(client, secret).status_code == 404
    assert read(client, "nonsense").status_code == 404


def test_somebody_else_s_key_is_not_theirs_to_stop(client, member, now):
    key, _ = feeds.make_feed_key(member, None, by=member, at=now)
    other = add_person("other@demonstration.example", "Other", by=None, at=now)
    with pytest.raises(Refused, match="somebody else"):
        feeds.revoke_feed_key(key, by=other, at=now)


def test_the_address_of_a_new_calendar_is_shown_once(client, member, board, meeting):
    client.force_login(member)
    page = client.post(reverse("meetings:calendars"), {"body": board.uuid}, follow=True).content.decode()
    assert "/meetings/calendars/" in page
    assert ".ics" in page
    again = client.get(reverse("meetings:calendars")).content.decode()
    assert ".ics" not in again
    key = FeedKey.objects.get()
    client.post(reverse("meetings:stop_feed", args=[key.uuid]))
    assert not feeds.keys_of(member).exists()


def test_members_are_asked_to_a_meeting_with_a_calendar_s_request(member, meeting, now):
    [message] = invite(meeting, today=TODAY, by=None, at=now)
    assert message.subject == "Scrutiny committee, 24 July 2018, 14:00"
    assert "You are asked to a meeting of the Scrutiny committee." in message.text
    assert "METHOD:REQUEST" in message.calendar
    mail = _as_mail(message).message()
    kinds = [part["Content-Type"] for part in mail.walk()]
    assert any(kind.startswith('text/calendar; method="REQUEST"') for kind in kinds)
    assert any(part.get_filename() == "meeting.ics" for part in mail.walk())
    assert told_up_to(meeting) == 0


def test_a_move_and_a_cancellation_are_told_with_their_reason(member, meeting, now):
    invite(meeting, today=TODAY, by=None, at=now)
    moved = actions.move_meeting(
        meeting, held_on=date(2018, 7, 25), starts_at=time(14), reason="An election.", by=None, at=now
    )
    [message] = invite(moved, today=TODAY, by=None, at=now)
    assert message.subject.startswith("Changed: ")
    assert "It was on 24 July 2018: An election." in message.text
    gone = actions.cancel_meeting(moved, cancelled_on=TODAY, reason="No papers", by=None, at=now)
    [message] = invite(gone, today=TODAY, by=None, at=now)
    assert message.subject.startswith("Cancelled: ")
    assert "METHOD:CANCEL" in message.calendar
    assert "SEQUENCE:2" in message.calendar


def test_whoever_left_since_is_told_that_a_meeting_is_cancelled(member, board, meeting, now):
    invite(meeting, today=TODAY, by=None, at=now)
    seat = board.memberships.get()
    seat.ends = TODAY
    seat.save()
    gone = actions.cancel_meeting(meeting, cancelled_on=TODAY, reason="No papers", by=None, at=now)
    assert [message.to for message in invite(gone, today=TODAY, by=None, at=now)] == [member]


def test_nobody_is_asked_to_a_meeting_of_the_past_or_of_a_body_without_people(board, meeting, now):
    with pytest.raises(Refused, match="Nobody on"):
        invite(meeting, today=TODAY, by=None, at=now)
    with pytest.raises(Refused, match="past"):
        invite(meeting, today=date(2018, 7, 25), by=None, at=now)


def test_a_form_writes_to_the_members_only_where_it_is_asked_to(client, member, board, now):
    officer = add_person("officer@demonstration.example", "Officer", by=None, at=now)
    grant(officer, Role.DEMOCRATIC_SERVICES_OFFICER, starts=date(2013, 1, 1), by=None, at=now)
    client.force_login(officer)
    typed = {
        "body": board.uuid, "held_on_day": "24", "held_on_month": "7", "held_on_year": "2018",
        "starts_at": "14:00", "ends_at": "13:00",
    }  # fmt: skip
    assert client.post(reverse("meetings:add"), typed).status_code == 422
    client.post(reverse("meetings:add"), typed | {"ends_at": "16:00"})
    assert not Message.objects.exists()
    answer = client.post(reverse("meetings:add"), typed | {"ends_at": "", "held_on_day": "25", "tell": "on"})
    page = client.get(answer.url).content.decode()
    assert "1 member was written to" in page
    assert "Told of it as it stands" in page
    tell = reverse("meetings:tell", args=[board.meetings.get(held_on=MEETING).uuid])
    client.post(tell)
    assert Message.objects.count() == 2
