"""Pages: who may see and do what, and what each page says."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import override_of, override_rating, set_target
from goldenthread.apps.measures.models import Measure, Observation, Override, Scorecard, Target
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import Rag

from .conftest import Q4

pytestmark = pytest.mark.django_db
LIBRARIANS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST}
HEADS = {Role.HEAD_OF_SERVICE, Role.DIRECTOR}


def text_of(response) -> str:
    words = re.sub(r"<(script|svg|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(words.split())


def shown(response) -> int:
    """How many measures the list shows."""
    [count] = re.findall(r"(\d+) of 38 measures", text_of(response))
    return int(count)


def address(scorecard: Scorecard, query: str = "") -> str:
    return reverse("measures:scorecard", args=[scorecard.uuid, "scorecard"]) + query


def row_address(name: str, scorecard: Scorecard, reference: str) -> str:
    measure = Measure.objects.get(reference=reference)
    return reverse(f"measures:{name}", args=[scorecard.uuid, "2017-18-q4", measure.uuid])


def edited(measure: Measure, **changes: object) -> dict[str, object]:
    """The form of a measure as a browser sends it."""
    given = {name: getattr(measure, name) for name in ("version", "title", "reference", "unit", "polarity")}
    given |= {"dead_band": "0", "tolerance_kind": "points", "tolerance": "5"}
    return given | changes


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_and_who_does_not(role, sign_in, scorecard):
    browser = sign_in(role)
    observation = Observation.objects.first()
    measure = observation.measure
    for path in (
        reverse("measures:measures"),
        reverse("measures:scorecards"),
        address(scorecard),
        row_address("red_measure", scorecard, "2.4"),
        reverse("measures:measure", args=[measure.uuid, "x"]),
        reverse("measures:where_from", args=[observation.uuid]),
    ):
        assert browser.get(path).status_code == (200 if role in READERS else 403), path


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_the_library_and_who_overrides(role, sign_in, scorecard):
    browser = sign_in(role)
    measure = Measure.objects.get(reference="2.4")
    for path in (
        reverse("measures:new_measure"),
        reverse("measures:new_scorecard"),
        reverse("measures:edit_measure", args=[measure.uuid]),
        reverse("measures:set_target", args=[measure.uuid]),
        reverse("measures:place", args=[scorecard.uuid]),
    ):
        assert browser.get(path).status_code == (200 if role in LIBRARIANS else 403), path
    response = browser.get(row_address("override", scorecard, "2.4"))
    assert response.status_code == (200 if role in HEADS else 403)


def test_signed_out_goes_to_sign_in_and_comes_back(client, scorecard):
    response = client.get(address(scorecard))
    assert response.status_code == 302
    assert "/sign-in/?next=/measures/scorecards/" in response["Location"]


def test_the_wrong_person_overrides_nothing(sign_in, scorecard):
    path = row_address("override", scorecard, "2.4")
    assert sign_in(Role.ADMINISTRATOR).post(path, {"rag": "green", "reason": "x"}).status_code == 403
    assert not Override.objects.exists()


def test_empty_pages_say_what_to_do_first(sign_in, analyst, now):
    from goldenthread.apps.measures.actions import make_scorecard

    browser = sign_in(Role.AUDITOR)
    assert "Load your quarterly scorecard" in text_of(browser.get(reverse("measures:measures")))
    assert "There is no scorecard yet" in text_of(browser.get(reverse("measures:scorecards")))
    empty = make_scorecard("Corporate parenting", by=analyst, at=now)
    assert "has no figures yet" in text_of(browser.get(address(empty)))


def test_the_library_is_narrowed_sorted_and_taken_away(sign_in, scorecard):
    browser = sign_in(Role.ELECTED_MEMBER)
    path = reverse("measures:measures")
    assert shown(browser.get(path)) == 38
    assert shown(browser.get(path, {"section": "Adoption"})) == 7
    assert shown(browser.get(path, {"q": "long term stability", "rating": "red"})) == 1
    assert "No measure is like that" in text_of(browser.get(path, {"q": "swimming"}))
    lines = browser.get(path, {"format": "csv", "sort": "reference"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines[1:11]] == [f"1.{n}" for n in range(7, 17)]
    down = browser.get(path, {"format": "csv", "sort": "reference", "direction": "desc"}).content.decode()
    assert down.splitlines()[1].startswith("10.6,")


def test_the_scorecard_shows_summary_figures_and_rules(sign_in, scorecard):
    words = text_of(sign_in(Role.BOARD_MEMBER).get(address(scorecard, "?period=2017-18+Q4")))
    assert "8 red" in words
    assert "5 amber" in words
    assert "38 of 38 measures" in words
    assert "the paper says Red" in words
    assert "amber is within 5 points" in words


def test_the_scorecard_is_narrowed(sign_in, scorecard):
    browser = sign_in(Role.BOARD_MEMBER)
    assert shown(browser.get(address(scorecard, "?rating=red"))) == 8
    assert shown(browser.get(address(scorecard, "?section=Special+educational+needs"))) == 6
    assert shown(browser.get(address(scorecard, "?differs=on"))) == 1
    assert shown(browser.get(address(scorecard, "?direction_of_travel=better"))) == 12
    assert "No measure is like that" in text_of(browser.get(address(scorecard, "?differs=on&rating=green")))


def test_another_period_is_picked_and_an_unknown_one_is_not_found(sign_in, scorecard):
    browser = sign_in(Role.BOARD_MEMBER)
    assert "2017-18 Q2" in text_of(browser.get(address(scorecard, "?period=2017-18+Q2")))
    assert browser.get(address(scorecard, "?period=2017-18-q2")).status_code == 200
    assert browser.get(address(scorecard, "?period=2031-32+Q1")).status_code == 404


def test_the_scorecard_is_taken_away_as_csv_with_rules(sign_in, scorecard):
    lines = (
        sign_in(Role.AUDITOR).get(address(scorecard, "?format=csv")).content.decode("utf-8-sig").splitlines()
    )
    assert len(lines) == 39
    assert "RAG-2,82% is within 5 points of 85%" in lines[1]


def test_a_red_measure_says_why_it_is_red(sign_in, scorecard):
    words = text_of(sign_in(Role.ELECTED_MEMBER).get(row_address("red_measure", scorecard, "2.4")))
    assert "Why it is red" in words
    assert "65.4% is not within 5 points of 75% ( RAG-3 )" in words
    assert "Rated on 2017-18" in words
    assert "Nobody has commented on this figure" in words
    assert "What to ask" in words
    assert "Nobody has written why it is 9.6 points short of 75% in 2017-18" in words
    assert "Override the rating" not in words


def test_a_measure_page_shows_the_series_its_chart_and_its_scorecards(sign_in, scorecard):
    measure = Measure.objects.get(reference="1.7")
    response = sign_in(Role.ELECTED_MEMBER).get(reverse("measures:measure", args=[measure.uuid, "any"]))
    words = text_of(response)
    assert b"<svg" in response.content
    assert "Control chart of" in words
    assert "Amber within 5 points of the target, red beyond" in words
    assert "Children and families scorecard , as 1.7" in words
    assert "the paper does not say of when" in words
    assert words.count("Control chart of") == 2
    benchmark = words[words.index("By financial quarter, national") :]
    assert "No target for this period" not in benchmark


def test_where_from_shows_every_version_and_which_holds(sign_in, scorecard, load, reading):
    one = next(row for row in reading["measures"] if row["ref"] == "1.7")
    figure = next(figure for figure in one["observations"] if figure["period"] == "2017-18 Q4")
    figure.update(text="83%", value=83)
    load(reading, published_on=date(2018, 7, 31))
    observation = Observation.objects.get(
        measure__reference="1.7", starts=Q4.start, ends=Q4.end, area="council"
    )
    words = text_of(sign_in(Role.AUDITOR).get(reverse("measures:where_from", args=[observation.uuid])))
    assert words.index("Version 2") < words.index("This version holds") < words.index("Version 1")
    assert "31 July 2018: the day on which it was declared to have been published" in words
    assert "scorecard.csv" in words


def test_a_head_overrides_a_rating_and_both_are_shown(sign_in, head, scorecard):
    browser = sign_in(head)
    path = row_address("override", scorecard, "2.4")
    assert "65.4% is not within 5 points" in text_of(browser.get(path))
    response = browser.post(path, {"rag": "amber", "reason": "Four children moved to be with siblings."})
    assert response.status_code == 302
    words = text_of(browser.get(response["Location"]))
    assert "Why it is amber" in words
    assert "Four children moved to be with siblings." in words
    assert "the computed rating was then Red (RAG-3)" in words
    assert "7 red" in text_of(browser.get(address(scorecard)))


def test_a_refused_override_keeps_what_was_typed(sign_in, head, scorecard):
    path = row_address("override", scorecard, "2.4")
    response = sign_in(head).post(path, {"rag": "red", "reason": "It is red all the same."})
    assert response.status_code == 422
    assert "The computed rating is already red" in text_of(response)
    assert b"It is red all the same." in response.content


def test_an_override_is_withdrawn(sign_in, head, scorecard, today, now):
    row = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference="2.4").uuid)
    override_rating(
        row.measure, Q4, Rag.GREEN, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    browser = sign_in(head)
    response = browser.post(
        row_address("override", scorecard, "2.4"), {"rag": "withdraw", "reason": "The data was wrong."}
    )
    assert response.status_code == 302
    assert override_of(row.measure, Q4).rag == ""
    assert scorecard_for(scorecard, Q4).row_of(row.measure.uuid).override is None


def test_a_measure_is_changed_and_its_tolerance_with_it(sign_in, analyst, measure):
    path = reverse("measures:edit_measure", args=[measure.uuid])
    given = edited(measure, polarity="low", tolerance_kind="percent", tolerance="10")
    assert sign_in(analyst).post(path, given).status_code == 302
    measure.refresh_from_db()
    assert (measure.polarity, measure.tolerance_kind, measure.tolerance) == ("low", "percent", Decimal(10))


def test_a_stale_form_shows_the_others_words_and_keeps_ones_own(sign_in, analyst, measure, now):
    from goldenthread.apps.measures.actions import revise_measure

    given = edited(measure, definition="What I wrote")
    revise_measure(measure, definition="What they wrote", by=analyst, at=now)
    path = reverse("measures:edit_measure", args=[measure.uuid])
    browser = sign_in(analyst)
    response = browser.post(path, given)
    assert response.status_code == 422
    assert "They wrote: What they wrote" in text_of(response)
    assert b"What I wrote" in response.content
    assert b'name="version" value="2"' in response.content
    assert browser.post(path, given | {"version": 2}).status_code == 302
    measure.refresh_from_db()
    assert measure.definition == "What I wrote"


def test_a_measure_is_added_and_put_on_a_scorecard(sign_in, analyst):
    browser = sign_in(analyst)
    given = edited(Measure(), title="Care leavers in touch", reference="3.4", unit="%", polarity="high")
    assert browser.post(reverse("measures:new_measure"), given).status_code == 302
    response = browser.post(reverse("measures:new_scorecard"), {"name": "Corporate parenting"})
    assert response.status_code == 302
    made, card = Measure.objects.get(), Scorecard.objects.get()
    path = reverse("measures:place", args=[card.uuid])
    assert browser.post(path, {"measure": made.pk, "section": "Care leavers"}).status_code == 302
    refused = browser.post(path, {"measure": made.pk})
    assert "is already on Corporate parenting" in text_of(refused)
    assert "already a scorecard called" in text_of(
        browser.post(reverse("measures:new_scorecard"), {"name": "corporate parenting"})
    )


def test_a_target_is_set_from_a_day_on(sign_in, analyst, measure):
    path = reverse("measures:set_target", args=[measure.uuid])
    day = {"effective_on_day": "1", "effective_on_month": "April", "effective_on_year": "2018"}
    assert sign_in(analyst).post(path, day | {"target": ">85%", "reason": "Agreed"}).status_code == 302
    target = Target.objects.get()
    assert (target.kind, target.low, target.strict, target.effective_on) == (
        "at_least", Decimal(85), True, date(2018, 4, 1),
    )  # fmt: skip


def test_no_rating_is_told_by_colour_alone(sign_in, scorecard):
    page = sign_in(Role.BOARD_MEMBER).get(address(scorecard)).content.decode()
    for tag in re.findall(r'<strong class="govuk-tag[^>]*>.*?</strong>', page, flags=re.DOTALL):
        assert re.search(r">\s*(Red|Amber|Green|Not rated|Demonstration)\s*</strong>", tag), tag


def test_rival_figures_stand_side_by_side(sign_in, scorecard, analyst, now):
    from goldenthread.apps.measures.actions import record_observation

    measure = Measure.objects.get(reference="2.11")
    entry = Entry(measure, Q4, parse_figure("65.3%"), source="health")
    record_observation(entry, by=analyst, at=now)
    set_target(measure, target_in("100%", measure), effective_on=date(2017, 4, 1), by=analyst, at=now)
    words = text_of(sign_in(Role.AUDITOR).get(reverse("measures:measure", args=[measure.uuid, "x"])))
    assert "By financial quarter, from health" in words
    assert scorecard_for(scorecard, Q4).row_of(measure.uuid).rated.text == "78%"
