"""What chasing puts on Today, and that three hundred people cost no more statements than three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.chasing.actions import close_round
from goldenthread.apps.chasing.models import Request
from goldenthread.apps.chasing.queries import asked_in, open_rounds
from goldenthread.apps.chasing.reminding import remind
from goldenthread.apps.chasing.waiting import asked_of, rounds_to_chase
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.actions import take_post
from goldenthread.apps.people.models import Holding, Person, Post, Role
from goldenthread.apps.people.queries import standing_of


@pytest.fixture
def waits(today):
    """What a source gives for somebody, some days after today."""

    def of(source, person, days: int = 0):
        day = today + timedelta(days=days)
        person = Person.objects.get(pk=person.pk)
        person.standing = standing_of(person, day)
        return list(source(person, day))

    return of


def test_each_action_asked_about_waits_once_with_its_why(ask, joint, lead, partner, health_post, waits, now):
    take_post(lead, health_post, starts=now.date(), by=None, at=now)
    ask()
    [one] = waits(asked_of, lead)
    assert one.what == f"Update action {joint}"
    assert one.why == "Asked for on 16 July 2018 by Improvement officer, wanted by 30 July 2018."
    assert one.do == "Post an update"
    assert one.href == f"/plans/actions/{joint.uuid}/{joint.slug}/update/"
    assert one.due == date(2018, 7, 30)


def test_what_was_answered_waits_no_more(ask, joint, lead, partner, update, waits):
    ask()
    update(joint, partner)
    assert waits(asked_of, partner, days=2) == []
    assert len(waits(asked_of, lead, days=2)) == 1


def test_nothing_of_a_closed_round_waits(ask, sole, lead, officer, now, waits):
    close_round(ask(), by=officer, at=now)
    assert waits(asked_of, lead) == []


def test_what_waited_for_a_lead_who_left_waits_for_the_next(
    ask, sole, lead, post, person_as, waits, today, now
):
    ask()
    tomorrow = today + timedelta(days=1)
    Holding.objects.filter(person=lead).update(ends=tomorrow)
    successor = person_as(Role.ACTION_LEAD, "Successor")
    take_post(successor, post, starts=tomorrow, by=None, at=now)
    assert waits(asked_of, lead, days=2) == []
    assert len(waits(asked_of, successor, days=2)) == 1


def test_a_round_past_its_day_waits_for_an_officer(ask, sole, lead, officer, waits):
    round = ask()
    assert waits(rounds_to_chase, officer, days=14) == []
    [one] = waits(rounds_to_chase, officer, days=15)
    assert (one.do, one.href) == ("Remind", round.get_absolute_url())
    assert one.why == "1 of 1 requests have no reply. They were wanted by 30 July 2018."
    assert waits(rounds_to_chase, lead, days=15) == []


def test_a_round_that_everybody_answered_does_not_wait(ask, sole, lead, officer, update, waits):
    ask()
    update(sole, lead)
    assert waits(rounds_to_chase, officer, days=15) == []


@pytest.fixture
def crowd(add, council, today):
    """So many people, each holding a post of their own that leads an action of its own."""

    def made(number: int) -> list[Person]:
        start = Post.objects.count()
        people = Person.objects.bulk_create(
            Person(email=f"lead-{start + one}@example.org", name=f"Lead {start + one}")
            for one in range(number)
        )
        posts = Post.objects.bulk_create(
            Post(title=f"Post {start + one}", organisation=council) for one in range(number)
        )
        Holding.objects.bulk_create(
            Holding(person=person, post=post, starts=today - timedelta(days=30))
            for person, post in zip(people, posts, strict=True)
        )
        for one in range(0, number, 10):
            add(f"Action {start + one}", *posts[one : one + 10])
        return people

    return made


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_asking_showing_and_reminding_cost_the_same_for_three_hundred_people(ask, crowd, officer, today, now):
    def costs(days: int) -> list[int]:
        """The statements of a round asked some days after today: asking, showing who replied, reminding."""
        on, after = today + timedelta(days=days + 2), now + timedelta(days=days + 2)
        asking = statements(lambda: ask(on=today + timedelta(days=days)))
        round = open_rounds().get()
        showing = statements(lambda: asked_in(round, today=on))
        reminding = statements(lambda: remind(round, today=on, by=officer, at=after))
        close_round(round, by=officer, at=after)
        return [asking, showing, reminding]

    crowd(10)
    few = costs(0)
    crowd(290)
    assert costs(5) == few
    assert Request.objects.count() == 10 + 300
    assert Message.objects.filter(kind="reminder").count() == 10 + 300
