"""`goldenthread demo`: the demonstration council, from its own files to the board's report."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from goldenthread.site.demonstration import council
from goldenthread.site.demonstration.people import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "Set up, load the demonstration council, write the board's report into build/, and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--serve", type=int, choices=(0, 1), default=1, help="0 stops before serving")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--build", type=Path, default=Path("build"), help="where files and papers go")

    def handle(self, *args: Any, **options: Any) -> None:
        tables = settings.CHECKOUT / "demo"
        if not tables.exists():
            raise CommandError("The demonstration's tables are in demo/ of a checkout. Run this from one.")
        call_command("set_up", verbosity=options["verbosity"], stdout=self.stdout)
        build = options["build"].resolve()
        council.bring(tables, build / "demonstration-files", say=self.stdout.write)
        call_command("report", body=council.BOARD, period=str(council.PERIOD), out=build, stdout=self.stdout)
        council.publish_packs(self.stdout.write)
        address = f"http://localhost:{options['port']}"
        self.stdout.write(f"\nThe council's own files, to try yourself: {build / 'demonstration-files'}")
        self.stdout.write(f"\nSign in at {address} with the password {PASSWORD} as:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.role.label:<28} {account.email}")
        self.stdout.write("")
        if options["serve"]:
            call_command("serve", port=options["port"], stdout=self.stdout)
