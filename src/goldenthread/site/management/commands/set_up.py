"""`goldenthread set_up`: bring the database to this version. Safe to run again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from goldenthread.apps.audits.programme import ship_activity_kinds
from goldenthread.apps.drafting.shipping import ship_templates
from goldenthread.apps.inspections.actions import ship_frameworks
from goldenthread.apps.plans.actions import ship_rating_keys
from goldenthread.apps.trail import privileges


class Command(BaseCommand):
    help = "Migrate as the owner, give the application its privileges, bring the data that ships."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command(
            "migrate", database="owner", verbosity=max(options["verbosity"] - 1, 0), interactive=False
        )
        privileges.grant(settings.APPLICATION_ROLE, using="owner")
        ship_frameworks()
        ship_rating_keys()
        ship_templates()
        ship_activity_kinds()
        if options["verbosity"]:
            self.stdout.write("The database is up to date.")
