"""What is past its time is deleted by two people, certified, and nothing else goes with it."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.apps.files import store
from goldenthread.apps.files.actions import keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.packs.models import Opening
from goldenthread.apps.retention.deleting import approve, ask, months_before, refuse, set_time
from goldenthread.apps.retention.first_kinds import ORPHANS
from goldenthread.apps.retention.models import Certificate
from goldenthread.apps.trail.checking import check
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import certificate as paper
from goldenthread.documents.pdf_check import check as check_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(orphan, kept_half_a_year, administrator, now, today):
    return ask(ORPHANS, why="A test upload", by=administrator, at=now, today=today)


def test_what_nobody_attached_goes_with_a_certificate_that_names_nobody(
    asked, orphan, director, now, today, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        certificate = approve(asked, by=director, at=now, today=today)
    assert not StoredFile.objects.exists()
    assert not store.place_of(orphan.sha256).exists()
    said = json.loads(certificate.document)
    assert (said["count"], said["digests"], said["approved_by"]) == (1, [orphan.sha256], "Director")
    assert "orphan.txt" not in certificate.document
    assert certificate.digest == hashlib.sha256(certificate.document.encode()).hexdigest()
    assert check_pdf(paper.render_pdf(said, certificate.digest)) == ()
    assert check().problems == []


def test_a_content_that_another_file_shares_stays(
    asked, orphan, director, now, today, django_capture_on_commit_callbacks
):
    keep(b"Nobody wants me", "mine.txt", by=director, at=now)
    with django_capture_on_commit_callbacks(execute=True):
        approve(asked, by=director, at=now, today=today)
    assert store.get(orphan.sha256) == b"Nobody wants me"


def test_a_file_that_something_names_is_no_orphan(orphan, kept_half_a_year, administrator, now, today):
    source = Source.objects.create(name="A plan", kind="plan")
    Load.objects.create(
        source=source, source_name="A plan", file=orphan, reading={}, preview={}, read_at=now, read_by=None
    )
    with pytest.raises(Refused, match="Nothing of these"):
        ask(ORPHANS, why="", by=administrator, at=now, today=today)


def test_who_asked_does_not_decide(asked, administrator, now, today):
    for decision in (
        lambda: approve(asked, by=administrator, at=now, today=today),
        lambda: refuse(asked, words="No", by=administrator, at=now),
    ):
        with pytest.raises(Refused, match="Somebody else"):
            decision()
    assert StoredFile.objects.exists()


def test_nothing_goes_where_something_else_is_due_than_was_asked(asked, director, now, today):
    keep(b"Another", "another.txt", by=None, at=now - timedelta(days=500))
    with pytest.raises(Refused, match="not what it was"):
        approve(asked, by=director, at=now, today=today)
    assert StoredFile.objects.count() == 2


def test_a_deletion_is_decided_once(asked, director, now, today):
    with pytest.raises(Refused, match="Say why"):
        refuse(asked, words=" ", by=director, at=now)
    refuse(asked, words="They are wanted", by=director, at=now)
    with pytest.raises(Refused, match="decided already"):
        approve(asked, by=director, at=now, today=today)
    assert not Certificate.objects.exists()


def test_what_has_no_time_is_kept(orphan, administrator, now, today):
    with pytest.raises(Refused, match="how long they are kept"):
        ask(ORPHANS, why="", by=administrator, at=now, today=today)
    for says in ({"months": 0}, {"basis": " "}, {"decides": ""}, {"version": 3}):
        told = {"months": 6, "basis": "Policy", "decides": "Director", "version": 0} | says
        with pytest.raises(Refused):
            set_time(ORPHANS, **told, by=administrator, at=now)


def test_the_application_deletes_rows_that_only_grow_by_the_function_alone():
    for statement, words in (
        ("DELETE FROM packs_opening", "permission denied"),
        ("SELECT trail_erase_due('packs_pack', ARRAY[1])", "not deleted by the schedule"),
        ("SELECT trail_erase_due('people_person', ARRAY[1])", "not deleted by the schedule"),
    ):
        with pytest.raises(DatabaseError, match=words), transaction.atomic():
            connection.cursor().execute(statement)
    connection.cursor().execute("SELECT trail_erase_due(%s, ARRAY[1])", [Opening._meta.db_table])


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [(date(2018, 7, 16), 6, date(2018, 1, 16)), (date(2018, 3, 31), 1, date(2018, 2, 28)),
     (date(2020, 3, 31), 1, date(2020, 2, 29)), (date(2018, 1, 15), 13, date(2016, 12, 15))],
)  # fmt: skip
def test_months_before_a_day(day, months, before):
    assert months_before(day, months) == before
