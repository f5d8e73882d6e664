"""`goldenthread casedata …`: case records brought in, listed, counted, deleted: `casedata_commands`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from goldenthread.apps.cases.quietly import where_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.store import Damaged
from goldenthread.site.casedata_commands import Refusal, parts


class Command(BaseCommand):
    help = "Case records: bring files in, list what is there, count measures, delete."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        for name, part in parts().items():
            part.arguments(words.add_parser(name, help=part.HELP, description=part.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            parts()[options["word"]].run(options, self.stdout.write)
        except (Refusal, Refused, NoKey, WrongKey, Damaged) as refusal:
            raise CommandError(str(refusal)) from None
        except CommandError:
            raise
        except Exception as failure:  # what it says could hold a value of a record
            raise CommandError(f"Something broke: {where_of(failure)}.") from None
