"""When each item of an agenda begins, and whether the meeting ends in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Timings:
    """When items begin. `starts` has one entry an item, None where the meeting's start is not known.

    `total` is the minutes allowed in all, `unsaid` how many items have none. `over`: minutes past the
    meeting's end, negative where time is left, None where its end or its start is not known.
    """

    starts: tuple[time | None, ...]
    total: int
    unsaid: int
    finishes: time | None
    over: int | None

    @property
    def words(self) -> str:
        """ "Runs 20 minutes over." or "Ends 5 minutes early."; empty where the end is not known."""
        match self.over:
            case None:
                return ""
            case 0:
                return "Ends on time."
            case over if over > 0:
                return f"Runs {minutes_words(over)} over."
            case over:
                return f"Ends {minutes_words(-over)} early."


def timings(minutes: Sequence[int | None], starts_at: time | None, ends_at: time | None) -> Timings:
    """The timings of items by the minutes that each is allowed, None where nobody has said.

    An end that is not after the start is of the next day. An item without minutes takes none.
    """
    allowed = [one or 0 for one in minutes]
    total = sum(allowed)
    unsaid = sum(1 for one in minutes if one is None)
    if starts_at is None:
        return Timings((None,) * len(allowed), total, unsaid, None, None)
    begins = datetime.combine(_ANY_DAY, starts_at)
    starts, at = [], begins
    for one in allowed:
        starts.append(at.time())
        at += timedelta(minutes=one)
    over = None
    if ends_at is not None:
        end = datetime.combine(_ANY_DAY, ends_at)
        end += timedelta(days=1) if end <= begins else timedelta()
        over = int((at - end).total_seconds() // 60)
    return Timings(tuple(starts), total, unsaid, at.time(), over)


def minutes_words(minutes: int) -> str:
    """ "1 minute", "50 minutes", "1 hour", "2 hours 5 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = [_counted(hours, "hour"), _counted(rest, "minute")]
    return " ".join(one for one in said if one) or "0 minutes"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}" if number else ""
