"""What is resolved: lettered, with the quorum of that moment, and votes that can have been."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.minutes import attending
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.minutes.resolving import Resolved, Votes, resolve, revise, strike
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


def test_resolutions_are_lettered_in_order_and_say_only_what_was_resolved(minute, present, clerk, now):
    said = [
        resolve(minute, Resolved(text), by=clerk, at=now)
        for text in ("RESOLVED: That the report be noted", "the director write to the provider")
    ]
    assert [(one.letter, one.text) for one in said] == [
        ("a", "the report be noted"), ("b", "the director write to the provider"),
    ]  # fmt: skip
    assert said[0].quorate is True


def test_a_resolution_says_something(minute, present, clerk, now):
    with pytest.raises(Refused, match="Say what was resolved"):
        resolve(minute, Resolved(" RESOLVED: "), by=clerk, at=now)


def test_without_a_quorum_it_is_recorded_only_as_that(minute, minutes, seats, clerk, now):
    attending.attend(minutes, "present", seat=seats[0], by=clerk, at=now)
    with pytest.raises(Refused, match="Not quorate: 1 voting member present, and 2 needed") as refusal:
        resolve(minute, Resolved("the report be noted"), by=clerk, at=now)
    assert refusal.value.code == "not_quorate"
    made = resolve(minute, Resolved("the report be noted", out_of_quorum=True), by=clerk, at=now)
    assert (made.quorate, made.out_of_quorum, made.present, made.needed) == (False, True, 1, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Resolution.objects.filter(pk=made.pk).update(out_of_quorum=False)


def test_a_quorate_resolution_is_not_marked_as_without_a_quorum(minute, present, clerk, now):
    assert resolve(minute, Resolved("it", out_of_quorum=True), by=clerk, at=now).out_of_quorum is False


def test_a_body_without_a_quorum_set_gives_no_verdict(minute, board, clerk, now):
    board.quorum = None
    board.save()
    made = resolve(minute, Resolved("the report be noted"), by=clerk, at=now)
    assert (made.quorate, made.needed, made.present) == (None, None, 0)


@pytest.mark.parametrize(("votes", "refused"), [((2, 1, 0), False), ((2, 1, 1), True)])
def test_votes_are_no_more_than_those_in_the_room(minute, present, clerk, now, votes, refused):
    says = Resolved("the report be agreed", votes=Votes(*votes))
    if refused:
        with pytest.raises(Refused, match="4 votes were written, and 3 voting members"):
            resolve(minute, says, by=clerk, at=now)
    else:
        made = resolve(minute, says, by=clerk, at=now)
        with pytest.raises(DatabaseError), transaction.atomic():
            Resolution.objects.filter(pk=made.pk).update(abstained=1)


def test_named_votes_are_counted_and_only_of_those_who_could_vote(minute, present, minutes, clerk, now):
    named = dict(zip(present, ("for", "for", "against"), strict=True))
    made = resolve(minute, Resolved("it be agreed", votes=Votes(named=named)), by=clerk, at=now)
    assert (made.votes_for, made.votes_against, made.abstained) == (2, 1, 0)
    assert made.named_votes.count() == 3
    officer = attending.attend(minutes, "in_attendance", name="Officer", by=clerk, at=now)
    with pytest.raises(Refused, match="Officer was not in the room with a vote"):
        resolve(minute, Resolved("it", votes=Votes(named={officer: "for"})), by=clerk, at=now)
    with pytest.raises(Refused, match="recorded as having voted"):
        attending.remove(present[0], reason="Mistake", by=clerk, at=now)


def test_a_resolution_of_a_draft_is_revised_and_counted_anew(minute, present, clerk, now):
    made = resolve(minute, Resolved("the report be noted"), by=clerk, at=now)
    attending.attend(minute.minutes, "present", seat=present[0].seat, left=time(15), by=clerk, at=now)
    says = Resolved("the report be agreed", decided_at=time(15, 30), outcome="lost")
    changed = revise(made, says, version=1, by=clerk, at=now)
    assert (changed.text, changed.present, changed.outcome) == ("the report be agreed", 2, "lost")
    with pytest.raises(Refused) as refusal:
        revise(made, says, version=1, by=clerk, at=now)
    assert refusal.value.code == "stale"


def test_a_resolution_that_is_struck_out_frees_its_letter(minute, present, clerk, now):
    first, _, _ = (resolve(minute, Resolved(word), by=clerk, at=now) for word in ("x", "y", "z"))
    with pytest.raises(Refused, match="Say why"):
        strike(first, reason=" ", by=clerk, at=now)
    strike(first, reason="It was not put", by=clerk, at=now)
    assert [one.letter for one in minute.resolutions.order_by("id")] == [None, "a", "b"]
    with pytest.raises(Refused, match="struck out"):
        revise(first, Resolved("x"), version=2, by=clerk, at=now)
