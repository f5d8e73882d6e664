"""A council is backed up and restored by the commands, into a home of its own, on a server of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.key_file import make_key
from goldenthread.casedata.keys import NoKey
from goldenthread.casedata.sources import Source
from goldenthread.site.backing_up import CannotBackUp, unpack
from goldenthread.site.backing_up_cases import CannotTake, bring_cases, case_files, number_of_loads

KEEP_A_FILE = (
    "from goldenthread.apps.files.actions import keep; from goldenthread.site import clock;"
    "keep(b'Audit of March: 34% good', 'audit.txt', by=None, at=clock.now())"
)
LOAD_CASES = (
    "import datetime, pyarrow as pa; from goldenthread.apps.cases.stores import store_of, written_of;"
    "from goldenthread.casedata.sources import Source; from goldenthread.casedata.written import Case;"
    "from goldenthread.site import clock; day = datetime.date(2026, 3, 31);"
    "rows = pa.table({'child': [7], 'contacted': pa.array([day], pa.date32())});"
    "store_of().write(source=Source.ANNEX_A, authority='Norbury', snapshot_on=day, at=clock.now(), "
    "tables={'contacts': rows}, numbers={7: 'CH-7'});"
    "written_of().note(Case(7, ''), 'Rang twice', by='1', at=clock.now())"
)
COUNT_CASES = (
    "from goldenthread.apps.cases.stores import store_of, written_of;"
    "print('Cases:', store_of().numbers([7]), len(written_of().children()))"
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
    assert goldenthread(home, "shell", "-c", f"{KEEP_A_FILE};{LOAD_CASES}").returncode == 0
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
    assert "1 loads of case data were read, every row of them." in done.stdout
    read = goldenthread(tmp_path, "shell", "-c", f"{READ_IT};{COUNT_CASES}").stdout
    assert "It says: Audit of March: 34% good" in read
    assert "Cases: {7: 'CH-7'} 1" in read
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


def test_case_data_needs_its_own_key_which_is_never_made_anew(tmp_path, settings):
    """In this process: what a whole restore does with the case store, and `set-up` with its key."""
    settings.CASES, settings.CASE_KEY = tmp_path / "casedata", tmp_path / "keys" / "casedata.key"
    make_key(settings.CASE_KEY, settings.CASES)
    day = date(2026, 3, 31)
    rows = pa.table({"child": [7], "contacted": pa.array([day], pa.date32())})
    given = {"source": Source.ANNEX_A, "authority": "Norbury", "at": datetime(2026, 4, 1, tzinfo=UTC)}
    store_of().write(snapshot_on=day, tables={"contacts": rows}, **given)
    unpacked = tmp_path / "unpacked"
    with case_files() as files:
        assert number_of_loads(files) == 1
        for name, path in files:
            place = unpacked / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    with pytest.raises(CannotTake, match="There is case data here already"):
        bring_cases(unpacked / "casedata", 1)
    settings.CASE_KEY.unlink()
    with pytest.raises(NoKey, match="its key is gone"):
        make_key(settings.CASE_KEY, settings.CASES)
    settings.CASES = tmp_path / "elsewhere"
    make_key(settings.CASE_KEY, settings.CASES)
    with pytest.raises(CannotTake, match="not the one that this case data is encrypted with"):
        bring_cases(unpacked / "casedata", 1)
    assert not settings.CASES.exists()


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
