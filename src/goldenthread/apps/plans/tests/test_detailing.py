"""An action that is a plan of its own: which plan it may be, and the state that is drawn from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.apps.plans import queries
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action, Update
from goldenthread.apps.plans.revising import ActionFields, add_action, revise_action
from goldenthread.apps.plans.states import state_on, states_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.progress import State

JUNE = datetime(2018, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def appendix(council, now):
    """The plan that an action will be."""
    return make_plan("Appendix 2", by=None, at=now)


@pytest.fixture
def part(appendix, now):
    """Adds an action to the appendix."""

    def make(reference, *, to=appendix, state=None, **says):
        fields = ActionFields(title=f"Part {reference}", reference=reference, **says)
        action = add_action(to, fields, effective_on=date(2018, 6, 1), by=None, at=JUNE)
        if state:
            level = to.rating_key.levels.get(state=state)
            Update.objects.create(action=action, effective_on=date(2018, 7, 1), recorded_at=now, level=level)
        return action

    return make


@pytest.fixture
def be(officer, today, now):
    """Says which plan an action is."""

    def make(action, plan):
        action.refresh_from_db()
        return revise_action(
            action, replace(ActionFields.of(action), detailed_in=plan), version=action.version,
            effective_on=today, by=officer, at=now,
        )  # fmt: skip

    return make


def test_its_state_is_drawn_from_the_plan_that_it_is(action, appendix, part, be, today):
    part("1", state="completed")
    part("2", state="in_progress")
    part("3", gone_on=date(2018, 6, 30))
    be(action, appendix)
    state = state_on(action, today=today)
    assert (state.state, state.drawn.plan, state.drawn.by.code) == (State.IN_PROGRESS, appendix, "PART-4")
    assert state.drawn.by.reason == "1 of 2 actions is completed"


def test_an_overdue_part_puts_it_at_risk_on_the_boards_list(plan, action, appendix, part, be, today):
    part("1", state="in_progress", due=date(2018, 7, 15))
    be(action, appendix)
    assert [state.pk for state in queries.late_or_at_risk(today=today, plan=plan)] == [action.pk]
    assert queries.counts(queries.actions_of(plan, today=today)).at_risk == 1


def test_an_update_of_a_part_is_an_update_of_it(action, appendix, part, be, today):
    part("1", state="in_progress")
    be(action, appendix)
    later = date(2018, 8, 5)
    assert not state_on(action, today=later).has_flag("PROG-3")
    be(action, None)
    assert state_on(action, today=later).has_flag("PROG-3")


def test_a_plan_without_actions_gives_no_state(action, appendix, be, today):
    be(action, appendix)
    state = state_on(action, today=today)
    assert (state.state, state.rated, state.drawn.by.reason) == (None, "", "The plan has no actions yet")


def test_it_is_drawn_through_a_plan_within_a_plan(action, appendix, part, be, now, today):
    innermost = make_plan("Appendix 2, annex", by=None, at=now)
    part("1", to=innermost, state="completed")
    be(part("2"), innermost)
    be(action, appendix)
    assert state_on(action, today=today).state is State.COMPLETED


def test_what_it_was_on_a_past_day_is_what_it_said_then(action, appendix, part, be, today):
    part("1", state="completed")
    be(action, appendix)
    assert state_on(action, today=today, as_at=today).state is State.COMPLETED
    before = state_on(action, today=today, as_at=date(2018, 7, 15))
    assert (before.state, before.drawn) == (None, None)


def test_statements_do_not_grow_with_the_plans_that_actions_are(plan, says, part, be, now, today):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            states_of(Action.objects.filter(plan=plan), today=today)
        return len(captured)

    def add(number):
        other = make_plan(f"Appendix {number + 10}", by=None, at=now)
        part("1", to=other, state="completed")
        action = add_action(plan, replace(says, reference=str(number)), effective_on=today, by=None, at=now)
        be(action, other)

    add(1)
    one = statements()
    for number in range(2, 5):
        add(number)
    assert statements() == one


def test_an_action_cannot_be_its_own_plan(plan, action, be):
    with pytest.raises(Refused, match="the plan that it is in"):
        be(action, plan)


def test_a_ring_of_plans_is_refused_in_words(plan, action, appendix, part, be, now):
    between = make_plan("Appendix 3", by=None, at=now)
    be(part("1"), between)
    be(part("1", to=between), plan)
    with pytest.raises(Refused) as refused:
        be(action, appendix)
    assert refused.value.words == (
        "This action cannot be “Appendix 2”: an action of that plan leads back to "
        "“Written statement of action”."
    )


def test_which_plan_it_is_is_told_in_the_trail_and_in_what_it_said_before(action, appendix, be):
    be(action, appendix)
    event = next(event for event in about(action.uuid) if event.verb == "plans.action_revised")
    assert event.after == {"detailed_in": "Appendix 2"}
    [change] = queries.changes_of(action)
    assert change.fields == [("The plan that it is", "", "Appendix 2")]


def test_the_officer_says_which_plan_it_is_and_the_pages_show_what_is_drawn(
    plan, action, appendix, part, officer, signed_in
):
    part("1", state="completed")
    client = signed_in(officer)
    edit = reverse("plans:edit_action", args=[action.uuid, action.slug])
    shown = client.get(edit).context["form"]
    assert [str(label) for _, label in shown.fields["detailed_in"].choices] == ["None", "Appendix 2"]
    said = {
        "version": action.version, "title": action.title, "due_day": 30, "due_month": 9, "due_year": 2018,
        "leads": [str(lead.uuid) for lead in action.leads.all()], "detailed_in": str(appendix.uuid),
    }  # fmt: skip
    page = client.post(edit, said, follow=True).text
    assert "Drawn from its plan" in page
    assert "1 of 1 action is completed" in page
    assert appendix.get_absolute_url() in page
    assert "Drawn from Appendix 2" in client.get(plan.get_absolute_url()).text


def test_a_ring_is_refused_on_the_page_beside_the_field(plan, action, appendix, part, be, officer, signed_in):
    be(part("1"), plan)
    response = signed_in(officer).post(reverse("plans:edit_action", args=[action.uuid, action.slug]), {
        "version": action.version, "title": action.title, "due_day": 30, "due_month": 9, "due_year": 2018,
        "leads": [str(lead.uuid) for lead in action.leads.all()], "detailed_in": str(appendix.uuid),
    })  # fmt: skip
    assert response.status_code == 422
    assert "leads back to" in response.context["form"].errors["detailed_in"][0]
