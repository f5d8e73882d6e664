"""The demonstration's packs are built and published once."""

from __future__ import annotations

import pytest

from goldenthread.apps.agendas.tests.make import make_person
from goldenthread.apps.packs.models import Pack
from goldenthread.apps.packs.tests.make import make_council
from goldenthread.apps.people.models import Role
from goldenthread.site.demonstration.packed import packs

pytestmark = pytest.mark.django_db


def test_both_parts_of_an_agenda_are_published_once(settings, tmp_path, now, today):
    settings.FILES = tmp_path / "files"
    make_council(now, today)
    clerk = make_person(Role.DEMOCRATIC_SERVICES_OFFICER, now)
    told: list[str] = []
    packs(clerk, today, now, told.append)
    packs(clerk, today, now, told.append)
    assert [pack.name for pack in Pack.objects.all()] == ["Agenda and papers", "Restricted papers"]
    assert len(told) == 2
