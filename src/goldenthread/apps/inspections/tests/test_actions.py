"""Inspections, judgements, recommendations and who answers for them: what is written and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.inspections.queries import accountabilities_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(now):
    return actions.record_inspection(
        "Single inspection, 2015",
        framework=Framework.objects.get(code="single-inspection-2015"),
        by=None,
        at=now,
    )


@pytest.fixture
def recommendation(inspection, now):
    return actions.add_recommendation(inspection, reference="12", title="On time", by=None, at=now)


def test_an_inspection_takes_its_inspectorate_from_its_framework(inspection):
    assert inspection.inspectorate == "Ofsted"
    assert about(inspection.uuid)[0].verb == "inspections.inspection_recorded"


@pytest.mark.parametrize("name", ["", "single inspection,  2015"])
def test_an_inspection_needs_a_name_of_its_own(inspection, name, now):
    with pytest.raises(Refused):
        actions.record_inspection(name, by=None, at=now)


def test_field_work_does_not_end_before_it_starts(now):
    days = {"fieldwork_starts": date(2015, 7, 2), "fieldwork_ends": date(2015, 7, 1)}
    with pytest.raises(Refused, match="before it starts"):
        actions.record_inspection("Review", **days, by=None, at=now)


def test_a_grade_is_on_its_framework_s_scale(inspection, now):
    given = actions.add_judgement(inspection, area="Adoption performance", grade="Good", by=None, at=now)
    assert str(given) == "Adoption performance: Good"
    with pytest.raises(Refused, match="not on this framework"):
        actions.add_judgement(inspection, area="Overall effectiveness", grade="Adequate", by=None, at=now)


def test_an_area_is_judged_once(inspection, now):
    actions.add_judgement(inspection, area="Overall effectiveness", grade="Good", by=None, at=now)
    with pytest.raises(Refused, match="already"):
        actions.add_judgement(inspection, area="overall effectiveness", grade="Good", by=None, at=now)


def test_recommendations_stand_in_the_order_of_their_references(inspection, now):
    for reference in ("L1", "10", "9", "1.10", "1.9"):
        actions.add_recommendation(inspection, reference=reference, title="Title", by=None, at=now)
    assert [one.reference for one in inspection.recommendations.all()] == ["1.9", "1.10", "9", "10", "L1"]


def test_a_reference_is_used_once_in_an_inspection(recommendation, inspection, now):
    with pytest.raises(Refused, match="already"):
        actions.add_recommendation(inspection, reference="12", title="Another", by=None, at=now)


@pytest.mark.parametrize(("reference", "title", "field"), [("", "Title", "reference"), ("1", " ", "title")])
def test_a_recommendation_has_reference_and_title(inspection, reference, title, field, now):
    with pytest.raises(Refused) as refusal:
        actions.add_recommendation(inspection, reference=reference, title=title, by=None, at=now)
    assert refusal.value.field == field


def test_an_element_is_told_on_its_recommendation(recommendation, now):
    element = actions.add_element(recommendation, reference="a", title="Within 20 days", by=None, at=now)
    assert str(element) == "12a Within 20 days"
    assert about(recommendation.uuid)[0].after["reference"] == "a"
    with pytest.raises(Refused, match="already"):
        actions.add_element(recommendation, reference="A", title="Again", by=None, at=now)


def test_the_body_before_answers_until_the_next_one_does(recommendation, now):
    before = add_body("Improvement board", kind="Board", by=None, at=now)
    after = add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)
    actions.make_accountable(recommendation, before, starts=None, by=None, at=now)
    actions.make_accountable(recommendation, after, starts=date(2015, 10, 1), by=None, at=now)
    assert [(one.body, one.starts, one.ends) for one in accountabilities_of(recommendation)] == [
        (after, date(2015, 10, 1), None),
        (before, None, date(2015, 10, 1)),
    ]


def test_a_body_does_not_take_over_before_the_one_that_answers(recommendation, now):
    bodies = [add_body(name, kind="Board", by=None, at=now) for name in ("One", "Two")]
    actions.make_accountable(recommendation, bodies[0], starts=date(2015, 10, 1), by=None, at=now)
    for starts in (None, date(2015, 10, 1)):
        with pytest.raises(Refused, match="answers for it already"):
            actions.make_accountable(recommendation, bodies[1], starts=starts, by=None, at=now)


def test_making_the_same_body_answer_again_changes_nothing(recommendation, now):
    body = add_body("Board", kind="Board", by=None, at=now)
    first = actions.make_accountable(recommendation, body, starts=None, by=None, at=now)
    assert actions.make_accountable(recommendation, body, starts=date(2018, 1, 1), by=None, at=now) == first
