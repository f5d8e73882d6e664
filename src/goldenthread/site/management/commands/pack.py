"""`goldenthread pack MEETING [--part 2] [--output FILE]`: a meeting's pack, as its agenda is now."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.files import store
from goldenthread.apps.packs.actions import Wanted, ask_for_pack
from goldenthread.apps.packs.building import build_pack
from goldenthread.apps.packs.choosing import meeting_named
from goldenthread.apps.packs.models import State
from goldenthread.apps.trail.refusals import Refused
from goldenthread.site import clock

REFUSED = 1


class Command(BaseCommand):
    help = "Build a meeting's pack and write it as PDF. It is published on its page, not from here."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("meeting", help='its id, or "Improvement board, 2018-10-11"')
        parser.add_argument("--part", type=int, choices=(1, 2), default=1, help="2 is the restricted pack")
        parser.add_argument("--output", type=Path, help="the file to write; else named after the meeting")
        parser.add_argument("--no-blank-pages", action="store_true", help="for reading on a screen alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            meeting = meeting_named(options["meeting"])
            wanted = Wanted(part=options["part"], duplex=not options["no_blank_pages"])
            asked = ask_for_pack(meeting, wanted, by=None, at=clock.now(), today=clock.today())
            build = build_pack(asked.pk, now=clock.now)
        except Refused as refusal:
            self._refuse(refusal.words)
        if build is None:
            self._refuse("The worker took this pack before the command could. It is on the meeting's page.")
        if build.state != State.BUILT:
            self._refuse(build.problem)
        output = options["output"] or Path(build.file_name)
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_bytes(store.get(build.sha256))
        except OSError as failure:
            self._refuse(f"{failure.filename or output} cannot be written: {failure.strerror}.")
        self.stdout.write(f"{build.name}, {build.pages} pages. SHA-256 {build.sha256}")
        for one in build.findings:
            for words in one["words"]:
                self.stdout.write(f"{one['title']}: {words}")
        self.stdout.write(str(output))

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(REFUSED)
