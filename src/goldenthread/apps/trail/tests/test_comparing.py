"""What somebody with the database's own password did by hand is named: table, row, and what does not fit."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail import chain, heads
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.checking import check
from goldenthread.apps.trail.comparing import compare
from goldenthread.apps.trail.models import Event, Watched
from goldenthread.apps.trail.sealing import seal
from goldenthread.apps.trail.watching import watch

pytestmark = pytest.mark.django_db

DAY = date(2018, 7, 16)


@pytest.fixture
def officer(now) -> Person:
    return people.add_person("officer@example.org", "Improvement officer", by=None, at=now)


@pytest.fixture
def by_hand():
    """Statements of the owner's, with the triggers of these tables off where any are named."""

    def run(statement: str, *tables: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL ROLE NONE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


def told() -> list[tuple[str, str]]:
    return [(one.table, one.what) for one in compare().findings]


def test_records_that_nobody_touched_are_whole(officer):
    found = check()
    assert found.problems == []
    assert found.compared.rows > 0


def test_an_edit_with_the_triggers_off_is_named_with_its_columns(officer, by_hand):
    by_hand(f"UPDATE people_person SET name = 'Another' WHERE id = {officer.pk}", "people_person")
    [found] = compare().findings
    assert (found.table, found.row) == ("people_person", officer.pk)
    assert found.what.endswith("something else of name")


def test_a_write_whose_transaction_wrote_no_event_bypassed_the_actions(officer, by_hand):
    """Here everything is one transaction, so it is the events that are moved away from it."""
    by_hand(
        "UPDATE trail_event SET transaction_started = transaction_started - interval '1 day'", "trail_event"
    )
    found = check()
    assert ("people_person", officer.pk) in [(one.table, one.row) for one in found.compared.bypasses]
    assert any("people_person" in words and "wrote no event" in words for words in found.problems)
    assert "columns do not say" in found.chain.problem


def test_a_row_taken_out_with_the_triggers_off_is_named(officer, by_hand):
    by_hand(f"DELETE FROM people_person WHERE id = {officer.pk}", "people_person")
    assert ("people_person", "it was taken out with the triggers turned off") in told()


def test_a_version_taken_out_of_the_history_is_named(officer, by_hand):
    by_hand(f"DELETE FROM people_personevent WHERE pgh_obj_id = {officer.pk}", "people_personevent")
    assert [table for table, _ in told()] == ["people_personevent", "people_person"]
    assert "taken out by hand" in told()[0][1]
    assert "has no history" in told()[1][1]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE drafting_section SET title = 'Another' WHERE id = (SELECT min(id) FROM drafting_section)",
         "edited by hand"),
        ("INSERT INTO drafting_templateversion (template_id, number, what) "
         "SELECT template_id, 99, 'By hand' FROM drafting_templateversion LIMIT 1", "put in"),
        ("DELETE FROM drafting_section WHERE version_id = (SELECT min(id) FROM drafting_templateversion)",
         "taken out by hand"),
    ],
)  # fmt: skip
def test_a_row_of_a_table_that_only_grows_is_named(statement, what, by_hand):
    by_hand(statement, "drafting_templateversion", "drafting_section")
    assert told()
    assert all(what in words for _, words in told())


def test_a_trigger_that_was_left_off_is_named(by_hand):
    by_hand("ALTER TABLE drafting_section DISABLE TRIGGER USER")
    assert told() == [("drafting_section", "a trigger that guards it is turned off")]


def test_who_rewrites_a_row_and_its_digest_breaks_the_seal(officer, now, by_hand):
    seal(by=None, at=now)
    newest = "(SELECT max(id) FROM trail_written)"
    by_hand(f"UPDATE trail_written SET found = NOT found WHERE id = {newest}", "trail_written")
    assert any("sealed by event 2" in words for words in check().problems)


def test_a_seal_covers_what_came_since_the_last_one(officer, now):
    assert seal(by=None, at=now)
    assert seal(by=None, at=now) is None
    people.add_person("second@example.org", "Second", by=None, at=now)
    assert seal(by=None, at=now)
    assert check().problems == []
    assert check().compared.seals == 2


def test_the_application_cannot_write_digests(officer):
    for statement in ("INSERT INTO trail_erased VALUES (1)", "DELETE FROM trail_written",
                      "UPDATE trail_watched SET since = now()"):  # fmt: skip
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_column_that_comes_or_goes_leaves_what_can_be_compared(by_hand, officer):
    table = "drafting_section"
    by_hand(f"ALTER TABLE {table} ADD COLUMN later integer")
    watch(using="default")
    assert told() == []
    assert Watched.objects.filter(table=table, replaced_at=None).count() == 2
    by_hand(f"ALTER TABLE {table} DROP COLUMN later")
    watch(using="default")
    assert told() == []
    assert Watched.objects.get(table=table, replaced_at=None)


def test_a_tail_that_was_cut_does_not_fit_the_head_that_went_out(officer, now, by_hand):
    record("tests.done", by=officer, at=now, on=officer)
    sent = heads.current(DAY)
    for table in ("trail_subject", "trail_payload", "trail_event"):
        key = "id" if table == "trail_event" else "event_id"
        by_hand(f"DELETE FROM {table} WHERE {key} = (SELECT max(id) FROM trail_event)",
                "trail_subject", "trail_payload", "trail_event")  # fmt: skip
    assert check().chain.whole
    [words] = [one.words for one in check([sent]).unfit]
    assert words == "The head of 16 July 2018, event 2, is not there any more: the chain was cut before it."


def test_a_chain_that_was_built_anew_does_not_fit_the_head_that_went_out(officer, now, by_hand):
    sent = heads.current(DAY)
    [event] = Event.objects.all()
    text = event.text.replace("The system", "Nobody at all")
    digest = chain.link(chain.GENESIS, text)
    by_hand(f"UPDATE trail_event SET text = $t${text}$t$, digest = '{digest}'", "trail_event")
    assert check().chain.whole
    [unfit] = check([sent]).unfit
    assert "built anew" in unfit.words


def test_heads_are_read_back_as_they_were_written(officer):
    sent = heads.current(DAY)
    assert heads.read(f"# kept by the auditor\n\n{sent.line}\n") == [sent]
    with pytest.raises(heads.NotAHead, match="Line 2"):
        heads.read(f"{sent.line}\n2018-07-16 nothing")


def test_the_command_writes_a_head_and_compares_it(officer, tmp_path, capsys, by_hand):
    file = tmp_path / "heads.txt"
    call_command("verify_trail", write_head=file)
    call_command("verify_trail", against=file, json=True)
    said = json.loads(capsys.readouterr().out.split("cannot write.\n")[-1])
    assert said["whole"]
    assert (said["heads_compared"], said["seals"]) == (1, 1)
    by_hand(f"UPDATE people_person SET name = 'Another' WHERE id = {officer.pk}", "people_person")
    with pytest.raises(SystemExit):
        call_command("verify_trail", against=file, write_head=file)
    assert "people_person, row" in capsys.readouterr().out
    assert len(file.read_text().splitlines()) == 1
