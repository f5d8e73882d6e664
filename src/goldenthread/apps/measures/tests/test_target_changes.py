"""A target that was changed after the fact shows as changed wherever it is printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import (
    make_scorecard,
    place_on_scorecard,
    record_observation,
    set_target,
)
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.rulebook.figures import parse_figure

from .conftest import Q4, YEAR
from .test_pages import text_of

pytestmark = pytest.mark.django_db
IN_TIME = datetime(2017, 4, 1, 9, tzinfo=UTC)
AFTER = datetime(2018, 5, 3, 9, tzinfo=UTC)
WORDS = "was 90% until 3 May 2018, changed after the period ended"


@pytest.fixture
def card(measure, analyst):
    made = make_scorecard("Ours", by=analyst, at=IN_TIME)
    place_on_scorecard(made, measure, by=analyst, at=IN_TIME)
    record_observation(Entry(measure, Q4, parse_figure("86%", unit="%")), by=analyst, at=IN_TIME)
    for text, at in (("90%", IN_TIME), ("85%", AFTER)):
        set_target(measure, target_in(text, measure), effective_on=YEAR.start, by=analyst, at=at)
    return made


def test_the_scorecard_says_what_the_target_was_when_the_period_ended(card):
    [row] = scorecard_for(card, Q4).rows
    assert (str(row.target), row.rag) == ("at least 85%", "green")
    assert (str(row.target_change), row.target_change.code) == (WORDS, "TGT-1")


def test_the_page_of_then_shows_the_target_of_then_and_no_change(card):
    [row] = scorecard_for(card, Q4, known_at=datetime(2018, 5, 2, tzinfo=UTC)).rows
    assert (row.target.text, row.target_change, row.rag) == ("90%", None, "amber")


def test_every_page_that_prints_the_target_says_so(card, measure, sign_in, analyst):
    browser = sign_in(analyst)
    for address in (
        reverse("measures:scorecard", args=[card.uuid, "ours"]),
        reverse("measures:red_measure", args=[card.uuid, "2017-18-q4", measure.uuid]),
        reverse("measures:measure", args=[measure.uuid, "measure"]),
    ):
        assert WORDS in text_of(browser.get(address))


def test_the_same_target_written_otherwise_is_no_change(card, measure, analyst):
    back = target_in("90 %", measure)
    set_target(measure, back, effective_on=YEAR.start, by=analyst, at=AFTER.replace(day=4))
    [row] = scorecard_for(card, Q4).rows
    assert (row.target.text, row.target_change) == ("90 %", None)
