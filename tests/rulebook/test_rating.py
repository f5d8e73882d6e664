"""Ratings: the boundary of each rule, and figures that are not plain values."""

from decimal import Decimal

import pytest

from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import (
    NO_TOLERANCE,
    Polarity,
    Rag,
    Target,
    TargetKind,
    Tolerance,
    ToleranceKind,
    parse_polarity,
    rate_figure,
    rating,
    target_from,
)

FIVE_POINTS = Tolerance(ToleranceKind.POINTS, Decimal(5))
TEN_PERCENT = Tolerance(ToleranceKind.PERCENT, Decimal(10))


def target(text: str, polarity: Polarity = Polarity.NEITHER) -> Target:
    stated = target_from(parse_figure(text), polarity)
    assert stated is not None
    return stated


HIGH_85 = target("85%", Polarity.HIGH)


@pytest.mark.boundary("RAG-1", "RAG-2", "RAG-3")
@pytest.mark.parametrize(
    ("value", "rag", "code"),
    [
        ("85.1", "green", "RAG-1"),
        ("85", "green", "RAG-1"),
        ("84.9", "amber", "RAG-2"),
        ("80.0", "amber", "RAG-2"),
        ("79.9", "red", "RAG-3"),
    ],
)
def test_at_least_85_with_5_points(value: str, rag: str, code: str) -> None:
    verdict = rating(Decimal(value), HIGH_85, FIVE_POINTS)
    assert (verdict.rag, verdict.code) == (rag, code)


@pytest.mark.boundary("RAG-1", "RAG-2", "RAG-3")
@pytest.mark.parametrize(
    ("stated", "polarity", "tolerance", "ratings"),
    [
        ("85%", Polarity.HIGH, NO_TOLERANCE, {"85": "green", "84.9": "red"}),
        ("12", Polarity.LOW, FIVE_POINTS, {"12": "green", "12.1": "amber", "17": "amber", "17.1": "red"}),
        ("400", Polarity.LOW, TEN_PERCENT, {"400": "green", "440": "amber", "440.1": "red"}),
        ("0", Polarity.LOW, TEN_PERCENT, {"0": "green", "0.1": "red"}),
        ("<15%", Polarity.LOW, FIVE_POINTS, {"14.9": "green", "15": "amber", "20": "amber", "20.1": "red"}),
        ("<15%", Polarity.LOW, NO_TOLERANCE, {"14.9": "green", "15": "red"}),
        ("> 45", Polarity.HIGH, NO_TOLERANCE, {"45": "red", "46": "green"}),
        (
            "35-40",
            Polarity.RANGE,
            Tolerance(ToleranceKind.POINTS, Decimal(2)),
            {
                "32.9": "red", "33": "amber", "34.9": "amber", "35": "green",
                "40": "green", "40.1": "amber", "42": "amber", "42.1": "red",
            },
        ),
        ("97%-99%", Polarity.HIGH, NO_TOLERANCE, {"96.9": "red", "97": "green", "99.1": "green"}),
        ("97%-99%", Polarity.LOW, NO_TOLERANCE, {"96.9": "green", "99": "green", "99.1": "red"}),
    ],
)  # fmt: skip
def test_each_kind_of_target_at_its_limits(
    stated: str, polarity: Polarity, tolerance: Tolerance, ratings: dict[str, str]
) -> None:
    goal = target(stated, polarity)
    assert {value: rating(Decimal(value), goal, tolerance).rag for value in ratings} == ratings


@pytest.mark.boundary("RAG-2")
def test_a_threshold_says_the_last_value_that_is_amber() -> None:
    threshold = Tolerance(ToleranceKind.THRESHOLD, Decimal(75))
    assert rating(Decimal(75), HIGH_85, threshold).rag is Rag.AMBER
    assert rating(Decimal("74.9"), HIGH_85, threshold).rag is Rag.RED


@pytest.mark.boundary("RAG-1", "RAG-2", "RAG-3")
@pytest.mark.parametrize(
    ("low", "high", "ratings"),
    [
        ("85", None, {"85": "green", "84.9": "amber", "75": "amber", "74.9": "red"}),
        (None, "65", {"65": "green", "65.1": "amber", "75": "amber", "75.1": "red"}),
    ],
)
def test_thresholds_bring_their_own_amber(low: str | None, high: str | None, ratings: dict[str, str]) -> None:
    cut = Target(
        TargetKind.THRESHOLDS,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        amber=Decimal(75),
    )
    assert {value: rating(Decimal(value), cut, FIVE_POINTS).rag for value in ratings} == ratings


