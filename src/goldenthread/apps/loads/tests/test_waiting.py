"""A file that somebody brought waits for them until it is decided on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.apps.files.actions import keep
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.loads.waiting import loads_to_decide
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Role
from goldenthread.apps.people.queries import standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(now, today):
    def make(role):
        person = add_person(f"{role}@example.org", role.label, by=None, at=now)
        grant(person, role, starts=today - timedelta(days=1), by=None, at=now)
        person.standing = standing_of(person, today)
        return person

    return make


@pytest.fixture
def load(somebody, now, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    analyst = somebody(Role.PERFORMANCE_ANALYST)
    return Load.objects.create(
        source=Source.objects.create(kind="plan", name="Improvement plan"),
        file=keep(b"Word\none\n", "tally.csv", by=analyst, at=now),
        reading={}, preview={}, read_at=now, read_by=analyst,
    )  # fmt: skip


def test_a_file_waits_for_who_brought_it(load, today):
    [one] = loads_to_decide(load.read_by, today)
    assert (one.what, one.since) == ("tally.csv, for Improvement plan", today)
    assert str(load.uuid) in one.href


def test_a_file_waits_for_nobody_else(load, somebody, today):
    assert list(loads_to_decide(somebody(Role.IMPROVEMENT_OFFICER), today)) == []


def test_a_file_that_was_decided_on_waits_no_more(load, today, now):
    load.state, load.decided_at = Load.State.SET_ASIDE, now
    load.save()
    assert list(loads_to_decide(load.read_by, today)) == []


def test_a_file_does_not_wait_for_who_may_no_longer_decide(load, today):
    load.read_by.standing = standing_of(load.read_by, today - timedelta(days=30))
    assert list(loads_to_decide(load.read_by, today)) == []
