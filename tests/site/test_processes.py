"""Pages and worker run side by side; a worker that dies is started again; both end when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ENOUGH = 20.0
# Writes its number into a folder, then stays until it is told to end.
STAYS = "import os, pathlib, signal, sys; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); signal.pause()"
RUN = """
import sys
from goldenthread.site.processes import run_together
stays, servers, workers = sys.argv[1:]
command = [sys.executable, "-c", stays]
sys.exit(run_together([*command, servers], [*command, workers] if workers else None, pause=0))
"""


def until(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + ENOUGH
    while not happened():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.05)


def pids(folder: Path) -> set[int]:
    return {int(path.name) for path in folder.iterdir()}


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    servers, workers = tmp_path / "servers", tmp_path / "workers"
    servers.mkdir()
    workers.mkdir()
    return servers, workers


@pytest.fixture
def together(folders):
    servers, workers = folders
    process = subprocess.Popen([sys.executable, "-c", RUN, STAYS, str(servers), str(workers)])
    until(lambda: pids(servers) and pids(workers))
    yield process
    process.kill()
    process.wait()
    for pid in pids(servers) | pids(workers):
        if runs(pid):
            os.kill(pid, signal.SIGKILL)


def test_a_worker_that_dies_is_started_again(together, folders):
    _, workers = folders
    [first] = pids(workers)
    os.kill(first, signal.SIGKILL)
    until(lambda: len(pids(workers)) == 2)
    assert together.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_end_when_told_to(together, folders, number):
    together.send_signal(number)
    until(lambda: together.poll() is not None)
    servers, workers = folders
    assert not any(runs(pid) for pid in pids(servers) | pids(workers))


def test_when_the_server_ends_so_does_the_worker(together, folders):
    servers, workers = folders
    [server] = pids(servers)
    os.kill(server, signal.SIGKILL)
    until(lambda: together.poll() is not None)
    assert together.returncode != 0
    assert not any(runs(pid) for pid in pids(workers))
