"""Rival figures side by side, and the choice of the one that the board uses."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.measures import sources
from goldenthread.apps.measures.actions import (
    make_scorecard,
    place_on_scorecard,
    record_observation,
    set_target,
)
from goldenthread.apps.measures.changes import changes_of_scorecard
from goldenthread.apps.measures.choosing import choose_source, sources_of
from goldenthread.apps.measures.library import entries_of
from goldenthread.apps.measures.models import ChosenSource, Scorecard, Value
from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.rivals import side_by_side
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.changes import Span
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure

from .conftest import Q3, Q4, YEAR
from .test_pages import text_of

pytestmark = pytest.mark.django_db
LIBRARIANS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST}
WHY = "The clinics’ own count is audited."


@pytest.fixture
def card(measure, analyst, now) -> Scorecard:
    """A measure with two rival figures of the fourth quarter and two of the third, on a scorecard."""
    made = make_scorecard("Ours", by=analyst, at=now)
    place_on_scorecard(made, measure, by=analyst, at=now)
    target = target_in("85%", measure)
    set_target(measure, target, effective_on=YEAR.start, by=analyst, at=now)
    for period, source, text in (
        (Q3, "", "84%"), (Q4, "", "58%"), (Q3, "health", "80%"), (Q4, "health", "90%"),
        (Q4, "self-assessment", "78%"),
    ):  # fmt: skip
        entry = Entry(measure, period, parse_figure(text, unit="%"), source=source)
        record_observation(entry, by=analyst, at=now)
    return made


@pytest.fixture
def choose(measure, analyst, now):
    """Choose a source of the measure."""

    def chosen(source: str, *, first=Q4, reason: str = WHY, at=now, seen: int | None = None) -> ChosenSource:
        shown = ChosenSource.objects.count() if seen is None else seen
        return choose_source(measure, source, first=first, reason=reason, seen=shown, by=analyst, at=at)

    return chosen


def row_of(card: Scorecard, **moment: object):
    [row] = scorecard_for(card, Q4, **moment).rows
    return row


def test_without_a_choice_the_council_s_own_figure_counts(card, measure):
    row = row_of(card)
    assert (row.rated.text, row.rag, row.chosen, row.source_words) == ("58%", "red", None, "")
    assert [one.source for one in series(measure)] == ["", "health", "self-assessment"]


def test_the_scorecard_its_rating_and_its_travel_follow_the_choice_and_say_so(card, choose, measure, now):
    chosen = choose("health")
    row = row_of(card)
    assert (row.rated.text, row.rag, row.chosen) == ("90%", "green", chosen)
    assert (
        row.source_words == "from health, chosen on 16 July 2018 because “The clinics’ own count is audited”"
    )
    assert [cell and cell.text for cell in row.parts] == [None, None, "84%", "90%"]
    # The quarter before is the council's own: two sources are not compared.
    assert (row.travel.change, row.compared.code) == (None, "SRC-2")
    [entry] = entries_of([measure.pk])
    assert (entry.latest.text, entry.verdict.rag) == ("90%", "green")


def test_two_periods_of_one_chosen_source_are_compared(card, choose):
    choose("health", first=Q3)
    row = row_of(card)
    assert (row.travel.change, row.compared.previous) == ("better", Q3)


def test_a_series_as_the_board_uses_it_stands_before_those_of_each_source(card, choose, measure):
    choose("health")
    found = series(measure)
    assert [one.title for one in found] == [
        "By financial quarter, as the board uses them",
        "By financial quarter, from the council’s own records",
        "By financial quarter, from health",
        "By financial quarter, from self-assessment",
    ]
    assert [(point.cell.text, point.cell.source) for point in found[0].points] == [
        ("84%", ""),
        ("90%", "health"),
    ]
    assert [one.is_the_boards for one in found] == [True, False, False, False]


def test_where_the_chosen_source_has_no_figure_no_other_stands_in(card, choose):
    choose("self-assessment", first=Q3)
    row = row_of(card)
    assert [cell and cell.text for cell in row.parts[2:]] == [None, "78%"]


def test_what_was_known_before_the_choice_stays_as_it_was(card, choose, now):
    later = now + timedelta(days=2)
    choose("health", at=later)
    for instant in (now, RecordedBy.of(now)):
        row = row_of(card, known_at=instant)
        assert (row.rated.text, row.chosen) == ("58%", None)
    assert row_of(card, known_at=later).rated.text == "90%"
    assert row_of(card, as_at=Q4.last_day).rated.text == "90%"


def test_a_later_choice_holds_and_the_first_stays_on_record(card, choose, now):
    choose("health")
    choose("", reason="Health has left clinics out", at=now + timedelta(days=1))
    assert row_of(card).rated.text == "58%"
    assert row_of(card, known_at=now).rated.text == "90%"
    assert [one.source for one in ChosenSource.objects.order_by("pk")] == ["health", ""]
    with pytest.raises(DatabaseError), transaction.atomic():
        ChosenSource.objects.update(source="health")


def test_a_choice_is_in_the_ledger_with_its_reason(choose, card, measure):
    choose("health")
    event = about(measure.uuid)[0]
    assert (event.verb, event.why) == ("measures.source_chosen", WHY)
    assert event.before == {"figures": "from the council’s own records"}
    assert event.after == {"figures": "from health", "from": "2017-18 Q4"}


def test_a_choice_is_one_of_what_changed_on_the_scorecard(card, choose, now):
    later = now + timedelta(days=1)
    choose("health", at=later)
    kinds = {kind.key: kind for kind in changes_of_scorecard(card, Span(now, None))}
    [line] = kinds["sources"].lines
    assert (line.before, line.after, line.of) == (
        "from the council’s own records", "from health", "from 2017-18 Q4 on",
    )  # fmt: skip
    [rated] = kinds["ratings"].lines
    assert (rated.before, rated.after) == ("Red, 2017-18 Q4", "Green, 2017-18 Q4")


@pytest.mark.parametrize(
    ("source", "reason", "words"),
    [
        ("health", "  ", "Say why"),
        ("police", WHY, "There is no figure of this measure from police"),
    ],
)
def test_a_choice_without_a_reason_or_a_figure_is_refused(source, reason, words, card, choose):
    with pytest.raises(Refused, match=words):
        choose(source, reason=reason)
    assert not ChosenSource.objects.exists()


def test_a_choice_that_holds_already_and_one_made_unseen_are_refused(card, choose):
    choose("health", first=Q3)
    with pytest.raises(Refused, match="already from health"):
        choose("health")
    with pytest.raises(Refused) as refusal:
        choose("self-assessment", seen=0)
    assert refusal.value.code == "stale"


@pytest.mark.parametrize("role", list(Role))
def test_who_chooses(role, sign_in, measure):
    address = reverse("measures:choose_source", args=[measure.uuid])
    assert sign_in(role).get(address).status_code == (200 if role in LIBRARIANS else 403)


# Pages


def test_an_analyst_compares_the_sources_chooses_one_and_the_scorecard_says_why(
    sign_in, analyst, card, measure
):
    browser = sign_in(analyst)
    beside = text_of(browser.get(reverse("measures:sources", args=[measure.uuid])))
    assert "the sources differ" in beside
    assert "Nobody has chosen" in beside
    sent = {"seen": 0, "source": "health", "period": "2017-18 Q4", "reason": WHY}
    address = reverse("measures:choose_source", args=[measure.uuid])
    answer = browser.post(address, sent, follow=True)
    assert "From 2017-18 Q4 on the board’s figures are from health." in text_of(answer)
    page = text_of(browser.get(reverse("measures:scorecard", args=[card.uuid, "ours"])))
    assert "Figures of 1.7 from health, chosen on" in page
    red = reverse("measures:red_measure", args=[card.uuid, "2017-18-q4", measure.uuid])
    assert "Figures from health, chosen on" in text_of(browser.get(red))


def test_the_second_who_chooses_sees_the_choice_of_the_first(sign_in, analyst, card, choose, measure):
    browser = sign_in(analyst)
    choose("self-assessment")
    sent = {"seen": 0, "source": "health", "period": "2017-18 Q4", "reason": "Audited"}
    address = reverse("measures:choose_source", args=[measure.uuid])
    second = browser.post(address, sent)
    words = text_of(second)
    assert (second.status_code, "Somebody chose a source while you were writing" in words) == (422, True)
    assert "from self-assessment" in words
    browser.post(address, sent | {"seen": 1})
    assert row_of(card).rated.text == "90%"


def test_the_page_of_the_past_shows_the_choice_of_then(sign_in, analyst, card, choose, measure, now):
    choose("health", at=now)
    address = reverse("measures:sources", args=[measure.uuid])
    before = (now - timedelta(days=1)).date().isoformat()
    assert "Nobody has chosen" in text_of(sign_in(analyst).get(f"{address}?known_at={before}"))


def test_a_figure_of_a_named_source_is_recorded_with_whom_it_counts(sign_in, analyst, measure):
    browser = sign_in(analyst)
    address = reverse("measures:record_of_source", args=[measure.uuid])
    assert "Whose figure is it?" in text_of(browser.get(address))
    asked = f"{address}?source=Health&period=2017-18 Q4"
    sent = {"version": 0, "figure": "65.4%", "numerator": "34", "denominator": "52", "note": ""}
    silent = browser.post(asked, sent)
    assert (silent.status_code, "Say whom the figure counts" in text_of(silent)) == (422, True)
    browser.post(asked, sent | {"population": "Children seen by the clinic"})
    value = Value.objects.get()
    assert (value.observation.source, value.population, value.denominator) == (
        "Health", "Children seen by the clinic", 52,
    )  # fmt: skip
    [row] = side_by_side(measure).periods
    assert (row.rivals[0], row.rivals[1].population, row.rivals[1].is_used) == (
        None, "Children seen by the clinic", False,
    )  # fmt: skip
    # Written otherwise, it is the same source.
    again = browser.get(f"{address}?source=HEALTH&period=2017-18 Q4")
    assert "65.4%" in text_of(again)
    assert sources_of(measure) == ["", "Health"]


def test_nobody_types_what_the_product_computes(sign_in, analyst, measure):
    address = reverse("measures:record_of_source", args=[measure.uuid])
    refused = sign_in(analyst).get(f"{address}?source=Computed&period=2017-18 Q4")
    assert (refused.status_code, "is what the product computes" in text_of(refused)) == (422, True)


def test_an_empty_cell_asks_for_the_figure_of_the_chosen_source(sign_in, analyst, card, choose, measure):
    choose("health", first=Q3)
    page = sign_in(analyst).get(reverse("measures:record_figure", args=[measure.uuid]) + "?period=2017-18")
    assert "from health" in text_of(page)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (
            {"figure": "82%", "numerator": "60", "denominator": "50"},
            "Numerator: 60 is more than the denominator, 50",
        ),
        ({"figure": "82%", "numerator": "-3", "denominator": "50"}, "Numerator: -3 is less than 0"),
        ({"figure": "15/12"}, "The first count is larger than the second"),
    ],
)
def test_counts_that_cannot_be_are_refused_with_place_and_value(sent, words, sign_in, analyst, measure):
    address = reverse("measures:record_figure", args=[measure.uuid]) + "?period=2017-18 Q4"
    blank = {"version": 0, "numerator": "", "denominator": "", "note": ""}
    response = sign_in(analyst).post(address, blank | sent)
    assert (response.status_code, words in text_of(response)) == (422, True)
    assert not Value.objects.exists()


def test_a_negative_count_is_refused_and_a_negative_score_is_not(sign_in, analyst, measure):
    type(measure).objects.update(unit="")
    address = reverse("measures:record_figure", args=[measure.uuid]) + "?period=2017-18 Q4"
    blank = {"version": 0, "numerator": "", "denominator": "", "note": ""}
    refused = sign_in(analyst).post(address, blank | {"figure": "-5"})
    assert "Figure: -5 is less than 0, and it counts something" in text_of(refused)
    sign_in(analyst).post(address, blank | {"figure": "-0.52"})
    assert str(Value.objects.get().value.normalize()) == "-0.52"


def test_only_one_place_says_which_source_is_the_board_s():
    """A page that named the source itself would not follow a choice."""
    rooms = Path(sources.__file__).parents[1]
    named = re.compile(r'source="", cohort=|observation__source="')
    found = [
        one.name for one in rooms.rglob("*.py") if "tests" not in one.parts and named.search(one.read_text())
    ]
    assert found == []
