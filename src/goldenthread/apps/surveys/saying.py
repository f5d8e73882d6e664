"""Writes about “You said, we did”: written, sent for approval, approved by another person, taken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.surveys.making import STALE
from goldenthread.apps.surveys.models import Said, Wave
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import SVY_11, SVY_12, USUAL_THRESHOLD, may_approve, small_numbers

State = Said.State


@dataclass(frozen=True)
class Tells:
    """What was said, by whom as a group, and what was done about it."""

    source: str
    who: str
    said: str
    did: str
    wave: Wave | None = None
    action: Action | None = None


@transaction.atomic
def write_said(tells: Tells, *, by: Person | None, at: datetime) -> Said:
    """Write what was said and done. Refused where a part is empty or gives a small number (SVY-12)."""
    one = Said(written_by=by, written_at=at)
    _put(one, tells)
    one.save()
    record("surveys.said_written", by=by, at=at, on=_on(one), after=_says(one))
    return one


@transaction.atomic
def change_said(one: Said, tells: Tells, *, version: int, by: Person, at: datetime) -> Said:
    """Change it before it is published; whoever changed it last is its writer.

    Refused as `write_said`, once published, and when somebody changed it since `version`.
    """
    one = _locked(one, version)
    if one.state == State.PUBLISHED:
        raise Refused("It is published. Take it down before you change it.")
    before = _says(one)
    _put(one, tells)
    one.state, one.written_by, one.written_at, one.reason = State.DRAFT, by, at, ""
    one.approved_by = one.published_on = None
    one.version += 1
    one.save()
    record("surveys.said_changed", by=by, at=at, on=_on(one), before=before, after=_says(one))
    return one


@transaction.atomic
def ask_approval(one: Said, *, version: int, by: Person, at: datetime) -> Said:
    """Ask another person to approve it. Refused unless it is a draft."""
    one = _locked(one, version)
    if one.state != State.DRAFT:
        raise Refused(f"It is not a draft: {one.get_state_display().lower()}.")
    return _move(one, State.ASKED, "surveys.said_asked", by=by, at=at)


@transaction.atomic
def approve_said(one: Said, *, version: int, by: Person, at: datetime, today: date) -> Said:
    """Approve it, and so publish it. Refused for one's own words (SVY-11), unless it was asked for."""
    one = _locked(one, version)
    if one.state != State.ASKED:
        raise Refused(f"It does not wait for approval: {one.get_state_display().lower()}.")
    if one.written_by_id is not None and not may_approve(by.pk, writer=one.written_by_id):
        raise Refused("Another person approves what you wrote.", code=SVY_11)
    _check_numbers(one)
    one.approved_by, one.published_on = by, today
    return _move(one, State.PUBLISHED, "surveys.said_published", by=by, at=at)


@transaction.atomic
def send_back(one: Said, *, reason: str, version: int, by: Person, at: datetime) -> Said:
    """Send it back to its writer. Refused without a reason, and unless it waits for approval."""
    one = _locked(one, version)
    if one.state != State.ASKED:
        raise Refused(f"It does not wait for approval: {one.get_state_display().lower()}.")
    one.reason = _reason(reason, "Say what is to be changed.")
    return _move(one, State.DRAFT, "surveys.said_sent_back", by=by, at=at, why=one.reason)


@transaction.atomic
def take_down(one: Said, *, reason: str, version: int, by: Person, at: datetime) -> Said:
    """Take it off the public page. Refused without a reason, and unless it is published."""
    one = _locked(one, version)
    if one.state != State.PUBLISHED:
        raise Refused(f"It is not published: {one.get_state_display().lower()}.")
    one.reason = _reason(reason, "Say why it is taken down.")
    return _move(one, State.TAKEN_DOWN, "surveys.said_taken_down", by=by, at=at, why=one.reason)


def _move(one: Said, to: State, verb: str, *, by: Person, at: datetime, why: str = "") -> Said:
    before = {"state": one.state}
    one.state = to
    one.version += 1
    one.save()
    record(verb, by=by, at=at, on=_on(one), before=before, after=_says(one), why=why)
    return one


def _locked(one: Said, version: int) -> Said:
    one = Said.objects.select_for_update(of=("self",)).select_related("wave__survey", "action").get(pk=one.pk)
    if one.version != version:
        raise Refused("Somebody changed this while you were reading. Look at it again.", code=STALE)
    return one


def _put(one: Said, tells: Tells) -> None:
    for name, words in (("who", "Say who said it, as a group."), ("said", "Write what was said."),
                        ("did", "Write what was done.")):  # fmt: skip
        text = getattr(tells, name).strip()
        if not text:
            raise Refused(words, field=name)
        setattr(one, name, text)
    if tells.source == Said.Source.SURVEY and tells.wave is None:
        raise Refused("Choose the survey in which it was said.", field="wave")
    one.source, one.action = tells.source, tells.action
    one.wave = tells.wave if tells.source == Said.Source.SURVEY else None
    _check_numbers(one)


def _check_numbers(one: Said) -> None:
    threshold = max(one.wave.threshold if one.wave else 0, USUAL_THRESHOLD)
    for name in ("said", "did", "who"):
        if found := small_numbers(getattr(one, name), threshold):
            raise Refused(
                f"“{found[0]}” may give a small number of people away. Say it without the number.",
                code=SVY_12, field=name,
            )  # fmt: skip


def _reason(reason: str, words: str) -> str:
    if not reason.strip():
        raise Refused(words, field="reason")
    return reason.strip()


def _on(one: Said) -> list[Any]:
    return [one, *([one.action] if one.action else []), *([one.wave] if one.wave else [])]


def _says(one: Said) -> dict[str, Any]:
    return {
        "state": Said.State(one.state).label, "who": one.who, "said": one.said, "did": one.did,
        "source": Said.Source(one.source).label, "published_on": one.published_on,
    }  # fmt: skip
