"""The ledger of a council after decades: is it verified while somebody waits?"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import database
from tests.benchmarks.measured import Measured, timed
from tests.benchmarks.trail_volume import add_events

EVENTS = 1_000_000
CHECKOUT = Path(__file__).resolve().parents[2]


def measure() -> Iterator[Measured]:
    """`goldenthread verify-trail` as a person runs it, its own start included."""
    add_events(EVENTS)
    database.settle()
    yield Measured(
        "1,000,000 trail events verified by `goldenthread verify-trail`, elapsed", 10.0,
        timed(time.perf_counter, _verify, 3),
        "Two subjects and a payload each; chain, payloads and columns compared in one pass",
    )  # fmt: skip


def _verify() -> None:
    command = [str(Path(sys.executable).with_name("goldenthread")), "verify-trail"]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    subprocess.run(command, check=True, cwd=CHECKOUT, stdout=subprocess.DEVNULL, env=environment)
