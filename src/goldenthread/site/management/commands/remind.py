"""`goldenthread remind`: the reminders and digests that are due today, for a machine that runs it by cron."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand

from goldenthread.apps.chasing.reminding import remind_by_schedule
from goldenthread.apps.trackers.digests import send_digests
from goldenthread.site import clock


class Command(BaseCommand):
    help = "Send the day's reminders, and team managers their trackers' counts. Twice in a day is once."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = remind_by_schedule(today=clock.today(), at=clock.now())
        self.stdout.write(f"People reminded: {len(sent.reminded)}.")
        if sent.left_out:
            self.stdout.write(f"Left out, as they had a letter today: {len(sent.left_out)}.")
        managers = send_digests(today=clock.today(), at=clock.now())
        self.stdout.write(f"Team managers told what is due: {len(managers)}.")
