"""Distance travelled on a scale, and who was referred again."""

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.rulebook.distance_travelled import (
    MEANS,
    Comparison,
    ImpossibleScore,
    Scale,
    Way,
    referred_again,
    share_referred_again,
    travelled,
)

TEN = Scale(Decimal(0), Decimal(10))
TROUBLE = Scale(Decimal(0), Decimal(10), high_is_good=False)


def _scores(*families: str) -> list[list[Decimal]]:
    return [[Decimal(score) for score in family.split()] for family in families]


@pytest.mark.boundary("DTR-1")
def test_the_change_is_the_mean_of_each_familys_own_and_those_scored_once_are_said() -> None:
    found = travelled(_scores("4 7", "5 6 7", "9", ""), TEN)
    assert found.change.value == 2.5
    assert (found.families, found.scored_once) == (2, 1)
    assert travelled(_scores("9"), TEN).words == "No family was scored twice"


@pytest.mark.boundary("DTR-2")
@pytest.mark.parametrize(
    ("families", "scale", "way"),
    [
        (("3 5", "4 6", "2 5", "5 7"), TEN, Way.BETTER),
        (("3 5", "4 6", "2 5", "5 7"), TROUBLE, Way.WORSE),
        (("7 5", "6 4", "5 2", "7 5"), TROUBLE, Way.BETTER),
        (("3 6", "6 4", "5 5", "4 6"), TEN, Way.CHANCE),
        (("3 9",), TEN, Way.CHANCE),
        (("3 3", "4 4"), TEN, Way.CHANCE),
    ],
)
def test_a_change_is_told_from_chance_by_its_interval(
    families: tuple[str, ...], scale: Scale, way: Way
) -> None:
    assert travelled(_scores(*families), scale).way is way


def test_the_interval_is_students() -> None:
    # Changes 2, 2, 3, 2: mean 2.25, deviation 0.5, so 2.25 ± 3.182446 × 0.25.
    change = travelled(_scores("3 5", "4 6", "2 5", "5 7"), TEN).change
    assert change.lower == pytest.approx(2.25 - 3.182446305284263 * 0.25, rel=1e-9)
    assert change.upper == pytest.approx(2.25 + 3.182446305284263 * 0.25, rel=1e-9)


def test_a_score_off_its_scale_is_refused() -> None:
    with pytest.raises(ImpossibleScore, match="11 is not between 0 and 10"):
        travelled(_scores("4 11"), TEN)


@pytest.mark.boundary("DTR-3")
@pytest.mark.parametrize(
    ("referred", "today", "again"),
    [
        (date(2018, 3, 9), date(2018, 7, 16), True),
        (date(2018, 3, 10), date(2018, 7, 16), False),
        (date(2017, 3, 10), date(2018, 7, 16), False),
        (None, date(2018, 3, 9), None),
        (None, date(2018, 3, 10), False),
        (date(2018, 1, 5), date(2018, 3, 9), None),
    ],
)
def test_referred_again_is_within_twelve_months_and_left_out_while_it_is_too_early(
    referred: date | None, today: date, again: bool | None
) -> None:
    days = [referred] if referred else []
    assert referred_again(date(2017, 3, 10), days, today) is again


def test_those_of_whom_it_is_not_known_are_left_out() -> None:
    assert share_referred_again([True, False, None, False]) == (1, 3)


@pytest.mark.boundary("DTR-4")
def test_every_kind_of_comparison_says_what_it_means() -> None:
    assert set(MEANS) == set(Comparison)
    assert "differ to begin with" in MEANS[Comparison.OTHERS]
