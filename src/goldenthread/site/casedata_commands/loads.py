"""`casedata loads`: every load that is kept."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from typing import Any

from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.snapshots import to_json
from goldenthread.casedata.sources import NAMES
from goldenthread.site.casedata_commands import Say

HELP = "List the loads that are kept."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--as-at", type=date.fromisoformat, metavar="DATE", help="those of a day up to this one"
    )
    parser.add_argument("--json", action="store_true", help="say it for a machine, with the reports")


def run(options: Mapping[str, Any], say: Say) -> None:
    manifests = store_of().manifests(options["as_at"])
    if options["json"]:
        say(json.dumps([json.loads(to_json(manifest)) for manifest in manifests], indent=1))
        return
    for manifest in manifests:
        say(
            f"{manifest.id}  {NAMES[manifest.source]}, {manifest.authority}, "
            f"of {manifest.snapshot_on:%-d %B %Y}, loaded {manifest.recorded:%-d %B %Y at %H:%M}: "
            f"{manifest.total:,} rows"
        )
    if not manifests:
        say("Nothing is loaded.")
