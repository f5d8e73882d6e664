"""Rounds that ask for words on the measures of a scorecard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.chasing.actions import Asking, ask_for_words
from goldenthread.apps.chasing.choosing import ALL_OPEN, wanted_of_scorecard
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.chasing.queries import asked_in
from goldenthread.apps.chasing.reminding import remind
from goldenthread.apps.chasing.waiting import asked_of
from goldenthread.apps.commentary.actions import write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.commentary.neighbours import asked_for
from goldenthread.apps.mail.models import Message
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

Q4 = parse_period("2017-18 Q4")


@pytest.fixture
def scorecard(council, now) -> Scorecard:
    return measures.make_scorecard("Children and families scorecard", by=None, at=now)


@pytest.fixture
def measured(scorecard, now):
    """A measure on the scorecard with a figure in the period."""

    def made(title: str, lead=None) -> Measure:
        measure = measures.define_measure(title, unit="%", polarity="high", lead=lead, by=None, at=now)
        measures.place_on_scorecard(scorecard, measure, by=None, at=now)
        measures.record_observation(Entry(measure, Q4, parse_figure("34%")), by=None, at=now)
        return measure

    return made


@pytest.fixture
def led(measured, post) -> Measure:
    return measured("% of plans within 20 weeks", post)


@pytest.fixture
def analyst(person_as) -> Person:
    return person_as(Role.PERFORMANCE_ANALYST)


@pytest.fixture
def ask_words(scorecard, analyst, today, now):
    def asked(**said) -> Round:
        asking = Asking(due_on=today + timedelta(days=14), **said)
        return ask_for_words(scorecard, Q4, ALL_OPEN, asking, today=today, by=analyst, at=now)

    return asked


def write(measure: Measure, by: Person, at) -> None:
    [row] = rows_of([measure], Q4)
    write_comment(
        measure, Q4, "Two posts were vacant.", version=0, seen=shown_of(row).digest, effective_on=at.date(),
        by=by, at=at,
    )  # fmt: skip


def test_the_lead_of_each_measure_is_asked_and_without_one_the_analysts(
    ask_words, led, measured, lead, analyst
):
    loose = measured("Number of plans")
    round = ask_words()
    asked = {(request.measure, request.asked_of) for request in round.requests.all()}
    assert asked == {(led, lead), (loose, analyst)}
    letter = Message.objects.get(to=lead)
    assert f"/commentary/{led.uuid}/2017-18-q4/" in letter.text
    assert "your words on 1 measure of Children and families scorecard, 2017-18 Q4" in letter.text


def test_any_words_on_the_measure_since_are_the_reply(ask_words, led, lead, analyst, today, later):
    round = ask_words()
    on = today + timedelta(days=2)
    assert asked_in(round, today=on)[0].is_waiting
    write(led, analyst, later(1))
    [one] = asked_in(round, today=on)
    assert (one.state, one.reply.by) == ("Replied", "Performance analyst")


def test_words_of_before_the_round_are_no_reply(ask_words, led, lead, today, later):
    write(led, lead, later(-1))
    assert asked_in(ask_words(), today=today)[0].is_waiting


def test_a_second_round_for_the_period_is_refused(ask_words, led, lead):
    ask_words()
    with pytest.raises(Refused, match="that round is open"):
        ask_words()
    assert ask_words(replace=True).is_open


def test_the_lead_is_waited_for_and_reminded(ask_words, led, lead, analyst, today, now):
    round = ask_words()
    lead.standing = standing_of(lead, today)
    [one] = asked_of(lead, today)
    assert (one.what, one.do) == (f"Write on measure {led}", "Write your words")
    assert one.href == f"/commentary/{led.uuid}/2017-18-q4/"
    after = timedelta(days=2)
    assert remind(round, today=today + after, by=analyst, at=now + after).reminded == (lead,)


def test_a_measure_whose_post_nobody_holds_is_named(scorecard, led, today):
    [nobody] = wanted_of_scorecard(scorecard, ALL_OPEN, today=today).of_nobody
    assert nobody.lead == "Head of Service: Assessment, The demonstration council"


def test_the_list_of_commentary_says_who_was_asked(ask_words, led, lead, today):
    ask_words()
    found = asked_for([led], Q4, today)[led.pk]
    assert (found.on, found.due, found.of) == (
        today,
        today + timedelta(days=14),
        "Head of Service: Assessment",
    )


def test_an_analyst_asks_on_the_page_and_a_lead_does_not(scorecard, led, lead, analyst, signed_in):
    address = reverse("chasing:ask_for_words", args=[scorecard.uuid, "2017-18-q4"])
    said = {"due_on_day": "30", "due_on_month": "7", "due_on_year": "2018"}
    client = signed_in(analyst)
    page = client.post(address, said | {"do": "preview"})
    seen = [f"{sought.subject.uuid} {sought.digest}" for sought, _ in page.context["boxes"]]
    shown = client.post(address, said | {"do": "send", "seen": seen}, follow=True)
    assert "?for=lead" in shown.text
    assert Round.objects.get().period == Q4
    assert signed_in(lead).get(address).status_code == 403
    way_in = client.get(reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"])).text
    assert address in way_in
    assert Round.objects.get().get_absolute_url() in way_in
