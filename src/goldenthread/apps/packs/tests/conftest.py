"""A store of the test's own, and an agenda with papers in both parts."""

from __future__ import annotations

import pytest

from goldenthread.apps.packs.tests import make


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def agenda(db, now, today):
    return make.make_council(now, today)


@pytest.fixture
def build(agenda, now, today):
    def one(**wanted):
        return make.build(agenda, now, today, **wanted)

    return one


@pytest.fixture
def publish(agenda, now, today):
    def one(because="", **wanted):
        return make.publish(agenda, now, today, because, **wanted)

    return one


@pytest.fixture
def sign_in(client, now):
    from goldenthread.apps.agendas.tests.make import make_person

    def as_role(role, **how):
        client.force_login(make_person(role, now, **how))
        return client

    return as_role
