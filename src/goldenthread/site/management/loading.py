"""What `load-plan` and `load-scorecard` share: the same way in that the page has, from a terminal."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management import BaseCommand
from django.db import transaction

from goldenthread.apps.loads import actions
from goldenthread.apps.loads.importers import importer_for, read_file
from goldenthread.apps.loads.models import Load
from goldenthread.apps.loads.queries import problems_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.problems import Level
from goldenthread.intake.reading import CannotRead
from goldenthread.site import clock

REFUSED, UNDECIDED = 1, 2


def heading_and_field(text: str) -> tuple[str, str]:
    heading, equals, field = text.rpartition("=")
    if not equals:
        raise ValueError
    return heading.strip(), field.strip()


heading_and_field.__name__ = 'column, like --map "Deadline=due"'


class LoadCommand(BaseCommand):
    """One file in. Exits with 1 when it is refused, with 2 when rows wait for a person to confirm them."""

    kind: str
    name_option: str
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        fields = ", ".join(importer_for(self.kind).fields)
        parser.add_argument("file", type=Path, help="an .xlsx, .docx or .csv file")
        parser.add_argument(
            f"--{self.name_option}", dest="name", help="its name here; the file's name if not given"
        )
        parser.add_argument(
            "--map", dest="mapping", action="append", default=[], type=heading_and_field,
            metavar="HEADING=FIELD",
            help=f"what a column means; may be given several times. Fields: {fields}",
        )  # fmt: skip
        parser.add_argument(
            "--published-on", type=date.fromisoformat, metavar="DATE", help="known from this day (YYYY-MM-DD)"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what was read and would change; write nothing"
        )
        parser.add_argument(
            "--hold", action="store_true",
            help="leave a file with figures in doubt for a person to look at, on its page",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", dest="as_json", help="print what was read as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"] or options["file"].stem.replace("_", " ")
        try:
            content = options["file"].read_bytes()
        except OSError as failure:
            self._refuse(f"{options['file']} cannot be opened: {failure.strerror}.")
        try:
            if options["dry_run"]:
                self._dry_run(content, name, options)
            else:
                self._load(content, name, options)
        except CannotRead as refusal:
            self._refuse(refusal.words)
        except Refused as refusal:
            self._refuse(refusal.words)

    def _dry_run(self, content: bytes, name: str, options: dict[str, Any]) -> None:
        importer = importer_for(self.kind)
        actions.check_mapping(self.kind, dict(options["mapping"]))
        reading = read_file(importer, content, options["file"].name, dict(options["mapping"])).as_json()
        preview = importer.preview(reading, name)
        if options["as_json"]:
            told = reading | {"problems": _problems(reading, preview)}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        self._tell(preview, reading, "would be ")
        self.stdout.write("Nothing was written.")

    def _load(self, content: bytes, name: str, options: dict[str, Any]) -> None:
        now, today = clock.now(), clock.today()
        # All or nothing: a load that is interrupted or refused leaves no file waiting.
        with transaction.atomic():
            load = actions.read_file(
                content, options["file"].name, kind=self.kind, source_name=name,
                mapping=dict(options["mapping"]), by=None, at=now,
            )  # fmt: skip
            held = options["hold"] and bool(problems_of(load, Level.DOUBT))
            if not load.preview["unsure"] and not held:
                written = actions.accept(
                    load, decisions={}, published_on=options["published_on"], by=None, at=now, today=today
                )
        if load.preview["unsure"]:
            if options["as_json"]:
                self._print_reading(load)
            self._say_unsure(load)
        if held:
            self._say_held(load)
        if options["as_json"]:
            self._print_reading(load)
            return
        self._tell(load.preview, load.reading, "")
        self.stdout.write(written["words"])

    def _tell(self, preview: dict[str, Any], reading: dict[str, Any], would_be: str) -> None:
        new, changed, gone = (len(preview[kind]) for kind in ("new", "changed", "gone"))
        self.stdout.write(
            f"{new} {would_be}new, {changed} {would_be}changed, {preview['unchanged']} as before, "
            f"{gone} no longer in the file, {len(preview['unsure'])} to confirm."
        )
        found = _problems(reading, preview)
        doubts = [problem for problem in found if problem.get("level") == Level.DOUBT]
        for problem in found:
            if problem not in doubts:
                self.stdout.write(_in_a_line(problem))
        if doubts:
            count = "1 figure" if len(doubts) == 1 else f"{len(doubts)} figures"
            self.stdout.write(f"{count} in doubt, {would_be}recorded as the file says. Look at each:")
        for problem in doubts:
            self.stdout.write(_in_a_line(problem))

    def _print_reading(self, load: Load) -> None:
        reading = {name: value for name, value in load.reading.items() if name != "columns"}
        told = reading | {"problems": _problems(load.reading, load.preview)}
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))

    def _say_held(self, load: Load) -> None:
        doubts = problems_of(load, Level.DOUBT)
        self.stderr.write(f"In doubt: {len(doubts)}")
        for problem in doubts:
            self.stderr.write(_in_a_line(problem))
        self.stderr.write(f"Nothing was recorded. The file waits for a person at /loads/{load.uuid}/")
        sys.exit(UNDECIDED)

    def _say_unsure(self, load: Load) -> None:
        self.stderr.write(
            f"{len(load.preview['unsure'])} rows could be ones that are known under another reference:"
        )
        for item in load.preview["unsure"]:
            self.stderr.write(f"  {item['place']}: {item['label']}")
        self.stderr.write(f"The file waits for a person to say what they are, at /loads/{load.uuid}/")
        sys.exit(UNDECIDED)

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(REFUSED)


def _problems(reading: dict[str, Any], preview: dict[str, Any]) -> list[dict[str, Any]]:
    """What the file shows by itself, and beside what is recorded."""
    return [*reading["problems"], *preview.get("doubts", ())]


def _in_a_line(problem: dict[str, Any]) -> str:
    cell, column = problem.get("cell"), problem["column"]
    where = f"{column} ({cell})" if column and cell else column
    parts = (problem["sheet"], problem["row"] and f"row {problem['row']}", where)
    return f"  {', '.join(part for part in parts if part)}: {problem['why']}"
