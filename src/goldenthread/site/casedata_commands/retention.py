"""`casedata retention`: delete each load whose time is over, as the worker does every night."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from goldenthread.apps.cases.keeping import delete_due, finish_deletions, goes_on, keeping
from goldenthread.apps.cases.stores import store_of
from goldenthread.site import clock
from goldenthread.site.casedata_commands import Say

HELP = "Delete the loads that are older than the time that the council set under Case data."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say which would go")


def run(options: Mapping[str, Any], say: Say) -> None:
    held, today = keeping(), clock.today()
    if not held.months:
        say("No time is set, so nothing is deleted. Set one under Case data.")
        return
    say(f"A load is kept for {held.months} months after its own day ({held.basis}).")
    for manifest in store_of().manifests():
        day = goes_on(manifest, held)
        if day is not None and day <= today:
            say(f"{manifest.id}: its time was over on {day:%-d %B %Y}; {manifest.total:,} rows")
    if options["dry_run"]:
        return
    gone = delete_due(today=today, at=clock.now()) + finish_deletions()
    say(f"Deleted {gone} load{'' if gone == 1 else 's'}.")
