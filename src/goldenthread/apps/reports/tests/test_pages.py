"""The pages of reports: the list, the draft beside what the report will say, the paper and its files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from goldenthread.apps.people.models import Role
from goldenthread.apps.reports import papers
from goldenthread.apps.reports.actions import freeze, save_draft, start_draft
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.trail.actions import record
from goldenthread.documents import canonical

pytestmark = pytest.mark.django_db
WRITERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
NOT_READERS = {Role.PARTNER, Role.PUBLIC}


@pytest.fixture
def draft(board, period, red, officer, now) -> Draft:
    return start_draft(board, period, by=officer, at=now)


@pytest.fixture
def paper(board, period, red, officer, home, now, today) -> Paper:
    return freeze(board, period, by=officer, at=now, today=today).paper


@pytest.fixture
def client(signed_in, officer):
    return signed_in(officer)


def own_words(draft: Draft, **typed) -> dict[str, object]:
    return {"introduction": "", "next_steps": "", "contact": "", "version": draft.version} | typed


def test_the_empty_list_says_what_to_do_first(client):
    assert "Choose a body and a period" in client.get(reverse("reports:reports")).content.decode()


def test_choosing_a_body_and_a_period_leads_to_its_draft(client, board, red):
    page = client.get(reverse("reports:new")).content.decode()
    assert 'value="2017-18 Q4"' in page
    answer = client.post(reverse("reports:new"), {"body": board.pk, "period": "Qtr 4, 2017-18"}, follow=True)
    assert answer.redirect_chain[-1][0] == Draft.objects.get().get_absolute_url()
    words = answer.content.decode()
    assert "What the report will say" in words
    assert "Children and families scorecard" in words


def test_a_period_that_does_not_parse_is_refused_with_those_that_have_figures(client, board, red):
    answer = client.post(reverse("reports:new"), {"body": board.pk, "period": "Smarch 2018"})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "is not a period" in words
    assert "There are figures for 2017-18 Q4" in words
    assert "Smarch 2018" in words
    assert not Draft.objects.exists()


def test_the_draft_of_a_body_without_anything_says_so_and_offers_no_freezing(client, board, period, now):
    page = client.get(start_draft(board, period, by=None, at=now).get_absolute_url()).content.decode()
    assert "There is nothing to report to Health and Wellbeing Board" in page
    assert "Freeze" not in page


def test_freezing_takes_what_was_just_typed(client, draft):
    answer = client.post(
        draft.get_absolute_url(), own_words(draft, introduction="Fell again.", do="freeze"), follow=True
    )
    assert "Edition 1 was frozen." in answer.content.decode()
    assert "Fell again." in answer.content.decode()
    assert Draft.objects.get().introduction == "Fell again."


def test_a_stale_form_shows_the_others_words_and_keeps_ones_own(client, draft, officer, now):
    save_draft(
        draft, introduction="Theirs.", next_steps="", contact="", version=draft.version, by=officer, at=now
    )
    answer = client.post(draft.get_absolute_url(), own_words(draft, introduction="Mine.", do="freeze"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs." in page
    assert "Mine." in page
    assert not Paper.objects.exists()
    seen = Draft.objects.get()
    client.post(draft.get_absolute_url(), own_words(seen, introduction="Mine."))
    assert Draft.objects.get().introduction == "Mine."


def test_the_paper_shows_its_summary_and_that_its_digest_holds(client, paper):
    page = client.get(paper.get_absolute_url()).content.decode()
    assert "The document is as it was frozen. The ledger names the same digest" in page
    assert paper.digest[:8] in page
    assert "Initial health assessments on time" in page
    assert "Provider meetings held." in page
    assert "Last heard from on 1 February 2018." in page


@pytest.fixture
def put_in(paper):
    """A paper put into the table behind the product: another text, with the digest that one says."""

    def forge(digest_of):
        text = replace(papers.document_of(paper), council="Another council").to_json()
        return Paper.objects.create(
            kind=paper.kind, body=paper.body, period_kind=paper.period_kind, starts=paper.starts,
            ends=paper.ends, edition=2, schema=1, document=text, digest=digest_of(text), as_at=paper.as_at,
            frozen_at=paper.frozen_at,
        )  # fmt: skip

    return forge


def addresses(paper):
    return (
        paper.get_absolute_url(),
        reverse("reports:download", args=[paper.uuid, "pdf"]),
        reverse("reports:table", args=[paper.uuid, "summary"]),
    )


def test_a_paper_that_the_ledger_does_not_know_is_neither_shown_nor_handed_out(client, put_in):
    for address in addresses(put_in(canonical.digest)):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "This paper cannot be shown" in answer.content.decode()
        assert "Another council" not in answer.content.decode()


def test_a_paper_whose_ledger_names_another_digest_is_neither_shown_nor_handed_out(client, put_in, now):
    forged = put_in(canonical.digest)
    record("reports.frozen", by=None, at=now, on=forged, after={"digest": "0" * 64})
    assert [client.get(address).status_code for address in addresses(forged)] == [500, 500, 500]


def test_a_paper_whose_text_is_not_that_of_its_digest_is_neither_shown_nor_handed_out(
    client, paper, put_in, now
):
    forged = put_in(lambda text: paper.digest)
    record("reports.frozen", by=None, at=now, on=forged, after={"digest": paper.digest})
    assert [client.get(address).status_code for address in addresses(forged)] == [500, 500, 500]


@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_the_paper_downloads_as_each_kind_of_file(client, paper, suffix, start):
    answer = client.get(reverse("reports:download", args=[paper.uuid, suffix]))
    assert answer.content.startswith(start)
    assert f"health-and-wellbeing-board-2017-18-q4-report-edition-1.{suffix}" in answer["Content-Disposition"]


def test_another_kind_of_file_and_another_table_are_not_found(client, paper):
    assert client.get(reverse("reports:download", args=[paper.uuid, "exe"])).status_code == 404
    assert client.get(reverse("reports:table", args=[paper.uuid, "secrets"])).status_code == 404


def test_each_table_of_the_paper_downloads_as_csv(client, paper):
    answer = client.get(reverse("reports:table", args=[paper.uuid, "recommendations"]))
    assert "Initial health assessments on time" in answer.content.decode()
    assert "board-2017-18-q4-recommendations-edition-1.csv" in answer["Content-Disposition"]


def test_the_list_filters_by_period_and_exports(client, paper):
    address = reverse("reports:reports")
    assert paper.get_absolute_url() in client.get(address, {"period": "2017-18 Q4"}).content.decode()
    assert "No paper is for that body" in client.get(address, {"period": "2016-17 Q4"}).content.decode()
    assert paper.digest in client.get(address, {"format": "csv"}).content.decode()


def test_the_bodys_page_shows_its_papers(client, paper, board):
    assert paper.get_absolute_url() in client.get(board.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_readers_read_papers_and_three_roles_write_them(role, person_as, signed_in, draft, paper):
    client = signed_in(person_as(role))
    reads = 403 if role in NOT_READERS else 200
    writes = 200 if role in WRITERS else 403
    assert client.get(reverse("reports:reports")).status_code == reads
    assert client.get(paper.get_absolute_url()).status_code == reads
    assert client.get(reverse("reports:new")).status_code == writes
    assert client.get(draft.get_absolute_url()).status_code == writes


def test_a_later_edition_is_pointed_to(client, paper, board, period, draft, officer, now, today):
    save_draft(draft, introduction="New words.", next_steps="Audit | SEND team | May", contact="",
               version=draft.version, by=officer, at=now)  # fmt: skip
    second = freeze(board, period, by=officer, at=now, today=today).paper
    assert second.get_absolute_url() in client.get(paper.get_absolute_url()).content.decode()
    assert "Audit, SEND team, May" in client.get(second.get_absolute_url()).content.decode()
