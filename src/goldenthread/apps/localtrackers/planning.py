"""What rows that were brought would change in a tracker: new, changed, the same, or not for this person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldenthread.apps.localtrackers.access import View
from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Definition
from goldenthread.apps.localtrackers.rows import RowSays, name_of
from goldenthread.apps.localtrackers.taking import STAGE, Place, Read, Reading, digest_of
from goldenthread.casedata.written import Row


@dataclass(frozen=True)
class Change:
    """A row that is there and would say something else: which columns, from what to what."""

    file_row: int
    row: Row
    says: RowSays
    columns: tuple[tuple[str, str, str], ...]


@dataclass
class Plan:
    """What accepting would do. `digest` tells this plan from another."""

    new: list[tuple[int, RowSays]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    set_aside: list[Place] = field(default_factory=list)

    @property
    def digest(self) -> str:
        return digest_of([
            [[number, vars(says)] for number, says in self.new],
            [[one.row.id, one.row.version, vars(one.says)] for one in self.changed],
        ])  # fmt: skip

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changed)


def plan_of(reading: Reading, definition: Definition, view: View, held: list[Row]) -> Plan:
    """What the rows of a reading would do to the rows that are held. An empty cell changes nothing."""
    there = {name_of(row.number, definition, row.values): row for row in held}
    plan = Plan(set_aside=list(reading.set_aside))
    for one in reading.rows:
        if not view.sees(one.says.team):
            plan.set_aside.append(Place(one.row, "Team", "It is not a team of yours. The row is left out."))
            continue
        row = there.get(name_of(one.says.number, definition, one.says.values))
        if row is None:
            plan.new.append((one.row, one.says))
        elif row.removed:
            words = "The row was taken off the list before. It is left out."
            plan.set_aside.append(Place(one.row, "", words))
        elif not view.sees(row.values.get(TEAM, "")):
            plan.set_aside.append(Place(one.row, "", "Another team keeps this row. It is left out."))
        else:
            says, columns = _changes(row, one)
            if columns:
                plan.changed.append(Change(one.row, row, says, columns))
            else:
                plan.same += 1
    return plan


def _changes(row: Row, read: Read) -> tuple[RowSays, tuple[tuple[str, str, str], ...]]:
    """The row with what is brought laid over it, and the columns in which it then differs."""
    says = read.says
    before: Mapping[str, str] = {**row.values, STAGE: row.stage}
    brought = {**says.values, WORKER: says.worker, STAGE: says.stage}
    if read.names_team:
        brought[TEAM] = says.team
    over = {code: value for code, value in brought.items() if value}
    after = {**before, **over}
    columns = tuple(
        (code, before.get(code, ""), value) for code, value in over.items() if value != before.get(code, "")
    )
    own = {code: after[code] for code in after if code not in {TEAM, WORKER, STAGE}}
    return RowSays(row.number, after[TEAM], after.get(WORKER, ""), after[STAGE], own), columns
