"""Writes about mail: queue a message, queue many, and queue one again that was given up.

A message and the job that sends it are written in one transaction: neither is without the other. The job
carries the message's id and nothing else. How a message is sent stands in `sending`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

from goldenthread.apps.mail.addresses import why_unreachable
from goldenthread.apps.mail.models import Message, State
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

# The worker's task, by name: it reads the clock, so it stands in site/tasks.py, which no room imports.
SEND = "mail.send"
QUEUE = "mail"
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """What one person is to be told. `about`: the records that it speaks of, each with a `uuid`.

    `calendar` is a meeting as iCalendar, with the method by which a calendar program takes it.
    """

    to: Person
    subject: str
    text: str
    about: Sequence[models.Model] = ()
    calendar: str = ""


def post(
    to: Person, *, subject: str, text: str, kind: str, by: Person | None, at: datetime,
    about: Sequence[models.Model] = (),
) -> Message:  # fmt: skip
    """Queue one e-mail. Raises Refused for somebody who cannot be written to."""
    if words := why_unreachable(to):
        raise Refused(words)
    [message] = post_many([Letter(to, subject, text, about)], kind=kind, by=by, at=at)
    return message


@transaction.atomic
def post_many(letters: Sequence[Letter], *, kind: str, by: Person | None, at: datetime) -> list[Message]:
    """Queue letters by the hundred, with one event for them all.

    Whoever cannot be written to is left out and named in the event; `why_unreachable` tells who and why.
    """
    reachable = [letter for letter in letters if not why_unreachable(letter.to)]
    if not reachable:
        return []
    messages = Message.objects.bulk_create(_message(letter, kind, by, at) for letter in reachable)
    spoken_of = {subject.uuid: subject for letter in reachable for subject in letter.about}
    left_out = sorted({str(letter.to) for letter in letters} - {str(letter.to) for letter in reachable})
    record("mail.queued", by=by, at=at, on=[*messages, *spoken_of.values()], after={
        "kind": kind, "messages": len(messages), "left_out": left_out,
    })  # fmt: skip
    ask_to_send(messages)
    return messages


@transaction.atomic
def send_again(message: Message, *, by: Person, at: datetime) -> Message:
    """Queue a message again that was given up. Raises Refused for any other, and for one who has gone."""
    message = Message.objects.select_for_update().select_related("to").get(pk=message.pk)
    if message.state != State.GIVEN_UP:
        raise Refused(f"This message is not given up. It is {message.get_state_display().lower()}.")
    if words := why_unreachable(message.to):
        raise Refused(words)
    if message.to.email != message.address:
        raise Refused(f"{message.to} has another email address now. Write a new message.")
    before, message.state = message.attempts, State.WAITING
    message.attempts, message.next_try_at, message.handed_over_at = 0, at, None
    message.save(update_fields=["state", "attempts", "next_try_at", "handed_over_at"])
    record("mail.queued_again", by=by, at=at, on=message, before={"attempts": before})
    ask_to_send([message])
    return message


def ask_to_send(messages: Iterable[Message], *, after: timedelta = timedelta(0)) -> None:
    """Tell the worker of messages, in the transaction that wrote them; `after` is how long it waits first."""
    # By Django's own connection even inside the worker, whose own would not roll back with the message.
    jobs = JobManager(DjangoConnector())
    wait = {"seconds": after.total_seconds()} if after else None
    job = configure_task(name=SEND, job_manager=jobs, queue=QUEUE, schedule_in=wait)
    job.batch_defer(*({"message": message.pk} for message in messages))


def _message(letter: Letter, kind: str, by: Person | None, at: datetime) -> Message:
    return Message(
        to=letter.to,
        address=letter.to.email,
        subject=one_line(letter.subject)[:LONGEST_SUBJECT],
        text=letter.text,
        calendar=letter.calendar,
        kind=kind,
        about=sorted(str(subject.uuid) for subject in letter.about),
        queued_at=at,
        queued_by=by,
        next_try_at=at,
    )


def one_line(text: str) -> str:
    """A text fit for a header: a line break, or another mark of control, would begin a header of its own."""
    shown = "".join(" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in text)
    return " ".join(shown.split())
