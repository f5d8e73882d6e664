"""The drawing of a control chart, and its words."""

import time
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from goldenthread.documents.axis import near_axis
from goldenthread.documents.control_chart import draw
from goldenthread.documents.control_chart_plan import RIGHT, WIDTH, Plan
from goldenthread.documents.control_figures import (
    Assurance,
    ControlChart,
    ControlPoint,
    Flag,
    Special,
    Stretch,
    Variation,
    description,
    number_words,
)
from goldenthread.documents.control_icons import icon, sprite, used
from tests.documents.control_sample import few, forty, points

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: ControlChart, tag: str) -> list[ElementTree.Element]:
    drawing = draw(chart)
    assert drawing is not None
    return list(ElementTree.fromstring(drawing.svg).iter(SVG + tag))


def words(chart: ControlChart) -> list[str]:
    return [element.text or "" for element in drawn(chart, "text")]


def test_the_same_figures_give_the_same_bytes_in_less_than_five_milliseconds() -> None:
    first, chart = draw(forty()), forty()
    taken = []
    for _ in range(5):
        start = time.process_time()
        assert draw(chart) == first
        taken.append(time.process_time() - start)
    assert min(taken) < 0.005


def test_what_is_more_than_chance_has_a_shape_of_its_own() -> None:
    values: list[float | None] = [10, 20, 30, 40]
    marked = {0: Special.BETTER, 1: Special.WORSE, 2: Special.HIGH, 3: Special.LOW}
    plain = replace(few(), points=points(values))
    special = replace(few(), points=points(values, marked))
    shown = words(special)
    assert {"Better than chance explains", "Worse than chance explains"} <= set(shown)
    # A square for worse in the plot and one in the legend; of discs only the legend's own is left.
    assert len(drawn(special, "rect")) == len(drawn(plain, "rect")) + 2
    assert (len(drawn(plain, "circle")), len(drawn(special, "circle"))) == (5, 1)


def test_a_gap_breaks_the_line_and_says_why() -> None:
    chart = replace(few(), points=points([12, None, 52, 60]))
    [line] = [path for path in drawn(chart, "path") if path.get("stroke-linejoin") == "round"]
    assert (line.get("d") or "").count("M") == 2
    assert "Suppressed" in words(chart)
    assert "No number: 2008-09 Q2 (Suppressed)." in description(chart)


def test_a_crowd_of_gaps_is_told_once() -> None:
    chart = replace(few(), points=_months(60))
    assert [text for text in words(chart) if text.startswith("No figure")] == ["No figure, 58 periods"]


def _months(count: int) -> tuple[ControlPoint, ...]:
    ends = (0, count - 1)
    return tuple(
        ControlPoint(f"Month {n}", Decimal(n) if n in ends else None, str(n) if n in ends else "No figure")
        for n in range(count)
    )


def test_the_line_is_not_drawn_across_a_change_of_definition_but_is_across_a_step() -> None:
    def pieces(kind: str) -> int:
        flags = (Flag(1.5, kind, "1 October 2008", "Something"),)
        chart = replace(few(), points=points([12, 20, 30, 40]), flags=flags)
        [line] = [path for path in drawn(chart, "path") if path.get("stroke-linejoin") == "round"]
        return (line.get("d") or "").count("M")

    assert (pieces("definition"), pieces("step")) == (2, 1)


def test_marks_are_numbered_and_told_in_words() -> None:
    shown = words(forty())
    assert {"1", "2", "3", "4"} <= set(shown)
    assert "1 April 2014. Definition changed: Counts re-referrals too" in shown
    assert "Mark 4, 1 April 2014, definition changed: Counts re-referrals too." in description(forty())


def test_flags_that_would_cover_each_other_stand_in_rows() -> None:
    plan = Plan(forty())
    assert plan.flag_rows == (0, 1, 0, 0)
    crowded = replace(forty(), flags=tuple(Flag(3.0, "event", "1 May 2009", "One") for _ in range(5)))
    assert Plan(crowded).flag_rows == (0, 1, 2, 3, 4)


def test_a_target_steps_where_it_changed() -> None:
    steps = [path for path in drawn(forty(), "path") if path.get("stroke-dasharray") == "8 3 2 3"]
    assert (steps[0].get("d") or "").count("V") == 1
    assert "Targets: 75% from 2008-09 Q1 and 85% from 2014-15 Q1." in description(forty())


def test_a_target_of_a_range_has_two_lines() -> None:
    made = tuple(replace(point, target=20.0, target_high=40.0) for point in points([12, 36, 52]))
    chart = replace(few(), points=made, target="20-40")
    steps = [path for path in drawn(chart, "path") if path.get("stroke-dasharray") == "8 3 2 3"]
    assert len(steps) == 3  # two in the plot, one in the legend


@pytest.mark.parametrize("count", [1, 2, 13, 14, 40, 120])
def test_labels_do_not_cover_each_other(count: int) -> None:
    made = tuple(
        ControlPoint(
            f"{2008 + n // 4}-{(9 + n // 4) % 100:02d} Q{n % 4 + 1}", Decimal(60 + n % 7), f"{60 + n % 7}%"
        )
        for n in range(count)
    )
    chart = replace(few(), points=made, stretches=(Stretch(0, count - 1, 63, 60, 66),), unit="%")
    texts = drawn(chart, "text")
    bold = [one for one in texts if one.get("font-weight") == "bold" and one.get("stroke") is None]
    boxes = [_box(one) for one in bold if float(one.get("x") or 0) < RIGHT]
    periods = [
        _box(one) for one in texts if one.get("text-anchor") == "middle" and one.get("font-size") == "11"
    ]
    assert not _covering(boxes)
    assert not _covering(periods)
    assert len(boxes) >= 1


