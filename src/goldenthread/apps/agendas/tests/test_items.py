"""The items of an agenda: built, added, moved, in part 2, late, taken off and put back."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.agendas import building, items, publishing, suggestions
from goldenthread.apps.agendas.editions import document_of
from goldenthread.apps.agendas.items import Late, Origin, Says
from goldenthread.apps.agendas.models import AgendaEdition, Item, Kind, Part
from goldenthread.apps.agendas.standing import add_standing_item, revise_standing_item
from goldenthread.apps.agendas.suggestions import Suggestion
from goldenthread.apps.agendas.tests.make import item_of, make_agenda, make_person, titles
from goldenthread.apps.meetings.actions import cancel_meeting
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
BUILT = ["Apologies", "Declarations of interest", "Minutes", "Matters arising", "Date of the next meeting"]
LATE = Late("A letter came yesterday", "The chair")


@pytest.fixture
def agenda(now, today):
    return make_agenda(now, today)


@pytest.fixture
def add(agenda, now):
    def one(title="Front door", **says):
        how = {name: says.pop(name) for name in ("late", "origin", "version") if name in says}
        return items.add_item(agenda, Says(title=title, **says), **how, by=None, at=now)

    return one


@pytest.fixture
def publish(agenda, now, today):
    def again(reason=""):
        return publishing.publish_agenda(agenda, today=today, by=None, at=now, reason=reason)

    return again


def test_an_agenda_is_built_from_the_standing_items_of_its_day(agenda):
    assert titles(agenda) == BUILT
    assert [item.number for item in agenda.items.all()] == ["1", "2", "3", "4", "5"]


def test_building_again_changes_nothing(agenda, now, today):
    version = agenda.version
    again = building.build_agenda(agenda.meeting, today=today, by=None, at=now)
    assert (again.added, again.followed, titles(agenda)) == ((), (), BUILT)
    assert again.agenda.version == version


def test_building_again_keeps_what_a_person_changed_ordered_and_took_off(agenda, add, now, today):
    first = item_of(agenda, "Apologies")
    items.revise_item(first, Says("Welcome and apologies"), version=1, by=None, at=now)
    items.take_off(item_of(agenda, "Minutes"), reason="", by=None, at=now)
    add("Front door")
    agenda.refresh_from_db()
    items.move_item(item_of(agenda, "Front door"), 1, version=agenda.version, by=None, at=now)
    before = titles(agenda)
    building.build_agenda(agenda.meeting, today=today, by=None, at=now)
    assert titles(agenda) == before == [
        "Front door", "Welcome and apologies", "Declarations of interest", "Matters arising",
        "Date of the next meeting",
    ]  # fmt: skip


def test_building_again_follows_a_standing_item_that_nobody_changed_and_adds_a_new_one(agenda, now, today):
    body = agenda.meeting.body
    standing = body.standing_items.get(kind=Kind.MINUTES)
    says = Says("Minutes of the last meeting", kind=Kind.MINUTES)
    revise_standing_item(standing, says, starts=standing.starts, ends=None, version=1, by=None, at=now)
    add_standing_item(body, Says("Any other business"), starts=today, by=None, at=now)
    built = building.build_agenda(agenda.meeting, today=today, by=None, at=now)
    assert [one.title for one in built.followed] == ["Minutes of the last meeting"]
    assert titles(agenda)[-1] == "Any other business"


def test_what_is_owed_is_put_on_once_when_it_is_built(agenda, now, today, monkeypatch):
    owed = Suggestion("owed", "scorecard", "Scorecard of quarter 1", "Owed each quarter", "/", "Owed")
    monkeypatch.setattr(suggestions, "_owed", [lambda meeting, day: [owed]])
    for _ in range(2):
        building.build_agenda(agenda.meeting, today=today, by=None, at=now)
    assert titles(agenda) == [*BUILT[:4], "Scorecard of quarter 1", BUILT[4]]
    assert item_of(agenda, "Scorecard of quarter 1").why == "Owed each quarter"


def test_a_cancelled_meeting_has_no_agenda_built(agenda, now, today):
    cancel_meeting(agenda.meeting, cancelled_on=today, reason="Snow", by=None, at=now)
    with pytest.raises(Refused, match="cancelled"):
        building.build_agenda(agenda.meeting, today=today, by=None, at=now)


def test_an_item_is_added_before_what_closes_the_meeting_and_told(agenda, add):
    item = add("  Front   door ", minutes_allowed=20, presenter="Head of service")
    assert titles(agenda) == [*BUILT[:4], "Front door", BUILT[4]]
    [event] = [one for one in about(item.uuid) if one.verb == "agendas.item_added"]
    assert event.after["minutes_allowed"] == 20


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes_allowed": 601}, "minutes_allowed"),
        ({"part": Part.EXEMPT}, "exempt_paragraph"),
        ({"part": Part.EXEMPT, "exempt_paragraph": 8}, "exempt_paragraph"),
    ],
)
def test_an_item_that_cannot_be_is_refused_in_words(add, says, field):
    with pytest.raises(Refused) as refusal:
        add(**{"title": "Front door"} | says)
    assert refusal.value.field == field


def test_the_database_too_refuses_part_2_without_its_paragraph(agenda, add):
    add()
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(title="Front door").update(part=Part.EXEMPT)


def test_an_item_moved_to_part_2_goes_to_the_end_and_numbers_go_on(agenda, add, now):
    item = add()
    says = Says("Front door", part=Part.EXEMPT, exempt_paragraph=3, public_interest="A tender is open")
    items.revise_item(item, says, version=1, by=None, at=now)
    assert titles(agenda)[-1] == "Front door"
    assert item_of(agenda, "Front door").number == "6"
    back = items.revise_item(item_of(agenda, "Front door"), Says("Front door"), version=2, by=None, at=now)
    assert (back.part, back.exempt_paragraph, back.public_interest) == (Part.PUBLIC, None, "")


def test_an_item_does_not_leave_its_part_by_being_moved(agenda, add, now):
    add("Contract", part=Part.EXEMPT, exempt_paragraph=3)
    agenda.refresh_from_db()
    moved = items.move_item(item_of(agenda, "Contract"), 1, version=agenda.version, by=None, at=now)
    assert moved.number == "6"
    apologies = item_of(agenda, "Apologies")
    agenda.refresh_from_db()
    assert items.move_item(apologies, 99, version=agenda.version, by=None, at=now).number == "5"


def test_a_stale_move_keeps_what_the_other_did_and_says_who_did_it(agenda, now):
    other = make_person(Role.ADMINISTRATOR, now)
    seen = agenda.version
    items.move_item(item_of(agenda, "Minutes"), 1, version=seen, by=other, at=now)
    with pytest.raises(Refused, match="Administrator changed the agenda") as refusal:
        items.move_item(item_of(agenda, "Matters arising"), 1, version=seen, by=None, at=now)
    assert refusal.value.code == "stale"
    assert titles(agenda)[:2] == ["Minutes", "Apologies"]


def test_a_stale_edit_is_refused(agenda, now):
    item = item_of(agenda, "Apologies")
    items.revise_item(item, Says("Welcome"), version=1, by=None, at=now)
    with pytest.raises(Refused) as refusal:
        items.revise_item(item, Says("Hello"), version=1, by=None, at=now)
    assert refusal.value.code == "stale"


def test_an_item_taken_off_can_be_put_back(agenda, now):
    item = items.take_off(item_of(agenda, "Minutes"), reason="", by=None, at=now)
    assert item.number == ""
    assert titles(agenda) == [*BUILT[:2], *BUILT[3:]]
    with pytest.raises(Refused, match="taken off"):
        items.move_item(item, 1, version=item.agenda.version, by=None, at=now)
    items.put_back(item, by=None, at=now)
    assert "Minutes" in titles(agenda)
    with pytest.raises(Refused, match="already"):
        items.put_back(item, by=None, at=now)


def test_a_suggestion_is_on_an_agenda_once_even_after_it_was_taken_off(agenda, add, now):
    origin = Origin("red-measure", "2.11", "Red for two quarters")
    first = add("Assessments on time", origin=origin)
    assert add("Assessments on time", origin=origin).pk == first.pk
    items.take_off(item_of(agenda, "Assessments on time"), reason="", by=None, at=now)
    assert add("Assessments on time", origin=origin).pk == first.pk
    assert "Assessments on time" in titles(agenda)


def test_after_publication_an_item_needs_the_chairs_reason_and_who_said_so(agenda, add, publish):
    publish()
    agenda.refresh_from_db()
    assert agenda.is_published
    for late, field in ((None, "late_reason"), (Late("Urgent", " "), "late_said_by")):
        with pytest.raises(Refused) as refusal:
            add(late=late)
        assert (refusal.value.code, refusal.value.field) == ("late", field)
    item = add(late=LATE)
    assert (item.is_late, item.late_said_by) == (True, "The chair")


def test_the_database_too_refuses_an_item_without_reason_after_publication(agenda, publish, now):
    publish()
    with pytest.raises(DatabaseError, match="chair"), transaction.atomic():
        Item.objects.create(agenda=agenda, title="Slipped in", position=9, recorded_at=now)


def test_before_publication_no_item_is_late(add):
    assert not add(late=LATE).is_late


def test_an_item_that_was_never_published_is_late_when_it_is_put_back(agenda, publish, now):
    item = items.take_off(item_of(agenda, "Minutes"), reason="", by=None, at=now)
    publish()
    with pytest.raises(Refused) as refusal:
        items.put_back(item, by=None, at=now)
    assert refusal.value.field == "late_reason"
    assert items.put_back(item, by=None, at=now, late=LATE).is_late


def test_a_published_agenda_is_not_built_again_and_loses_nothing_without_a_reason(
    agenda, publish, now, today
):
    publish()
    with pytest.raises(Refused, match="published"):
        building.build_agenda(agenda.meeting, today=today, by=None, at=now)
    with pytest.raises(Refused, match="why"):
        items.take_off(item_of(agenda, "Minutes"), reason=" ", by=None, at=now)


def test_a_published_agenda_changes_by_an_edition_that_says_what_changed(agenda, add, publish):
    first = publish()
    assert publish().pk == first.pk
    add("Front door", late=LATE)
    with pytest.raises(Refused, match="why it changes"):
        publish()
    second = publish("A late item")
    assert (second.number, len(document_of(first).items), len(document_of(second).items)) == (2, 5, 6)
    [event] = [one for one in about(second.uuid) if one.verb == "agendas.published"]
    assert "Item 5, Front door, was added (late: A letter came yesterday)." in event.after["changes"]


def test_an_edition_never_changes(publish):
    edition = publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        AgendaEdition.objects.filter(pk=edition.pk).update(reason="Another")


def test_an_agenda_without_items_is_not_published(agenda, publish, now):
    for item in list(agenda.items.all()):
        items.take_off(item, reason="", by=None, at=now)
    with pytest.raises(Refused, match="no items"):
        publish()
