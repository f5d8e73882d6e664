"""What people write on cases: notes, coded reasons for a breach, openings, who holds a case, council's lists.

It stands in the case store, beside the snapshots and under their key (`sealed`), and goes when they go. The
ledger says that something was written and by whom; never on whom.

A case is a child and what of theirs is meant, in words that stay the same from snapshot to snapshot: the
table and the day that began it ("assessments 2018-03-01"), a clock ("ehc-20-weeks 2018-01-05"), or "" for
the child as such. People are named by an id of the caller's; days and instants are given by the caller.
Nothing here is written over: a later version stands beside the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from goldenthread.casedata.sealed import About, Book, Entry

NOTE = "note"
REASON = "reason"
OPENING = "opening"
HOLDER = "holder"
ROW = "row"
KINDS = (NOTE, REASON, OPENING, HOLDER, ROW)
FILE = "written.sqlite"


@dataclass(frozen=True, order=True)
class Case:
    """A child (the snapshots' keyed hash) and what of theirs is meant."""

    child: int
    of: str = ""


@dataclass(frozen=True)
class Note:
    """A note as it reads in one version. A withdrawn one keeps its words in the versions before."""

    id: str
    version: int
    case: Case
    text: str
    by: str
    at: datetime
    withdrawn: bool = False
    why: str = ""
    written_by: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True)
class Reason:
    """Why a case's clock was not met: a code, and whose delay it was. Codes are the caller's."""

    id: str
    case: Case
    clock: str
    code: str
    whose: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Opening:
    """Somebody opened a case. `where` names the list or the page it was opened from."""

    case: Case
    by: str
    at: datetime
    where: str


@dataclass(frozen=True)
class Holder:
    """Who holds a case since `at`, as a team and a worker, and what was said when it was given."""

    id: str
    case: Case
    team: str
    worker: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Row:
    """A row of a list that the council keeps for itself.

    `number` is the council's own number for the child. `values` are by the list's own column codes: text, or
    days and instants as ISO 8601. A row taken off the list is `removed`, with the reason in `why`.
    """

    id: str
    version: int
    tracker: str
    child: int
    number: str
    values: Mapping[str, str]
    stage: str
    by: str
    at: datetime
    removed: bool = False
    why: str = ""


_OnCase = TypeVar("_OnCase", Note, Holder)


