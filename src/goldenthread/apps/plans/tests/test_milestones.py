"""Milestones of an action: added, moved with a reason, reached; each move kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.changes import changes_of_actions
from goldenthread.apps.plans.milestones import add_milestone, milestones_of, move_milestone, reach_milestone
from goldenthread.apps.plans.models import Action, Milestone, MilestoneStep
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.trail.changes import Span
from goldenthread.apps.trail.refusals import Refused

DUE, LATER = date(2018, 8, 1), date(2018, 9, 1)


@pytest.fixture
def milestone(action, officer, now) -> Milestone:
    return add_milestone(action, text="Provider agreed", due=DUE, by=officer, at=now)


def moved(milestone, officer, now, today) -> Milestone:
    return move_milestone(
        milestone, due=LATER, seen_due=DUE, reason="Tender late", today=today, by=officer, at=now
    )


def test_a_moved_milestone_keeps_its_first_date_and_the_reason(milestone, officer, now, today) -> None:
    moved(milestone, officer, now, today)
    [[then]] = milestones_of(Action.objects.all()).values()
    assert (then.first_due, then.due, then.moves) == (DUE, LATER, 1)
    assert MilestoneStep.objects.get().reason == "Tender late"


def test_a_move_cannot_be_taken_back_from_the_database(milestone, officer, now, today) -> None:
    moved(milestone, officer, now, today)
    with pytest.raises(DatabaseError), transaction.atomic():
        MilestoneStep.objects.all().delete()


def test_a_move_without_a_reason_is_refused(milestone, officer, now, today) -> None:
    with pytest.raises(Refused) as refused:
        move_milestone(milestone, due=LATER, seen_due=DUE, reason=" ", today=today, by=officer, at=now)
    assert refused.value.field == "reason"


def test_a_move_to_the_same_day_is_refused(milestone, officer, now, today) -> None:
    with pytest.raises(Refused, match="already"):
        move_milestone(milestone, due=DUE, seen_due=DUE, reason="None", today=today, by=officer, at=now)


def test_what_somebody_moved_meanwhile_is_refused_as_stale(milestone, officer, now, today) -> None:
    moved(milestone, officer, now, today)
    with pytest.raises(Refused) as refused:
        reach_milestone(milestone, reached_on=today, seen_due=DUE, today=today, by=officer, at=now)
    assert refused.value.code == "stale"


def test_a_milestone_is_not_reached_on_a_day_to_come(milestone, officer, now, today) -> None:
    with pytest.raises(Refused, match="future"):
        reach_milestone(
            milestone, reached_on=today + timedelta(days=1), seen_due=DUE, today=today, by=officer, at=now
        )


def test_a_reached_milestone_stays_as_it_is(milestone, officer, now, today) -> None:
    reach_milestone(milestone, reached_on=today, seen_due=DUE, today=today, by=officer, at=now)
    with pytest.raises(Refused, match="16 July 2018 already"):
        moved(milestone, officer, now, today)


def test_an_action_that_left_the_plan_takes_no_milestone(action, officer, now, today) -> None:
    Action.objects.filter(pk=action.pk).update(gone_on=today)
    with pytest.raises(Refused, match="no longer in the plan"):
        add_milestone(action, text="Provider agreed", due=DUE, by=officer, at=now)


def test_what_changed_tells_of_new_moved_and_reached_milestones(milestone, officer, now, today) -> None:
    moved(milestone, officer, now, today)
    reach_milestone(milestone, reached_on=today, seen_due=LATER, today=today, by=officer, at=now)
    kinds = changes_of_actions(Action.objects.all(), Span(now - timedelta(hours=1))).kinds
    told = {kind.key: [line.after for line in kind.lines] for kind in kinds if kind.key.startswith("mile")}
    assert told == {
        "milestones": ["Due 1 August 2018"],
        "milestones-moved": ["1 September 2018"],
        "milestones-reached": ["Reached on 16 July 2018"],
    }


def address(action) -> str:
    return f"{action.get_absolute_url()}milestones/"


def test_a_lead_adds_moves_and_reaches_a_milestone_on_the_page(action, lead, signed_in) -> None:
    client = signed_in(lead)
    client.post(address(action), {"text": "Agreed", "due_day": "1", "due_month": "8", "due_year": "2018"})
    made = Milestone.objects.get()
    date_parts = {"due_day": "1", "due_month": "9", "due_year": "2018"}
    client.post(
        f"{address(action)}?move={made.uuid}", {"seen_due": "2018-08-01", "reason": "Late", **date_parts}
    )
    reached = {"reached_on_day": "10", "reached_on_month": "7", "reached_on_year": "2018"}
    client.post(f"{address(action)}?reach={made.uuid}", {"seen_due": "2018-09-01", **reached})
    made.refresh_from_db()
    assert (made.due, made.reached_on) == (LATER, date(2018, 7, 10))
    assert "10 July 2018" in client.get(action.get_absolute_url()).content.decode()


def test_a_refused_move_comes_back_with_its_words(action, milestone, lead, signed_in) -> None:
    same = {"seen_due": "2018-08-01", "reason": "Late", "due_day": "1", "due_month": "8", "due_year": "2018"}
    response = signed_in(lead).post(f"{address(action)}?move={milestone.uuid}", same)
    assert response.status_code == 422
    assert "It is due on 1 August 2018 already." in response.content.decode()


def test_somebody_who_does_not_lead_the_action_adds_no_milestone(action, person_as, signed_in) -> None:
    other = signed_in(person_as(Role.ACTION_LEAD))
    assert other.post(address(action), {"text": "Agreed"}).status_code == 403


def test_a_milestone_of_another_action_is_not_found(action, milestone, plan, officer, now, signed_in) -> None:
    other = add_action(plan, ActionFields(title="Other"), effective_on=DUE, by=None, at=now)
    assert signed_in(officer).get(f"{address(other)}?move={milestone.uuid}").status_code == 404
