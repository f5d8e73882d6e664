"""The audit programme: what is planned, each step, and what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.audits import queries
from goldenthread.apps.audits.learning import learn
from goldenthread.apps.audits.models import Activity, ActivityKind, ActivityStep, Audit
from goldenthread.apps.audits.programme import (
    ActivityFields,
    plan_activity,
    revise_activity,
    says_of,
    take_step,
)
from goldenthread.apps.people.actions import post_called, take_post
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.audits import Stage

JULY_ENDS = date(2018, 7, 31)


@pytest.fixture
def says(council, quarter) -> ActivityFields:
    kind = ActivityKind.objects.get(key="case-audit")
    return ActivityFields(kind, "Case audit", quarter, start_by=date(2018, 6, 30), finish_by=JULY_ENDS)


@pytest.fixture
def activity(says, told) -> Activity:
    return plan_activity(says, **told)


def test_an_activity_is_planned_and_is_late_when_its_day_has_passed(activity, today):
    [one] = queries.programme(today)
    assert (one.stage, one.next.step, one.late) == (Stage.PLANNED, Stage.STARTED, True)
    [(quarter, _)] = queries.by_quarter([one])
    assert str(quarter) == "2018-19 Q1"
    assert Event.objects.last().verb == "audits.activity_planned"


def test_each_step_moves_it_on_and_the_last_said_counts(activity, today, told):
    take_step(activity, "started", done_on=date(2018, 7, 2), today=today, **told)
    take_step(activity, "started", done_on=date(2018, 7, 3), today=today, **told)
    one = queries.planned(queries.activity_called(activity.uuid), today)
    assert (one.done[Stage.STARTED], one.next.step, one.late) == (date(2018, 7, 3), Stage.FINISHED, False)


@pytest.mark.parametrize(
    ("step", "day", "words"),
    [
        ("started", date(2018, 7, 17), "still to come"),
        ("finished", date(2018, 7, 1), "It was started only on 2 July 2018"),
        ("cancelled", date(2018, 7, 2), "Say why it is cancelled"),
    ],
)
def test_a_step_that_cannot_be_is_refused(activity, today, told, step, day, words):
    take_step(activity, "started", done_on=date(2018, 7, 2), today=today, **told)
    with pytest.raises(Refused, match=words):
        take_step(activity, step, done_on=day, today=today, **told)
    assert ActivityStep.objects.count() == 1


def test_its_actions_are_closed_only_when_each_is_completed(activity, audit, today, told):
    Audit.objects.filter(pk=audit.pk).update(activity=activity)
    plan = make_plan("Improvement plan", **told)
    action = add_action(plan, ActionFields(title="Train managers"), effective_on=today, **told)
    learn(audit, "Train managers", action=action, **told)
    with pytest.raises(Refused, match="One action of its audits is not completed yet"):
        take_step(activity, "actions_closed", done_on=today, today=today, **told)
    type(action).objects.filter(pk=action.pk).update(completed_on=today)
    take_step(activity, "actions_closed", done_on=today, today=today, **told)


def test_a_day_that_moves_needs_its_reason_and_a_stale_form_is_told(activity, says, told):
    later = replace(says_of(activity), finish_by=date(2018, 9, 30))
    with pytest.raises(Refused, match="A day moves, so say why"):
        revise_activity(activity, later, version=1, **told)
    revise_activity(activity, later, version=1, reason="Two auditors are away", **told)
    with pytest.raises(Refused) as stale:
        revise_activity(activity, says, version=1, reason="Back", **told)
    assert stale.value.code == "stale"


def test_days_out_of_order_and_the_same_again_are_refused(says, activity, told):
    with pytest.raises(Refused) as order:
        plan_activity(replace(says, title="Other", finish_by=date(2018, 6, 1)), **told)
    assert order.value.field == "finish_by"
    with pytest.raises(Refused, match="already"):
        plan_activity(says, **told)


def test_a_step_is_neither_changed_nor_an_activity_deleted(activity, today, told):
    take_step(activity, "started", done_on=today, today=today, **told)
    with pytest.raises(DatabaseError), transaction.atomic():
        ActivityStep.objects.update(done_on=date(2018, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Activity.objects.all()._raw_delete("default")


def test_the_programme_is_planned_on_its_page_and_shows_what_is_late(
    officer, person_as, signed_in, council, django_assert_max_num_queries
):
    client = signed_in(officer)
    empty = client.get(reverse("audits:programme"))
    assert "Nothing is planned yet" in empty.text
    typed = {
        "kind": "dip-sample", "title": "Return home interviews", "theme": "Missing children",
        "period": "2018-19 Q1", "start_by_day": "30", "start_by_month": "6", "start_by_year": "2018",
    }  # fmt: skip
    refused = client.post(reverse("audits:plan"), typed | {"period": "some day"})
    assert refused.status_code == 422
    assert "Write it as 2018-19 Q1" in refused.text
    assert "Missing children" in refused.text
    client.post(reverse("audits:plan"), typed)
    other = {"kind": "", "title": "Letters", "new_kind": "Reading of letters"}
    client.post(reverse("audits:plan"), typed | other)
    assert Activity.objects.get(title="Letters").kind.name == "Reading of letters"
    reader = signed_in(person_as(Role.BOARD_MEMBER))
    with django_assert_max_num_queries(20):
        shown = reader.get(reverse("audits:programme"))
    for words in ("2018-19 Q1", "Return home interviews", "Dip sample", "Start by 30 June 2018", "Late"):
        assert words in shown.text
    assert "Plan an activity" not in shown.text
    listed = client.get(reverse("audits:programme"), {"format": "csv", "state": "late"}).content.decode()
    assert "Return home interviews" in listed


def test_today_asks_the_lead_and_nobody_else_for_a_step_that_is_due(says, told, today, officer, person_as):
    head = person_as(Role.HEAD_OF_SERVICE)
    post = post_called("Head of Safeguarding", Organisation.objects.get())
    take_post(head, post, starts=date(2018, 1, 1), **told)
    plan_activity(replace(says, lead=post), **told)
    for person in (head, officer):
        person.standing = standing_of(person, today)
    [waits] = [one for one in waiting_for(head, today) if "Case audit" in one.what]
    assert (waits.due, waits.do) == (date(2018, 6, 30), "Say how far it is: start")
    assert not [one for one in waiting_for(officer, today) if "Case audit" in one.what]
