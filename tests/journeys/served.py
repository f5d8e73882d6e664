"""The real product in a home of its own: made by `goldenthread demo` or restored, then served."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.journeys.person import Site

CHECKOUT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("goldenthread")
# The tests' own settings and a council's own database are not the served product's.
NOT_HANDED_ON = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_OWNER_URL")
SECONDS_TO_START = 60
SET_CLOCK = """
from datetime import date
from goldenthread.apps.people.models import Council
from goldenthread.site import clock
Council.objects.update(clock_offset=clock.offset_to(date.fromisoformat("{day}")))
"""


class Product:
    """One home, one port. It may be stopped or killed, and served again at the same address."""

    def __init__(self, home: Path, build: Path) -> None:
        self.home, self.build, self.port = home, build, _free_port()
        self.environment = {name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON}
        self.environment |= {"GOLDENTHREAD_HOME": str(home)}
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> Site:
        return Site(f"http://localhost:{self.port}", self.build)

    def run(self, *arguments: str) -> str:
        """A command of the product; what it printed."""
        done = subprocess.run(
            [str(COMMAND), *arguments],
            cwd=CHECKOUT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"goldenthread {arguments[0]} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def shell(self, code: str) -> str:
        return self.run("shell", "--no-imports", "-c", code)

    def set_clock(self, day: date) -> None:
        """Nine in the morning of a day. Pages asked for from now on are of that day."""
        self.shell(SET_CLOCK.format(day=day.isoformat()))

    def serve(self) -> None:
        with (self.home / "served.log").open("a") as log:
            # A group of its own, so that all of it can be killed at once.
            self.server = subprocess.Popen(
                [str(COMMAND), "serve", "--port", str(self.port)],
                cwd=CHECKOUT, env=self.environment, stdout=log, stderr=subprocess.STDOUT, process_group=0,
            )  # fmt: skip
        self._wait_until_it_answers()

    def stop(self) -> None:
        """As its owner stops it: what is being answered is answered."""
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=SECONDS_TO_START)
            self.server = None

    def kill(self) -> None:
        """As a cut of the power ends what serves: the command, its pages and its worker, in mid-sentence."""
        assert self.server
        family = [self.server.pid, *_children_of(self.server.pid)]
        for pid in family:
            os.kill(pid, signal.SIGKILL)
        self.server.wait()
        self.server = None

    def remove(self) -> None:
        """As root the embedded database stands outside the home: it goes with the home it was made for."""
        from goldenthread.site import postgres

        cluster = postgres.cluster_for(self.home)
        shutil.rmtree(cluster.state, ignore_errors=True)
        shutil.rmtree(cluster.socket, ignore_errors=True)

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and self.server and self.server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.site.address}/health", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError(f"The product did not start to answer on {self.site.address}.")


@contextmanager
def demonstration(home: Path, build: Path, backup: Path) -> Iterator[Product]:
    """The demonstration council as nobody has worked on it yet, served until the end of the block.

    Whoever comes first makes it and backs it up into the folder; the others restore that, sooner done.
    """
    backup.mkdir(exist_ok=True)
    with _serving(Product(home, build)) as product:
        with (backup / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if archives := list(backup.glob("*.backup")):
                (keys,) = backup.glob("*.keys")
                product.run("restore", str(archives[0]), "--keys", str(keys))
            else:
                product.run("demo", "--serve", "0", "--build", str(build))
                product.run("backup", str(backup))
        product.serve()
        yield product


@contextmanager
def _serving(product: Product) -> Iterator[Product]:
    try:
        yield product
    finally:
        product.stop()
        product.remove()


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("localhost", 0))
        return listening.getsockname()[1]


def _children_of(pid: int) -> list[int]:
    """The processes that a process started and those that they started, the database's apart."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,comm="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    found, parents = [], {pid}
    while parents:
        born = {int(row[0]) for row in rows if int(row[1]) in parents and not row[2].startswith("postgres")}
        found += sorted(born)
        parents = born
    return found
