"""What people write on a row: notes, and why it was late. In the case store; the ledger says how many."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404

from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.localtrackers.defined import Definition
from goldenthread.apps.localtrackers.models import LocalTracker
from goldenthread.apps.localtrackers.rows import case_of, check_open
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.sealed import NoSuchEntry, Stale
from goldenthread.casedata.written import Note, Row
from goldenthread.casedata.written import Reason as Given
from goldenthread.rulebook.breaches import REASONS, Reason, Whose, reasons_for

CHANGED_SINCE = "Somebody changed this note while you were writing. What you typed is kept below."


def clock_name(tracker: LocalTracker) -> str:
    """Under which a row's reasons are kept."""
    return f"local tracker {tracker.uuid}"


def note_called(row: Row, id: str) -> Note:
    """A note on a row, as it reads now. Raises Http404."""
    try:
        note = written_of().versions_of_note(id)[-1]
    except NoSuchEntry:
        raise Http404("There is no such note.") from None
    if note.case != case_of(row):
        raise Http404("There is no such note.")
    return note


def write_note(tracker: LocalTracker, row: Row, text: str, *, by: Person, at: datetime) -> Note:
    """Write a note on a row. Raises Refused without words."""
    if not text.strip():
        raise Refused("Write the note.", field="text")
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.note_written", by=by, at=at, on=tracker)
        return written_of().note(case_of(row), text.strip(), by=str(by.uuid), at=at)


def change_note(tracker: LocalTracker, note: Note, text: str, *, seen: int, by: Person, at: datetime) -> Note:
    """Write a later version of one's own note. Raises Refused for another's, a withdrawn one, and stale."""
    _check_own(note, by)
    if not text.strip():
        raise Refused("Write the note.", field="text")
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.note_changed", by=by, at=at, on=tracker)
        try:
            return written_of().rewrite_note(note.id, text.strip(), seen=seen, by=str(by.uuid), at=at)
        except Stale:
            raise Refused(CHANGED_SINCE, code="stale") from None


def withdraw_note(
    tracker: LocalTracker, note: Note, why: str, *, seen: int, by: Person, at: datetime
) -> Note:
    """Take one's own note back. Raises Refused as `change_note`, and without a reason."""
    _check_own(note, by)
    if not why.strip():
        raise Refused("Say why it is taken back.", field="why")
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.note_withdrawn", by=by, at=at, on=tracker)
        try:
            return written_of().withdraw_note(note.id, why.strip(), seen=seen, by=str(by.uuid), at=at)
        except Stale:
            raise Refused(CHANGED_SINCE, code="stale") from None


def give_reason(
    tracker: LocalTracker, row: Row, *, code: str, whose: str, text: str, by: Person, at: datetime
) -> Given:
    """Say why a row was late, by its code, and whose delay it was. A later one speaks."""
    if code not in REASONS or whose not in set(Whose):
        raise Refused("Choose a reason of the list.", field="code")
    if code == "other" and not text.strip():
        raise Refused("Say which other reason.", field="text")
    with transaction.atomic():
        check_open(tracker)
        record("localtrackers.reason_given", by=by, at=at, on=tracker, after={"code": code, "whose": whose})
        return written_of().give_reason(
            case_of(row), clock_name(tracker), code, whose=whose, text=text.strip(), by=str(by.uuid), at=at
        )


def reasons_offered(definition: Definition) -> tuple[Reason, ...]:
    """The reasons that a tracker's late rows may have; all of them where it has no clock."""
    return reasons_for(definition.clock) if definition.clock else tuple(REASONS.values())


def _check_own(note: Note, by: Person) -> None:
    if note.withdrawn:
        raise Refused("This note was taken back.")
    if note.written_by != str(by.uuid):
        raise Refused("Only whoever wrote a note changes it.")
