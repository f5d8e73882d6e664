"""`goldenthread serve`: the web server, and the worker beside it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from goldenthread.site.processes import run_together


class Command(BaseCommand):
    help = "Serve the product on this machine. Put your own web server with TLS in front of it for others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes that answer pages")
        parser.add_argument("--no-worker", action="store_true", help="pages only: mail waits for a worker")

    def handle(self, *args: Any, **options: Any) -> None:
        address = f"http://{options['host']}:{options['port']}"
        # What the links in e-mail begin with, unless the council said so.
        os.environ.setdefault("GOLDENTHREAD_ADDRESS", address)
        self.stdout.write(f"Serving on {address}. Stop with Ctrl-C.")
        self.stdout.flush()
        # Processes of their own: the embedded database is stopped by us, after the last page was answered.
        server = [
            sys.executable, "-m", "gunicorn", "goldenthread.site.wsgi:application",
            "--bind", address.removeprefix("http://"),
            "--workers", str(options["workers"]), "--threads", "8", "--worker-class", "gthread",
            "--max-requests", "5000", "--timeout", "60", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        worker = None if options["no_worker"] else [sys.executable, "-m", "django", "worker"]
        sys.exit(run_together(server, worker))
