"""`goldenthread rebuild-report PAPER`: a frozen report built again from the records, and compared."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand

from goldenthread.apps.reports.models import Paper
from goldenthread.apps.reports.papers import NotAsFrozen
from goldenthread.apps.reports.queries import checked
from goldenthread.apps.reports.rebuilding import differences_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.canonical import NotThisPaper

DIFFERS, REFUSED = 1, 2


class Command(BaseCommand):
    help = (
        "Build a frozen report again from the records of its day. Exits with 1 where it says something else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paper", nargs="?", help="its id or the beginning of its SHA-256; all if not given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        papers = list(self._wanted(options["paper"]))
        if not papers:
            self.stderr.write("There is no such report. Its page shows its SHA-256.")
            sys.exit(REFUSED)
        same = [self._compared(one) for one in papers]
        if not all(same):
            sys.exit(DIFFERS)

    def _wanted(self, wanted: str | None) -> Any:
        papers = Paper.objects.select_related("body").order_by("frozen_at", "pk")
        if wanted is None:
            return papers
        try:
            return papers.filter(uuid=UUID(wanted))
        except ValueError:
            return papers.filter(digest__startswith=wanted.lower())

    def _compared(self, paper: Paper) -> bool:
        """Whether the records give the same, with what differs printed by its place."""
        try:
            checked(paper)
            found = differences_of(paper)
        except (Refused, NotAsFrozen, NotThisPaper) as failure:
            self.stdout.write(f"{paper}: cannot be built again. {failure}")
            return False
        if not found:
            self.stdout.write(f"{paper}: the records give the same, SHA-256 {paper.digest}")
            return True
        self.stdout.write(f"{paper}: differs in {len(found)} places.")
        for one in found:
            self.stdout.write(f"  {one.place}: frozen “{one.frozen}”, the records give “{one.rebuilt}”")
        return False
