"""A lead at a bus stop: from Today to a posted update in eight taps, at 320 px, and two who post at once."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import NARROW, Someone

pytestmark = pytest.mark.browser

PLAN = "Written statement of action"
ON_TODAY = "Update the SEND toolkit"
ACTION = "Streamline the annual review process"
SIX = 6
EIGHT = 8


class Taps:
    """What a finger does, counted by the page itself: each touch of something to press, choose or type in.

    Typing on is not a tap: after the first box the keyboard's own "next" leads to the following one.
    """

    def __init__(self, someone: Someone) -> None:
        self.page = someone.page
        self.count = 0

    def on(self, *names: str, role: str = "link") -> Taps:
        """Touch a link, button or radio by its words."""
        for name in names:
            self.count += 1
            self.page.get_by_role(role, name=name).first.click()
            self.page.wait_for_load_state()
        return self

    def type_into(self, *boxes: tuple[str, str]) -> Taps:
        """Touch the first box, and go on by the keyboard."""
        self.count += 1
        for label, text in boxes:
            self.page.get_by_label(label).first.fill(text)
        return self

    def attach(self, name: str, content: bytes) -> Taps:
        """Touch the file box, and the file."""
        self.count += 2
        self.page.get_by_label("Evidence").first.set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )
        return self


def test_from_today_to_a_posted_update_in_eight_taps_and_six_fields(sit_down):
    lead = sit_down(Role.ACTION_LEAD, width=NARROW).open()
    taps = Taps(lead)
    asked = lead.page.get_by_role("row").filter(has_text=ON_TODAY)
    assert asked.count() == 1, f"Today does not ask once for it, but says:\n{lead.text()}"
    taps.count += 1
    asked.get_by_role("link", name="Post an update").click()
    lead.page.wait_for_load_state()
    groups = lead.page.locator("main form .govuk-form-group:not(.govuk-form-group .govuk-form-group)")
    assert groups.count() == SIX
    assert not lead.scrolls_sideways()
    lead.reads("Last words", "Stated by the lead", "Computed by the rulebook")
    lead.picture("update-empty")
    taps.on("Not on track, risk to delivery", role="radio")
    taps.type_into(
        ("What was done", "Two of three groups met."), ("What is next", "The third meets on 20 July."),
        ("Day", "30"), ("Month", "November"), ("Year", "2018"),
        ("Why the date moves", "The third group could not meet in June."),
    )  # fmt: skip
    taps.attach("groups.txt", b"Minutes of the groups")
    taps.on("Post update", role="button")
    assert taps.count <= EIGHT
    lead.reads("Your update was posted", "Two of three groups met.", "30 November 2018", "groups.txt")
    lead.reads("day it speaks of not said")
    assert not lead.scrolls_sideways()
    lead.picture("update-posted")

    lead.follow("Say the day").date("Which day does it speak of?", 30, 6, 2018).press("Save")
    lead.reads("speaks of 30 June 2018")


def test_two_who_post_at_once_lose_neither_their_words_nor_their_files(sit_down):
    lead = sit_down(Role.ACTION_LEAD, width=NARROW)
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    for person in (lead, officer):
        person.open("/plans/").follow(PLAN, ACTION, "Post an update")
    officer.write("What was done", "The officer was first.").press("Post update")
    officer.reads("Your update was posted")

    lead.write("What was done", "The lead wrote this meanwhile.")
    lead.attach("Evidence", "meanwhile.txt", b"What the lead chose").press("Post update")
    lead.reads("What was written meanwhile", "The officer was first.", "Already sent", "meanwhile.txt")
    assert lead.page.get_by_label("What was done").input_value() == "The lead wrote this meanwhile."
    lead.picture("update-meanwhile")
    lead.press("Post update")
    lead.reads("Your update was posted", "The lead wrote this meanwhile.", "meanwhile.txt")


def test_an_officer_enters_a_partners_words_and_they_say_so(sit_down):
    officer = sit_down(Role.IMPROVEMENT_OFFICER, width=NARROW)
    officer.open("/plans/").follow(PLAN, ACTION, "Post an update", "Enter another’s words instead")
    assert not officer.scrolls_sideways()
    officer.picture("update-for-another")
    officer.write("Somebody else: post or name", "Designated clinical officer")
    officer.write("What was done", "Told by telephone.").press("Post update")
    officer.reads("Entered by", "on behalf of Designated clinical officer", "Told by telephone.")


def test_a_program_passed_off_as_a_document_is_refused_in_words(sit_down):
    lead = sit_down(Role.ACTION_LEAD, width=NARROW)
    lead.open("/plans/").follow(PLAN, ACTION, "Post an update")
    lead.write("What was done", "See the audit.").attach("Evidence", "audit.pdf", b"MZ\x90\0\x03").press(
        "Post update"
    )
    lead.reads("There is a problem", "audit.pdf is a program, whatever its name says")
    assert lead.page.get_by_label("What was done").input_value() == "See the audit."
