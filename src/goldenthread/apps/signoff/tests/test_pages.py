"""What people see of sign-offs: side by side, refusals in words, what was typed kept, changes since."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.agendas.suggestions import suggestions_for
from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import bear
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.signoff.comparing import since
from goldenthread.apps.signoff.deciding import ConditionSays
from goldenthread.apps.signoff.models import Case, Decision


def text(response) -> str:
    return " ".join(response.content.decode().split())


def contradict(recommendation, today, now) -> None:
    """An audit of the day says otherwise."""
    said = Content(today, "June 2018", "20 cases", "34% were good.", url="https://example.org/audit")
    piece = bring(Particulars("Case audit", "audit"), said, today=today, by=None, at=now)
    bear(piece, recommendation, "contradicts", why="A third only", by=None, at=now)


@pytest.fixture
def typed(case, client, sign_in, clerk, today, resolution):
    """What a clerk sends after filling in the decision page as it is shown."""
    sign_in(clerk)
    page = client.get(f"/sign-off/{case.uuid}/decide/")
    form = page.context["form"]
    return {
        "shown": form.initial["shown"], "on": today.isoformat(), "outcome": "agreed", "authority": "meeting",
        "resolution": str(resolution.uuid), "words": "The Board heard the lead.",
        **{f"reason_{one.code}": "One action goes on." for one in form.wanting},
    }  # fmt: skip


def test_the_decision_page_sets_side_by_side_what_is_said(case, client, sign_in, clerk):
    page = text(sign_in(clerk).get(f"/sign-off/{case.uuid}/decide/"))
    for words in (
        "What the lead says",
        "The pathway works.",
        "What the rules say",
        "SUF-7",
        "What speaks against",
    ):
        assert words in page
    assert "No resolution of the Health and Wellbeing Board is minuted" in page


def test_a_decision_is_recorded_with_its_reason_and_its_page_shows_the_trail(case, client, typed):
    sent = client.post(f"/sign-off/{case.uuid}/decide/", typed, follow=True)
    page = text(sent)
    assert sent.status_code == 200
    assert "One action goes on." in page
    assert "did not pass" in page
    assert "Put before body" in page
    assert Decision.objects.get().digest in page


def test_what_is_wanted_is_said_at_its_field_and_what_was_typed_stays(case, client, typed):
    sent = client.post(f"/sign-off/{case.uuid}/decide/", typed | {"reason_SUF-7": ""})
    page = text(sent)
    assert sent.status_code == 422
    assert "SGN-5" in page
    assert "The Board heard the lead." in page


def test_a_figure_that_changes_while_the_page_is_open_is_told_and_may_be_sent_again(
    recommendation, case, client, typed, now, today
):
    contradict(recommendation, today, now)
    sent = client.post(f"/sign-off/{case.uuid}/decide/", typed)
    assert sent.status_code == 422
    assert "SGN-9" in text(sent)
    assert "The Board heard the lead." in text(sent)
    again = typed | {"shown": sent.context["form"].data["shown"], "reason_SUF-6": "Asked of the lead."}
    assert client.post(f"/sign-off/{case.uuid}/decide/", again).status_code == 302


def test_the_second_who_decides_is_told_and_keeps_what_they_typed(case, client, typed, sign_in, second):
    client.post(f"/sign-off/{case.uuid}/decide/", typed)
    sent = sign_in(second).post(f"/sign-off/{case.uuid}/decide/", typed | {"words": "My own words."})
    assert sent.status_code == 422
    assert "recorded already" in text(sent)
    assert "My own words." in text(sent)


def test_a_lead_asks_and_writes_and_an_officer_puts_it_before_the_board(
    recommendation, action, meeting, client, sign_in, lead, officer
):
    sign_in(lead)
    asked = client.post(f"/sign-off/units/{recommendation.uuid}/ask/", {"phase": "2", "account": "Better."})
    assert asked.status_code == 422
    assert "SGN-1" in text(asked)
    client.post(f"/sign-off/units/{recommendation.uuid}/ask/", {"phase": "1", "account": "Done."})
    case = Case.objects.get()
    client.post(f"/sign-off/{case.uuid}/account/", {"version": "1", "account": "Done in May."})
    sign_in(officer)
    put = {"version": "2", "meeting": str(meeting.uuid)}
    assert client.post(f"/sign-off/{case.uuid}/put-before-the-body/", put).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.lead_account) == ("asked", "Done in May.")


def test_the_meeting_its_agenda_and_today_know_of_a_case(case, meeting, client, sign_in, clerk, today):
    offered = [one for one in suggestions_for(meeting, today) if one.origin == "sign-off-case"]
    assert [one.key for one in offered] == [str(case.uuid)]
    source = source_called("sign-off-case")
    [paper] = source.offers(meeting.body, today)
    assert source.pdf(paper.uuid).startswith(b"%PDF")
    page = text(sign_in(clerk).get(meeting.get_absolute_url()))
    assert "Record the decision" in page
    assert "Decision on sign-off" in text(client.get("/"))


def test_what_changed_since_shows_on_the_case_the_thread_and_the_list_and_is_settled(
    case, agreed, decided, recommendation, client, sign_in, second, now, today
):
    decision = decided(case, agreed(case))
    assert since(decision, today).changes == ()
    contradict(recommendation, today, now)
    assert since(decision, today).prompts
    sign_in(second)
    for address in (f"/sign-off/{case.uuid}/", recommendation.get_absolute_url(), "/sign-off/?state=changed"):
        assert "hanged since sign-off" in text(client.get(address))
    settle = f"/sign-off/{case.uuid}/settle/"
    shown = client.get(settle)
    assert "REO-4" in text(shown)
    said = {"marks": shown.context["form"].initial["marks"], "outcome": "kept", "reason": "By mistake"}
    assert client.post(settle, said).status_code == 302
    assert not since(decision, today).prompts
    assert "By mistake" in text(client.get(f"/sign-off/{case.uuid}/"))


def test_conditions_stand_on_their_page_and_late_ones_wait_for_somebody(
    case, agreed, decided, client, sign_in, second, today, django_assert_max_num_queries
):
    wanted = ConditionSays("90% within 3 days", today + timedelta(days=1), target_text="An audit")
    made = decided(case, agreed(case, "agreed_with_condition", conditions=(wanted,)))
    sign_in(second)
    assert "90% within 3 days" in text(client.get("/sign-off/conditions/"))
    assert "Discharge it" in text(client.get(made.conditions.get().get_absolute_url()))
    later = today + timedelta(days=30)
    second.standing = standing_of(second, later)
    assert "Condition: 90% within 3 days" in [one.what for one in waiting_for(second, later)]
    with django_assert_max_num_queries(60):
        csv = client.get("/sign-off/?format=csv").content.decode()
    assert "Agreed with a condition" in csv


def test_a_case_is_taken_away_as_a_pdf_and_as_the_text_of_its_digest(
    case, agreed, decided, client, sign_in, second
):
    sign_in(second)
    assert client.get(f"/sign-off/{case.uuid}/download.pdf").content.startswith(b"%PDF")
    assert client.get(f"/sign-off/{case.uuid}/download.json").status_code == 404
    made = decided(case, agreed(case))
    assert client.get(f"/sign-off/{case.uuid}/download.pdf").content.startswith(b"%PDF")
    assert client.get(f"/sign-off/{case.uuid}/download.json").content.decode() == made.document
