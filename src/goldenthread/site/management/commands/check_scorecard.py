"""`goldenthread check-scorecard NAME --period PERIOD`: what the checks find before it is published."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.findings import Found
from goldenthread.apps.publishing.queries import period_named, scorecard_named
from goldenthread.apps.trail.refusals import Refused

UNKNOWN = 2


class Command(BaseCommand):
    help = "Check the arithmetic of a scorecard for a period, and say what does not agree."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scorecard", help="its name")
        parser.add_argument("--period", required=True, help='for example "2017-18 Q4"')
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scorecard = scorecard_named(options["scorecard"])
            period = period_named(scorecard, options["period"])
        except Refused as refusal:
            self.stderr.write(refusal.words)
            sys.exit(UNKNOWN)
        findings = check(scorecard, period).findings
        if options["as_json"]:
            told = {"findings": [one.as_json() for one in findings]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        count = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        self.stdout.write(f"{scorecard}, {period}: {count if findings else 'nothing found'}.")
        for one in findings:
            self._tell(one)

    def _tell(self, one: Found) -> None:
        self.stdout.write(f"  {one.code}  {one.message_in_full}")
        self.stdout.write(f"    Expected {one.expected}, published {one.published}.")
