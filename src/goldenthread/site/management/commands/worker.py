"""`goldenthread worker`: does what was queued, e-mail above all."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params

from goldenthread.apps.cases.bringing import settle_interrupted as settle_case_data
from goldenthread.apps.mail import sending
from goldenthread.apps.packs import building
from goldenthread.site import clock


class Command(BaseCommand):
    help = "Do what was queued, until stopped. `goldenthread serve` runs this too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        sending.settle_interrupted(at=now)
        sending.wake_for_lost(since=now)
        building.settle_interrupted(at=now)
        building.wake_for_lost(since=now)
        settle_case_data(at=now)
        # Its own few connections: it listens for new jobs, which those of a page cannot.
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=3)
        with app.replace_connector(connector) as worker:
            worker.run_worker(wait=not options["once"], delete_jobs="successful")
