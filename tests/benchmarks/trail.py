"""The ledger of a council after decades: is it verified while somebody waits?"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.trail_volume import add_events

EVENTS = 1_000_000
TIMES = 3
CHECKOUT = Path(__file__).resolve().parents[2]


def measure() -> Iterator[Measured]:
    """`goldenthread verify-trail` as a person runs it, its own start included."""
    add_events(EVENTS)
    database.settle()
    before = _command_cpu()
    runs = timed(time.perf_counter, _verify, TIMES)
    cpu = (_command_cpu() - before) / TIMES
    yield Measured(
        "1,000,000 trail events verified by `goldenthread verify-trail`, elapsed", 10.0, runs,
        f"{cpu:.1f} s of CPU in the command, while the server reads ahead; chain, payloads, columns, "
        "and every row compared with its digest or its history",
    )  # fmt: skip


def _verify() -> None:
    command = [str(Path(sys.executable).with_name("goldenthread")), "verify-trail"]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, env=environment, check=False)
    # Volumes were written past the actions, which it says; the chain itself has to be whole.
    if "is whole" not in done.stdout:
        raise RuntimeError(done.stdout + done.stderr)


def _command_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
