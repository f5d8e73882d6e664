"""Recording a figure by hand: the first of a period, a correction, two people at once, what cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    place_on_scorecard,
    record_observation,
)
from goldenthread.apps.measures.models import Measure, Observation, Value
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.typed import FigurePlace, record_figure
from goldenthread.apps.people.models import Role
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure

from .conftest import Q3, Q4
from .test_pages import text_of

pytestmark = pytest.mark.django_db
LIBRARIANS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.PERFORMANCE_ANALYST}


def address(measure: Measure, period: str = "2017-18 Q4") -> str:
    return reverse("measures:record_figure", args=[measure.uuid]) + f"?period={period}"


def typed(figure: str, **changes: object) -> dict[str, object]:
    """The form as a browser sends it for a period without a figure."""
    return {"version": 0, "figure": figure, "numerator": "", "denominator": "", "note": ""} | changes


def held(measure: Measure) -> Value:
    return current_values().get(observation__measure=measure)


@pytest.fixture
def write(measure, analyst, now, today):
    """Record a figure of the fourth quarter."""

    def written(text: str, *, seen: int = 0, period=Q4, **about: object) -> Value:
        figure = parse_figure(text, unit="%")
        told = {"today": today, "by": analyst, "at": now} | about
        return record_figure(FigurePlace(measure, period), figure, seen=seen, **told)

    return written


def test_an_analyst_records_a_figure_with_its_counts_and_the_day_it_was_published(sign_in, analyst, measure):
    browser = sign_in(analyst)
    published = {"published_on_day": "1", "published_on_month": "5", "published_on_year": "2018"}
    sent = typed("82%", numerator="41", denominator="50", note="From the May return", **published)
    response = browser.post(address(measure), sent, follow=True)
    assert "2017-18 Q4: 82% is recorded." in text_of(response)
    value = held(measure)
    assert (value.text, value.numerator, value.denominator) == ("82%", 41, 50)
    assert (value.recorded_by, value.published_on, value.note) == (
        analyst, date(2018, 5, 1), "From the May return",
    )  # fmt: skip
    assert Event.objects.filter(verb="measures.figure_recorded").count() == 1


@pytest.mark.parametrize("role", list(Role))
def test_who_records_figures(role, sign_in, measure):
    assert sign_in(role).get(address(measure)).status_code == (200 if role in LIBRARIANS else 403)


def test_without_a_period_the_page_asks_for_one_and_refuses_what_is_none(sign_in, analyst, measure):
    browser = sign_in(analyst)
    asks = browser.get(reverse("measures:record_figure", args=[measure.uuid]))
    assert "For example, 2017-18 Q4" in text_of(asks)
    wrong = browser.get(address(measure, "Smarch 2018"))
    assert (wrong.status_code, "is not a month" in text_of(wrong)) == (422, True)


def test_a_correction_says_why_and_the_old_version_stays(sign_in, analyst, measure, write):
    write("28%")
    browser = sign_in(analyst)
    where = reverse("measures:correct_figure", args=[Observation.objects.get().uuid])
    assert "28%" in text_of(browser.get(where))
    silent = browser.post(where, typed("82%", version=1))
    assert (silent.status_code, "Say why the figure is corrected" in text_of(silent)) == (422, True)
    browser.post(where, typed("82%", version=1, note="Two digits were swapped"))
    assert [one.text for one in Value.objects.order_by("version")] == ["28%", "82%"]
    assert (held(measure).text, held(measure).note) == ("82%", "Two digits were swapped")


def test_the_second_of_two_sees_the_figure_of_the_first_and_keeps_their_own_words(
    sign_in, analyst, measure, write
):
    browser = sign_in(analyst)
    browser.get(address(measure))
    write("80%")
    second = browser.post(address(measure), typed("82%", note="From the return"))
    words = text_of(second)
    assert second.status_code == 422
    assert "Somebody recorded this figure while you were writing" in words
    assert "80%" in words
    assert 'value="82%"' in second.content.decode()
    assert "From the return" in words
    assert held(measure).text == "80%"
    browser.post(address(measure), typed("82%", version=1, note="From the return"))
    assert held(measure).text == "82%"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"figure": "eighty"}, "Figure: “eighty” cannot be read. There is no number in it"),
        ({"figure": ""}, "Enter figure"),
        ({"figure": "9" * 15 + "%"}, "“999999999999999%”"),
        ({"figure": "100%", "numerator": "53", "denominator": "52"}, "53 is more than the denominator, 52"),
        ({"figure": "100%", "numerator": "-1", "denominator": "52"}, "Numerator: -1 is less than 0"),
        ({"figure": "82%", "numerator": "41"}, "Enter the denominator too, or leave both empty"),
        ({"figure": "82%", "numerator": "0", "denominator": "0"}, "The denominator must be more than 0"),
        ({"figure": "82%", "numerator": "some"}, "number"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_in_words(sent, words, sign_in, analyst, measure):
    response = sign_in(analyst).post(address(measure), typed("") | sent)
    assert (response.status_code, words in text_of(response)) == (422, True)
    assert not Value.objects.exists()


def test_a_percentage_of_its_counts_may_be_rounded_either_way_at_the_half(sign_in, analyst, measure):
    browser = sign_in(analyst)
    for figure, status in (("66%", 422), ("12%", 302)):
        counts = {"numerator": "1" if status == 302 else "2", "denominator": "8" if status == 302 else "3"}
        assert browser.post(address(measure), typed(figure, **counts)).status_code == status
    assert held(measure).text == "12%"


def test_a_figure_of_a_period_to_come_or_published_tomorrow_is_refused(write, today):
    to_come = Q4.containing(Q4.kind, today + timedelta(days=90))
    tomorrow, before = today + timedelta(days=1), date(2017, 12, 31)
    for about in ({"period": to_come}, {"published_on": tomorrow}, {"published_on": before}):
        with pytest.raises(Refused):
            write("82%", **about)
    assert not Value.objects.exists()


def test_the_same_figure_again_writes_nothing(write):
    write("82%")
    with pytest.raises(Refused, match="already holds"):
        write("82%", seen=1, note="Checked")
    assert Value.objects.count() == 1


def test_a_correction_published_earlier_than_what_holds_is_kept_and_does_not_hold(
    sign_in, analyst, measure, write
):
    write("80%")
    published = {"published_on_day": "1", "published_on_month": "5", "published_on_year": "2018"}
    sent = typed("79%", version=1, note="As first published", **published)
    response = sign_in(analyst).post(address(measure), sent, follow=True)
    assert "A figure that was known later still holds." in text_of(response)
    assert held(measure).text == "80%"


def test_a_benchmark_is_corrected_where_it_stands(sign_in, analyst, measure, now):
    entry = Entry(measure, Q4, parse_figure("70%", unit="%"), area="national")
    value = record_observation(entry, by=analyst, at=now)
    where = reverse("measures:correct_figure", args=[value.observation.uuid])
    sign_in(analyst).post(where, typed("71%", version=1, note="Revised by the department"))
    assert [(one.text, one.observation.area) for one in Value.objects.order_by("version")] == [
        ("70%", "national"), ("71%", "national"),
    ]  # fmt: skip


def test_an_empty_cell_leads_to_the_page_for_who_may(sign_in, analyst, measure, write, now):
    card = make_scorecard("Ours", by=analyst, at=now)
    place_on_scorecard(card, measure, by=analyst, at=now)
    where = reverse("measures:scorecard", args=[card.uuid, "ours"])
    browser = sign_in(analyst)
    first = reverse("measures:record_figure", args=[measure.uuid])
    assert first in browser.get(where).content.decode()
    write("82%")
    # A column is shown where a measure of the scorecard has a figure in it.
    other = define_measure("Number of referrals", by=analyst, at=now)
    place_on_scorecard(card, other, by=analyst, at=now)
    record_observation(Entry(other, Q3, parse_figure("12")), by=analyst, at=now)
    cell = f'{first}?period=2017-18+Q3" aria-label="Record {Q3}, {measure.title}"'
    assert cell in browser.get(where).content.decode()
    assert cell not in sign_in(Role.DIRECTOR).get(where).content.decode()


def test_counts_alone_make_a_percentage(write):
    assert write("41/50").value == Decimal("82")
