"""Carrying over: what goes on, what stays, what is refused, and the walk both ways."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.carryover.carrying import Going, carry_over
from goldenthread.apps.carryover.models import CarryOver
from goldenthread.apps.carryover.queries import comes_from, goes_on_as, left_of
from goldenthread.apps.measures.actions import define_measure, link_to_indicator
from goldenthread.apps.people.actions import add_person
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.completing import ask_completion
from goldenthread.apps.plans.milestones import add_milestone, reach_milestone
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.queries import actions_of, actions_serving, in_the_plan
from goldenthread.apps.trail.moments import day_ends
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

ON = date(2018, 7, 2)
EDITORS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER}


@pytest.fixture
def carry(plan, service_plan, told, today):
    def over(*going, **says):
        given = {"to_plan": service_plan, "carried_on": ON, "reason": "The plan has ended."} | says
        chosen = [one if isinstance(one, Going) else Going(one, one.version) for one in going]
        return carry_over(plan, chosen, **given, today=today, **told)

    return over


def refused(write, *args, **says):
    with pytest.raises(Refused) as refusal:
        write(*args, **says)
    return refusal.value


def test_an_action_goes_on_as_a_new_one_that_says_the_same(carry, action, service_plan, posts):
    carry(action)
    new = goes_on_as(action, ON).new_action
    assert (new.plan, new.title, new.section, new.due) == (
        service_plan, "Finish assessments in time", "Practice", date(2018, 3, 31),
    )  # fmt: skip
    assert list(new.leads.all()) == [posts[0]]
    assert [one.text for one in new.success_indicators.all()] == ["85% in time"]
    assert comes_from(new, ON).action == action


def test_the_old_action_leaves_the_open_lists_with_the_reason_and_keeps_its_history(
    carry, plan, action, today
):
    carry(action)
    action.refresh_from_db()
    assert action.gone_on == ON
    last = action.revisions.order_by("version").last()
    assert last.reason == "Carried over to Service plan 2018 on 2 July 2018: The plan has ended."
    assert in_the_plan(actions_of(plan, today=today)) == []
    before = in_the_plan(actions_of(plan, today=today, as_at=date(2018, 7, 1)))
    assert [state.pk for state in before] == [action.pk]


def test_what_an_action_serves_and_is_measured_by_goes_with_it(carry, action, recommendation, told, today):
    measure = define_measure("% in time", unit="%", polarity="high", **told)
    link_to_indicator(measure, action.success_indicators.get(), **told)
    carry(action)
    [state] = actions_serving(recommendation, today=today)
    assert state.plan.name == "Service plan 2018"
    new = goes_on_as(action, ON).new_action
    assert [link.measure for link in new.success_indicators.get().measures.all()] == [measure]


def test_milestones_that_are_not_reached_go_with_it(carry, action, told, today):
    for text in ("Agree the form", "Train the teams"):
        add_milestone(action, text=text, due=date(2018, 9, 1), **told)
    first = action.milestones.first()
    reach_milestone(first, reached_on=today, seen_due=first.due, today=today, **told)
    carry(action)
    [milestone] = goes_on_as(action, ON).new_action.milestones.all()
    assert (milestone.text, milestone.due) == ("Train the teams", date(2018, 9, 1))


def test_a_new_lead_and_a_new_date_are_given_where_it_goes(carry, action, posts):
    carry(Going(action, action.version, lead=posts[1], due=date(2018, 12, 31)))
    new = goes_on_as(action, ON).new_action
    assert (list(new.leads.all()), new.due) == ([posts[1]], date(2018, 12, 31))
    assert list(action.leads.all()) == [posts[0]]


def test_a_new_service_plan_is_made_for_what_goes(carry, plan, action, board):
    carried = carry(action, to_plan=None, new_plan="Service plan 2019")
    made = carried.to_plan
    assert (made.name, made.accountable_body, made.starts) == ("Service plan 2019", board, ON)
    assert list(made.inspections.all()) == list(plan.inspections.all())


def test_a_carry_over_is_told_on_both_plans_and_both_actions(carry, plan, service_plan, action):
    carry(action)
    new = goes_on_as(action, ON).new_action
    for record in (plan, service_plan, action, new):
        assert "carryover.carried_over" in {event.verb for event in about(record.uuid)}


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"carried_on": date(2018, 7, 17)}, "carried_on"),
        ({"to_plan": None}, "to_plan"),
        ({"new_plan": "Both"}, "new_plan"),
        ({"to_plan": None, "new_plan": "Service plan 2018"}, "new_plan"),
    ],
)
def test_a_carry_over_has_a_reason_a_day_and_one_plan(carry, action, says, field):
    assert refused(carry, action, **says).field == field
    assert not CarryOver.objects.exists()


def test_nothing_is_carried_to_the_plan_that_it_leaves_nor_when_nothing_is_chosen(carry, plan, action):
    assert refused(carry, action, to_plan=plan).field == "to_plan"
    assert refused(carry).field == "actions"


def test_completed_and_carried_actions_stay(carry, action, done):
    assert "is not left in this plan" in refused(carry, done).words
    carry(action)
    action.refresh_from_db()
    assert "is not left in this plan" in refused(carry, action).words


def test_an_action_that_others_changed_meanwhile_is_not_carried(carry, action):
    assert refused(carry, Going(action, 7)).code == "stale"


def test_an_action_whose_completion_was_asked_for_waits_for_the_decision(carry, plan, action, today, now):
    lead = add_person("lead@demonstration.example", "Lead", by=None, at=now)
    ask_completion(
        action, completed_on=today, statement="Done", version=action.version, today=today, by=lead, at=now
    )
    action.refresh_from_db()
    assert "Its completion waits to be decided" in refused(carry, action).words
    [left] = left_of(plan, today)
    assert left.held_by == "Its completion waits to be decided."


def test_what_was_carried_over_is_never_overwritten(carry, action):
    carry(action)
    with pytest.raises(DatabaseError), transaction.atomic():
        CarryOver.objects.update(reason="Another")


@pytest.mark.parametrize("role", Role)
def test_carrying_over_is_for_who_edits_plans(sign_in, plan, action, role):
    client = sign_in(role)
    expected = 200 if role in EDITORS else 403
    assert client.get(reverse("carryover:choose", args=[plan.uuid])).status_code == expected
    carry = reverse("carryover:carry", args=[plan.uuid])
    assert client.get(carry, {"action": action.uuid}).status_code == expected


def test_actions_are_chosen_and_carried_over_from_the_pages(sign_in, plan, action, done, posts):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    choose = client.get(reverse("carryover:choose", args=[plan.uuid])).content.decode()
    assert "Finish assessments in time" in choose
    assert "Appoint a lead" not in choose
    carry = reverse("carryover:carry", args=[plan.uuid])
    assert "chosen=none" in client.get(carry).url
    key = action.uuid.hex
    typed = {
        "action": action.uuid, f"version_{key}": action.version, f"lead_{key}": posts[1].pk,
        "carried_on_day": "2", "carried_on_month": "7", "carried_on_year": "2018", "new_plan": "Service plan",
    }  # fmt: skip
    refusal = client.post(carry, typed)
    assert refusal.status_code == 422
    assert 'value="Service plan"' in refusal.content.decode()
    answer = client.post(carry, typed | {"reason": "The plan has ended."})
    made = Plan.objects.get(name="Service plan")
    assert answer.url == made.get_absolute_url()
    new = made.actions.get()
    assert "Carried over from" in client.get(new.get_absolute_url()).content.decode()
    old = client.get(action.get_absolute_url()).content.decode()
    assert "Carried over to" in old
    assert new.get_absolute_url() in old
    assert "1 action went on in" in client.get(plan.get_absolute_url()).content.decode()
    assert "1 action came from" in client.get(made.get_absolute_url()).content.decode()


def test_pages_of_the_past_know_of_a_carry_over_only_once_it_was_made(
    carry, action, plan, service_plan, sign_in
):
    carry(action)
    new = goes_on_as(action, ON).new_action
    page = sign_in(Role.IMPROVEMENT_OFFICER).get
    for record, words in ((plan, "went on in"), (action, "Carried over to")):
        assert words in page(record.get_absolute_url()).text
        assert words in page(record.get_absolute_url(), {"as_at": "2018-07-02"}).text
        assert words not in page(record.get_absolute_url(), {"as_at": "2018-07-01"}).text
    assert goes_on_as(action, ON, known_at=day_ends(ON)) is None
    assert comes_from(new, date(2018, 7, 1)) is None
