"""`goldenthread report --body NAME --period PERIOD`: the board's report, frozen, as PDF, Word and Excel."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.reports import actions, choosing, papers
from goldenthread.apps.trail.refusals import Refused
from goldenthread.site import clock

REFUSED = 1


class Command(BaseCommand):
    help = "Freeze a body's report for a period and write it as PDF, Word and Excel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--body", required=True, help="the body that the report is for")
        parser.add_argument("--period", required=True, help='for example "2017-18 Q4"')
        parser.add_argument("--scorecard", help="its name; the body's own if not given")
        parser.add_argument("--out", type=Path, default=Path("build"), help="the folder to write into")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            body = choosing.body_named(options["body"])
            period = choosing.period_named(options["period"])
            scorecard = choosing.scorecard_named(options["scorecard"]) if options["scorecard"] else None
            frozen = actions.freeze(
                body, period, scorecard=scorecard, by=None, at=clock.now(), today=clock.today()
            )
            written = papers.write_files(frozen.paper, options["out"])
        except Refused as refusal:
            self._refuse(refusal.words)
        except OSError as failure:
            self._refuse(f"{failure.filename or options['out']} cannot be written: {failure.strerror}.")
        state = "frozen now" if frozen.is_new else "as it was frozen: nothing has changed since"
        self.stdout.write(f"Edition {frozen.paper.edition}, {state}. SHA-256 {frozen.paper.digest}")
        for path in written:
            self.stdout.write(str(path))

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(REFUSED)
