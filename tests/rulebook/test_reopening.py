"""What falls far enough to ask whether a sign-off stands, at the boundaries."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.rating import Polarity, Rag
from goldenthread.rulebook.reopening import (
    chart_turned,
    contradicted,
    corrected_for_the_worse,
    evidence_lost,
    opened_again,
    rating_fell,
    record_corrected,
)
from goldenthread.rulebook.spc_verdicts import Variation


@pytest.mark.boundary("REO-1")
@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        (Rag.GREEN, Rag.AMBER, True),
        (Rag.AMBER, Rag.RED, True),
        (Rag.AMBER, Rag.GREEN, False),
        (Rag.RED, Rag.RED, False),
        (Rag.GREEN, Rag.NOT_RATED, False),
        (Rag.NOT_RATED, Rag.RED, False),
    ],
)
def test_a_rating_that_fell_raises_a_prompt(before, after, raised):
    assert (rating_fell(before, after) is not None) is raised


@pytest.mark.boundary("REO-2")
@pytest.mark.parametrize(
    ("after", "polarity", "raised"),
    [
        ("46.9", Polarity.HIGH, True),
        ("47", Polarity.HIGH, False),
        ("60", Polarity.HIGH, False),
        ("60", Polarity.LOW, True),
        ("60", Polarity.NEITHER, True),
        ("57", Polarity.RANGE, False),
    ],
)
def test_a_figure_corrected_for_the_worse_beyond_the_tolerance_raises_a_prompt(after, polarity, raised):
    found = corrected_for_the_worse(Decimal(52), Decimal(after), polarity=polarity, tolerance=Decimal(5))
    assert (found is not None) is raised


@pytest.mark.boundary("REO-3")
@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        (Variation.COMMON_CAUSE, Variation.CONCERN_LOW, True),
        (None, Variation.CONCERN_HIGH, True),
        (Variation.CONCERN_LOW, Variation.CONCERN_LOW, False),
        (Variation.IMPROVEMENT_HIGH, Variation.COMMON_CAUSE, False),
    ],
)
def test_a_chart_that_turns_raises_a_prompt(before, after, raised):
    assert (chart_turned(before, after) is not None) is raised


@pytest.mark.boundary("REO-4")
def test_a_contradiction_raises_a_prompt_until_it_is_answered():
    assert contradicted(answered=False).code == "REO-4"
    assert contradicted(answered=True) is None


@pytest.mark.boundary("REO-5")
@pytest.mark.parametrize(
    ("counted", "withdrawn", "counts", "grew_old", "raised"),
    [
        (True, True, False, False, True),
        (True, False, False, False, True),
        (True, False, False, True, False),
        (True, False, True, False, False),
        (False, True, False, False, False),
    ],
)
def test_evidence_that_counted_and_is_lost_raises_a_prompt(counted, withdrawn, counts, grew_old, raised):
    found = evidence_lost(counted=counted, withdrawn=withdrawn, counts=counts, only_grew_old=grew_old)
    assert (found is not None) is raised


@pytest.mark.boundary("REO-6")
@pytest.mark.parametrize(
    ("was", "is_now", "raised"), [(True, False, True), (False, False, False), (True, True, False)]
)
def test_an_action_that_is_open_again_raises_a_prompt(was, is_now, raised):
    assert (opened_again(was_complete=was, is_complete=is_now) is not None) is raised


@pytest.mark.boundary("REO-7")
@pytest.mark.parametrize(
    ("counted", "same", "raised"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_record_that_was_corrected_raises_a_prompt_where_it_counted(counted, same, raised):
    assert (record_corrected(counted=counted, same=same) is not None) is raised
