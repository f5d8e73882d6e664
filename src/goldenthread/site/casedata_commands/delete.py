"""`casedata delete ID`: one load, rows and all, and what was written on children who are in no other."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from goldenthread.apps.cases.keeping import ask_to_delete, delete_load
from goldenthread.apps.cases.models import Decided, Deletion
from goldenthread.site import clock
from goldenthread.site.casedata_commands import Say

HELP = "Delete a load for good. Figures that were taken from it stay: they hold no child."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("load", metavar="ID", help="the load, as `casedata loads` names it")
    parser.add_argument("--reason", default="Asked for on the command line.", help="why, for the record")


def run(options: Mapping[str, Any], say: Say) -> None:
    now, load = clock.now(), options["load"]
    asked = Deletion.objects.filter(load=load, decided=Decided.ASKED).first()
    if asked is None:
        asked = ask_to_delete(load, reason=options["reason"], by=None, at=now)
    gone = delete_load(asked, by=None, at=now)
    say(
        f"Deleted {load}: {gone.rows:,} rows, and {gone.written:,} things that were written on children who "
        "are in no load any more. Back-ups still hold it until they go themselves."
    )
