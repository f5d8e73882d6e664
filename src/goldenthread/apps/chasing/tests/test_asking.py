"""Who is asked for what, and how a round begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.apps.chasing.actions import CHANGED, OPEN, close_round
from goldenthread.apps.chasing.choosing import ALL_OPEN, Which, wanted_of_plan, without_a_role
from goldenthread.apps.chasing.models import Request, Round
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.actions import take_post
from goldenthread.apps.people.models import Holding, Role
from goldenthread.apps.plans.access import UPDATERS
from goldenthread.apps.plans.completing import ask_completion, decide_completion
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused


def test_every_holder_of_every_leading_post_is_asked(ask, joint, lead, partner, person_as, post):
    deputy = person_as(Role.ACTION_LEAD, "Deputy", holding=post)
    round = ask()
    assert {request.asked_of for request in round.requests.all()} == {lead, partner, deputy}
    assert Event.objects.filter(verb="chasing.asked").count() == 1


def test_each_person_gets_one_letter_with_all_that_they_are_asked_for(ask, joint, sole, lead, partner):
    ask()
    assert Message.objects.count() == 2
    letter = Message.objects.get(to=lead)
    for action in (joint, sole):
        assert str(action) in letter.text
        assert f"/plans/actions/{action.uuid}/{action.slug}/update/" in letter.text
    assert "The board meets in August." in letter.text
    assert "by 30 July 2018" in letter.text
    assert str(sole) not in Message.objects.get(to=partner).text


def test_a_post_that_nobody_holds_is_listed_and_never_lost(ask, add, plan, post, vacant_post, lead, today):
    action = add("Agree a protocol", post, vacant_post)
    preview = wanted_of_plan(plan, ALL_OPEN, today=today)
    [nobody] = preview.of_nobody
    assert (nobody.post, nobody.why_nobody) == (vacant_post, "Nobody holds this post.")
    round = ask()
    assert round.requests.get(post=vacant_post).asked_of is None
    assert round.requests.get(post=vacant_post).action == action


def test_a_lead_that_is_only_printed_is_listed(ask, add, sole, lead, plan, today):
    add("Write to schools", lead_text="All partners")
    add("Find a room")
    preview = wanted_of_plan(plan, ALL_OPEN, today=today)
    assert [(one.lead, one.why_nobody) for one in preview.of_nobody] == [
        ("All partners", "The plan prints this lead. No post on record is tied to it."),
        ("No lead recorded", "No lead is recorded."),
    ]
    assert ask().requests.filter(asked_of=None).count() == 2


def test_a_holder_who_can_no_longer_sign_in_is_not_asked(plan, joint, lead, partner, today):
    lead.is_active = False
    lead.save()
    [nobody] = wanted_of_plan(plan, ALL_OPEN, today=today).of_nobody
    assert nobody.why_nobody == "Action lead can no longer sign in. Nobody else holds this post."


def test_a_lead_who_left_is_not_asked_and_who_came_after_is(ask, sole, lead, person_as, post, today, now):
    Holding.objects.filter(person=lead).update(ends=today)
    successor = person_as(Role.ACTION_LEAD, "Successor")
    take_post(successor, post, starts=today, by=None, at=now)
    assert ask().requests.get().asked_of == successor


def test_only_open_actions_are_asked_about(plan, joint, sole, lead, person_as, today, now):
    completion = ask_completion(
        sole, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    head = person_as(Role.HEAD_OF_SERVICE)
    decide_completion(completion, accept=True, reason="Seen.", today=today, by=head, at=now)
    assert [one.subject for one in wanted_of_plan(plan, ALL_OPEN, today=today).by_subject] == [joint]


def test_actions_may_be_narrowed_to_those_due_soon_or_chosen(plan, joint, sole, lead, today):
    soon = wanted_of_plan(plan, Which(due_within=7), today=today)
    assert [one.subject for one in soon.by_subject] == [sole]
    chosen = wanted_of_plan(plan, Which(chosen={joint.uuid}), today=today)
    assert [one.subject for one in chosen.by_subject] == [joint]


def test_a_day_that_has_passed_is_refused(ask, sole, lead, in_two_weeks, today):
    with pytest.raises(Refused, match="has passed") as refusal:
        ask(asking=replace(in_two_weeks, due_on=today - timedelta(days=1)))
    assert refusal.value.field == "due_on"
    assert not Round.objects.exists()
    assert not Message.objects.exists()


def test_today_is_early_enough(ask, sole, lead, in_two_weeks, today):
    assert ask(asking=replace(in_two_weeks, due_on=today)).due_on == today


def test_a_second_round_on_a_plan_with_an_open_one_is_refused_in_words(ask, sole, lead, officer):
    ask()
    with pytest.raises(Refused, match="Improvement officer asked on 16 July 2018") as refusal:
        ask()
    assert refusal.value.code == OPEN
    assert Round.objects.count() == 1


def test_the_open_round_is_closed_where_the_officer_says_so(ask, sole, lead, in_two_weeks, officer):
    first = ask()
    second = ask(asking=replace(in_two_weeks, replace=True))
    first.refresh_from_db()
    assert (first.is_open, first.closed_by, second.is_open) == (False, officer, True)


def test_what_the_officer_saw_is_what_is_sent(ask, plan, joint, lead, partner, in_two_weeks, today):
    seen = wanted_of_plan(plan, ALL_OPEN, today=today).seen
    ask(Which(chosen=set(seen)), replace(in_two_weeks, seen=seen))
    assert Request.objects.count() == 2


def test_a_holder_who_came_since_the_officer_looked_is_shown_first(
    ask, plan, joint, lead, partner, person_as, post, in_two_weeks, today
):
    seen = wanted_of_plan(plan, ALL_OPEN, today=today).seen
    person_as(Role.ACTION_LEAD, "Newcomer", holding=post)
    with pytest.raises(Refused, match="has changed") as refusal:
        ask(Which(chosen=set(seen)), replace(in_two_weeks, seen=seen))
    assert refusal.value.code == CHANGED


def test_nothing_to_ask_is_refused(ask, plan):
    with pytest.raises(Refused, match="nothing to ask for"):
        ask()


def test_nobody_to_ask_is_refused(ask, add, vacant_post):
    add("Agree a protocol", vacant_post)
    with pytest.raises(Refused, match="Nobody can be asked"):
        ask()


def test_an_officer_who_leads_asks_themselves_too(ask, add, officer, post, now):
    take_post(officer, post, starts=now.date(), by=None, at=now)
    add("Report to the board", post)
    assert ask().requests.get().asked_of == officer


def test_a_round_is_closed_once(ask, sole, lead, officer, now):
    round = close_round(ask(), by=officer, at=now)
    assert round.closed_at == now
    with pytest.raises(Refused, match="closed already"):
        close_round(round, by=officer, at=now)


def test_the_preview_warns_of_who_has_no_role_to_answer_with(sole, lead, plan, person_as, post, today):
    reader = person_as(Role.BOARD_MEMBER, "Reader", holding=post)
    preview = wanted_of_plan(plan, ALL_OPEN, today=today)
    assert {share.person for share in preview.shares} == {lead, reader}
    assert without_a_role(preview, UPDATERS, today=today) == [reader]
