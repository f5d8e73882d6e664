"""What a tracker of the council's own is: its columns, stages, clock, who sees it, and what it counts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.clock_model import Clock, Service
from goldenthread.rulebook.clocks import CLOCKS
from goldenthread.rulebook.limits import HOURS, WORKING_DAYS, Unit
from goldenthread.rulebook.own_clocks import NotAClock, own_clock

TEAM, WORKER = "team", "worker"
"""Columns that every tracker has, beside the child's number: their codes in a row's values."""
RESERVED = frozenset({TEAM, WORKER, "number", "stage"})
MOST_COLUMNS, MOST_STAGES, MOST_CHOICES = 16, 12, 40


class Kind(StrEnum):
    """What a column holds. Values are kept as text: days and instants as ISO 8601, a team as its uuid."""

    TEXT = "text"
    DAY = "date"
    INSTANT = "date and time"
    CHOICE = "choice"
    YES_NO = "yes or no"
    NUMBER = "number"
    WORKER = "worker"
    TEAM = "team"


WHEN = (Kind.DAY, Kind.INSTANT)


class Counts(StrEnum):
    """What of a tracker is counted as a measure."""

    NOTHING = ""
    DONE = "share done"
    IN_TIME = "share in time"
    OPEN = "number open"
    OVERDUE = "number overdue"


@dataclass(frozen=True)
class Column:
    """A column. `code` names it in rows, and stays when `name` changes."""

    code: str
    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Timing:
    """A tracker's clock: which columns start and stop it; a limit of its own, or a clock of the rulebook.

    `warn` is in working days where the limit is counted in them, else in days. `service` is whose breach
    reasons are offered.
    """

    starts: str
    stops: str
    number: int = 0
    unit: str = ""
    warn: int = 0
    service: str = Service.CARE
    rulebook: str = ""


@dataclass(frozen=True)
class Seen:
    """Who sees it, of those who see cases: uuids of teams and services, and roles. Empty is all of them."""

    teams: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A definition. A row is done when its clock's last column is filled, or at the last stage.

    `of_staff`: a row is about a member of staff, by their own number, and not about a child.
    """

    name: str
    about: str = ""
    columns: tuple[Column, ...] = ()
    stages: tuple[str, ...] = ()
    timing: Timing | None = None
    seen: Seen = field(default_factory=Seen)
    counts: Counts = Counts.NOTHING
    of_staff: bool = False

    @cached_property
    def by_code(self) -> Mapping[str, Column]:
        return {column.code: column for column in self.columns}

    @cached_property
    def clock(self) -> Clock | None:
        """The clock that its rows are under."""
        timing = self.timing
        if timing is None:
            return None
        if timing.rulebook:
            return replace(CLOCKS[timing.rulebook], warn=timing.warn)
        return own_clock(
            timing.number, Unit(timing.unit), warn=timing.warn, service=Service(timing.service),
            starts=self.by_code[timing.starts].name, stops=self.by_code[timing.stops].name,
        )  # fmt: skip

    @property
    def number_name(self) -> str:
        """What the number of a row is called."""
        return "Staff number" if self.of_staff else "Case number"

    @property
    def limit_words(self) -> str:
        """How long it may take: "20 working days", or the name of the rulebook's clock."""
        if self.clock is None or self.timing is None:
            return ""
        return self.clock.title if self.timing.rulebook else str(self.clock.limits[-1])

    @property
    def counts_working_days(self) -> bool:
        """Whether its limit, and so its warning, is in working days."""
        return self.clock is not None and self.clock.limits[-1].unit is WORKING_DAYS

    def when_columns(self) -> list[Column]:
        """The columns that may start or stop a clock."""
        return [column for column in self.columns if column.kind in WHEN]


def to_json(definition: Definition) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(json.dumps(asdict(definition)))
    return said


