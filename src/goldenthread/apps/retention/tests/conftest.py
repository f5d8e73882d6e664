"""An administrator, a director and an auditor; a file that nobody attached, brought long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.files import store
from goldenthread.apps.files.actions import keep
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.retention.deleting import set_time
from goldenthread.apps.retention.first_kinds import ORPHANS


@pytest.fixture(autouse=True)
def files(settings, tmp_path, monkeypatch):
    settings.FILES = tmp_path
    monkeypatch.setattr(store, "JUST_NOW", -1)


@pytest.fixture
def person_with(now, today):
    def made(role: Role) -> Person:
        person = people.add_person(f"{role.value}@example.org", role.label, by=None, at=now)
        people.grant(person, role, starts=today - timedelta(days=1), by=None, at=now)
        return person

    return made


@pytest.fixture
def administrator(person_with) -> Person:
    return person_with(Role.ADMINISTRATOR)


@pytest.fixture
def director(person_with) -> Person:
    return person_with(Role.DIRECTOR)


@pytest.fixture
def orphan(now):
    return keep(b"Nobody wants me", "orphan.txt", by=None, at=now - timedelta(days=400))


@pytest.fixture
def kept_half_a_year(administrator, now):
    return set_time(
        ORPHANS, months=6, basis="Policy 4", decides="Director", version=0, by=administrator, at=now
    )
