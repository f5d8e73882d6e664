"""The minutes of past meetings come in with their own numbers and their place in the file."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.minutes.keeping import begin
from goldenthread.apps.minutes.models import ItemMinute
from goldenthread.apps.minutes.past import PastAction, PastAttender, PastHead, PastItem, record_past_meeting
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
HEAD = PastHead(date(2015, 5, 12), "minutes-2015-05.docx", chaired_by="Chair")
THERE = (PastAttender("Councillor", voting=True),)
ITEMS = (
    PastItem("Apologies", "page 1, paragraph 3", printed="54."),
    PastItem(
        "Assessments", "page 1, paragraph 5", text="It was late.", printed="Minute 55",
        resolutions=("the report be noted", "a paper be brought"),
        actions=(PastAction("Bring a paper", owner_words="Head of Service", due_words="a future meeting"),),
    ),
)  # fmt: skip


@pytest.fixture
def bring(board, clerk, now, today):
    def of(head=HEAD, attendance=THERE, items=ITEMS):
        return record_past_meeting(board, head, attendance, items, today=today, by=clerk, at=now)

    return of


def test_a_past_meeting_keeps_its_numbers_and_the_next_goes_on(bring, meeting, items, clerk, now):
    brought = bring()
    assert [one.label for one in brought.minutes.item_minutes.all()] == ["54", "55"]
    assert brought.minutes.is_signed
    assert brought.minutes.is_brought
    assert brought.not_numbered == ()
    [action] = brought.minutes.item_minutes.get(number=55).actions.all()
    assert (action.owner_name, action.due_words, action.place) == (
        "Head of Service", "a future meeting", "page 1, paragraph 5",
    )  # fmt: skip
    assert begin(meeting, by=clerk, at=now).item_minutes.first().label == "56"


def test_what_was_brought_in_as_signed_does_not_change(bring):
    minute = bring().minutes.item_minutes.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemMinute.objects.filter(pk=minute.pk).update(text="Otherwise")


def test_a_number_that_stands_twice_is_kept_as_printed_and_told(bring):
    bring()
    again = bring(head=PastHead(date(2015, 7, 12), "minutes-2015-07.docx"))
    assert [one.label for one in again.not_numbered] == ["54.", "Minute 55"]


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"head": PastHead(date(2030, 1, 1), "file")}, "held_on"),
        ({"head": PastHead(date(2015, 5, 12), " ")}, "source"),
        ({"items": (PastItem(" ", "page 1"),)}, "items"),
        ({"items": (PastItem("Title", ""),)}, "items"),
        ({"attendance": (PastAttender(" "),)}, "attendance"),
    ],
)
def test_what_nobody_could_find_again_is_refused(bring, says, field):
    with pytest.raises(Refused) as refusal:
        bring(**says)
    assert refusal.value.field == field


def test_a_meeting_is_brought_in_once(bring):
    bring()
    with pytest.raises(Refused, match="has minutes already"):
        bring()
