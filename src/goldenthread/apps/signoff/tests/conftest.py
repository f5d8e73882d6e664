"""A recommendation of a board with one action, who leads it, builds its case and records; and a meeting."""

from __future__ import annotations

from datetime import date, time

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.minutes.attending import attend
from goldenthread.apps.minutes.keeping import add_minute, begin
from goldenthread.apps.minutes.resolving import Resolved, resolve
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Role
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.signoff import asking
from goldenthread.apps.signoff.deciding import Says, checks_in, decide
from goldenthread.apps.signoff.freezing import freeze

SINCE = date(2015, 1, 1)


@pytest.fixture
def organisation(db, clock_offset, now):
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="Council")


@pytest.fixture
def post(organisation):
    return people.post_called("Head of Safeguarding", organisation)


@pytest.fixture
def person_as(now):
    def make(name, role, holding=None):
        made = people.add_person(f"{name}@example.org", name.capitalize(), by=None, at=now)
        people.grant(made, role, starts=SINCE, by=None, at=now)
        if holding:
            people.take_post(made, holding, starts=SINCE, by=None, at=now)
        return made

    return make


@pytest.fixture
def lead(person_as, post):
    return person_as("lead", Role.ACTION_LEAD, post)


@pytest.fixture
def officer(person_as):
    return person_as("officer", Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def clerk(person_as):
    return person_as("clerk", Role.DEMOCRATIC_SERVICES_OFFICER)


@pytest.fixture
def second(person_as):
    return person_as("second", Role.DEMOCRATIC_SERVICES_OFFICER)


@pytest.fixture
def board(organisation, now):
    board = add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)
    board.quorum = 2
    board.save()
    for title in ("Chair of the board", "Lead member", "Director of public health"):
        Membership.objects.create(
            body=board, post=people.post_called(title, organisation), starts=SINCE, capacity="Member"
        )
    return board


@pytest.fixture
def recommendation(board, now):
    inspection = inspections.record_inspection("Inspection of 2015", by=None, at=now)
    made = inspections.add_recommendation(
        inspection, reference="12", title="Initial health assessments are on time", by=None, at=now
    )
    inspections.make_accountable(made, board, starts=SINCE, by=None, at=now)
    return made


@pytest.fixture
def action(post, recommendation, now):
    plan = make_plan("Improvement plan", by=None, at=now)
    says = ActionFields(title="Agree the pathway", reference="A-1", leads=(post,), lead_text=post.title)
    action = add_action(plan, says, effective_on=date(2018, 1, 1), by=None, at=now)
    link_to_recommendation(action, recommendation, by=None, at=now)
    return action


@pytest.fixture
def meeting(board, now, today):
    return add_meeting(board, held_on=today, starts_at=time(14), by=None, at=now)


@pytest.fixture
def minute(meeting, now):
    """The minute of the meeting's business, with no member in the room yet."""
    minutes = begin(meeting, by=None, at=now)
    return add_minute(minutes, title="Sign-off of recommendation 12", by=None, at=now)


@pytest.fixture
def resolution(minute, now):
    """Carried with three members in the room, two needed."""
    for name in ("One", "Two", "Three"):
        attend(minute.minutes, "present", name=name, voting=True, by=None, at=now)
    return resolve(minute, Resolved("recommendation 12 be signed off in phase 1"), by=None, at=now)


@pytest.fixture
def draft(recommendation, action, lead, now, today):
    return asking.ask(recommendation, 1, account="The pathway works.", by=lead, at=now, today=today)


@pytest.fixture
def case(draft, meeting, officer, now, today):
    """Before the board, built by the officer."""
    return asking.put_before_body(
        draft, meeting=meeting, version=draft.version, by=officer, at=now, today=today
    )


@pytest.fixture
def decided(clerk, now, today):
    """Record a decision as the page does: what it shows, with a reason for each check that wants one."""

    def make(case, says, *, by=clerk, shown=None, at=now):
        shown = shown or freeze(case, as_at=says.decided_on, today=today).digest
        return decide(case, says, shown=shown, by=by, at=at, today=today)

    return make


@pytest.fixture
def agreed(today, resolution):
    """An agreement of the meeting, with a reason for each check that wants one."""

    def make(case, outcome="agreed", **said):
        checks = checks_in(freeze(case, as_at=today, today=today).content)
        reasons = {str(one.code): "The board heard the lead." for one in checks if one.wants_reason}
        return Says(outcome, today, resolution=resolution, **({"reasons": reasons} | said))

    return make


@pytest.fixture
def sign_in(client):
    def as_person(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_person
