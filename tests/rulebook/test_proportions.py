"""Two shares side by side, and a run of them: what is more than chance."""

import pytest

from goldenthread.rulebook.intervals import MoreThanAll
from goldenthread.rulebook.proportions import Changing, Compared, difference, proportion_chart


@pytest.mark.boundary("DIFF-1")
def test_the_difference_of_two_shares_has_an_interval() -> None:
    found = difference((48, 80), (56, 70))
    assert (found.difference, found.lower, found.upper) == tuple(
        pytest.approx(n, abs=6e-4) for n in (0.2, 0.052, 0.334)
    )
    wide = difference((3, 10), (9, 10))
    assert (wide.lower, wide.upper) == (pytest.approx(0.1705, abs=6e-5), pytest.approx(0.8090, abs=6e-5))


@pytest.mark.boundary("DIFF-2")
@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [
        ((48, 80), (56, 70), Compared.BETTER),
        ((56, 70), (48, 80), Compared.WORSE),
        ((9, 20), (11, 20), Compared.MAY_BE_CHANCE),
        ((90, 200), (110, 200), Compared.BETTER),
    ],
)
def test_ten_points_of_twenty_cases_may_be_chance(
    earlier: tuple[int, int], later: tuple[int, int], verdict: Compared
) -> None:
    assert difference(earlier, later).verdict is verdict


@pytest.mark.boundary("DIFF-3")
def test_without_a_sample_nothing_is_compared() -> None:
    found = difference((None, None), (9, 20))
    assert (found.verdict, found.difference, found.code) == (Compared.NOT_COMPARED, None, "DIFF-3")
    assert difference((0, 20), (9, 20)).verdict is Compared.BETTER
    with pytest.raises(MoreThanAll):
        difference((21, 20), (9, 20))


@pytest.mark.boundary("PCH-1")
def test_limits_widen_where_the_sample_is_small() -> None:
    chart = proportion_chart([(50, 100)] * 12 + [(12, 24), (13, 26)])
    first, small = chart.points[0], proportion_chart([(50, 100)] * 12 + [(10, 20), (15, 30)]).points[-2]
    assert (first.lower, first.upper) == (pytest.approx(0.35), pytest.approx(0.65))
    assert (small.lower, small.upper) == (
        pytest.approx(0.5 - 0.3354, abs=1e-4),
        pytest.approx(0.8354, abs=1e-4),
    )
    low = proportion_chart([(10, 100)] * 13 + [(5, 50)]).points[-1]
    assert low.lower == 0


@pytest.mark.boundary("PCH-2")
def test_a_last_point_beyond_its_limit_or_seven_on_one_side_are_more_than_chance() -> None:
    level = [(50, 100)] * 13
    assert proportion_chart(level).changing is Changing.CHANCE
    assert proportion_chart([(49, 100), (51, 100)] * 7 + [(80, 100)]).changing is Changing.IMPROVING
    assert proportion_chart([(49, 100), (51, 100)] * 7 + [(20, 100)]).changing is Changing.DETERIORATING
    seven = [(47, 100)] * 7 + [(53, 100)] * 7
    assert proportion_chart(seven).changing is Changing.IMPROVING
    six = [(47, 100)] * 7 + [(53, 100), (47, 100)] + [(54, 100)] * 6
    assert proportion_chart(six).changing is Changing.CHANCE
    on_it = [(50, 100)] + [(47, 100)] * 6 + [(53, 100)] * 3 + [(50, 100)] + [(53, 100)] * 3
    assert proportion_chart(on_it).changing is Changing.CHANCE
    # The average is 50% and the limit of 100 cases is 65%: a point on it is within.
    assert proportion_chart([(35, 100), (65, 100)] * 7).changing is Changing.CHANCE


@pytest.mark.boundary("PCH-3")
def test_below_thirteen_points_there_are_no_limits() -> None:
    few, enough = proportion_chart([(5, 10)] * 12), proportion_chart([(5, 10)] * 13)
    assert (few.changing, few.average, few.words) == (
        Changing.TOO_FEW,
        None,
        "Too few points for limits (12 of 13)",
    )
    assert enough.average == 0.5


@pytest.mark.boundary("PCH-4")
def test_a_point_of_too_few_cases_is_not_judged() -> None:
    chart = proportion_chart([(50, 100)] * 13 + [(9, 9)])
    assert chart.points[-1].lower is None
    ten = proportion_chart([(5, 10)] * 13)
    assert ten.points[0].lower is not None
    assert proportion_chart([(4, 9), (5, 9)] * 7).points[0].lower is None
