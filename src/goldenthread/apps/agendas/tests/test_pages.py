"""The pages of agendas: read by members, kept by clerks, ordered with and without scripts."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.apps.agendas import attaching, items, publishing
from goldenthread.apps.agendas.attaching import Described
from goldenthread.apps.agendas.items import Late, Says
from goldenthread.apps.agendas.models import Agenda, Item, PaperOn, Part
from goldenthread.apps.agendas.queries import items_of
from goldenthread.apps.agendas.tests.make import (
    a_pdf,
    item_of,
    make_agenda,
    make_board,
    make_meeting,
    make_person,
    make_standing,
    titles,
)
from goldenthread.apps.agendas.waiting import agendas_to_make
from goldenthread.apps.bodies.models import Body, NoticeLaw
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.queries import about

pytestmark = pytest.mark.django_db
SECRET = "The price of each tender"


@pytest.fixture(autouse=True)
def council(clock_offset, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def agenda(now, today):
    return make_agenda(now, today)


@pytest.fixture
def clerk(client, now):
    client.force_login(make_person(Role.DEMOCRATIC_SERVICES_OFFICER, now))
    return client


@pytest.fixture
def read_as(client, now):
    def person(role, body=None):
        client.force_login(make_person(role, now, body=body))
        return client

    return person


@pytest.fixture
def contract(agenda, now):
    says = Says(
        "Contract", words=SECRET, part=Part.EXEMPT, exempt_paragraph=3, public_interest="A tender is open"
    )
    item = items.add_item(agenda, says, by=None, at=now)
    attaching.attach_file(item, a_pdf(now), Described("Tenders compared"), by=None, at=now)
    return item


def at(name, record):
    return reverse(f"agendas:{name}", args=[record.uuid])


def test_a_clerk_builds_an_agenda_with_one_button(clerk, now):
    body = make_board(now)
    make_standing(body, now)
    meeting = make_meeting(body, now)
    page = clerk.get(reverse("agendas:agenda", args=[meeting.uuid, "agenda"])).content.decode()
    assert "The agenda is not begun" in page
    answer = clerk.post(at("build", meeting), follow=True)
    assert "5 items were put on the agenda." in answer.content.decode()
    assert "Nothing new" in clerk.post(at("build", meeting), follow=True).content.decode()


def test_the_agenda_says_when_items_start_and_whether_it_runs_over(clerk, agenda):
    clerk.post(at("end", agenda.meeting), {"ends_at": "2.20pm"})
    page = clerk.get(agenda.get_absolute_url()).content.decode()
    assert "Runs 5 minutes over." in page
    assert "25 minutes in all: from 14:00 to 14:25." in page
    assert "14:15" in page
    assert "1 item without minutes." in page


def test_a_reader_sees_what_was_published_and_not_what_a_clerk_is_at(read_as, agenda, now, today):
    publishing.publish_agenda(agenda, today=today, by=None, at=now)
    items.add_item(agenda, Says("Slipped in"), late=Late("A letter", "The chair"), by=None, at=now)
    page = read_as(Role.BOARD_MEMBER).get(agenda.get_absolute_url()).content.decode()
    assert "Slipped in" not in page
    page = read_as(Role.IMPROVEMENT_OFFICER).get(agenda.get_absolute_url()).content.decode()
    assert "Slipped in" in page
    assert "was added (late: A letter)." in page


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize(("role", "sees"), [(Role.AUDITOR, False), (Role.DIRECTOR, True)])
def test_what_is_exempt_is_not_told_to_all(read_as, agenda, contract, role, sees, published, now, today):
    pages = [agenda.get_absolute_url(), at("papers", agenda.meeting)]
    if published:
        pages.append(publishing.publish_agenda(agenda, today=today, by=None, at=now).get_absolute_url())
    reader = read_as(role)
    for page in [*pages, *(f"{one}?format=csv" for one in pages)]:
        told = reader.get(page).content.decode()
        assert ("Tenders compared" in told) is sees, page
    for page in pages[:1]:
        told = reader.get(page).content.decode()
        assert (SECRET in told) is sees
        assert "Exempt under paragraph 3: financial or business affairs" in told
    found = reader.get(reverse("thread:search"), {"q": "price"}).content.decode()
    assert ("Agenda items" in found) is sees
    found = reader.get(reverse("thread:search"), {"q": "tenders"}).content.decode()
    assert ("Papers for meetings" in found) is sees


def test_an_item_is_added_changed_and_refused_in_words(clerk, agenda):
    add = {"title": "Front door", "purpose": "decision", "part": "2"}
    answer = clerk.post(at("add", agenda.meeting), add)
    assert answer.status_code == 422
    assert "Choose the paragraph of Schedule 12A" in answer.content.decode()
    clerk.post(at("add", agenda.meeting), add | {"exempt_paragraph": "3"})
    item = item_of(agenda, "Front door")
    page = clerk.get(agenda.get_absolute_url()).content.decode()
    assert "Say why the public interest in keeping this outweighs" in page
    assert "Item 6, Front door, is for decision and has no paper." in page
    typed = {"title": "The front door", "purpose": "discussion", "part": "1", "version": "1"}
    clerk.post(item.get_absolute_url(), typed)
    assert item_of(agenda, "The front door").part == Part.PUBLIC
    stale = clerk.post(item.get_absolute_url(), typed | {"title": "My door"})
    assert stale.status_code == 422
    assert "Somebody changed this item" in stale.content.decode()
    assert "My door" in stale.content.decode()
    clerk.post(item.get_absolute_url(), typed | {"title": "My door", "version": "2"})
    assert item_of(agenda, "My door").version == 3


def test_the_order_changes_without_scripts_and_the_button_keeps_the_focus(clerk, agenda):
    item = item_of(agenda, "Minutes")
    sent = {"item": item.uuid, "version": agenda.version, "do": "up"}
    answer = clerk.post(at("order", agenda.meeting), sent, follow=True)
    page = answer.content.decode()
    assert "Minutes moved from number 3 to number 2." in page
    assert page.count("autofocus") == 1
    assert f'id="up-{item.uuid}" name="do" value="up" autofocus' in page
    agenda.refresh_from_db()
    sent = {"item": item.uuid, "version": agenda.version, "do": "to", "to": "5"}
    clerk.post(at("order", agenda.meeting), sent)
    assert titles(agenda)[-1] == "Minutes"


def test_a_move_to_the_end_leaves_the_focus_on_the_button_that_still_works(clerk, agenda):
    item = item_of(agenda, "Declarations of interest")
    sent = {"item": item.uuid, "version": agenda.version, "do": "up"}
    page = clerk.post(at("order", agenda.meeting), sent, follow=True).content.decode()
    assert f'id="down-{item.uuid}" name="do" value="down" autofocus' in page


def test_a_script_gets_the_list_alone_and_an_announcement(clerk, agenda):
    item = item_of(agenda, "Minutes")
    sent = {"item": item.uuid, "version": agenda.version, "do": "down"}
    page = clerk.post(at("order", agenda.meeting), sent, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'hx-swap-oob="innerHTML">Minutes moved from number 3 to number 4.</div>' in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_stale_move_is_told_with_the_order_as_it_is(clerk, agenda, now, headers):
    items.move_item(item_of(agenda, "Minutes"), 1, version=agenda.version, by=None, at=now)
    sent = {"item": item_of(agenda, "Apologies").uuid, "version": agenda.version, "do": "down"}
    answer = clerk.post(at("order", agenda.meeting), sent, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == (200 if headers else 422)
    assert "The system changed the agenda while you were looking at it (item moved)." in page
    assert page.index("1. Minutes") < page.index("2. Apologies")


@pytest.mark.parametrize(
    "sent", [{}, {"item": "nonsense", "do": "up"}, {"do": "to", "to": "first"}, {"do": "to", "to": "2"}]
)
def test_a_move_that_makes_no_sense_is_refused(clerk, agenda, sent):
    item = {"item": item_of(agenda, "Minutes").uuid}
    assert clerk.post(at("order", agenda.meeting), item | sent).status_code == 422


def test_papers_are_uploaded_and_an_image_is_described(clerk, agenda, now):
    item = item_of(agenda, "Minutes")

    def upload(name, content, **typed):
        file = SimpleUploadedFile(name, content)
        return clerk.post(at("add_paper", item), {"file": [file], "language": "en"} | typed)

    assert upload("annual_report-2018.pdf", b"%PDF-1.7 A report").status_code == 302
    assert [one.paper.title for one in item.papers_on.all()] == ["annual report 2018"]
    image = upload("chart.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 9)
    assert image.status_code == 422
    assert "Describe what the image shows" in image.content.decode()
    assert "Choose a file." in clerk.post(at("add_paper", item), {"language": "en"}).content.decode()


def test_a_paper_that_was_used_before_is_used_again_and_says_where(clerk, agenda, now, today):
    on = attaching.attach_file(item_of(agenda, "Minutes"), a_pdf(now), Described("Report"), by=None, at=now)
    other = make_meeting(agenda.meeting.body, now, date(2018, 9, 27))
    clerk.post(at("build", other))
    item = item_of(Agenda.objects.get(meeting=other), "Minutes")
    address = f"{at('add_paper', item)}?from=before"
    assert "Report" in clerk.get(address).content.decode()
    clerk.post(address, {"paper": on.paper.uuid})
    page = clerk.get(on.paper.get_absolute_url()).content.decode()
    assert "27 September 2018" in page
    assert "26 July 2018" in page
    opened = clerk.get(at("open_paper", on.paper))
    assert opened.content == b"%PDF-1.7\nA report\n"
    assert "agendas.restricted_paper_opened" not in [one.verb for one in about(on.paper.uuid)]
    PaperOn.objects.filter(paper=on.paper).delete()
    clerk.get(at("open_paper", on.paper))
    assert about(on.paper.uuid)[0].verb == "agendas.restricted_paper_opened"


def test_after_publication_a_suggestion_asks_the_chairs_reason(clerk, agenda, monkeypatch, now, today):
    from goldenthread.apps.agendas import suggestions
    from goldenthread.apps.agendas.suggestions import Suggestion

    one = Suggestion("red-measure", "2.11", "Assessments on time", "Red in 2017-18 Q4", "/", "Red measures")
    monkeypatch.setattr(suggestions, "_sources", [lambda meeting, day: [one]])
    publishing.publish_agenda(agenda, today=today, by=None, at=now)
    sent = {"origin": one.origin, "key": one.key}
    page = clerk.post(at("suggestions", agenda.meeting), sent).content.decode()
    assert "What makes it urgent" in page
    answer = clerk.post(at("suggestions", agenda.meeting), sent | {"late_reason": "", "late_said_by": ""})
    assert answer.status_code == 422
    late = {"late_reason": "It fell", "late_said_by": "The chair"}
    clerk.post(at("suggestions", agenda.meeting), sent | late)
    assert item_of(agenda, "Assessments on time").is_late
    assert "On it, item 5" in clerk.get(at("suggestions", agenda.meeting)).content.decode()


def test_it_is_published_again_with_a_reason_and_says_what_changed(clerk, agenda, now):
    clerk.post(at("publish", agenda.meeting), {"version": agenda.version})
    assert Agenda.objects.get().is_published
    items.take_off(item_of(agenda, "Minutes"), reason="They are not ready", by=None, at=now)
    agenda.refresh_from_db()
    answer = clerk.post(at("publish", agenda.meeting), {"version": agenda.version, "reason": " "})
    assert "Say why it changes" in answer.content.decode()
    clerk.post(at("publish", agenda.meeting), {"version": agenda.version, "reason": "Not ready"})
    page = clerk.get(agenda.editions.get(number=2).get_absolute_url()).content.decode()
    assert "Item 3, Minutes, was taken off." in page


def test_an_item_is_taken_off_and_put_back(clerk, agenda):
    item = item_of(agenda, "Minutes")
    clerk.post(at("take_off", item), {"reason": ""})
    assert "Minutes" not in titles(agenda)
    clerk.post(at("put_back", item))
    assert "Minutes" in titles(agenda)


def test_standing_items_are_kept_on_a_page_of_their_body(clerk, now, today):
    body = make_board(now)
    typed = {
        "kind": "apologies", "title": "Apologies", "purpose": "information", "part": "1", "starts_day": "1",
        "starts_month": "7", "starts_year": "2018", "minutes_allowed": "5",
    }  # fmt: skip
    for title in ("Apologies", "Minutes"):
        assert clerk.post(at("add_standing", body), typed | {"title": title}).status_code == 302
    assert clerk.post(at("add_standing", body), typed).status_code == 422
    second = body.standing_items.get(title="Minutes")
    clerk.post(at("move_standing", second), {"do": "up"})
    assert [one.title for one in body.standing_items.all()] == ["Minutes", "Apologies"]
    page = clerk.get(at("standing_items", body)).content.decode()
    assert "10 minutes in all" in page
    assert "Minutes" in clerk.get(at("standing_items", body), {"format": "csv"}).content.decode()


def test_today_names_near_meetings_without_a_published_agenda_to_clerks_alone(agenda, now, today):
    person = make_person(Role.DEMOCRATIC_SERVICES_OFFICER, now)
    person.standing = standing_of(person, today)
    make_meeting(agenda.meeting.body, now, date(2018, 8, 20))
    [one] = agendas_to_make(person, today)
    assert (one.do, one.due) == ("Finish and publish the agenda", agenda.meeting.held_on)
    Body.objects.filter(pk=agenda.meeting.body_id).update(notice_law=NoticeLaw.COUNCIL)
    [one] = agendas_to_make(person, today)
    assert one.due == date(2018, 7, 18)
    assert one.why == "It has to be public by 18 July 2018: 2 working days left. It is a draft."
    publishing.publish_agenda(agenda, today=today, by=None, at=now)
    assert list(agendas_to_make(person, today)) == []
    reader = make_person(Role.AUDITOR, now)
    reader.standing = standing_of(reader, today)
    assert list(agendas_to_make(reader, date(2018, 8, 1))) == []


def test_meetings_are_listed_by_how_far_their_agendas_are(clerk, agenda, now):
    make_meeting(agenda.meeting.body, now, date(2018, 9, 27))
    page = clerk.get(reverse("agendas:agendas")).content.decode()
    assert "Draft, 5 items" in page
    assert "Not begun" in page
    page = clerk.get(reverse("agendas:agendas"), {"state": "none"}).content.decode()
    assert "Draft, 5 items" not in page
    csv = clerk.get(reverse("agendas:agendas"), {"format": "csv"}).content.decode()
    assert '2018-07-26,14:00,"Draft, 5 items"' in csv


@pytest.mark.parametrize("papers", [1, 12])
def test_a_page_of_an_agenda_asks_as_often_however_long_it_is(
    clerk, agenda, papers, now, django_assert_max_num_queries
):
    for number in range(papers):
        item = items.add_item(agenda, Says(f"Item {number}"), by=None, at=now)
        paper = attaching.attach_file(item, a_pdf(now), Described("Report"), by=None, at=now).paper
        attaching.add_appendix(paper, a_pdf(now), Described("A"), by=None, at=now)
    for address in (agenda.get_absolute_url(), at("papers", agenda.meeting), at("order", agenda.meeting)):
        clerk.get(address)
        with django_assert_max_num_queries(24):
            clerk.get(address)


def test_items_without_a_start_have_no_times(clerk, agenda):
    agenda.meeting.starts_at = None
    agenda.meeting.save()
    assert time(14) not in [one.starts_at for one in _shown(agenda)]


def _shown(agenda):
    from goldenthread.apps.agendas.queries import agenda_shown

    agenda = Agenda.objects.select_related("meeting__body").get(pk=agenda.pk)
    return agenda_shown(agenda, agenda.meeting.held_on).items


def test_every_item_of_an_agenda_has_a_number(agenda):
    assert [one.number for one in items_of(agenda)] == ["1", "2", "3", "4", "5"]
    assert Item.objects.count() == 5
