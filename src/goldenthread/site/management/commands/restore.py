"""`goldenthread restore ARCHIVE --keys FILE`: a back-up, into an empty place, and proof that it is whole."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from goldenthread.site.backing_up import CannotBackUp, restore


class Command(BaseCommand):
    help = "Restore a back-up into an empty home or database. Files, case data and the trail are checked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path, help="the .backup that `goldenthread backup` wrote")
        parser.add_argument("--keys", type=Path, help="the .keys that it wrote beside it")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            done = restore(options["archive"], keys=options["keys"])
        except CannotBackUp as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(
            f"Restored what was backed up at {done.manifest.written_at}, in {time.monotonic() - began:.0f} s."
        )
        self.stdout.write(
            f"{done.files:,} files were read and are whole, and so is the trail of {done.events:,} events."
        )
        if done.manifest.loads:
            self.stdout.write(f"{done.manifest.loads:,} loads of case data were read, every row of them.")
