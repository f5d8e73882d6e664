"""`casedata make`: the files of councils that never were, for trying things out."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.casedata.making import FEWEST_CHILDREN, make
from goldenthread.casedata.making.files import write
from goldenthread.casedata.sources import Source
from goldenthread.site import clock
from goldenthread.site.casedata_commands import Refusal, Say

HELP = "Make files of councils that never were: no child in them is real."
MOST_YEARS = 15


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--authorities", type=int, default=1, metavar="N", help="how many councils; else 1")
    parser.add_argument("--years", type=int, default=5, metavar="Y", help="how many years; else 5")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same files")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="FOLDER", help="where files go; it is made"
    )
    parser.add_argument("--ends", type=date.fromisoformat, metavar="DATE", help="the last day; else today")
    parser.add_argument("--mess", action="store_true", help="with the mess of real files, listed in mess.csv")
    parser.add_argument("--old-layout", action="store_true", help="Annex A as it was before January 2024")
    parser.add_argument(
        "--sources", nargs="+", choices=[*Source], default=[*Source], metavar="SOURCE",
        help=f"which of {', '.join(Source)}; else all",
    )  # fmt: skip
    parser.add_argument("--workbooks", type=int, default=8, metavar="N", help="Annex A: how many; else 8")
    parser.add_argument(
        "--scale", type=float, default=1.0, metavar="SHARE", help="1 is a council of about 76,000 children"
    )


def run(options: Mapping[str, Any], say: Say) -> None:
    ends, scale = options["ends"] or clock.day_of(clock.now()), options["scale"]
    if not 1 <= options["years"] <= MOST_YEARS or options["authorities"] < 1 or options["seed"] < 0:
        raise Refusal(f"Make one council or more, of 1 to {MOST_YEARS} years, with a seed of 0 or more.")
    if scale < FEWEST_CHILDREN:
        raise Refusal(f"The smallest scale is {FEWEST_CHILDREN}.")
    into: Path = options["into"]
    if into.exists() and any(into.iterdir()):
        raise Refusal(f"{into} is not empty. Name a folder that is not there yet.")
    for truth in make(options["authorities"], options["years"], options["seed"], ends, scale=scale):
        folder = into / truth.place.name.lower().replace(" ", "-")
        written = write(
            truth, folder, sources=[Source(name) for name in options["sources"]], mess=options["mess"],
            old_layout=options["old_layout"], workbooks=options["workbooks"],
        )  # fmt: skip
        many = sum(len(snapshot.files) for snapshot in written)
        say(f"{truth.place.name}: {many} files in {folder}. README.txt says how to load them.")
    say("No child in them is real.")
