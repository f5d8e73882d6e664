"""The real worker sends what waits, once; tries again what failed; and says what nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.apps.mail import sending
from goldenthread.apps.mail.actions import Letter, ask_to_send, post, post_many, send_again
from goldenthread.apps.mail.delivery import Delivery, hand_over
from goldenthread.apps.mail.models import Message, Outcome, State
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.usefixtures("committed")
LATER = sending.SURELY_INTERRUPTED + timedelta(minutes=1)


@pytest.fixture
def message(committed, lead, now) -> Message:
    return post(lead, subject="An update is wanted", text="Say how it goes.\nhttp://localhost:8000/",
                kind="request", by=None, at=now)  # fmt: skip


def seen(message: Message) -> Message:
    message.refresh_from_db()
    return message


def test_the_worker_sends_what_waits(message, work_once, mail_server):
    work_once()
    assert seen(message).state == State.SENT
    assert message.sent_at is not None
    [letter] = mail_server.letters
    assert "Subject: An update is wanted" in letter
    assert f"Message-ID: <{message.uuid}@localhost>" in letter
    assert [attempt.outcome for attempt in message.tries.all()] == [Outcome.SENT]
    assert not ProcrastinateJob.objects.exists()


def test_a_second_job_for_the_same_message_sends_nothing(message, work_once, mail_server):
    ask_to_send([message])
    work_once()
    ask_to_send([message])
    work_once()
    assert len(mail_server.letters) == 1


def test_a_mail_server_that_is_down_leaves_the_message_waiting(message, work_once, mail_server):
    mail_server.shutdown()
    mail_server.server_close()
    work_once()
    assert (seen(message).state, message.attempts) == (State.WAITING, 1)
    assert message.last_error == "The mail server could not be used: Connection refused"
    [attempt] = message.tries.all()
    assert message.next_try_at - attempt.ended_at == sending.WAITS[0]
    assert [job.status for job in ProcrastinateJob.objects.all()] == ["todo"]


def test_a_server_that_says_later_is_asked_later(message, work_once, mail_server):
    mail_server.answer = "451 try again later"
    work_once()
    assert (seen(message).state, message.attempts) == (State.WAITING, 1)
    assert message.last_error == "The mail server refused the message: 451 try again later"


def test_an_address_that_does_not_exist_is_given_up_at_once(message, work_once, mail_server):
    mail_server.to_recipient = "550 no such mailbox"
    work_once()
    assert seen(message).state == State.GIVEN_UP
    assert message.last_error == "The mail server refused the address: 550 no such mailbox"


def test_a_line_that_breaks_with_the_letter_on_it_is_not_tried_again(message, work_once, mail_server):
    mail_server.answer = None
    work_once()
    assert seen(message).state == State.GIVEN_UP
    assert [attempt.outcome for attempt in message.tries.all()] == [Outcome.UNSURE]
    assert not ProcrastinateJob.objects.filter(status="todo").exists()


def test_it_is_given_up_after_the_stated_number_of_attempts(message, now, mail_server):
    mail_server.answer = "451 try again later"
    for _ in range(sending.MOST_ATTEMPTS):
        assert seen(message).state == State.WAITING
        claimed = sending.claim(message.pk, at=now)
        sending.conclude(claimed, hand_over(claimed), at=now)
    assert seen(message).state == State.GIVEN_UP
    assert message.tries.count() == sending.MOST_ATTEMPTS
    assert about(message.uuid)[0].verb == "mail.given_up"


def test_a_message_that_a_killed_worker_held_is_not_sent_again(message, now, work_once, mail_server):
    sending.claim(message.pk, at=now)
    work_once()
    assert mail_server.letters == []
    assert seen(message).state == State.GIVEN_UP
    assert "It may have arrived" in message.last_error


def test_a_worker_that_was_only_slow_does_not_overrule_what_was_settled(message, now):
    claimed = sending.claim(message.pk, at=now)
    sending.settle_interrupted(at=now + LATER)
    sending.conclude(claimed, Delivery(Outcome.FAILED, "slow"), at=now + LATER)
    assert seen(message).state == State.GIVEN_UP
    assert message.tries.count() == 1


def test_a_message_whose_job_was_lost_is_sent_all_the_same(message, now, work_once, mail_server):
    ProcrastinateJob.objects.filter(status="todo").delete()
    assert sending.settle_interrupted(at=now + LATER) == 1
    assert sending.settle_interrupted(at=now + LATER) == 0
    work_once()
    assert seen(message).state == State.SENT


def test_a_worker_that_starts_sends_at_once_what_a_killed_one_had_taken(message, now, work_once, mail_server):
    ProcrastinateJob.objects.filter(status="todo").delete()
    assert sending.settle_interrupted(at=now) == 0
    assert sending.wake_for_lost(since=now) == 1
    assert sending.wake_for_lost(since=now) == 0
    work_once()
    assert seen(message).state == State.SENT
    assert len(mail_server.letters) == 1


def test_somebody_who_left_meanwhile_is_not_written_to(message, lead, work_once, mail_server):
    lead.is_active = False
    lead.save()
    work_once()
    assert seen(message).state == State.GIVEN_UP
    assert message.last_error == "Action lead is no longer active, so no message can be sent."
    assert mail_server.letters == []


def test_a_message_given_up_is_sent_again_when_somebody_asks(message, lead, now, work_once, mail_server):
    mail_server.to_recipient = "550 no such mailbox"
    work_once()
    mail_server.to_recipient = "250 ok"
    send_again(message, by=lead, at=now)
    work_once()
    assert seen(message).state == State.SENT
    assert [attempt.outcome for attempt in message.tries.all()] == [Outcome.FAILED, Outcome.SENT]


def test_a_message_that_was_sent_is_not_sent_again(message, lead, now, work_once, mail_server):
    work_once()
    with pytest.raises(Refused, match="It is sent"):
        send_again(seen(message), by=lead, at=now)


def test_without_a_mail_server_messages_are_kept_in_a_folder(message, work_once, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.MAIL_IS_LOCAL = str(tmp_path), True
    work_once()
    [kept] = tmp_path.iterdir()
    assert "Say how it goes." in kept.read_text()
    assert message.tries.get().words == "Written to a file on this machine"


def test_three_hundred_letters_leave_with_one_run_of_the_worker(lead, now, work_once):
    letters = [Letter(lead, f"Reminder {number}", "Say how it goes.") for number in range(300)]
    post_many(letters, kind="reminder", by=None, at=now)
    work_once()
    assert len(mail.outbox) == Message.objects.filter(state=State.SENT).count() == 300
