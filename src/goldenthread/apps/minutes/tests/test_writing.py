"""A minute is typed while the meeting runs: saved, claimed, and two texts put together with nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.minutes import writing
from goldenthread.apps.minutes.models import OtherText
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_what_is_typed_is_saved_with_the_next_version(minute, clerk, now):
    saved = writing.save_text(minute, "  The board heard.\r\nIt agreed.  ", version=1, by=clerk, at=now)
    assert (saved.minute.text, saved.minute.version) == ("The board heard.\nIt agreed.", 2)
    assert saved.kept_beside is None
    assert about(minute.uuid)[0].after == {"version": 2, "characters": 27}


def test_saving_the_same_again_writes_nothing(minute, clerk, now):
    first = writing.save_text(minute, "The board heard.", version=1, by=clerk, at=now)
    again = writing.save_text(minute, "The board heard.", version=1, by=clerk, at=now)
    assert again.minute.version == first.minute.version
    assert again.kept_beside is None


def test_a_save_that_comes_late_is_kept_beside(minute, clerk, second, now):
    writing.save_text(minute, "Theirs", version=1, by=clerk, at=now)
    late = writing.save_text(minute, "Mine", version=1, by=second, at=now)
    assert late.minute.text == "Theirs"
    assert (late.kept_beside.text, late.kept_beside.version) == ("Mine", 1)


def test_a_person_s_next_late_save_takes_the_place_of_the_one_before(minute, clerk, second, now):
    writing.save_text(minute, "Theirs", version=1, by=clerk, at=now)
    for words in ("Mine", "Mine, and more"):
        writing.save_text(minute, words, version=1, by=second, at=now)
    [kept] = minute.other_texts.all()
    assert kept.text == "Mine, and more"


def test_two_texts_are_put_together_and_both_stay_on_record(minute, clerk, second, now):
    writing.save_text(minute, "Theirs", version=1, by=clerk, at=now)
    other = writing.save_text(minute, "Mine", version=1, by=second, at=now).kept_beside
    merged = writing.put_together(minute, "Theirs and mine", version=2, seen=[other], by=second, at=now)
    assert (merged.text, merged.version) == ("Theirs and mine", 3)
    other.refresh_from_db()
    assert (other.text, other.settled_by) == ("Mine", second)
    with pytest.raises(DatabaseError), transaction.atomic():
        OtherText.objects.filter(pk=other.pk).update(text="Nothing")


def test_what_is_put_together_from_an_old_version_is_refused(minute, clerk, second, now):
    writing.save_text(minute, "Theirs", version=1, by=clerk, at=now)
    other = writing.save_text(minute, "Mine", version=1, by=second, at=now).kept_beside
    writing.save_text(minute, "Theirs, more", version=2, by=clerk, at=now)
    with pytest.raises(Refused) as refusal:
        writing.put_together(minute, "Both", version=2, seen=[other], by=second, at=now)
    assert refusal.value.code == "stale"
    assert minute.other_texts.filter(settled_at=None).count() == 1


def test_a_second_person_is_told_who_is_in_the_editor(minute, clerk, second, now):
    assert writing.enter(minute, by=clerk, at=now).by == clerk
    assert writing.enter(minute, by=second, at=now).by == clerk
    assert writing.who_is_in(minute, besides=second, at=now).by == clerk
    assert writing.who_is_in(minute, besides=clerk, at=now) is None


def test_a_claim_that_is_not_heard_of_is_taken_over(minute, clerk, second, now):
    writing.enter(minute, by=clerk, at=now)
    still = now + writing.HOLDS - timedelta(seconds=1)
    assert writing.enter(minute, by=second, at=still).by == clerk
    assert writing.enter(minute, by=second, at=now + writing.HOLDS).by == second


def test_an_open_editor_that_tells_of_itself_keeps_its_claim(minute, clerk, second, now):
    writing.enter(minute, by=clerk, at=now)
    writing.enter(minute, by=clerk, at=now + timedelta(seconds=60))
    assert writing.enter(minute, by=second, at=now + timedelta(seconds=120)).by == clerk


def test_who_leaves_makes_room_and_does_not_end_another_s_claim(minute, clerk, second, now):
    writing.enter(minute, by=clerk, at=now)
    writing.leave(minute, by=second)
    assert writing.who_is_in(minute, besides=second, at=now)
    writing.leave(minute, by=clerk)
    assert writing.who_is_in(minute, besides=second, at=now) is None
