"""Sufficiency checks at their boundaries: they inform, and say why."""

from datetime import date

import pytest

from goldenthread.rulebook.evidence import Source
from goldenthread.rulebook.rating import Rag
from goldenthread.rulebook.spc_verdicts import Variation
from goldenthread.rulebook.sufficiency import (
    CaseFacts,
    EvidenceFact,
    Limits,
    MeasureFact,
    Phase,
    check,
)

DAY = date(2018, 7, 16)
FIGURES, AUDIT, STAFF = Source.FIGURES, Source.AUDIT, Source.STAFF


def piece(source=AUDIT, reference="E-1", effective_on=date(2018, 6, 30), **said) -> EvidenceFact:
    said = {"finding": "70% good or better", "period": "2018-19 Q1", "sample": "20 of 200 cases"} | said
    return EvidenceFact(reference, source, effective_on, **said)


def measure(rag=Rag.GREEN, variation=Variation.IMPROVEMENT_HIGH, **said) -> MeasureFact:
    return MeasureFact("2.11", rag, "as the rule says", variation, **said)


def said(code, *, phase=Phase.IMPACT, limits=None, **facts):
    [one] = [one for one in check(CaseFacts(phase, DAY, **facts), limits or Limits()) if one.code == code]
    return one


@pytest.mark.boundary("SUF-1")
@pytest.mark.parametrize(
    ("evidence", "passed"),
    [
        ([piece(FIGURES), piece(AUDIT)], True),
        ([piece(AUDIT), piece(AUDIT), piece(AUDIT)], False),
        ([piece(FIGURES), piece(STAFF, expires_on=date(2018, 7, 15))], False),
        ([piece(FIGURES), piece(STAFF, expires_on=DAY)], True),
        ([piece(FIGURES), piece(AUDIT, finding=" ")], False),
        ([piece(FIGURES), piece(AUDIT, contradicts=True)], False),
        ([], False),
    ],
)
def test_two_sources_of_four_speak_for_it(evidence, passed):
    assert said("SUF-1", evidence=evidence).passed is passed


def test_the_sources_that_count_are_named():
    assert (
        said("SUF-1", evidence=[piece(STAFF), piece(FIGURES)]).words
        == "2 of 4 sources, 2 wanted: figures and staff"
    )


@pytest.mark.boundary("SUF-2")
@pytest.mark.parametrize(
    ("effective_on", "passed"),
    [
        (date(2018, 1, 16), True),
        (date(2018, 1, 15), False),
        (date(2016, 7, 1), False),
        (date(2018, 9, 30), True),
    ],
)
def test_evidence_is_as_old_as_the_day_that_it_speaks_of(effective_on, passed):
    assert said("SUF-2", evidence=[piece(effective_on=effective_on)]).passed is passed


def test_what_counts_as_nothing_is_not_new_either():
    newest = said("SUF-2", evidence=[piece(sample=""), piece(effective_on=date(2017, 1, 1), reference="E-2")])
    assert newest.passed is False
    assert "E-2, which speaks of 1 January 2017; the plan allows 6 months" in newest.words


@pytest.mark.boundary("SUF-3")
@pytest.mark.parametrize(
    ("measures", "passed"),
    [
        ([measure(), measure()], True),
        ([measure(), measure(Rag.AMBER)], False),
        ([measure(), measure(Rag.NOT_RATED)], None),
        ([measure(Rag.NOT_RATED), measure(Rag.RED)], False),
        ([measure(Rag.AMBER, set_aside=True)], False),
        ([], None),
    ],
)
def test_every_measure_is_at_its_target_by_the_rule(measures, passed):
    assert said("SUF-3", measures=measures).passed is passed


@pytest.mark.boundary("SUF-4")
@pytest.mark.parametrize(
    ("variations", "passed"),
    [
        ([Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW], True),
        ([Variation.COMMON_CAUSE], False),
        ([Variation.CONCERN_LOW], False),
        ([Variation.IMPROVEMENT_HIGH, Variation.TOO_FEW_POINTS], None),
        ([Variation.COMMON_CAUSE, Variation.TOO_FEW_POINTS], False),
        ([None], None),
        ([], None),
    ],
)
def test_improvement_is_not_chance(variations, passed):
    assert said("SUF-4", measures=[measure(variation=one) for one in variations]).passed is passed


def test_too_few_points_are_said_to_be_too_few():
    told = said("SUF-4", measures=[measure(variation=Variation.TOO_FEW_POINTS), measure()])
    assert told.words == "2.11: too few points to tell"
    assert told.verdict == "Cannot be told"
    assert told.wants_reason


@pytest.mark.boundary("SUF-5")
@pytest.mark.parametrize(
    ("evidence", "passed"),
    [
        ([piece()], True),
        ([piece(), piece(sample="")], False),
        ([piece(finding="", period="", sample="")], False),
        ([], False),
    ],
)
def test_a_piece_counts_with_finding_period_and_sample(evidence, passed):
    assert said("SUF-5", evidence=evidence).passed is passed


def test_what_a_piece_lacks_is_named():
    words = said("SUF-5", evidence=[piece(), piece(reference="E-7", period="", sample="")]).words
    assert words == "E-7 has no period or sample"


@pytest.mark.boundary("SUF-6")
@pytest.mark.parametrize(
    ("evidence", "passed"),
    [
        ([piece(contradicts=True, finding="34% good")], False),
        ([piece(contradicts=True, answered=True)], True),
        ([piece(contradicts=True, sample="")], False),
        ([piece()], True),
        ([], True),
    ],
)
def test_no_contradiction_is_left_unanswered(evidence, passed):
    assert said("SUF-6", evidence=evidence).passed is passed


@pytest.mark.boundary("SUF-7")
@pytest.mark.parametrize(
    ("actions", "still_open", "passed"), [(3, [], True), (3, ["1.2"], False), (0, [], None)]
)
def test_every_action_is_complete_in_phase_1(actions, still_open, passed):
    told = said("SUF-7", phase=Phase.ACTIVITY, actions=actions, actions_open=still_open)
    assert told.passed is passed


@pytest.mark.boundary("SUF-8")
@pytest.mark.parametrize(("stated", "borne_out", "passed"), [(2, 2, True), (2, 1, False), (0, 0, None)])
def test_every_success_statement_is_borne_out(stated, borne_out, passed):
    assert said("SUF-8", statements=stated, statements_borne_out=borne_out).passed is passed


def test_phase_1_asks_for_activity_and_phase_2_for_effect():
    asked = {phase: [one.code for one in check(CaseFacts(phase, DAY), Limits())] for phase in Phase}
    assert asked[Phase.ACTIVITY] == ["SUF-5", "SUF-6", "SUF-7"]
    assert asked[Phase.IMPACT] == ["SUF-1", "SUF-2", "SUF-3", "SUF-4", "SUF-5", "SUF-6", "SUF-8"]
