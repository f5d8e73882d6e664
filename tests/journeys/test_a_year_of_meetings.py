"""A democratic services officer's year: dates, reports, a pack on the right day, minutes, what comes back.

A board said of itself that it was poor at following up what it discussed. Here what it asked for is on its
next agenda without anyone's typing.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from goldenthread.apps.people.models import Role
from goldenthread.documents.merging import examine
from goldenthread.documents.merging.read_out import read_out
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

BOARD = "Health and Wellbeing Board"
PLAN, SCORECARD = "Written statement of action", "Children and families scorecard"
FIRST, SECOND = "15 October 2019", "17 December 2019"
IN_SEPTEMBER, LAST_DAY, ON_THE_DAY = date(2019, 9, 2), date(2019, 10, 7), date(2019, 10, 15)
IN_DECEMBER = date(2019, 12, 5)
RISKS, PROGRESS, FIGURES = "Risks of the plan", "Progress of the statement", "Figures of the quarter"
REPORTS = {RISKS: "Risk report", PROGRESS: "Progress report", FIGURES: "Scorecard report"}
SAID = {
    RISKS: "Caseloads rose in the north team.",
    PROGRESS: "A manager sees each assessment within a day.",
    FIGURES: "One team recorded its visits late.",
}
DISCUSSED = "The board asked why caseloads rose in one team only."
ASKED = "the Head of Service reports on caseloads in the north team."
OWNER = "Head of Service: Safeguarding, The demonstration council"


def test_what_a_board_asks_for_comes_back_on_its_next_agenda(own_product, sit_down_there):
    product, sit_down = own_product, sit_down_there
    product.set_clock(IN_SEPTEMBER)
    clerk, officer = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER), sit_down(Role.IMPROVEMENT_OFFICER)
    make_a_year_of_meetings(clerk)
    for title in (RISKS, PROGRESS):
        write_and_submit(officer, title, Plan=PLAN)
    write_and_submit(sit_down(Role.PERFORMANCE_ANALYST), FIGURES, Scorecard=SCORECARD)
    clear_all(sit_down(Role.DIRECTOR))
    agenda = build_the_agenda(clerk, FIRST)
    for title in REPORTS:
        freeze(clerk, title)
        put_on_the_agenda(clerk, agenda, title)

    product.set_clock(LAST_DAY)
    pack = publish_the_pack(clerk)
    assert examine(pack) == ()
    heard = " ".join(" ".join(line.text for line in read_out(pack)).split())
    places = [heard.index(said) for said in SAID.values()]
    assert places == sorted(places), "the papers are read out in the agenda's order"

    product.set_clock(ON_THE_DAY)
    minute_the_meeting(clerk)

    product.set_clock(IN_DECEMBER)
    build_the_agenda(clerk, SECOND)
    clerk.reads("Matters arising", ASKED, "Late", "Agreed, to be signed")
    clerk.picture("meetings-what-comes-back")
    clerk.follow(ASKED).reads(ASKED, "Minute")


def make_a_year_of_meetings(clerk: Someone) -> None:
    clerk.open("/bodies/").follow(BOARD, "propose a year of meetings")
    clerk.write("How often", "every two months on the third Tuesday")
    clerk.write("From", "2019-10-01").write("Until", "2020-09-30")
    sent(clerk, "Propose")
    clerk.picture("meetings-a-year-proposed")
    clerk.write("Each starts at", "14:00").write("Each ends at", "16:00").write("Place", "Committee room 1")
    sent(clerk, "Make these meetings").reads("6 meetings were made", FIRST, SECOND)
    clerk.open("/meetings/notices/").reads("7 October 2019")


def write_and_submit(writer: Someone, title: str, **about: str) -> None:
    """Begin a report, fill each section that still says nothing, and ask for clearance."""
    writer.open("/drafting/start/").choose(REPORTS[title]).write("Title", title)
    writer.pick("Body", BOARD).pick("Meeting", f"{FIRST}, {BOARD}")
    for label, words in about.items():
        writer.pick(label, words)
    sent(writer, "Begin").reads("The report was begun")
    wanting = writer.page.get_by_role("row").filter(has_text="To write").get_by_role("link")
    while wanting.count():
        with writer.page.expect_navigation():
            wanting.first.click()
        typed = writer.page.locator("main textarea[name=words]")
        if typed.count():
            typed.fill(SAID[title])
        else:
            writer.page.locator("main").get_by_role("radio").first.check()
        sent(writer, "Save")
    writer.follow("Submit it")
    sent(writer, "Submit").reads("In clearance")


def clear_all(director: Someone) -> None:
    for title in REPORTS:
        waiting = director.open("/drafting/clearances/").page.get_by_role("main").get_by_role("link")
        while (asked := waiting.filter(has_text=f"clear {title}")).count():
            with director.page.expect_navigation():
                asked.first.click()
            director.choose("Cleared")
            with director.page.expect_navigation():
                director.page.locator("main button[type=submit]").last.click()
            director.open("/drafting/clearances/")


def freeze(clerk: Someone, title: str) -> None:
    clerk.open("/drafting/").follow(title)
    sent(clerk, "Freeze it for publication").reads("It can now be put on an agenda")


def build_the_agenda(clerk: Someone, day: str) -> str:
    clerk.open("/meetings/?when=coming").follow(day, "Build the agenda")
    sent(clerk, "Build the agenda").reads("Apologies for absence", "Matters arising")
    return clerk.path


def put_on_the_agenda(clerk: Someone, agenda: str, title: str) -> None:
    clerk.open(agenda).follow("Add an item").write("What the item is called", title).choose("For discussion")
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").last.click()
    clerk.page.get_by_role("link", name=re.compile(rf"Add papers\s+to item \d+, {title}")).click()
    clerk.follow("Made here")
    clerk.page.get_by_label(re.compile(title)).first.check()
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").last.click()
    clerk.reads("The item has its papers")


def publish_the_pack(clerk: Someone) -> bytes:
    """Build it, wait for it as its clerk does, and publish it on the last day that the notice allows."""
    clerk.open("/meetings/?when=coming").follow(FIRST, "Build and publish packs", "Build a pack")
    sent(clerk, "Build it")
    clerk.page.get_by_role("button", name="Publish it").wait_for(timeout=60_000)
    clerk.reads("Nothing was found in any paper", *REPORTS)
    clerk.picture("meetings-pack-built")
    clerk.follow("Publish it").reads("7 October 2019")
    sent(clerk, "Publish").reads("was published")
    return clerk.download("Download the pack")


def minute_the_meeting(clerk: Someone) -> None:
    clerk.open("/meetings/?when=coming").follow(FIRST)
    sent(clerk, "Begin the minutes")
    minutes = clerk.path
    clerk.follow("Record attendance")
    for seat in clerk.page.locator("main select").all():
        seat.select_option(label="Present")
    sent(clerk, "Save the attendance").reads("voting members present")
    clerk.open(minutes).follow(RISKS, "Write").reads(RISKS).write("What was minuted", DISCUSSED)
    clerk.page.get_by_text("Saved at").wait_for()
    sent(clerk, "Save").reads(DISCUSSED)
    clerk.follow("Record a resolution").write("RESOLVED: That", ASKED)
    sent(clerk, "Save").reads("RESOLVED: That", ASKED)
    clerk.follow("Make it an action").pick("Who owes it", OWNER).date("By when?", 2, 12, 2019)
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").last.click()
    clerk.reads("It is on the log")
    clerk.picture("meetings-minute")
    clerk.open(minutes).follow("Agree the minutes")
    with clerk.page.expect_navigation():
        clerk.page.locator("main button[type=submit]").last.click()
    clerk.reads("The minutes are agreed")


def sent(someone: Someone, button: str) -> Someone:
    """Press a button and wait for the page that comes of it."""
    with someone.page.expect_navigation():
        someone.page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()
    return someone
