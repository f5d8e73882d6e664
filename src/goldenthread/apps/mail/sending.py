"""How far a message has come: claimed, handed over, concluded; and what a killed worker left.

The guarantee is *at most once*, each time that a person or a room queues a message. The worker marks it as
being sent and commits, and only then talks to the mail server. A worker that is killed in between leaves that
mark: nobody knows whether the message went, so it is not sent again by itself. It is given up, says so, and a
person decides. The other choice, at least once, would sometimes send a reminder twice with nobody knowing; a
reminder that nobody got can be seen on the page and sent again.

A job only wakes the worker: all that is decided is decided by the message's own row, so a job that comes
twice, late or for a message long sent does nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.apps.mail.actions import SEND, ask_to_send
from goldenthread.apps.mail.addresses import why_unreachable
from goldenthread.apps.mail.delivery import Delivery
from goldenthread.apps.mail.models import Attempt, Message, Outcome, State
from goldenthread.apps.trail.actions import record

# How long after each failure the next attempt comes. A server that is down from Friday evening until Monday
# morning is still reached; after the eighth attempt a person has to look.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(days=1),
    timedelta(days=1),
)
MOST_ATTEMPTS = len(WAITS) + 1
# Longer than handing over one message can take: EMAIL_TIMEOUT for each of a few answers.
SURELY_INTERRUPTED = timedelta(minutes=10)


@transaction.atomic
def claim(message: int, *, at: datetime) -> Message | None:
    """Mark a waiting message as being sent. None where there is nothing to send (any more, or yet)."""
    found = Message.objects.select_for_update(of=["self"]).select_related("to").get(pk=message)
    if found.state != State.WAITING:
        return None
    if words := why_unreachable(found.to):
        _give_up(found, words, at=at)
        return None
    found.state, found.handed_over_at = State.SENDING, at
    found.attempts, found.next_try_at = found.attempts + 1, None
    found.save(update_fields=["state", "handed_over_at", "attempts", "next_try_at"])
    return found


@transaction.atomic
def conclude(message: Message, delivery: Delivery, *, at: datetime) -> Message:
    """Write down how handing over ended: sent, to be tried again after a wait, or given up.

    Nothing, where this handing over was settled meanwhile: by a worker that thought ours dead.
    """
    claimed, message = message, Message.objects.select_for_update().get(pk=message.pk)
    if (message.state, message.handed_over_at) != (State.SENDING, claimed.handed_over_at):
        return message
    Attempt.objects.create(
        message=message, began_at=message.handed_over_at, ended_at=at,
        outcome=delivery.outcome, words=delivery.words,
    )  # fmt: skip
    if delivery.outcome == Outcome.SENT:
        message.state, message.sent_at, message.last_error = State.SENT, at, ""
        message.save(update_fields=["state", "sent_at", "last_error"])
        record("mail.sent", by=None, at=at, on=message, after={"attempts": message.attempts})
    elif delivery.outcome == Outcome.UNSURE or delivery.hopeless or message.attempts >= MOST_ATTEMPTS:
        _give_up(message, delivery.words, at=at)
    else:
        wait = WAITS[message.attempts - 1]
        message.state, message.last_error, message.next_try_at = State.WAITING, delivery.words, at + wait
        message.save(update_fields=["state", "last_error", "next_try_at"])
        record("mail.put_off", by=None, at=at, on=message, after={
            "attempts": message.attempts, "next_try_at": message.next_try_at,
        }, why=delivery.words)  # fmt: skip
        ask_to_send([message], after=wait)
    return message


def settle_interrupted(*, at: datetime) -> int:
    """Settle what killed workers left, and wake the worker for messages whose job was lost. Their number."""
    since = at - SURELY_INTERRUPTED
    interrupted = Message.objects.filter(state=State.SENDING, handed_over_at__lte=since)
    for message in interrupted:
        words = "The worker was stopped while it handed this message over. It may have arrived."
        conclude(message, Delivery(Outcome.UNSURE, words), at=at)
    return len(interrupted) + wake_for_lost(since=since)


def wake_for_lost(*, since: datetime) -> int:
    """Wake the worker for messages that were due by then and have no job that waits. Their number.

    A worker that was killed between taking a job and claiming its message takes the job with it. A worker
    that starts asks for all that is due: a job too many does nothing.
    """
    lost = _without_job(Message.objects.filter(state=State.WAITING, next_try_at__lte=since))
    if lost:
        ask_to_send(lost)
    return len(lost)


def _without_job(messages: list[Message]) -> list[Message]:
    queued = set(
        ProcrastinateJob.objects.filter(task_name=SEND, status="todo").values_list("args__message", flat=True)
    )
    return [message for message in messages if message.pk not in queued]


def _give_up(message: Message, words: str, *, at: datetime) -> None:
    message.state, message.last_error, message.next_try_at = State.GIVEN_UP, words, None
    message.save(update_fields=["state", "last_error", "next_try_at"])
    record("mail.given_up", by=None, at=at, on=message, after={"attempts": message.attempts}, why=words)
