"""Pages of reports: who sees and does what, what is refused and stays, lists and their queries, Today."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.agendas.attaching import attach_from
from goldenthread.apps.agendas.models import Agenda, Item
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.drafting import clearing, commenting, freezing, queries, template_actions
from goldenthread.apps.drafting.models import Answer, Clearance, Clearer, Comment, Report, Template
from goldenthread.apps.drafting.template_actions import SectionSays, StepSays
from goldenthread.apps.people.access import STAFF
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, somebody):
    def as_role(role):
        client.force_login(somebody(role))
        return client

    return as_role


def test_a_report_is_begun_written_and_read_from_its_pages(client, writer, board, meeting, plan):
    client.force_login(writer)
    typed = {
        "template": Template.objects.get(key="progress_report").uuid, "title": "Progress",
        "body": board.uuid, "meeting": meeting.uuid,
    }  # fmt: skip
    refused = client.post(reverse("drafting:start"), typed)
    assert refused.status_code == 422
    assert "Say which plan the report is of." in refused.content.decode()
    page = client.post(reverse("drafting:start"), typed | {"plan": plan.uuid}, follow=True).content.decode()
    assert "3 required sections still say nothing" in page
    report = Report.objects.get()
    address = f"{reverse('drafting:write', args=[report.uuid])}?section=impact"
    client.post(address, {"words": "Fewer wait.", "version": 1, "do": "next"})
    whole = client.get(reverse("drafting:whole", args=[report.uuid])).content.decode()
    assert "Fewer wait." in whole
    assert "Actions: <strong>2</strong>." in whole


def test_a_stale_section_keeps_both_texts(client, begin, writer):
    report = begin()
    client.force_login(writer)
    address = f"{reverse('drafting:write', args=[report.uuid])}?section=impact"
    client.post(address, {"words": "Theirs", "version": 1})
    answer = client.post(address, {"words": "Mine", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs" in page
    assert "Mine" in page
    client.post(address, {"words": "Mine", "version": 2})
    assert queries.words_at(report)["impact"] == "Mine"


def test_submitting_what_is_not_complete_names_each_section(client, begin, writer):
    report = begin()
    client.force_login(writer)
    answer = client.post(reverse("drafting:submit", args=[report.uuid]))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert f"{reverse('drafting:write', args=[report.uuid])}?section=impact" in page


def test_a_report_is_cleared_frozen_and_reopened_from_its_pages(client, submitted, director, writer):
    report = submitted("risk_report")
    clearance = Clearance.objects.get()
    client.force_login(director)
    assert client.get(clearance.get_absolute_url()).status_code == 200
    typed = {"version": report.version, "answer": "back"}
    refused = client.post(clearance.get_absolute_url(), typed)
    assert refused.status_code == 422
    client.post(clearance.get_absolute_url(), typed | {"answer": "cleared"})
    client.force_login(writer)
    page = client.post(
        reverse("drafting:freeze", args=[report.uuid]), {"version": report.version}, follow=True
    ).content.decode()
    assert "Download PDF" in page
    frozen = report.editions.get()
    pdf = client.get(reverse("drafting:download", args=[frozen.uuid, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    assert client.get(reverse("drafting:download", args=[frozen.uuid, "txt"])).status_code == 404
    client.post(reverse("drafting:reopen", args=[report.uuid]), {"reason": "Wrong"})
    assert queries.report_called(report.uuid).edition == 2


def test_an_altered_document_is_not_shown(client, submitted, writer, now, today, monkeypatch):
    report = submitted("highlight_report")
    frozen = freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    monkeypatch.setattr("goldenthread.documents.canonical.digest", lambda text: "another")
    client.force_login(writer)
    assert client.get(frozen.get_absolute_url()).status_code == 500
    with pytest.raises(Refused, match="altered"):
        source_called("drafted-report").pdf(report.uuid)


def test_a_frozen_report_is_a_paper_for_an_agenda(submitted, board, now, today):
    report = submitted("highlight_report")
    source = source_called("drafted-report")
    [offered] = source.offers(board, today)
    assert (offered.ready, offered.state) == (False, "Edition 1: cleared")
    with pytest.raises(Refused, match="not frozen yet"):
        source.pdf(report.uuid)
    freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    assert source.describe(report.uuid).state == "Edition 1, frozen on 16 July 2018"
    assert source.pdf(report.uuid).startswith(b"%PDF")
    assert source.describe(board.uuid) is None


@pytest.mark.parametrize(("part", "paragraph", "reads"), [(1, None, True), (2, 3, False)])
def test_members_read_what_is_frozen_and_put_before_them_in_public(
    client, submitted, board, meeting, somebody, writer, now, today, part, paragraph, reads
):
    report = submitted("highlight_report")
    frozen = freezing.freeze(report, version=report.version, by=None, at=now, today=today)
    member, lead = somebody(Role.BOARD_MEMBER), somebody(Role.ACTION_LEAD)
    client.force_login(member)
    assert client.get(frozen.get_absolute_url()).status_code == 403
    item = Item.objects.create(
        agenda=Agenda.objects.create(meeting=meeting, recorded_at=now), position=1, part=part,
        exempt_paragraph=paragraph, title="Highlights", recorded_at=now,
    )  # fmt: skip
    attach_from(item, "drafted-report", report.uuid, by=writer, at=now)
    assert client.get(frozen.get_absolute_url()).status_code == (200 if reads else 403)
    assert client.get(report.get_absolute_url()).status_code == 403
    client.force_login(lead)
    assert client.get(report.get_absolute_url()).status_code == (200 if reads else 403)
    listed = client.get(reverse("drafting:reports")).content.decode()
    assert (report.title in listed) is reads
    client.force_login(writer)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Item 1, 20 September 2018: Highlights" in page


def test_what_waits_is_said_to_who_clears_and_to_who_writes(submitted, director, writer, now, today):
    report = submitted("risk_report")
    director.standing, writer.standing = standing_of(director, today), standing_of(writer, today)
    [waits] = waiting_for(director, today)
    assert waits.what == "Director clearance: Progress of the plan"
    assert waits.due == date(2018, 9, 10)
    [late] = waiting_for(director, date(2018, 9, 11))
    assert late.why.endswith("It is overdue.")
    clearing.answer(
        Clearance.objects.get(), Answer.BACK, words="Costs", version=report.version, by=director, at=now
    )
    assert waiting_for(director, today) == []
    assert "sent it back: Costs" in waiting_for(writer, today)[0].why


def test_a_director_who_wrote_a_report_is_not_asked_to_clear_it(submitted, somebody, today):
    submitter = somebody(Role.DIRECTOR, "submitter")
    submitted("risk_report", by=submitter)
    submitter.standing = standing_of(submitter, today)
    assert waiting_for(submitter, today) == []


def test_a_comment_is_said_answered_and_settled(client, begin, writer, somebody):
    report = begin()
    client.force_login(somebody(Role.ACTION_LEAD))
    client.post(reverse("drafting:comment", args=[report.uuid, "impact"]), {"text": "Say more."})
    comment = Comment.objects.get()
    client.force_login(writer)
    reply = reverse("drafting:reply", args=[comment.uuid])
    assert client.post(reply, {"text": ""}).status_code == 422
    client.post(reply, {"text": "I will."})
    page = client.get(reverse("drafting:section", args=[report.uuid, "impact"])).content.decode()
    assert "I will." in page
    assert "Answered" in page
    client.post(reply, {"text": "", "settle": "on"})
    comment.refresh_from_db()
    assert comment.state == "settled"
    assert client.post(reply, {"text": "Again"}).status_code == 422


def test_nothing_is_said_of_a_section_that_is_not_there_or_of_a_frozen_report(begin, writer, now):
    report = begin()
    for key, text in (("nothing", "Words"), ("impact", " ")):
        with pytest.raises(Refused):
            commenting.comment(report, key, text, by=writer, at=now)
    report.state = "frozen"
    report.save()
    with pytest.raises(Refused, match="frozen"):
        commenting.comment(report, "impact", "Words", by=writer, at=now)


@pytest.mark.parametrize("role", Role)
def test_pages_are_for_their_roles(sign_in, begin, role):
    report = begin()
    client = sign_in(role)
    template = Template.objects.get(key="risk_report")
    pages = [
        reverse("drafting:reports"), reverse("drafting:clearances"), reverse("drafting:templates"),
        report.get_absolute_url(), template.get_absolute_url(),
        reverse("drafting:versions", args=[report.uuid]), reverse("drafting:whole", args=[report.uuid]),
    ]  # fmt: skip
    for page in pages:
        assert client.get(page).status_code == (200 if role in (*STAFF, Role.AUDITOR) else 403)
    clerk = role in {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
    for name in ("write", "submit", "place"):
        address = reverse(f"drafting:{name}", args=[report.uuid])
        assert client.get(address).status_code == (200 if clerk else 403)


def test_a_list_is_narrowed_and_taken_away_so(client, begin, writer, somebody, board, meeting):
    begin(title="Mine")
    other = somebody(Role.DEMOCRATIC_SERVICES_OFFICER, "other")
    begin(title="Theirs", by=other, meeting=None)
    client.force_login(writer)
    for query, titles in (
        ({}, ["Theirs", "Mine"]),
        ({"whose": "mine"}, ["Mine"]),
        ({"meeting": meeting.uuid}, ["Mine"]),
        ({"state": "frozen"}, []),
        ({"body": board.uuid}, ["Theirs", "Mine"]),
        ({"body": "nonsense"}, ["Theirs", "Mine"]),
    ):
        answer = client.get(reverse("drafting:reports"), query | {"format": "csv"})
        lines = answer.content.decode().splitlines()[1:]
        assert [line.split(",")[0] for line in lines] == titles


def test_pages_ask_the_database_little(client, submitted, begin, writer, django_assert_max_num_queries):
    report = submitted()
    for number in range(12):
        begin(title=f"Report {number}")
    client.force_login(writer)
    # 9 of each are the session's, the person's and the page's frame.
    for address, most in (
        (reverse("drafting:reports"), 16),
        (report.get_absolute_url(), 34),
        (reverse("drafting:whole", args=[report.uuid]), 50),
        (f"{reverse('drafting:write', args=[report.uuid])}?section=impact", 50),
        (reverse("drafting:clearances"), 14),
        (reverse("drafting:versions", args=[report.uuid]), 22),
        (reverse("drafting:templates"), 14),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_an_empty_list_says_what_to_do_first(sign_in):
    page = sign_in(Role.IMPROVEMENT_OFFICER).get(reverse("drafting:reports")).content.decode()
    assert "No report has been begun yet" in page


def test_the_body_and_the_meeting_show_the_reports_that_are_written_for_them(
    client, begin, writer, board, meeting
):
    report = begin()
    client.force_login(writer)
    for page in (board.get_absolute_url(), meeting.get_absolute_url()):
        assert report.get_absolute_url() in client.get(page).content.decode()


def test_a_template_changes_by_versions_and_a_report_keeps_its_own(begin, writer, now):
    report = begin("risk_report")
    template = Template.objects.get(key="risk_report")
    by = {"by": writer, "at": now}
    says = SectionSays(key="", title="Largest risk", guidance="One only.")
    version = template_actions.add_section(template, says, after="summary", seen=1, **by)
    assert list(version.sections.values_list("key", flat=True))[:3] == ["summary", "largest_risk", "new"]
    assert "largest_risk" not in [one.key for one in queries.sections_of(report)]
    assert "largest_risk" in [one.key for one in queries.sections_of(begin("risk_report"))]
    with pytest.raises(Refused) as refusal:
        template_actions.add_section(template, says, after="", seen=1, **by)
    assert refusal.value.code == "stale"
    version = template_actions.move_section(template, "largest_risk", up=True, seen=2, **by)
    assert version.sections.first().key == "largest_risk"
    with pytest.raises(Refused, match="end already"):
        template_actions.move_section(template, "largest_risk", up=True, seen=3, **by)
    version = template_actions.remove_section(template, "largest_risk", seen=3, **by)
    assert version.number == 4


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "Choice", "kind": "choice", "choices": "One"}, "choices"),
        ({"title": "Boxes", "kind": "boxes", "choices": "One\nOne"}, "choices"),
    ],
)
def test_a_section_of_a_template_is_complete(writer, now, says, field):
    template = Template.objects.get(key="risk_report")
    with pytest.raises(Refused) as refusal:
        template_actions.change_section(
            template, "summary", SectionSays(key="", **says), seen=1, by=writer, at=now
        )
    assert refusal.value.field == field


def test_who_clears_a_template_is_changed(writer, now):
    template = Template.objects.get(key="risk_report")
    finance = Clearer.objects.get(key="finance")
    with pytest.raises(Refused, match="no section"):
        template_actions.change_route(
            template, [StepSays(finance, 5, ("nothing",))], seen=1, by=writer, at=now
        )
    with pytest.raises(Refused, match="once"):
        template_actions.change_route(
            template, [StepSays(finance, 5), StepSays(finance, 2)], seen=1, by=writer, at=now
        )
    version = template_actions.change_route(
        template, [StepSays(finance, 5, ("summary",))], seen=1, by=writer, at=now
    )
    assert [(str(one), one.covers) for one in version.route.all()] == [("Finance", "summary")]


def test_templates_are_changed_from_their_pages(sign_in):
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    template = Template.objects.get(key="visit_report")
    typed = {"seen": 1, "title": "Weather", "kind": "text", "after": "service"}
    client.post(reverse("drafting:add_section", args=[template.uuid]), typed)
    address = reverse("drafting:change_section", args=[template.uuid, "weather"])
    refused = client.post(address, typed | {"seen": 2, "kind": "choice"})
    assert refused.status_code == 422
    client.post(address, typed | {"seen": 2, "title": "The weather"})
    client.post(address, {"seen": 3, "do": "remove"})
    client.post(reverse("drafting:change_route", args=[template.uuid]), {"seen": 4, "days_director": 3})
    assert template.versions.count() == 5
    assert template.versions.order_by("-number").first().route.get().days_before == 3
    page = client.get(template.get_absolute_url()).content.decode()
    assert "Removed: The weather" in page
    assert client.post(reverse("drafting:clearers"), {}).status_code == 302
