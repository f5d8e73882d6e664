"""The head goes to named people on their days, and each letter is compared when the record is checked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.mail.models import Message
from goldenthread.apps.retention.head_letters import (
    add_reader,
    check_record,
    end_reader,
    send_by_schedule,
)
from goldenthread.apps.retention.models import HeadReader, HeadSent
from goldenthread.apps.trail import heads
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_the_head_goes_out_on_its_day_and_once(administrator, director, now, today):
    add_reader(director, "week", by=administrator, at=now)
    [sent] = send_by_schedule(today=today, at=now)
    assert send_by_schedule(today=today + timedelta(days=6), at=now) == []
    assert len(send_by_schedule(today=today + timedelta(days=7), at=now)) == 1
    text = Message.objects.get(pk=sent.message_id).text
    line = next(one for one in text.splitlines() if one.startswith("2018-07-16"))
    assert heads.read(line) == [heads.Head(sent.position, sent.digest, today)]
    assert check_record(by=None, at=now).whole


def test_a_letter_that_no_longer_fits_is_named(administrator, director, now, today):
    add_reader(director, "day", by=administrator, at=now)
    [sent] = send_by_schedule(today=today, at=now)
    HeadSent.objects.create(
        to=director, message=_another(sent.message), position=2, digest="f" * 64, on=today, sent_at=now
    )
    found = check_record(by=administrator, at=now)
    assert not found.whole
    assert any("sent to Director" in words and "built anew" in words for words in found.problems)


def test_nobody_gets_it_twice_or_after_the_end(administrator, director, now, today):
    reader = add_reader(director, "day", by=administrator, at=now)
    with pytest.raises(Refused, match="already"):
        add_reader(director, "week", by=administrator, at=now)
    end_reader(reader, by=administrator, at=now)
    assert send_by_schedule(today=today, at=now) == []
    with pytest.raises(Refused, match="any more"):
        end_reader(HeadReader.ever.get(), by=administrator, at=now)


def _another(message: Message) -> Message:
    message.pk = message.id = None
    message._state.adding = True
    message.uuid = "00000000-0000-4000-8000-000000000001"
    message.save(force_insert=True)
    return message
