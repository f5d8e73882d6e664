"""What waits for somebody: each room says what it wants of a person today; the start page lists it.

A room calls `register_waiting(source)` when it starts. A source takes the person, with their standing on
them, and the day. It gives what one of their acts would end, and nothing else: no news, no counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.people.models import Person


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `do` is the act in words, at `href`; `why` says who wants it, and since when.

    `due` is the day by which it is wanted, where there is one; `since` the day from which it waits.
    """

    what: str
    why: str
    do: str
    href: str
    since: date | None = None
    due: date | None = None


Source = Callable[[Person, date], Iterable[Waiting]]
_sources: list[Source] = []


def register_waiting(source: Source) -> None:
    """List what this source gives on everybody's start page. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def waiting_for(person: Person, today: date) -> list[Waiting]:
    """Everything that waits for somebody: what is overdue first, then the newest.

    What one act ends is one line: of several with one `href` the first stands, so what is overdue before what
    only waits.
    """
    found = [one for source in _sources for one in source(person, today)]
    newest_first = sorted(found, key=lambda one: one.since or date.min, reverse=True)
    overdue_first = sorted(newest_first, key=lambda one: not (one.due and one.due < today))
    by_act: dict[str, Waiting] = {}
    for one in overdue_first:
        by_act.setdefault(one.href, one)
    return list(by_act.values())
