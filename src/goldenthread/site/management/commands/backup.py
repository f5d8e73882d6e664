"""`goldenthread backup FOLDER`: everything that would be missed, into a folder of your choice."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from goldenthread.site import clock
from goldenthread.site.backing_up import CannotBackUp, back_up


class Command(BaseCommand):
    help = "Back up the database, kept files and case data into one archive, the keys into another."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the back-up goes; made if it is not there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = back_up(options["folder"].resolve(), at=clock.real_now())
        except CannotBackUp as failure:
            raise CommandError(str(failure)) from failure
        size = written.archive.stat().st_size / 1024 / 1024
        self.stdout.write(
            f"Backed up to {written.archive} ({size:,.1f} MB, {written.manifest.files:,} files, "
            f"{written.manifest.loads:,} loads of case data)."
        )
        self.stdout.write(f"The trail's head is event {written.manifest.position}: {written.manifest.digest}")
        if written.keys:
            self.stdout.write(f"Keys: {written.keys}. Keep them apart: whoever has both can read everything.")
        else:
            self.stdout.write("The keys come from the environment. Keep a copy of them.")
