"""One code sent twice at one instant, on a real database: one answer is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from goldenthread.apps.surveys.answering import Sheet, answer
from goldenthread.apps.surveys.making import Puts, Says, add_question, make_survey
from goldenthread.apps.surveys.tests.conftest import FIRST, LAST
from goldenthread.apps.surveys.waves import Plan, make_codes, open_wave, plan_wave
from goldenthread.apps.trail.refusals import Refused
from tests.taking_out import take_out

WRITTEN = ("surveys", "trail")


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What is written is committed, for threads have connections of their own; it is taken out afterwards."""
    tables = [
        model._meta.db_table
        for room in WRITTEN
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    with django_db_blocker.unblock():
        yield
        take_out(dict.fromkeys(tables, ""))


def test_one_of_two_answers_by_one_code_is_stored(committed, now, today):
    by = {"by": None, "at": now}
    survey = make_survey(Says("How we help you", "children"), **by)
    question = add_question(survey, Puts("yes_no", "Do they listen?"), **by)
    wave = plan_wave(survey, Plan("Summer", FIRST, LAST), **by)
    wave = open_wave(wave, version=wave.version, **by)
    [code] = make_codes(wave, 1, version=wave.version, **by)
    gate, refused = threading.Barrier(2), []

    def send() -> None:
        try:
            gate.wait()
            answer(wave, Sheet({question.uuid: "yes"}), uuid4(), code=code, today=today)
        except Refused as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=send), threading.Thread(target=send)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert refused == ["SVY-4"]
    assert wave.responses.count() == 1
