"""Django's `migrate`, which says in words where a database is too old to be brought to this version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        applied = set(MigrationRecorder(connections[options["database"]]).applied_migrations())
        if halfway := rooms_halfway(applied):
            raise CommandError(
                "This database was left by a version from before the migrations were begun anew, and had not "
                f"taken all of that version's changes ({'; '.join(halfway)} missing). Nothing was changed. "
                "Run `goldenthread set-up` once with the last version before that one (which one it is, "
                "docs/decisions/0018-migrations-begun-anew.md says), and then again with this one."
            )
        super().handle(*args, **options)


def rooms_halfway(applied: set[tuple[str, str]]) -> list[str]:
    """The migrations that a room's beginning replaces, of which this database has some and lacks these."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    lacking = []
    for (room, _), migration in sorted(loader.disk_migrations.items()):
        missing = set(migration.replaces) - applied
        if room in settings.ROOMS and missing and missing != set(migration.replaces):
            lacking.append(f"{room}: {', '.join(sorted(name for _, name in missing))}")
    return lacking
