"""The pages of evidence, as each role meets them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.bearing import answer, bear
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.evidence.waiting import wanted_by_evidence
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

AUDIT = {
    "title": "Audit of assessments", "source": "audit", "bears": "contradicts", "why": "A third only",
    "finding": "34% were good.", "period": "2018-19 Q1", "sample": "20 assessments",
    "effective_on_day": "30", "effective_on_month": "6", "effective_on_year": "2018",
    "sensitivity": "ordinary", "vouched_text": "Principal Social Worker",
}  # fmt: skip


def paper(content=b"What the audit found", name="audit.txt"):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def url(name, record):
    return reverse(f"evidence:{name}", args=[record.uuid])


def test_an_officer_brings_a_file_that_speaks_against_and_a_head_answers_it(
    officer, person_as, signed_in, recommendation
):
    brought = signed_in(officer).post(url("bring", recommendation), {**AUDIT, "file": [paper()]})
    piece = Piece.objects.get()
    assert brought.url == piece.get_absolute_url()
    thread = signed_in(officer).get(recommendation.get_absolute_url()).text
    for words in ("34% were good.", "Contradicts", "Unanswered", "Children and families", "None."):
        assert words in thread
    head = person_as(Role.HEAD_OF_SERVICE)
    tie = piece.bearings.get()
    client = signed_in(head)
    asked = client.get(url("answer", tie)).text
    assert "A third only" in asked
    refused = client.post(url("answer", tie), {"seen": "1", "text": ""})
    assert (refused.status_code, "Enter what is answered to it" in refused.text) == (422, True)
    client.post(url("answer", tie), {"seen": "1", "text": "A new form came in July."})
    page = client.get(piece.get_absolute_url()).text
    for words in ("A new form came in July.", piece.versions.get().sha256, "audit.txt", "30 June 2018"):
        assert words in page
    assert "Unanswered" not in page


def test_a_form_that_is_refused_keeps_the_file_and_says_what_is_wrong(officer, signed_in, recommendation):
    client = signed_in(officer)
    refused = client.post(url("bring", recommendation), {**AUDIT, "why": "", "file": [paper()]})
    assert refused.status_code == 422
    assert "Say what it contradicts" in refused.text
    assert not Piece.objects.exists()
    kept = refused.context["form"].data.getlist("file_kept")
    client.post(url("bring", recommendation), {**AUDIT, "file_kept": kept})
    assert Piece.objects.get().versions.get().file.name == "audit.txt"


def test_a_file_that_an_action_has_becomes_evidence_without_being_sent_again(
    officer, signed_in, recommendation, report
):
    address = f"{url('bring', recommendation)}?file={report.uuid}"
    assert "audit.txt" in signed_in(officer).get(address).text
    signed_in(officer).post(address, AUDIT)
    assert Piece.objects.get().versions.get().file == report


def test_a_program_that_calls_itself_a_pdf_is_refused_in_words(officer, signed_in, recommendation):
    program = paper(b"MZ\x90\x00" + bytes(64), "audit.pdf")
    refused = signed_in(officer).post(url("bring", recommendation), {**AUDIT, "file": [program]})
    assert refused.status_code == 422
    assert "audit.pdf is a program, whatever its name says." in refused.text
    assert not Piece.objects.exists()


def test_a_figure_that_is_here_becomes_evidence_and_its_page_says_when_it_was_corrected(
    officer, signed_in, recommendation, now
):
    measure = measures.define_measure("% good", unit="%", polarity="high", by=None, at=now)
    entry = Entry(measure, parse_period("2017-18 Q4"), parse_figure("34%"))
    value = measures.record_observation(entry, by=None, at=now)
    client = signed_in(officer)
    offered = client.get(url("bring_record", recommendation), {"find": "good"}).text
    assert "% good, 2017-18 Q4" in offered
    record = f"{value.observation.uuid} 2017-18 Q4"
    said = {"record": record, "bears": "supports", "why": "", "sensitivity": "ordinary"}
    client.post(url("bring_record", recommendation), said)
    piece = Piece.objects.get()
    corrected = Entry(measure, parse_period("2017-18 Q4"), parse_figure("36%"))
    measures.record_observation(corrected, by=None, at=now + timedelta(minutes=1))
    page = client.get(piece.get_absolute_url()).text
    assert "The record has changed since. It now says: 36%" in page
    assert "34%" in page
    client.post(url("new_version", piece), {"version": "1", "reason": "Corrected"})
    assert piece.versions.last().finding == "36%"


def test_a_stale_form_says_so_and_keeps_what_was_typed(officer, signed_in, audit):
    client = signed_in(officer)
    said = {"version": "1", "title": "Audit", "source": "audit", "sensitivity": "ordinary", "reason": "Short"}
    client.post(url("edit", audit), said)
    stale = client.post(url("edit", audit), {**said, "title": "Audit of June"})
    assert stale.status_code == 422
    assert "Somebody changed this piece while you were writing" in stale.text
    assert "Audit of June" in stale.text
    client.post(url("edit", audit), {**said, "version": "2", "title": "Audit of June"})
    audit.refresh_from_db()
    assert audit.title == "Audit of June"


@pytest.fixture
def restricted(report, officer, recommendation, now, today) -> Piece:
    said = Content(date(2018, 6, 30), "2018-19 Q1", "3 families", "They were not heard.", file=report)
    about = Particulars("Complaints", "children_and_families", sensitivity="restricted")
    piece = bring(about, said, today=today, by=officer, at=now)
    bear(piece, recommendation, "contradicts", why="Three of three", by=officer, at=now)
    return piece


def test_a_restricted_piece_and_its_file_are_closed_to_readers_and_open_to_the_body_that_answers(
    restricted, report, recommendation, board, officer, person_as, signed_in
):
    reader = signed_in(person_as(Role.PERFORMANCE_ANALYST))
    member = signed_in(person_as(Role.BOARD_MEMBER, scope=Scope.BODY, scope_uuid=board.uuid))
    addresses = [restricted.get_absolute_url(), reverse("files:file", args=[report.uuid])]
    assert [reader.get(one).status_code for one in addresses] == [403, 403]
    assert [member.get(one).status_code for one in addresses] == [200, 200]
    thread = recommendation.get_absolute_url()
    for client, sees in ((reader, False), (member, True), (signed_in(officer), True)):
        page = client.get(thread).text
        assert ("They were not heard." in page) is sees
        assert ("1 restricted piece is not shown to you." in page) is not sees
        listed = client.get(reverse("evidence:evidence")).text
        assert ("Complaints" in listed) is sees
        found = client.get(reverse("thread:search"), {"q": "complaints"}).text
        assert (restricted.get_absolute_url() in found) is sees


def test_the_list_is_narrowed_sorted_and_taken_away(
    audit, restricted, recommendation, officer, signed_in, today, now, django_assert_max_num_queries
):
    nothing = Particulars("=Report", "staff", expires_on=today - timedelta(days=1))
    bring(nothing, Content(today, url="https://example.org"), today=today, by=officer, at=now)
    client = signed_in(officer)
    with django_assert_max_num_queries(16):
        everything = client.get(reverse("evidence:evidence")).text
    assert all(words in everything for words in ("Audit of assessments", "Complaints", "Expired"))

    def listed(**asked):
        page = client.get(reverse("evidence:evidence"), asked).context["page"]
        return [row.piece.title for row in page]

    assert listed(state="unanswered") == listed(state="contradicts") == ["Complaints"]
    assert listed(state="expired") == ["=Report"]
    assert listed(source="audit") == listed(state="unused", kind="file") == ["Audit of assessments"]
    assert listed(find="NOT HEARD") == ["Complaints"]
    assert listed(sort="title")[0] == "=Report"
    csv = client.get(reverse("evidence:evidence"), {"format": "csv", "source": "staff"}).text
    assert "'=Report" in csv
    assert "Complaints" not in csv


def test_today_asks_for_an_answer_and_for_what_expires(
    restricted, audit, officer, person_as, recommendation, today, now
):
    def wanted(person):
        person.standing = standing_of(person, today)
        return [one.do for one in wanted_by_evidence(person, today)]

    piece = bring(
        Particulars("Old", "staff", expires_on=today + timedelta(days=9)),
        Content(today, url="https://example.org"), today=today, by=officer, at=now,
    )  # fmt: skip
    bear(piece, recommendation, "supports", by=officer, at=now)
    assert wanted(officer) == ["Answer it", "Record a new version, or another last day"]
    assert wanted(person_as(Role.ACTION_LEAD)) == []
    assert wanted(person_as(Role.AUDITOR)) == []
    answer(restricted.bearings.get(), "They were asked again.", seen=1, by=officer, at=now)
    assert wanted(officer) == ["Record a new version, or another last day"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.BOARD_MEMBER])
def test_who_only_reads_brings_changes_and_withdraws_nothing(
    role, audit, recommendation, person_as, signed_in
):
    client = signed_in(person_as(role))
    for name, record in (("bring", recommendation), ("edit", audit), ("withdraw", audit), ("use", audit)):
        assert client.post(url(name, record), {}).status_code == 403


def test_a_lead_changes_what_they_brought_and_withdraws_nothing(audit, recommendation, person_as, signed_in):
    lead = signed_in(person_as(Role.ACTION_LEAD))
    lead.post(url("bring", recommendation), {**AUDIT, "title": "Own", "file": [paper()]})
    own = Piece.objects.get(title="Own")
    assert lead.get(url("edit", own)).status_code == 200
    assert lead.get(url("edit", audit)).status_code == 403
    assert lead.get(url("withdraw", own)).status_code == 403
    lead.post(url("use", own), {"on": str(recommendation.elements.get().uuid), "bears": "supports"})
    assert own.bearings.count() == 2


def test_an_officer_withdraws_a_piece_and_takes_one_off(audit, officer, signed_in, recommendation, now):
    tie = bear(audit, recommendation, "supports", by=officer, at=now)
    client = signed_in(officer)
    client.post(url("take_off", tie), {"reason": "Of another team"})
    assert "Of another team" in client.get(audit.get_absolute_url()).text
    assert client.post(url("withdraw", audit), {"version": "1", "reason": ""}).status_code == 422
    client.post(url("withdraw", audit), {"version": "1", "reason": "Of another council"})
    page = client.get(audit.get_absolute_url()).text
    assert "Of another council" in page
    assert "Record a new version" not in page
