"""The page with every component in a browser: wide, narrow, on paper, with and without scripts."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from goldenthread.site.security import POLICY
from tests.site import kitchen_sink

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.site.urls")]

CHECKOUT = Path(__file__).resolve().parents[2]
STATIC = CHECKOUT / "src/goldenthread/site/static"
SCREENS = CHECKOUT / "build/screens"
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not installed. To get it: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def opened(browser: Browser, *, width: int, scripts: bool = True) -> tuple[Page, list[str]]:
    """The page, served from memory with the site's own headers, and what the browser complained of."""
    page_html = kitchen_sink.render()

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            kind = mimetypes.guess_type(file.name)[0] or "font/woff2"
            route.fulfill(body=file.read_bytes(), content_type=kind)
        else:
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
            route.fulfill(body=page_html, headers=headers)

    page = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts
    ).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.route("**/*", answer)
    page.goto("http://site.test/plans/")
    return page, complaints


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_and_nothing_breaks_the_policy(browser: Browser, width: int):
    page, complaints = opened(browser, width=width)
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"components-{width}.png", full_page=True)
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_narrow_page_never_scrolls_sideways(browser: Browser, scripts: bool):
    page, _ = opened(browser, width=320, scripts=scripts)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_keyboard_reaches_the_skip_link_first_and_it_leads_to_the_page(browser: Browser):
    # Without scripts no banner takes the focus first.
    page, _ = opened(browser, width=1280, scripts=False)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("#main-content :focus").count() == 1


def test_after_an_error_the_focus_is_where_the_page_says_what_happened(browser: Browser):
    page, _ = opened(browser, width=1280)
    assert page.locator(":focus").get_attribute("role") == "alert"


def test_without_scripts_the_navigation_is_open_and_no_dead_button_is_shown(browser: Browser):
    page, _ = opened(browser, width=320, scripts=False)
    assert page.locator("#navigation").get_by_role("link", name="Measures").is_visible()
    assert page.get_by_role("button", name="Print").count() == 0
    assert page.get_by_role("button", name="Menu").count() == 0


def test_paper_has_the_tables_whole_and_nothing_to_click(browser: Browser):
    page, _ = opened(browser, width=1280)
    page.emulate_media(media="print")
    assert page.locator(".govuk-service-navigation").is_hidden()
    assert page.locator(".gt-filter").is_hidden()
    assert page.locator(".gt-region").first.evaluate("each => getComputedStyle(each).overflowX") == "visible"
    assert page.locator("a[href]").first.evaluate("a => getComputedStyle(a, '::after').content") == "none"
