"""Which shares a challenge session asks about first."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.challenge import Share, outlier

STANDARD = Decimal(32)


def code(share: Share, **beside: object) -> str | None:
    found = outlier(share, **{"high_is_good": True, **beside})
    return found and found.code


@pytest.mark.boundary("CHL-0")
def test_a_share_of_a_few_is_not_proposed() -> None:
    assert code(Share(0, 4), standard=Decimal(90)) is None
    assert code(Share(0, 5), standard=Decimal(90)) == "CHL-1"


@pytest.mark.boundary("CHL-1")
def test_a_share_is_proposed_where_the_standard_is_beyond_chance() -> None:
    assert code(Share(10, 100), standard=STANDARD) == "CHL-1"
    assert code(Share(10, 100), standard=STANDARD, high_is_good=False) is None
    assert code(Share(60, 100), standard=STANDARD, high_is_good=False) == "CHL-1"
    assert code(Share(20, 90), standard=STANDARD) is None


@pytest.mark.boundary("CHL-2")
def test_a_share_is_proposed_where_the_others_are_beyond_chance() -> None:
    assert code(Share(10, 100), together=Share(320, 1000)) == "CHL-2"
    assert code(Share(20, 90), together=Share(320, 1000)) is None
    assert code(Share(20, 90), together=Share(0, 0)) is None


@pytest.mark.boundary("CHL-3")
def test_a_share_is_proposed_where_it_fell_by_ten_points() -> None:
    assert code(Share(8, 10), before=Share(9, 10)) == "CHL-3"
    assert code(Share(81, 100), before=Share(90, 100)) is None
    assert code(Share(5, 10), before=Share(9, 9)) is None
    assert code(Share(9, 10), before=Share(8, 10), high_is_good=False) == "CHL-3"
