"""One action from its lead's phone to the head of service's decision."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import NARROW, Someone

pytestmark = pytest.mark.browser

PLAN = "Written statement of action"
ACTION = "Publish how to ask for an assessment"


def open_action(someone: Someone, title: str) -> Someone:
    return someone.open("/plans/").follow(PLAN, title)


def ask_for_completion(lead: Someone, statement: str) -> Someone:
    lead.follow("Ask for completion")
    lead.date("Completed on", 12, 7, 2018).write("What was done", statement)
    return lead.press("Ask for completion")


def test_a_lead_updates_and_asks_and_the_head_returns_and_then_accepts(sit_down):
    lead = sit_down(Role.ACTION_LEAD, width=NARROW)
    open_action(lead, ACTION).follow("Post an update")
    lead.picture("update")
    lead.choose("Not on track, risk to delivery", within="Rating").write(
        "What was done", "The page is drafted. Families read it on 12 July."
    )
    lead.date("New date", 30, 11, 2018).write("Why the date moves", "Families asked for plainer words.")
    lead.attach("Evidence", "draft-page.txt", b"How to ask for an assessment")
    lead.press("Post update")
    assert lead.taps <= 8
    lead.reads(
        "Your update was posted", "30 November 2018", "Families asked for plainer words", "draft-page.txt"
    )
    assert not lead.scrolls_sideways()

    ask_for_completion(lead, "Published on the council's site.").reads("Published on the council's site.")
    lead.picture("action")
    assert lead.page.get_by_role("link", name="Decide on completion").count() == 0

    head = sit_down(Role.HEAD_OF_SERVICE)
    decide(head).picture("acceptance")
    head.press("Return to the lead")
    head.reads("There is a problem")
    head.write("Reason", "The page does not say how long it takes.").press("Return to the lead")
    head.reads("The page does not say how long it takes.")

    lead.page.reload()
    lead.reads("The page does not say how long it takes.")
    ask_for_completion(lead, "The page now says how long it takes.")
    decide(head).reads("The page now says how long it takes.")
    head.write("Reason", "Read on the site today.").press("Accept")
    head.reads("Accepted", "Read on the site today.")
    lead.page.reload()
    lead.reads("Accepted")
    assert lead.page.get_by_role("link", name="Post an update").count() == 0


def decide(head: Someone) -> Someone:
    """From Today to the request that waits."""
    waits = head.open().page.get_by_role("row").filter(has_text=ACTION)
    waits.get_by_role("link", name="Decide on completion").click()
    return head.reads("What the action must show, and what shows it")
