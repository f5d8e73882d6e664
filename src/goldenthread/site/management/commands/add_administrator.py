"""`goldenthread add-administrator`: the first person, who gives everybody else their roles."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand
from django.core.validators import validate_email
from django.db import transaction

from goldenthread.apps.people import actions
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.refusals import Refused
from goldenthread.site import clock


class Command(BaseCommand):
    help = "Make an administrator. The password is asked for, or read from standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument(
            "--council", default="Your council", help="the council's name, if it has none yet"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        now = clock.now()
        try:
            validate_email(options["email"])
            validate_password(password)
            with transaction.atomic():
                if the_council() is None:
                    actions.name_council(options["council"], by=None, at=now)
                person = actions.add_person(
                    options["email"], options["name"], password=password, by=None, at=now
                )
                actions.grant(person, Role.ADMINISTRATOR, starts=clock.today(), by=None, at=now)
        except ValidationError as refusal:
            self._refuse(" ".join(refusal.messages))
        except Refused as refusal:
            self._refuse(refusal.words)
        self.stdout.write(f"{person} can sign in, and gives roles under People.")

    def _refuse(self, words: str) -> None:
        self.stderr.write(words)
        sys.exit(1)
