"""Publishing: append-only editions that say what changed, supplements, and the register of part 2."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.agendas.attaching import Described, attach_file, take_paper_off
from goldenthread.apps.agendas.items import Says, revise_item
from goldenthread.apps.agendas.models import Agenda, PaperOn
from goldenthread.apps.agendas.tests.make import item_of
from goldenthread.apps.packs import actions
from goldenthread.apps.packs.models import Opening, Pack
from goldenthread.apps.packs.notices import Notice, notice_of
from goldenthread.apps.packs.tests.make import LATE, a_file, put
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def put_right(now, today):
    """Publish a build."""

    def one(build, **why):
        return actions.publish_pack(build, by=None, at=now, today=today, **why)

    return one


def attach(agenda, now, title="A new paper", item="Improvement report"):
    return attach_file(item_of(agenda, item), a_file(now, f"{title}.pdf"), Described(title), by=None, at=now)


def test_a_pack_is_published_as_it_was_built_and_its_agenda_with_it(agenda, publish):
    pack = publish()
    assert (pack.edition, pack.sha256) == (1, pack.build.sha256)
    assert Agenda.objects.get(pk=agenda.pk).is_published
    assert pack.agenda_edition.number == 1
    [event] = [one for one in about(agenda.meeting.uuid) if one.verb == "packs.published"]
    assert event.after["sha256"] == pack.sha256


def test_what_was_published_stays(publish):
    publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        Pack.objects.all().delete()


def test_the_same_is_not_published_again(build, publish, put_right):
    publish()
    with pytest.raises(Refused, match="Nothing changed since edition 1"):
        put_right(build(), changed_because="To be sure")


def test_an_agenda_that_changed_since_has_to_be_built_again(agenda, build, put_right, now):
    built = build()
    attach(agenda, now)
    with pytest.raises(Refused, match="changed since this pack was built"):
        put_right(built)


def test_another_edition_says_what_changed_by_page_and_why(agenda, publish, now):
    publish()
    attach(agenda, now)
    on = PaperOn.objects.get(paper__title="Improvement report")
    take_paper_off(on, reason="It was wrong", by=None, at=now)
    report = item_of(agenda, "Improvement report")
    revise_item(report, Says("Progress report"), version=report.version, by=None, at=now)
    pack = publish("The report was withdrawn")
    assert pack.edition == 2
    assert pack.changes[:3] == [
        "Paper added: A new paper, item 5.",
        "Paper taken out: Improvement report, item 5.",
        "Paper taken out: Costs, item 5.",
    ]
    assert any("is now called Progress report" in words for words in pack.changes)


def test_another_edition_needs_a_reason(agenda, build, publish, put_right, now):
    publish()
    attach(agenda, now)
    with pytest.raises(Refused, match="another edition") as refusal:
        put_right(build())
    assert refusal.value.field == "changed_because"


def test_two_builds_of_one_edition_are_not_both_published(agenda, build, put_right):
    first, second = build(), build()
    put_right(first)
    with pytest.raises(Refused, match="while this one waited"):
        put_right(second)


def test_what_is_not_built_is_not_published(agenda, put_right, now, today):
    asked = actions.ask_for_pack(agenda.meeting, actions.Wanted(), by=None, at=now, today=today)
    with pytest.raises(Refused, match="is not built"):
        put_right(asked)


def test_after_the_last_day_a_reason_is_needed_and_kept(build, put_right, today, monkeypatch):
    monkeypatch.setattr(actions, "notice_of", lambda meeting, now: Notice(today, "Passed", is_late=True))
    built = build()
    with pytest.raises(Refused, match="last day") as refusal:
        put_right(built)
    assert refusal.value.field == "late_because"
    pack = put_right(built, late_because="The inspectors wrote late")
    assert (pack.late_because, pack.last_day) == ("The inspectors wrote late", today)


def test_the_last_day_is_that_of_the_meeting_s_notice(agenda, now):
    meeting = agenda.meeting
    assert notice_of(meeting, now).last_day is None
    meeting.body.in_public = True
    in_time, late = notice_of(meeting, now), notice_of(meeting, now + timedelta(days=7))
    assert in_time.last_day < meeting.held_on
    assert (in_time.is_late, late.is_late) == (False, True)
    assert "late" in late.words
    assert in_time.code.startswith("NTC-")


def test_a_late_item_goes_into_a_supplement_with_the_chair_s_reason(agenda, publish, now):
    publish()
    put(agenda, "A letter", now, late=LATE)
    attach(agenda, now, title="The letter", item="A letter")
    pack = publish(supplement=True, reason="It has to be answered before the next meeting")
    assert (pack.name, pack.edition) == ("Supplement 1", 1)
    assert [one["title"] for one in pack.contents] == ["The letter"]
    attach(agenda, now, title="A second letter", item="A letter")
    second = publish(supplement=True, reason="It came today")
    assert second.name == "Supplement 2"
    assert [one["title"] for one in second.contents] == ["A second letter"]


def test_a_supplement_of_nothing_is_refused(publish):
    publish()
    with pytest.raises(Refused, match="Nothing came late"):
        publish(supplement=True, reason="To be sure")


def test_a_first_restricted_pack_of_a_published_agenda_that_changed_needs_a_reason(
    agenda, build, publish, put_right, now
):
    publish()
    attach(agenda, now, item="A contract")
    built = build(part=2)
    with pytest.raises(Refused, match="changed after it was published") as refusal:
        put_right(built)
    assert refusal.value.field == "changed_because"
    assert put_right(built, changed_because="A paper came").edition == 1


def test_each_part_has_editions_of_its_own(publish):
    assert [publish().edition, publish(part=2).edition] == [1, 1]


def test_who_looks_through_a_restricted_draft_is_told_in_the_ledger(agenda, build, now):
    actions.open_draft(build(), by=None, at=now)
    assert "packs.draft_opened" not in [one.verb for one in about(agenda.meeting.uuid)]
    assert actions.open_draft(build(part=2), by=None, at=now).startswith(b"%PDF")
    assert about(agenda.meeting.uuid)[0].verb == "packs.draft_opened"


def test_who_opens_a_restricted_pack_is_written_down_for_good(publish, now):
    public, restricted = publish(), publish(part=2)
    assert actions.open_pack(public, by=None, at=now).startswith(b"%PDF")
    assert not Opening.objects.exists()
    assert actions.open_pack(restricted, by=None, at=now).startswith(b"%PDF")
    [opening] = Opening.objects.all()
    assert (opening.pack, opening.opened_at) == (restricted, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.all().delete()