def _box(element: ElementTree.Element) -> tuple[float, float, float, float]:
    """The place of words that are set in the middle: a letter is half as wide as its size."""
    x, y, size = (float(element.get(name) or 0) for name in ("x", "y", "font-size"))
    half = len(element.text or "") * size * 0.28
    return x - half, y - size * 0.8, x + half, y + size * 0.2


def _covering(boxes: list[tuple[float, float, float, float]]) -> bool:
    return any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
    )


def test_names_of_limits_that_lie_together_stand_apart_and_in_the_drawing() -> None:
    chart = replace(
        few(), stretches=(Stretch(0, 2, 50.0, 49.9, 50.1),), points=points([50, 50, 50], target=50.0)
    )
    heights = sorted(
        float(one.get("y") or 0) for one in drawn(chart, "text") if float(one.get("x") or 0) == RIGHT + 8
    )
    named = [y for y in heights if y < Plan(chart).bottom + 6]
    assert len(named) == 4
    assert all(later - earlier >= 12.9 for earlier, later in pairwise(named))


@pytest.mark.parametrize(
    "values", [[0.0], [0, 0, 0], [-5, 3, 1], [1e12, 2e12], [1e-6, 2e-6], [5.0, None], [1e9, 1.0]]
)
def test_any_figures_can_be_drawn(values: list[float | None]) -> None:
    chart = replace(few(), points=points(values, target=None), unit=None, target="")
    drawing = draw(chart)
    assert drawing is not None
    assert "nan" not in drawing.svg
    for circle in drawn(chart, "circle"):
        assert 0 <= float(circle.get("cy") or 0) <= drawing.height
        assert 0 <= float(circle.get("cx") or 0) <= WIDTH


def test_nothing_is_drawn_without_a_number() -> None:
    chart = replace(few(), points=points([None, None]))
    assert draw(chart) is None
    assert description(chart) == "No chart of Initial health assessments: there is no number to draw."


def test_few_points_are_told_to_be_few() -> None:
    assert description(few()) == (
        "Control chart of Initial health assessments: 3 figures from 2008-09 Q1 to 2008-09 Q3. First 12%, "
        "latest 52%. Too few points to tell (3 of 13). Target: 100%."
    )
    assert not [path for path in drawn(few(), "path") if path.get("stroke-dasharray") == "2 3"]


def test_the_words_say_variation_assurance_average_limits_and_special_causes() -> None:
    said = description(forty())
    for part in (
        "Variation: improving: high.", "Assurance: will consistently miss its target.",
        "Average from 2013-14 Q2 to 2017-18 Q4 81.9%, limits 73.8% and 90%.",
        "Better than chance explains: 2016-17 Q2 to 2017-18 Q4 (7 points), above the upper limit.",
        "Provisional or estimated: 2017-18 Q4.",
    ):  # fmt: skip
        assert part in said


def test_words_from_a_council_are_escaped() -> None:
    flags = (Flag(0.5, "event", "1 July 2008", 'A <form> & "more"'),)
    assert any("A <form>" in text for text in words(replace(few(), title="<b>&", flags=flags)))


def test_every_icon_is_well_formed_hidden_and_differs_by_shape_too() -> None:
    icons = [icon(one) for one in (*Variation, *Assurance)]
    assert (
        len({one.replace("#1d70b8", "").replace("#b14d00", "").replace("#505a5f", "") for one in icons}) == 10
    )
    for one in icons:
        assert ElementTree.fromstring(one).get("aria-hidden") == "true"
    symbols = {one.get("id") for one in ElementTree.fromstring(sprite()).iter(SVG + "symbol")}
    assert all(used(one).split('href="#')[1].split('"')[0] in symbols for one in (*Variation, *Assurance))


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (82.0, "%", "82%"),
        (82.04, "%", "82%"),
        (9.25, "days", "9.2 days"),
        (-0.01, None, "0"),
        (12345.6, None, "12,346"),
    ],
)
def test_numbers_are_printed_for_people(value: float, unit: str | None, said: str) -> None:
    assert number_words(value, unit) == said


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [("49 100", "0", "120"), ("51 99", "50", "100"), ("70 80", "70", "80"), ("5 5", "0", "6")],
)
def test_an_axis_lies_close_around_figures_that_are_far_from_zero(values: str, low: str, high: str) -> None:
    axis = near_axis([*map(Decimal, values.split())])
    assert (axis.low, axis.high) == (Decimal(low), Decimal(high))


def test_a_figure_stands_where_it_hides_neither_the_line_nor_a_point() -> None:
    """The lowest of a deep fall, just above the axis: over it and under it there is no room."""
    values: list[float | None] = [60, 61, 60, 62, 60, 61, 60, 59, 61, 60, 62, 60, 61, 60, 5, 61]
    chart = replace(few(), points=points(values, {14: Special.WORSE}), target="")
    plan = Plan(chart)
    [label] = [text for text in drawn(chart, "text") if text.text == "5%" and not text.get("stroke")]
    at, base = float(label.get("x") or 0), float(label.get("y") or 0)
    assert abs(at - plan.x(14)) > 8
    assert base <= plan.bottom


def test_the_newest_figure_is_told_though_it_is_at_the_edge() -> None:
    values: list[float | None] = [*(60.5 + n % 3 for n in range(21)), 61.7]
    chart = replace(few(), points=points(values))
    *_, label = [text for text in drawn(chart, "text") if text.text == "61.7%"]
    assert RIGHT - 30 < float(label.get("x") or 0) < RIGHT
