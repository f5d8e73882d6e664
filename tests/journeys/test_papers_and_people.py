"""Those who write, read and look after the record: report, bodies, reading without writing, accounts."""

from __future__ import annotations

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser

WRITES = ("Post an update", "Ask for completion", "Edit this action", "Record an assessment", "Load a file")


def test_an_officer_writes_the_words_of_a_report_and_freezes_it(sit_down):
    officer = sit_down(Role.IMPROVEMENT_OFFICER)
    officer.open().follow("Reports", "Write a report")
    officer.pick("Body", "Health and Wellbeing Board").write("Period", "2017-18 Q4")
    officer.pick("Scorecard", "Children and families scorecard").press("Continue")
    officer.reads("What the report will say", "Children and families scorecard")
    officer.write("Introduction", "Assessments are quicker. Plans are not yet better.")
    officer.write("Next steps", "Audit 20 plans | Head of service | 31 October 2018")
    officer.press("Save the draft").reads("saved")
    officer.picture("report-draft")
    officer.press("Freeze and make the papers")
    officer.reads("Edition", "Assessments are quicker. Plans are not yet better.", "Audit 20 plans")
    officer.picture("paper")
    assert officer.download("Download PDF").startswith(b"%PDF-")
    assert officer.download("Download Word").startswith(b"PK")


def test_a_democratic_services_officer_changes_what_a_body_is_for(sit_down):
    clerk = sit_down(Role.DEMOCRATIC_SERVICES_OFFICER)
    clerk.open().follow("Bodies")
    clerk.picture("bodies-tree")
    clerk.follow("Corporate Parenting").follow("Change")
    clerk.write("Purpose", "Looks at how children in care fare, each quarter.").press("Save")
    clerk.reads("Looks at how children in care fare, each quarter.")


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR])
def test_who_only_reads_is_offered_nothing_to_write(sit_down, role):
    reader = sit_down(role)
    for trail in (
        ("Recommendations", "Initial health assessments are on time"),
        ("Plans", "Written statement of action", "Publish how other professionals"),
        ("Reports", "Health and Wellbeing Board"),
        ("Bodies", "Health and Wellbeing Board"),
        ("Scorecards", "Children and families scorecard"),
    ):
        reader.open().follow(*trail)
        assert [words for words in WRITES if reader.page.get_by_role("main").get_by_text(words).count()] == []
        assert reader.page.get_by_role("main").locator("form[method=post]").count() == 0


def test_a_partner_sees_their_own_actions_and_nothing_else(sit_down, people):
    partner = sit_down(Role.PARTNER)
    menu = partner.open().page.get_by_role("navigation", name="Menu").get_by_role("link")
    assert menu.all_inner_texts() == ["Plans"]
    partner.follow("Plans", "Written statement of action")
    partner.reads("Training for health professionals on planning and outcomes")
    assert "Publish how other professionals" not in partner.text()
    partner.follow("Training for health professionals on planning and outcomes").follow("Post an update")
    partner.write("What was done", "Two of six sessions were held.").press("Post update")
    partner.reads("Two of six sessions were held.")

    others = sit_down(Role.AUDITOR)
    others.open().follow("Plans", "Written statement of action", "Publish how other professionals")
    for path in (
        others.path,
        "/measures/",
        "/inspections/recommendations/",
        "/reports/",
        "/people/",
        "/loads/",
    ):
        answer = partner.page.goto(partner.site.address + path)
        assert answer.status == 403
        partner.reads("You cannot see this page", "Go to the start page")


def test_an_auditor_sees_what_was_loaded_and_who_did_what(sit_down):
    auditor = sit_down(Role.AUDITOR)
    auditor.open().follow("Everything here", "Files loaded", "scorecard-2017-18-q4.xlsx").reads(
        "What it changed", "SHA-256"
    )
    assert auditor.page.get_by_role("main").locator("form").count() == 0
    auditor.open().follow("Recommendations", "Initial health assessments are on time")
    auditor.page.get_by_text("Who did what, and when").click()
    assert auditor.page.locator("details[open]").get_by_role("listitem").count() > 0
    auditor.open().from_menu("People").follow("Improvement officer").reads("What happened")


def test_an_administrator_adds_somebody_who_then_signs_in(sit_down):
    administrator = sit_down(Role.ADMINISTRATOR)
    administrator.open().from_menu("People").follow("Add a person")
    administrator.write("Name", "Participation officer").write("Email address", "participation@demo.example")
    administrator.pick("Organisation", "The demonstration council").write(
        "First password", "a-first-password-of-theirs"
    ).press("Add")
    administrator.reads("Participation officer", "No roles yet")
    newcomer = sit_down()
    sign_in(newcomer).reads("You have no role here yet")

    administrator.pick("Role", "Board member").press("Give the role")
    administrator.reads("Board member", "The whole council")
    newcomer.open().follow("Recommendations", "Initial health assessments are on time").reads("Sign-off")
    newcomer.press("Sign out")
    assert newcomer.open("/plans/").path == "/sign-in/"


def sign_in(newcomer: Someone) -> Someone:
    newcomer.sign_in("participation@demo.example", "wrong").reads("There is a problem")
    newcomer.write("Email", "participation@demo.example").write("Password", "a-first-password-of-theirs")
    return newcomer.press("Sign in")
