"""What is found in the minutes or the agenda of a past meeting: proposals, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


@dataclass(frozen=True)
class Line:
    """A line of a paper. `place` says where it stands: "line 12", "paragraph 12", "table 2, row 3".

    `cells` are the texts of a table's row, each merged cell once; a line of text has one. `strong`: all of it
    is bold, or it has a heading's style.
    """

    text: str
    place: str
    cells: tuple[str, ...] = ()
    strong: bool = False
    table: int = 0


class Kind(StrEnum):
    """What a paper is. An agenda has items, and nothing under them."""

    MINUTES = "minutes"
    AGENDA = "agenda"


class Status(StrEnum):
    """How somebody is listed."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    IN_ATTENDANCE = "in_attendance"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True)
class Head:
    """When and where it met. None and empty for what the paper does not say."""

    body: str = ""
    held_on: date | None = None
    starts_at: time | None = None
    ended_at: time | None = None
    place: str = ""
    chaired_by: str = ""


@dataclass(frozen=True)
class Attender:
    """Somebody who is listed: the name as printed, without what it says of them."""

    name: str
    status: Status
    role: str = ""
    substitute_for: str = ""
    place: str = ""


@dataclass(frozen=True)
class Asked:
    """Something to be done. `due_on` is a day that the paper names, `proposed` one that is put forward."""

    words: str
    owner: str = ""
    due_on: date | None = None
    due_words: str = ""
    proposed: date | None = None
    why: str = ""
    place: str = ""


@dataclass(frozen=True)
class Item:
    """An item with its number as printed, empty where it has none."""

    title: str
    place: str
    printed: str = ""
    text: str = ""
    resolutions: tuple[str, ...] = ()
    actions: tuple[Asked, ...] = ()
    exempt: bool = False


@dataclass(frozen=True)
class Doubt:
    """Something that a person has to look at before anything is saved."""

    why: str
    place: str = ""
    text: str = ""


@dataclass(frozen=True)
class PastMinutes:
    """All that was found in one paper, and what is doubtful in it."""

    kind: Kind
    head: Head
    attendance: tuple[Attender, ...]
    items: tuple[Item, ...]
    doubts: tuple[Doubt, ...]
