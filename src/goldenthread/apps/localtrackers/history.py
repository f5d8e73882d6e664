"""A row as it was, version by version, in words; and who wrote what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from goldenthread.apps.localtrackers.defined import TEAM, WORKER, Column, Definition, Kind
from goldenthread.apps.localtrackers.values import words
from goldenthread.apps.people.models import Person
from goldenthread.casedata.written import Note, Opening, Reason, Row
from goldenthread.rulebook.breaches import REASONS

SYSTEM = "The system"


@dataclass(frozen=True)
class Version:
    """One version of a row: who wrote it when, and what it changed, as a column, before and after."""

    who: str
    at: datetime
    changed: tuple[tuple[str, str, str], ...]
    why: str


def columns_shown(
    definition: Definition, row: Row, team_names: Mapping[str, str]
) -> list[tuple[Column, str]]:
    """Each of the tracker's columns with what a row says there."""
    return [
        (column, words(column, row.values.get(column.code, ""), team_names)) for column in definition.columns
    ]


def history_of(
    versions: list[Row], definition: Definition, team_names: Mapping[str, str], people: Mapping[str, str]
) -> list[Version]:
    """What each version changed, the newest first; the first one added the row."""
    told = [Version(people.get(versions[0].by, SYSTEM), versions[0].at, (), "")]
    for before, after in pairwise(versions):
        changed = tuple(changes(before, after, definition, team_names))
        told.append(Version(people.get(after.by, SYSTEM), after.at, changed, after.why))
    return told[::-1]


def changes(
    before: Row, after: Row, definition: Definition, team_names: Mapping[str, str]
) -> Iterable[tuple[str, str, str]]:
    """The columns in which two versions differ, each with what it said before and after."""
    if before.removed != after.removed:
        yield "On the list", _yes(not before.removed), _yes(not after.removed)
    if before.stage != after.stage:
        yield "Stage", before.stage, after.stage
    built_in = (Column(TEAM, "Team", Kind.TEAM), Column(WORKER, "Worker", Kind.WORKER))
    for column in (*built_in, *definition.columns):
        old, new = before.values.get(column.code, ""), after.values.get(column.code, "")
        if old != new:
            yield column.name, words(column, old, team_names), words(column, new, team_names)


def people_by_uuid(uuids: Iterable[str]) -> dict[str, str]:
    """The names of people who wrote something, by their ids."""
    wanted = {uuid for uuid in uuids if uuid}
    return {str(one.uuid): one.name for one in Person.objects.filter(uuid__in=wanted)}


def _yes(said: bool) -> str:
    return "Yes" if said else "No"


@dataclass(frozen=True)
class NoteShown:
    """A note for a page. `token` is what changes it, for whoever wrote it; else empty."""

    text: str
    who: str
    written_at: datetime
    changed_at: datetime | None
    withdrawn: bool
    why: str
    token: str


@dataclass(frozen=True)
class Told:
    """Who opened a row, or gave a reason, and when."""

    who: str
    at: datetime
    words: str = ""
    whose: str = ""
    text: str = ""


def note_shown(note: Note, people: Mapping[str, str], token: str) -> NoteShown:
    at = note.written_at or note.at
    changed = note.at if note.version > 1 and not note.withdrawn else None
    return NoteShown(
        note.text, people.get(note.written_by, SYSTEM), at, changed, note.withdrawn, note.why, token
    )


def openings_shown(openings: Iterable[Opening], people: Mapping[str, str]) -> list[Told]:
    """The newest first."""
    return [Told(people.get(one.by, SYSTEM), one.at) for one in openings][::-1]


def reasons_shown(given: Iterable[Reason], people: Mapping[str, str]) -> list[Told]:
    """Reasons in words, the one that speaks first."""
    return [
        Told(
            people.get(one.by, SYSTEM), one.at, REASONS[one.code].words if one.code in REASONS else one.code,
            one.whose, one.text,
        )
        for one in given
    ][::-1]  # fmt: skip
