"""Writes about what a body asked for: raised, given a day, reported back, closed by the body itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import (
    ActionReport,
    BodyAction,
    Decision,
    DueChange,
    ItemMinute,
    Minutes,
    Resolution,
)
from goldenthread.apps.minutes.numbering import next_action_number
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class Asked:
    """What is asked for, of whom, by when. `due_words`: the words of time as minuted, where there is no day.

    `owner_words` only of the past, where the post is not known here.
    """

    words: str
    owner: Post | None = None
    due_on: date | None = None
    due_words: str = ""
    recommendation: Recommendation | None = None
    plan_action: Action | None = None
    owner_words: str = ""


@transaction.atomic
def raise_action(
    of: Resolution | Decision | ItemMinute, asked: Asked, *, by: Person | None, at: datetime
) -> BodyAction:
    """An action that a resolution, a decision between meetings or the words of a minute ask for.

    Minutes that are signed may still give one: the action is no part of their text. Refused without words or
    owner, for a day before it was asked, and for a resolution that was struck out.
    """
    minute, resolution, decision = _origin(of)
    words, due_words = " ".join(asked.words.split()), " ".join(asked.due_words.split())
    if not words:
        raise Refused("Say what is to be done.", field="words")
    if asked.owner is None:
        raise Refused("Say which post owes it.", field="owner")
    raised_on = decision.decided_on if decision else minute.minutes.meeting.held_on if minute else None
    assert raised_on is not None
    if asked.due_on and asked.due_on < raised_on:
        raise Refused(
            f"It was asked for on {day_words(raised_on)}. Choose that day or later.", field="due_on"
        )
    body = decision.body if decision else minute.body if minute else None
    assert body is not None
    action = BodyAction.objects.create(
        body=body, number=next_action_number(body), minute=minute, resolution=resolution, decision=decision,
        words=words, owner=asked.owner, raised_on=raised_on, due_on=asked.due_on, due_words=due_words,
        restricted=decision.restricted if decision else bool(minute and minute.is_restricted),
        recommendation=asked.recommendation, plan_action=asked.plan_action, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if asked.due_on:
        DueChange.objects.create(action=action, after=asked.due_on, recorded_at=at, recorded_by=by)
    record("minutes.action_raised", by=by, at=at, on=_subjects(action), after=_written(action))
    return action


def _origin(
    of: Resolution | Decision | ItemMinute,
) -> tuple[ItemMinute | None, Resolution | None, Decision | None]:
    match of:
        case Resolution():
            if of.letter is None:
                raise Refused("This resolution was struck out.")
            return of.minute, of, None
        case Decision():
            return None, None, of
    return of, None, None


@transaction.atomic
def give_day(
    action: BodyAction, due_on: date, *, reason: str = "", version: int, by: Person, at: datetime
) -> BodyAction:
    """Say by when an action is wanted, or another day. A day that moves needs its reason.

    Refused for a closed action, a day before it was asked, and when somebody changed it since `version`.
    """
    action, reason = _locked(action, version), reason.strip()
    if due_on < action.raised_on:
        raise Refused(
            f"It was asked for on {day_words(action.raised_on)}. Choose that day or later.", field="due_on"
        )
    if due_on == action.due_on:
        raise Refused("It is wanted by that day already.", field="due_on")
    if action.due_on is not None and not reason:
        raise Refused("Say why the day moves.", field="reason")
    before = action.due_on
    DueChange.objects.create(
        action=action, before=before, after=due_on, reason=reason, recorded_at=at, recorded_by=by
    )
    action.due_on = due_on
    action.version += 1
    action.save(update_fields=["due_on", "version"])
    record(
        "minutes.action_dated", by=by, at=at, on=_subjects(action), before={"due_on": before},
        after={"due_on": due_on}, why=reason,
    )  # fmt: skip
    return action


@transaction.atomic
def change_action(
    action: BodyAction, *, words: str, owner: Post | None, recommendation: Recommendation | None,
    plan_action: Action | None, reason: str, version: int, by: Person, at: datetime,
) -> BodyAction:  # fmt: skip
    """Change an action's words, its owner, or what it serves. Refused without a reason, and when closed."""
    action, words, reason = _locked(action, version), " ".join(words.split()), reason.strip()
    if not words:
        raise Refused("Say what is to be done.", field="words")
    if owner is None and not action.owner_words:
        raise Refused("Say which post owes it.", field="owner")
    if not reason:
        raise Refused("Say why it changes.", field="reason")
    before = _written(action)
    action.words, action.owner = words, owner
    action.recommendation, action.plan_action = recommendation, plan_action
    action.version += 1
    action.save(update_fields=["words", "owner", "recommendation", "plan_action", "version"])
    record(
        "minutes.action_changed", by=by, at=at, on=_subjects(action), before=before, after=_written(action),
        why=reason,
    )  # fmt: skip
    return action


