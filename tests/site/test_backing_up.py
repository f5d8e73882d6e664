"""A council is backed up and restored by the commands, into a home of its own, on a server of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from goldenthread.site.backing_up import CannotBackUp, unpack

KEEP_A_FILE = (
    "from goldenthread.apps.files.actions import keep; from goldenthread.site import clock;"
    "keep(b'Audit of March: 34% good', 'audit.txt', by=None, at=clock.now())"
)
READ_IT = (
    "from goldenthread.apps.files.models import StoredFile; from goldenthread.apps.files import store;"
    "print('It says:', store.get(StoredFile.objects.get().sha256).decode())"
)


def goldenthread(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, in a home of its own and with no key in the environment."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [str(Path(sys.executable).with_name("goldenthread")), *map(str, words)],
        check=False, capture_output=True, text=True, env=environment | {"GOLDENTHREAD_HOME": str(home)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory) -> Path:
    """The folder with the back-up of a council that keeps one file."""
    home, folder = tmp_path_factory.mktemp("a council"), tmp_path_factory.mktemp("back-ups")
    assert goldenthread(home, "shell", "-c", KEEP_A_FILE).returncode == 0
    done = goldenthread(home, "backup", folder)
    assert done.returncode == 0, done.stderr
    return folder


def parts_of(folder: Path) -> tuple[Path, Path]:
    [archive], [keys] = folder.glob("*.backup"), folder.glob("*.keys")
    return archive, keys


def test_archive_and_keys_are_for_their_owner_only(backed_up):
    assert [path.stat().st_mode & 0o077 for path in parts_of(backed_up)] == [0, 0]


def test_what_was_backed_up_is_restored_and_proved_and_never_written_over(backed_up, tmp_path):
    archive, keys = parts_of(backed_up)
    done = goldenthread(tmp_path, "restore", archive, "--keys", keys)
    assert "1 files were read and are whole, and so is the trail of 2 events." in done.stdout, done.stderr
    assert "It says: Audit of March: 34% good" in goldenthread(tmp_path, "shell", "-c", READ_IT).stdout
    assert "The trail is whole: 2 events" in goldenthread(tmp_path, "verify-trail").stdout
    again = goldenthread(tmp_path, "restore", archive, "--keys", keys)
    assert again.returncode == 1
    assert "There is a council here already" in again.stderr


def test_with_the_keys_of_another_nothing_is_restored_and_it_can_be_begun_again(backed_up, tmp_path):
    archive, keys = parts_of(backed_up)
    others = tmp_path / "others.keys"
    others.write_text(json.dumps({"files.key": "not theirs", "session.key": "nor this"}))
    home = tmp_path / "home"
    refused = goldenthread(home, "restore", archive, "--keys", others)
    assert "The keys are not those of this back-up" in refused.stderr
    assert "Restored" in goldenthread(home, "restore", archive, "--keys", keys).stdout


def test_keys_are_asked_for(backed_up, tmp_path):
    refused = goldenthread(tmp_path, "restore", parts_of(backed_up)[0])
    assert "Name the keys too" in refused.stderr


def test_an_empty_place_is_not_backed_up(tmp_path):
    assert "There is nothing to back up" in goldenthread(tmp_path / "home", "backup", tmp_path).stderr


def test_an_archive_cut_short_is_refused_in_words(backed_up, tmp_path):
    cut = tmp_path / "cut.backup"
    cut.write_bytes(parts_of(backed_up)[0].read_bytes()[:4000])
    with pytest.raises(CannotBackUp, match="cut short"):
        unpack(cut, tmp_path / "into")


def test_an_altered_database_is_refused(backed_up, tmp_path):
    altered = tmp_path / "altered.backup"
    with tarfile.open(parts_of(backed_up)[0]) as there, tarfile.open(altered, "w") as ours:
        for entry in there:
            content = there.extractfile(entry).read()
            add(ours, entry.name, content + b"!" if entry.name == "database.sql.gz" else content)
    with pytest.raises(CannotBackUp, match="was altered"):
        unpack(altered, tmp_path / "into")


@pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "files/ab/short", "keys/files.key"])
def test_nothing_isunpacked_but_what_we_write(name, tmp_path):
    hostile = tmp_path / "hostile.backup"
    with tarfile.open(hostile, "w") as tar:
        add(tar, name, b"content")
    with pytest.raises(CannotBackUp, match="not a back-up"):
        unpack(hostile, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
