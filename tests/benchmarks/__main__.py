"""`python -m tests.benchmarks [NAME …] [--write]`: measure, and print the table of docs/benchmarks.md."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.measured import Measured

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
BEGINS, ENDS = "<!-- measured: begins -->", "<!-- measured: ends -->"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    import django

    django.setup()
    from goldenthread.site import clock
    from tests.benchmarks import (
        agendas,
        case_loading,
        case_measures,
        case_reading,
        case_trackers,
        database,
        living,
        loading,
        machine,
        measured,
        packs,
        pages,
        published,
        reports,
        sign_offs,
        statistics_group,
        trail,
    )

    groups: dict[str, Callable[[], Iterator[Measured]]] = {
        "loading": loading.measure,
        "published": published.measure,
        "caseloading": case_loading.measure,
        "trail": trail.measure,
        "pages": pages.measure,
        "living": living.measure,
        "agendas": agendas.measure,
        "reports": reports.measure,
        "casereading": case_reading.measure,
        "trackers": case_trackers.measure,
        "packs": packs.measure,
        "signoff": sign_offs.measure,
        "statistics": statistics_group.measure,
        "casemeasures": case_measures.measure,
    }
    parser = ArgumentParser(prog="python -m tests.benchmarks", description="Measure the product.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(groups)}; all if none is given")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(groups):
        parser.error(f"There is no {', '.join(sorted(unknown))}.")
    lines: list[str] = []

    def say(line: str) -> None:
        print(line, flush=True)
        lines.append(line)

    with database.server():
        say(f"{machine.described(clock.real_now().date())}.\n\n{measured.HEAD}")
        for name in asked.names or groups:
            with database.bench_database():
                for one in groups[name]():
                    say(one.row)
    if asked.write:
        _write("\n".join(lines))


def _write(text: str) -> None:
    """Put the table between its marks; what was written by hand around it stays."""
    before, _, rest = DOCUMENT.read_text().partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    DOCUMENT.write_text(f"{before}{BEGINS}\n{text}\n{ENDS}{after}")


if __name__ == "__main__":
    main()
