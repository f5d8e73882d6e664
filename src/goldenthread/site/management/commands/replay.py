"""`goldenthread replay RECOMMENDATION`: what the checks would have said on each day of its history."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.signoff.replaying import Replayed, replay, unit_named
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.sign_off_case import CaseCheck
from goldenthread.site import clock

UNKNOWN = 2


class Command(BaseCommand):
    help = "Say what the sufficiency checks would have said of a recommendation on each day of its history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("recommendation", help='its reference as printed: "12", or "7b" of an element')
        parser.add_argument("--inspection", default="", help="words of the inspection's name")
        parser.add_argument(
            "--on", type=date.fromisoformat, action="append", default=[], metavar="DATE",
            help="a day (YYYY-MM-DD) beside those of its assessments; may be given several times",
        )  # fmt: skip
        parser.add_argument(
            "--hindsight", action="store_true", help="with all that is known now, not what was known then"
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="print it as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        today = clock.today()
        if late := [day for day in options["on"] if day > today]:
            self._refuse(f"{late[0].isoformat()} has not come yet. Give a day up to {today.isoformat()}.")
        try:
            unit = unit_named(options["recommendation"], options["inspection"])
        except Refused as refusal:
            self._refuse(refusal.words)
        found = replay(unit, today=today, also=options["on"], hindsight=options["hindsight"])
        if options["as_json"]:
            told = {"unit": str(unit), "uuid": str(unit.uuid), "days": [one.as_json() for one in found]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self.stdout.write(str(unit))
        if not found:
            self.stdout.write("It was never assessed. Give a day with --on.")
        for one in found:
            self._tell(one)

    def _tell(self, one: Replayed) -> None:
        told = [assessment.get_status_display() for assessment in one.assessments]
        told += [f"phase {made.case.phase} {made.get_outcome_display().lower()}" for made in one.decisions]
        said = "; ".join(told)
        self.stdout.write(f"\n{one.title}: {said or 'not assessed on this day'}")
        if one.nothing_known:
            self.stdout.write("  Nothing was known here by then. This is with what is known now.")
        elif one.hindsight:
            self.stdout.write("  With what is known now.")
        for measure in one.case.measures:
            if measure.latest:
                figures = ", ".join(figure.text for figure in measure.trend)
                self.stdout.write(f"  {measure.name}: {figures}")
        for phase, checks in one.phases:
            self.stdout.write(f"  Phase {phase}")
            for check in checks:
                self._tell_check(check)

    def _tell_check(self, check: CaseCheck) -> None:
        self.stdout.write(f"    {check.verdict:<15}{check.code}  {check.title}: {check.words}")

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(UNKNOWN)
