"""The ledger keeps what it is told, refuses to change it, and says so when somebody did."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, connections, transaction

from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person
from goldenthread.apps.trail import chain
from goldenthread.apps.trail.actions import erase_payload, record
from goldenthread.apps.trail.models import Event, Payload, Subject
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(now) -> Person:
    return people.add_person("officer@example.org", "Improvement officer", by=None, at=now)


@pytest.fixture
def as_superuser():
    """What a person with the database's own password could do: triggers off, rows rewritten."""

    def run(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET ROLE NONE")
            for table in ("trail_event", "trail_payload", "trail_subject"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            for table in ("trail_event", "trail_payload", "trail_subject"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return run


def test_an_event_keeps_who_when_what_and_why(officer, now):
    organisation = Organisation.objects.create(name="Health")
    record(
        "tests.named",
        by=officer,
        at=now,
        on=organisation,
        before={"name": ""},
        after={"name": "Health"},
        why="new",
    )
    [happening] = about(organisation.uuid)
    assert (happening.actor, happening.at, happening.verb, happening.why) == (
        "Improvement officer", now, "tests.named", "new",
    )  # fmt: skip
    assert (happening.before, happening.after) == ({"name": ""}, {"name": "Health"})


def test_a_whole_chain_is_said_to_be_whole(officer, now):
    record("tests.done", by=officer, at=now, on=officer)
    found = verify()
    assert found.whole
    assert found.events == 2
    assert found.head == Event.objects.get(position=2).digest


@pytest.mark.parametrize("model", [Event, Subject, Payload])
def test_the_application_can_neither_change_nor_delete_the_ledger(model, officer):
    table = model._meta.db_table
    column = model._meta.fields[-1].column
    for statement in (f"UPDATE {table} SET {column} = NULL", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_owner_is_refused_by_trigger_too(officer):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        for statement in (
            "UPDATE trail_event SET verb = 'x'",
            "DELETE FROM trail_payload",
            "TRUNCATE trail_subject",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)


def test_a_payload_may_be_erased_with_a_reason_and_the_chain_still_stands(officer, now):
    event = Event.objects.get(position=1)
    erase_payload(event, by=officer, at=now, reason="Request under article 17")
    found = verify()
    assert found.whole
    assert (found.events, found.erased) == (2, 1)
    assert about(officer.uuid)[-1].after is None


def test_an_erasure_needs_a_reason(officer, now):
    with pytest.raises(ValueError, match="reason"):
        erase_payload(Event.objects.get(position=1), by=officer, at=now, reason=" ")


@pytest.mark.parametrize(
    ("statement", "position", "problem"),
    [
        ("UPDATE trail_event SET text = replace(text, 'The system', 'Me') WHERE position = 1", 1, "altered"),
        ("UPDATE trail_payload SET text = text || ' '", 1, "what it wrote was altered"),
        ("UPDATE trail_event SET verb = 'tests.other' WHERE position = 2", 2, "columns"),
        ("UPDATE trail_event SET at = at + interval '1 day' WHERE position = 2", 2, "columns"),
        ("UPDATE trail_subject SET uuid = gen_random_uuid()", 1, "columns"),
        ("DELETE FROM trail_payload USING trail_event e WHERE e.id = event_id AND position = 2", 2, "gone"),
        (
            "DELETE FROM trail_subject WHERE event_id = (SELECT id FROM trail_event WHERE position = 1); "
            "DELETE FROM trail_payload WHERE event_id = (SELECT id FROM trail_event WHERE position = 1); "
            "DELETE FROM trail_event WHERE position = 1",
            2, "event 1 is missing",
        ),
        ("UPDATE trail_event SET previous_digest = repeat('a', 64) WHERE position = 2", 2, "follow"),
    ],
)  # fmt: skip
def test_a_row_edited_by_hand_is_named(statement, position, problem, officer, now, as_superuser):
    record("tests.done", by=officer, at=now, on=officer)
    as_superuser(statement)
    found = verify()
    assert found.position == position
    assert problem in found.problem


def test_an_event_needs_the_transaction_of_its_action(officer, now, monkeypatch):
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="transaction"):
        record("tests.done", by=officer, at=now, on=officer)


def test_canonical_text_has_one_spelling(now):
    assert (
        chain.canonical({"b": Decimal("1.50"), "a": now}) == '{"a":"2018-07-16T09:00:00.000000Z","b":"1.50"}'
    )


def test_canonical_text_refuses_a_float():
    with pytest.raises(TypeError, match="float"):
        chain.canonical({"rate": 0.1})


def test_an_instant_without_a_zone_is_refused(now):
    with pytest.raises(ValueError, match="zone"):
        chain.instant(now.replace(tzinfo=None))
