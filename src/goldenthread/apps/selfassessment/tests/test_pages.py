"""Pages: a part from writing to approval, stale forms, who is refused, reminders, freezing, files."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people.models import Role
from goldenthread.apps.selfassessment.models import Frozen, Part, SelfAssessment
from goldenthread.apps.selfassessment.queries import words_of
from goldenthread.apps.selfassessment.writing import save
from goldenthread.documents.pdf_check import check

pytestmark = pytest.mark.django_db


def at(name, record, **query):
    address = reverse(f"selfassessment:{name}", args=[record.uuid])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def test_an_officer_begins_a_year_and_says_who_writes_what(client, officer, plan, posts):
    client.force_login(officer)
    typed = {
        "plan": plan.uuid, "title": "Self-assessment 2018", "as_at_day": "16", "as_at_month": "7",
        "as_at_year": "2018",
    }  # fmt: skip
    assert client.post(reverse("selfassessment:begin"), typed | {"title": ""}).status_code == 422
    page = client.post(reverse("selfassessment:begin"), typed, follow=True).content.decode()
    assert "12 Health assessments" in page
    document = SelfAssessment.objects.get()
    chosen = {"parts": [part.uuid for part in document.parts.all()], "writer": posts[0].uuid}
    refused = client.post(at("assign", document), chosen | {"reviewer": posts[0].uuid})
    assert refused.status_code == 422
    client.post(at("assign", document), chosen | {"reviewer": posts[1].uuid})
    assert set(document.parts.values_list("writer__title", flat=True)) == {posts[0].title}


def test_a_part_is_written_handed_in_and_approved_with_its_verdict_in_pages(
    client, part, writer, reviewer, asked
):
    client.force_login(writer)
    client.post(at("write", part, heading="background"), {"text": "Late for 18 of 52.", "version": 1})
    client.post(
        at("verdict", part), {"version": 2, "of0-status": "partly_met", "of0-reason": "Half are on time."}
    )
    refused = client.post(at("verdict", part), {"version": 3, "of0-status": "no_longer_applicable"})
    assert refused.status_code == 422
    assert "Say why it no longer applies" in refused.content.decode()
    assert client.get(at("review", part)).status_code == 403
    client.post(at("hand_in", part))
    client.force_login(reviewer)
    page = client.get(part.get_absolute_url()).content.decode()
    assert "It is an assessment once the part is approved." in page
    part.refresh_from_db()
    stale = client.post(at("review", part), {"answer": "approved", "version": part.version - 1})
    assert stale.status_code == 422
    client.post(at("review", part), {"answer": "approved", "version": part.version})
    assessed = Assessment.objects.filter(recommendation=asked["12"]).last()
    assert (assessed.status, assessed.recorded_by) == ("partly_met", reviewer)
    assert "Half are on time." in assessed.reason


def test_a_stale_heading_keeps_both_texts(client, part, writer, officer, now):
    save(part, {"strengths": "What the other wrote."}, version=1, by=officer, at=now)
    client.force_login(writer)
    answer = client.post(at("write", part, heading="strengths"), {"text": "Mine.", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What the other wrote." in page
    assert "Mine." in page
    again = client.post(at("write", part, heading="strengths"), {"text": "Mine.", "version": 2})
    assert again.status_code == 302
    assert words_of([part])[part.pk]["strengths"].text == "Mine."


def test_nothing_written_is_not_handed_in_and_a_frozen_document_is_not_written(
    client, part, writer, document
):
    client.force_login(writer)
    refused = client.post(at("hand_in", part))
    assert refused.status_code == 422
    assert "Nothing is written here yet." in refused.content.decode()
    SelfAssessment.objects.filter(pk=document.pk).update(state="frozen")
    frozen = client.post(at("write", part), {"text": "x", "version": 1})
    assert frozen.status_code == 422
    assert "is frozen" in frozen.content.decode()


def test_who_has_not_written_is_named_and_reminded_from_the_page(client, part, officer, writer, document):
    client.force_login(officer)
    page = client.get(document.get_absolute_url()).content.decode()
    assert "Who has not written" in page
    assert part.writer.title in page
    client.post(at("remind", document))
    assert list(Message.objects.values_list("to", flat=True)) == [writer.pk]
    assert client.post(at("remind", document)).status_code == 422
    assert mail.outbox == []  # the worker sends


def test_a_whole_year_is_frozen_read_and_taken_away(client, document, written, officer, writer):
    client.force_login(officer)
    assert "It is not reviewed." in client.get(at("freeze", document)).content.decode()
    assert client.post(at("freeze", document)).status_code == 422
    written(document)
    client.post(at("freeze", document))
    frozen = Frozen.objects.get()
    page = client.get(frozen.get_absolute_url()).content.decode()
    assert frozen.digest in page
    assert "Remains met" in page
    for suffix, start in (("pdf", b"%PDF-1.7"), ("docx", b"PK")):
        answer = client.get(reverse("selfassessment:download", args=[frozen.uuid, suffix]))
        assert answer.content.startswith(start)
        if suffix == "pdf":
            assert check(answer.content) == ()
    assert client.get(reverse("selfassessment:download", args=[frozen.uuid, "csv"])).status_code == 404
    assert client.get(at("freeze", document)).status_code == 200


def test_a_member_reads_no_draft_and_a_partner_only_the_part_that_their_post_writes(
    client, document, part, somebody, posts
):
    client.force_login(somebody(Role.BOARD_MEMBER))
    assert client.get(document.get_absolute_url()).status_code == 403
    partner = somebody(Role.PARTNER, "partner", posts[0])
    client.force_login(partner)
    assert client.get(part.get_absolute_url()).status_code == 200
    other = Part.objects.exclude(pk=part.pk).first()
    assert client.get(other.get_absolute_url()).status_code == 403


def test_lists_are_narrowed_taken_away_and_read_in_few_queries(
    client, document, part, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    with django_assert_max_num_queries(45):
        page = client.get(f"{document.get_absolute_url()}?whose=mine").content.decode()
    assert "No part is like that" in page
    table = client.get(f"{document.get_absolute_url()}?format=csv").content.decode()
    assert "12 Health assessments,Head of Safeguarding" in table
    assert "Fell" not in table
    listed = client.get(reverse("selfassessment:documents") + "?format=csv").content.decode()
    assert "Self-assessment 2018,Improvement plan,2018-07-16" in listed
    for name in ("whole", "against_last_year"):
        assert client.get(at(name, document)).status_code == 200
    for name in ("last_year", "versions"):
        assert client.get(at(name, part)).status_code == 200
