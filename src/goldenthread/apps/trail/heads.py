"""The head of the chain, sent out: what somebody elsewhere holds, so that a chain made anew shows.

A head is the position and the digest of the last event at an instant. The chain may grow after it; an event
at that place that has another digest, or none, says that the tail was cut or the whole was built again.
Rooms that print heads (minutes, letters) register where they did: those are compared at every verification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.queries import head as last

LENGTH = 64


class NotAHead(Exception):
    """A line is no head; the message says which and what one looks like."""


@dataclass(frozen=True)
class Head:
    """The digest of the event at a position, on a day. `where`: who holds it, in words ("minutes of …")."""

    position: int
    digest: str
    on: date
    where: str = ""

    @property
    def line(self) -> str:
        """As it is written to a file, one to a line: day, position, digest."""
        return f"{self.on.isoformat()} {self.position} {self.digest}"


@dataclass(frozen=True)
class Unfit:
    """A head that no longer fits, and what stands at its place now: another digest, or None for no event."""

    head: Head
    found: str | None

    @property
    def words(self) -> str:
        held = f" ({self.head.where})" if self.head.where else ""
        of = f"The head of {self.head.on.day} {self.head.on:%B %Y}{held}, event {self.head.position:,}"
        if self.found is None:
            return f"{of}, is not there any more: the chain was cut before it."
        return f"{of}, does not fit: that event has another digest now, so the chain was built anew."


Source = Callable[[], Iterable[Head]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """Heads that a room printed or sent. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def sent_out() -> list[Head]:
    """Every head that the rooms know to have gone out."""
    return [head for source in _sources for head in source()]


def current(on: date) -> Head | None:
    """The head as it stands; None before the first event."""
    found = last()
    return Head(*found, on) if found else None


def read(text: str) -> list[Head]:
    """Heads of a file's text, one to a line; empty lines and those that begin with # say nothing.

    Raises NotAHead.
    """
    lines = ((number, line.split()) for number, line in enumerate(text.splitlines(), start=1))
    return [_read(number, parts) for number, parts in lines if parts and not parts[0].startswith("#")]


def _read(number: int, parts: list[str]) -> Head:
    try:
        day, position, *digest = parts  # a digest may be typed in groups, as paper prints it
        found = Head(int(position.replace(",", "")), "".join(digest).lower(), date.fromisoformat(day))
        if len(found.digest) != LENGTH or not set(found.digest) <= set("0123456789abcdef"):
            raise ValueError
    except ValueError:
        raise NotAHead(
            f"Line {number} is not a head. One is written as day, event and digest: "
            f"2018-07-16 1234 {'0123456789abcdef' * 4}"
        ) from None
    return found


def unfit(heads: Iterable[Head]) -> list[Unfit]:
    """Those that the chain no longer bears out, the oldest first."""
    heads = sorted(set(heads), key=lambda one: one.position)
    wanted = {one.position for one in heads}
    there = dict(Event.objects.filter(position__in=wanted).values_list("position", "digest"))
    return [Unfit(one, there.get(one.position)) for one in heads if there.get(one.position) != one.digest]
