"""The rows of a tracker: read with how they stand, for whoever may see them; and written.

They lie in the case store. Each write leaves an event in the ledger that says on which tracker, and how many
rows; never which. The event is written first and the row last: one that fails takes the event with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.cases.bringing import authority_name
from goldenthread.apps.cases.models import Team
from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.apps.localtrackers.access import View
from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Definition
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.queries import definition_of
from goldenthread.apps.localtrackers.standings import RowStanding, standing_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.pseudonyms import plain
from goldenthread.casedata.sealed import Alike, NoSuchEntry, Stale
from goldenthread.casedata.written import Case, NewRow, Row, Written
from goldenthread.rulebook.case_references import NotAReference, case_reference

CHANGED_SINCE = "Somebody changed this row while you were writing. What you typed is kept below."


@dataclass(frozen=True)
class RowSays:
    """What a row is to say: the number, the team's uuid, the worker, the stage, and the tracker's columns."""

    number: str
    team: str
    worker: str = ""
    stage: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    def all_values(self) -> dict[str, str]:
        filled = {code: value for code, value in self.values.items() if value}
        return filled | {TEAM: self.team, WORKER: self.worker}


@dataclass(frozen=True)
class RowShown:
    """A row for a page. `number` is empty for whoever may not read it; `reference` is ours alone."""

    row: Row
    standing: RowStanding
    number: str
    team: Team | None

    @property
    def reference(self) -> str:
        return f"R-{self.row.id[:6]}"

    @property
    def worker(self) -> str:
        return self.row.values.get(WORKER, "")

    @property
    def case(self) -> Case:
        return case_of(self.row)


def case_of(row: Row) -> Case:
    """What notes, reasons and openings of a row are kept under."""
    return Case(row.child, f"local tracker {row.tracker} {row.id}")


def rows_shown(
    tracker: LocalTracker, view: View, as_at: date | datetime, *, written: Written | None = None
) -> list[RowShown]:
    """The rows that somebody sees, those due first; rows taken off are left out."""
    teams = {str(team.uuid): team for team in Team.objects.select_related("service")}
    definition = definition_of(tracker)
    found = [
        _shown(row, definition, view, teams, as_at)
        for row in (written or written_of()).rows(str(tracker.uuid))
        if not row.removed and view.sees(row.values.get(TEAM, ""))
    ]
    return sorted(found, key=_most_pressing)


def row_shown(row: Row, tracker: LocalTracker, view: View, as_at: date | datetime) -> RowShown:
    """One row."""
    teams = {str(team.uuid): team for team in Team.objects.select_related("service")}
    return _shown(row, definition_of(tracker), view, teams, as_at)


def row_of(tracker: LocalTracker, id: str, view: View) -> list[Row] | None:
    """The versions of a row, the last as it stands; None where there is none, or not for this person."""
    try:
        versions = written_of().versions_of_row(id)
    except NoSuchEntry:
        return None
    last = versions[-1]
    fits = last.tracker == str(tracker.uuid) and view.sees(last.values.get(TEAM, ""))
    return versions if fits else None


def add_row(tracker: LocalTracker, says: RowSays, *, view: View, by: Person | None, at: datetime) -> Row:
    """Add a row. Raises Refused for what cannot be, and for one that stands there already."""
    try:
        [row] = write_rows(tracker, [says], [], view=view, by=by, at=at)
    except Alike:
        raise Refused(
            "The list has this row already: the same number with the same first date.", field="number"
        ) from None
    return row


def change_row(
    tracker: LocalTracker, row: Row, says: RowSays, *, seen: int, view: View, by: Person, at: datetime
) -> Row:
    """A later version of a row. Its number stays. Raises Refused, with the code "stale" after another's."""
    says = replace(says, number=row.number)
    try:
        [changed] = write_rows(tracker, [], [(row.id, seen, says)], view=view, by=by, at=at)
    except Alike:
        raise Refused("Another row has the same number with the same first date.") from None
    except (Stale, NoSuchEntry):
        raise Refused(CHANGED_SINCE, code="stale") from None
    return changed


