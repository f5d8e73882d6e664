"""Who signs off what, and what a decision says, at the boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.rulebook.sign_off import (
    Authority,
    CaseState,
    ConditionFact,
    DecisionFact,
    Outcome,
    is_as_shown,
    is_the_bodys,
    may_build,
    may_decide,
    may_move,
    refusals,
    waits_to_be_endorsed,
)
from goldenthread.rulebook.sufficiency import SUF_3, SUF_4, SUF_6, Check, Phase

ASKED, TODAY = date(2018, 7, 10), date(2018, 7, 16)
AGREED = DecisionFact(Outcome.AGREED, date(2018, 7, 12), Authority.MEETING, at_meeting=True, quorum_met=True)
CONDITION = ConditionFact("Timeliness holds for two quarters", "2.11", date(2019, 1, 31))


def codes(decision, *checks):
    return [one.code for one in refusals(decision, checks=checks, asked_on=ASKED, today=TODAY)]


@pytest.mark.boundary("SGN-1")
@pytest.mark.parametrize(
    ("phase_1", "code"),
    [
        (Outcome.AGREED, None),
        (Outcome.AGREED_WITH_CONDITION, None),
        (Outcome.DEFERRED, "SGN-1"),
        (Outcome.REFUSED, "SGN-1"),
        (None, "SGN-1"),
    ],
)
def test_phase_2_comes_after_phase_1(phase_1, code):
    refused = may_build(Phase.IMPACT, phase_1=phase_1)
    assert (refused.code if refused else None) == code
    assert may_build(Phase.ACTIVITY, phase_1=phase_1) is None


@pytest.mark.boundary("SGN-11")
@pytest.mark.parametrize(
    ("elements", "of_one", "stands"), [(1, True, True), (1, False, False), (0, False, True)]
)
def test_each_element_is_signed_off_by_itself(elements, of_one, stands):
    refused = may_build(Phase.ACTIVITY, phase_1=None, elements=elements, of_an_element=of_one)
    assert (refused is None) is stands


@pytest.mark.boundary("SGN-2")
@pytest.mark.parametrize(("person", "stands"), [(1, False), (2, False), (3, False), (4, True)])
def test_nobody_signs_off_what_they_lead_asked_for_or_built(person, stands):
    refused = may_decide(person, leads={1, 9}, asked_by=2, built_by=3)
    assert (refused is None) is stands
    assert stands or refused.code == "SGN-2"


@pytest.mark.boundary("SGN-3")
@pytest.mark.parametrize(("met", "found"), [(True, []), (None, []), (False, ["SGN-3"])])
def test_a_body_decides_with_a_quorum(met, found):
    assert codes(replace(AGREED, quorum_met=met)) == found


@pytest.mark.boundary("SGN-4")
def test_the_body_that_answers_decides():
    assert is_the_bodys("Health and Wellbeing Board", "Health and Wellbeing Board") is None
    assert is_the_bodys("Improvement board", None) is None
    refused = is_the_bodys("Improvement board", "Health and Wellbeing Board")
    assert refused.code == "SGN-4"
    assert "Health and Wellbeing Board answers" in refused.words


@pytest.mark.boundary("SGN-5")
def test_each_check_that_did_not_pass_has_its_reason():
    checks = (Check(SUF_3, False, ""), Check(SUF_4, None, ""), Check(SUF_6, True, ""))
    found = refusals(AGREED, checks=checks, asked_on=ASKED, today=TODAY)
    assert [one.check for one in found] == ["SUF-3", "SUF-4"]
    assert "although SUF-4 cannot be told" in found[1].words
    reasons = {"SUF-3": "The clinic opened in June", "SUF-4": " "}
    assert codes(replace(AGREED, reasons=reasons), *checks) == ["SGN-5"]
    assert codes(replace(AGREED, reasons=reasons | {"SUF-4": "Six quarters"}), *checks) == []
    deferred = replace(AGREED, outcome=Outcome.DEFERRED, words="A figure of the next quarter")
    assert codes(deferred, *checks) == []


@pytest.mark.boundary("SGN-6")
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (CONDITION, []),
        (replace(CONDITION, due_on=date(2018, 7, 13)), []),
        (replace(CONDITION, due_on=date(2018, 7, 12)), ["SGN-6"]),
        (replace(CONDITION, due_on=None), ["SGN-6"]),
        (replace(CONDITION, shown_by=""), ["SGN-6"]),
        (replace(CONDITION, words=" "), ["SGN-6"]),
        (None, ["SGN-6"]),
    ],
)
def test_a_condition_says_what_by_what_and_by_when(condition, found):
    conditional = replace(
        AGREED, outcome=Outcome.AGREED_WITH_CONDITION, conditions=(condition,) if condition else ()
    )
    assert codes(conditional) == found


@pytest.mark.boundary("SGN-7")
@pytest.mark.parametrize(
    ("outcome", "words", "found"),
    [
        (Outcome.DEFERRED, " ", ["SGN-7"]),
        (Outcome.DEFERRED, "Two more quarters", []),
        (Outcome.REFUSED, "", ["SGN-7"]),
        (Outcome.AGREED, "", []),
    ],
)
def test_whoever_defers_or_refuses_says_what_is_wanted(outcome, words, found):
    assert codes(replace(AGREED, outcome=outcome, words=words)) == found


@pytest.mark.boundary("SGN-8")
@pytest.mark.parametrize("authority", [Authority.DELEGATED, Authority.VIRTUAL])
def test_between_meetings_the_authority_is_named(authority):
    between = replace(AGREED, authority=authority, at_meeting=False, quorum_met=None)
    assert codes(between) == ["SGN-8"]
    assert codes(replace(between, authority_words="The chair, by paragraph 4.2")) == []
    assert waits_to_be_endorsed(authority) is (authority is Authority.VIRTUAL)


def test_a_decision_of_a_meeting_names_the_meeting():
    assert codes(replace(AGREED, at_meeting=False)) == ["SGN-8"]


@pytest.mark.boundary("SGN-9")
def test_what_is_decided_is_what_was_shown():
    assert is_as_shown("ab", "ab") is None
    assert is_as_shown("ab", "ac").code == "SGN-9"


@pytest.mark.boundary("SGN-10")
@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (CaseState.ASKED, True),
        (CaseState.DRAFT, False),
        (CaseState.DECIDED, False),
        (CaseState.WITHDRAWN, False),
    ],
)
def test_only_what_was_asked_for_is_decided(before, stands):
    refused = may_move(before, CaseState.DECIDED)
    assert (refused is None) is stands
    assert stands or (refused.code == "SGN-10" and refused.words.endswith("cannot be decided."))


@pytest.mark.boundary("SGN-12")
@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2018, 7, 10), []),
        (date(2018, 7, 9), ["SGN-12"]),
        (date(2018, 7, 16), []),
        (date(2018, 7, 17), ["SGN-12"]),
    ],
)
def test_a_decision_is_of_a_day_between_the_asking_and_today(day, found):
    assert codes(replace(AGREED, decided_on=day)) == found
