"""The register's pages: what is shown, narrowed, taken away, asked and refused."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from goldenthread.apps.agendas.suggestions import suggestions_for
from goldenthread.apps.measures.actions import define_measure
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.risks.actions import Says, add_risk, tie_risk
from goldenthread.apps.risks.lifecycle import escalate
from goldenthread.apps.risks.models import Risk, RiskScale, RiskTreatment

WHEN = {"effective_on_day": "16", "effective_on_month": "7", "effective_on_year": "2018"}


@pytest.fixture
def officer(person_as):
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def client(officer, signed_in):
    return signed_in(officer)


def page(client, name, *args, **query):
    return client.get(reverse(f"risks:{name}", args=args), query)


def send(client, name, risk, **said):
    return client.post(reverse(f"risks:{name}", args=[risk.uuid]), {"version": risk.version, **said})


def test_the_register_is_narrowed_sorted_and_taken_away(client, scored, today, now):
    risk = scored(4, 4)
    add_risk(Says("Late advice"), opened_on=today, today=today, by=None, at=now)
    text = page(client, "risks").content.decode()
    assert text.index("Too few caseworkers") < text.index("Late advice")
    assert "16 Very high" in text
    assert "RSK-3" in text
    assert "Too few" not in page(client, "risks", flag="RSK-8").content.decode()
    assert "Too few" in page(client, "risks", cell="4x4").content.decode()
    assert "Late advice" not in page(client, "risks", cell="4x4").content.decode()
    assert "R-1,Too few caseworkers" in page(client, "risks", format="csv").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(page(client, "risks", format="xlsx").content))
    assert [cell.value for cell in book.active["A"]][1:] == ["R-1", "R-2"]
    assert page(client, "risks", format="pdf").content.startswith(b"%PDF")
    assert page(client, "risks", format="odt").status_code == 400
    assert risk.get_absolute_url() in text


def test_the_heat_map_counts_in_words_and_leads_to_the_list(client, scored):
    scored(4, 4)
    text = page(client, "heat_map").content.decode()
    assert "?cell=4x4" in text
    assert "1 risk</strong>" in text
    assert "16 Very high" in text


def test_a_risk_is_shown_as_it_stood(client, scored, today):
    risk = scored(4, 4)
    scored(2, 2, on=today)
    now = page(client, "risk", risk.uuid, "r-1").content.decode()
    then = page(client, "risk", risk.uuid, "r-1", as_at="2018-05-01").content.decode()
    assert "4 Low" in now
    assert "<svg" in now
    assert "4 Low" not in then
    assert "Review it" not in then
    assert page(client, "risk", risk.uuid, "r-1", as_at="2018-01-01").status_code == 404


def test_empty_pages_say_what_to_do_first(client, council):
    assert "set the scale" in page(client, "risks").content.decode()
    assert "set the scale" in page(client, "heat_map").content.decode()


def test_the_suggested_scale_is_kept_as_the_form_shows_it(client, council):
    form = page(client, "set_scale").context["form"]
    said = {name: value for name, value in form.initial.items() if value not in (None, False)}
    said |= {f"band_{row}_{part}": "circle" if part == "shape" else "green"
             for row in (5, 6) for part in ("shape", "colour")}  # fmt: skip
    refused = client.post(reverse("risks:set_scale"), said | {"band_1_starts_at": "2"})
    assert refused.status_code == 422
    assert "begins at a score of 1" in refused.content.decode()
    assert client.post(reverse("risks:set_scale"), said).status_code == 302
    assert RiskScale.objects.get().bands[-1]["word"] == "Very high"


def test_a_risk_is_added_scored_and_escalated_in_a_browser_s_forms(client, scale, board, workstream, owner):
    added = client.post(reverse("risks:add"), {
        "title": "Late advice", "owner": str(owner.uuid), "body": str(workstream.uuid),
        "opened_on_day": "1", "opened_on_month": "7", "opened_on_year": "2018",
    })  # fmt: skip
    risk = Risk.objects.get()
    assert added.url == risk.get_absolute_url()
    assert send(client, "score", risk, kind="current", likelihood="5", impact="4", **WHEN).status_code == 302
    risk.refresh_from_db()
    assert send(client, "escalate", risk, body=str(board.uuid), reason=" ", **WHEN).status_code == 422
    assert send(client, "escalate", risk, body=str(board.uuid), reason="Why", **WHEN).status_code == 302
    risk.refresh_from_db()
    assert risk.body == board


def test_a_stale_form_says_so_and_keeps_what_was_typed(client, scored):
    risk = scored(3, 3)
    answer = send(client, "close", risk, version=1, reason="All posts are filled", **WHEN)
    assert answer.status_code == 422
    assert "while you were writing" in answer.content.decode()
    assert "All posts are filled" in answer.content.decode()
    assert answer.context["form"]["version"].value() == str(risk.version)


def test_a_treatment_is_tied_and_ended(client, risk, action):
    address = reverse("risks:ties", args=[risk.uuid])
    assert client.post(address, {}).status_code == 422
    client.post(address, {"action": str(action.uuid)})
    assert RiskTreatment.objects.get().action == action
    client.post(address, {"end": f"action {action.uuid}"})
    assert not RiskTreatment.objects.exists()
    assert RiskTreatment.ever.exists()


@pytest.mark.parametrize(
    ("role", "owns", "name", "status"),
    [
        (Role.ACTION_LEAD, True, "score", 200), (Role.ACTION_LEAD, False, "score", 403),
        (Role.ACTION_LEAD, True, "close", 403), (Role.HEAD_OF_SERVICE, False, "close", 200),
        (Role.BOARD_MEMBER, False, "edit", 403), (Role.AUDITOR, False, "escalate", 403),
    ],
)  # fmt: skip
def test_owners_score_and_managers_decide(risk, owner, person_as, signed_in, role, owns, name, status):
    person = person_as(role, owner if owns else None)
    assert signed_in(person).get(reverse(f"risks:{name}", args=[risk.uuid])).status_code == status


def test_an_agenda_is_offered_what_came_up_and_what_is_to_be_reviewed(risk, board, today, now):
    meeting = add_meeting(board, held_on=today + timedelta(days=9), by=None, at=now)
    escalate(risk, board, reason="Too large", version=1, effective_on=today, today=today, by=None, at=now)
    Risk.objects.update(review_on=today)
    offered = [(one.origin, one.title) for one in suggestions_for(meeting, today) if one.group == "Risks"]
    assert offered == [
        ("escalated-risk", "Escalated risk R-1 Too few caseworkers"),
        ("risk-review", "Review of risk R-1 Too few caseworkers"),
    ]


def test_a_review_that_is_due_waits_for_the_owner_and_an_escalation_for_officers(
    risk, board, owner, person_as, officer, today, now
):
    Risk.objects.update(review_on=today)
    lead = person_as(Role.ACTION_LEAD, owner)
    assert [one.do for one in waiting_for(lead, today)] == ["Review it"]
    assert "Review it" not in [one.do for one in waiting_for(officer, today)]
    risk.refresh_from_db()
    escalate(risk, board, reason="Too large", version=1, effective_on=today, today=today, by=None, at=now)
    assert "Review it, or give it back" in [one.do for one in waiting_for(officer, today)]


def test_risks_are_shown_on_the_pages_of_what_they_bear_on(client, risk, recommendation, action, now):
    measure = define_measure("% on time", unit="%", polarity="high", by=None, at=now)
    for record in (recommendation, action, measure):
        tie_risk(risk, record, by=None, at=now)
    pages = [one.get_absolute_url() for one in (recommendation, action, action.plan, risk.body)]
    for address in [*pages, reverse("measures:measure", args=[measure.uuid, "on-time"])]:
        assert "R-1 Too few caseworkers" in client.get(address).content.decode()


def test_the_register_s_page_takes_the_same_queries_whatever_is_on_it(
    client, scored, action, today, now, django_assert_max_num_queries
):
    risk = scored(4, 4)
    for number in range(6):
        one = add_risk(Says(f"Risk {number}"), opened_on=date(2018, 7, 1), today=today, by=None, at=now)
        tie_risk(one, action, by=None, at=now)
    with django_assert_max_num_queries(50):
        page(client, "risks")
    with django_assert_max_num_queries(50):
        page(client, "risk", risk.uuid, "r-1")
