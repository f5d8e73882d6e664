"""What people write on cases: kept in versions, sealed, found again, deleted past recovery."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import stat
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from goldenthread.casedata.sealed import Alike, Altered, NoSuchEntry, Stale
from goldenthread.casedata.store import NoKey, WrongKey
from goldenthread.casedata.written import FILE, NOTE, OPENING, ROW, Case, NewRow, Written

KEY = bytes(range(32))
NOW = datetime(2018, 7, 16, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
ONE = Case(2**63 - 1, "assessments 2018-03-01")
TWO = Case(7, "assessments 2018-03-01")
FORKED = multiprocessing.get_context("fork")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path / "casedata", KEY)


def _row(number: str = "30517", **values: str) -> NewRow:
    return NewRow("passports", 7, number, values, name=(number, values.get("asked", "")))


def test_a_note_keeps_its_versions_and_who_wrote_it_first(written: Written) -> None:
    note = written.note(ONE, "Carer rang", by="1", at=NOW)
    written.note(ONE, "A second", by="2", at=NOW + timedelta(minutes=1))
    later = written.rewrite_note(note.id, "Carer rang twice", seen=1, by="2", at=LATER)
    assert (later.version, later.by, later.written_by, later.written_at) == (2, "2", "1", NOW)
    gone = written.withdraw_note(note.id, "Wrong child", seen=2, by="1", at=LATER)
    assert (gone.withdrawn, gone.text, gone.why) == (True, "", "Wrong child")
    assert [version.text for version in written.versions_of_note(note.id)] == [
        "Carer rang", "Carer rang twice", "",
    ]  # fmt: skip
    found = written.notes([ONE, TWO])
    assert [(n.version, n.text) for n in found[ONE]] == [(3, ""), (1, "A second")]
    assert TWO not in found
    assert len(written.notes_on_child(ONE.child)) == 2


def test_a_version_that_another_wrote_meanwhile_is_told_and_nothing_is_lost(written: Written) -> None:
    note = written.note(ONE, "First", by="1", at=NOW)
    written.rewrite_note(note.id, "Theirs", seen=1, by="2", at=NOW)
    with pytest.raises(Stale) as told:
        written.rewrite_note(note.id, "Mine", seen=1, by="1", at=NOW)
    assert told.value.current.body["text"] == "Theirs"
    with pytest.raises(NoSuchEntry):
        written.rewrite_note("no id", "x", seen=1, by="1", at=NOW)
    with pytest.raises(NoSuchEntry):
        written.versions_of_note("00" * 16)


def test_a_later_reason_speaks_and_the_earlier_is_kept(written: Written) -> None:
    written.give_reason(ONE, "assessment", "late-notice", whose="partner", by="1", at=NOW)
    written.give_reason(TWO, "assessment", "not-brought", whose="family", by="1", at=NOW)
    written.give_reason(ONE, "assessment", "moved", whose="council", by="2", at=LATER, text="Two moves")
    written.give_reason(ONE, "icpc", "moved", whose="council", by="2", at=LATER)
    speak = written.reasons("assessment")
    assert {case: reason.code for case, reason in speak.items()} == {ONE: "moved", TWO: "not-brought"}
    assert [r.code for r in written.reasons_given(ONE, "assessment")] == ["late-notice", "moved"]


def test_openings_and_holders_are_found_by_case_child_and_person(written: Written) -> None:
    written.opened([ONE, TWO], where="overdue", by="1", at=NOW)
    written.opened([ONE], where="case", by="2", at=LATER)
    assert [(o.by, o.where) for o in written.openings(ONE)] == [("1", "overdue"), ("2", "case")]
    assert [o.case for o in written.openings_by("1")] == [ONE, TWO]
    assert len(written.openings_of_child(TWO.child)) == 1
    written.hand_to(ONE, team="North", worker="A1", by="1", at=NOW, text="On leave until June")
    written.hand_to(ONE, team="South", worker="B2", by="1", at=LATER)
    assert [h.worker for h in written.holders([ONE, TWO])[ONE]] == ["A1", "B2"]


def test_rows_have_versions_and_no_two_of_a_name(written: Written) -> None:
    row, other = written.write_rows([_row(asked="2018-03-01"), _row(asked="2018-05-01")], by="1", at=NOW)
    with pytest.raises(Alike) as told:
        written.write_rows([_row("4", asked="x"), _row(asked="2018-03-01")], by="1", at=NOW)
    assert told.value.thing == row.id
    assert len(written.rows("passports")) == 2, "together or not at all"
    written.write_rows([], [(row.id, 1, _row(asked="2018-03-01", done="2018-04-02"))], by="2", at=LATER)
    with pytest.raises(Alike):
        written.write_rows([], [(row.id, 2, _row(asked="2018-05-01"))], by="2", at=LATER)
    with pytest.raises(Stale):
        written.write_rows([], [(other.id, 1, _row("9")), (row.id, 1, _row("8"))], by="1", at=LATER)
    assert [(r.version, r.number, r.values.get("done")) for r in written.rows("passports")] == [
        (1, "30517", None), (2, "30517", "2018-04-02"),
    ]  # fmt: skip
    assert [r.by for r in written.versions_of_row(row.id)] == ["1", "2"]
    assert len(written.rows_of_child(7)) == 2


def test_the_file_shows_nothing_and_opens_under_its_key_only(written: Written, tmp_path: Path) -> None:
    written.write_rows([_row("secret-30517", asked="Mockingbird")], by="1", at=NOW)
    written.note(Case(7, "Mockingbird"), "Mockingbird", by="1", at=NOW)
    place = tmp_path / "casedata" / FILE
    for file in place.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert b"Mockingbird" not in file.read_bytes()
        assert b"30517" not in file.read_bytes()
    with pytest.raises(WrongKey):
        Written(place.parent, bytes(32)).notes([ONE])
    with pytest.raises(NoKey):
        Written(place.parent, b"short")
    connection = sqlite3.connect(place)
    connection.execute("UPDATE entry SET day = '2019-01-01' WHERE kind = ?", (ROW,))
    connection.commit()
    connection.close()
    with pytest.raises(Altered) as told:
        written.rows("passports")
    assert "30517" not in str(told.value)


def test_what_is_deleted_cannot_be_found_in_the_file(written: Written, tmp_path: Path) -> None:
    for text in ("a" * 5000, "b"):
        written.note(ONE, text, by="1", at=NOW)
    note = written.note(TWO, "Old, and written again since", by="1", at=NOW)
    written.rewrite_note(note.id, "Newer", seen=1, by="1", at=LATER)
    written.note(Case(8), "Old", by="1", at=NOW)
    written.opened([TWO], where="case", by="1", at=NOW)
    written.write_rows([_row(asked="1")], by="1", at=NOW)
    assert written.children() == {ONE.child, 8}, "7 has a row of the council's own"
    place = tmp_path / "casedata" / FILE
    before = place.stat().st_size
    assert written.forget(children=[ONE.child, 99]) == {NOTE: 2}
    assert place.stat().st_size < before
    assert written.forget(before=LATER.date(), kinds=[NOTE]) == {NOTE: 1}
    assert written.forget(before=LATER.date()) == {OPENING: 1, ROW: 1}
    assert [n.text for n in written.versions_of_note(note.id)] == ["Old, and written again since", "Newer"]
    assert written.forget(before=date(2030, 1, 1)) == {NOTE: 1}
    assert sqlite3.connect(place).execute("SELECT count(*) FROM entry").fetchone() == (0,)
    [row] = written.write_rows([_row(asked="1")], by="1", at=NOW)  # its name is free again
    case = Case(7, f"list {row.id}")
    written.note(case, "On the row", by="1", at=NOW)
    written.give_reason(case, "list", "moved", whose="council", by="1", at=NOW)
    written.note(TWO, "On the child", by="1", at=NOW)
    assert written.forget_rows([(row.id, case)], "list") == {ROW: 1, NOTE: 1, "reason": 1}
    assert written.children() == {7}


def test_a_copy_opens_under_the_same_key(written: Written, tmp_path: Path) -> None:
    written.note(ONE, "Kept", by="1", at=NOW)
    written.book.copy_to(tmp_path / "copy" / FILE)
    assert Written(tmp_path / "copy", KEY).notes([ONE])[ONE][0].text == "Kept"


def _write_notes(home: Path, by: str, many: int) -> None:
    for number in range(many):
        Written(home, KEY).note(ONE, f"{by} {number}", by=by, at=NOW)


def test_two_processes_write_into_a_book_that_neither_had_made(tmp_path: Path) -> None:
    both = [FORKED.Process(target=_write_notes, args=(tmp_path, by, 20)) for by in "12"]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(Written(tmp_path, KEY).notes([ONE])[ONE]) == 40


def _add_the_same(home: Path, said: Path) -> None:
    try:
        Written(home, KEY).write_rows([_row(asked="2018-03-01")], by="1", at=NOW)
    except Alike:
        said.touch()


def test_one_row_brought_by_two_processes_at_once_stands_once(tmp_path: Path) -> None:
    refused = [tmp_path / f"refused-{number}" for number in range(3)]
    each = [FORKED.Process(target=_add_the_same, args=(tmp_path / "home", place)) for place in refused]
    for process in each:
        process.start()
    for process in each:
        process.join(60)
    assert [process.exitcode for process in each] == [0, 0, 0]
    assert sum(place.exists() for place in refused) == 2
    assert len(Written(tmp_path / "home", KEY).rows("passports")) == 1


def _write_until_killed(home: Path, said: Path) -> None:
    with said.open("w") as out:
        for number in range(100_000):
            note = Written(home, KEY).note(ONE, f"{number}", by="1", at=NOW)
            out.write(json.dumps(note.id) + "\n")
            out.flush()


def test_a_killed_process_loses_nothing_that_it_had_said_was_written(tmp_path: Path) -> None:
    said = tmp_path / "said"
    process = FORKED.Process(target=_write_until_killed, args=(tmp_path / "home", said))
    process.start()
    while not said.exists() or said.read_text().count("\n") < 5:
        time.sleep(0.02)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    written = Written(tmp_path / "home", KEY)
    kept = {note.id for note in written.notes([ONE])[ONE]}
    whole = [line for line in said.read_text().splitlines(keepends=True) if line.endswith("\n")]
    assert {json.loads(line) for line in whole} <= kept
    written.note(ONE, "And after", by="1", at=NOW)
