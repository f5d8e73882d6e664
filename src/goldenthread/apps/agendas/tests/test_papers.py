"""Papers of an agenda: put on items, described, ordered, with appendices; open or restricted."""

from __future__ import annotations

from uuid import uuid4

import pytest
import rules
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.agendas import attaching, items, publishing, sources
from goldenthread.apps.agendas.attaching import Described
from goldenthread.apps.agendas.items import Says
from goldenthread.apps.agendas.models import Paper, Part
from goldenthread.apps.agendas.queries import agenda_shown, uses_of
from goldenthread.apps.agendas.sources import Offered, PaperSource
from goldenthread.apps.agendas.tests.make import (
    a_pdf,
    an_image,
    item_of,
    make_agenda,
    make_board,
    make_person,
)
from goldenthread.apps.files.actions import keep
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
EXEMPT = {"part": Part.EXEMPT, "exempt_paragraph": 3, "public_interest": "A tender is open"}


@pytest.fixture(autouse=True)
def council(clock_offset, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def agenda(now, today):
    return make_agenda(now, today)


@pytest.fixture
def attach(now):
    def one(item, title="Report", **how):
        return attaching.attach_file(item, a_pdf(now), Described(title, **how), by=None, at=now)

    return one


@pytest.fixture
def contract(agenda, now):
    return items.add_item(agenda, Says("Contract", **EXEMPT), by=None, at=now)


@pytest.fixture
def made(monkeypatch):
    """A room's source with one paper that is ready and one that is not."""
    offered = {
        (ready := uuid4()): Offered(ready, "Report of quarter 1", "Edition 1", True, "/"),
        (draft := uuid4()): Offered(draft, "Report of quarter 2", "A draft", False, "/"),
    }
    source = PaperSource("made", "A report", lambda body, day: list(offered.values()), offered.get, bytes)
    monkeypatch.setitem(sources._sources, "made", source)
    return ready, draft


def papers(agenda, title, today):
    shown = next(one for one in agenda_shown(agenda, today).items if one.item.title == title)
    return [one.paper.title for one in shown.papers]


def person_may(person, permission, about_it, today):
    person.standing = standing_of(person, today)
    return rules.has_perm(permission, person, about_it)


def test_an_item_has_several_papers_in_order(agenda, attach, now, today):
    item = item_of(agenda, "Minutes")
    first, second = attach(item, "First"), attach(item, "Second")
    assert papers(agenda, "Minutes", today) == ["First", "Second"]
    attaching.move_paper(second, True, by=None, at=now)
    assert papers(agenda, "Minutes", today) == ["Second", "First"]
    attaching.move_paper(first, False, by=None, at=now)
    assert papers(agenda, "Minutes", today) == ["Second", "First"]


def test_a_paper_serves_several_items_of_several_meetings(agenda, attach, now):
    paper = attach(item_of(agenda, "Minutes")).paper
    other = make_agenda(now, agenda.meeting.held_on, make_board(now, "Another board"))
    attaching.attach_again(item_of(other, "Minutes"), paper, by=None, at=now)
    attaching.attach_again(item_of(agenda, "Matters arising"), paper, by=None, at=now)
    assert uses_of(paper).count() == 3
    with pytest.raises(Refused, match="already"):
        attaching.attach_again(item_of(agenda, "Minutes"), paper, by=None, at=now)


def test_a_paper_comes_from_a_room_and_is_one_paper_however_often_it_is_chosen(agenda, made, now):
    ready, draft = made
    first = attaching.attach_from(item_of(agenda, "Minutes"), "made", ready, by=None, at=now)
    again = attaching.attach_from(item_of(agenda, "Apologies"), "made", ready, by=None, at=now)
    assert (first.paper.title, first.paper.pk) == ("Report of quarter 1", again.paper.pk)
    assert attaching.attach_from(item_of(agenda, "Minutes"), "made", draft, by=None, at=now).position == 2
    for kind, uuid in (("made", uuid4()), ("nothing", ready)):
        with pytest.raises(Refused, match="no such paper"):
            attaching.attach_from(item_of(agenda, "Minutes"), kind, uuid, by=None, at=now)


def test_what_no_pack_can_bring_in_is_refused(agenda, now):
    text = keep(b"one,two\n", "table.csv", by=None, at=now)
    with pytest.raises(Refused, match="cannot go into a pack") as refusal:
        attaching.attach_file(item_of(agenda, "Minutes"), text, Described("Table"), by=None, at=now)
    assert refusal.value.field == "file"


def test_an_image_needs_alternative_text(agenda, now):
    image = an_image(now)
    with pytest.raises(Refused) as refusal:
        attaching.attach_file(item_of(agenda, "Minutes"), image, Described("Chart"), by=None, at=now)
    assert refusal.value.field == "alt"
    on = attaching.attach_file(
        item_of(agenda, "Minutes"), image, Described("Chart", alt="Waits fell by half"), by=None, at=now
    )
    assert on.paper.alt == "Waits fell by half"


def test_a_paper_taken_off_stays_on_record(agenda, attach, now, today):
    item = item_of(agenda, "Minutes")
    first = attach(item, "First")
    attach(item, "Second")
    attaching.take_paper_off(first, by=None, at=now)
    assert papers(agenda, "Minutes", today) == ["Second"]
    assert about(first.paper.uuid)[0].verb == "agendas.paper_taken_off"
    with pytest.raises(Refused, match="already"):
        attaching.take_paper_off(first, by=None, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.all().delete()


def test_after_publication_a_paper_is_taken_off_with_a_reason(agenda, attach, now, today):
    on = attach(item_of(agenda, "Minutes"))
    publishing.publish_agenda(agenda, today=today, by=None, at=now)
    with pytest.raises(Refused) as refusal:
        attaching.take_paper_off(on, by=None, at=now)
    assert refusal.value.field == "reason"
    attaching.take_paper_off(on, reason="A wrong version", by=None, at=now)
    assert publishing.unpublished_changes(agenda, today) == [
        "Item 3, Minutes, no longer has a paper: Report."
    ]


def test_appendices_of_a_paper_are_in_order_and_can_be_taken_off(agenda, attach, now, today):
    paper = attach(item_of(agenda, "Minutes")).paper
    first, second = (
        attaching.add_appendix(paper, a_pdf(now), Described(title), by=None, at=now) for title in "AB"
    )
    attaching.move_appendix(second, True, by=None, at=now)
    [shown] = next(one for one in agenda_shown(agenda, today).items if one.papers).papers
    assert [one.title for one in shown.appendices] == ["B", "A"]
    with pytest.raises(Refused, match="no appendices of its own"):
        attaching.add_appendix(first, a_pdf(now), Described("C"), by=None, at=now)
    with pytest.raises(Refused, match="goes with its paper"):
        attaching.attach_again(item_of(agenda, "Apologies"), first, by=None, at=now)
    attaching.remove_appendix(first, by=None, at=now)
    with pytest.raises(Refused, match="already"):
        attaching.remove_appendix(first, by=None, at=now)


def test_a_paper_is_described_otherwise_unless_somebody_was_first(agenda, attach, now):
    paper = attach(item_of(agenda, "Minutes")).paper
    paper = attaching.describe_paper(paper, Described("Annual report", "cy"), version=1, by=None, at=now)
    assert (paper.title, paper.language, paper.version) == ("Annual report", "cy", 2)
    with pytest.raises(Refused) as refusal:
        attaching.describe_paper(paper, Described("Another"), version=1, by=None, at=now)
    assert refusal.value.code == "stale"


@pytest.mark.parametrize(
    ("role", "of_body", "opens"),
    [
        (Role.DEMOCRATIC_SERVICES_OFFICER, None, True),
        (Role.DIRECTOR, None, True),
        (Role.HEAD_OF_SERVICE, None, True),
        (Role.BOARD_MEMBER, "its own", True),
        (Role.BOARD_MEMBER, "another", False),
        (Role.BOARD_MEMBER, None, False),
        (Role.AUDITOR, None, False),
        (Role.PERFORMANCE_ANALYST, None, False),
    ],
)
def test_a_paper_of_part_2_is_opened_by_those_who_may(
    role, of_body, opens, agenda, contract, attach, client, now, today
):
    body = {"its own": agenda.meeting.body, "another": make_board(now, "Another board"), None: None}[of_body]
    person = make_person(role, now, body=body)
    paper = attach(contract).paper
    appendix = attaching.add_appendix(paper, a_pdf(now), Described("A"), by=None, at=now)
    assert person_may(person, "agendas.see_paper", paper, today) is opens
    assert person_may(person, "agendas.see_paper", appendix, today) is opens
    client.force_login(person)
    for one in (paper, appendix):
        answer = client.get(reverse("files:file", args=[one.file.uuid]))
        assert answer.status_code == (200 if opens and not body else 403)


def test_a_paper_that_serves_part_1_is_open_and_taking_it_off_part_2_never_opens_one(
    agenda, contract, attach, now, today
):
    reader = make_person(Role.AUDITOR, now)
    on = attach(contract)
    attaching.attach_again(item_of(agenda, "Minutes"), on.paper, by=None, at=now)
    assert person_may(reader, "agendas.see_paper", on.paper, today)
    attaching.take_paper_off(on.paper.serves.get(item__title="Minutes"), by=None, at=now)
    assert not person_may(reader, "agendas.see_paper", on.paper, today)
    attaching.take_paper_off(on, by=None, at=now)
    assert not person_may(reader, "agendas.see_paper", on.paper, today)


def test_a_restricted_file_is_not_found_by_its_name(agenda, contract, attach, client, now):
    attach(contract)
    for role, found in ((Role.AUDITOR, False), (Role.DIRECTOR, True)):
        client.force_login(make_person(role, now))
        page = client.get(reverse("thread:search"), {"q": "report"}).content.decode()
        assert (reverse("files:file", args=[Paper.objects.get().file.uuid]) in page) is found
