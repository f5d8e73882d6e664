"""Whether a request was answered, and by whom it has to be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.chasing.hand_over import open_requests
from goldenthread.apps.chasing.queries import asked_in, not_replied_for_report, round_for_report
from goldenthread.apps.chasing.reminding import remind
from goldenthread.apps.chasing.replies import COMPLETED, GONE
from goldenthread.apps.chasing.waiting import asked_of
from goldenthread.apps.files.actions import keep
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.actions import take_post
from goldenthread.apps.people.models import Holding, Role, Scope
from goldenthread.apps.people.posts import arrange_cover
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.completing import ask_completion, decide_completion
from goldenthread.apps.plans.models import Action, Update


@pytest.fixture
def asked_later(today):
    """The requests of a round some days later."""

    def of(round, days: int = 2):
        return asked_in(round, today=today + timedelta(days=days))

    return of


@pytest.fixture
def states(asked_later):
    """Whether each post's request of a round is answered."""
    return lambda round: {str(one.request.post): one.state for one in asked_later(round)}


def test_an_update_by_the_one_who_was_asked_is_a_reply(ask, sole, lead, update, asked_later):
    round = ask()
    update(sole, lead)
    [one] = asked_later(round)
    assert (one.state, one.reply.by, one.reply.words) == ("Replied", "Action lead", "Two posts are vacant.")


def test_an_update_of_before_the_round_is_none(ask, sole, lead, update, asked_later, today):
    update(sole, lead, days=-1)
    [one] = asked_later(ask())
    assert one.is_waiting


def test_each_lead_replies_for_themselves(ask, joint, lead, partner, update, states):
    round = ask()
    update(joint, lead)
    assert states(round) == {
        "Head of Service: Assessment": "Replied",
        "Designated clinical officer": "Not replied",
    }


def test_words_entered_on_behalf_of_one_lead_are_only_theirs(
    ask, joint, lead, partner, officer, health_post, update, states
):
    round = ask()
    update(joint, officer, on_behalf_of="Designated clinical officer", on_behalf_of_post=health_post)
    assert states(round) == {
        "Head of Service: Assessment": "Not replied",
        "Designated clinical officer": "Replied",
    }


def test_an_officers_own_update_is_nobodys_reply(ask, joint, lead, partner, officer, update, states):
    round = ask()
    update(joint, officer)
    assert set(states(round).values()) == {"Not replied"}


def test_who_shares_a_post_answers_for_the_other(ask, sole, lead, person_as, post, update, asked_later):
    deputy = person_as(Role.ACTION_LEAD, "Deputy", holding=post)
    round = ask()
    update(sole, deputy)
    assert [one.state for one in asked_later(round)] == ["Replied", "Replied"]


