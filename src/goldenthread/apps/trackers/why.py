"""Why deadlines were missed: coded reasons counted by clock and by whose delay it was. No case is in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.apps.cases.stores import written_of
from goldenthread.casedata.trackers.watches import WATCHES
from goldenthread.rulebook.breaches import REASONS

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Why:
    """A reason of a clock's breaches, and how often it was given in the last 12 months."""

    clock: str
    words: str
    whose: str
    times: int


def reasons_counted(today: date) -> list[Why]:
    """The reasons coded in the last 12 months, the most frequent of each clock first. Raises NoKey."""
    written, found = written_of(), []
    for watch in WATCHES:
        counted: Counter[tuple[str, str]] = Counter(
            (reason.code, reason.whose)
            for reason in written.reasons(watch.clock.name).values()
            if reason.at.date() > today - YEAR
        )
        for (code, whose), times in counted.most_common():
            words = REASONS[code].words if code in REASONS else code
            found.append(Why(watch.clock.title, words, whose, times))
    return found
