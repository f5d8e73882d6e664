"""A sign-off from a lead's request to a figure that is corrected after the board agreed.

On the second council, whose clock moves to the day of the meeting.
"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.by_hand import edit_by_hand
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

PLAN, ACTION = "Written statement of action", "Publish how to ask for an assessment"
RECOMMENDATION = "Education, health and care assessments and plans are timely and good"
MEETING_ON, SAID_DAY = date(2018, 7, 19), "19 July 2018"
ACCOUNT = "Families find on one page how to ask and how long it takes."
REASON = "The board heard that the rest is due in the autumn."
MEASURE, WAS, CORRECTED = "Annual reviews finished within 12 months", "49.4%", "39.4%"

WORDS = """
from goldenthread.apps.signoff.models import Decision
print(Decision.objects.order_by("id").first().words)
"""


def test_a_board_signs_off_against_a_check_and_a_figure_is_corrected_afterwards(own_product, sit_down_there):
    product, sit_down = own_product, sit_down_there
    product.set_clock(date(2018, 7, 16))
    lead, head = sit_down(Role.ACTION_LEAD), sit_down(Role.HEAD_OF_SERVICE)
    complete_an_action(lead, head)
    lead.open("/inspections/recommendations/").follow(RECOMMENDATION, "Ask for sign-off")
    lead.choose("Phase 1: the activity is complete").write("What was done, and what shows it", ACCOUNT)
    pressed(lead, "Ask for sign-off").reads("An improvement officer now builds the case")

    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    waits = officer.open("/?show=all").page.get_by_role("row").filter(has_text=RECOMMENDATION)
    waits.get_by_role("link", name="Build the case").click()
    officer.reads(ACCOUNT, "What speaks against it").follow("Put it before the body")
    officer.pick("Which meeting decides?", SAID_DAY)
    pressed(officer, "Put it before the body").reads("Its paper is frozen")
    case = officer.path

    product.set_clock(MEETING_ON)
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    minute_it(clerk)
    decide(clerk, case)
    assert officer.open(f"{case}decide/").text().count("Somebody else records the decision") == 1

    analyst = sit_down(Role.PERFORMANCE_ANALYST)
    correct_the_figure(analyst)
    officer.open("/inspections/recommendations/").follow(RECOMMENDATION)
    officer.reads("Changed since sign-off", "Phase 1: Signed off", WAS, CORRECTED)
    officer.picture("sign-off-changed-since")
    officer.open("/sign-off/?state=changed").reads(RECOMMENDATION)
    assert "The trail is whole" in product.run("verify-trail")

    words = product.shell(WORDS).strip()
    edit_by_hand(product, "signoff_decision", "words", "Agreed without a word of doubt.")
    with pytest.raises(RuntimeError, match=r"signoff_decision, row .*edited by hand"):
        product.run("verify-trail")
    edit_by_hand(product, "signoff_decision", "words", words)


def complete_an_action(lead: Someone, head: Someone) -> None:
    """The lead asks for completion, the head accepts."""
    lead.open("/plans/").follow(PLAN, ACTION, "Ask for completion")
    lead.date("Completed on", 12, 7, 2018).write("What was done", "It is on the council's site.")
    pressed(lead, "Ask for completion")
    waits = head.open().page.get_by_role("row").filter(has_text=ACTION)
    waits.get_by_role("link", name="Decide on completion").click()
    head.write("Reason", "Read on the site today.")
    pressed(head, "Accept").reads("Accepted")


def minute_it(clerk: Someone) -> None:
    """The board meets with all its members and resolves."""
    clerk.open("/sign-off/?state=waiting").reads("Before the body")
    clerk.open("/meetings/?when=coming").follow(SAID_DAY).reads("Sign-offs", "Record the decision")
    pressed(clerk, "Begin the minutes")
    minutes = clerk.path
    clerk.follow("Record attendance")
    for seat in clerk.page.locator("main select").all():
        seat.select_option(label="Present")
    pressed(clerk, "Save the attendance").reads("voting members present")
    clerk.open(minutes).follow("Minute something that")
    clerk.write("What it was about", "Sign-off of the statement").choose("Part 1")
    saved(clerk)
    clerk.open(minutes).follow("Sign-off of the statement", "Record a resolution")
    clerk.write("RESOLVED: That", "the statement be signed off in phase 1")
    pressed(clerk, "Save").reads("be signed off in phase 1")


def decide(clerk: Someone, case: str) -> None:
    """Without a reason for a check that failed it is refused with the rule; what was typed stays."""
    clerk.open(case).follow("Record the decision").reads(ACCOUNT, "SUF-7", "What speaks against it")
    clerk.choose("Agreed", within="What did the body decide?").write(
        "What the body said", "Agreed with thanks."
    )
    clerk.choose("At a meeting", within="How was it decided?")
    clerk.page.get_by_role("combobox", name="By which resolution?").select_option(index=1)
    pressed(clerk, "Record the decision").reads("There is a problem", "SGN-5")
    assert clerk.page.get_by_label("What the body said").input_value() == "Agreed with thanks."
    clerk.picture("sign-off-decide")
    for field in clerk.page.locator("textarea[name^=reason_]").all():
        field.fill(REASON)
    pressed(clerk, "Record the decision").reads(
        "The decision was recorded", REASON, "did not pass", "The trail"
    )
    clerk.picture("sign-off-decided")


def correct_the_figure(analyst: Someone) -> None:
    analyst.open("/inspections/recommendations/").follow(RECOMMENDATION, MEASURE)
    analyst.page.get_by_role("main").get_by_role("link", name=WAS).first.click()
    analyst.follow("Correct this figure").write("Figure", CORRECTED)
    analyst.write("Why is the figure corrected?", "Ten reviews were counted twice.")
    saved(analyst)
    analyst.reads(CORRECTED)


def pressed(someone: Someone, button: str) -> Someone:
    """Press a button and wait for the page that comes of it."""
    with someone.page.expect_navigation():
        someone.page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
    return someone


def saved(someone: Someone) -> Someone:
    """Press the last button of the page's form."""
    with someone.page.expect_navigation():
        someone.page.locator("main form button[type=submit]").last.click()
    return someone
