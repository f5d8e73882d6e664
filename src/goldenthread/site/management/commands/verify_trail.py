"""`goldenthread verify-trail`: is the record whole, and does it still bear out the heads that went out?"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.trail import heads
from goldenthread.apps.trail.checking import Checked, check
from goldenthread.apps.trail.sealing import seal
from goldenthread.apps.trail.watching import anonymous_tables
from goldenthread.site import clock


class Command(BaseCommand):
    help = (
        "Walk the trail from its first event, compare the records with what was kept of them, and name what "
        "does not fit. Exits with 1 when something does not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--write-head", type=Path, metavar="FILE", help="add the head to this file, a line"
        )
        parser.add_argument("--against", type=Path, metavar="FILE", help="heads that were kept elsewhere")
        parser.add_argument("--json", action="store_true", help="say it for a machine")

    def handle(self, *args: Any, **options: Any) -> None:
        found = check(self._heads_in(options["against"]) if options["against"] else ())
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), indent=1, ensure_ascii=False))
        else:
            self._say(found)
        if not found.whole:
            if options["write_head"]:
                self.stderr.write("No head was written: the record is not whole.")
            sys.exit(1)
        if options["write_head"]:
            self._write_head(options["write_head"], quiet=options["json"])

    def _say(self, found: Checked) -> None:
        chain, compared = found.chain, found.compared
        for problem in found.problems:
            self.stdout.write(problem)
        if chain.whole:
            state = "The trail is whole" if found.whole else "The chain of events itself is whole"
            self.stdout.write(f"{state}: {chain.events:,} events, {chain.erased:,} erased payloads.")
            self.stdout.write(f"Head: {chain.head}")
        self.stdout.write(f"Rows compared with the digest taken when they came: {compared.rows:,}.")
        if left_out := anonymous_tables():
            names = ", ".join(left_out)
            self.stdout.write(f"Not compared, so that nobody can tell who answered by when: {names}.")
        if compared.since is None:
            self.stdout.write("No event knows its transaction yet, so writes were not compared with events.")
        else:
            since = f"{compared.since:%Y-%m-%d %H:%M:%S} UTC"
            self.stdout.write(f"Writes compared with events since {since}; older ones are left aside.")
        self.stdout.write(f"Seals compared: {compared.seals:,}. Heads sent out, compared: {found.heads:,}.")

    def _heads_in(self, path: Path) -> list[heads.Head]:
        try:
            return heads.read(path.read_text(encoding="utf-8"))
        except OSError as failure:
            self._refuse(f"{path} cannot be read: {failure.strerror}.")
        except (heads.NotAHead, UnicodeDecodeError) as failure:
            self._refuse(f"{path}: {failure}")
        raise AssertionError  # _refuse leaves

    def _write_head(self, path: Path, *, quiet: bool) -> None:
        seal(by=None, at=clock.now())
        head = heads.current(clock.today())
        if head is None:
            self._refuse("There is no head yet: nothing was ever recorded.")
            return
        try:
            with path.open("a", encoding="utf-8") as file:
                file.write(head.line + "\n")
        except OSError as failure:
            self._refuse(f"{path} cannot be written: {failure.strerror}.")
        if not quiet:
            self.stdout.write(f"Written to {path}: {head.line}. Keep it where who runs this cannot write.")

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(2)