def test_somebody_else_of_the_partner_organisation_answers_for_it(
    ask, joint, lead, partner, person_as, health, update, states
):
    colleague = person_as(Role.PARTNER, "Colleague", scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    round = ask()
    update(joint, colleague)
    assert states(round)["Designated clinical officer"] == "Replied"


def test_a_file_loaded_since_is_every_leads_words(ask, joint, lead, partner, states, officer, today, later):
    round = ask()
    file = keep(b"Ref,Status\n1.1,Done\n", "plan.csv", by=officer, at=later(1))
    load = Load.objects.create(
        source=Source.objects.create(kind="plan", name="Plan"), file=file, reading={}, preview={},
        read_at=later(1), read_by=officer,
    )  # fmt: skip
    Update.objects.create(
        action=joint, effective_on=today, recorded_at=later(1), recorded_by=officer, load=load,
        stated_text="In progress",
    )  # fmt: skip
    assert set(states(round).values()) == {"Replied"}


def test_a_request_goes_with_the_post_to_the_next_holder(
    ask, sole, lead, person_as, post, update, asked_later, today, now
):
    round = ask()
    tomorrow = today + timedelta(days=1)
    Holding.objects.filter(person=lead).update(ends=tomorrow)
    [one] = asked_later(round)
    assert one.to == ()
    successor = person_as(Role.ACTION_LEAD, "Successor")
    take_post(successor, post, starts=tomorrow, by=None, at=now)
    [one] = asked_later(round)
    assert (one.to, one.request.asked_of) == ((successor,), lead)
    update(sole, successor)
    assert asked_later(round)[0].reply.by == "Successor"


def test_while_a_lead_is_away_who_acts_for_them_is_written_to_and_waited_for(
    ask, sole, lead, person_as, officer, asked_later, today, now
):
    deputy = person_as(Role.ACTION_LEAD, "Deputy")
    arrange_cover(
        lead, deputy, starts=today, ends=today + timedelta(days=9), reason="Leave", by=officer, at=now
    )
    round = ask()
    letter = Message.objects.get(to=deputy).text
    assert f"{sole} (due 20 July 2018)\nYou cover for {lead.name}, who is away.\n" in letter
    assert "You cover" not in Message.objects.get(to=lead).text
    [one] = asked_later(round)
    assert (one.to, one.act_for_them, one.request.asked_of) == ((lead,), (deputy,), lead)
    on, at = today + timedelta(days=2), now + timedelta(days=2)
    assert set(remind(round, [lead], today=on, by=officer, at=at).reminded) == {lead, deputy}
    letters = [Message.objects.filter(to=one, kind="reminder").get().text for one in (lead, deputy)]
    assert [f"You cover for {lead.name}" in text for text in letters] == [False, True]
    deputy.standing = standing_of(deputy, on)
    assert [waiting.do for waiting in asked_of(deputy, on)] == ["Post an update"]


def test_a_hand_over_says_how_many_requests_go_with_a_post(
    ask, joint, sole, lead, partner, post, health_post, update, today
):
    ask()
    update(joint, partner, days=0)
    found = open_requests([post.pk, health_post.pk], today)
    assert dict(found.by_post) == {post.pk: 2}


def test_a_vacant_post_is_answered_by_who_takes_it(ask, add, sole, lead, vacant_post, person_as, asked_later):
    add("Agree a protocol", vacant_post)
    round = ask()
    newcomer = person_as(Role.ACTION_LEAD, "Newcomer", holding=vacant_post)
    assert asked_later(round)[1].to == (newcomer,)


def test_nothing_is_wanted_of_an_action_that_left_the_plan(ask, sole, lead, asked_later, today):
    round = ask()
    Action.objects.filter(pk=sole.pk).update(gone_on=today + timedelta(days=1))
    [one] = asked_later(round)
    assert (one.state, one.is_waiting) == (GONE, False)


def test_nothing_is_wanted_of_an_action_whose_completion_was_accepted(
    ask, sole, lead, person_as, asked_later, today, now
):
    round = ask()
    completion = ask_completion(
        sole, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    head = person_as(Role.HEAD_OF_SERVICE)
    decide_completion(completion, accept=True, reason="Seen.", today=today, by=head, at=now)
    assert asked_later(round)[0].settled == COMPLETED


def test_who_had_replied_is_told_as_it_was_known(ask, sole, lead, update, today, later):
    round = ask()
    update(sole, lead, days=3)
    on = today + timedelta(days=5)
    assert asked_in(round, today=on, known_at=later(2))[0].is_waiting
    assert not asked_in(round, today=on, known_at=later(4))[0].is_waiting


@pytest.mark.parametrize(
    ("starts", "ends"), [(date(2018, 4, 1), date(2018, 7, 1)), (date(2018, 7, 1), date(2018, 10, 1))]
)
def test_a_report_speaks_of_the_round_due_in_its_period_or_just_after(
    ask, plan, joint, lead, partner, update, today, starts, ends
):
    round = ask()
    update(joint, lead)
    asked = {"starts": starts, "ends": ends, "today": today + timedelta(days=20)}
    assert round_for_report(plan, **asked) == round
    silent = not_replied_for_report(plan, **asked)
    assert [str(one.request.post) for one in silent] == ["Designated clinical officer"]


def test_a_report_of_another_period_speaks_of_no_round(ask, plan, sole, lead, today):
    ask()
    asked = {"starts": date(2017, 4, 1), "ends": date(2017, 7, 1), "today": today}
    assert not_replied_for_report(plan, **asked) is None


def test_a_report_of_a_day_before_the_round_knows_nothing_of_it(ask, plan, sole, lead, today):
    ask()
    asked = {"starts": date(2018, 7, 1), "ends": date(2018, 10, 1)}
    assert round_for_report(plan, today=today - timedelta(days=1), **asked) is None
