"""The head of the chain, sent to named people on their days; and checks of the record, kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.apps.mail.actions import Letter, post_many
from goldenthread.apps.mail.addresses import why_unreachable
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.retention.models import Check, Every, HeadReader, HeadSent
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.checking import check
from goldenthread.apps.trail.heads import Head, current
from goldenthread.apps.trail.refusals import Refused
from goldenthread.apps.trail.sealing import seal

MOST = 200
"""How many problems a check keeps; the command prints them all."""
DAYS = {Every.DAY: 1, Every.WEEK: 7, Every.MONTH: 28}


def check_record(*, by: Person | None, at: datetime) -> Check:
    """Verify the whole record and keep what was found."""
    found = check()
    with transaction.atomic():
        kept = Check.objects.create(
            checked_at=at, checked_by=by, events=found.chain.events, head=found.chain.head,
            rows=found.compared.rows, whole=found.whole, problems=found.problems[:MOST],
        )  # fmt: skip
        record("retention.record_checked", by=by, at=at, on=kept, after={
            "whole": kept.whole, "events": kept.events, "head": kept.head, "problems": len(found.problems),
        })  # fmt: skip
    return kept


@transaction.atomic
def add_reader(person: Person, every: str, *, by: Person, at: datetime) -> HeadReader:
    """Send the head to somebody from now on. Refused for one who gets it, or cannot be written to."""
    if HeadReader.objects.filter(person=person).exists():
        raise Refused(f"{person} gets the head already.", field="person")
    if words := why_unreachable(person):
        raise Refused(words, field="person")
    reader = HeadReader.objects.create(person=person, every=every, recorded_at=at, recorded_by=by)
    record("retention.reader_added", by=by, at=at, on=[reader, person], after={"every": every})
    return reader


@transaction.atomic
def end_reader(reader: HeadReader, *, by: Person, at: datetime) -> HeadReader:
    """Send the head to somebody no longer. Refused where that was said already."""
    reader = HeadReader.ever.select_for_update(of=["self"]).select_related("person").get(pk=reader.pk)
    if reader.ended_at is not None:
        raise Refused(f"{reader.person} does not get the head any more.")
    reader.ended_at = at
    reader.save(update_fields=["ended_at"])
    record("retention.reader_ended", by=by, at=at, on=[reader, reader.person])
    return reader


def send_by_schedule(*, today: date, at: datetime) -> list[HeadSent]:
    """Send the head to those whose day it is. Twice in a day is once."""
    return send_heads(_whose_day_it_is(today), by=None, today=today, at=at)


@transaction.atomic
def send_heads(readers: list[HeadReader], *, by: Person | None, today: date, at: datetime) -> list[HeadSent]:
    """Seal what was written, and write the head to these people. Refused where there is none to send."""
    readers = [one for one in readers if not why_unreachable(one.person)]
    if not readers:
        return []
    seal(by=by, at=at)
    head = current(today)
    if head is None:
        raise Refused("Nothing was recorded yet, so there is no head to send.")
    letters = [Letter(one.person, _subject(head), _text(head)) for one in readers]
    posted = post_many(letters, kind="trail_head", by=by, at=at)
    sent = [
        HeadSent.objects.create(
            to=message.to, message=message, position=head.position, digest=head.digest, on=today, sent_at=at
        )
        for message in posted
    ]
    record("retention.head_sent", by=by, at=at, on=sent, after={
        "position": head.position, "digest": head.digest, "letters": len(sent),
    })  # fmt: skip
    return sent


def letters_sent() -> Iterator[Head]:
    """The heads that went out by e-mail, for those who verify."""
    for one in HeadSent.objects.select_related("to"):
        yield Head(one.position, one.digest, one.on, f"sent to {one.to}")


def _whose_day_it_is(today: date) -> list[HeadReader]:
    readers = list(HeadReader.objects.select_related("person").order_by("pk"))
    last = dict(HeadSent.objects.order_by("sent_at", "pk").values_list("to_id", "on"))
    return [
        one
        for one in readers
        if one.person_id not in last or last[one.person_id] + timedelta(DAYS[Every(one.every)]) <= today
    ]


def _subject(head: Head) -> str:
    return f"Head of the record, {day_words(head.on)}"


def _text(head: Head) -> str:
    council = the_council()
    return (
        f"This is the head of the record of {council or 'the council'} in Golden Thread on "
        f"{day_words(head.on)}.\n\n"
        f"{head.line}\n\n"
        "Keep this letter where those who run Golden Thread cannot change it. If somebody ever takes events "
        "away or writes the record anew, this line will no longer fit. To compare, put the lines of your "
        "letters into a file and run: goldenthread verify-trail --against FILE\n"
    )