@transaction.atomic
def report(
    action: BodyAction, words: str, *, done: bool = False, effective_on: date, today: date,
    meeting: Meeting | None = None, by: Person | None, at: datetime,
) -> ActionReport:  # fmt: skip
    """Say how an action stands. `done`: whoever reports thinks it can be closed; the body closes it.

    Refused without words, for a closed action, and for a day to come or before it was asked for.
    """
    action, words = _locked(action), words.strip()
    if not words:
        raise Refused("Say how it stands.", field="words")
    if effective_on > today:
        raise Refused("That day has not come yet.", field="effective_on")
    if effective_on < action.raised_on:
        raise Refused(f"It was asked for on {day_words(action.raised_on)}.", field="effective_on")
    if meeting is not None and meeting.body_id != action.body_id:
        raise Refused("That meeting is of another body.", field="meeting")
    made = ActionReport.objects.create(
        action=action, words=words, done=done, effective_on=effective_on, meeting=meeting, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record(
        "minutes.action_reported", by=by, at=at, on=[made, *_subjects(action)],
        after={"words": words, "done": done, "effective_on": effective_on},
    )  # fmt: skip
    return made


@transaction.atomic
def close(
    action: BodyAction, *, minute: ItemMinute, words: str = "", version: int, by: Person, at: datetime
) -> BodyAction:
    """The body closes an action: the minute that says so is named.

    Refused for a minute of another body, of an earlier meeting than the one that asked, and when closed.
    """
    action = _locked(action, version)
    held_on = minute.minutes.meeting.held_on
    if minute.body_id != action.body_id:
        raise Refused(f"Only the {action.body} closes it: choose one of its minutes.", field="minute")
    if held_on < action.raised_on:
        raise Refused("That meeting was before the one that asked for it.", field="minute")
    if minute.is_restricted and not action.restricted:
        raise Refused(
            "That minute is of part 2, and the action of part 1. Choose one of part 1.", field="minute"
        )
    action.state, action.closed_on, action.closed_by = BodyAction.State.CLOSED, held_on, minute
    action.closed_words = words.strip()
    action.version += 1
    action.save(update_fields=["state", "closed_on", "closed_by", "closed_words", "version"])
    record(
        "minutes.action_closed", by=by, at=at, on=[*_subjects(action), minute],
        after={"closed_on": held_on, "minute": minute.label, "words": action.closed_words},
    )  # fmt: skip
    return action


@transaction.atomic
def open_again(action: BodyAction, *, reason: str, by: Person, at: datetime) -> BodyAction:
    """A closed action is open again. Refused without a reason, and for one that is open."""
    action = BodyAction.objects.select_for_update(of=("self",)).select_related("body").get(pk=action.pk)
    if action.is_open:
        raise Refused("This action is open.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", field="reason")
    before = {"closed_on": action.closed_on}
    action.state, action.closed_on, action.closed_by = BodyAction.State.OPEN, None, None
    action.closed_words = ""
    action.version += 1
    action.save(update_fields=["state", "closed_on", "closed_by", "closed_words", "version"])
    record(
        "minutes.action_opened_again", by=by, at=at, on=_subjects(action), before=before, why=reason.strip()
    )
    return action


def _locked(action: BodyAction, version: int | None = None) -> BodyAction:
    action = (
        BodyAction.objects.select_for_update(of=("self",)).select_related("body", "owner").get(pk=action.pk)
    )
    if not action.is_open:
        raise Refused("The body closed this action. Open it again first.", code="closed")
    if version is not None and action.version != version:
        raise Refused(
            "Somebody changed this action while you were writing. Read it again, then save.", code="stale"
        )
    return action


def _subjects(action: BodyAction) -> list[BodyAction | Body | Minutes | Recommendation | Action]:
    """What an event about it is about too, so that it is told on their pages."""
    subjects: list[Any] = [action, action.body]
    subjects += [action.minute.minutes] if action.minute else []
    return subjects + [one for one in (action.recommendation, action.plan_action) if one]


def _written(action: BodyAction) -> dict[str, Any]:
    return {
        "reference": action.reference, "words": action.words, "owner": action.owner_name,
        "due_on": action.due_on, "due_words": action.due_words,
        "recommendation": str(action.recommendation or ""), "plan_action": str(action.plan_action or ""),
    }  # fmt: skip