@pytest.mark.boundary("RAG-0")
@pytest.mark.parametrize("text", ["supressed", "data not yet released", "n/a", ""])
def test_a_reason_in_place_of_a_figure_is_not_rated(text: str) -> None:
    verdict = rate_figure(parse_figure(text), HIGH_85, FIVE_POINTS)
    assert (verdict.rag, verdict.code) == (Rag.NOT_RATED, "RAG-0")
    assert rating(None, HIGH_85, FIVE_POINTS).code == "RAG-0"
    assert rate_figure(parse_figure("0"), HIGH_85, FIVE_POINTS).rag is Rag.RED


@pytest.mark.boundary("RAG-4")
def test_a_value_without_a_target_is_not_rated_and_a_target_of_0_is_one() -> None:
    assert rating(Decimal(82), None).code == "RAG-4"
    assert rate_figure(parse_figure("82%"), None).code == "RAG-4"
    assert rating(Decimal(0), target("0%", Polarity.LOW)).rag is Rag.GREEN


@pytest.mark.boundary("RAG-5")
def test_a_number_without_polarity_is_not_rated_even_when_it_is_met() -> None:
    assert rating(Decimal(880), target("880")).code == "RAG-5"
    assert rating(Decimal(880), target("880", Polarity.HIGH)).rag is Rag.GREEN


@pytest.mark.boundary("RAG-6")
def test_a_target_that_is_a_statement_is_for_a_person() -> None:
    verdict = rate_figure(parse_figure("82%"), target("Percentage increase of 15%", Polarity.HIGH))
    assert (verdict.rag, verdict.code) == (Rag.NOT_RATED, "RAG-6")


@pytest.mark.boundary("RAG-7")
@pytest.mark.parametrize(
    ("stated", "figure", "rag"),
    [
        ("More than one source", "91%, 9%, 0%, 0%", "green"),
        ("More than one source", "100%, 0%, 0%, 0%", "red"),
        ("at least two sources", "91%, 9%, 0%, 0%", "green"),
        ("at least three sources", "91%, 9%, 0%, 0%", "red"),
    ],
)
def test_a_composition_is_rated_by_its_parts_above_zero(stated: str, figure: str, rag: str) -> None:
    verdict = rate_figure(parse_figure(figure), target(stated))
    assert (verdict.rag, verdict.code) == (rag, "RAG-7")


@pytest.mark.boundary("RAG-8", "RAG-9")
@pytest.mark.parametrize(
    ("figure", "stated", "polarity", "tolerance", "rag", "code"),
    [
        ("<15%", "<15%", Polarity.LOW, NO_TOLERANCE, "green", "RAG-8"),
        ("≤15%", "<15%", Polarity.LOW, NO_TOLERANCE, "not_rated", "RAG-9"),
        ("> 45", "45", Polarity.HIGH, NO_TOLERANCE, "green", "RAG-8"),
        ("> 44", "45", Polarity.HIGH, NO_TOLERANCE, "not_rated", "RAG-9"),
        ("<20%", "85%", Polarity.HIGH, FIVE_POINTS, "red", "RAG-8"),
        ("<20%", "15%", Polarity.LOW, FIVE_POINTS, "not_rated", "RAG-9"),
        ("<5", "0-10", Polarity.RANGE, NO_TOLERANCE, "green", "RAG-8"),
        ("80-84%", "85%", Polarity.HIGH, FIVE_POINTS, "amber", "RAG-8"),
        ("79-84%", "85%", Polarity.HIGH, FIVE_POINTS, "not_rated", "RAG-9"),
        ("30 to 50", "35-40", Polarity.RANGE, NO_TOLERANCE, "not_rated", "RAG-9"),
    ],
)
def test_a_bound_or_a_range_is_rated_when_it_can_have_only_one_colour(
    figure: str, stated: str, polarity: Polarity, tolerance: Tolerance, rag: str, code: str
) -> None:
    verdict = rate_figure(parse_figure(figure), target(stated, polarity), tolerance)
    assert (verdict.rag, verdict.code) == (rag, code)


