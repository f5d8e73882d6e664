"""A highlight report is drafted from the records, edited, frozen, and sent to its body."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.highlights.actions import PARTS, save_draft, send, start_draft
from goldenthread.apps.highlights.drafting import drafted
from goldenthread.apps.highlights.models import Highlight
from goldenthread.apps.highlights.queries import document_of
from goldenthread.apps.highlights.waiting import drafts_to_send
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.models import Action, Update
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.highlight_report import HighlightReport, render_pdf, render_word

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(plan, workstream, officer, now, today):
    return start_draft(workstream, by=officer, at=now, today=today)


@pytest.fixture
def member(person_as, board):
    return person_as(Role.BOARD_MEMBER, body=board)


def words_of(draft, **changed):
    return {name: getattr(draft, name) for name in PARTS} | changed


def test_a_draft_says_what_the_records_say(draft, today):
    assert draft.since == today - timedelta(days=91)
    assert draft.late == "- 1.1 Late, due 16 June 2018"
    assert draft.next.startswith("- 1.2 Ahead, due 25 August 2018")
    assert "- At risk: 1.3 Risky: Two posts are vacant." in draft.risks
    assert draft.decisions == ""


def test_what_was_said_since_last_time_is_done_and_what_was_said_before_is_not(plan, workstream, today):
    assert "1.3 Risky: Two posts are vacant." in drafted(workstream, today - timedelta(days=10), today).done
    assert "1.3 Risky" not in drafted(workstream, today, today).done


def test_a_long_list_is_cut_and_says_how_many_more(plan, workstream, today):
    for number in range(10, 20):
        Action.objects.create(plan=plan, position=number, title=f"More {number}", workstream=workstream,
                              due=today + timedelta(days=90))  # fmt: skip
    assert drafted(workstream, today, today).next.endswith("- And 7 more.")


def test_beginning_again_gives_the_draft_that_there_is(draft, workstream, now, today):
    assert start_draft(workstream, by=None, at=now, today=today) == draft


def test_only_a_workstream_has_one(board, now, today):
    with pytest.raises(Refused, match="not a workstream"):
        start_draft(board, by=None, at=now, today=today)


def test_saving_keeps_the_words_and_leaves_a_trail(draft, officer, now):
    saved = save_draft(draft, words_of(draft, decisions="- Agree it"), version=1, by=officer, at=now)
    assert (saved.decisions, saved.version) == ("- Agree it", 2)
    assert about(draft.uuid)[0].after["decisions"] == "- Agree it"


def test_who_saves_second_is_told_and_overwrites_nothing(draft, officer, now):
    save_draft(draft, words_of(draft, done="Theirs"), version=1, by=officer, at=now)
    with pytest.raises(Refused) as refusal:
        save_draft(draft, words_of(draft, done="Mine"), version=1, by=officer, at=now)
    draft.refresh_from_db()
    assert (refusal.value.code, draft.done) == ("stale", "Theirs")


def test_sending_freezes_it_and_writes_to_the_members_of_its_body(draft, board, member, officer, now, today):
    sent = send(draft, by=officer, at=now, today=today)
    report = document_of(sent)
    assert (report.workstream, report.body, report.late) == ("Timeliness", "Improvement Board", draft.late)
    message = Message.objects.get()
    assert message.to == member
    assert sent.get_absolute_url() in message.text
    assert about(sent.uuid)[-1].after["digest"] == sent.digest


def test_what_was_sent_is_neither_sent_again_nor_changed(draft, officer, now, today):
    sent = send(draft, by=officer, at=now, today=today)
    with pytest.raises(Refused, match="was sent"):
        send(draft, by=officer, at=now, today=today)
    with pytest.raises(Refused, match="was sent"):
        save_draft(draft, words_of(draft), version=1, by=officer, at=now)
    sent.document = "{}"
    with pytest.raises(DatabaseError), transaction.atomic():
        sent.save()


def test_the_next_one_looks_back_to_the_last(draft, workstream, officer, now, today):
    send(draft, by=officer, at=now, today=today)
    later = today + timedelta(days=30)
    following = start_draft(workstream, by=officer, at=now, today=later)
    assert (following.since, following.until) == (today, later)


def test_a_workstream_that_reports_to_nobody_sends_nothing(plan, officer, now, today):
    alone = add_body("Alone", kind="Workstream", by=None, at=now)
    draft = start_draft(alone, by=officer, at=now, today=today)
    with pytest.raises(Refused, match="reports to no body"):
        send(draft, by=officer, at=now, today=today)


def test_a_draft_waits_for_who_began_it_until_it_is_sent(draft, officer, member, now, today):
    [one] = drafts_to_send(officer, today)
    assert (one.href, one.since) == (draft.get_absolute_url(), today)
    assert list(drafts_to_send(member, today)) == []
    send(draft, by=officer, at=now, today=today)
    assert list(drafts_to_send(officer, today)) == []


def test_it_is_written_edited_and_sent_from_its_page(client, plan, workstream, member, officer):
    client.force_login(officer)
    address = client.post(reverse("highlights:start", args=[workstream.uuid])).url
    assert "What the records say" in client.get(address).content.decode()
    typed = {"version": 1, "done": "Much", "next": "", "late": "", "risks": "", "decisions": "- Agree it"}
    assert client.post(address, typed | {"again": "late"}).status_code == 302
    assert "1.1 Late" in client.get(address).content.decode()
    sent = client.post(address, typed | {"version": 2, "do": "send"}, follow=True)
    page = sent.content.decode()
    assert "The report was sent to the Improvement Board." in page
    assert "- Agree it" in page
    assert "Timeliness" in client.get(workstream.reports_to.get_absolute_url()).content.decode()
    highlight = Highlight.objects.get()
    for suffix in ("pdf", "docx"):
        assert client.get(reverse("highlights:download", args=[highlight.uuid, suffix])).status_code == 200
    assert client.get(reverse("highlights:download", args=[highlight.uuid, "xlsx"])).status_code == 404


def test_a_stale_form_shows_the_other_s_words_and_loses_none_of_one_s_own(client, draft, officer, now):
    save_draft(draft, words_of(draft, done="Theirs"), version=1, by=officer, at=now)
    client.force_login(officer)
    answer = client.post(draft.get_absolute_url(), words_of(draft, done="Mine") | {"version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mine" in page
    assert "Theirs" in page


def test_a_lead_writes_for_a_workstream_in_which_they_lead_and_no_other(
    client, draft, person_as, post, board, now
):
    client.force_login(person_as(Role.ACTION_LEAD, post=post))
    other = add_body("Another", kind="Workstream", reports_to=board, by=None, at=now)
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert client.post(reverse("highlights:start", args=[other.uuid])).status_code == 403


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.AUDITOR, Role.PARTNER])
def test_who_may_not_write_one_is_refused(client, draft, person_as, role):
    client.force_login(person_as(role))
    assert client.get(draft.get_absolute_url()).status_code == 403


def test_ordinary_content_fits_one_page_in_pdf_and_is_written_in_word():
    items = (
        "- 1.10 Agree one pathway for initial assessments: The clinic ran twice a month and was full.\n" * 4
    )
    report = HighlightReport(
        "The council", "Timeliness", "Improvement Board", date(2018, 4, 16), date(2018, 7, 16),
        "Head of Service", items, items, items, items, "- Agree a second clinic.\n", ("Made-up figures.",),
    )  # fmt: skip
    with pikepdf.open(BytesIO(render_pdf(report))) as pdf:
        assert len(pdf.pages) == 1
    assert render_word(report) == render_word(HighlightReport.from_json(report.to_json()))


def test_a_rating_without_words_is_counted_and_not_told_as_done(plan, workstream, now, today):
    quiet = Action.objects.create(plan=plan, position=30, title="Quiet", workstream=workstream)
    Update.objects.create(
        action=quiet, effective_on=today, recorded_at=now, level=plan.rating_key.levels.last()
    )  # fmt: skip
    done = drafted(workstream, today - timedelta(days=1), today).done
    assert "Quiet" not in done
    assert done.endswith("- 1 action was rated, without words")
