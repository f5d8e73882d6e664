"""Files are kept as they came, looked at by content, unreadable without the key, and handed out safely."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from goldenthread.apps.files import store
from goldenthread.apps.files.actions import content_of, keep
from goldenthread.apps.files.kinds import EXCEL, kind_of
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a paper"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def test_a_file_is_kept_as_it_came(now):
    kept = keep(PDF, "paper.pdf", by=None, at=now)
    assert store.get(kept.sha256) == PDF
    assert (kept.size, kept.media_type) == (len(PDF), "application/pdf")


def test_one_content_is_stored_once_for_two_uploads(settings, now):
    first, second = keep(PDF, "one.pdf", by=None, at=now), keep(PDF, "two.pdf", by=None, at=now)
    assert first.sha256 == second.sha256
    assert len([path for path in settings.FILES.rglob("*") if path.is_file()]) == 1


def test_the_store_holds_ciphertext_that_only_its_owner_can_read(settings, now):
    keep(PDF, "paper.pdf", by=None, at=now)
    [path] = [path for path in settings.FILES.rglob("*") if path.is_file()]
    assert b"a paper" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_altered_content_is_not_handed_out(settings, now):
    kept = keep(PDF, "paper.pdf", by=None, at=now)
    [path] = [path for path in settings.FILES.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(store.Unreadable):
        store.get(kept.sha256)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "paper.pdf", "empty"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "plan.xls", "not a kind of file"),
        (PDF, "paper.docx", "name says otherwise"),
        (b"PK\x03\x04 broken", "plan.xlsx", "not a kind of file"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(content, name, words, now):
    with pytest.raises(Refused, match=words):
        keep(content, name, by=None, at=now)


def test_a_file_over_the_limit_is_refused(settings, now):
    settings.LARGEST_UPLOAD = 10
    with pytest.raises(Refused, match="larger than"):
        keep(PDF, "paper.pdf", by=None, at=now)


def test_a_path_in_the_name_is_left_out(now):
    assert keep(PDF, "C:\\secret\\..\\paper.pdf", by=None, at=now).name == "paper.pdf"


def test_a_workbook_is_known_by_its_content():
    saved = BytesIO()
    Workbook().save(saved)
    assert kind_of(saved.getvalue()) is EXCEL


def test_the_digest_is_of_what_was_stored_and_is_worked_out_again_when_it_is_read(now):
    kept = keep(PDF, "paper.pdf", by=None, at=now)
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    # Somebody who has the key seals another content under its name.
    place = store.place_of(kept.sha256)
    nonce = bytes(store.NONCE_BYTES)
    place.write_bytes(nonce + AESGCM(store._key()).encrypt(nonce, b"another", kept.sha256.encode()))
    with pytest.raises(store.Unreadable):
        store.get(kept.sha256)


def test_a_disk_that_is_full_leaves_nothing_half_written(settings, now, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(PDF, "paper.pdf", by=None, at=now)
    assert [path for path in settings.FILES.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


def test_an_upload_over_the_limit_is_refused_before_it_is_read(settings):
    class Upload(SimpleUploadedFile):
        def read(self, *sizes):
            raise AssertionError("It was read into memory.")

    settings.LARGEST_UPLOAD = 10
    with pytest.raises(Refused, match=r"paper\.pdf is larger than"):
        content_of(Upload("paper.pdf", PDF))
