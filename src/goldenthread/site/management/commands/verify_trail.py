"""`goldenthread verify-trail`: is the ledger whole?"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.trail.verification import verify


class Command(BaseCommand):
    help = (
        "Walk the trail from its first event and name the first bad one. Exits with 1 when it is not whole."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify()
        if not found.whole:
            self.stdout.write(f"The trail is broken at event {found.position}: {found.problem}.")
            sys.exit(1)
        self.stdout.write(f"The trail is whole: {found.events:,} events, {found.erased:,} erased payloads.")
        self.stdout.write(f"Head: {found.head}")
