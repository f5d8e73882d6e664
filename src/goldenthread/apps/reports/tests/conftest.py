"""A board with a little of everything: a recommendation, a late action, a scorecard with a red measure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role, Scope
from goldenthread.apps.plans.actions import link_to_recommendation, make_plan
from goldenthread.apps.plans.models import Action, Plan, RatingLevel
from goldenthread.apps.plans.revising import ActionFields, add_action
from goldenthread.apps.plans.updating import post_update
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period
from goldenthread.rulebook.rating import Polarity, target_from


@pytest.fixture
def home(tmp_path, settings):
    """A home of this test's own, for what is rendered."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def period() -> Period:
    return parse_period("2017-18 Q4")


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council(
        "The demonstration council", notice="Made-up figures.", contact="Improvement team, team@example.org",
        clock_offset=clock_offset, by=None, at=now,
    )  # fmt: skip
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def post(council) -> Post:
    return people.post_called("Head of Service: Assessment", council)


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    """Somebody with a role over the council from the start of 2018, with a post where one is given."""

    def make(role: Role, *, holding: Post | None = None, scope=Scope.COUNCIL, scope_uuid=None) -> Person:
        made = people.add_person(f"{role}-{Person.objects.count()}@example.org", role.label, by=None, at=now)
        start = date(2018, 1, 1)
        people.grant(made, role, starts=start, scope=scope, scope_uuid=scope_uuid, by=None, at=now)
        if holding:
            people.take_post(made, holding, starts=start, by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def board(council, now) -> Body:
    return add_body("Health and Wellbeing Board", kind="Statutory board", by=None, at=now)


@pytest.fixture
def recommendation(board, now, today) -> Recommendation:
    """Partly met in 2016, then met: what it stood at before is known."""
    inspection = inspections.record_inspection("Inspection of 2015", by=None, at=now)
    made = inspections.add_recommendation(
        inspection,
        reference="12",
        title="Initial health assessments on time",
        theme="Health",
        by=None,
        at=now,
    )
    inspections.make_accountable(made, board, starts=date(2015, 10, 1), by=None, at=now)
    for status, day in (("partly_met", date(2016, 7, 1)), ("met", date(2017, 8, 1))):
        assess(made, status=status, assessed_on=day, today=today, by=None, at=now)
    return made


@pytest.fixture
def plan(board, now) -> Plan:
    return make_plan("Written statement of action", accountable_body=board, by=None, at=now)


def an_action(plan: Plan, now, **says) -> Action:
    fields = ActionFields(**({"title": "Deliver the 20-week timeliness plan", "reference": "A-1"} | says))
    return add_action(plan, fields, effective_on=date(2018, 1, 8), by=None, at=now)


@pytest.fixture
def late(plan, post, recommendation, officer, now) -> Action:
    """Due in May 2018, said to be on track in February, silent since."""
    action = an_action(
        plan, now, leads=(post,), lead_text=post.title, due=date(2018, 5, 31), due_text="May 2018",
        success_indicators=("90% within 20 weeks",),
    )  # fmt: skip
    post_update(
        action, level=RatingLevel.objects.get(key=plan.rating_key, state="in_progress"),
        narrative="Provider meetings held.", version=action.version, effective_on=date(2018, 2, 1),
        by=officer, at=now, on_behalf_of=post.title,
    )  # fmt: skip
    link_to_recommendation(action, recommendation, by=None, at=now)
    return Action.objects.get(pk=action.pk)


@pytest.fixture
def scorecard(board, now) -> Scorecard:
    return measures.make_scorecard("Children and families scorecard", body=board, by=None, at=now)


def a_measure(scorecard: Scorecard, now, *, reference: str, figures: dict[str, str], **says) -> Measure:
    """A measure on the scorecard with a target of 85% and these figures by period."""
    fields = {"title": "Health assessments within 20 days", "unit": "%", "polarity": "high"} | says
    made = measures.define_measure(reference=reference, by=None, at=now, **fields)
    measures.place_on_scorecard(scorecard, made, section="Health", reference=reference, by=None, at=now)
    target = target_from(parse_figure("85%"), Polarity.HIGH)
    measures.set_target(made, target, effective_on=date(2013, 4, 1), by=None, at=now)
    for text, figure in figures.items():
        entry = Entry(made, parse_period(text), parse_figure(figure, unit="%"))
        measures.record_observation(entry, by=None, at=now)
    return made


@pytest.fixture
def red(scorecard, recommendation, late, now) -> Measure:
    """32% against a target of 85%, linked both to the recommendation and to the action."""
    figures = {"2017-18 Q2": "58%", "2017-18 Q3": "41%", "2017-18 Q4": "32%"}
    made = a_measure(scorecard, now, reference="2.10", figures=figures)
    measures.link_to_recommendation(made, recommendation, by=None, at=now)
    measures.link_to_indicator(made, late.success_indicators.get(), by=None, at=now)
    return made
