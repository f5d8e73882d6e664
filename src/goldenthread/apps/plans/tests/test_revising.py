"""What an action says: added, changed with every version kept, linked to what it serves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import rules
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans.actions import (
    link_to_recommendation,
    make_plan,
    unlink_from_recommendation,
)
from goldenthread.apps.plans.models import Action, Plan, Revision, Service
from goldenthread.apps.plans.revising import ActionFields, add_action, revise_action
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def revise(action, officer, today, now):
    def make(says, **said):
        usual = {"version": action.version, "effective_on": today, "by": officer, "at": now, "reason": ""}
        return revise_action(action, says, **(usual | said))

    return make


@pytest.fixture
def recommendation(now):
    inspection = Inspection.objects.create(name="Area inspection 2018")
    return Recommendation.objects.create(
        inspection=inspection, reference="1", sort_key="1", title="Be on time", recorded_at=now
    )


def test_an_added_action_keeps_all_that_it_says_in_its_first_revision(action, says):
    assert ActionFields.of(Action.objects.get(pk=action.pk)) == says
    meant = {"leads_ids": [post.pk for post in says.leads], "workstream_id": says.workstream.pk}
    assert Revision.objects.get(action=action).fields == says.as_json() | meant


def test_a_change_is_a_new_version_and_the_old_one_stays(revise, action, says):
    revise(replace(says, title="Deliver the plan"))
    titles = action.revisions.values_list("version", "fields__title")
    assert list(titles) == [(1, "Deliver the 20-week timeliness plan"), (2, "Deliver the plan")]


def test_a_change_of_nothing_writes_nothing(revise, action, says):
    events = Event.objects.count()
    revise(says)
    assert (action.revisions.count(), Event.objects.count()) == (1, events)


def test_a_stale_change_is_refused(revise, action, says):
    with pytest.raises(Refused) as refused:
        revise(replace(says, title="Late"), version=action.version + 1)
    assert refused.value.code == "stale"


def test_a_change_of_the_date_needs_a_reason_and_counts_as_a_move(revise, action, says):
    later = replace(says, due=date(2018, 12, 31))
    with pytest.raises(Refused, match="why the date moves"):
        revise(later)
    revise(later, reason="The board agreed.")
    moved = action.updates.get()
    assert (moved.due_before, moved.due_after) == (date(2018, 9, 30), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("change", "words"),
    [({"title": " "}, "what is to be done"), ({"starts": date(2019, 1, 1)}, "before it starts")],
)
def test_an_action_that_makes_no_sense_is_refused(revise, says, change, words):
    with pytest.raises(Refused, match=words):
        revise(replace(says, **change))


def test_the_database_refuses_an_action_due_before_it_starts(action):
    with pytest.raises(IntegrityError, match="plans_due_after_start"), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(starts=date(2019, 1, 1))


def test_a_revision_cannot_be_deleted_in_the_database(action):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Revision.objects.filter(action=action).delete()


def test_an_indicator_that_stays_keeps_its_record_and_one_that_goes_is_marked(revise, action, says, today):
    kept = action.success_indicators.get()
    revise(replace(says, success_indicators=("Fewer appeals", kept.text)))
    revise(replace(says, success_indicators=(kept.text,)), version=2)
    gone = action.success_indicators.get(text="Fewer appeals")
    assert (action.success_indicators.get(text=kept.text).pk, gone.gone_on) == (kept.pk, today)


def test_only_editors_change_what_an_action_says(action, person_as, lead, today):
    def may(person):
        person.standing = standing_of(person, today)
        return rules.has_perm("plans.edit_plan", person, action)

    assert may(person_as(Role.IMPROVEMENT_OFFICER))
    assert not may(lead)
    assert not may(person_as(Role.DIRECTOR))


def test_a_plan_has_a_name_of_its_own(plan, officer, now):
    with pytest.raises(Refused, match="a plan called"):
        make_plan(plan.name.upper(), by=officer, at=now)
    with pytest.raises(Refused, match="Enter the plan's name"):
        make_plan("  ", by=officer, at=now)
    assert Plan.objects.count() == 1


def test_an_action_serves_a_recommendation_once(action, recommendation, officer, now):
    for _ in range(2):
        link_to_recommendation(action, recommendation, by=officer, at=now)
    assert Service.objects.count() == 1
    assert Event.objects.filter(verb="plans.action_linked").count() == 1


def test_an_element_belongs_to_its_recommendation(action, recommendation, officer, now):
    other = Recommendation.objects.create(
        inspection=recommendation.inspection, reference="2", sort_key="2", title="Other", recorded_at=now
    )
    element = other.elements.create(reference="a", title="Part")
    with pytest.raises(Refused, match="another recommendation"):
        link_to_recommendation(action, recommendation, element=element, by=officer, at=now)


def test_to_serve_less_needs_a_reason(action, recommendation, officer, now):
    service = link_to_recommendation(action, recommendation, by=officer, at=now)
    with pytest.raises(Refused, match="no longer serves"):
        unlink_from_recommendation(service, by=officer, at=now, reason="")
    unlink_from_recommendation(service, by=officer, at=now, reason="It was another one.")
    assert not Service.objects.exists()


def test_two_actions_may_have_one_reference(action, plan, says, now, today):
    add_action(plan, says, effective_on=today, by=None, at=now)
    assert plan.actions.filter(reference="A-1").count() == 2
