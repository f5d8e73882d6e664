"""A council beside other areas as a drawing and in words."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.documents.benchmark_strip import LEFT, RIGHT, Dot, Role, describe, strip

DOTS = (
    Dot("England", Role.NATION, Decimal(83), "83%"),
    Dot("South & East", Role.REGION, Decimal("82.5"), "82.5%"),
    Dot("Near", Role.NEIGHBOUR, Decimal(90), "90%"),
    Dot("Far", Role.NEIGHBOUR, None, "Suppressed"),
    Dot("Our council", Role.COUNCIL, Decimal(84), "84%"),
)


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("text")]


def test_the_areas_stand_in_order_the_best_on_top_and_those_without_a_number_last():
    drawn = texts(strip("Assessed, 2017-18", DOTS, unit="%").svg)
    named = [text for text in drawn if text in {dot.label for dot in DOTS}]
    assert named == ["Near", "Our council", "England", "South & East", "Far"]
    low = texts(strip("Assessed, 2017-18", DOTS, unit="%", low_is_good=True).svg)
    assert [text for text in low if text in {"Near", "Far", "England"}] == ["England", "Near", "Far"]


def test_the_words_say_the_ends_the_council_the_average_and_who_has_no_number():
    assert describe("Assessed, 2017-18", DOTS, average_words="Neighbour average 90%") == (
        "Dot strip of Assessed, 2017-18: 4 areas, from Near, 90%, to South & East, 82.5%. Our council: 84%. "
        "England: 83%. South & East: 82.5%. Neighbour average 90%. No number: Far (suppressed)."
    )


def test_each_kind_of_area_has_a_shape_of_its_own():
    svg = strip("Assessed", DOTS, average=Decimal(85), average_words="Neighbour average 85%").svg
    root = ElementTree.fromstring(svg)
    kinds = [one.tag.rpartition("}")[2] for one in root]
    assert kinds.count("circle") == 1
    assert 'fill="#0b4f5c"' in svg  # the council's full diamond
    assert "Neighbour average 85%" in texts(svg)


def test_an_interval_is_a_thin_bar_within_the_axis_and_in_the_words():
    few = Dot(
        "Our council", Role.COUNCIL, Decimal(22), "22%", (Decimal(9), Decimal("45.2")),
        "95% interval 9.0% to 45.2%",
    )  # fmt: skip
    drawn = strip("Seen", [few, Dot("Near", Role.NEIGHBOUR, Decimal(20), "20%")], unit="%")
    assert "Our council: 22%, 95% interval 9.0% to 45.2%." in drawn.alt
    assert "Thin bars show the 95% interval of 1 area." in drawn.alt
    [bar] = re.findall(r'd="M([\d.]+) [\d.]+H([\d.]+)M', drawn.svg)
    left, right = (float(end) for end in bar)
    assert LEFT <= left < right <= RIGHT
    mark = float(re.search(r'<path d="M([\d.]+) [\d.]+L', drawn.svg)[1])
    assert left < mark < right
    without = strip("Seen", [Dot("Near", Role.NEIGHBOUR, Decimal(20), "20%")], unit="%")
    assert "bar" not in without.alt


def test_the_reader_is_told_where_the_axis_does_not_start_at_zero():
    close = [Dot("A", Role.NEIGHBOUR, Decimal(98), "98%"), Dot("B", Role.NEIGHBOUR, Decimal(97), "97%")]
    assert "does not start at zero" in strip("Reviews", close, unit="%").alt


def test_the_same_areas_give_the_same_bytes():
    assert strip("Assessed", DOTS, unit="%") == strip("Assessed", DOTS, unit="%")


@pytest.mark.parametrize("dots", [(), DOTS[3:4]])
def test_without_any_number_there_is_no_drawing(dots):
    assert strip("Assessed", dots) is None
    assert "no number to draw" in describe("Assessed", dots)