class Written:
    """What people wrote on the cases of one store.

    Methods raise NoKey and WrongKey (`store`), and of `sealed`: Altered, Stale for a version that another
    wrote meanwhile, NoSuchEntry for an id that is not there, Alike for a row that stands in its list already.
    """

    def __init__(self, home: Path, key: bytes) -> None:
        """`home` is the case store's folder, `key` its key (32 bytes)."""
        self.book = Book(home / FILE, key)

    # Notes

    def note(self, case: Case, text: str, *, by: str, at: datetime) -> Note:
        """Write a note on a case."""
        body = {"case": _said(case), "text": text, "by": by, "at": at.isoformat()}
        with self.book.writing() as pen:
            return _note(pen.add(NOTE, body, About(case.child, _about(case)), day=at.date()))

    def rewrite_note(self, id: str, text: str, *, seen: int, by: str, at: datetime) -> Note:
        """A later version of a note, of which version `seen` was read."""
        return self._change_note(id, {"text": text}, seen=seen, by=by, at=at)

    def withdraw_note(self, id: str, why: str, *, seen: int, by: str, at: datetime) -> Note:
        """Take a note back: it is shown as withdrawn, with why, and no longer with its words."""
        return self._change_note(id, {"text": "", "withdrawn": True, "why": why}, seen=seen, by=by, at=at)

    def notes(self, cases: Iterable[Case]) -> dict[Case, list[Note]]:
        """The notes on each of these cases as they read now, oldest first; without notes: left out."""
        return _by_case(_in_order(self.book.about(NOTE, map(_about, cases))))

    def notes_on_child(self, child: int) -> list[Note]:
        """Every note on any case of a child, oldest first."""
        return _in_order(self.book.of_children(NOTE, [child]))

    def versions_of_note(self, id: str) -> list[Note]:
        """A note as it read, version by version."""
        return list(map(_note, self.book.versions(NOTE, id)))

    def _change_note(self, id: str, change: Mapping[str, Any], *, seen: int, by: str, at: datetime) -> Note:
        first = self.book.versions(NOTE, id)[0].body
        body = {
            "case": first["case"], "by": by, "at": at.isoformat(),
            "first": [first["by"], first["at"]], **change,
        }  # fmt: skip
        with self.book.writing() as pen:
            return _note(pen.replace(NOTE, id, body, seen=seen, day=at.date()))

    # Reasons for a breach

    def give_reason(
        self, case: Case, clock: str, code: str, *, whose: str, by: str, at: datetime, text: str = ""
    ) -> Reason:
        """Say why a case's clock was not met. A later one speaks; those before are kept."""
        body = {
            "case": _said(case), "clock": clock, "code": code, "whose": whose, "text": text, "by": by,
            "at": at.isoformat(),
        }  # fmt: skip
        with self.book.writing() as pen:
            where = About(case.child, (clock, *_about(case)), (clock,))
            return _reason(pen.add(REASON, body, where, day=at.date()))

    def reasons(self, clock: str) -> dict[Case, Reason]:
        """The reason that speaks now for each case of a clock that has one."""
        return {reason.case: reason for reason in map(_reason, self.book.listed(REASON, (clock,)))}

    def reasons_given(self, case: Case, clock: str) -> list[Reason]:
        """Every reason that was given for a case's clock, oldest first."""
        return list(map(_reason, self.book.about(REASON, [(clock, *_about(case))])))

    # Openings

    def opened(self, cases: Iterable[Case], *, where: str, by: str, at: datetime) -> None:
        """Somebody opened these cases, together or not at all."""
        with self.book.writing() as pen:
            for case in cases:
                body = {"case": _said(case), "where": where, "by": by, "at": at.isoformat()}
                pen.add(OPENING, body, About(case.child, _about(case), (by,)), day=at.date())

    def openings(self, case: Case) -> list[Opening]:
        """Who opened a case, and when, oldest first."""
        return list(map(_opening, self.book.about(OPENING, [_about(case)])))

    def openings_of_child(self, child: int) -> list[Opening]:
        """Who opened any case of a child, oldest first."""
        return list(map(_opening, self.book.of_children(OPENING, [child])))

    def openings_by(self, by: str) -> list[Opening]:
        """Which cases somebody opened, oldest first."""
        return list(map(_opening, self.book.listed(OPENING, (by,))))

    # Who holds a case

    def hand_to(self, case: Case, *, team: str, worker: str, by: str, at: datetime, text: str = "") -> Holder:
        """Say who holds a case from now. Those before are kept."""
        body = {
            "case": _said(case), "team": team, "worker": worker, "text": text, "by": by, "at": at.isoformat()
        }  # fmt: skip
        with self.book.writing() as pen:
            return _holder(pen.add(HOLDER, body, About(case.child, _about(case)), day=at.date()))

    def holders(self, cases: Iterable[Case]) -> dict[Case, list[Holder]]:
        """Who held each of these cases, the last last; a case that was never handed is left out."""
        return _by_case(map(_holder, self.book.about(HOLDER, map(_about, cases))))

    # Rows of the council's own lists

    def write_rows(
        self, new: Iterable[NewRow], changed: Iterable[tuple[str, int, NewRow]] = (), *, by: str, at: datetime
    ) -> list[Row]:
        """Add rows and write later versions of rows, together or not at all; the rows as they stand.

        Of each that changes: its id, the version that was seen, and what it says now.
        """
        day = at.date()
        with self.book.writing() as pen:
            changes = [
                pen.replace(ROW, id, row.body(by=by, at=at), seen=seen, day=day, name=row.name)
                for id, seen, row in changed
            ]
            added = [pen.add(ROW, row.body(by=by, at=at), row.where, day=day, name=row.name) for row in new]
        return list(map(_row, [*changes, *added]))

    def rows(self, tracker: str) -> list[Row]:
        """The rows of a list as they stand, the last changed last; those taken off it are marked."""
        return list(map(_row, self.book.listed(ROW, (tracker,))))

    def rows_of_child(self, child: int) -> list[Row]:
        """A child's rows in every list."""
        return list(map(_row, self.book.of_children(ROW, [child])))

    def versions_of_row(self, id: str) -> list[Row]:
        """A row as it stood, version by version; the last is as it stands."""
        return list(map(_row, self.book.versions(ROW, id)))

    # How long it is kept

    def forget(
        self, *, children: Iterable[int] = (), before: date | None = None, kinds: Iterable[str] = ()
    ) -> dict[str, int]:
        """Delete, past recovery, what is on these children, and what was last written before a day.

        For children no longer in any snapshot, and by age; `kinds` narrows the second. Gives the number of
        things that went, by kind.
        """
        return self.book.forget(children=children, before=before, kinds=tuple(kinds))

    def forget_rows(self, rows: Iterable[tuple[str, Case]], tracker: str) -> dict[str, int]:
        """Delete rows of the council's lists, past recovery, with what is written on them.

        Each by its id, with the case under which its notes are kept; `tracker` is the clock of their reasons.
        """
        listed = list(rows)
        abouts = [_about(case) for _, case in listed]
        found = [entry for kind in (NOTE, OPENING, HOLDER) for entry in self.book.about(kind, abouts)]
        found += self.book.about(REASON, [(tracker, *about) for about in abouts])
        return self.book.forget(things=[*(id for id, _ in listed), *(entry.thing for entry in found)])

    def children(self) -> set[int]:
        """Every child on whom something is written and who is in no list of the council's own.

        To be held against those of the snapshots. Rows of the lists are not of a snapshot: they have a time
        of their own (`forget_rows`).
        """
        entries = (entry for kind in KINDS if kind != ROW for entry in self.book.all(kind))
        return {_child(entry) for entry in entries} - {_child(entry) for entry in self.book.all(ROW)}


