"""Without JavaScript, by keyboard alone, and at 200% zoom."""

from __future__ import annotations

from itertools import pairwise

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EMAILS, EXCEL, NARROW
from tests.journeys.test_an_action import open_action
from tests.make_plans import excel

pytestmark = pytest.mark.browser

OUTLINE = """each => { const look = getComputedStyle(each); return look.outlineStyle !== 'none' ||
    look.boxShadow !== 'none' || look.backgroundColor === 'rgb(255, 221, 0)'; }"""


def test_without_scripts_a_lead_signs_in_and_updates_an_action(sit_down):
    lead = sit_down(scripts=False, width=NARROW)
    lead.sign_in(EMAILS[Role.ACTION_LEAD])
    open_action(lead, "Update the SEND toolkit").follow("Post an update")
    lead.choose("In progress, on track", within="Rating").write(
        "What was done", "Eight of ten chapters are new."
    )
    lead.attach("Evidence", "chapters.txt", b"Eight chapters").press("Post update")
    lead.reads("Your update was posted", "Eight of ten chapters are new.", "chapters.txt")
    assert not lead.scrolls_sideways()


def test_without_scripts_an_officer_loads_a_file(sit_down):
    rows = [["Ref", "Action", "Lead", "By when"], ["Y1", "Open the youth hub", "Youth lead", "May 2019"]]
    officer = sit_down(Role.IMPROVEMENT_OFFICER, scripts=False)
    officer.open().follow("Everything here", "Load a file").choose("Plan").write(
        "Which plan, scorecard or inspection is it of?", "Youth plan"
    )
    officer.attach("The file", "youth.xlsx", excel({"Plan": rows}), EXCEL).press("Read the file")
    officer.press("Accept").reads("Accepted", "Open the youth hub")


def test_the_thread_is_walked_by_keyboard_with_the_focus_always_to_be_seen(sit_down):
    member = sit_down(Role.ELECTED_MEMBER)
    member.open().follow("Recommendations", "Initial health assessments are on time")
    page, address = member.page, member.page.url
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1, "the skip link leads into the page"

    order, unseen = [], []
    for _ in range(200):
        focused = page.locator("main :focus")
        if not focused.count():
            break
        order.append(focused.evaluate("each => each.getBoundingClientRect().top + scrollY"))
        if not focused.evaluate(OUTLINE):
            unseen.append(focused.evaluate("each => each.outerHTML.slice(0, 120)"))
        page.keyboard.press("Tab")
    assert unseen == []
    assert len(order) > 10
    # Beside one another on a row is in order; more than a row's height upwards is not.
    assert [(above, below) for above, below in pairwise(order) if below < above - 80] == []
    page.goto(address)
    member.page.get_by_role("link", name="Plans").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plans/")


def test_the_menu_of_a_narrow_window_opens_by_keyboard(sit_down):
    member = sit_down(Role.ELECTED_MEMBER, width=NARROW)
    member.open()
    menu = member.page.get_by_role("button", name="Menu")
    menu.focus()
    member.page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    member.page.keyboard.press("Tab")
    assert member.page.locator(":focus").inner_text() == "Recommendations"


@pytest.mark.parametrize(
    "trail",
    [
        ("Recommendations", "Initial health assessments are on time"),
        ("Plans", "Written statement of action"),
        ("Scorecards", "Children and families scorecard"),
        ("Bodies",),
    ],
    ids=lambda trail: trail[-1],
)
def test_at_200_per_cent_only_a_table_in_its_own_region_may_be_wider(sit_down, trail):
    member = sit_down(Role.ELECTED_MEMBER, width=640)
    member.open().follow("Everything here", *trail)
    assert not member.scrolls_sideways()
    wide = "all => all.filter(each => each.scrollWidth > innerWidth && !each.closest('.gt-region')).length"
    assert member.page.locator("main table").evaluate_all(wide) == 0
