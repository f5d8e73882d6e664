"""A workstream with an action late, one ahead, one at risk and one done; its board has a member."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.people.actions import add_person, grant, name_council, post_called, take_post
from goldenthread.apps.people.models import Organisation, Role, Scope
from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.plans.models import Action, RatingLevel
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.plans.updating import post_update


@pytest.fixture
def told(now):
    return {"by": None, "at": now}


@pytest.fixture
def council(db, clock_offset, told):
    name_council("The demonstration council", notice="Made-up figures.", clock_offset=clock_offset, **told)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def board(council, told):
    return add_body("Improvement Board", kind="Board", **told)


@pytest.fixture
def workstream(board, told):
    return add_body("Timeliness", kind="Workstream", reports_to=board, **told)


@pytest.fixture
def person_as(council, told):
    """Somebody with a role, over the council unless a body is given."""

    def make(role, *, body=None, post=None):
        person = add_person(f"{role}@example.org", role.label, **told)
        over = {"scope": Scope.BODY, "scope_uuid": body.uuid} if body else {}
        grant(person, role, starts=date(2018, 1, 1), **over, **told)
        if post:
            take_post(person, post, starts=date(2018, 1, 1), **told)
        return person

    return make


@pytest.fixture
def officer(person_as):
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def post(council):
    return post_called("Head of Service", council)


@pytest.fixture
def plan(board, workstream, officer, post, today, now, told):
    """Each action is named by how it stands."""
    plan = make_plan("Improvement plan", accountable_body=board, **told)
    dues = {"Late": -30, "Ahead": 40, "Risky": 60, "Done": -5}
    for number, (title, days) in enumerate(dues.items(), start=1):
        says = ActionFields(
            title=title, reference=f"1.{number}", leads=(post,), due=today + timedelta(days),
            workstream=workstream,
        )  # fmt: skip
        add_action(plan, says, effective_on=date(2018, 1, 8), **told)
    for title, state, words in (("Risky", "at_risk", "Two posts are vacant."),):
        action = Action.objects.get(title=title)
        post_update(
            action, level=RatingLevel.objects.get(key=plan.rating_key, state=state), narrative=words,
            version=action.version, effective_on=today - timedelta(days=3), by=officer, at=now,
        )  # fmt: skip
    done = Action.objects.get(title="Done")
    post_update(
        done, level=RatingLevel.objects.get(key=plan.rating_key, state="completed"), narrative="Signed.",
        version=done.version, effective_on=today - timedelta(days=4), by=officer, at=now,
    )  # fmt: skip
    return plan
