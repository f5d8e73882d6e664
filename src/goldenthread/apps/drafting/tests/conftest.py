"""A board with a meeting, a plan and reports of it, for the tests of this room."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.drafting.actions import About, start_report
from goldenthread.apps.drafting.clearing import submit
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Template
from goldenthread.apps.drafting.shipping import ship_templates
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Council, Organisation, Role
from goldenthread.apps.plans import actions as plans
from goldenthread.apps.plans.revising import ActionFields, add_action
from tests.architecture.world_drafting import filled

MEETING = date(2018, 9, 20)


@pytest.fixture(autouse=True)
def council(db, clock_offset):
    ship_templates()
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def somebody(now):
    def as_role(role, name=""):
        name = name or str(role)
        person = people.add_person(f"{name}@demonstration.example", name, by=None, at=now)
        people.grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        return person

    return as_role


@pytest.fixture
def writer(somebody):
    return somebody(Role.IMPROVEMENT_OFFICER, "writer")


@pytest.fixture
def director(somebody):
    return somebody(Role.DIRECTOR, "director")


@pytest.fixture
def board(now):
    return add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)


@pytest.fixture
def meeting(board, now):
    return add_meeting(board, held_on=MEETING, by=None, at=now)


@pytest.fixture
def plan(board, now, today):
    plan = plans.make_plan("Improvement plan", accountable_body=board, by=None, at=now)
    organisation = Organisation.objects.create(name="Council")
    lead = people.post_called("Service manager", organisation)
    for reference, title, due in (
        ("1.1", "Agree one pathway", today - timedelta(days=10)),
        ("1.2", "Recruit caseworkers", today + timedelta(days=10)),
    ):
        says = ActionFields(title=title, reference=reference, leads=(lead,), due=due)
        add_action(plan, says, effective_on=today - timedelta(days=20), by=None, at=now)
    return plan


@pytest.fixture
def begin(board, meeting, plan, writer, now):
    """A report of a template, for the meeting, begun by its writer."""

    def of(key="progress_report", title="Progress of the plan", **says):
        template = Template.objects.get(key=key)
        about = About(plan=plan) if template.subject == "plan" else About()
        says = {"about": about, "meeting": meeting, "by": writer, "at": now} | says
        return start_report(template, board, title=title, **says)

    return of


@pytest.fixture
def submitted(begin, writer, now, today):
    """A report that says something everywhere, in clearance."""

    def of(key="progress_report", by=None):
        report = filled(begin(key), by=writer, at=now)
        return submit(report, figures_of(report, today), by=by or writer, at=now)

    return of