@pytest.mark.boundary("RAG-10")
@pytest.mark.parametrize(
    ("figure", "stated", "code"),
    [
        ("6 weeks", "20%", "RAG-10"),
        ("6", "20%", "RAG-1"),
        ("Percentage decrease of 10%", "20%", "RAG-10"),
        ("91%, 9%, 0%, 0%", "20%", "RAG-10"),
        ("1/10", "20%", "RAG-1"),
        ("1/10", "20 weeks", "RAG-10"),
    ],
)
def test_a_figure_in_another_unit_than_its_target_is_not_rated(figure: str, stated: str, code: str) -> None:
    assert rate_figure(parse_figure(figure), target(stated, Polarity.LOW)).code == code


@pytest.mark.parametrize(
    ("figure", "stated", "polarity", "tolerance", "reason"),
    [
        ("82%", "85%", Polarity.HIGH, FIVE_POINTS, "82% is within 5 points of 85%"),
        ("79%", "85%", Polarity.HIGH, FIVE_POINTS, "79% is not within 5 points of 85%"),
        ("88%", "85%", Polarity.HIGH, FIVE_POINTS, "88% meets the target of at least 85%"),
        ("84%", "85%", Polarity.HIGH, NO_TOLERANCE, "84% misses the target of at least 85%"),
        ("430", "400", Polarity.LOW, TEN_PERCENT, "430 is within 10 percent of the target of 400"),
        ("102", "100", Polarity.LOW, FIVE_POINTS, "102 is within 5 of 100"),
        ("<20%", "15%", Polarity.LOW, FIVE_POINTS, "<20% may be green or amber against at most 15%"),
        ("supressed", "85%", Polarity.HIGH, FIVE_POINTS, "The figure is suppressed"),
    ],
)
def test_the_reason_is_said_in_words(
    figure: str, stated: str, polarity: Polarity, tolerance: Tolerance, reason: str
) -> None:
    assert rate_figure(parse_figure(figure), target(stated, polarity), tolerance).reason == reason


@pytest.mark.parametrize(
    ("text", "polarity", "kind", "low", "high"),
    [
        ("85%", Polarity.HIGH, "at_least", 85, None),
        ("85%", Polarity.LOW, "at_most", None, 85),
        ("880", Polarity.NEITHER, "value", 880, 880),
        ("260-300", Polarity.NEITHER, "range", 260, 300),
        ("<15%", Polarity.LOW, "at_most", None, 15),
        ("> 45", Polarity.HIGH, "at_least", 45, None),
        ("0 by end of March 2018", Polarity.NEITHER, "value", 0, 0),
        ("More than one source", Polarity.NEITHER, "statement", 1, None),
    ],
)
def test_a_target_takes_its_side_from_its_words_and_then_from_polarity(
    text: str, polarity: Polarity, kind: str, low: int | None, high: int | None
) -> None:
    goal = target(text, polarity)
    assert (goal.kind, goal.low, goal.high, goal.text) == (kind, low, high, text)


@pytest.mark.parametrize("text", ["", "n/a", "TBC", "0/0"])
def test_a_cell_without_a_target_gives_none(text: str) -> None:
    assert target_from(parse_figure(text), Polarity.HIGH) is None


def test_a_target_with_the_wrong_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="other ends"):
        Target(TargetKind.AT_LEAST, high=Decimal(5))
    with pytest.raises(ValueError, match="where amber ends"):
        Target(TargetKind.THRESHOLDS, low=Decimal(5))
    with pytest.raises(ValueError, match="not negative"):
        Tolerance(ToleranceKind.POINTS, Decimal(-1))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("High is good", Polarity.HIGH),
        ("lower is better", Polarity.LOW),
        ("Neither", Polarity.NEITHER),
        ("", Polarity.NEITHER),
        ("A range is good", Polarity.RANGE),
        ("Sometimes", None),
    ],
)
def test_polarity_is_read_from_the_words_of_a_scorecard(text: str, polarity: Polarity | None) -> None:
    assert parse_polarity(text) is polarity
