"""Two officers decide one case at once, on a real database: one decision, and the other is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection

from goldenthread.apps.signoff.deciding import decide
from goldenthread.apps.signoff.freezing import freeze
from goldenthread.apps.signoff.models import Decision
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from tests.taking_out import take_out

WRITTEN = ("signoff", "minutes", "agendas", "meetings", "plans", "inspections", "bodies", "people", "trail")
SHIPPED = ("inspections_framework", "plans_ratingkey", "plans_ratinglevel")


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What a test writes is committed, as threads have connections of their own; afterwards it is taken out.

    Only the owner of the tables can do that, with their triggers off. What ships with the product stays.
    """
    tables = [
        model._meta.db_table
        for room in WRITTEN
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in SHIPPED
    ]
    with django_db_blocker.unblock():
        yield
        take_out(dict.fromkeys(tables, ""))


@pytest.fixture
def db(committed):
    """Nothing is rolled back here: `committed` takes it out."""


def test_of_two_officers_who_decide_at_once_the_second_is_told(case, agreed, clerk, second, now, today):
    says, shown = agreed(case), freeze(case, as_at=today, today=today).digest
    gate, told = threading.Barrier(2), []

    def record(person):
        try:
            gate.wait()
            decide(case, says, shown=shown, by=person, at=now, today=today)
            told.append("recorded")
        except Refused as refusal:
            told.append(refusal.words)
        finally:
            connection.close()

    both = [threading.Thread(target=record, args=(person,)) for person in (clerk, second)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sum(one == "recorded" for one in told) == 1
    assert any("recorded already" in one and "What you typed is kept" in one for one in told)
    assert Decision.objects.count() == 1
    assert Event.objects.filter(verb="signoff.decided").count() == 1
