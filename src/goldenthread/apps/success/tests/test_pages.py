"""The pages of success statements, as each role meets them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.success.actions import add_statement, answer_statement
from goldenthread.apps.success.models import Source, SuccessStatement

ANSWER = {
    "verdict": "partly_shown", "finding": "Two thirds say so.", "sample": "24 children",
    "effective_on_day": "30", "effective_on_month": "6", "effective_on_year": "2018",
}  # fmt: skip


def notes():
    return SimpleUploadedFile("notes.txt", b"Notes of the group", content_type="text/plain")


def url(name, record):
    return reverse(f"success:{name}", args=[record.uuid])


def test_an_officer_adds_a_statement_and_a_lead_answers_it_with_evidence(
    officer, lead, signed_in, plan, outcome
):
    added = signed_in(officer).post(url("add", plan), {
        "source": "parents", "outcome": str(outcome.uuid), "text": "Parents say that they know who to ask.",
    })  # fmt: skip
    statement = SuccessStatement.objects.get()
    assert added.url == statement.get_absolute_url()
    shown = signed_in(lead).post(url("answer", statement), {**ANSWER, "evidence": [notes()]}, follow=True)
    for words in ("Partly shown", "Two thirds say so.", "24 children", "30 June 2018", "notes.txt"):
        assert words in shown.text
    on_the_plan = signed_in(lead).get(plan.get_absolute_url()).text
    for words in ("Success statements", "Timely assessments and plans", "Two thirds say so.", "notes.txt"):
        assert words in on_the_plan


def test_an_answer_with_a_file_and_no_finding_comes_back_and_keeps_the_file(lead, signed_in, statement):
    client = signed_in(lead)
    refused = client.post(url("answer", statement), {**ANSWER, "finding": "", "evidence": [notes()]})
    assert refused.status_code == 422
    assert "A file alone counts as nothing. Say what was found in it." in refused.text
    kept = refused.context["form"].data.getlist("evidence_kept")
    client.post(url("answer", statement), {**ANSWER, "evidence_kept": kept})
    assert statement.answers.get().evidence.get().name == "notes.txt"


def test_the_list_is_narrowed_by_source_and_taken_away_as_csv(
    officer, signed_in, plan, statement, now, today
):
    audits = add_statement(
        plan, source=Source.AUDITS, text="=Audits are good", effective_on=today, by=None, at=now
    )
    answer_statement(
        audits, verdict="shown", finding="18 of 20 good", effective_on=today, today=today, by=officer, at=now
    )
    client = signed_in(officer)
    assert statement.text not in client.get(url("statements", plan), {"source": "audits"}).text
    assert statement.text in client.get(url("statements", plan), {"answer": "not_answered"}).text
    assert "No statement fits" in client.get(url("statements", plan), {"source": "parents"}).text
    rows = client.get(url("statements", plan), {"format": "csv"}).text.splitlines()
    assert rows[1].startswith("Timely assessments and plans,Children,")
    assert rows[2] == (
        "The plan as a whole,Audits,'=Audits are good,Shown,18 of 20 good,2018-07-16,,,Improvement officer,1"
    )


def test_the_list_answers_for_the_past(officer, signed_in, plan, statement):
    client = signed_in(officer)
    assert statement.text in client.get(url("statements", plan), {"as_at": "2018-06-30"}).text
    assert statement.text not in client.get(url("statements", plan), {"as_at": "2018-05-01"}).text


def test_a_statement_is_changed_and_retired_with_its_reason(officer, signed_in, statement):
    client = signed_in(officer)
    said = {"version": 1, "source": "children", "text": "Children say so.", "reason": ""}
    client.post(url("edit", statement), said)
    refused = client.post(url("retire", statement), {"version": 2, "reason": ""})
    assert "Say why it is no longer asked" in refused.text
    client.post(url("retire", statement), {"version": 2, "reason": "It was asked twice."})
    shown = client.get(statement.get_absolute_url()).text
    for words in ("no longer asked since 16 July 2018", "It was asked twice.", "Answers"):
        assert words in shown
    assert url("answer", statement) not in shown


def test_two_who_change_one_statement_lose_no_words(officer, signed_in, statement):
    client = signed_in(officer)
    client.post(url("edit", statement), {"version": 1, "source": "children", "text": "First words."})
    mine = {"version": 1, "source": "children", "text": "My own words."}
    refused = client.post(url("edit", statement), mine)
    assert refused.status_code == 422
    assert "First words." in refused.text
    assert "My own words." in refused.text
    again = mine | {"version": refused.context["form"].data["version"]}
    assert client.post(url("edit", statement), again).status_code == 302


def test_an_empty_plan_says_what_to_do_first(officer, lead, signed_in, plan):
    assert "add what children will show" in signed_in(officer).get(url("statements", plan)).text
    assert "add what children will show" in signed_in(officer).get(plan.get_absolute_url()).text
    assert "when the improvement officer has added them" in signed_in(lead).get(url("statements", plan)).text


@pytest.mark.parametrize(
    ("role", "name", "status"),
    [
        (Role.ACTION_LEAD, "answer", 200),
        (Role.TEAM_MANAGER, "answer", 200),
        (Role.HEAD_OF_SERVICE, "answer", 200),
        (Role.AUDITOR, "answer", 403),
        (Role.BOARD_MEMBER, "answer", 403),
        (Role.ACTION_LEAD, "edit", 403),
        (Role.HEAD_OF_SERVICE, "retire", 403),
        (Role.BOARD_MEMBER, "statement", 200),
    ],
)
def test_each_role_meets_what_it_may(role, name, status, person_as, signed_in, statement):
    assert signed_in(person_as(role)).get(url(name, statement)).status_code == status


def test_a_partner_reads_the_statements_of_a_plan_that_they_have_a_part_in(
    person_as, lead, signed_in, statement, health, plan, action
):
    signed_in(lead).post(url("answer", statement), {**ANSWER, "evidence": [notes()]})
    file = statement.answers.get().evidence.get()
    partner = signed_in(person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid))
    assert "Two thirds say so." in partner.get(statement.get_absolute_url()).text
    assert partner.get(reverse("files:file", args=[file.uuid])).status_code == 200
    assert partner.get(url("answer", statement)).status_code == 403
    action.leads.clear()
    assert partner.get(statement.get_absolute_url()).status_code == 403
    assert partner.get(url("statements", plan)).status_code == 403
    assert partner.get(reverse("files:file", args=[file.uuid])).status_code == 403


def test_the_evidence_of_an_answer_may_be_dated_by_the_one_who_brought_it(lead, signed_in, statement):
    client = signed_in(lead)
    client.post(url("answer", statement), {**ANSWER, "evidence": [notes()]})
    file = statement.answers.get().evidence.get()
    page = client.get(statement.get_absolute_url())
    assert reverse("files:date", args=[file.uuid]) in page.text
    client.post(reverse("files:date", args=[file.uuid]), {
        "effective_on_day": "29", "effective_on_month": "6", "effective_on_year": "2018",
    })  # fmt: skip
    file.refresh_from_db()
    assert file.effective_on == date(2018, 6, 29)


def test_the_plans_page_of_the_past_shows_the_statements_and_answers_that_were_known(
    plan, statement, officer, signed_in, now, today
):
    answer_statement(
        statement, verdict="shown", finding="Nine of ten said so.", effective_on=date(2018, 7, 1),
        today=today, by=officer, at=now,
    )  # fmt: skip
    page = signed_in(officer).get
    assert "Nine of ten said so." in page(plan.get_absolute_url()).text
    assert "Nine of ten said so." in page(plan.get_absolute_url(), {"as_at": "2018-07-01"}).text
    before = page(plan.get_absolute_url(), {"as_at": "2018-06-30"}).text
    assert statement.text in before
    assert "Nine of ten said so." not in before
    unknown = page(plan.get_absolute_url(), {"as_at": "2018-07-01", "known_at": "2018-07-02"}).text
    assert "Nine of ten said so." not in unknown
