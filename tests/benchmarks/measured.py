"""A measurement, as a row of a Markdown table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

HEAD = "| What | Target | Measured: median (least–most) | Peer or note |\n|---|---|---|---|"


@dataclass(frozen=True)
class Measured:
    """Something that was run several times. `runs` and `target` are in seconds; `note` is a peer, or why."""

    what: str
    target: float
    runs: tuple[float, ...]
    note: str = ""

    @property
    def missed(self) -> bool:
        return median(self.runs) >= self.target

    @property
    def row(self) -> str:
        verdict = " **missed**" if self.missed else ""
        spread = f" ({_printed(min(self.runs))}–{_printed(max(self.runs))})" if len(self.runs) > 1 else ""
        middle = _printed(median(self.runs))
        return f"| {self.what} | under {_printed(self.target)} | {middle}{spread}{verdict} | {self.note} |"


def timed(clock: Callable[[], float], run: Callable[[], object], times: int) -> tuple[float, ...]:
    """Run something several times by a clock that counts seconds."""
    runs = []
    for _ in range(times):
        start = clock()
        run()
        runs.append(clock() - start)
    return tuple(runs)


def _printed(seconds: float) -> str:
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.2f} s".replace(".00", "")
