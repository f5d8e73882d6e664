"""What goes wrong in people's hands: plain words, a way on, and nothing typed is lost."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import EXCEL, Someone
from tests.journeys.test_an_action import open_action

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.pdf", b"%PDF-1.7 not a plan", "PDF"),
        ("plan.xlsx", b"", "empty"),
        ("plan.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Office format"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 100, "Excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(sit_down, name, content, words):
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    officer.open("/loads/new/").choose("Plan")
    officer.write("Which plan, scorecard or inspection is it of?", "A plan that never comes")
    officer.attach("The file", name, content, EXCEL).press("Read the file")
    officer.reads("There is a problem", words)
    assert (
        officer.page.get_by_label("Which plan, scorecard or inspection is it of?").input_value()
        == "A plan that never comes"
    )
    officer.open("/plans/")
    assert "A plan that never comes" not in officer.text()


def test_two_windows_of_one_form_show_what_the_other_wrote_and_keep_ones_own_words(sit_down):
    first = sit_down(Role.ACTION_LEAD)
    open_action(first, "Publish the pathway for children").follow("Post an update")
    second = first.another_window()
    second.page.goto(first.page.url)
    first.write("What was done", "The health partners agreed the draft.").press("Post update")
    second.write("What was done", "Schools have seen the draft.").press("Post update")
    second.reads("There is a problem", "The health partners agreed the draft.")
    assert second.page.get_by_label("What was done").input_value() == "Schools have seen the draft."
    second.press("Post update").reads("Your update was posted", "Schools have seen the draft.")


@pytest.mark.parametrize("all_of_them", [True, False], ids=["no cookies", "an expired session"])
def test_what_was_typed_is_shown_when_the_session_has_ended(sit_down, all_of_them):
    lead = sit_down(Role.ACTION_LEAD)
    open_action(lead, "Standardise request paperwork").follow("Post an update")
    lead.write("What was done", "Forty forms became three.")
    if all_of_them:
        lead.context.clear_cookies()
    else:
        lead.context.clear_cookies(name="sessionid")
    lead.press("Post update")
    lead.reads("Your session has ended", "Forty forms became three.", "Sign in again")
    lead.follow("Sign in again")
    assert lead.path == "/sign-in/"


@pytest.mark.parametrize("path", ["/no-such-page/", "/plans/actions/00000000-0000-4000-8000-000000000000/x/"])
def test_an_unknown_address_says_so_and_leads_home(sit_down, path):
    member = sit_down(Role.BOARD_MEMBER)
    assert member.page.goto(member.site.address + path).status == 404
    member.reads("Page not found").follow("Go to the start page")
    assert member.path == "/"


def test_who_is_not_signed_in_signs_in_and_arrives_where_they_were_going(sit_down, people):
    visitor = sit_down()
    visitor.open("/bodies/")
    assert visitor.path == "/sign-in/"
    _sign_in_here(visitor)
    assert visitor.path == "/bodies/"


def _sign_in_here(visitor: Someone) -> None:
    from tests.journeys.person import EMAILS, PASSWORD

    visitor.write("Email", EMAILS[Role.ELECTED_MEMBER]).write("Password", PASSWORD).press("Sign in")
