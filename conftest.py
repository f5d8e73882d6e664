"""What every test may ask for: PostgreSQL used under the application's role, a day, an instant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest

from tests.made_once import unchanged
from tests.migrated import Copy, Server

MADE_ONCE = pytest.StashKey[list[object]]()

# Tests that need no database run while another process makes it. The longest journey makes the demonstration
# that the others take over; the rooms' short files come last, so that no process waits for a long one.
FIRST = (
    "tests/architecture", "tests/documents", "tests/intake", "tests/rulebook",
    "tests/journeys/test_every_page.py", "tests/casedata", "tests/conformance", "tests/site",
    "tests/journeys",
)  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        path = item.path.relative_to(config.rootpath).as_posix()
        return next((number for number, first in enumerate(FIRST) if path.startswith(first)), len(FIRST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def embedded_postgres() -> Iterator[None]:
    """The embedded server runs while tests need it; a database named by DATABASE_URL is taken as it is."""
    from django.conf import settings

    from goldenthread.site import postgres

    if settings.EMBEDDED is None:
        yield
        return
    with postgres.running(settings.EMBEDDED):
        with psycopg.connect(
            host=str(settings.EMBEDDED.socket), user=postgres.SUPERUSER, dbname="postgres", autocommit=True
        ) as superuser:
            _drop_what_killed_runs_left(superuser)
            _do_not_wait_for_the_disk(superuser)
        yield


def _drop_what_killed_runs_left(superuser: psycopg.Connection) -> None:
    """A run's database bears its process id; one whose process is gone was left by a killed run."""
    names = superuser.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_golden%'")
    for (name,) in names.fetchall():
        [pid] = re.findall(r"\d+", name)[:1] or ["0"]
        if not Path(f"/proc/{pid}").exists():
            superuser.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _do_not_wait_for_the_disk(superuser: psycopg.Connection) -> None:
    """The tests' own server holds nothing that anybody would miss after a cut of the power."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        superuser.execute(f"ALTER SYSTEM SET {setting} = off")
    superuser.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def migrated_copy(embedded_postgres, django_db_modify_db_settings) -> Iterator[Copy | None]:
    """The database of this run as a copy of a migrated one; None where the server is one's own."""
    from django.conf import settings

    from goldenthread.site import postgres

    if settings.EMBEDDED is None:
        yield None
        return
    server = Server(settings.EMBEDDED.socket, postgres.SUPERUSER, postgres.OWNER)
    name = settings.DATABASES["default"]["TEST"]["NAME"]
    copy = Copy(server, name, settings.HOME)
    yield copy
    server.drop(name)


@pytest.fixture(scope="session")
def django_db_keepdb(migrated_copy) -> bool:
    """A copy is taken as it is, and dropped by us."""
    return migrated_copy is not None


@pytest.fixture(scope="session")
def django_db_setup(embedded_postgres, migrated_copy, django_db_setup, django_db_blocker):
    """After the owner made the test database, everything runs under the application's role, as in life."""
    from django.conf import settings
    from django.db import connection, connections

    from goldenthread.apps.audits.programme import ship_activity_kinds
    from goldenthread.apps.drafting.shipping import ship_templates
    from goldenthread.apps.inspections.actions import ship_frameworks
    from goldenthread.apps.plans.actions import ship_rating_keys
    from goldenthread.apps.trail import privileges
    from goldenthread.apps.trail.watching import watch
    from goldenthread.site import postgres

    role = postgres.APPLICATION if settings.EMBEDDED else settings.APPLICATION_ROLE
    with django_db_blocker.unblock():
        watch(using="default")
        if migrated_copy is not None:
            connections.close_all()
            migrated_copy.is_migrated()
        privileges.grant(role, using="default")
        ship_frameworks()
        ship_rating_keys()
        ship_templates()
        ship_activity_kinds()
        connection.close()
        connection.settings_dict["OPTIONS"] |= {"options": f"-c role={role}"}
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"].pop("options")


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a module's tests start from is made once: module-scoped fixtures ask for this before they write.

    One transaction spans the module and is undone at its end; what each test does is undone after it, in the
    rows (a savepoint) and in the objects that were made (`as_they_were_made`). Not for tests that commit.
    """
    from django.db import connection, transaction

    # A test's end closes its connection, which would break the transaction of the module.
    open_still = patch.object(connection, "close")
    with django_db_blocker.unblock(), transaction.atomic(), open_still:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def files_made_once(tmp_path_factory) -> Iterator[Path]:
    """Where files are that a module's tests start from."""
    from django.test import override_settings

    files = tmp_path_factory.mktemp("files")
    with override_settings(FILES=files):
        yield files


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Any:
    """Note what is made once, for `as_they_were_made`."""
    made = yield
    if fixturedef.scope == "module":
        request.node.stash.setdefault(MADE_ONCE, []).append(made)
    return made


@pytest.fixture(autouse=True)
def as_they_were_made(request: pytest.FixtureRequest) -> Iterator[None]:
    """Objects that a module shares are after each test what they were before it."""
    module = request.node.getparent(pytest.Module)
    made = module.stash.get(MADE_ONCE, []) if module else []
    with unchanged(made):
        yield


@pytest.fixture(scope="session")
def today() -> date:
    """The day that tests live on: the demonstration council's."""
    return date(2018, 7, 16)


@pytest.fixture(scope="session")
def now() -> datetime:
    """The instant at which tests record."""
    return datetime(2018, 7, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def clock_offset(today) -> timedelta:
    """What a council of the tests sets its clock by, so that its pages live on `today`."""
    from goldenthread.site import clock

    return clock.offset_to(today)
