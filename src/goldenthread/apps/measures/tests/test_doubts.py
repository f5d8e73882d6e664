"""Figures and targets that can hardly be meant: shown back where they are typed, recorded with a reason."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.models import Measure, Target, Value
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.typed import FigurePlace, record_figure
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .conftest import Q4, YEAR
from .test_pages import text_of
from .test_typing import address, held, typed

pytestmark = pytest.mark.django_db
QUARTERS = ("2017-18 Q1", "2017-18 Q2", "2017-18 Q3")


@pytest.fixture
def made(analyst, now):
    """A measure with figures of three quarters."""

    def of(title: str, *texts: str, unit: str = "", **about: object) -> Measure:
        measure = define_measure(title, unit=unit, by=analyst, at=now, **about)
        for period, text in zip(QUARTERS, texts, strict=False):
            figure = parse_figure(text, unit=unit or None)
            record_observation(Entry(measure, parse_period(period), figure), by=analyst, at=now)
        return measure

    return of


@pytest.fixture
def visits(made) -> Measure:
    return made("% of visits in time", "81%", "82%", "84%", unit="%", polarity="high")


def shown_in(response) -> str:
    """The hidden field that says which doubts the person was shown."""
    [found] = re.findall(r'name="shown" value="([0-9a-f]+)"', response.content.decode())
    return found


@pytest.mark.parametrize(
    ("title", "unit", "about", "texts", "period", "sent", "code", "words"),
    [
        ("% of visits", "%", {}, ("81%", "82%", "84%"), Q4, {"figure": "0.82"}, "ARI-9", "expected: 82%"),
        ("% of visits", "%", {}, ("0.81", "0.82", "0.8"), Q4, {"figure": "82"}, "ARI-9", "0.81% may be"),
        ("% of visits", "%", {}, ("81%",), Q4, {"figure": "112%"}, "ARI-5", "112% is outside 0 to 100%"),
        ("% of visits", "%", {}, (), Q4, {"figure": "28%", "numerator": "41", "denominator": "50"}, "ARI-19",
         "41 of 50 is 82%"),
        ("Rate of plans per 10,000", "per 10,000", {}, (), Q4,
         {"figure": "45", "numerator": "100", "denominator": "20000"}, "ARI-19", "100 of 20,000 is 50"),
        ("Number of plans", "", {}, ("1,204", "1,188", "1,102"), Q4, {"figure": "1.150"}, "ARI-24",
         "1.150 is on another scale"),
        ("Children adopted", "", {"cumulative": True}, ("8", "13", "15"), Q4, {"figure": "12"}, "ARI-4",
         "falls from 15"),
        ("Number of referrals in quarter", "", {}, ("10", "11", "12"), YEAR, {"figure": "31"}, "ARI-1",
         "at least 33"),
        ("% of visits", "%", {}, ("81%", "82%", "84%"), Q4, {"figure": "-3%"}, "ARI-5", "-3% is outside"),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_shown_back_and_nothing_is_written(
    title, unit, about, texts, period, sent, code, words, made, sign_in, analyst
):
    measure = made(title, *texts, unit=unit, **about)
    page = sign_in(analyst).post(address(measure, str(period)), typed("") | sent)
    assert page.status_code == 422
    told = text_of(page)
    assert code in told
    assert words in told
    assert "Nothing has been written yet" in told
    assert "Record it as it is" in told
    assert all(beside.strip("%") in told for beside in texts)
    assert Value.objects.count() == len(texts)


def test_a_sound_figure_is_recorded_at_once_and_the_questions_do_not_stand_in_its_form(
    visits, sign_in, analyst
):
    browser = sign_in(analyst)
    assert "Record it as it is" not in text_of(browser.get(address(visits)))
    assert browser.post(address(visits), typed("83%")).status_code == 302
    assert (held_in_q4(visits).doubts, held_in_q4(visits).as_it_is) == ([], "")


def held_in_q4(measure: Measure) -> Value:
    return FigurePlace(measure, Q4).held


def test_a_doubted_figure_is_recorded_as_it_is_with_the_persons_reason_which_stays_in_view(
    visits, sign_in, analyst
):
    browser = sign_in(analyst)
    first = browser.post(address(visits), typed("0.82"))
    again = typed("0.82", shown=shown_in(first), as_it_is="on")
    silent = browser.post(address(visits), again)
    assert (silent.status_code, "Say why it is right as it is" in text_of(silent)) == (422, True)
    assert "may be a fraction" in text_of(silent)
    why = "The new team visited one child of 122"
    told = browser.post(address(visits), again | {"why_as_it_is": why}, follow=True)
    value = held_in_q4(visits)
    assert (value.value, value.as_it_is) == (Decimal("0.82"), why)
    assert [one["code"] for one in value.doubts] == ["ARI-9"]
    assert "Recorded as it is, because" in text_of(told)
    assert why in text_of(told)
    assert why in Event.objects.filter(verb="measures.figure_recorded").latest("pk").payload.text


def test_a_reason_without_the_tick_and_a_tick_for_another_doubt_record_nothing(visits, sign_in, analyst):
    browser = sign_in(analyst)
    first = browser.post(address(visits), typed("0.82"))
    unticked = typed("0.82", shown=shown_in(first), why_as_it_is="It is right")
    assert browser.post(address(visits), unticked).status_code == 422
    of_another = browser.post(address(visits), unticked | {"figure": "120%", "as_it_is": "on"})
    assert "120% is outside 0 to 100%" in text_of(of_another)
    assert held_in_q4(visits) is None


def test_a_figure_corrected_after_it_was_shown_back_is_recorded_without_a_reason(visits, sign_in, analyst):
    browser = sign_in(analyst)
    first = browser.post(address(visits), typed("0.82"))
    assert browser.post(address(visits), typed("82%", shown=shown_in(first))).status_code == 302
    assert (held_in_q4(visits).text, held_in_q4(visits).doubts) == ("82%", [])


def test_the_figure_of_another_source_is_held_against_that_sources_own(visits, sign_in, analyst):
    where = reverse("measures:record_of_source", args=[visits.uuid]) + "?source=Health&period=2017-18+Q4"
    sent = typed("10%", population="All children")
    browser = sign_in(analyst)
    assert browser.post(where, sent).status_code == 302
    in_q3 = where.replace("Q4", "Q3")
    assert browser.post(in_q3, sent | {"figure": "0.82"}).status_code == 302


def test_the_first_figure_of_a_source_is_held_against_the_scale_of_the_others(visits, sign_in, analyst):
    where = reverse("measures:record_of_source", args=[visits.uuid]) + "?source=Health&period=2017-18+Q4"
    page = sign_in(analyst).post(where, typed("0.82", population="All children"))
    assert (page.status_code, "ARI-9" in text_of(page)) == (422, True)


def test_the_first_year_of_a_source_is_not_held_against_the_quarters_of_another(made, sign_in, analyst):
    measure = made("Number of referrals in quarter", "10", "11", "12")
    where = reverse("measures:record_of_source", args=[measure.uuid]) + "?source=Health&period=2017-18"
    sent = typed("12", population="Children referred by health")
    assert sign_in(analyst).post(where, sent).status_code == 302


@pytest.mark.parametrize(
    ("figure", "numerator", "denominator", "field"),
    [("100%", 53, 52, "numerator"), ("1%", -1, 52, "numerator"), ("1%", 1, -52, "denominator")],
)
def test_what_cannot_be_is_refused_whatever_is_said(
    figure, numerator, denominator, field, visits, analyst, now, today
):
    counts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    with pytest.raises(Refused) as refused:
        record_figure(
            FigurePlace(visits, Q4), parse_figure(figure, unit="%"), seen=0, **counts,
            today=today, by=analyst, at=now,
        )  # fmt: skip
    assert refused.value.field == field


def test_a_count_below_zero_is_refused_and_a_change_below_zero_is_not(made, sign_in, analyst):
    browser = sign_in(analyst)
    below = browser.post(address(made("Number of referrals")), typed("-3"))
    assert (below.status_code, "Figure: -3 is less than 0" in text_of(below)) == (422, True)
    change = made("Net change in foster carers")
    assert browser.post(address(change), typed("-3")).status_code == 302
    assert held(change).value == -3


def target(text: str, **more: str) -> dict[str, str]:
    day = {"effective_on_day": "1", "effective_on_month": "4", "effective_on_year": "2017"}
    return {"target": text, "reason": "", **day, **more}


@pytest.mark.parametrize("text", ["at least 120%", "-5%"])
def test_a_target_that_no_figure_can_meet_or_miss_is_refused(text, visits, sign_in, analyst):
    page = sign_in(analyst).post(reverse("measures:set_target", args=[visits.uuid]), target(text))
    assert (page.status_code, "is a share, from 0% to 100%" in text_of(page)) == (422, True)
    assert "Record it as it is" not in text_of(page)
    assert not Target.objects.exists()


@pytest.mark.parametrize(("text", "code"), [("<85%", "ARI-18"), ("0.85", "ARI-9")])
def test_a_doubted_target_is_shown_back_and_set_with_a_reason(text, code, visits, sign_in, analyst):
    where = reverse("measures:set_target", args=[visits.uuid])
    browser = sign_in(analyst)
    first = browser.post(where, target(text))
    assert (first.status_code, code in text_of(first)) == (422, True)
    assert "2017-18 Q3 84%" in text_of(first)
    assert not Target.objects.exists()
    why = "The plan says so"
    again = target(text, shown=shown_in(first), as_it_is="on", why_as_it_is=why)
    assert browser.post(where, again).status_code == 302
    [row] = Target.objects.all()
    assert (row.reason, [one["code"] for one in row.doubts]) == (why, [code])


def test_a_sound_target_is_set_at_once(visits, sign_in, analyst):
    where = reverse("measures:set_target", args=[visits.uuid])
    assert sign_in(analyst).post(where, target("85%")).status_code == 302
    [row] = Target.objects.all()
    assert (row.text, row.effective_on, row.doubts) == ("85%", date(2017, 4, 1), [])
