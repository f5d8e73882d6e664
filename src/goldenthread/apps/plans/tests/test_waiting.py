"""What plans want of somebody today, each line one act from done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.apps.people import waiting
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import Waiting, register_waiting, waiting_for
from goldenthread.apps.plans.completing import ask_completion, decide_completion, withdraw_completion
from goldenthread.apps.plans.revising import add_action
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.plans.waiting import SOURCES


@pytest.fixture(autouse=True)
def only_plans(monkeypatch):
    """What later rooms want is their own tests' business."""
    monkeypatch.setattr(waiting, "_sources", list(SOURCES))


@pytest.fixture
def waits(today):
    def of(person, on=today):
        person.standing = standing_of(person, on)
        return [(one.what, one.do) for one in waiting_for(person, on)]

    return of


@pytest.fixture
def asked(action, lead, today, now):
    return ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )


def test_a_request_waits_for_those_who_may_decide_it_and_not_for_its_asker(
    asked, waits, head, lead, person_as
):
    [line] = waits(head)
    assert line == ("A-1 Deliver the 20-week timeliness plan", "Decide on completion")
    assert waits(lead) == []
    assert waits(person_as(Role.AUDITOR)) == []


def test_ones_own_request_does_not_wait_for_oneself(action, waits, head, today, now):
    ask_completion(action, completed_on=today, statement="Done.", version=1, today=today, by=head, at=now)
    assert waits(head) == []


def test_a_withdrawn_request_waits_for_nobody(asked, waits, head, lead, today, now):
    withdraw_completion(asked, reason="Too early.", today=today, by=lead, at=now)
    assert waits(head) == []


def test_a_returned_action_waits_for_its_lead_until_somebody_answers(
    asked, waits, action, head, lead, today, now
):
    decide_completion(asked, accept=False, reason="Show the audit.", today=today, by=head, at=now)
    assert waits(lead) == [(str(action), "Show what is wanted and ask again")]
    assert waits(head) == []
    action.refresh_from_db()
    post_update(
        action, level=None, narrative="The audit is booked.", version=action.version, effective_on=today,
        by=lead, at=now + timedelta(hours=1),
    )  # fmt: skip
    assert waits(lead) == []


def test_a_returned_action_that_is_asked_for_again_no_longer_waits(
    asked, waits, action, head, lead, today, now
):
    decide_completion(asked, accept=False, reason="Show the audit.", today=today, by=head, at=now)
    action.refresh_from_db()
    ask_completion(
        action, completed_on=today, statement="Shown.", version=action.version, today=today, by=lead, at=now
    )
    assert waits(lead) == []


def test_an_action_waits_for_its_lead_when_it_is_silent_and_when_it_is_overdue(action, waits, lead):
    added = date(2018, 6, 1)
    assert waits(lead, added + timedelta(days=60)) == []
    assert waits(lead, added + timedelta(days=61)) == [(str(action), "Post an update")]
    assert waits(lead, action.due) == [(str(action), "Post an update")]
    lead.standing = standing_of(lead, date(2018, 10, 5))
    [late] = waiting_for(lead, date(2018, 10, 5))
    assert (late.due, late.why) == (action.due, "Due 30 September 2018, 5 days ago")


def test_a_lead_who_left_is_asked_nothing_and_the_officer_is_told(action, waits, lead, officer, today):
    assert waits(officer) == []
    lead.holdings.update(ends=today)
    assert waits(lead, date(2018, 10, 5)) == []
    assert waits(officer) == [("Written statement of action", "See them, and name who leads")]


def test_the_officers_line_leads_to_the_actions_that_nobody_in_post_leads(
    action, officer, lead, signed_in, plan, says, health_post, today, now
):
    vacant = add_action(
        plan, replace(says, title="Nobody leads this", reference="A-2", leads=(health_post,)),
        effective_on=today, by=None, at=now,
    )  # fmt: skip
    officer.standing = standing_of(officer, today)
    [line] = waiting_for(officer, today)
    assert line.why == "1 open action has nobody in post"
    page = signed_in(officer).get(line.href).text
    assert vacant.title in page
    assert action.title not in page


def test_what_one_act_ends_is_one_line_and_the_overdue_one_stands(officer, monkeypatch, today):
    monkeypatch.setattr(waiting, "_sources", [])
    yesterday = today - timedelta(days=1)
    register_waiting(lambda person, day: [Waiting("A", "asked", "Reply", "/a/", since=day)])
    register_waiting(lambda person, day: [Waiting("A", "late", "Reply", "/a/", due=yesterday)])
    register_waiting(lambda person, day: [Waiting("B", "asked", "Reply", "/b/")])
    assert [one.why for one in waiting_for(officer, today)] == ["late", "asked"]


def test_many_actions_take_as_many_queries_as_one(
    action, lead, officer, plan, says, today, now, django_assert_max_num_queries
):
    for _ in range(20):
        add_action(plan, says, effective_on=date(2018, 1, 1), by=None, at=now)
        add_action(plan, replace(says, leads=()), effective_on=today, by=None, at=now)
    for person, most in ((lead, 13), (officer, 13)):
        person.standing = standing_of(person, today)
        with django_assert_max_num_queries(most):
            assert waiting_for(person, today)


def test_a_plain_reader_is_asked_nothing(action, waits, person_as, post, now):
    reader = person_as(Role.BOARD_MEMBER, holding=post)
    assert waits(reader, date(2018, 12, 1)) == []
