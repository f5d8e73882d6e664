"""Writes about what was resolved: the words, the quorum at that moment, and the votes where taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from goldenthread.apps.minutes.attending import quorum_of
from goldenthread.apps.minutes.models import Attendance, ItemMinute, NamedVote, Resolution
from goldenthread.apps.minutes.numbering import letter_of
from goldenthread.apps.minutes.refusing import locked_minute
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.deciding import Quorum, check_votes

Vote = NamedVote.Vote
WITHOUT_QUORUM = "not_quorate"
"""The code of the refusal that asks whether it is to be recorded as taken without a quorum."""


@dataclass(frozen=True)
class Votes:
    """Votes as counted, or by name. Of named votes the counts follow."""

    votes_for: int = 0
    against: int = 0
    abstained: int = 0
    named: Mapping[Attendance, str] | None = None


@dataclass(frozen=True)
class Resolved:
    """What a resolution says. `out_of_quorum`: recorded though the body could not decide."""

    text: str
    outcome: str = Resolution.Outcome.CARRIED
    decided_at: time | None = None
    votes: Votes | None = None
    out_of_quorum: bool = False


@transaction.atomic
def resolve(minute: ItemMinute, says: Resolved, *, by: Person | None, at: datetime) -> Resolution:
    """Record a resolution under an item: it takes the next letter.

    Refused without words; where the body was not quorate, unless it is recorded as that; for more votes than
    there were voting members in the room; and for a named vote of somebody who did not count.
    """
    minute = locked_minute(minute)
    made = Resolution(minute=minute, letter=letter_of(_standing(minute)), recorded_at=at, recorded_by=by)
    _put(made, minute, says)
    record("minutes.resolved", by=by, at=at, on=[made, minute, minute.minutes], after=_written(made))
    return made


@transaction.atomic
def revise(resolution: Resolution, says: Resolved, *, version: int, by: Person, at: datetime) -> Resolution:
    """Change a resolution of a draft. Refused as `resolve`, when it was struck out, and when stale."""
    minute, resolution = _locked(resolution)
    if resolution.version != version:
        raise Refused(
            "Somebody changed this resolution while you were writing. Read it again, then save.",
            code="stale",
        )
    before = _written(resolution)
    resolution.version += 1
    _put(resolution, minute, says)
    record(
        "minutes.resolution_revised", by=by, at=at, on=[resolution, minute, minute.minutes], before=before,
        after=_written(resolution),
    )  # fmt: skip
    return resolution


@transaction.atomic
def strike(resolution: Resolution, *, reason: str, by: Person, at: datetime) -> Resolution:
    """Take a resolution out of a draft; those after it move up a letter.

    Refused without a reason, and where an action came of it.
    """
    minute, resolution = _locked(resolution)
    if not reason.strip():
        raise Refused("Say why it is struck out.", field="reason")
    if resolution.actions.exists():
        raise Refused("An action came of this resolution. Change its words instead.")
    before = _written(resolution)
    resolution.letter, resolution.struck_reason = None, reason.strip()
    resolution.version += 1
    resolution.save(update_fields=["letter", "struck_reason", "version"])
    for place, other in enumerate(minute.resolutions.exclude(letter=None).order_by("id")):
        if other.letter != letter_of(place):
            other.letter = letter_of(place)
            other.save(update_fields=["letter"])
    record(
        "minutes.resolution_struck", by=by, at=at, on=[resolution, minute, minute.minutes], before=before,
        why=reason.strip(),
    )  # fmt: skip
    return resolution


def _locked(resolution: Resolution) -> tuple[ItemMinute, Resolution]:
    minute = locked_minute(resolution.minute)
    resolution = Resolution.objects.select_for_update().get(pk=resolution.pk)
    if resolution.letter is None:
        raise Refused("This resolution was struck out.")
    resolution.minute = minute
    return minute, resolution


def _put(resolution: Resolution, minute: ItemMinute, says: Resolved) -> None:
    text = _bare(says.text)
    if not text:
        raise Refused("Say what was resolved.", field="text")
    quorum = quorum_of(minute.minutes, at=says.decided_at, item=minute.item)
    if quorum.met is False and not says.out_of_quorum:
        raise Refused(
            f"{quorum.words} The body could not decide. Say that it is recorded as taken without a quorum, "
            "or mend the attendance.", field="out_of_quorum", code=WITHOUT_QUORUM,
        )  # fmt: skip
    resolution.text, resolution.outcome, resolution.decided_at = text, says.outcome, says.decided_at
    resolution.present, resolution.needed, resolution.quorate = quorum.present, quorum.needed, quorum.met
    resolution.out_of_quorum = quorum.met is False
    votes = _counted(says.votes, quorum, minute)
    resolution.votes_for = votes.votes_for if votes else None
    resolution.votes_against = votes.against if votes else None
    resolution.abstained = votes.abstained if votes else None
    resolution.save()
    _keep_named(resolution, votes)


def _counted(votes: Votes | None, quorum: Quorum, minute: ItemMinute) -> Votes | None:
    """The votes, with counts; checked against who was in the room (DEC-6)."""
    if votes is None:
        return None
    if votes.named is not None:
        for attendance in votes.named:
            if attendance.minutes_id != minute.minutes_id or attendance.name not in quorum.counted:
                raise Refused(f"{attendance} was not in the room with a vote.", field="named")
        tally = Counter(votes.named.values())
        votes = Votes(tally[Vote.FOR], tally[Vote.AGAINST], tally[Vote.ABSTAINED], votes.named)
    too_many = check_votes(votes.votes_for, votes.against, votes.abstained, present=quorum.present)
    if too_many:
        raise Refused(too_many.words, field="votes_for", code=too_many.code)
    return votes


def _keep_named(resolution: Resolution, votes: Votes | None) -> None:
    named = dict(votes.named) if votes and votes.named else {}
    for there in resolution.named_votes.select_related("attendance"):
        if there.attendance not in named:
            raise Refused("A named vote is changed, not taken out. Say how they voted.", field="named")
    for attendance, vote in named.items():
        NamedVote.objects.update_or_create(
            resolution=resolution, attendance=attendance, defaults={"vote": vote}
        )


def _standing(minute: ItemMinute) -> int:
    return minute.resolutions.exclude(letter=None).count()


def _bare(text: str) -> str:
    """What was resolved, without the words that every page puts before it."""
    text = text.replace("\r\n", "\n").strip()
    for beginning in ("RESOLVED:", "RESOLVED that", "RESOLVED -", "RESOLVED –", "RESOLVED"):
        if text.casefold().startswith(beginning.casefold()):
            text = text[len(beginning) :].strip(" :–-")
            break
    if text[:5].casefold() == "that ":
        text = text[5:].lstrip()
    return text


def _written(resolution: Resolution) -> dict[str, Any]:
    return {
        "letter": resolution.letter or "", "text": resolution.text,
        "outcome": Resolution.Outcome(resolution.outcome).label,
        "decided_at": f"{resolution.decided_at:%H:%M}" if resolution.decided_at else "",
        "present": resolution.present, "needed": resolution.needed,
        "without_quorum": resolution.out_of_quorum, "for": resolution.votes_for,
        "against": resolution.votes_against, "abstained": resolution.abstained,
    }  # fmt: skip
