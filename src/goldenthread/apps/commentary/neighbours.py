"""Who was asked for words, as the room that asks says: it comes after this one and registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.measures.models import Measure
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Asked:
    """Words on a measure were asked for on a day, of somebody, by a day."""

    on: date
    due: date | None
    of: str = ""


AskedSource = Callable[[Sequence[Measure], Period, date], Mapping[int, Asked]]
_sources: list[AskedSource] = []


def register_asked(source: AskedSource) -> None:
    """Show on the list of commentary who was asked, and who is late. Twice is once.

    The source takes the measures, the period and the day that the page speaks of. It gives the newest request
    for each measure that one was made for, by the measure's row number, in a fixed number of queries.
    """
    if source not in _sources:
        _sources.append(source)


def asked_for(measures: Sequence[Measure], period: Period, day: date) -> dict[int, Asked]:
    """The newest request for words on each of these measures in a period, by the measure's row number."""
    found: dict[int, Asked] = {}
    for source in _sources:
        for measure, asked in source(measures, period, day).items():
            if measure not in found or found[measure].on < asked.on:
                found[measure] = asked
    return found
