"""A lead's update: posted, refused to the wrong person, for oneself, and in the wrong state."""

from __future__ import annotations

from datetime import date

import pytest
import rules
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.completing import ask_completion, decide_completion
from goldenthread.apps.plans.models import RatingKey, RatingLevel, Revision, Update
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def post_it(action, level, lead, today, now):
    """Post an update of the action as its lead, with what a test says otherwise."""

    def make(**said):
        usual = {
            "level": level("in_progress"), "narrative": "Half of it is done.", "version": action.version,
            "effective_on": today, "by": lead, "at": now,
        }  # fmt: skip
        return post_update(action, **(usual | said))

    return make


def may(person, permission, record, today):
    person.standing = standing_of(person, today)
    return rules.has_perm(permission, person, record)


def test_an_update_is_kept_and_leaves_one_event(post_it, action, lead):
    events = Event.objects.count()
    update = post_it(next_steps="The rest by August.")
    assert (update.narrative, update.next_steps) == ("Half of it is done.", "The rest by August.")
    assert Event.objects.count() == events + 1
    assert Event.objects.latest("position").actor == lead


def test_moving_the_date_keeps_both_dates_the_reason_and_the_print(post_it, action):
    post_it(due_after=date(2018, 11, 30), move_reason="Recruitment took longer.")
    action.refresh_from_db()
    update = action.updates.get()
    assert (update.due_before, update.due_after) == (date(2018, 9, 30), date(2018, 11, 30))
    assert (action.due, action.due_text) == (date(2018, 11, 30), "September 2018")
    assert Revision.objects.filter(action=action).latest("version").fields["due"] == "2018-11-30"


def test_a_moved_date_needs_a_reason(post_it, action):
    with pytest.raises(Refused, match="why the date moves"):
        post_it(due_after=date(2018, 11, 30), move_reason=" ")
    assert not action.updates.exists()


def test_the_database_refuses_a_moved_date_without_a_reason(action, today, now):
    with pytest.raises(IntegrityError, match="plans_moved_date_has_reason"), transaction.atomic():
        Update.objects.create(
            action=action, effective_on=today, recorded_at=now,
            due_before=date(2018, 9, 30), due_after=date(2018, 11, 30),
        )  # fmt: skip


def test_an_update_cannot_be_altered_in_the_database(post_it):
    update = post_it()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Update.objects.filter(pk=update.pk).update(narrative="All is well.")


def test_the_new_date_cannot_be_before_the_start(post_it, action):
    action.starts = date(2018, 6, 1)
    action.save()
    with pytest.raises(Refused, match="before it starts"):
        post_it(due_after=date(2018, 5, 1), move_reason="A slip")


def test_the_same_date_again_is_not_a_move(post_it, action):
    post_it(due_after=action.due)
    assert action.updates.get().due_before is None


def test_an_update_says_something(post_it):
    with pytest.raises(Refused, match="Choose a rating"):
        post_it(level=None, narrative="  ")


def test_a_rating_is_one_of_the_plans_key(post_it):
    key = RatingKey.objects.create(name="Another key")
    other = RatingLevel.objects.create(key=key, position=0, word="Fine", state="in_progress")
    with pytest.raises(Refused, match="not in this plan's key"):
        post_it(level=other)


def test_a_stale_update_is_refused(post_it, action):
    seen = action.version
    post_it()
    with pytest.raises(Refused) as refused:
        post_it(version=seen)
    assert refused.value.code == "stale"
    assert action.updates.count() == 1


def test_words_entered_for_a_partner_are_marked_so(post_it, officer):
    assert post_it(by=officer, on_behalf_of="Designated clinical officer").on_behalf_of


def test_an_accepted_action_takes_no_updates(post_it, action, lead, head, today, now):
    completion = ask_completion(
        action, completed_on=today, statement="Done.", version=1, today=today, by=lead, at=now
    )
    decide_completion(completion, accept=True, reason="Seen.", today=today, by=head, at=now)
    action.refresh_from_db()
    with pytest.raises(Refused, match="accepted"):
        post_it(version=action.version)


def test_an_action_that_left_the_plan_takes_no_updates(post_it, action, today):
    action.gone_on = today
    action.save()
    with pytest.raises(Refused, match="no longer in the plan"):
        post_it()


def test_only_who_holds_a_leading_post_today_updates_as_a_lead(action, lead, person_as, post, today):
    assert may(lead, "plans.update_action", action, today)
    assert may(person_as(Role.TEAM_MANAGER, holding=post), "plans.update_action", action, today)
    assert not may(person_as(Role.ACTION_LEAD), "plans.update_action", action, today)
    lead.holdings.update(ends=today)
    assert not may(lead, "plans.update_action", action, today)


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.HEAD_OF_SERVICE, Role.DIRECTOR]
)
def test_officers_and_managers_update_any_action(role, action, person_as, today):
    assert may(person_as(role), "plans.update_action", action, today)


@pytest.mark.parametrize(
    "role",
    [
        Role.PERFORMANCE_ANALYST,
        Role.DEMOCRATIC_SERVICES_OFFICER,
        Role.BOARD_MEMBER,
        Role.ELECTED_MEMBER,
        Role.AUDITOR,
        Role.PUBLIC,
        Role.PARTNER,
    ],
)
def test_others_update_nothing(role, action, person_as, post, today):
    person = person_as(role, holding=post)
    for permission in ("update_action", "ask_completion", "decide_completion", "edit_plan"):
        assert not may(person, f"plans.{permission}", action, today)
