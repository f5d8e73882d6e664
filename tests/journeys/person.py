"""Somebody at a browser: goes by what is written on pages, and notices what the browser complains of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, FilePayload, Locator, Page, Request

from goldenthread.apps.people.models import Role
from goldenthread.site.demonstration.people import ACCOUNTS, PASSWORD

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
WIDE, NARROW = 1280, 320
HEIGHT = 900
TIMEOUT = 15_000
# A paper is made when it is first asked for.
PAPER_TIMEOUT = 30_000
TYPED_INTO = "input:not([type=radio]):not([type=checkbox]), textarea"
# What the browser says of an answer that is not 200 is the page's business, which each test looks at itself.
NOT_OK = "Failed to load resource: the server responded with a status of 4"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMAILS = {account.role: account.email for account in ACCOUNTS}


@dataclass(frozen=True)
class Site:
    """Where the product answers, and where its demonstration wrote the papers."""

    address: str
    build: Path


@dataclass
class Someone:
    """A person at a browser window."""

    site: Site
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    # What a finger does: each link, button, choice and file, and the first field of a run of typing, after
    # which the keyboard's own "next" leads on.
    taps: int = 0
    typing: bool = False

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("request", self._see_request)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith(NOT_OK):
            self.complaints.append(f"{self.page.url}: {said.text}")

    def _see_request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "about:")):
            self.complaints.append(f"{self.page.url} asked for {request.url}")

    def another_window(self) -> Someone:
        """A second window of the same person, in the same session."""
        return Someone(self.site, self.context, self.context.new_page(), self.complaints)

    def open(self, path: str = "/") -> Someone:
        self.page.goto(self.site.address + path)
        return self

    def follow(self, *words: str) -> Someone:
        """Click one link after another, each by its words (in the page first, else in the navigation)."""
        for each in words:
            self._tap()
            self.link(each).click()
            self.page.wait_for_load_state()
        return self

    def from_menu(self, words: str) -> Someone:
        """Click a link of the navigation, whatever the page itself has that sounds like it."""
        self._tap()
        self.page.get_by_role("navigation").get_by_role("link", name=words, exact=True).first.click()
        self.page.wait_for_load_state()
        return self

    def press(self, words: str) -> Someone:
        """Click a button by its words."""
        self._tap()
        self.page.locator("button").and_(self.page.get_by_role("button", name=words)).first.click()
        self.page.wait_for_load_state()
        return self

    def link(self, words: str) -> Locator:
        """The first link of these words, one that looks like a button too; the page's before the menu's."""
        found = self.page.locator("a").and_(
            self.page.get_by_role("link", name=words).or_(self.page.get_by_role("button", name=words))
        )
        inside = self.page.locator("main").locator(found)
        return (inside if inside.count() else found).first

    def write(self, label: str, text: str) -> Someone:
        self._type()
        self.page.get_by_label(label).and_(self.page.locator(TYPED_INTO)).first.fill(text)
        return self

    def choose(self, words: str, *, within: str | None = None) -> Someone:
        """Tick a radio button or a box by its words, in the question `within`."""
        self._tap()
        place = self.page.get_by_role("group", name=within) if within else self.page
        place.get_by_label(words, exact=True).first.check()
        return self

    def date(self, question: str, day: int, month: int, year: int) -> Someone:
        self._type()
        group = self.page.get_by_role("group", name=question)
        for part, value in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part).fill(str(value))
        return self

    def attach(
        self, label: str, name: str, content: bytes, kind: str = "application/octet-stream"
    ) -> Someone:
        self._tap()
        file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
        self.page.get_by_label(label).first.set_input_files(file)
        return self

    def pick(self, label: str, words: str) -> Someone:
        """Choose from a drop-down list."""
        self._tap()
        self.page.get_by_role("combobox", name=label).select_option(label=words)
        return self

    def _tap(self) -> None:
        self.taps += 1
        self.typing = False

    def _type(self) -> None:
        if not self.typing:
            self.taps += 1
        self.typing = True

    def download(self, words: str) -> bytes:
        with self.page.expect_download(timeout=PAPER_TIMEOUT) as coming:
            self.link(words).click(timeout=PAPER_TIMEOUT)
        return Path(coming.value.path()).read_bytes()

    def reads(self, *words: str) -> Someone:
        """The page says all of this; what it says instead is in the failure."""
        text = self.text()
        missing = [each for each in words if each not in text]
        assert not missing, f"{self.page.url} does not say {missing}, but:\n{text}"
        return self

    def text(self) -> str:
        """The words of the page's main part, spaces made one."""
        return " ".join((self.page.get_by_role("main").text_content() or "").split())

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def sign_in(self, email: str, password: str = PASSWORD) -> Someone:
        self.open("/sign-in/")
        self.write("Email", email).write("Password", password).press("Sign in")
        return self

    def narrow_to(self, width: int) -> Someone:
        """Make the window this wide (or narrow)."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return self

    def scrolls_sideways(self) -> bool:
        """Whether the page itself is wider than the window; tables may scroll in their own regions."""
        return self.page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth")

    def picture(self, name: str) -> None:
        """Keep the whole page as a picture, `<name>-<width>.png`."""
        width = (self.page.viewport_size or {"width": WIDE})["width"]
        self.page.screenshot(path=SCREENS / f"{name}-{width}.png", full_page=True)

    def leave(self) -> None:
        self.context.close()


class People:
    """The demonstration's accounts. Each signs in once; later windows carry its session on."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.site = site
        self.browser = browser
        self.sessions: dict[str, Any] = {}

    def at_a_browser(self, who: Role | str | None, *, width: int = WIDE, scripts: bool = True) -> Someone:
        """A new window, signed in as a role or by an e-mail address, or as nobody."""
        email = EMAILS[who] if isinstance(who, Role) else who
        if email and email not in self.sessions:
            self.sessions[email] = self._session_of(email)
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            storage_state=self.sessions[email] if email else None,
            reduced_motion="reduce",
        )
        context.set_default_timeout(TIMEOUT)
        return Someone(self.site, context, context.new_page())

    def _session_of(self, email: str) -> Any:
        newcomer = self.at_a_browser(None)
        newcomer.sign_in(email)
        state = newcomer.context.storage_state()
        newcomer.leave()
        return state

    def leave(self) -> None:
        self.sessions.clear()


def seats(people: People) -> Iterator[Callable[..., Someone]]:
    """`sit_down(Role.X, width=320)`: that role at a browser, whose complaints fail the test at its end."""
    seated: list[Someone] = []

    def sit_down(who: Role | str | None = None, **how: Any) -> Someone:
        person = people.at_a_browser(who, **how)
        seated.append(person)
        return person

    yield sit_down
    complaints = [complaint for person in seated for complaint in person.complaints]
    for person in seated:
        person.leave()
    assert complaints == [], "\n".join(complaints)
