"""A database that an earlier version left halfway is told so in words, and nothing is done to it."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from goldenthread.site.management.commands.migrate import rooms_halfway

TRAIL = {("trail", "0001_ledger"), ("trail", "0002_erasure")}


@pytest.mark.parametrize(
    ("applied", "halfway"),
    [
        (set(), []),
        (TRAIL, []),
        ({("trail", "0001_ledger")}, ["trail: 0002_erasure"]),
        (TRAIL | {("files", "0002_words_searched")}, ["files: 0001_files"]),
        ({("account", "0001_initial")}, []),
    ],
    ids=["nothing of ours yet", "all of one room", "a part", "a part of another room", "not ours"],
)
def test_a_room_is_halfway_when_it_has_a_part_of_what_its_beginning_replaces(applied, halfway):
    assert rooms_halfway(applied) == halfway


@pytest.mark.django_db
def test_a_database_left_halfway_is_refused_in_words():
    applied = MigrationRecorder(connection).migration_qs
    applied.filter(app="plans", name__in=["0007_found_by_when_recorded", "0001_begun_anew"]).delete()
    with pytest.raises(CommandError, match="plans: 0007_found_by_when_recorded missing"):
        call_command("migrate", verbosity=0)
