"""An answer to a success statement rests on a survey's result, or on a link."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.plans.actions import make_plan
from goldenthread.apps.success.actions import add_statement
from goldenthread.apps.surveys.models import CitedResult
from goldenthread.apps.surveys.waves import close_wave, count_wave, set_aside


def test_an_answer_keeps_what_the_survey_said_and_tells_when_that_no_longer_stands(
    wave, answered, officer, signed_in, now, today
):
    answered(8, "yes")
    wave.refresh_from_db()
    closed = close_wave(wave, reason="Enough", version=wave.version, by=officer, at=now, today=today)
    count_wave(closed, version=closed.version, by=officer, at=now, today=today)
    plan = make_plan("Improvement plan", by=None, at=now)
    statement = add_statement(
        plan, source="children", text="They know us.", effective_on=date(2018, 6, 1), by=None, at=now
    )
    client, address = signed_in(officer), reverse("success:answer", args=[statement.uuid])
    assert "Survey of children, families or carers: How we help you, Summer 2018" in client.get(address).text
    sent = {
        "verdict": "shown", "finding": "All eight know.", "effective_on_day": "16", "effective_on_month": "7",
        "effective_on_year": "2018", "result": f"survey/{wave.uuid}/Summer 2018",
        "link": "https://example.org/minutes",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    page = client.get(statement.get_absolute_url()).text
    for words in ("Rests on", "How we help you, Summer 2018", "100% said yes", "https://example.org/minutes"):
        assert words in page
    assert "It says something else now" not in page
    listed = client.get(reverse("success:statements", args=[plan.uuid])).text
    assert "How we help you, Summer 2018" in listed
    with pytest.raises(DatabaseError), transaction.atomic():
        CitedResult.objects.update(sha256="")
    wave.refresh_from_db()
    set_aside(wave, reason="Asked twice", version=wave.version, by=officer, at=now)
    assert "It says something else now" in client.get(statement.get_absolute_url()).text
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "That result is no longer there" in refused.text
    assert statement.answers.count() == 1
