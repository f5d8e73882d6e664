"""A clerk builds an agenda and orders it: by keyboard, by dragging, and without scripts."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EMAILS, NARROW, Someone

pytestmark = pytest.mark.browser
MEETS = "25 September 2018"
TITLES = ".gt-order__title"


def titles(clerk: Someone) -> list[str]:
    return [title.partition(". ")[2] for title in clerk.page.locator(TITLES).all_inner_texts()]


def order(clerk: Someone) -> list[str]:
    """The order of the agenda of the board's meeting in September, built by whoever comes first."""
    clerk.open("/agendas/")
    row = clerk.page.get_by_role("row").filter(has_text="Health and Wellbeing Board").filter(has_text=MEETS)
    row.get_by_role("link", name=MEETS).click()
    build = clerk.page.get_by_role("button", name="Build the agenda")
    if build.count():
        build.click()
    clerk.follow("Change the order")
    return titles(clerk)


def test_an_agenda_is_ordered_by_keyboard_and_the_focus_and_the_announcement_follow(sit_down):
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    before = order(clerk)
    page = clerk.page
    page.get_by_role("button", name=f"Move down {before[1]}").focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"{before[1]} moved from number 2 to number 3.").first.wait_for()
    assert titles(clerk) == [before[0], before[2], before[1], *before[3:]]
    assert page.locator(":focus").inner_text().split() == f"Move down {before[1]}".split()
    assert page.locator("#order-said").inner_text() == f"{before[1]} moved from number 2 to number 3."
    page.keyboard.press("Enter")
    page.get_by_text(f"{before[1]} moved from number 3 to number 4.").first.wait_for()
    page.reload()
    assert titles(clerk)[3] == before[1]


def test_an_item_is_dragged_to_its_place_and_stays_there(sit_down):
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    before = order(clerk)
    page = clerk.page
    rows = page.locator(".gt-order__item")
    handle = rows.nth(3).locator("[data-gt-handle]").bounding_box()
    first = rows.nth(0).bounding_box()
    assert handle
    assert first
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, first["y"] + 30, steps=5)
    page.mouse.move(handle["x"] + 10, first["y"] + 2, steps=5)
    page.mouse.up()
    page.get_by_text(f"{before[3]} moved from number 4 to number 1.").first.wait_for()
    moved = [before[3], *before[:3], *before[4:]]
    assert titles(clerk) == moved
    page.reload()
    assert titles(clerk) == moved


def test_escape_leaves_a_dragged_item_where_it_was(sit_down):
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    before = order(clerk)
    page = clerk.page
    handle = page.locator("[data-gt-handle]").nth(2).bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] - 100, steps=5)
    assert titles(clerk) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert titles(clerk) == before


def test_without_scripts_an_item_is_moved_on_a_narrow_screen_and_its_button_keeps_the_focus(sit_down):
    clerk = sit_down(scripts=False, width=NARROW)
    clerk.sign_in(EMAILS[Role.DEMOCRATIC_SERVICES_OFFICER])
    before = order(clerk)
    assert not clerk.scrolls_sideways()
    clerk.press(f"Move up {before[2]}")
    clerk.reads(f"{before[2]} moved from number 3 to number 2.")
    assert titles(clerk)[1] == before[2]
    assert clerk.page.locator("button[autofocus]").inner_text().split() == f"Move up {before[2]}".split()
    assert clerk.page.locator("[data-gt-handle]").first.is_hidden()


def test_two_clerks_at_once_lose_nothing_and_are_told(sit_down):
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    before = order(clerk)
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    assert order(officer) == before
    clerk.press(f"Move down {before[0]}")
    clerk.page.get_by_text(f"{before[0]} moved from number 1 to number 2.").first.wait_for()
    officer.press(f"Move up {before[3]}")
    told = officer.page.get_by_text("changed the agenda while you were looking at it").first
    told.wait_for()
    assert titles(officer) == [before[1], before[0], *before[2:]]
