"""Answers are counted once, shown by the threshold, read as evidence, and taken in from files."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.evidence.kinds import NothingSaid
from goldenthread.apps.files.closed import is_closed_to
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.people.models import Role
from goldenthread.apps.surveys.as_evidence import STAFF_SURVEY, SURVEY, say
from goldenthread.apps.surveys.making import (
    Puts,
    add_question,
    change_question,
    current_questions,
    take_out,
)
from goldenthread.apps.surveys.models import Survey, Wave, Words
from goldenthread.apps.surveys.reading import next_unread, read_words
from goldenthread.apps.surveys.results import results_of, shown_of, trend_of
from goldenthread.apps.surveys.tests.conftest import AFTER, FIRST, LAST
from goldenthread.apps.surveys.waves import Plan, change_wave, count_wave, open_wave, plan_wave, set_aside
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

FILE = """Day,Team,Do you know your social worker?,How safe do you feel?,Anything else?
2018-05-03,North,Yes,8,Thank you
2018-05-04,North,Yes,9,
2018-05-05,South,No,6,
2018-05-05,South,Yes,7,
2018-05-06,South,Perhaps,10,
2018-05-07,South,Yes,4,
"""


@pytest.fixture
def result(wave, answered, officer, now):
    answered(6, "yes", "5", "8", "It is good.", group="North")
    answered(6, "no", "2", "6", group="South")
    answered(2, "yes", "4", "9")
    return count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)


def test_answers_are_counted_once_after_the_last_day(wave, answered, officer, now, today):
    answered(6, "yes")
    with pytest.raises(Refused) as refusal:
        count_wave(wave, version=wave.version, by=officer, at=now, today=LAST)
    assert refusal.value.code == "SVY-7"
    made = count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)
    assert (made.answers, made.effective_on) == (6, LAST)
    with pytest.raises(Refused, match="changed this wave"):
        count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)
    wave.refresh_from_db()
    with pytest.raises(Refused, match="counted"):
        count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)
    told = Event.objects.filter(verb="surveys.counted").get().payload.text
    assert '"answers":6' in told.replace(" ", "")
    assert "answers_digest" in told


def test_results_are_shown_with_intervals_and_small_groups_hidden(result):
    shown = shown_of(result)
    known, listens, safe, _ = shown.questions
    assert (known.share.good, known.share.answers) == (8, 14)
    assert known.printed == "57% (33% to 79%), 14 answers"
    assert listens.good_words == "agree"
    assert (safe.share.good, round(safe.mean.value, 2)) == (8, 7.29)
    hidden = {group.name: group.code for group in known.groups}
    assert hidden == {"North": "SVY-2", "Not said": "SVY-1", "South": ""}
    assert shown.rate == 35


def test_too_few_answers_show_nothing(wave, answered, officer, head, signed_in, now):
    answered(4, "yes", "5", "8", "A word.")
    made = count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)
    assert not shown_of(made).enough
    page = signed_in(head).get(wave.get_absolute_url()).text
    assert "Fewer than 5 people answered, so nothing is shown" in page
    with pytest.raises(NothingSaid):
        say(wave.uuid, "", AFTER, None)


def test_results_are_evidence_of_children_until_they_are_set_aside(wave, result, officer, now):
    said = say(wave.uuid, "", AFTER, None)
    assert said.finding.startswith("“Do you know your social worker?”: 57% said yes")
    assert said.sample == "14 of 40 answered (35%): children and young people"
    assert said.effective_on == LAST
    assert [one.title for one in SURVEY.choices(officer, AFTER)] == ["How we help you, Summer 2018"]
    assert list(STAFF_SURVEY.choices(officer, AFTER)) == []
    with pytest.raises(NothingSaid):
        say(wave.uuid, "", date(2018, 7, 1), None)
    wave.refresh_from_db()
    set_aside(wave, reason="A team was asked twice", version=wave.version, by=officer, at=now)
    with pytest.raises(NothingSaid, match="asked twice"):
        say(wave.uuid, "", AFTER, None)


def test_words_are_shown_once_read_and_what_was_taken_out_is_erased(
    wave, answered, officer, head, signed_in, now, today
):
    answered(5, "yes", "5", "8", "Anna at the Hill School is kind.")
    count_wave(wave, version=wave.version, by=officer, at=now, today=AFTER)
    one = next_unread(wave)
    page = signed_in(head).get(wave.get_absolute_url())
    assert "Anna" not in page.text
    assert signed_in(head).get(reverse("surveys:words", args=[wave.uuid])).status_code == 403
    sent = {"key": one.pk, "decision": "shown", "shown_text": "… at … is kind."}
    assert signed_in(officer).post(reverse("surveys:words", args=[wave.uuid]), sent).status_code == 302
    one.refresh_from_db()
    assert (one.text, one.altered) == ("", True)
    assert "… at … is kind." in signed_in(head).get(wave.get_absolute_url()).text
    with pytest.raises(Refused) as refusal:
        read_words(one.pk, decision="kept_back", by=officer, at=now, today=today)
    assert refusal.value.code == "SVY-10"
    danger = next_unread(wave)
    read_words(danger.pk, decision="passed_on", by=officer, at=now, today=today)
    danger.refresh_from_db()
    assert danger.text
    with pytest.raises(Refused, match="nothing left to show"):
        read_words(next_unread(wave).pk, decision="shown", shown_text=" ", by=officer, at=now, today=today)


def test_what_was_asked_keeps_its_words_and_a_wave_its_promises(survey, wave, officer, now):
    question = current_questions(survey)[0]
    with pytest.raises(Refused, match="asked already"):
        change_question(question, Puts("yes_no", "Another"), version=1, by=officer, at=now)
    take_out(question, by=officer, at=now)
    added = add_question(survey, Puts("yes_no", question.text, reverse=True), by=officer, at=now)
    assert added.reverse
    plan = Plan("Summer 2018", FIRST, LAST, 40, by_code=True, by_link=True, threshold=3)
    with pytest.raises(Refused, match="as promised"):
        change_wave(wave, plan, version=wave.version, by=officer, at=now)
    with pytest.raises(Refused, match="wave of that name"):
        plan_wave(survey, plan, by=officer, at=now)


def test_a_wave_without_a_question_is_not_opened(officer, survey, now):
    for question in current_questions(survey):
        take_out(question, by=officer, at=now)
    planned = plan_wave(survey, Plan("Empty", FIRST, LAST), by=officer, at=now)
    with pytest.raises(Refused, match="no question yet"):
        open_wave(planned, version=planned.version, by=officer, at=now)


def test_the_trend_of_waves_and_the_change_since_the_one_before(survey, result, officer, now):
    before = loads.read_file(
        FILE.encode(), "may.csv", kind="survey", source_name=survey.title, by=officer, at=now
    )
    loads.accept(before, decisions={}, published_on=None, by=officer, at=now, today=date(2018, 7, 16))
    results = results_of(survey)
    assert [one.wave.title for one in results] == ["Summer 2018", "May 2018"]
    question, line = trend_of(results)[0]
    assert question == "Do you know your social worker?"
    assert [(wave, share and share.words) for wave, share in line] == [
        ("May 2018", "80%"),
        ("Summer 2018", "57%"),
    ]
    known = shown_of(results[0], results[1]).questions[0]
    assert known.change.words == "Down 23 points, which may be chance"


def test_a_file_of_answers_comes_in_and_says_what_it_could_not_read(officer, person_as, now, today):
    load = loads.read_file(FILE.encode(), "may.csv", kind="survey", source_name="Parents", by=officer, at=now)
    [problem] = [one for one in load.reading["problems"] if one["row"]]
    assert (problem["row"], problem["column"]) == (6, "Do you know your social worker?")
    assert "Thank you" not in str(load.reading)
    written = loads.accept(load, decisions={}, published_on=date(2018, 6, 1), by=officer, at=now, today=today)
    assert "1 waves with 6 answers" in written["words"]
    wave = Wave.objects.get(survey__title="Parents")
    assert (wave.title, wave.opens_on, wave.closes_on) == ("May 2018", date(2018, 5, 3), date(2018, 5, 7))
    assert wave.groups == ["North", "South"]
    assert Words.objects.get(wave=wave).state == "unread"
    assert wave.result.published_on == date(2018, 6, 1)
    analyst = person_as(Role.PERFORMANCE_ANALYST)
    assert is_closed_to(analyst, load.file)
    assert not is_closed_to(officer, load.file)
    again = loads.read_file(
        FILE.encode(), "may.csv", kind="survey", source_name="Parents", by=officer, at=now
    )
    words = loads.accept(again, decisions={}, published_on=None, by=officer, at=now, today=today)["words"]
    assert "Nothing has changed" in words
    assert Survey.objects.count() == 1
