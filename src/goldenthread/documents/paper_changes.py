"""What changed since an earlier paper, as it stands in a frozen one: plain words and days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ChangeLine:
    """One change: of what (``ref`` as printed, ``title``, and ``of``: its plan, inspection or scorecard).

    ``before`` and ``after`` in words, either empty where there is none. ``on`` is the day from which it
    holds, None where that is not held; ``recorded_on`` the day on which we were told, None where it follows
    from what was told on several. ``why`` as given.
    """

    ref: str
    title: str
    of: str
    before: str
    after: str
    on: date | None
    recorded_on: date | None
    why: str = ""


@dataclass(frozen=True)
class ChangeGroup:
    """Changes of one kind, such as "Due dates moved"."""

    name: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Changes:
    """What a reader of the earlier paper did not know.

    ``since`` says in words since what: "the last report, 2017-18 Q3, edition 1 of 16 July 2018". ``updates``
    counts what leads said of their actions. Groups without a line are left out.
    """

    since: str
    groups: tuple[ChangeGroup, ...] = ()
    updates: int = 0
