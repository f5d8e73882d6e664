"""The command `goldenthread`: Django's management commands, with the embedded database around them.

Commands stand in `site/management/commands/`, thin: they parse, read the clock, call an action and print.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from goldenthread.site import postgres

# These ask the rulebook only: they are answered without making the rooms ready, which takes seconds.
OF_THE_RULEBOOK = {"where", "clock"}
# These look at nothing that is stored, so they need no database.
WITHOUT_DATABASE = {*OF_THE_RULEBOOK, "help", "--help", "-h", "--version"}
# These make or mend the database themselves; before any other, a new one is set up.
SETS_UP = {"set_up", "demo", "migrate", "makemigrations", "backup", "restore"}


def main(arguments: list[str] | None = None) -> None:
    """Entry point of `goldenthread COMMAND …`. Exits with plain words where the database will not start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.site.settings")
    from django.core.management import call_command, execute_from_command_line

    words = list(sys.argv) if arguments is None else ["goldenthread", *arguments]
    if len(words) > 1 and not words[1].startswith("-"):
        words[1] = words[1].replace("-", "_")  # load-plan is the module load_plan
    if words[1:] and words[1] in OF_THE_RULEBOOK:
        import_module(f"goldenthread.site.management.commands.{words[1]}").Command().run_from_argv(words)
        return
    from goldenthread.site.settings import EMBEDDED

    if EMBEDDED is None or _needs_no_database(words[1:]):
        execute_from_command_line(words)
        return
    try:
        with postgres.running(EMBEDDED):
            if words[1] not in SETS_UP and postgres.is_empty(EMBEDDED):
                import django

                django.setup()
                call_command("set_up", verbosity=0)
            try:
                execute_from_command_line(words)
            finally:
                _leave_the_database()
    except postgres.PostgresFailed as failure:
        sys.exit(f"The embedded database could not be started. {failure}")


def _leave_the_database() -> None:
    """Before the server stops: a pool that still tries to connect would warn of a server that failed."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()


def _needs_no_database(words: list[str]) -> bool:
    """What was read of a file, as JSON, is told from the file alone."""
    return not words or words[0] in WITHOUT_DATABASE or {"--dry-run", "--json"} <= set(words)
