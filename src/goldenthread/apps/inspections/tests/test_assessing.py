"""Assessments are dated and stay; what a recommendation stands at follows from them, on any day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.queries import (
    NOT_ASSESSED,
    Wanted,
    counts_by_status,
    history_of,
    recommendation_list,
    standings,
)
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
JULY_2016, AUGUST_2017 = date(2016, 7, 31), date(2017, 8, 31)


@pytest.fixture
def inspection(now):
    return actions.record_inspection("Single inspection, 2015", by=None, at=now)


@pytest.fixture
def add(inspection, now):
    def add_recommendation(reference, **fields):
        return actions.add_recommendation(
            inspection, reference=reference, title=f"Recommendation {reference}", by=None, at=now, **fields
        )

    return add_recommendation


@pytest.fixture
def found(today, now):
    def assessed(recommendation, status, on, **fields):
        given = {"today": today, "by": None, "at": now} | fields
        return assess(recommendation, status=status, assessed_on=on, **given)

    return assessed


def standing_on(recommendation, day, **known):
    [line] = standings([recommendation], as_at=day, **known)
    return line


def test_a_met_recommendation_is_reopened_by_a_later_finding(add, found, today):
    twelve = add("12")
    found(twelve, "met", JULY_2016, assessed_text="July 2016")
    found(twelve, "not_met", AUGUST_2017)
    assert standing_on(twelve, JULY_2016).status == "met"
    assert standing_on(twelve, AUGUST_2017 - timedelta(days=1)).status == "met"
    assert standing_on(twelve, AUGUST_2017).status == "not_met"
    assert [event.verb for event in about(twelve.uuid)[:2]] == [
        "inspections.reopened",
        "inspections.assessed",
    ]
    assert len(history_of(twelve, as_at=today)) == 2


def test_what_was_not_met_and_still_is_not_is_not_reopened(add, found):
    five = add("5")
    found(five, "not_met", JULY_2016)
    found(five, "not_met", AUGUST_2017)
    assert about(five.uuid)[0].verb == "inspections.assessed"


def test_the_status_is_derived_from_the_elements_with_its_rule(add, found, now, today):
    seven = add("7")
    parts = [
        actions.add_element(seven, reference=letter, title=letter, by=None, at=now) for letter in ("a", "b")
    ]
    found(seven, "met", AUGUST_2017)
    found(seven, "met", AUGUST_2017, element=parts[0])
    found(seven, "not_met", AUGUST_2017, element=parts[1])
    line = standing_on(seven, today)
    assert (line.status, line.derived.code) == ("partly_met", "REC-3")
    assert line.derived.contradicts_stated
    assert [part.status for part in line.elements] == ["met", "not_met"]


@pytest.mark.parametrize(
    ("status", "field"), [("met_subject_to_condition", "condition"), ("no_longer_applicable", "reason")]
)
def test_a_condition_and_a_reason_are_said(add, found, status, field):
    four = add("4")
    with pytest.raises(Refused) as refusal:
        found(four, status, AUGUST_2017)
    assert refusal.value.field == field
    assert found(four, status, AUGUST_2017, **{field: "Said"}).status == status


def test_no_assessment_is_of_the_future(add, found, today):
    one = add("1")
    found(one, "met", today)
    with pytest.raises(Refused, match="future"):
        found(one, "met", today + timedelta(days=1))


def test_an_element_of_another_recommendation_is_refused(add, found, now):
    one, two = add("1"), add("2")
    element = actions.add_element(two, reference="a", title="A", by=None, at=now)
    with pytest.raises(Refused, match="another recommendation"):
        found(one, "met", AUGUST_2017, element=element)


def test_a_stale_form_is_refused_as_one(add, found):
    one = add("1")
    found(one, "met", JULY_2016, seen=0)
    with pytest.raises(Refused) as refusal:
        found(one, "not_met", AUGUST_2017, seen=0)
    assert refusal.value.code == "stale"
    found(one, "not_met", AUGUST_2017, seen=1)


def test_what_was_recorded_later_was_not_known_before(add, found, now, today):
    one = add("1")
    found(one, "met", JULY_2016)
    assert standing_on(one, today, known_at=now - timedelta(seconds=1)).status == NOT_ASSESSED
    assert standing_on(one, today, known_at=now).status == "met"


def test_a_declared_day_of_publication_counts_as_known_from_it(add, found, today):
    one = add("1")
    found(one, "met", JULY_2016, published_on=date(2016, 9, 1))
    assert standing_on(one, today, known_at=datetime(2016, 8, 31, 12, tzinfo=UTC)).status == NOT_ASSESSED
    assert standing_on(one, today, known_at=datetime(2016, 9, 1, 12, tzinfo=UTC)).status == "met"


def test_an_older_assessment_recorded_late_does_not_undo_a_newer_one(add, found, today):
    one = add("1")
    found(one, "not_met", AUGUST_2017)
    found(one, "met", JULY_2016)
    assert standing_on(one, today).status == "not_met"


def test_the_list_takes_the_same_queries_however_long_it_is(
    add, found, now, today, django_assert_num_queries
):
    for number in range(1, 26):
        one = add(str(number), theme="Practice" if number % 2 else "Management")
        part = actions.add_element(one, reference="a", title="A", by=None, at=now)
        found(one, "met" if number % 3 else "not_met", AUGUST_2017, element=part)
    with django_assert_num_queries(4):
        lines = recommendation_list(as_at=today)
        assert [line.recommendation.inspection.name for line in lines][:1] == ["Single inspection, 2015"]
    assert [line.recommendation.reference for line in lines] == [str(number) for number in range(1, 26)]
    assert [(count.status, count.number) for count in counts_by_status(lines)] == [
        ("met", 17),
        ("not_met", 8),
    ]
    assert len(recommendation_list(Wanted(theme="Management", status="not_met"), as_at=today)) == 4
