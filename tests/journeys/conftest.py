"""The real product on a home of its own, and people in browsers in front of it.

The demonstration council is made once by `goldenthread demo` and served by `goldenthread serve`. The journeys
share it: each works on records of its own, so that none breaks another.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL, SCREENS, People, Site, Someone
from tests.make_plans import excel

CHECKOUT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("goldenthread")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# The tests' own settings and a council's own database are not the served product's.
NOT_HANDED_ON = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_OWNER_URL")
SECONDS_TO_START = 60


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration council, served on a free port from a home that goes when the tests end."""
    home, build = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("build")
    environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
    environment |= {"GOLDENTHREAD_HOME": str(home)}
    _run("demo", "--serve", "0", "--build", str(build), environment=environment)
    port = _free_port()
    with (home / "served.log").open("w") as log:
        serve = [str(COMMAND), "serve", "--port", str(port)]
        server = subprocess.Popen(serve, cwd=CHECKOUT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://localhost:{port}"
            _wait_until_it_answers(f"{address}/health", server)
            yield Site(address, build)
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)
            _remove_embedded_database(home)


def _run(*arguments: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [str(COMMAND), *arguments], cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"goldenthread {arguments[0]} failed:\n{done.stdout}\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("localhost", 0))
        return listening.getsockname()[1]


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"The product did not start to answer on {address}.")


def _remove_embedded_database(home: Path) -> None:
    """As root the embedded database stands outside the home: it goes with the home that it was made for."""
    from goldenthread.site import postgres

    cluster = postgres.cluster_for(home)
    shutil.rmtree(cluster.state, ignore_errors=True)
    shutil.rmtree(cluster.socket, ignore_errors=True)


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
    seated: list[Someone] = []

    def as_role(role: Role | None = None, **how: Any) -> Someone:
        person = people.at_a_browser(role, **how)
        seated.append(person)
        return person

    yield as_role
    complaints = [complaint for person in seated for complaint in person.complaints]
    for person in seated:
        person.leave()
    assert complaints == []


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
    officer.leave()
    lead = people.at_a_browser(Role.ACTION_LEAD)
    lead.open().follow("Plans", "Written statement of action", "Streamline the annual review process")
    lead.follow("Ask for completion").date("Completed on", 2, 7, 2018).write(
        "What was done", "One form is left."
    )
    lead.press("Ask for completion")
    lead.leave()
