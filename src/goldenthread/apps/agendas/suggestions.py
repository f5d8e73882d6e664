"""What an agenda might take up, each with why and a link. This room and later ones register.

A room calls `register_suggestions(function)` when it starts. The function takes the meeting and the day. What
it gives is offered with one click each. What `register_owed` registers is owed to the body, and is put on the
agenda when it is built.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.meetings.models import Meeting


@dataclass(frozen=True)
class Suggestion:
    """Something that an agenda might take up.

    `origin` and `key` say what it is of ("red-measure" and the measure's id): it is offered once. `why` says
    in words why it is offered, `href` leads to it. `group` is the heading under which it is offered.
    """

    origin: str
    key: str
    title: str
    why: str
    href: str
    group: str = ""
    purpose: str = "discussion"
    presenter: str = ""
    minutes_allowed: int | None = None


Source = Callable[[Meeting, date], Sequence[Suggestion]]
_sources: list[Source] = []
_owed: list[Source] = []


def register_suggestions(source: Source) -> None:
    """Offer these for each meeting's agenda. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def register_owed(source: Source) -> None:
    """Put these on each meeting's agenda when it is built. Twice is once."""
    if source not in _owed:
        _owed.append(source)


def suggestions_for(meeting: Meeting, today: date) -> list[Suggestion]:
    """All that is suggested, in the order in which rooms registered, each origin and key once."""
    return _once(_sources, meeting, today)


def owed_for(meeting: Meeting, today: date) -> list[Suggestion]:
    """All that is owed to the body by a meeting, in the order in which rooms registered, each once."""
    return _once(_owed, meeting, today)


def _once(sources: list[Source], meeting: Meeting, today: date) -> list[Suggestion]:
    found: dict[tuple[str, str], Suggestion] = {}
    for source in sources:
        for one in source(meeting, today):
            found.setdefault((one.origin, one.key), one)
    return list(found.values())
