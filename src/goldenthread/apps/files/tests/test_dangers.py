"""What may harm whoever opens it is refused in words; what is kept is never run."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from goldenthread.apps.files.actions import keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people import actions as people
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db

PROGRAM, LINUX_PROGRAM, SCRIPT = b"MZ\x90\0\x03\0", b"\x7fELF\x02\x01\x01\0", b"#!/bin/sh\nrm -rf /\n"
NAMES = ("audit.pdf", "audit.docx", "audit.xlsx", "notes.txt", "figures.csv", "photo.png")


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def workbook(**parts: bytes) -> bytes:
    """A workbook with these parts added to it, compressed."""
    saved = BytesIO()
    Workbook().save(saved)
    with zipfile.ZipFile(saved, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


@pytest.mark.parametrize("content", [PROGRAM, LINUX_PROGRAM, SCRIPT, b"\xef\xbb\xbf" + SCRIPT])
@pytest.mark.parametrize("name", NAMES)
def test_a_program_renamed_is_refused_as_the_program_that_it_is(content, name, now):
    with pytest.raises(Refused, match=f"{name} is a program"):
        keep(content, name, by=None, at=now)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>Minutes</p>",
        b"  \n<html><body onload=alert(1)>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"Month,Number\nMay,<script>alert(1)</script>\n",
        b"<?php system('id'); ?>",
        "<html>".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("name", ["notes.txt", "figures.csv"])
def test_a_page_or_script_passed_off_as_text_is_refused(content, name, now):
    with pytest.raises(Refused, match="web page or a script"):
        keep(content, name, by=None, at=now)


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "run.sh", "run.bat", "run.js"])
def test_a_name_that_a_computer_would_run_is_refused(name, now):
    with pytest.raises(Refused, match="its name says otherwise"):
        keep(b"Plain words", name, by=None, at=now)


def test_words_that_use_the_signs_of_markup_are_kept(now):
    words = b"Under 5 days: <5. Over: >5. See <the audit>.\n"
    assert keep(words, "notes.txt", by=None, at=now).size == len(words)


def test_a_document_that_unpacks_to_far_more_is_refused(now):
    bomb = workbook(**{"xl/media/padding.xml": b"\0" * 60_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="unpacks to far more"):
        keep(bomb, "audit.xlsx", by=None, at=now)


def test_a_document_that_declares_entities_is_refused(now):
    entities = b'<!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    with pytest.raises(Refused, match="declares XML entities"):
        keep(workbook(**{"customXml/item1.xml": entities}), "audit.xlsx", by=None, at=now)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/activeX/activeX1.xml", "xl/macrosheets/s.xml"])
@pytest.mark.parametrize("name", ["audit.xlsx", "audit.xlsm"])
def test_macros_are_refused_as_evidence(part, name, now):
    with pytest.raises(Refused, match="holds macros"):
        keep(workbook(**{part: b"<a/>"}), name, by=None, at=now)


def test_a_workbook_with_macros_may_come_to_have_its_tables_read(now):
    kept = keep(workbook(**{"xl/vbaProject.bin": b"x"}), "plan.xlsm", by=None, at=now, macros=True)
    assert kept.media_type.endswith("spreadsheetml.sheet")


@pytest.mark.parametrize(
    ("start", "name"),
    [(b"%PDF-1.7\n", "paper.pdf"), (b"\x89PNG\r\n\x1a\n", "photo.png"), (b"\xff\xd8\xff\xe0", "photo.jpg")],
)
def test_a_file_that_is_an_archive_too_is_refused(start, name, now):
    with pytest.raises(Refused, match="archive at once"):
        keep(start + workbook(), name, by=None, at=now)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 <script>alert(1)</script>", "paper.pdf"),
        (b"\xff\xd8\xff\xfe<html><script>alert(1)</script>", "photo.jpg"),
        (b"Plain words", "notes.txt"),
    ],
)
def test_what_is_kept_leaves_as_a_download_of_its_own_kind_and_runs_nothing(content, name, now):
    person = people.add_person("one@example.org", "Somebody", by=None, at=now)
    kept = keep(content, name, by=person, at=now)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("files:file", args=[kept.uuid]))
    assert answer.content == content
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == kept.media_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
