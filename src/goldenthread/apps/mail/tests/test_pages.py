"""The page of messages: what was sent to whom, what was not, and the button that sends again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.mail import sending
from goldenthread.apps.mail.actions import post
from goldenthread.apps.mail.delivery import Delivery
from goldenthread.apps.mail.models import Message, Outcome, State
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.trail.queries import about

pytestmark = pytest.mark.django_db
LIST = "/mail/"


@pytest.fixture
def signed_in(client, now, today, clock_offset):
    """A browser in which somebody of a role is signed in, in a council that lives on `today`."""
    people.name_council("Council", clock_offset=clock_offset, by=None, at=now)

    def sign_in(role: Role):
        person = people.add_person(f"{role}@example.org", role.label, by=None, at=now)
        people.grant(person, role, starts=today - timedelta(days=1), by=None, at=now)
        person.standing = standing_of(person, today)
        client.force_login(person)
        client.person = person
        return client

    return sign_in


@pytest.fixture
def message(lead, now) -> Message:
    text = "Say how it goes:\nhttp://localhost:8000/plans/?a=1&b=2\n<script>alert(1)</script>"
    return post(lead, subject="An update is wanted", text=text, kind="request", by=None, at=now)


def fail(message: Message, now, *, hopeless: bool) -> Message:
    claimed = sending.claim(message.pk, at=now)
    words = "The mail server refused the address: 550 no such mailbox"
    return sending.conclude(claimed, Delivery(Outcome.FAILED, words, hopeless=hopeless), at=now)


def test_the_list_says_who_what_and_how_far_it_has_come(signed_in, message, now):
    fail(message, now, hopeless=False)
    page = signed_in(Role.AUDITOR).get(LIST).text
    assert "An update is wanted" in page
    assert "Tried 1 time. Next on 16 July 2018 at 10:01am." in page
    assert "550 no such mailbox" in page


def test_the_list_is_narrowed_by_state_kind_and_person(signed_in, message, lead, now):
    post(lead, subject="Another", text="", kind="digest", by=None, at=now)
    fail(message, now, hopeless=True)
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    assert "Another" not in client.get(LIST, {"state": "given_up"}).text
    assert "Another" not in client.get(LIST, {"state": "in_trouble"}).text
    assert "An update is wanted" not in client.get(LIST, {"kind": "digest"}).text
    assert "No message fits this filter" in client.get(LIST, {"kind": "digest", "state": "sent"}).text
    post(client.person, subject="To the officer", text="", kind="request", by=None, at=now)
    assert "To the officer" not in client.get(LIST, {"person": lead.uuid}).text


def test_the_list_can_be_taken_away(signed_in, message):
    answer = signed_in(Role.AUDITOR).get(LIST, {"format": "csv"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="messages.csv"'
    assert "Action lead,lead@example.org,An update is wanted,Request,Waiting" in answer.text


def test_an_empty_list_says_what_will_be_in_it(signed_in):
    assert "No message yet" in signed_in(Role.AUDITOR).get(LIST).text


def test_a_message_is_shown_as_its_reader_got_it_and_runs_nothing(signed_in, message):
    page = signed_in(Role.AUDITOR).get(message.get_absolute_url()).text
    assert '<a href="http://localhost:8000/plans/?a=1&amp;b=2" rel="nofollow">' in page
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_without_a_mail_server_the_page_says_that_nobody_is_reached(signed_in, message, settings):
    client = signed_in(Role.AUDITOR)
    settings.MAIL_IS_LOCAL = True
    assert "reach nobody" in client.get(message.get_absolute_url()).text
    settings.MAIL_IS_LOCAL = False
    assert "reach nobody" not in client.get(message.get_absolute_url()).text


def test_a_message_that_was_given_up_can_be_sent_again(signed_in, message, now):
    fail(message, now, hopeless=True)
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    assert "Send again" in client.get(message.get_absolute_url()).text
    answer = client.post(reverse("mail:send_again", args=[message.uuid]), follow=True)
    assert "The message is queued again" in answer.text
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)
    assert about(message.uuid)[0].verb == "mail.queued_again"


def test_a_message_that_still_waits_is_not_sent_again(signed_in, message):
    client = signed_in(Role.IMPROVEMENT_OFFICER)
    assert "Send again" not in client.get(message.get_absolute_url()).text
    answer = client.post(reverse("mail:send_again", args=[message.uuid]), follow=True)
    assert "This message is not given up. It is waiting." in answer.text


def test_an_auditor_sees_no_button_and_may_not_send(signed_in, message, now):
    fail(message, now, hopeless=True)
    client = signed_in(Role.AUDITOR)
    assert "Send again" not in client.get(message.get_absolute_url()).text
    assert client.post(reverse("mail:send_again", args=[message.uuid])).status_code == 403


def test_messages_in_trouble_wait_for_the_officer_and_nobody_else(signed_in, message, now, today):
    fail(message, now, hopeless=False)
    officer = signed_in(Role.IMPROVEMENT_OFFICER).person
    [waiting] = [one for one in waiting_for(officer, today) if one.href.startswith(LIST)]
    assert (waiting.what, waiting.since) == ("A message could not be sent", today)
    assert waiting.href == "/mail/?state=in_trouble"
    auditor = signed_in(Role.AUDITOR).person
    assert not [one for one in waiting_for(auditor, today) if one.href.startswith(LIST)]
