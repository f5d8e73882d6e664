"""What a body asked for: raised, given a day, reported back by its owner, closed by the body itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.minutes import between, correcting, following
from goldenthread.apps.minutes.following import Asked
from goldenthread.apps.minutes.keeping import add_minute, begin
from goldenthread.apps.minutes.models import ActionReport, BodyAction, Correction, Decision
from goldenthread.apps.minutes.resolving import Resolved, resolve, strike
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolution(minute, present, clerk, now):
    return resolve(minute, Resolved("the director write to the provider"), by=clerk, at=now)


@pytest.fixture
def action(resolution, posts, clerk, now, today):
    asked = Asked("Write to the provider", posts[2], due_on=today + timedelta(days=30))
    return following.raise_action(resolution, asked, by=clerk, at=now)


def test_a_resolution_becomes_an_action_with_owner_and_day(action, resolution, minute, today):
    assert (action.reference, action.minute, action.raised_on) == ("A1", minute, today)
    assert action.due_changes.get().after == today + timedelta(days=30)
    assert action.restricted is False


def test_what_is_asked_in_part_2_is_restricted(restricted, posts, clerk, now):
    asked = Asked("Negotiate the price", posts[2], due_words="a future meeting")
    action = following.raise_action(restricted, asked, by=clerk, at=now)
    assert (action.restricted, action.due_on, action.due_words) == (True, None, "a future meeting")


@pytest.mark.parametrize(
    ("says", "field"),
    [({"words": " "}, "words"), ({"owner": None}, "owner"), ({"due_on": -1}, "due_on")],
)
def test_an_action_says_what_whose_and_no_day_before(resolution, posts, clerk, now, today, says, field):
    said = {"words": "Write", "owner": posts[2]} | says
    if "due_on" in said:
        said["due_on"] = today + timedelta(days=said["due_on"])
    with pytest.raises(Refused) as refusal:
        following.raise_action(resolution, Asked(**said), by=clerk, at=now)
    assert refusal.value.field == field


def test_nothing_is_asked_by_a_resolution_that_was_struck_out_and_none_with_actions_is(
    action, resolution, minute, posts, clerk, now
):
    with pytest.raises(Refused, match="An action came of this"):
        strike(resolution, reason="Mistake", by=clerk, at=now)
    other = strike(resolve(minute, Resolved("x"), by=clerk, at=now), reason="Mistake", by=clerk, at=now)
    with pytest.raises(Refused, match="struck out"):
        following.raise_action(other, Asked("Write", posts[2]), by=clerk, at=now)


def test_an_undated_action_is_given_a_day_and_a_day_moves_with_a_reason(minute, posts, clerk, now, today):
    action = following.raise_action(
        minute, Asked("Bring a paper", posts[2], due_words="in due course"), by=clerk, at=now
    )
    day = today + timedelta(days=10)
    action = following.give_day(action, day, version=1, by=clerk, at=now)
    with pytest.raises(Refused, match="Say why the day moves"):
        following.give_day(action, day + timedelta(days=1), version=2, by=clerk, at=now)
    with pytest.raises(Refused, match="by that day already"):
        following.give_day(action, day, version=2, reason="None", by=clerk, at=now)
    with pytest.raises(Refused, match="Somebody changed"):
        following.give_day(action, day + timedelta(days=1), version=1, reason="Late", by=clerk, at=now)
    with pytest.raises(Refused, match="It was asked for on"):
        following.give_day(action, today - timedelta(days=1), version=2, reason="Late", by=clerk, at=now)
    moved = following.give_day(action, day + timedelta(days=1), version=2, reason="Leave", by=clerk, at=now)
    assert [one.after for one in moved.due_changes.all()] == [day, day + timedelta(days=1)]


def test_reports_are_only_added(action, owner, now, today):
    said = {"effective_on": today, "today": today, "by": owner, "at": now}
    following.report(action, "The letter is drafted.", **said)
    following.report(action, "The letter was sent.", done=True, **said)
    assert [one.done for one in action.reports.all()] == [False, True]
    with pytest.raises(DatabaseError), transaction.atomic():
        ActionReport.objects.update(words="Nothing")
    action.refresh_from_db()
    assert action.is_open


@pytest.mark.parametrize(
    ("says", "field"),
    [({"words": " "}, "words"), ({"day": 1}, "effective_on"), ({"day": -1}, "effective_on")],
)
def test_a_report_says_something_of_a_day_that_was(action, owner, now, today, says, field):
    day = today + timedelta(days=says.get("day", 0))
    with pytest.raises(Refused) as refusal:
        following.report(action, says.get("words", "Sent"), effective_on=day, today=today, by=owner, at=now)
    assert refusal.value.field == field


def test_the_body_closes_it_by_a_minute_of_its_own(action, later_minute, clerk, owner, now, today):
    closed = following.close(action, minute=later_minute, words="Done", version=1, by=clerk, at=now)
    assert (closed.state, closed.closed_on, closed.closed_by) == (
        "closed", later_minute.minutes.meeting.held_on, later_minute,
    )  # fmt: skip
    for write in (
        lambda: following.close(action, minute=later_minute, version=2, by=clerk, at=now),
        lambda: following.report(action, "More", effective_on=today, today=today, by=owner, at=now),
        lambda: following.give_day(action, today, version=2, by=clerk, at=now),
    ):
        with pytest.raises(Refused, match="closed this action"):
            write()


def test_it_is_not_closed_by_another_body_or_a_minute_of_part_2(action, restricted, clerk, now, today):
    with pytest.raises(Refused, match="of part 2"):
        following.close(action, minute=restricted, version=1, by=clerk, at=now)
    other = add_body("Scrutiny", kind="Committee", by=clerk, at=now)
    minutes = begin(add_meeting(other, held_on=today, by=clerk, at=now), by=clerk, at=now)
    theirs = add_minute(minutes, title="Theirs", by=clerk, at=now)
    with pytest.raises(Refused, match="Only the Health and Wellbeing Board closes it"):
        following.close(action, minute=theirs, version=1, by=clerk, at=now)


def test_a_closed_action_is_opened_again_with_a_reason(action, later_minute, clerk, now):
    with pytest.raises(Refused, match="is open"):
        following.open_again(action, reason="Not done", by=clerk, at=now)
    closed = following.close(action, minute=later_minute, version=1, by=clerk, at=now)
    with pytest.raises(Refused, match="Say why"):
        following.open_again(closed, reason="", by=clerk, at=now)
    assert following.open_again(closed, reason="It was not done", by=clerk, at=now).is_open


def test_an_action_s_words_and_owner_change_with_a_reason(action, posts, clerk, now):
    said = {"words": "Write again", "owner": posts[1], "recommendation": None, "plan_action": None}
    with pytest.raises(Refused, match="Say why it changes"):
        following.change_action(action, **said, reason="", version=1, by=clerk, at=now)
    changed = following.change_action(action, **said, reason="Left", version=1, by=clerk, at=now)
    assert (changed.words, changed.owner) == ("Write again", posts[1])
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyAction.objects.filter(pk=action.pk).update(due_words="Never")
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyAction.objects.filter(pk=action.pk).delete()


def test_a_correction_is_made_by_a_minute_of_a_later_meeting_and_the_old_text_stays(
    signed, minute, later_minute, clerk, now
):
    asked = correcting.ask_correction(minute, passage="five", should_read="six", by=clerk, at=now)
    made = correcting.settle_correction(asked, made=True, minute=later_minute, by=clerk, at=now)
    assert (made.outcome, made.made_by) == ("made", later_minute)
    minute.refresh_from_db()
    assert minute.version == 1
    with pytest.raises(Refused, match="already"):
        correcting.settle_correction(asked, made=False, minute=later_minute, by=clerk, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.update(should_read="seven")


def test_a_draft_is_changed_not_corrected(minute, clerk, now):
    with pytest.raises(Refused, match="Change the minute itself"):
        correcting.ask_correction(minute, should_read="six", by=clerk, at=now)


def test_a_correction_says_what_it_should_read_and_is_not_made_by_its_own_meeting(
    signed, minute, minutes, clerk, now
):
    with pytest.raises(Refused, match="what it should read"):
        correcting.ask_correction(minute, should_read=" ", by=clerk, at=now)
    with pytest.raises(Refused, match="reads so already"):
        correcting.ask_correction(minute, passage="six", should_read="six", by=clerk, at=now)
    asked = correcting.ask_correction(minute, should_read="six", by=clerk, at=now)
    with pytest.raises(Refused, match="later meeting"):
        correcting.settle_correction(asked, made=True, minute=minutes.item_minutes.first(), by=clerk, at=now)


@pytest.fixture
def decision(board, clerk, now, today):
    return between.decide(
        board, kind="virtual", words="Agree the bid", authority="Minute 12 (b)", decided_by="All members",
        decided_on=today, today=today, by=clerk, at=now,
    )  # fmt: skip


def test_a_decision_between_meetings_is_endorsed_by_a_minute_of_the_next(
    decision, later_minute, posts, clerk, now
):
    action = following.raise_action(decision, Asked("Send the bid", posts[2]), by=clerk, at=now)
    assert (action.decision, action.minute, action.raised_on) == (decision, None, decision.decided_on)
    endorsed = between.endorse(decision, minute=later_minute, by=clerk, at=now)
    assert (endorsed.outcome, endorsed.endorsed_by) == ("endorsed", later_minute)
    with pytest.raises(Refused, match="already"):
        between.endorse(decision, minute=later_minute, by=clerk, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(words="Another")


@pytest.mark.parametrize("field", ["words", "authority", "decided_by", "decided_on"])
def test_a_decision_says_what_who_and_by_what_authority(board, clerk, now, today, field):
    said = {"words": "Agree", "authority": "Minute 12", "decided_by": "Chair", "decided_on": today}
    said[field] = today + timedelta(days=1) if field == "decided_on" else " "
    with pytest.raises(Refused) as refusal:
        between.decide(board, kind="urgent", **said, today=today, by=clerk, at=now)
    assert refusal.value.field == field


def test_a_decision_that_is_not_endorsed_says_why(decision, later_minute, clerk, now):
    with pytest.raises(Refused, match="Say why it was not endorsed"):
        between.endorse(decision, endorsed=False, minute=later_minute, by=clerk, at=now)
    refused = between.endorse(
        decision, endorsed=False, minute=later_minute, words="Outside the delegation", by=clerk, at=now
    )
    assert refused.outcome == "not_endorsed"
