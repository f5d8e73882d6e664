"""A case is all that bears on its unit, is the same text twice, and does not grow in questions asked."""

from __future__ import annotations

import hashlib
from datetime import date
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import answer, bear, take_off
from goldenthread.apps.inspections.actions import add_element
from goldenthread.apps.plans.actions import link_to_recommendation
from goldenthread.apps.risks.actions import Says, add_risk, tie_risk
from goldenthread.apps.signoff.changed import differences
from goldenthread.apps.signoff.composing import compose
from goldenthread.apps.signoff.moved import records_that_moved
from goldenthread.apps.signoff.tests import make
from goldenthread.documents.sign_off_case import SignOffCase

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def twelve():
    return make.recommendation_12()


def case_of(unit, phase=2, **asked) -> SignOffCase:
    return compose(unit, phase, as_at=TODAY, **asked)


def test_a_case_holds_actions_measures_evidence_and_what_the_checks_say(twelve):
    make.measure_of(twelve)
    make.action_for(twelve, make.plan(), "4.1", due=date(2018, 3, 31))
    make.evidence_for(twelve)
    make.evidence_for(twelve, 2, bears="contradicts", source="staff")
    risk = add_risk(Says(title="The clinic closes"), opened_on=TODAY, today=TODAY, **make.TOLD)
    tie_risk(risk, twelve, **make.TOLD)
    case = case_of(twelve, lead_account="The clinic runs twice a week")
    assert [(one.title, one.score) for one in case.risks] == [("The clinic closes", "Not scored")]
    assert (case.reference, case.body, case.lead_account) == (
        "12", "Health and Wellbeing Board", "The clinic runs twice a week",
    )  # fmt: skip
    [action], [measure] = case.actions, case.measures
    assert (action.reference, action.complete, action.overdue) == ("4.1", False, True)
    assert (measure.latest.text, measure.colour, measure.code) == ("41.17%", "red", "RAG-3")
    assert measure.chart.variation.words == "Too few points to tell (7 of 13)"
    assert [len(pieces) for _, pieces in case.by_source] == [0, 1, 0, 0]
    [against] = case.contradictions
    assert (against.reference, against.counts, against.answered) == ("E-2", True, False)
    said = {one.code: (one.verdict, one.words) for one in case.checks}
    assert said["SUF-1"] == ("Passed", "2 of 4 sources, 2 wanted: figures and audits")
    assert said["SUF-3"] == ("Failed", "2.11: 41.17% is not within 5 points of 80%")
    assert said["SUF-4"][0] == "Cannot be told"
    assert said["SUF-6"] == ("Failed", "Nobody answered what E-2 says against it")
    assert [one.words for one in case.assessments] == ["Met", "Not met"]


def test_a_case_composed_twice_is_the_same_text_and_reads_back(twelve):
    make.measure_of(twelve)
    make.evidence_for(twelve)
    first, second = case_of(twelve), case_of(twelve)
    assert first.to_json() == second.to_json()
    assert first.digest == hashlib.sha256(first.to_json().encode()).hexdigest()
    assert SignOffCase.from_json(first.to_json()) == first


def test_an_element_has_its_own_actions_and_evidence_and_those_of_the_whole(twelve):
    one, other = (add_element(twelve, reference=name, title=f"Part {name}", **make.TOLD) for name in "ab")
    within = make.plan()
    make.action_for(twelve, within, "1")
    for element, reference in ((one, "2"), (other, "3")):
        action = make.action_for(twelve, within, reference)
        action.services.update(ended_at=make.NOW)
        link_to_recommendation(action, twelve, element=element, **make.TOLD)
    case = case_of(one, 1)
    assert (case.reference, case.title) == ("12a", "Part a")
    assert [action.reference for action in case.actions] == ["1", "2"]
    assert [check.code for check in case.checks] == ["SUF-5", "SUF-6", "SUF-7"]


def test_sixty_pieces_and_twenty_actions_take_no_more_queries_and_less_than_a_second(twelve):
    make.measure_of(twelve)
    within = make.plan()

    def hang(numbers) -> None:
        for number in numbers:
            make.evidence_for(twelve, number)
            if number % 3 == 0:
                make.action_for(twelve, within, str(number))

    hang(range(1, 4))
    with CaptureQueriesContext(connection) as few:
        case_of(twelve)
    hang(range(4, 61))
    with CaptureQueriesContext(connection) as many:
        begun = perf_counter()
        case = case_of(twelve)
        took = perf_counter() - begun
    assert (len(case.evidence), len(case.actions)) == (60, 20)
    assert len(many) == len(few)
    assert len(many) <= 50
    assert took < 1


def test_nothing_changed_is_no_difference(twelve):
    make.measure_of(twelve)
    make.evidence_for(twelve)
    assert differences(case_of(twelve), case_of(twelve)) == ()


def test_a_figure_corrected_for_the_worse_is_material_and_a_new_one_is_a_change(twelve):
    measure = make.measure_of(twelve, target="40%")
    frozen = case_of(twelve)
    make.record_figure(measure, "2017-18 Q2", "35%")
    make.record_figure(measure, "2017-18 Q1", "69.1%")
    found = differences(frozen, case_of(twelve))
    assert [(one.words, one.code) for one in found if one.kind == "figure"] == [
        ("2017-18 Q2: 41.17% was corrected to 35%", "REO-2"),
        ("2017-18 Q1: 69.2% was corrected to 69.1%", ""),
    ]
    [rating] = [one for one in found if one.words.startswith("Rating")]
    assert (rating.before, rating.after, rating.code) == ("green", "amber", "REO-1")
    make.record_figure(measure, "2017-18 Q3", "64%")
    assert "2017-18 Q3: 64% (health) is new" in [one.words for one in differences(frozen, case_of(twelve))]


def test_a_record_behind_evidence_that_was_corrected_shows_and_asks(twelve):
    measure = make.measure_of(make.another(twelve))
    observation = measure.observations.get(starts=date(2017, 7, 1))
    content = Content(kind="measure", subject=observation.uuid)
    piece = bring(Particulars("On time", "figures"), content, today=TODAY, **make.TOLD)
    bear(piece, twelve, "supports", **make.TOLD)
    frozen = case_of(twelve)
    assert str(observation.uuid) in frozen.subjects
    assert records_that_moved(frozen, twelve, as_at=TODAY) == ()
    make.record_figure(measure, "2017-18 Q2", "35%")
    assert differences(frozen, case_of(twelve)) == ()
    [moved] = records_that_moved(frozen, twelve, as_at=TODAY)
    assert (moved.where, moved.code) == ("Evidence E-1 On time", "REO-7")
    assert "35%, against a target of 80%, rated red" in moved.words


def test_evidence_that_came_was_answered_or_was_taken_off_shows(twelve):
    for_it = make.evidence_for(twelve)
    frozen = case_of(twelve)
    against = make.evidence_for(twelve, 2, bears="contradicts")
    [came] = [one for one in differences(frozen, case_of(twelve)) if one.kind == "evidence"]
    assert (came.words, came.code) == ("It speaks against this: 34% were good or better", "REO-4")
    answer(against, "The sample was of one team", seen=1, **make.TOLD)
    [came] = [one for one in differences(frozen, case_of(twelve)) if one.kind == "evidence"]
    assert came.code == ""
    take_off(for_it, reason="Wrong recommendation", **make.TOLD)
    gone = [one for one in differences(frozen, case_of(twelve)) if one.code]
    assert [(one.where, one.code) for one in gone] == [("Evidence E-1 Audit 1", "REO-5")]