def from_json(says: Mapping[str, Any]) -> Definition:
    columns = tuple(
        Column(one["code"], one["name"], Kind(one["kind"]), tuple(one["choices"]), one["needed"])
        for one in says["columns"]
    )
    seen = Seen(**{name: tuple(value) for name, value in says["seen"].items()})
    return Definition(
        says["name"], says["about"], columns, tuple(says["stages"]),
        Timing(**says["timing"]) if says["timing"] else None, seen, Counts(says["counts"]), says["of_staff"],
    )  # fmt: skip


def code_for(name: str, taken: set[str]) -> str:
    """A column's code from its name, unlike those that are taken."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:40] or "column"
    code, number = plain, 2
    while code in taken or code in RESERVED:
        code, number = f"{plain}_{number}", number + 1
    return code


def checked(definition: Definition) -> Definition:
    """The definition with its words tidied. Raises Refused, naming the form's field, for what cannot be."""
    name = " ".join(definition.name.split())
    if not name:
        raise Refused("Enter the tracker’s name.", field="name")
    columns = tuple(
        replace(one, name=" ".join(one.name.split()), choices=_said(one.choices))
        for one in definition.columns
    )
    stages = _said(definition.stages)
    found = replace(definition, name=name, about=definition.about.strip(), columns=columns, stages=stages)
    _check_columns(columns)
    if len(stages) > MOST_STAGES:
        raise Refused(f"A tracker has {MOST_STAGES} stages at most.", field="stages")
    if len(stages) == 1:
        raise Refused("Name two stages or more, or none. The last means that a row is done.", field="stages")
    _check_timing(found)
    _check_counts(found)
    return found


def _said(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without those that say the same."""
    tidy = (" ".join(word.split()) for word in words)
    return tuple({word.casefold(): word for word in tidy if word}.values())


def _check_columns(columns: tuple[Column, ...]) -> None:
    names: set[str] = {"team", "worker", "stage", "case number"}
    if len(columns) > MOST_COLUMNS:
        raise Refused(f"A tracker has {MOST_COLUMNS} columns of its own at most.")
    for number, one in enumerate(columns, start=1):
        if not one.name:
            raise Refused("Enter the column’s name.", field=f"name_{number}")
        if one.name.casefold() in names:
            raise Refused(
                f"“{one.name}” is there already. Every tracker has the case number, the team, the worker and "
                "the stage.",
                field=f"name_{number}",
            )
        names.add(one.name.casefold())
        if one.kind is Kind.CHOICE and not 2 <= len(one.choices) <= MOST_CHOICES:
            raise Refused(
                f"Give “{one.name}” 2 to {MOST_CHOICES} choices, with commas between them.",
                field=f"choices_{number}",
            )


def _check_timing(definition: Definition) -> None:
    timing = definition.timing
    if timing is None:
        return
    when = {column.code: column for column in definition.when_columns()}
    for code, name, words in ((timing.starts, "starts", "starts"), (timing.stops, "stops", "stops")):
        if code not in when:
            raise Refused(f"Choose the column of a date that {words} the clock.", field=name)
    if timing.starts == timing.stops:
        raise Refused("One column cannot both start and stop the clock.", field="stops")
    if timing.rulebook and timing.rulebook not in CLOCKS:
        raise Refused("Choose a clock of the list.", field="rulebook")
    if timing.rulebook and CLOCKS[timing.rulebook].younger_than is not None:
        raise Refused(
            "This clock needs the child’s birth date, which a tracker does not have.", field="rulebook"
        )
    try:
        clock = definition.clock
    except NotAClock as refusal:
        raise Refused(str(refusal), field="number") from refusal
    counted_in_hours = clock is not None and clock.limits[-1].unit is HOURS
    if counted_in_hours and {when[timing.starts].kind, when[timing.stops].kind} != {Kind.INSTANT}:
        raise Refused("A limit in hours needs columns of a date and time.", field="starts")


def _check_counts(definition: Definition) -> None:
    if definition.counts in {Counts.IN_TIME, Counts.OVERDUE} and definition.timing is None:
        raise Refused("This can be counted once the tracker has a clock.", field="counts")
    if definition.counts and definition.timing is None and not definition.stages:
        raise Refused("This can be counted once the tracker has stages or a clock.", field="counts")
