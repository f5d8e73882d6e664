"""Processes that load at once, and one that is killed while it loads."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, date, datetime

import pyarrow as pa

from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store

KEY = b"a key for these tests, and no other use"
DAY = date(2026, 3, 31)
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
ROWS = pa.table({"child": [1, 2], "contacted": pa.array([DAY, DAY], pa.date32())})
LOADS = f"""
import datetime, os, pathlib, signal, sys
import pyarrow as pa
from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store
day = datetime.date(2026, 3, 31)
rows = pa.table({{"child": [1, 2], "contacted": pa.array([day, day], pa.date32())}})
store = Store(pathlib.Path(sys.argv[1]), {KEY!r})
for _ in range(5):
    with store.writing(
        source=Source.ANNEX_A, authority="903", snapshot_on=day,
        at=datetime.datetime(2026, 3, 31, tzinfo=datetime.UTC),
    ) as writing:
        writing.write("contacts", rows)
        if sys.argv[2] == "killed":
            writing.close()
            print("written", flush=True)
            signal.pause()
"""


def begin(home, how: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", LOADS, str(home), how], stdout=subprocess.PIPE, text=True)


def test_loads_at_once_are_all_there_and_a_killed_one_leaves_nothing_that_counts(tmp_path):
    home = tmp_path / "casedata"
    killed, one, two = begin(home, "killed"), begin(home, "whole"), begin(home, "whole")
    assert killed.stdout.readline() == "written\n"
    assert (one.wait(), two.wait()) == (0, 0)
    store = Store(home, KEY)
    assert len(store.manifests()) == 10
    # While it lives, nobody takes away what it writes.
    assert len(list(home.glob(".aside-*"))) == 1
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert len(list(home.glob(".aside-*"))) == 1
    assert store.check() == 10
    store.write(source=Source.ANNEX_A, authority="903", snapshot_on=DAY, at=AT, tables={"contacts": ROWS})
    assert not list(home.glob(".aside-*"))
    assert len(store.manifests()) == 11
    killed.stdout.close(), one.stdout.close(), two.stdout.close()


def test_a_load_that_ends_in_an_error_leaves_nothing(tmp_path):
    store = Store(tmp_path / "casedata", KEY)
    try:
        with store.writing(source=Source.ANNEX_A, authority="903", snapshot_on=DAY, at=AT) as writing:
            writing.write("contacts", ROWS)
            raise RuntimeError
    except RuntimeError:
        pass
    assert store.manifests() == []
    assert sorted(path.name for path in store.home.iterdir()) == [".lock", "key.check"]
