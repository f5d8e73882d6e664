"""Which figure has an interval, by which counts, and why another has none."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.by_chance import by_chance
from goldenthread.rulebook.figures import Figure, parse_figure
from goldenthread.rulebook.intervals import Method


def figure(text: str) -> Figure:
    return parse_figure(text)


def test_four_of_eighteen_is_not_read_like_four_hundred_of_eighteen_hundred():
    few, many = by_chance(figure("22.2%"), "%", (4, 18)), by_chance(figure("22.2%"), "%", (400, 1800))
    assert few.at_95 is not None
    assert many.at_95 is not None
    assert few.at_95.limits() == pytest.approx((9.0, 45.2), abs=0.05)
    assert many.at_95.limits() == pytest.approx((20.4, 24.2), abs=0.05)
    assert (few.is_reliable, many.is_reliable) == (False, True)
    assert (few.code, few.reason) == ("CI-1", "")


def test_a_rate_has_the_interval_of_its_count_by_the_unit_it_is_in():
    found = by_chance(figure("38.1"), "per 10,000", (Decimal(287), Decimal(75400)))
    assert found.both is not None
    at_95, at_998 = found.both
    assert at_95.method is Method.BYARS
    assert at_95.limits() == pytest.approx((33.8, 42.7), abs=0.05)
    assert at_998.lower < at_95.lower < 38.1 < at_95.upper < at_998.upper
    assert by_chance(figure("1.1"), "per 10,000", (8, 75400)).code == "CI-2"


def test_a_share_that_is_written_as_its_counts_has_theirs():
    found = by_chance(figure("12/15"), "%")
    assert found.at_95 is not None
    assert found.at_95.value == pytest.approx(80)


@pytest.mark.boundary("CI-5")
@pytest.mark.parametrize("text", ["82%", "supressed"])
def test_without_counts_or_a_figure_there_is_no_interval(text):
    found = by_chance(figure(text), "%")
    assert (found.both, found.code, found.is_reliable) == (None, "CI-5", None)


@pytest.mark.boundary("CI-9")
@pytest.mark.parametrize(
    ("text", "unit"), [("477", ""), ("32.8 weeks", "weeks"), ("91%, 9%", "%"), ("<20%", "%"), ("400-450", "")]
)
def test_what_is_no_share_and_no_rate_has_none(text, unit):
    assert by_chance(figure(text), unit, (10, 20)).code == "CI-9"


@pytest.mark.boundary("CI-10")
@pytest.mark.parametrize(
    ("text", "counts", "has_one"),
    [
        ("69.2%", (36, 52), True),
        ("69%", (36, 52), True),
        ("70%", (36, 52), False),
        ("110%", (11, 10), False),
        ("0%", (0, 0), False),
        ("50%", (1, 2), True),
    ],
)
def test_counts_that_do_not_make_the_figure_give_none(text, counts, has_one):
    found = by_chance(figure(text), "%", counts)
    assert (found.both is not None, found.code != "CI-10") == (has_one, has_one)


def test_a_stored_figure_is_taken_as_its_measure_prints_it():
    stored = Figure("82%", value=Decimal("82.0000"), unit="%")
    assert by_chance(stored, "%", (41, 50), decimal_places=0).both is not None
    assert by_chance(stored, "%", (823, 1000), decimal_places=0).both is not None
    assert by_chance(stored, "%", (823, 1000), decimal_places=1).code == "CI-10"
