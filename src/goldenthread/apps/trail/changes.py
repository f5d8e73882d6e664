"""What changed between two instants, as every room tells it.

Changes are told on the recorded axis: what a reader of the earlier page or paper did not know. An action
completed in May and recorded in July is news in July, with the day in May beside it. What a load declared as
published before the earlier instant is no news, but to the reader of a frozen paper, who saw only what was
recorded when it was frozen: such a span begins with `moments.RecordedBy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import overload

from django.db.models import Q
from django.utils import timezone

from goldenthread.apps.trail.moments import known_by


@dataclass(frozen=True)
class Span:
    """From just after one instant up to another, both aware. `until` None: up to all that is known."""

    since: datetime
    until: datetime | None = None

    def told(self, *, published: str = "published_on", recorded: str = "recorded_at") -> Q:
        """Rows that became known in the span. The paths are those of `moments.known_by`."""
        by_then = known_by(self.until, published=published, recorded=recorded)
        return by_then & ~known_by(self.since, published=published, recorded=recorded)

    def within(self, instant: str) -> Q:
        """Rows with an instant of their own (asked, decided, ended) in the span."""
        upto = Q(**{f"{instant}__lte": self.until}) if self.until else Q()
        return Q(**{f"{instant}__gt": self.since}) & upto


@dataclass(frozen=True)
class Change:
    """One change: of what, with its page; before and after in words; when it holds from and was recorded.

    `of` is the plan, inspection or scorecard. `on` is None where no day is held, `recorded_at` where a change
    follows from several records. `by` and `why` as given, either may be empty.
    """

    ref: str
    title: str
    href: str = ""
    of: str = ""
    before: str = ""
    after: str = ""
    on: date | None = None
    recorded_at: datetime | None = None
    by: str = ""
    why: str = ""

    @property
    def recorded_on(self) -> date | None:
        return timezone.localtime(self.recorded_at).date() if self.recorded_at else None


class Lines(Sequence[Change]):
    """Changes that are told when they are read: thousands may be counted where fifty are shown."""

    def __init__(self, tellers: Iterable[Callable[[], Change]]) -> None:
        self._tellers = tuple(tellers)

    def __len__(self) -> int:
        return len(self._tellers)

    @overload
    def __getitem__(self, place: int) -> Change: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Change, ...]: ...

    def __getitem__(self, place: int | slice) -> Change | tuple[Change, ...]:
        if isinstance(place, slice):
            return tuple(tell() for tell in self._tellers[place])
        return self._tellers[place]()


@dataclass(frozen=True)
class Changed:
    """Changes of one kind. `counted` is what its tile says beside the number: "due dates moved"."""

    key: str
    name: str
    counted: str
    tone: str
    lines: Sequence[Change]

    def __len__(self) -> int:
        return len(self.lines)


def some(kinds: Iterable[Changed]) -> tuple[Changed, ...]:
    """Those kinds of which there is a change."""
    return tuple(kind for kind in kinds if kind.lines)


def day_words(day: date | None, nothing: str = "") -> str:
    """A day as a page prints it."""
    return f"{day.day} {day:%B %Y}" if day else nothing
