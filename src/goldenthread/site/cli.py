"""The command `goldenthread`: Django's management commands, with the embedded database around them.

Commands stand in `site/management/commands/`, thin: they parse, read the clock, call an action and print.
"""

from __future__ import annotations

import os
import sys

from goldenthread.site import postgres

# These look at nothing that is stored, so they need no database.
WITHOUT_DATABASE = {"where", "help", "--help", "-h", "--version", "collectstatic"}


def main(arguments: list[str] | None = None) -> None:
    """Entry point of `goldenthread COMMAND …`. Exits with plain words where the database will not start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.site.settings")
    from django.core.management import execute_from_command_line

    words = list(sys.argv) if arguments is None else ["goldenthread", *arguments]
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")  # load-plan is the module load_plan
    from goldenthread.site.settings import EMBEDDED

    if EMBEDDED is None or len(words) < 2 or words[1] in WITHOUT_DATABASE:
        execute_from_command_line(words)
        return
    try:
        with postgres.running(EMBEDDED):
            execute_from_command_line(words)
    except postgres.PostgresFailed as failure:
        sys.exit(f"The embedded database could not be started. {failure}")
