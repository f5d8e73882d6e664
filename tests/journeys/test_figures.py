"""A performance analyst brings in a scorecard, follows a figure to its cell; a head overrides a rating."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL
from tests.make_scorecards import Typed, excel

pytestmark = pytest.mark.browser

SCORECARD = excel({"Q4": [
    ["Measure No", "Measure", "Polarity", "Target", "Q3 2017-18", "Q4 2017-18"],
    ["F.1", "Screened in a day", "High is good", Typed(0.9, "0%"), Typed(0.91, "0%"), Typed(0.8, "0%")],
    ["F.2", "Calls left unanswered", "Low is good", 20, 31, 18],
    ["F.3", "Referrers told the outcome", "High is good", Typed(0.75, "0%"), "n/a", "about half"],
]})  # fmt: skip


def test_an_analyst_loads_a_scorecard_and_asks_where_a_figure_comes_from(sit_down):
    analyst = sit_down(Role.PERFORMANCE_ANALYST)
    analyst.open().follow("Everything here", "Load a file").choose("Scorecard")
    analyst.write("Which plan, scorecard or inspection is it of?", "Front door scorecard")
    analyst.attach("The file", "front-door-q4.xlsx", SCORECARD, EXCEL).press("Read the file")
    analyst.reads("about half", "could not be read")
    analyst.press("Accept")
    analyst.reads("Accepted", "Screened in a day", "80%", "1 red")
    analyst.picture("scorecard-loaded")
    analyst.follow("Screened in a day")
    analyst.reads("90%", "91%", "80%")
    analyst.follow("80%")
    analyst.reads("Where this figure comes from", "front-door-q4.xlsx", "Sheet Q4, F2", "Performance analyst")
    analyst.follow("front-door-q4.xlsx").reads("What it changed")


def test_a_head_of_service_overrides_a_rating_with_a_reason(sit_down):
    head = sit_down(Role.HEAD_OF_SERVICE)
    head.open().follow("Scorecards", "Children and families scorecard")
    red = head.page.get_by_role("heading", name="Red measures").locator("xpath=following::ul[1]//a").nth(1)
    title = red.inner_text()
    red.click()
    head.reads("Why it is red")
    head.picture("red-measure")
    head.follow("Override the rating").choose("Amber", within="Rating").press("Save")
    head.reads("There is a problem")
    head.write("Reason", "Two of the five late cases were recorded twice.").press("Save")
    head.reads("Two of the five late cases were recorded twice.", "Amber", "Computed", "Red")
    assert title.split(" ", 1)[1] in head.text()
