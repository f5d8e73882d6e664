"""An answer comes in once, and nothing says whose it was."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pghistory.models
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from goldenthread.apps.surveys.answering import Sheet, answer, count_connection, new_sheet
from goldenthread.apps.surveys.making import current_questions
from goldenthread.apps.surveys.models import Code, DayCount, DayKey, Response, Words
from goldenthread.apps.surveys.tests.conftest import AFTER, FIRST, LAST
from goldenthread.apps.surveys.waves import Plan, close_wave, code_digest, make_codes, open_wave, plan_wave
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused


@pytest.fixture
def sheet(wave) -> Sheet:
    known, listens, safe, well = (one.uuid for one in current_questions(wave.survey))
    return Sheet({known: "yes", listens: "5", safe: "8", well: "My worker comes when she says."}, "North")


@pytest.fixture
def codes(wave, officer, now) -> list[str]:
    made = make_codes(wave, 3, version=wave.version, by=officer, at=now)
    wave.refresh_from_db()
    return made


def test_a_code_answers_once_however_it_is_typed(wave, sheet, codes, today):
    answer(wave, sheet, uuid4(), code=codes[0].lower().replace("-", " "), today=today)
    with pytest.raises(Refused, match="used already") as refusal:
        answer(wave, sheet, uuid4(), code=codes[0], today=today)
    assert refusal.value.code == "SVY-4"
    with pytest.raises(Refused, match="not one of this survey"):
        answer(wave, sheet, uuid4(), code="ABCD-2345", today=today)
    assert wave.responses.count() == 1


def test_a_code_is_not_spent_by_an_answer_that_is_refused(wave, codes, today):
    with pytest.raises(Refused, match="Nothing is answered"):
        answer(wave, Sheet(), uuid4(), code=codes[0], today=today)
    assert not Code.objects.filter(spent=True).exists()


def test_a_sheet_that_is_sent_twice_is_stored_once(wave, sheet, today):
    number = uuid4()
    answer(wave, sheet, number, today=today)
    with pytest.raises(Refused, match="sent already") as refusal:
        answer(wave, sheet, number, today=today)
    assert refusal.value.code == "SVY-5"
    assert (wave.responses.count(), wave.words.count()) == (1, 1)


def test_an_answer_says_nothing_of_a_person_a_code_or_an_hour(wave, sheet, codes, today):
    answer(wave, sheet, uuid4(), code=codes[0], today=today)
    kept = Response.objects.values().get()
    assert set(kept) == {"id", "wave_id", "answered_on", "way", "group", "answers"}
    assert (kept["answered_on"], kept["group"], len(kept["answers"])) == (today, "North", 3)
    written = Words.objects.values().get()
    assert (written["state"], written["read_by_id"], written["read_on"]) == ("unread", None, None)
    told = {name for (name,) in Code.objects.values_list("digest")}
    assert told == {code_digest(code) for code in codes}


def test_no_history_and_no_event_is_written_of_an_answer(wave, sheet, codes, today):
    kept = {
        model._meta.model_name for model in apps.get_models() if issubclass(model, pghistory.models.Event)
    }
    for name in ("response", "words", "code", "daycount", "daykey", "exitinterview"):
        assert f"{name}event" not in kept
    before = Event.objects.count()
    answer(wave, sheet, uuid4(), code=codes[0], today=today)
    assert Event.objects.count() == before


def test_the_databases_own_row_numbers_tie_no_code_to_an_answer(wave, sheet, codes, today):
    for code in codes[:2]:
        answer(wave, sheet, uuid4(), code=code, today=today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_code WHERE spent")
        assert len(cursor.fetchall()) == 1  # both were written anew by the last


def test_what_is_stored_cannot_be_changed(wave, sheet, today):
    answer(wave, sheet, uuid4(), today=today)
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.update(group="South")
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.all().delete()


@pytest.mark.parametrize(
    ("day", "words"), [(FIRST - timedelta(days=1), "not open yet"), (AFTER, "is closed")]
)
def test_a_survey_takes_answers_from_its_first_day_to_its_last(wave, sheet, day, words):
    with pytest.raises(Refused, match=words) as refusal:
        answer(wave, sheet, uuid4(), today=day)
    assert refusal.value.code == "SVY-6"
    answer(wave, sheet, uuid4(), today=FIRST)
    answer(wave, sheet, uuid4(), today=LAST)


def test_paper_is_typed_in_after_the_last_day_until_it_is_counted(wave, sheet, officer, now, today):
    answer(wave, sheet, uuid4(), paper=True, today=AFTER)
    close_wave(wave, reason="Enough", version=wave.version, by=officer, at=now, today=today)
    answer(wave, sheet, uuid4(), paper=True, today=today)
    with pytest.raises(Refused):
        answer(wave, sheet, uuid4(), today=today)


def test_a_wave_with_codes_alone_wants_one(survey, sheet, officer, now, today):
    plan = plan_wave(survey, Plan("Codes", FIRST, LAST), by=officer, at=now)
    opened = open_wave(plan, version=plan.version, by=officer, at=now)
    with pytest.raises(Refused, match="Type the code"):
        answer(opened, sheet, uuid4(), today=today)


def test_a_connection_is_counted_for_a_day_and_then_forgotten(wave, today):
    wave.per_connection = 2
    for _ in range(2):
        count_connection(wave, "192.0.2.7", today=today)
    with pytest.raises(Refused) as refusal:
        count_connection(wave, "192.0.2.7", today=today)
    assert refusal.value.code == "SVY-14"
    count_connection(wave, "192.0.2.8", today=today)
    assert not DayCount.objects.filter(digest__contains="192").exists()
    tomorrow = today + timedelta(days=1)
    count_connection(wave, "192.0.2.7", today=tomorrow)
    assert [one.day for one in DayKey.objects.all()] == [tomorrow]
    assert DayCount.objects.count() == 1


def test_the_public_answers_without_signing_in_once_over_a_link(client, wave, today):
    address = reverse("voice:answer", args=[wave.token])
    page = client.get(address)
    assert page["Cache-Control"] == "no-store"
    assert "Childline" in page.text
    known = current_questions(wave.survey)[0]
    sent = {"sheet": new_sheet(wave), f"q_{known.uuid.hex}": "yes", "code": "", "group": ""}
    thanked = client.post(address, sent)
    assert thanked.url == reverse("voice:thanks", args=[wave.token])
    assert "Your answers are in" in client.get(thanked.url).text
    assert "sessionid" not in client.cookies
    assert client.cookies["answered"].value.startswith("yes:")
    again = client.post(address, sent | {"sheet": new_sheet(wave)})
    assert again.status_code == 422
    assert "answered on this device already" in again.text
    assert "SVY-5" in again.text
    assert wave.responses.get().answered_on == today


def test_a_code_that_was_used_is_refused_in_words_and_what_was_typed_stays(client, wave, codes):
    address = reverse("voice:answer", args=[wave.token])
    well = current_questions(wave.survey)[3]
    sent = {"code": codes[0], f"q_{well.uuid.hex}": "All of it."}
    assert client.post(address, sent | {"sheet": new_sheet(wave)}).status_code == 302
    refused = client.post(address, sent | {"sheet": new_sheet(wave)})
    assert refused.status_code == 422
    for words in ("This code was used already", "SVY-4", "All of it."):
        assert words in refused.text


def test_a_form_of_another_survey_or_made_up_is_refused(client, wave):
    known = current_questions(wave.survey)[0]
    sent = {"sheet": "made-up", f"q_{known.uuid.hex}": "yes"}
    refused = client.post(reverse("voice:answer", args=[wave.token]), sent)
    assert "out of date" in refused.text
    assert not wave.responses.exists()


def test_a_survey_that_is_over_says_so(client, wave, officer, now, today):
    close_wave(wave, reason="Enough", version=wave.version, by=officer, at=now, today=today)
    assert "takes no answers now" in client.get(reverse("voice:answer", args=[wave.token])).text
    assert date(2018, 7, 16) == today


def test_a_browser_without_cookies_is_told_so_and_nothing_is_stored(wave):
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(reverse("voice:answer", args=[wave.token]), {"sheet": new_sheet(wave)})
    assert refused.status_code == 403
    assert "Your answers were not sent" in refused.text
