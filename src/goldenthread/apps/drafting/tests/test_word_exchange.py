"""A report in Word and back: what is kept, what is seen before anything is taken, what is refused."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from goldenthread.apps.drafting import actions, freezing, queries
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Returned, Sent
from goldenthread.apps.drafting.word_exchange import bring_back, leave, preview, send_out, take
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def with_words(content: bytes, **says: str) -> bytes:
    """The document with other words in some sections, a paragraph a line."""
    file = docx.Document(io.BytesIO(content))
    for key, text in says.items():
        box = next(
            one for one in file.element.body.iter(qn("w:sdt"))
            if one.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")) == f"gt:section:{key}"
        ).find(qn("w:sdtContent"))  # fmt: skip
        for one in list(box):
            box.remove(one)
        for line in text.split("\n"):
            box.append(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{line}</w:t></w:r></w:p>"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture
def out(writer, now, today):
    def of(report):
        return send_out(report, by=writer, at=now, today=today)[1]

    return of


@pytest.fixture
def back(writer, now):
    def of(report, content):
        return bring_back(report, content, "edited.docx", by=writer, at=now)

    return of


def test_what_goes_out_is_kept_and_untouched_says_nothing_new(begin, out, back, today):
    report = begin()
    returned = back(report, out(report))
    found = preview(returned, figures_of(report, today))
    assert (found.sections, found.refused, found.notes, found.older) == ((), (), (), False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sent.objects.update(digest="0")


def test_words_are_taken_as_a_version_and_figures_stay_live(begin, out, back, writer, now, today):
    report = begin()
    returned = back(report, with_words(out(report), impact="Fewer wait.", next_steps="One\nTwo"))
    figures = figures_of(report, today)
    found = preview(returned, figures)
    assert [(one.key, one.text) for one in found.sections] == [
        ("impact", "Fewer wait."), ("next_steps", "One\nTwo"),
    ]  # fmt: skip
    assert queries.words_at(report)["impact"] == ""
    made = take(returned, ["impact"], figures, version=1, by=writer, at=now)
    assert (made.number, made.how, made.why) == (2, "word", "edited.docx, made of version 1")
    words = queries.words_at(report)
    assert (words["impact"], words["next_steps"]) == ("Fewer wait.", "")
    assert "{figure actions_overdue}" in words["summary"]


def test_a_document_is_dealt_with_once(begin, out, back, writer, now, today):
    report = begin()
    returned = back(report, with_words(out(report), impact="Fewer wait."))
    figures = figures_of(report, today)
    with pytest.raises(Refused, match="Choose"):
        take(returned, [], figures, version=1, by=writer, at=now)
    with pytest.raises(Refused, match="Choose"):
        take(returned, ["summary"], figures, version=1, by=writer, at=now)
    take(returned, ["impact"], figures, version=1, by=writer, at=now)
    with pytest.raises(Refused, match="already"):
        leave(returned, by=writer, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Returned.objects.update(fate="left")


def test_a_document_may_be_left(begin, out, back, writer, now, today):
    report = begin()
    returned = leave(back(report, with_words(out(report), impact="Fewer wait.")), by=writer, at=now)
    assert returned.fate == "left"
    with pytest.raises(Refused, match="already"):
        take(returned, ["impact"], figures_of(report, today), version=1, by=writer, at=now)


def test_where_both_sides_changed_both_texts_are_kept(begin, out, back, writer, now, today):
    report = begin()
    content = with_words(out(report), impact="From Word", next_steps="From Word")
    actions.save_section(report, "impact", "Saved here", version=1, by=writer, at=now)
    report = queries.report_called(report.uuid)
    returned = back(report, content)
    found = preview(returned, figures_of(report, today))
    assert found.older
    by_key = {one.key: one for one in found.sections}
    assert by_key["impact"].clashes
    assert (by_key["impact"].now, by_key["impact"].text) == ("Saved here", "From Word")
    assert not by_key["next_steps"].clashes
    with pytest.raises(Refused) as refusal:
        take(returned, ["impact"], figures_of(report, today), version=1, by=writer, at=now)
    assert refusal.value.code == "stale"
    take(returned, ["impact"], figures_of(report, today), version=2, by=writer, at=now)
    assert queries.words_at(report, 2)["impact"] == "Saved here"
    assert queries.words_at(report, 3)["impact"] == "From Word"


def test_what_was_saved_here_alone_is_not_undone_by_an_older_document(begin, out, back, writer, now, today):
    report = begin()
    content = out(report)
    actions.save_section(report, "impact", "Saved here", version=1, by=writer, at=now)
    report = queries.report_called(report.uuid)
    assert preview(back(report, content), figures_of(report, today)).sections == ()


def test_a_document_of_another_report_is_refused_and_that_one_named(begin, out, back):
    one, other = begin(title="One"), begin(title="Other")
    with pytest.raises(Refused, match="of another report: “Other”") as refusal:
        back(one, out(other))
    assert refusal.value.field == "file"


def test_what_is_no_document_of_a_report_is_refused(begin, back):
    plain = io.BytesIO()
    docx.Document().save(plain)
    for content, words in ((plain.getvalue(), "none of the boxes"), (b"%PDF-1.7", "PDF")):
        with pytest.raises(Refused, match=words):
            back(begin(), content)


def test_a_frozen_report_goes_neither_out_nor_back(submitted, out, back, now, today, begin):
    report = submitted("highlight_report")
    content = out(report)
    freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    report = queries.report_called(report.uuid)
    with pytest.raises(Refused, match="frozen"):
        out(report)
    with pytest.raises(Refused, match="frozen"):
        back(report, content)


def test_a_document_of_an_earlier_edition_is_an_older_version(submitted, out, back, writer, now, today):
    report = submitted("highlight_report")
    content = with_words(out(report), next="From Word")
    freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    report = freezing.reopen(queries.report_called(report.uuid), reason="Wrong", by=writer, at=now)
    found = preview(back(report, content), figures_of(report, today))
    assert found.older
    assert [(one.key, one.text) for one in found.sections] == [("next", "From Word")]


def test_a_choice_and_a_day_come_back_as_their_kinds_keep_them(begin, out, back, today):
    report = begin("board_cover_sheet")
    content = with_words(out(report), purpose="Discussion", report_date="7 May 2018", principles="Nonsense")
    found = {one.key: one for one in preview(back(report, content), figures_of(report, today)).sections}
    assert found["purpose"].text == "Discussion"
    assert found["report_date"].text == "2018-05-07"
    assert found["principles"].why_not == "“Nonsense” is not among what can be chosen."


def test_the_whole_way_in_a_browser(client, begin, writer, somebody):
    report = begin()
    client.force_login(writer)
    answer = client.post(reverse("drafting:to_word", args=[report.uuid]))
    assert "progress-of-the-plan-version-1.docx" in answer.headers["Content-Disposition"]
    upload = SimpleUploadedFile("edited.docx", with_words(answer.content, impact="Fewer wait."))
    page = client.post(
        reverse("drafting:from_word", args=[report.uuid]), {"file": upload}, follow=True
    ).content.decode()
    assert "What it says otherwise" in page
    assert "Fewer wait." in page
    returned = Returned.objects.get()
    refused = client.post(returned.get_absolute_url(), {"version": 1})
    assert refused.status_code == 422
    client.post(returned.get_absolute_url(), {"version": 1, "sections": "impact"})
    assert queries.words_at(report)["impact"] == "Fewer wait."
    client.force_login(somebody(Role.ACTION_LEAD))
    for name in ("to_word", "from_word"):
        assert client.post(reverse(f"drafting:{name}", args=[report.uuid])).status_code == 403
    assert client.get(returned.get_absolute_url()).status_code == 403
