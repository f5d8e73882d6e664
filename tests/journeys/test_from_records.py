"""From raw files to a figure that nobody typed, to the list behind it, a tracker, and a challenge pack."""

from __future__ import annotations

import re
import time

import pytest

from goldenthread.apps.people.models import Role
from tests.journeys.person import Someone

pytestmark = pytest.mark.browser
SECONDS_TO_READ = 60

# A small council's census of a year that the demonstration has not: two children, one enquiry that ends
# before it begins, and a source of referral that no year knows.
CENSUS = b"""<?xml version="1.0" encoding="utf-8"?>
<Message>
  <Header><CollectionDetails><Collection>CIN</Collection><Year>2013</Year>
    <ReferenceDate>2013-03-31</ReferenceDate></CollectionDetails></Header>
  <Children>
    <Child>
      <ChildIdentifiers><LAchildID>MADE-UP-1</LAchildID><PersonBirthDate>2006-02-03</PersonBirthDate>
        <GenderCurrent>1</GenderCurrent></ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      <CINdetails><CINreferralDate>2012-05-01</CINreferralDate><ReferralSource>1A</ReferralSource>
        <PrimaryNeedCode>N1</PrimaryNeedCode>
        <Assessments><AssessmentActualStartDate>2012-05-02</AssessmentActualStartDate>
          <AssessmentAuthorisationDate>2012-06-01</AssessmentAuthorisationDate></Assessments></CINdetails>
    </Child>
    <Child>
      <ChildIdentifiers><LAchildID>MADE-UP-2</LAchildID><PersonBirthDate>2010-07-09</PersonBirthDate>
        <GenderCurrent>2</GenderCurrent></ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      <CINdetails><CINreferralDate>2012-09-10</CINreferralDate><ReferralSource>99Z</ReferralSource>
        <PrimaryNeedCode>N1</PrimaryNeedCode>
        <Assessments><AssessmentActualStartDate>2012-09-11</AssessmentActualStartDate>
          <AssessmentAuthorisationDate>2012-09-01</AssessmentAuthorisationDate></Assessments></CINdetails>
    </Child>
  </Children>
</Message>
"""


def test_an_analyst_brings_a_census_and_reads_what_became_of_it(sit_down):
    analyst = sit_down(Role.PERFORMANCE_ANALYST)
    analyst.open().follow("Everything here", "Case data", "Load case data")
    analyst.attach("The files", "census-2012-13.xml", CENSUS, "application/xml")
    analyst.date("Which is the last day that they speak for?", 31, 3, 2013).press("Load")
    when_it_was_read(analyst)
    analyst.follow("Children in need census, 31 March 2013")
    analyst.reads("Problems", "Referrals", "What can be counted from it", "What cannot, and why")
    for secret in ("MADE-UP-1", "MADE-UP-2", "2006-02-03", "3 February 2006"):
        assert secret not in analyst.page.content()


def when_it_was_read(analyst: Someone) -> None:
    """The worker reads while we wait, as the page says that one may leave it."""
    until = time.monotonic() + SECONDS_TO_READ
    while "What came of them" not in analyst.text():
        assert time.monotonic() < until, analyst.text()
        time.sleep(0.5)
        analyst.page.reload()


def test_a_figure_that_nobody_typed_leads_to_its_definition_and_not_to_a_child(sit_down):
    analyst = sit_down(Role.PERFORMANCE_ANALYST)
    analyst.open().follow("Scorecards", "Made up: counted from case records")
    analyst.follow("Made up: assessments authorised within 45 working days")
    analyst.follow("82.2%").reads("Where this figure comes from", "case records", "832", "1,012")
    analyst.follow("Assessments authorised within 45 working days")
    analyst.reads("Numerator", "Assessments authorised in the period.", "In code")


def test_a_team_manager_works_from_the_list_of_what_is_overdue(sit_down):
    manager = sit_down(Role.TEAM_MANAGER)
    manager.open().follow("Trackers", "overdue").reads("Last action and note", "days late")
    manager.picture("tracker-overdue")
    case = manager.page.locator("main tbody th a").first
    number = case.inner_text()
    assert number.isdigit()
    case.click()
    manager.reads(f"Case {number}", "Deadlines", "That you opened it is written down")
    assert number not in manager.page.url
    manager.follow("Code the reason").page.get_by_role("radio").first.check()
    manager.press("Save").reads("The reason was coded.", "Delay of:")
    manager.follow("Write a note").write("Note", "The clinic has a place on Thursday.").press("Save")
    manager.reads("The clinic has a place on Thursday.")


def test_a_figure_opens_the_list_behind_it_for_the_manager_of_the_team(sit_down):
    manager = sit_down(Role.TEAM_MANAGER)
    manager.open().follow("Everything here", "What is counted from case records")
    manager.follow("Assessments authorised within 45 working days").follow("2018-19 Q1")
    manager.reads("The list behind 2018-19 Q1", "Assessment team 3", "more are of other teams")


def test_the_head_of_a_service_takes_the_pack_of_a_challenge_session(sit_down):
    head = sit_down(Role.HEAD_OF_SERVICE)
    head.open().follow("Everything here", "Challenge sessions")
    sessions = head.page.locator("main a").filter(has_text=re.compile(r"\d{1,2} \w+ 2018"))
    sessions.first.click()
    head.reads("Outliers", "Figures of")
    assert head.download("Pack (PDF)").startswith(b"%PDF-")
    assert head.download("Pack (Excel)").startswith(b"PK")


def test_somebody_else_sees_no_case(sit_down):
    for role in (Role.BOARD_MEMBER, Role.ACTION_LEAD, Role.PERFORMANCE_ANALYST, Role.AUDITOR):
        other = sit_down(role)
        answer = other.page.goto(other.site.address + "/trackers/lists/overdue/")
        assert answer.status == 403 or other.page.locator("main tbody th a").count() == 0
