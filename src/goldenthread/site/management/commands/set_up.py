"""`goldenthread set_up`: bring the database to this version. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import transaction

from goldenthread.apps.alerts.actions import ship_alert_kinds
from goldenthread.apps.audits.programme import ship_activity_kinds
from goldenthread.apps.drafting.shipping import ship_templates
from goldenthread.apps.inspections.actions import ship_frameworks
from goldenthread.apps.plans.actions import ship_rating_keys
from goldenthread.apps.trail import privileges
from goldenthread.apps.trail.actions import record_if_written
from goldenthread.apps.trail.watching import watch
from goldenthread.casedata.key_file import make_key
from goldenthread.casedata.keys import NoKey
from goldenthread.site import clock


class Command(BaseCommand):
    help = "Migrate as the owner, give the application its privileges, bring the data that ships."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command(
            "migrate", database="owner", verbosity=max(options["verbosity"] - 1, 0), interactive=False
        )
        watch(using="owner")
        privileges.grant(settings.APPLICATION_ROLE, using="owner")
        try:
            make_key(settings.CASE_KEY, settings.CASES)
        except NoKey as gone:  # everything else works without it
            self.stderr.write(str(gone))
        with transaction.atomic():
            ship_frameworks()
            ship_rating_keys()
            ship_templates()
            ship_activity_kinds()
            ship_alert_kinds()
            record_if_written("trail.shipped", by=None, at=clock.now())
        if options["verbosity"]:
            self.stdout.write("The database is up to date.")