@dataclass(frozen=True)
class NewRow:
    """What a row is to say. `name` is what no two rows of the list may share; empty: nothing.

    `number` is the council's own number for the child; `child` its keyed hash.
    """

    tracker: str
    child: int
    number: str
    values: Mapping[str, str]
    stage: str = ""
    removed: bool = False
    why: str = ""
    name: tuple[str, ...] = ()

    @property
    def where(self) -> About:
        return About(self.child, (self.tracker, str(self.child)), (self.tracker,))

    def body(self, *, by: str, at: datetime) -> dict[str, Any]:
        return {
            "tracker": self.tracker, "child": self.child, "number": self.number, "values": dict(self.values),
            "stage": self.stage, "removed": self.removed, "why": self.why, "by": by, "at": at.isoformat(),
        }  # fmt: skip


def _said(case: Case) -> list[int | str]:
    return [case.child, case.of]


def _about(case: Case) -> tuple[str, str]:
    return str(case.child), case.of


def _case(entry: Entry) -> Case:
    return Case(*entry.body["case"])


def _child(entry: Entry) -> int:
    return int(entry.body["child"] if entry.kind == ROW else entry.body["case"][0])


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.body["at"])


def _note(entry: Entry) -> Note:
    said = entry.body
    by, at = said.get("first", (said["by"], said["at"]))
    return Note(
        entry.thing, entry.version, _case(entry), said["text"], said["by"], _at(entry),
        said.get("withdrawn", False), said.get("why", ""), by, datetime.fromisoformat(at),
    )  # fmt: skip


def _in_order(entries: Iterable[Entry]) -> list[Note]:
    """Notes by when they were first written, whenever they were rewritten."""
    return sorted(map(_note, entries), key=lambda note: note.written_at or note.at)


def _reason(entry: Entry) -> Reason:
    said = entry.body
    return Reason(
        entry.thing, _case(entry), said["clock"], said["code"], said["whose"], said["text"], said["by"],
        _at(entry),
    )  # fmt: skip


def _opening(entry: Entry) -> Opening:
    return Opening(_case(entry), entry.body["by"], _at(entry), entry.body["where"])


def _holder(entry: Entry) -> Holder:
    said = entry.body
    return Holder(
        entry.thing, _case(entry), said["team"], said["worker"], said["text"], said["by"], _at(entry)
    )


def _row(entry: Entry) -> Row:
    said = entry.body
    return Row(
        entry.thing, entry.version, said["tracker"], said["child"], said["number"], said["values"],
        said["stage"], said["by"], _at(entry), said["removed"], said["why"],
    )  # fmt: skip


def _by_case(things: Iterable[_OnCase]) -> dict[Case, list[_OnCase]]:
    found: dict[Case, list[_OnCase]] = {}
    for thing in things:
        found.setdefault(thing.case, []).append(thing)
    return found
