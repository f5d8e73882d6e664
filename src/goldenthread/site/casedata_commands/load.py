"""`casedata load FILE…`: files of any source, told apart by their content, each source a load by itself."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.apps.cases.bringing import authority_name, note_unknown_loads
from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.taking import take_all
from goldenthread.casedata.reading import Recognised, Report, by_source, recognise
from goldenthread.casedata.reading.cin_census import stated_day
from goldenthread.casedata.snapshots import Manifest, to_json
from goldenthread.casedata.sources import NAMES, Source
from goldenthread.casedata.store import NothingLoaded, NothingToRead
from goldenthread.site import clock
from goldenthread.site.casedata_commands import Refusal, Say

HELP = "Bring case records in: Annex A, CIN census, SSDA903, SEN2, Annex A for area SEND."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or folders of them")
    parser.add_argument(
        "--snapshot",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day the files speak of; else the one a census says, or today",
    )
    parser.add_argument("--authority", metavar="CODE", help="whose files they are; else the council's own")
    parser.add_argument(
        "--covers-from", type=date.fromisoformat, metavar="DATE", help="the first day that they cover"
    )
    parser.add_argument("--json", action="store_true", help="say it for a machine")


def run(options: Mapping[str, Any], say: Say) -> None:
    if missing := [path for path in options["files"] if not path.exists()]:
        raise Refusal(f"There is no file {missing[0]}.")
    now = clock.now()
    authority = options["authority"] or authority_name()
    recognised = recognise(options["files"])
    made: list[Manifest] = []
    not_kept: list[Report] = []
    groups = _by_day(recognised, options["snapshot"], clock.day_of(now))
    if late := [source for source, day in groups if (options["covers_from"] or day) > day]:
        raise Refusal(f"{NAMES[late[0]]}: the first day that files cover cannot be after their own day.")
    for (_, day), files in groups.items():
        try:
            manifest = store_of().load(
                files, authority=authority, snapshot_on=day, covers_from=options["covers_from"], at=now
            )
            made.append(manifest)
        except NothingLoaded as nothing:
            not_kept.append(nothing.report)
        except NothingToRead as nothing:
            raise Refusal(str(nothing)) from None
    note_unknown_loads(at=now)
    figures = take_all(by=None, at=now) if made else 0
    unknown = [(path, one.why) for one in recognised if one.source is None for path in one.files]
    if options["json"]:
        says = {
            "loads": [json.loads(to_json(manifest)) for manifest in made],
            "not_kept": [report.as_json() for report in not_kept],
            "figures_taken": figures,
            "unknown": [{"file": path.name, "why": why} for path, why in unknown],
        }
        say(json.dumps(says, indent=1, ensure_ascii=False))
    else:
        for manifest in made:
            if manifest.snapshot_on == clock.day_of(now) and not options["snapshot"]:
                say(f"{NAMES[manifest.source]}: taken as of today. If it is of another day, say --snapshot.")
            _say_of(manifest, say)
        if figures:
            say(f"Figures that measures took from it: {figures:,}.")
        for report in not_kept:
            say("No row of these files could be kept, so nothing of them was.")
            for line in report.words():
                say(line)
        for path, why in unknown:
            say(f"Not read: {path.name}: {why}")
    if not made:
        raise Refusal("Nothing was loaded.")


def _by_day(
    recognised: list[Recognised], said: date | None, today: date
) -> dict[tuple[Source, date], list[Path]]:
    """The files that make up a load each: of one source, and of one day."""
    found: dict[tuple[Source, date], list[Path]] = {}
    for source, files in by_source(recognised).items():
        for path in files:
            stated = stated_day(path) if source is Source.CIN_CENSUS else None
            found.setdefault((source, said or stated or today), []).append(path)
    return found


def _say_of(manifest: Manifest, say: Say) -> None:
    say(f"Load {manifest.id}: {manifest.total:,} rows, {manifest.children:,} children.")
    for table, rows in manifest.rows.items():
        before = manifest.before_cover.get(table, 0)
        others = f", {before:,} of them from before" if before else ""
        say(f"  {table}: {rows:,} rows{others}; covers from {manifest.covers[table]:%-d %B %Y}")
    for line in Report.from_json(manifest.report).words():
        say(line)