def write_rows(
    tracker: LocalTracker, new: Iterable[RowSays], changed: Iterable[tuple[str, int, RowSays]], *,
    view: View, by: Person | None, at: datetime,
) -> list[Row]:  # fmt: skip
    """Add and change rows, together or not at all. Raises Refused, Alike, Stale, NoSuchEntry."""
    definition = definition_of(tracker)
    pseudonym = pseudonym_of(definition)
    adds = [_new(tracker, definition, says, view, pseudonym) for says in new]
    changes = [(id, seen, _new(tracker, definition, says, view, pseudonym)) for id, seen, says in changed]
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.rows_written", by=by, at=at, on=tracker, after={
            "added": len(adds), "changed": len(changes),
        })  # fmt: skip
        return written_of().write_rows(adds, changes, by=str(by.uuid) if by else "", at=at)


def take_off(tracker: LocalTracker, row: Row, why: str, *, seen: int, by: Person, at: datetime) -> Row:
    """Take a row off the list; a change puts it back. Raises Refused without a reason, and when stale."""
    if not why.strip():
        raise Refused("Say why it comes off the list.", field="why")
    gone = NewRow(
        row.tracker, row.child, row.number, row.values, row.stage, removed=True, why=why.strip(),
        name=name_of(row.number, definition_of(tracker), row.values),
    )  # fmt: skip
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.row_taken_off", by=by, at=at, on=tracker, after={"rows": 1})
        try:
            [changed] = written_of().write_rows([], [(row.id, seen, gone)], by=str(by.uuid), at=at)
        except (Stale, NoSuchEntry):
            raise Refused(CHANGED_SINCE, code="stale") from None
    return changed


def opened(tracker: LocalTracker, rows: Iterable[Row], what: str, *, by: Person, at: datetime) -> None:
    """Write down that somebody opened rows: how many in the ledger, which in the case store."""
    cases = [case_of(row) for row in rows]
    with transaction.atomic():
        record("localtrackers.opened", by=by, at=at, on=tracker, after={"what": what, "rows": len(cases)})
        written_of().opened(cases, where=f"{tracker.name}: {what}"[:120], by=str(by.uuid), at=at)


def list_opened(tracker: LocalTracker, rows: int, *, by: Person, at: datetime) -> None:
    """Write down in the ledger that somebody opened the list, and how many rows it showed."""
    with transaction.atomic():
        record("localtrackers.opened", by=by, at=at, on=tracker, after={"what": "list", "rows": rows})


def name_of(number: str, definition: Definition, values: Mapping[str, str]) -> tuple[str, str]:
    """What no two rows share: the number, with the value of the column that starts the clock."""
    start = values.get(definition.timing.starts, "") if definition.timing else ""
    return (plain(number), start)


def checked_number(number: str) -> str:
    """A number as it is kept. Raises Refused for one that names somebody (CASE-1 to CASE-3)."""
    try:
        return case_reference(number)
    except NotAReference as refusal:
        raise Refused(refusal.why, field="number", code=refusal.code) from refusal


def pseudonym_of(definition: Definition) -> Callable[[str], int]:
    """What turns a number into the child of the snapshots; a member of staff is nobody's child."""
    authority = authority_name()
    return store_of().pseudonym(f"{authority}/staff" if definition.of_staff else authority)


def _new(
    tracker: LocalTracker, definition: Definition, says: RowSays, view: View, pseudonym: Callable[[str], int]
) -> NewRow:
    number = checked_number(says.number)
    if not view.sees(says.team):
        raise Refused("Choose a team whose cases you see.", field=TEAM)
    if says.stage and says.stage not in definition.stages:
        raise Refused("Choose a stage of the list.", field="stage")
    values = says.all_values()
    for column in definition.columns:
        if column.needed and not values.get(column.code):
            raise Refused(f"Enter {column.name}.", field=column.code)
    return NewRow(
        str(tracker.uuid), pseudonym(number), number, values, says.stage,
        name=name_of(number, definition, values),
    )  # fmt: skip


def check_open(tracker: LocalTracker) -> None:
    """Lock a tracker for what is written on it. Raises Refused for one that is closed."""
    if LocalTracker.objects.select_for_update().get(pk=tracker.pk).closed_on is not None:
        raise Refused("This tracker is closed. Nothing is added to it.")


def _shown(
    row: Row, definition: Definition, view: View, teams: Mapping[str, Team], as_at: date | datetime
) -> RowShown:
    team = row.values.get(TEAM, "")
    standing = standing_of(definition, row.values, row.stage, as_at)
    return RowShown(row, standing, row.number if view.shows_number(team) else "", teams.get(team))


def _most_pressing(one: RowShown) -> tuple[bool, str, str]:
    """Open rows first, by their deadline; those without one after them."""
    last = one.standing.deadline
    return one.standing.done, last.isoformat() if last else "9999", one.row.id
