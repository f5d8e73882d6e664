"""`goldenthread where CODE`: where a rule stands, and what it means."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any, ClassVar

from django.core.management import BaseCommand

from goldenthread.rulebook.codes import UnknownCode, find


class Command(BaseCommand):
    help = "Say where the rule of a code stands, what it means and where its boundaries lie."
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="for example RAG-2")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rule = find(options["code"])
        except UnknownCode as unknown:
            self.stderr.write(str(unknown))
            sys.exit(1)
        self.stdout.write(rule.where)
        self.stdout.write(f"{rule.code}: {rule.title}\n{rule.meaning}\nBasis: {rule.basis}")
        if rule.unverified:
            self.stdout.write("The basis has not been checked at source.")
        for boundary in rule.boundaries:
            self.stdout.write(f"  {boundary}")
