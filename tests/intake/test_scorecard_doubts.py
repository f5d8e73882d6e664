"""What figures can hardly mean is named with its place when they are read, and kept as it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.intake.problems import Level
from goldenthread.intake.reading import read_tables
from goldenthread.intake.scorecards import read_scorecard
from tests.make_scorecards import excel

HEADINGS = [
    "Ref",
    "Measure",
    "Good is",
    "National",
    "Target",
    "Q1 2017-18",
    "Q2 2017-18",
    "Q3 2017-18",
    "Q4 2017-18",
]


def reading_of(*row, headings=HEADINGS):
    sound = ["9.9", "% of visits in time", "High is good", "83%", "85%", "81%", "82%", "83%", "84%"]
    return read_scorecard(read_tables(excel({"Scorecard": [headings, sound, list(row)]}), "s.xlsx"))


@pytest.mark.parametrize(
    ("row", "place", "text", "code"),
    [
        (["1", "Number of referrals", "", "", "", 200, -12, 210, 220], "Q2 2017-18", "-12", "ARI-15"),
        (["1", "Number of referrals", "", "", "", 200, "", 210, 220], "Q2 2017-18", "", "ARI-16"),
        (["1", "% in time", "High is good", "", "", 82, 0.82, 83, 84], "Q2 2017-18", "0.82", "ARI-9"),
        (["1", "% in time", "High is good", "", "", 82, 112, 83, 84], "Q2 2017-18", "112", "ARI-5"),
        (["1", "Number of plans", "", "49,650", "", 28, 30, 31, 29], "National", "49,650", "ARI-8"),
        (["1", "% in time", "High is good", "", "<90%", 82, 81, 83, 84], "Target", "less than 90%", "ARI-18"),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_named_with_its_place(row, place, text, code):
    [doubt] = [one for one in reading_of(*row).problems if one.level is Level.DOUBT]
    assert (doubt.sheet, doubt.row, doubt.column) == ("Scorecard", 3, place)
    assert code in doubt.why
    assert doubt.text == text or not text


@pytest.mark.parametrize(("first", "second", "cells"), [(-4, 12, ["G3"]), (12, -4, ["H3"]), (-4, -4, ["G3"])])
def test_of_a_period_that_stands_twice_the_cell_that_is_meant_is_named_once(first, second, cells):
    headings = [*HEADINGS[:7], "Q2 2017-18", *HEADINGS[8:]]
    row = ["1", "Number of referrals", "", "", "", 200, first, second, 220]
    problems = reading_of(*row, headings=headings).problems
    assert [one.cell for one in problems if one.row == 3 and "ARI-15" in one.why] == cells


def test_nothing_is_changed_by_itself():
    reading = reading_of("1", "% in time", "High is good", "", "", 82, 0.82, 83, 84)
    assert [one.figure.value for one in reading.measures[1].observations] == [82, Decimal("0.82"), 83, 84]


def test_a_numerator_above_its_denominator_is_named():
    headings = ["Ref", "Measure", "Period", "Actual", "Numerator", "Denominator"]
    row = ["1", "% in time", "Q1 2017-18", "69.2%", 52, 36]
    reading = read_scorecard(read_tables(excel({"Scorecard": [headings, row]}), "s.xlsx"))
    codes = [one.why.rsplit("(", 1)[-1] for one in reading.problems if one.level is Level.DOUBT]
    assert codes == ["ARI-14)"]


def test_a_sound_scorecard_raises_no_doubt():
    row = ["1", "Number of referrals", "Low is good", "310", "at most 250", 200, 205, 210, 220]
    assert [one for one in reading_of(*row).problems if one.level is Level.DOUBT] == []
