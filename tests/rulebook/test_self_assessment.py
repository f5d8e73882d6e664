"""A self-assessment: what remains met, how far a part is, who reviews it, and when it may be frozen."""

import pytest

from goldenthread.rulebook.self_assessment import (
    Outcome,
    PartFacts,
    PartState,
    Said,
    fell_back,
    may_review,
    outcome_of,
    state_of_words,
    what_is_open,
)
from goldenthread.rulebook.standing import Standing

MET, CONDITION, PARTLY, NOT_MET = (
    Standing.MET, Standing.MET_SUBJECT_TO_CONDITION, Standing.PARTLY_MET, Standing.NOT_MET,
)  # fmt: skip


@pytest.mark.boundary("SLF-1")
@pytest.mark.parametrize(
    ("now", "before", "counts_as"),
    [
        (MET, MET, Outcome.REMAINS_MET),
        (MET, PARTLY, Outcome.MET),
        (MET, None, Outcome.MET),
        (MET, CONDITION, Outcome.MET),
        (CONDITION, CONDITION, Outcome.CONDITION),
        (NOT_MET, MET, Outcome.NOT_MET),
        (None, MET, Outcome.NOT_ASSESSED),
    ],
)
def test_met_in_both_years_remains_met(now, before, counts_as) -> None:
    assert outcome_of(now, before) is counts_as


def test_what_was_met_and_is_not_fell_back() -> None:
    assert fell_back(NOT_MET, MET)
    assert fell_back(PARTLY, CONDITION)
    assert not fell_back(CONDITION, MET)
    assert not fell_back(NOT_MET, PARTLY)


@pytest.mark.boundary("SLF-2")
@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([Said(True, True)] * 5, PartState.LAST_YEAR),
        ([Said(True, True)] * 4 + [Said(True, False)], PartState.IN_WRITING),
        ([Said(False, False), Said(False, True)], PartState.NOT_BEGUN),
        ([Said(True, True), Said(False, False)], PartState.LAST_YEAR),
        ([], PartState.NOT_BEGUN),
    ],
)
def test_a_part_is_from_last_year_until_somebody_touches_it(said, state) -> None:
    assert state_of_words(said) is state


@pytest.mark.boundary("SLF-3")
@pytest.mark.parametrize(("person", "may"), [(1, False), (2, False), (3, True), (None, False)])
def test_nobody_reviews_what_they_wrote(person, may) -> None:
    assert may_review(person, wrote=(1, 2, None)) is may


@pytest.mark.boundary("SLF-4")
def test_nothing_open_may_be_frozen_and_what_is_open_is_named() -> None:
    reviewed = [PartFacts(f"{number}", PartState.REVIEWED) for number in range(25)]
    assert what_is_open(reviewed) == ()
    [one] = what_is_open([*reviewed[1:], PartFacts("12", PartState.WRITTEN)])
    assert (one.part, one.words) == ("12", "It is not reviewed.")
    [late] = what_is_open([*reviewed, PartFacts("L9", None)])
    assert late.part == "L9"
    found = what_is_open([PartFacts("5", PartState.REVIEWED, True, ("{figure gone}",))])
    assert [one.words for one in found] == [
        "Its proposed verdict waits for the review.", "{figure gone} stands for nothing in the records.",
    ]  # fmt: skip
