"""Two clerks at once, on a real database: no number twice, nothing lost, one claim."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from django.apps import apps
from django.db import connection

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.minutes import writing
from goldenthread.apps.minutes.keeping import add_minute, begin
from goldenthread.apps.minutes.models import Claim, ItemMinute
from tests.taking_out import take_out

WRITTEN = ("minutes", "agendas", "meetings", "bodies", "people", "trail")


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a test writes is committed, as threads have connections of their own; afterwards it is taken out.

    Only the owner of the tables can do that, with their triggers off. No test before this one leaves rows of
    these rooms.
    """
    tables = [
        model._meta.db_table
        for room in WRITTEN
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    with django_db_blocker.unblock():
        yield
        take_out(dict.fromkeys(tables, ""))


@pytest.fixture(autouse=True)
def council(committed):
    """No council is named: nothing here opens a page."""


def at_once(*writes):
    """Run each in a thread of its own, all from one moment. What any of them raised is raised here."""
    gate, raised = threading.Barrier(len(writes)), []

    def run(write):
        try:
            gate.wait()
            write()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(write,)) for write in writes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def test_two_meetings_of_a_body_take_no_number_twice(board, clerk, now, today):
    meetings = [
        add_meeting(board, held_on=today + timedelta(days=days), starts_at=time(14), by=None, at=now)
        for days in range(4)
    ]
    minutes = [begin(one, by=clerk, at=now) for one in meetings]

    def add_to(one):
        return lambda: [add_minute(one, title=f"Matter {n}", by=clerk, at=now) for n in range(5)]

    at_once(*map(add_to, minutes))
    numbers = sorted(ItemMinute.objects.filter(body=board).values_list("number", flat=True))
    assert numbers == list(range(1, 21))


def test_minutes_that_two_begin_are_begun_once(board, clerk, second, now, meeting, items):
    at_once(lambda: begin(meeting, by=clerk, at=now), lambda: begin(meeting, by=second, at=now))
    assert list(ItemMinute.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_of_two_who_save_at_once_neither_loses_words(minute, clerk, second, now):
    at_once(
        lambda: writing.save_text(minute, "The one", version=1, by=clerk, at=now),
        lambda: writing.save_text(minute, "The other", version=1, by=second, at=now),
    )
    minute.refresh_from_db()
    assert {minute.text, minute.other_texts.get().text} == {"The one", "The other"}


def test_of_two_who_enter_at_once_one_has_the_claim(minute, clerk, second, now):
    at_once(
        lambda: writing.enter(minute, by=clerk, at=now),
        lambda: writing.enter(minute, by=second, at=now),
    )
    assert Claim.objects.count() == 1


def test_bodies_number_apart(board, clerk, now):
    other = add_body("Scrutiny", kind="Committee", by=None, at=now)
    both = [
        begin(add_meeting(body, held_on=date(2018, 9, 1), by=None, at=now), by=clerk, at=now)
        for body in (board, other)
    ]
    at_once(*(lambda one=one: add_minute(one, title="Matter", by=clerk, at=now) for one in both))
    assert list(ItemMinute.objects.values_list("number", flat=True)) == [1, 1]
