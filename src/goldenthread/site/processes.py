"""Two processes side by side: the web server, and the worker, which is started again when it dies."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Sequence
from threading import Event

# Between two starts of a worker that dies at once, so that a fault does not fill the machine and its log.
PAUSE_BEFORE_RESTART = 5.0
LOOKS_EVERY = 0.5
GRACE = 30.0


def run_together(
    server: Sequence[str], worker: Sequence[str] | None, *, pause: float = PAUSE_BEFORE_RESTART
) -> int:
    """Run both until the server ends or we are told to stop; the server's exit code."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, frame: stop.set())
    serving = subprocess.Popen(server)
    working = _start(worker)
    try:
        while serving.poll() is None and not stop.wait(LOOKS_EVERY):
            if working is not None and working.poll() is not None and not stop.wait(pause):
                working = _start(worker)
    finally:
        serving.terminate()
        if working is not None:
            _end(working)
    return serving.wait()


def _start(command: Sequence[str] | None) -> subprocess.Popen[bytes] | None:
    # A group of its own: Ctrl-C would reach it beside our SIGTERM, and a second signal ends it in mid-letter.
    return subprocess.Popen(command, process_group=0) if command else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to end; it finishes the letter that it holds. Not asked for ever."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
