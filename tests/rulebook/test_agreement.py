"""Agreement of two auditors: kappa at its boundaries, in words, and what has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.rulebook.agreement import Agreement, Weights, agreement, cross_table, strength
from goldenthread.rulebook.intervals import ImpossibleInput

PRINTED = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


@pytest.mark.boundary("KAP-1")
def test_kappa_is_agreement_beyond_chance() -> None:
    found = agreement(PRINTED)
    assert (found.cases, found.same, found.code) == (100, 89, "KAP-1")
    assert (found.observed, found.expected) == (pytest.approx(0.89), pytest.approx(0.66))
    assert found.kappa == pytest.approx(0.676, abs=5e-4)
    assert agreement([[20, 5], [10, 15]]).kappa == pytest.approx(0.4)


@pytest.mark.boundary("KAP-2")
def test_grades_that_are_near_count_for_more_with_weights() -> None:
    plain, linear, quadratic = (agreement(MAMMOGRAMS, weights).kappa for weights in Weights)
    assert (plain, linear, quadratic) == tuple(pytest.approx(n, abs=5e-4) for n in (0.473, 0.568, 0.671))
    one_apart = [[0, 5, 0, 0], [5, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert agreement(one_apart, Weights.LINEAR).observed == pytest.approx(2 / 3)
    assert agreement(one_apart, Weights.QUADRATIC).observed == pytest.approx(8 / 9)


@pytest.mark.boundary("KAP-3")
def test_the_interval_is_cut_off_where_a_kappa_ends() -> None:
    found = agreement(PRINTED)
    assert (found.error, found.lower, found.upper) == tuple(
        pytest.approx(n, abs=5e-4) for n in (0.088, 0.505, 0.848)
    )
    full = agreement([[5, 0], [0, 7]])
    assert (full.kappa, full.lower, full.upper) == (1, 1, 1)


@pytest.mark.boundary("KAP-4")
def test_there_is_no_kappa_where_chance_leaves_no_room() -> None:
    found = agreement([[10, 0], [0, 0]])
    assert (found.kappa, found.observed, found.code) == (None, 1, "KAP-4")
    assert found.verdict == ("No kappa: both used one grade only", "KAP-4")
    assert agreement([[9, 1], [0, 0]]).kappa == pytest.approx(0)
    assert agreement([[0, 0], [0, 0]]).verdict == ("No case was judged by two", "KAP-4")


@pytest.mark.boundary("KAP-5")
@pytest.mark.parametrize(
    ("kappa", "words"),
    [
        (-0.01, "Worse than chance"),
        (0, "Slight agreement"),
        (0.2, "Slight agreement"),
        (0.21, "Fair agreement"),
        (0.6, "Moderate agreement"),
        (0.61, "Substantial agreement"),
        (0.81, "Almost perfect agreement"),
    ],
)
def test_kappa_in_words(kappa: float, words: str) -> None:
    assert strength(kappa) == words


@pytest.mark.boundary("KAP-6")
def test_of_few_cases_no_word_is_given() -> None:
    assert agreement([[5, 1], [0, 3]]).verdict == ("Too few cases to judge agreement (9 of 10)", "KAP-6")
    assert agreement([[5, 1], [0, 4]]).verdict == ("Substantial agreement", "KAP-5")


@pytest.mark.parametrize("table", [[[1, 2]], [[1]], [[1, -1], [0, 2]], [[1, 0.5], [0, 2]]])
def test_what_is_no_table_of_agreement_is_refused(table: list[list[int]]) -> None:
    with pytest.raises(ImpossibleInput):
        agreement(table)


def test_a_grade_beyond_the_scale_is_refused() -> None:
    assert cross_table([(0, 1), (0, 1), (1, 1)], 2) == [[0, 2], [0, 1]]
    with pytest.raises(ImpossibleInput, match="the scale has 2 grades"):
        cross_table([(0, 2)], 2)


counts = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 30), min_size=k, max_size=k), min_size=k, max_size=k)
)


@given(counts, st.sampled_from(Weights))
def test_it_does_not_matter_who_is_first(table: list[list[int]], weights: Weights) -> None:
    turned = [list(column) for column in zip(*table, strict=True)]
    ours, theirs = agreement(table, weights), agreement(turned, weights)

    def same(name: str) -> bool:
        one, other = getattr(ours, name), getattr(theirs, name)
        return one == other if one is None else one == pytest.approx(other, abs=1e-7)

    assert all(same(name) for name in ("kappa", "error", "lower", "upper"))
    assert _is_within(ours)


def _is_within(found: Agreement) -> bool:
    if found.kappa is None or found.lower is None or found.upper is None:
        return True
    return -1 <= found.lower <= found.kappa + 1e-9 and found.kappa - 1e-9 <= found.upper <= 1
