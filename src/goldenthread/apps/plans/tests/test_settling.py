"""A plan made by hand, and its settings changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.loads.models import Source
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.actions import USUAL_KEY_NAME, make_plan
from goldenthread.apps.plans.models import Plan, RatingKey
from goldenthread.apps.plans.settling import PlanSettings, change_settings
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def board(db):
    return Body.objects.create(name="Improvement board", kind="Board")


@pytest.fixture
def inspection(db):
    return Inspection.objects.create(name="Area inspection 2018")


@pytest.fixture
def change(plan, officer, now):
    """Changes the plan's settings, as seen at its first version."""

    def make(version=1, **settings):
        wanted = replace(PlanSettings.of(plan), **settings)
        return change_settings(plan, wanted, version=version, by=officer, at=now)

    return make


def typed(plan=None, **said):
    """What a browser sends."""
    usual = {
        "due_soon_days": 30, "stale_after_days": 60, "evidence_months": 6, "rating_key": USUAL_KEY_NAME,
    }  # fmt: skip
    return usual | ({"version": plan.version, "name": plan.name} if plan else {}) | said


def test_settings_change_with_a_trail_of_what_changed(plan, board, inspection, change):
    change(accountable_body=board, inspections=(inspection,), due_soon_days=14)
    plan.refresh_from_db()
    assert (plan.accountable_body, list(plan.inspections.all()), plan.version) == (board, [inspection], 2)
    event = next(event for event in about(plan.uuid) if event.verb == "plans.settings_changed")
    assert event.before == {
        "accountable_body": "", "accountable_body_uuid": None, "inspections": [], "due_soon_days": 30,
    }  # fmt: skip
    assert event.after["accountable_body"] == "Improvement board"


def test_settings_that_are_the_same_leave_no_trail(plan, change):
    change()
    assert Plan.objects.get().version == 1
    assert [event.verb for event in about(plan.uuid)] == ["plans.plan_made"]


def test_a_plans_own_limits_decide_what_is_due_soon(action, change, today):
    assert not state_on(action, today=today).has_flag("PROG-2")
    change(due_soon_days=90)
    assert state_on(action, today=today).has_flag("PROG-2")


def test_a_name_that_is_taken_whatever_its_case_is_refused(change, now):
    make_plan("Improvement plan", by=None, at=now)
    with pytest.raises(Refused, match="already"):
        change(name="improvement PLAN")


def test_settings_seen_before_somebody_changed_them_are_refused(change):
    change(kind="Statement")
    with pytest.raises(Refused) as refused:
        change(kind="Other")
    assert refused.value.code == "stale"


def test_files_follow_a_plan_to_its_new_name(plan, change):
    source = Source.objects.create(kind="plan", name=plan.name, mapping={"Owner": "lead"})
    change(name="Statement of 2018")
    source.refresh_from_db()
    assert (source.name, source.mapping) == ("Statement of 2018", {"Owner": "lead"})


def test_an_officer_makes_a_plan_on_its_page(officer, signed_in, board, inspection):
    client = signed_in(officer)
    assert reverse("plans:new_plan") in client.get(reverse("plans:plans")).text
    assert client.get(reverse("plans:new_plan")).status_code == 200
    response = client.post(reverse("plans:new_plan"), typed(
        name="Service  development plan", kind="Service plan", inspections=[str(inspection.uuid)],
        accountable_body=str(board.uuid), starts_day=1, starts_month=4, starts_year=2018,
    ))  # fmt: skip
    plan = Plan.objects.get()
    assert response.url == plan.get_absolute_url()
    assert (plan.name, plan.starts, plan.accountable_body) == (
        "Service development plan", date(2018, 4, 1), board,
    )  # fmt: skip
    assert list(plan.inspections.all()) == [inspection]


def test_a_name_that_is_taken_is_said_beside_the_name(officer, signed_in, plan):
    response = signed_in(officer).post(reverse("plans:new_plan"), typed(name=plan.name))
    assert response.status_code == 422
    assert "already" in response.context["form"].errors["name"][0]


def test_an_officer_changes_settings_from_the_plans_page(officer, signed_in, plan):
    other = RatingKey.objects.create(name="Two ratings")
    client = signed_in(officer)
    settings = reverse("plans:settings", args=[plan.uuid])
    assert settings in client.get(plan.get_absolute_url()).text
    assert f'value="{plan.name}"' in client.get(settings).text
    client.post(settings, typed(plan, stale_after_days=90, rating_key=other.name))
    plan.refresh_from_db()
    assert (plan.stale_after_days, plan.rating_key) == (90, other)


def test_a_stale_form_shows_what_the_other_wrote_and_keeps_the_words(officer, signed_in, plan, change):
    seen = typed(plan, kind="My own words")
    change(kind="The other’s words")
    client = signed_in(officer)
    settings = reverse("plans:settings", args=[plan.uuid])
    response = client.post(settings, seen)
    assert response.status_code == 422
    assert "changed the plan&#x27;s settings" in response.text
    assert "Kind: The other’s words" in response.text
    assert 'value="My own words"' in response.text
    assert (
        client.post(settings, seen | {"version": response.context["form"].data["version"]}).status_code == 302
    )


@pytest.mark.parametrize("role", [Role.HEAD_OF_SERVICE, Role.ACTION_LEAD, Role.AUDITOR, Role.ELECTED_MEMBER])
def test_who_may_not_edit_plans_makes_none_and_is_offered_none(role, person_as, signed_in, plan):
    client = signed_in(person_as(role))
    assert client.post(reverse("plans:new_plan"), typed(name="Mine")).status_code == 403
    assert client.post(reverse("plans:settings", args=[plan.uuid]), typed(plan)).status_code == 403
    assert reverse("plans:new_plan") not in client.get(reverse("plans:plans")).text
    assert reverse("plans:settings", args=[plan.uuid]) not in client.get(plan.get_absolute_url()).text
