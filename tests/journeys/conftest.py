"""The real product on a home of its own, and people in browsers in front of it.

The demonstration council is made once by `goldenthread demo` and served by `goldenthread serve`. The journeys
share it: each works on records of its own, so that none breaks another.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL, SCREENS, People, Site, Someone, seats
from tests.journeys.served import Product, demonstration
from tests.make_plans import excel

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="package")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the back-up of the demonstration is, for all who test at once."""
    own = tmp_path_factory.getbasetemp()
    return (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demonstration"


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory, backup: Path) -> Iterator[Product]:
    """The demonstration council, served on a free port from a home that goes when the tests end."""
    with demonstration(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("build"), backup) as made:
        yield made


@pytest.fixture(scope="package")
def site(product: Product) -> Site:
    return product.site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, closed on leaving the journeys: other tests may not share its event loop."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed. To get it: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def people(site: Site, browser: Browser) -> Iterator[People]:
    """Everybody of the demonstration; each signs in once, through the page, when first needed."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    everybody = People(site, browser)
    yield everybody
    everybody.leave()


@pytest.fixture
def sit_down(people: People) -> Iterator[Callable[..., Someone]]:
    """`sit_down(Role.X, width=320)`: that role at a browser, whose complaints fail the test at its end."""
    yield from seats(people)


@pytest.fixture(scope="package")
def own_product(tmp_path_factory: pytest.TempPathFactory, backup: Path) -> Iterator[Product]:
    """A second council, for those who stop what serves it or move its clock on."""
    with demonstration(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("build"), backup) as made:
        yield made


@pytest.fixture
def sit_down_there(own_product: Product, browser: Browser) -> Iterator[Callable[..., Someone]]:
    """As `sit_down`, in front of the second council."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    yield from seats(People(own_product.site, browser))


@pytest.fixture(scope="package")
def work_in_progress(people: People) -> None:
    """What only a task half done has a page for: a file not yet decided on, a request, a draft."""
    officer = people.at_a_browser(Role.IMPROVEMENT_OFFICER)
    officer.open("/loads/new/").choose("Plan").write(
        "Which plan, scorecard or inspection is it of?", "A plan half loaded"
    )
    rows = [
        ["Ref", "Action", "Lead", "By when", "Wherewithal"],
        ["H1", "Meet", "Chair", "Smarch 2018", "A room"],
    ]
    officer.attach("The file", "half-loaded.xlsx", excel({"Plan": rows}), EXCEL).press("Read the file")
    officer.open("/reports/new/").pick("Body", "Cabinet").write("Period", "2017-18 Q4").press("Continue")
    for workstream, what_next in (("Autism Strategy", "Save and send"), ("Joint Commissioning", "Save")):
        begin = officer.open("/highlights/").page.get_by_role("row").filter(has_text=workstream)
        begin.get_by_role("button").click()
        officer.write("Done since last time", "The strategy is drafted.").press(what_next)
    officer.open("/interventions/").follow("Monitoring visit", "Record a notice to improve")
    officer.date("Issued on", 2, 7, 2018).write("Issued by", "Department for Education")
    officer.write("Terms", "A plan, and a meeting with an adviser every three months.")
    officer.page.locator("main form button[type=submit]").last.click()
    officer.open("/everything/").follow(
        "Plans", "Written statement of action", "Refresh the Early Years Forum"
    )
    officer.follow("Post an update").choose("In progress, on track", within="Rating")
    officer.attach("Evidence", "terms-of-reference.txt", b"Who sits on the forum").press("Post update")
    officer.reads("terms-of-reference.txt")
    officer.leave()
    _an_edition_published_and_another_approved(people)
    _a_meeting_being_minuted_and_a_pack_to_publish(people)
    lead = people.at_a_browser(Role.ACTION_LEAD)
    lead.open().follow("Plans", "Written statement of action", "Streamline the annual review process")
    lead.follow("Ask for completion").date("Completed on", 2, 7, 2018).write(
        "What was done", "One form is left."
    )
    lead.press("Ask for completion")
    lead.leave()


def _an_edition_published_and_another_approved(people: People) -> None:
    """The statement's scorecard: its first edition is published, its second waits to be."""
    officer, head = people.at_a_browser(Role.IMPROVEMENT_OFFICER), people.at_a_browser(Role.HEAD_OF_SERVICE)
    name = "Written statement of action: measures"
    for step in ("Prepare for publication", "Prepare another edition"):
        officer.open("/measures/scorecards/").follow(name, "Check and publish", step)
        if step == "Prepare another edition":
            officer.write("Why is there another edition?", "Counted anew")
        officer.press("Prepare")
        head.open("/measures/scorecards/").follow(name, "Check and publish", "Approve").press("Approve")
        if step == "Prepare for publication":
            officer.open("/measures/scorecards/").follow(name, "Check and publish", "Publish")
            officer.press("Publish")
    officer.leave()
    head.leave()


def _a_meeting_being_minuted_and_a_pack_to_publish(people: People) -> None:
    clerk = people.at_a_browser(Role.DEMOCRATIC_SERVICES_OFFICER)
    clerk.open("/meetings/?when=coming").follow("24 July 2018").press("Begin the minutes")
    minutes = clerk.path
    clerk.follow("Record attendance").page.locator("main select").first.select_option(label="Present")
    clerk.press("Save the attendance").open(minutes).follow("record a resolution")
    clerk.write("RESOLVED: That", "the report be noted.").press("Save")
    clerk.open("/bodies/").follow(
        "Health and Wellbeing Board", "decisions between meetings", "Record a decision"
    )
    clerk.choose("Urgent, by the chair").write("What was decided", "The statement is sent in on time.")
    clerk.write("What allows it", "Minute 41").write("Who decided", "Chair")
    clerk.date("When was it decided?", 9, 7, 2018).page.locator("main form button[type=submit]").last.click()
    autumn = clerk.open("/meetings/?when=coming").follow("25 September 2018").path
    clerk.follow("Build the agenda").press("Build the agenda")
    clerk.open(autumn).follow("Build and publish packs", "Build a pack")
    clerk.press("Build it").link("Publish it").wait_for(timeout=60_000)
    clerk.leave()
