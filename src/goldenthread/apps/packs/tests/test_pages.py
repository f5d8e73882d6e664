"""The pages of packs: who opens what, progress, publishing from the form, panels, lists and files."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goldenthread.apps.agendas.attaching import Described, attach_file
from goldenthread.apps.agendas.tests.make import item_of
from goldenthread.apps.packs import actions, building, views_building
from goldenthread.apps.packs.models import Build, Opening, Pack, State
from goldenthread.apps.packs.notices import Notice
from goldenthread.apps.packs.tests.make import a_file
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.waiting import waiting_for

pytestmark = pytest.mark.django_db
CLERK = Role.DEMOCRATIC_SERVICES_OFFICER
OPENERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, CLERK, Role.DIRECTOR, Role.HEAD_OF_SERVICE}


def restricted_href(pack):
    return reverse("packs:download_restricted", args=[pack.uuid])


@pytest.mark.parametrize("role", Role)
def test_a_public_pack_is_for_readers_and_a_restricted_one_for_few(sign_in, publish, role):
    public, restricted = publish(), publish(part=2)
    client = sign_in(role)
    answer = client.get(reverse("packs:download", args=[public.uuid]))
    assert answer.status_code == (200 if role in READERS else 403)
    assert client.get(restricted_href(restricted)).status_code == (200 if role in OPENERS else 403)
    assert Opening.objects.count() == (1 if role in OPENERS else 0)


def test_a_member_of_the_very_body_opens_its_restricted_pack(sign_in, publish, agenda):
    pack = publish(part=2)
    client = sign_in(Role.BOARD_MEMBER, body=agenda.meeting.body)
    answer = client.get(restricted_href(pack))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "restricted-papers-edition-1.pdf" in answer["Content-Disposition"]
    [opening] = Opening.objects.all()
    assert opening.person.name == Role.BOARD_MEMBER.label


def test_a_restricted_pack_is_not_had_by_the_public_pack_s_address(sign_in, publish):
    pack = publish(part=2)
    assert sign_in(CLERK).get(reverse("packs:download", args=[pack.uuid])).status_code == 404


def test_who_may_not_open_a_restricted_pack_does_not_see_what_is_in_it(sign_in, publish):
    pack = publish(part=2)
    page = sign_in(Role.AUDITOR).get(pack.get_absolute_url()).content.decode()
    assert "It is for members of the body" in page
    assert ">Contract<" not in page
    assert reverse("packs:register", args=[pack.uuid]) in page


def test_the_register_lists_who_opened_it_and_goes_away_as_a_file(sign_in, publish, now):
    pack = publish(part=2)
    client = sign_in(CLERK)
    assert (
        "Nobody has opened it yet" in client.get(reverse("packs:register", args=[pack.uuid])).content.decode()
    )
    client.get(restricted_href(pack))
    page = client.get(reverse("packs:register", args=[pack.uuid])).content.decode()
    assert CLERK.label in page
    listed = client.get(reverse("packs:register", args=[pack.uuid]), {"format": "csv"}).content.decode()
    assert listed.splitlines()[1].split(",")[1:] == [CLERK.label, "Restricted papers", "1"]


def test_a_pack_is_asked_for_seen_to_be_built_and_published_from_its_forms(sign_in, agenda, now):
    client = sign_in(CLERK)
    asked = client.post(reverse("packs:build", args=[agenda.meeting.uuid]), {"part": "1", "duplex": "on"})
    build = Build.objects.get()
    assert asked["Location"] == build.get_absolute_url()
    page = client.get(build.get_absolute_url()).content.decode()
    assert "Waiting for the worker" in page
    assert 'http-equiv="refresh"' in page
    part = client.get(build.get_absolute_url(), headers={"HX-Request": "true"})
    assert "hx-get" in part.content.decode()
    assert "HX-Refresh" not in part
    building.build_pack(build.pk, now=lambda: now)
    done = client.get(build.get_absolute_url(), headers={"HX-Request": "true"})
    assert done["HX-Refresh"] == "true"
    page = client.get(build.get_absolute_url()).content.decode()
    assert "Nothing was found in any paper" in page
    assert client.get(reverse("packs:draft", args=[build.uuid])).content.startswith(b"%PDF")
    answer = client.post(reverse("packs:publish", args=[build.uuid]), follow=True)
    assert "Agenda and papers, edition 1, was published" in answer.content.decode()
    assert "PDF/UA-1" in answer.content.decode()
    again = client.get(reverse("packs:publish", args=[build.uuid]))
    assert again["Location"] == Pack.objects.get().get_absolute_url()


def test_how_far_a_build_is_stands_on_its_page(sign_in, agenda, now, today):
    build = actions.ask_for_pack(agenda.meeting, actions.Wanted(), by=None, at=now, today=today)
    Build.objects.filter(pk=build.pk).update(
        state=State.BUILDING, step="Fetching Improvement report", done=1, steps=5
    )
    page = sign_in(CLERK).get(build.get_absolute_url()).content.decode()
    assert "Fetching Improvement report, 1 of 5 steps" in page
    assert 'value="1"' in page


def test_what_was_found_is_told_by_paper(sign_in, agenda, build, now):
    file = a_file(now, "broken.pdf", b"%PDF-1.7 nothing")
    attach_file(item_of(agenda, "Improvement report"), file, Described("Annex"), by=None, at=now)
    page = sign_in(CLERK).get(build().get_absolute_url()).content.decode()
    assert "Item 5: Annex" in page
    assert "Ask its owner to save it again as PDF" in page
    assert "A notice stands in its place" in page


def test_a_build_that_the_agenda_has_left_behind_says_so_and_offers_no_publishing(
    sign_in, agenda, build, now
):
    built = build()
    attach_file(
        item_of(agenda, "Improvement report"), a_file(now, "n.pdf"), Described("New"), by=None, at=now
    )
    page = sign_in(CLERK).get(built.get_absolute_url()).content.decode()
    assert "changed since this was built" in page
    assert reverse("packs:publish", args=[built.uuid]) not in page
    answer = sign_in(Role.ADMINISTRATOR).post(reverse("packs:publish", args=[built.uuid]))
    assert answer.status_code == 422
    assert "Build it again" in answer.content.decode()


def test_publishing_after_the_last_day_asks_why(sign_in, build, today, monkeypatch):
    passed = Notice(today, "9 July 2018: it has passed, 7 days ago", is_late=True)
    for module in (actions, views_building):
        monkeypatch.setattr(module, "notice_of", lambda meeting, day: passed)
    built, client = build(), sign_in(CLERK)
    page = client.get(reverse("packs:publish", args=[built.uuid])).content.decode()
    assert "it has passed, 7 days ago" in page
    empty = client.post(reverse("packs:publish", args=[built.uuid]), {"late_because": " "})
    assert empty.status_code == 422
    client.post(reverse("packs:publish", args=[built.uuid]), {"late_because": "The inspectors wrote late"})
    assert Pack.objects.get().late_because == "The inspectors wrote late"


def test_a_supplement_is_offered_once_a_pack_is_published(sign_in, agenda, publish):
    client, address = sign_in(CLERK), reverse("packs:build", args=[agenda.meeting.uuid])
    assert "A supplement" not in client.get(address).content.decode()
    publish()
    assert "A supplement" in client.get(address).content.decode()
    answer = client.post(address, {"part": "1", "what": "supplement", "reason": ""})
    assert answer.status_code == 422
    assert "Say why the chair takes these papers late" in answer.content.decode()


def test_another_edition_says_on_its_page_what_changed_and_the_first_leads_to_it(
    sign_in, agenda, publish, now
):
    first = publish()
    attach_file(
        item_of(agenda, "Improvement report"), a_file(now, "n.pdf"), Described("New"), by=None, at=now
    )
    second = publish("A paper came")
    client = sign_in(Role.AUDITOR)
    assert second.get_absolute_url() in client.get(first.get_absolute_url()).content.decode()
    page = client.get(second.get_absolute_url()).content.decode()
    assert "Paper added: New, item 5." in page
    assert "A paper came" in page


def test_packs_stand_on_the_pages_of_the_meeting_and_of_the_body(sign_in, agenda, publish):
    pack = publish()
    client = sign_in(Role.AUDITOR)
    for page in (agenda.meeting.get_absolute_url(), agenda.meeting.body.get_absolute_url()):
        assert pack.get_absolute_url() in client.get(page).content.decode()


def test_a_meeting_without_packs_offers_a_clerk_to_build_one_and_a_reader_nothing(sign_in, agenda):
    href = reverse("packs:of_meeting", args=[agenda.meeting.uuid])
    assert href in sign_in(CLERK).get(agenda.meeting.get_absolute_url()).content.decode()
    page = sign_in(Role.AUDITOR).get(agenda.meeting.get_absolute_url()).content.decode()
    assert href not in page
    assert "Packs</h2>" not in page


def test_the_clerk_s_page_of_a_meeting_says_what_there_is(sign_in, agenda, build, publish):
    publish()
    build(part=2)
    page = sign_in(CLERK).get(reverse("packs:of_meeting", args=[agenda.meeting.uuid])).content.decode()
    assert "Restricted papers, edition 1" in page
    assert "Published" in page
    assert "restricted pack of their own" in page


def test_a_build_that_a_published_one_overtook_is_listed_no_more(sign_in, agenda, build, now, today):
    overtaken, published = build(), build()
    actions.publish_pack(published, by=None, at=now, today=today)
    page = sign_in(CLERK).get(reverse("packs:of_meeting", args=[agenda.meeting.uuid])).content.decode()
    assert overtaken.get_absolute_url() not in page
    assert published.pack.get_absolute_url() in page


def test_a_meeting_without_an_agenda_says_where_to_begin(sign_in, agenda, now, today):
    from goldenthread.apps.agendas.tests.make import make_board, make_meeting

    meeting = make_meeting(make_board(now, "Another"), now)
    page = sign_in(CLERK).get(reverse("packs:of_meeting", args=[meeting.uuid])).content.decode()
    assert "There is no agenda yet" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Agenda and papers", "Restricted papers"]),
        ({"part": "2"}, ["Restricted papers"]),
        ({"part": "no such part"}, ["Agenda and papers", "Restricted papers"]),
    ],
)
def test_the_list_is_narrowed_and_taken_away_so(sign_in, publish, query, names):
    publish(), publish(part=2)
    answer = sign_in(Role.AUDITOR).get(reverse("packs:packs"), query | {"format": "csv"})
    assert [line.split(",")[2] for line in answer.content.decode().splitlines()[1:]] == names


def test_an_empty_list_says_what_to_do_first(sign_in):
    page = sign_in(CLERK).get(reverse("packs:packs")).content.decode()
    assert "No pack has been published yet" in page
    assert "build its agenda" in page


def test_the_list_takes_few_queries_however_many_packs(sign_in, publish, django_assert_max_num_queries):
    publish(), publish(part=2)
    client = sign_in(Role.AUDITOR)
    with django_assert_max_num_queries(12):
        client.get(reverse("packs:packs"))


def test_what_is_built_waits_for_the_clerk_until_it_is_published(sign_in, build, publish, today, rf):
    from goldenthread.apps.people.models import Person
    from goldenthread.apps.people.queries import standing_of

    sign_in(CLERK)
    clerk = Person.objects.get(name=CLERK.label)
    clerk.standing = standing_of(clerk, today)
    built = build()
    [one] = [one for one in waiting_for(clerk, today) if one.href == built.get_absolute_url()]
    assert one.do == "Publish it"
    actions.publish_pack(built, by=clerk, at=built.asked_at, today=today)
    assert not [one for one in waiting_for(clerk, today) if one.href == built.get_absolute_url()]


def test_a_pack_is_found_by_its_body(sign_in, publish):
    pack = publish()
    page = sign_in(Role.AUDITOR).get(reverse("thread:search"), {"q": "improvement board", "kind": "packs"})
    assert pack.get_absolute_url() in page.content.decode()
