"""The line from an inspection's recommendation to its figures, walked both ways, and its assessment."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import NARROW

pytestmark = pytest.mark.browser

RECOMMENDATION = "Initial health assessments are on time"
ACTION = "Review clinic capacity each month"


def test_an_officer_walks_the_thread_both_ways(sit_down):
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    officer.open().follow("Recommendations", RECOMMENDATION)
    officer.reads("Recommendation 12", "Actions", "Measures", "Sign-off", "Reported")
    officer.follow(ACTION).reads("Action 1.3", "Is it working?")
    panel = officer.page.get_by_role("table", name="Measures of the success indicators")
    measure = panel.get_by_role("rowheader").get_by_role("link").first
    title = measure.inner_text().split(" ", 1)[1]  # the page shows the reference above the title
    measure.click()
    officer.reads(title, "Where it is used", "Scorecards")
    scorecard = (
        officer.page.get_by_role("heading", name="Scorecards").locator("xpath=following::ul[1]//a").first
    )
    scorecard.click()
    officer.reads("Summary", title)

    officer.page.get_by_role("table").get_by_role("link", name=title, exact=True).click()
    officer.reads("Where it is used")
    officer.follow(ACTION).reads("Recommendations served")
    officer.follow(RECOMMENDATION).reads("Recommendation 12")
    officer.follow("Single inspection, 2015").reads("Judgements", RECOMMENDATION)


def test_an_officer_assesses_a_recommendation(sit_down):
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    officer.open().follow("Recommendations", "Challenge from child protection chairs").follow(
        "Record an assessment"
    )
    officer.press("Save").reads("There is a problem")
    officer.choose("Met subject to a condition", within="What was found")
    officer.date("Assessed on", 13, 7, 2018).write("Reason", "Sampled 20 conferences.").press("Save")
    officer.reads("There is a problem", "condition")
    officer.write("Condition", "A second sample in October.").press("Save")
    officer.reads("A second sample in October.", "Sampled 20 conferences.", "13 July 2018", "REC-6")


def test_an_auditor_replays_how_recommendation_12_was_met_in_2016_and_not_in_2017(sit_down):
    auditor = sit_down(Role.AUDITOR)
    auditor.open().follow("Everything here", "Recommendations", RECOMMENDATION, "Replay its history")
    auditor.reads("July 2016", "12%, 36%, 52%", "Found met, although", "3 of 13")
    auditor.reads("August 2017", "12%, 36%, 52%, 30%, 58%, 69.2%", "Nobody answered what")
    auditor.date("Another day", 31, 1, 2017).press("Show").reads("31 January 2017", "12%, 36%, 52%, 30%")


@pytest.mark.parametrize("width", [NARROW])
def test_the_thread_is_whole_on_a_phone(sit_down, width):
    member = sit_down(Role.ELECTED_MEMBER, width=width)
    member.open().follow("Everything here", "Recommendations", RECOMMENDATION)
    assert not member.scrolls_sideways()
    member.page.get_by_role("navigation", name="The thread").get_by_role("link", name="Measures").click()
    assert member.page.get_by_role("heading", name="Measures", exact=True).bounding_box()["y"] < 900
