"""Reminders: to whom, how often, and with what in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.apps.chasing.actions import ask_for_updates, close_round
from goldenthread.apps.chasing.choosing import ALL_OPEN
from goldenthread.apps.chasing.models import Reminder
from goldenthread.apps.chasing.reminding import remind, remind_by_schedule
from goldenthread.apps.mail.models import Message
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def remind_on(officer, today, now):
    """Remind of a round, some days after it was asked."""

    def reminded(round, people=None, *, days: int = 2, reason: str = ""):
        after = timedelta(days=days)
        return remind(round, people, today=today + after, by=officer, at=now + after, reason=reason)

    return reminded


@pytest.fixture
def by_schedule(today, now):
    """What the schedule sends, some days after the round was asked."""
    return lambda days: remind_by_schedule(today=today + timedelta(days=days), at=now + timedelta(days=days))


def reminders_to(person):
    return Message.objects.filter(to=person, kind="reminder")


def test_all_who_have_not_replied_are_reminded_in_one_letter_each(
    ask, joint, sole, lead, partner, update, remind_on
):
    round = ask()
    update(joint, partner)
    sent = remind_on(round)
    assert (sent.reminded, sent.left_out) == ((lead,), ())
    letter = reminders_to(lead).get()
    assert str(joint) in letter.text
    assert str(sole) in letter.text
    assert "Asked for on 16 July 2018. Wanted by 30 July 2018." in letter.text
    assert not reminders_to(partner).exists()
    assert Event.objects.filter(verb="chasing.reminded").count() == 1


def test_a_letter_covers_every_open_round(
    ask, sole, lead, post, officer, today, now, in_two_weeks, remind_on
):
    other = make_plan("Improvement plan", by=None, at=now)
    says = ActionFields(title="Publish the offer", reference="2.1", leads=(post,))
    action = add_action(other, says, effective_on=today, by=None, at=now)
    ask_for_updates(other, ALL_OPEN, in_two_weeks, today=today, by=officer, at=now)
    remind_on(ask())
    letter = reminders_to(lead).get()
    assert str(action) in letter.text
    assert str(sole) in letter.text
    assert Reminder.objects.filter(person=lead).count() == 2


def test_those_chosen_are_reminded_and_nobody_else(ask, joint, lead, partner, remind_on):
    assert remind_on(ask(), [partner]).reminded == (partner,)
    assert not reminders_to(lead).exists()


def test_nobody_is_reminded_twice_in_a_day(ask, joint, lead, partner, remind_on):
    round = ask()
    remind_on(round, [partner])
    sent = remind_on(round)
    assert (sent.reminded, sent.left_out) == ((lead,), (partner,))
    with pytest.raises(Refused, match="had a letter today"):
        remind_on(round)
    assert remind_on(round, days=3).reminded == (lead, partner)


def test_nobody_is_asked_and_reminded_in_a_day(ask, sole, lead, remind_on):
    with pytest.raises(Refused, match="had a letter today"):
        remind_on(ask(), days=0)


def test_a_reason_sends_a_second_letter_and_is_kept(ask, sole, lead, remind_on):
    round = ask()
    remind_on(round)
    remind_on(round, reason="The board meets tomorrow.")
    assert reminders_to(lead).count() == 2
    assert Reminder.objects.filter(reason="The board meets tomorrow.").count() == 1


def test_a_letter_after_the_day_says_how_late_it_is(ask, sole, lead, remind_on):
    remind_on(ask(), days=17)
    assert "It was wanted by 30 July 2018, 3 days ago." in reminders_to(lead).get().text


def test_where_everybody_replied_reminding_is_refused(ask, sole, lead, update, remind_on):
    round = ask()
    update(sole, lead)
    with pytest.raises(Refused, match="Everybody who can be asked has replied"):
        remind_on(round)


def test_a_closed_round_reminds_nobody(ask, sole, lead, officer, now, remind_on):
    round = close_round(ask(), by=officer, at=now)
    with pytest.raises(Refused, match="This round is closed"):
        remind_on(round)


def test_somebody_who_can_no_longer_sign_in_is_not_written_to(ask, joint, lead, partner, remind_on):
    round = ask()
    lead.is_active = False
    lead.save()
    assert remind_on(round).reminded == (partner,)


def test_a_round_reminds_by_itself_before_its_day_and_on_it(ask, sole, lead, in_two_weeks, by_schedule):
    ask(asking=replace(in_two_weeks, remind_before=3))
    reminded = {day for day in range(25) if by_schedule(day).reminded}
    assert reminded == {11, 14}
    assert reminders_to(lead).count() == 2
    assert not Reminder.objects.exclude(by=None).exists()


def test_the_schedule_run_twice_in_a_day_sends_once(ask, sole, lead, in_two_weeks, by_schedule):
    ask(asking=replace(in_two_weeks, remind_before=3))
    assert by_schedule(11).reminded == (lead,)
    assert by_schedule(11).reminded == ()


def test_a_day_that_the_machine_missed_is_made_up_for(ask, sole, lead, in_two_weeks, by_schedule):
    ask(asking=replace(in_two_weeks, remind_before=3))
    assert by_schedule(12).reminded == (lead,)
    assert by_schedule(13).reminded == ()


def test_the_schedule_leaves_out_who_was_reminded_since_its_day(
    ask, sole, lead, in_two_weeks, remind_on, by_schedule
):
    round = ask(asking=replace(in_two_weeks, remind_before=3))
    remind_on(round, days=11)
    assert by_schedule(12).reminded == ()


def test_a_round_without_a_schedule_sends_nothing_by_itself(ask, sole, lead, by_schedule):
    ask()
    assert not any(by_schedule(day).reminded for day in (11, 13, 14))


def test_a_round_that_reminds_on_a_day_before_it_was_asked_waits_for_its_day(
    ask, sole, lead, in_two_weeks, by_schedule
):
    ask(asking=replace(in_two_weeks, remind_before=30))
    assert [day for day in range(1, 16) if by_schedule(day).reminded] == [14]
