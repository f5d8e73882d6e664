"""The server is killed while a round of requests is sent: nothing of it is half done afterwards."""

from __future__ import annotations

import csv
import time
from datetime import date
from io import StringIO

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL, Someone
from tests.make_plans import excel

pytestmark = pytest.mark.browser

PLAN = "Outreach plan"
LEADS = ("Project Manager (SEND)", "Quality Inclusion Officer", "SEND Service Manager")
ACTIONS = 240
# From before the first row is written to after the last letter is queued.
SECONDS_BEFORE_IT_DIES = (0.03, 0.15, 0.5, 1.2)
SECONDS_TO_DELIVER = 60


@pytest.fixture
def officer(sit_down_there) -> Someone:
    """An officer before a plan of many actions, which three people lead."""
    rows = [
        [f"R{number}", f"Visit street {number}", LEADS[number % len(LEADS)], date(2018, 12, 3)]
        for number in range(1, ACTIONS + 1)
    ]
    someone = sit_down_there(Role.IMPROVEMENT_OFFICER)
    someone.open("/loads/new/").choose("Plan")
    someone.write("Which plan, scorecard or inspection is it of?", PLAN)
    plan = excel({"Plan": [["Ref", "Action", "Lead", "By when"], *rows]})
    someone.attach("The file", "outreach.xlsx", plan, EXCEL).press("Read the file").press("Accept")
    return someone.reads("Accepted")


def test_a_round_that_was_being_sent_is_there_whole_or_not_at_all(own_product, officer):
    for attempt, seconds in enumerate(SECONDS_BEFORE_IT_DIES):
        wanted_on = date(2019, 12, 1 + attempt)
        fill_in(officer, wanted_on)
        officer.page.get_by_role("button", name="Send the letters").click(no_wait_after=True)
        time.sleep(seconds)
        own_product.kill()
        own_product.serve()

        letters = letters_wanted_by(officer, wanted_on)
        if letters:
            officer.open("/plans/").follow(PLAN, "Who has not replied")
            officer.reads(f"Wanted by {wanted_on.day} December 2019")
            assert requests_of_the_round(officer) == ACTIONS
            deliver(officer, wanted_on)
        assert len(letters) in {0, len(LEADS)}, f"killed after {seconds} s"
    assert letters, "the last attempt was given time enough"


def fill_in(officer: Someone, wanted_on: date) -> None:
    officer.open("/plans/").follow(PLAN, "Ask for updates")
    officer.date("Answers wanted by", wanted_on.day, wanted_on.month, wanted_on.year)
    again = officer.page.get_by_label("Close the round that is open, and ask again")
    if again.count():
        again.check()
    officer.press("See who will be asked").reads(f"{len(LEADS)} people get one letter each")


def requests_of_the_round(officer: Someone) -> int:
    """How many lines the round on the page has as CSV, without its heading."""
    answer = officer.context.request.get(f"{officer.page.url}?format=csv")
    return len(list(csv.reader(StringIO(answer.text())))) - 1


def letters_wanted_by(officer: Someone, day: date) -> list[str]:
    """The rows of the mailbox about a round; each says how far its letter is."""
    subject = f"Wanted by {day.day} December 2019"
    rows = officer.open("/mail/").page.get_by_role("row").filter(has_text=subject)
    return rows.all_inner_texts()


def deliver(officer: Someone, day: date) -> None:
    """Wait until the worker that was started again has sent every letter."""
    until = time.monotonic() + SECONDS_TO_DELIVER
    while time.monotonic() < until:
        letters = letters_wanted_by(officer, day)
        # The letter that was in the killed worker's hands may have gone out, so it is not sent a second time.
        in_its_hands = [letter for letter in letters if "Being sent" in letter]
        if len(in_its_hands) <= 1 and all("Sent" in one for one in letters if one not in in_its_hands):
            return
        time.sleep(1)
    raise AssertionError(f"Not sent: {letters}")
