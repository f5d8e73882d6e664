"""What a control chart says in words, for its verdicts and for each point."""

import pytest

from goldenthread.rulebook.spc_chart import control_chart
from goldenthread.rulebook.spc_verdicts import Assurance, PointType, SpecialCause, Variation
from goldenthread.rulebook.targets import Polarity

HIGH = Polarity.HIGH
IN_TURN = [10.0, 12.0] * 8


def words(values: list[float | None], **options: int) -> list[str]:
    """The words of the points after twelve in turn around 11, by which the limits are fixed."""
    chart = control_chart([*IN_TURN[:12], *values], direction=HIGH, fixed=12, **options)
    return [point.words for point in chart.points[12:]]


@pytest.mark.boundary("SPC-5")
def test_a_shift_counts_its_points_from_the_seventh() -> None:
    above = [12.5, 12.0, 12.5, 12.0, 12.5, 12.0, 12.5, 12.0]
    assert words([10, *above]) == [
        "Only chance",
        *["One of 8 points in a row above the average"] * 6,
        "Seventh point in a row above the average",
        "Eighth point in a row above the average",
    ]
    below = [22 - value for value in above[:7]]
    assert words([13, *below])[-1] == "Seventh point in a row below the average"
    assert words([10, *above[:7] * 4])[-8:-6] == [
        "21st point in a row above the average",
        "22nd point in a row above the average",
    ]


@pytest.mark.boundary("SPC-3")
def test_a_trend_counts_its_points_from_the_seventh_or_from_the_sixth_of_six() -> None:
    rising: list[float | None] = [9.0, 9.5, 10.0, 10.5, 11.5, 12.0, 12.5]
    assert words(rising)[5:] == [
        "One of 7 points in a row, each higher than the one before",
        "Seventh point in a row, each higher than the one before",
    ]
    assert words(rising[:6], trend_points=6)[5] == "Sixth point in a row, each higher than the one before"
    assert words([9.0, 12.5, 12, 11.5, 10.5, 10, 9.5, 9])[7] == (
        "Seventh point in a row, each lower than the one before"
    )


@pytest.mark.boundary("SPC-2", "SPC-4")
def test_points_beyond_and_near_a_limit_say_which() -> None:
    assert words([30, 9, 15, 12, 15, 9]) == [
        "Above the upper limit",
        "Only chance",
        "Near the upper limit, as are two of three points in a row",
        "Only chance",
        "Near the upper limit, as are two of three points in a row",
        "Only chance",
    ]
    assert words([-30, 13, 7, 10, 7, 13])[::2] == [
        "Below the lower limit",
        *["Near the lower limit, as are two of three points in a row"] * 2,
    ]


def test_points_that_are_not_judged_say_why() -> None:
    short = control_chart([1.0, 2.0, None], direction=HIGH)
    assert [point.words for point in short.points] == [
        *["Too few points to tell (2 of 13)"] * 2,
        "No figure for this period",
    ]
    assert [point.code for point in short.points] == ["SPC-13", "SPC-13", "SPC-16"]


def test_the_sentence_counts_what_is_within_chance_and_says_what_will_come() -> None:
    chart = control_chart([*IN_TURN[:12], 30, 30, 30, 30], direction=HIGH, target=100, fixed=12)
    assert chart.sentence("quarters", "100%") == (
        "12 of the last 16 quarters are within chance; the process will not reliably meet 100%."
    )
    assert control_chart(IN_TURN, direction=HIGH, target=1).sentence("months", "1%") == (
        "16 of the last 16 months are within chance; the process will consistently meet 1%."
    )
    assert control_chart(IN_TURN, direction=HIGH, target=11).sentence() == (
        "16 of the last 16 points are within chance; "
        "the process will sometimes meet its target and sometimes miss it."
    )
    assert control_chart(IN_TURN, direction=HIGH).sentence() == (
        "16 of the last 16 points are within chance."
    )


def test_the_sentence_says_where_there_is_nothing_to_say() -> None:
    assert (
        control_chart([1, 2, 3], direction=HIGH, target=4).sentence() == "Too few points to tell (3 of 13)."
    )
    assert control_chart([5] * 13, direction=HIGH).sentence() == (
        "Limits not meaningful: the figures hardly move from one point to the next."
    )
    gap = control_chart([*IN_TURN, None, 12, None], direction=HIGH)
    assert gap.sentence("quarters") == (
        "17 of 17 quarters with a figure are within chance; the last has no figure yet."
    )
    labels = [f"Q{at}" for at in range(19)]
    assert gap.missing_words(labels) == (
        "No figure for Q16. The chart does not bridge it.",
        "No figure for Q18. The chart does not bridge it.",
    )


def test_only_the_current_phase_is_counted() -> None:
    chart = control_chart(
        [*IN_TURN, *(value + 50 for value in IN_TURN[:13])], direction=HIGH, group=[0] * 16 + [1] * 13
    )
    assert chart.sentence() == "13 of the last 13 points are within chance."


def test_every_verdict_has_words_and_a_code() -> None:
    assert len({verdict.words for verdict in Variation}) == len(Variation)
    assert len({verdict.words for verdict in Assurance}) == len(Assurance)
    assert {kind.words for kind in PointType} >= {"Only chance", "Better than chance explains"}
    assert {verdict.code.rule.family for verdict in (*Variation, *Assurance)} == {"SPC"}
    assert {cause.side for cause in SpecialCause} == {-1, 0, 1}
