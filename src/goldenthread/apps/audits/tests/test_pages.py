"""The pages of audits, as each role meets them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.apps.audits.auditing import Counted, enter_count
from goldenthread.apps.audits.judging import Judged, add_case, moderate
from goldenthread.apps.audits.learning import find_theme
from goldenthread.apps.audits.models import Audit, AuditCase, Tool
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for

JUDGED = {
    "reference": "A-13", "auditor": "Team manager A", "own": "on", "stream_0": "Good",
    "stream_1": "Requires improvement", "question_0": "yes", "audited_on_day": "16",
    "audited_on_month": "7", "audited_on_year": "2018", "seen": "0",
}  # fmt: skip


def url(name, record):
    return reverse(f"audits:{name}", args=[record.uuid])


def test_an_officer_makes_a_tool_and_begins_an_audit_and_a_manager_judges_cases(
    officer, manager, signed_in, council
):
    client = signed_in(officer)
    client.post(reverse("audits:make_tool"), {
        "name": "Case audit tool", "grades": "Outstanding\nGood\nRequires improvement\nInadequate",
        "good_grades": "2", "streams": "Assessment\nPlan", "questions": "Was the child seen alone?",
    })  # fmt: skip
    typed = {"way": "cases", "title": "Case audit", "period": "2018-19 Q1", "drawn": "random"}
    refused = client.post(reverse("audits:begin"), typed)
    assert refused.status_code == 422
    assert "Choose the tool by which cases are judged" in refused.text
    begun = client.post(reverse("audits:begin"), typed | {"tool": str(Tool.objects.get().uuid)}, follow=True)
    assert "Enter the first case" in begun.text
    audit = Audit.objects.get()
    judging = signed_in(manager)
    wrong = judging.post(url("enter", audit), JUDGED | {"reference": "Sam Smith 4"})
    assert wrong.status_code == 422
    assert "This looks like a name" in wrong.text
    assert "Requires improvement" in wrong.text
    assert wrong.context["form"]["question_0"].value() == "yes"
    again = judging.post(url("enter", audit), JUDGED | {"another": "yes"})
    assert again.url == url("enter", audit)
    shown = judging.get(audit.get_absolute_url()).text
    for words in ("100%", "1 of 1", "21% to 100%", "Small sample", "Good or better", "Judgements by stream"):
        assert words in shown


def test_the_second_auditor_does_not_see_the_first_and_both_are_shown_when_they_settle(
    case, signed_in, manager, officer, told, today
):
    client = signed_in(manager)
    asked = client.get(url("moderate", case))
    assert "Judge the case by itself" in asked.text
    assert "stream_0" not in asked.context["form"].initial
    same = client.post(url("moderate", case), JUDGED | {"seen": "1"})
    assert same.status_code == 422
    assert "AUD-5" in same.text
    client.post(url("moderate", case), JUDGED | {"seen": "1", "auditor": "Team manager B"})
    stale = client.post(url("agree", case), JUDGED | {"seen": "1", "note": "We both looked again"})
    assert (stale.status_code, "We both looked again" in stale.text) == (422, True)
    assert "Somebody judged this case while you were writing" in stale.text
    settled = client.post(url("agree", case), JUDGED | {"seen": "2", "auditor": "Both"}, follow=True)
    assert "Judged by two" in settled.text
    assert "Team manager B" in settled.text


def test_board_members_read_results_and_no_case(case, person_as, signed_in, told, today):
    moderate(case, Judged("Team manager B", today, {"Plan": "Inadequate"}), today=today, **told)
    client = signed_in(person_as(Role.BOARD_MEMBER))
    shown = client.get(case.audit.get_absolute_url())
    assert "Agreement of two auditors" in shown.text
    assert "A-12" not in shown.text
    for name, record in (("case", case), ("cases", case.audit), ("workbook", case.audit)):
        assert client.get(url(name, record)).status_code == 403


def test_counts_are_entered_as_printed_and_more_good_cases_than_cases_come_back(counted, officer, signed_in):
    client = signed_in(officer)
    typed = {"of": "stream", "label": "Combined assessments", "good": "21", "cases": "20"}
    refused = client.post(url("enter_count", counted), typed)
    assert refused.status_code == 422
    assert "There are more good cases (21) than cases (20)" in refused.text
    assert "AUD-4" in refused.text
    shown = client.post(
        url("enter_count", counted), typed | {"good": "4", "cases": "", "percent": "22"}, follow=True
    )
    for words in ("22%", "4 of 18", "Sample worked out"):
        assert words in shown.text


def test_lists_filter_sort_and_download_in_few_queries(
    audit, add, counted, told, officer, signed_in, django_assert_max_num_queries
):
    add("A-1")
    enter_count(counted, Counted("Plan", good=9, cases=20), **told)
    find_theme(audit, "Voice of the child", sort="improve", **told)
    client = signed_in(officer)
    client.get(reverse("audits:audits"))
    with django_assert_max_num_queries(20):
        shown = client.get(reverse("audits:audits"), {"sort": "share", "direction": "asc"}).text
    assert shown.index("AU-2") < shown.index("AU-1")
    csv = client.get(reverse("audits:audits"), {"format": "csv", "theme": "Assessments"}).content.decode()
    assert "AU-1" in csv
    assert "AU-2" not in csv
    with django_assert_max_num_queries(30):
        client.get(audit.get_absolute_url())
    assert "A-1" in client.get(url("cases", audit), {"format": "csv"}).content.decode()
    assert client.get(url("workbook", audit)).content[:2] == b"PK"
    assert "Voice of the child" in client.get(reverse("audits:themes"), {"format": "csv"}).content.decode()
    assert "No stream has two quarters yet" in client.get(reverse("audits:trend")).text
    same = client.get(reverse("audits:compare"), {"one": str(audit.uuid), "other": str(audit.uuid)})
    assert (same.status_code, "Choose another audit" in same.text) == (422, True)
    both = client.get(reverse("audits:compare"), {"one": str(audit.uuid), "other": str(counted.uuid)}).text
    assert "The tool changed between the two" in both


def test_today_asks_others_to_moderate_and_to_settle(add, judged, told, manager, today, officer, now):
    first = add("A-1")
    moderate(first, judged("Team manager B", plan="Inadequate"), today=today, **told)
    own = add_case(first.audit, "A-2", judged(own=True), today=today, by=manager, at=now)
    assert own.pk
    waits = {}
    for person in (manager, officer):
        person.standing = standing_of(person, today)
        waits[person] = [one.do for one in waiting_for(person, today) if "AU-1" in one.what]
    assert waits[manager] == ["1 case to settle"]
    assert waits[officer] == ["1 case to settle", "1 case to moderate"]


@pytest.mark.parametrize("name", ["edit", "close"])
def test_a_stale_form_says_so_and_can_be_sent_again(audit, case, officer, signed_in, name):
    client = signed_in(officer)
    typed = {
        "version": "1", "title": "Case audit", "period": "2018-19 Q1", "drawn": "random",
        "finding": "Late plans",
    }  # fmt: skip
    client.post(url("edit", audit), typed)
    stale = client.post(url(name, audit), typed | {"finding": "Other words"})
    assert stale.status_code == 422
    assert "Somebody changed this audit" in stale.text
    assert 'name="version" value="2"' in stale.text
    assert client.post(url(name, audit), typed | {"version": "2"}).status_code == 302


def test_a_case_is_taken_out_with_a_reason(case, officer, signed_in):
    client = signed_in(officer)
    assert client.post(url("withdraw", case), {"reason": ""}).status_code == 422
    client.post(url("withdraw", case), {"reason": "Of another quarter"})
    case.refresh_from_db()
    assert case.withdrawn_reason == "Of another quarter"
    assert AuditCase.objects.count() == 1
    assert "taken out" in client.get(url("case", case)).text
