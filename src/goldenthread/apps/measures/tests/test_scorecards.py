"""The scorecard of a period: what is rated, by which rule, compared with what, as it was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    override_rating,
    record_observation,
    revise_measure,
    set_target,
    set_tolerance,
)
from goldenthread.apps.measures.library import library
from goldenthread.apps.measures.models import Line, Measure, Scorecard, Target
from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry, record_entries
from goldenthread.apps.measures.scorecards import columns_for, period_slug, periods_of, scorecard_for
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, PeriodKind, parse_period
from goldenthread.rulebook.rating import Rag, ToleranceKind

from .conftest import Q3, Q4, YEAR

pytestmark = pytest.mark.django_db
QUERIES_OF_A_SCORECARD = 9

# Reference: the period rated, its rating and rule, the arrow of the number, better or worse, compared with.
PUBLISHED = {
    "1.7": ("2017-18 Q4", "amber", "RAG-2", "level", "same", "2017-18 Q3"),
    "1.8": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
    "1.9": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
    "1.10": ("2017-18 Q4", "red", "RAG-3", "down", "worse", "2017-18 Q3"),
    "1.11": ("2017-18 Q4", "green", "RAG-1", "down", None, "2017-18 Q3"),
    "1.12": ("2017-18 Q4", "green", "RAG-1", "down", None, "2017-18 Q3"),
    "1.13": ("2017-18 Q4", "amber", "RAG-2", "down", "better", "2017-18 Q3"),
    "1.14": ("2017-18 Q4", "green", "RAG-1", "down", "better", "2017-18 Q3"),
    "1.15": ("2017-18 Q4", "not_rated", "RAG-4", "down", None, "2017-18 Q3"),
    "1.16": ("2017-18", "amber", "RAG-2", "down", "worse", "2016-17"),
    "2.1": ("2017-18 Q4", "red", "RAG-3", "up", None, "2017-18 Q3"),
    "2.2": ("2017-18 Q4", "amber", "RAG-2", "up", None, "2017-18 Q3"),
    "2.3": ("2017-18", "green", "RAG-1", "down", "better", "2016-17"),
    "2.4": ("2017-18", "red", "RAG-3", "down", "worse", "2016-17"),
    "2.5": ("2017-18 Q4", "green", "RAG-1", "down", "worse", "2017-18 Q3"),
    "2.6": ("2017-18 Q4", "amber", "RAG-2", "up", "better", "2017-18 Q3"),
    "2.7": ("2017-18 Q4", "red", "RAG-3", "level", "same", "2017-18 Q3"),
    "2.8": ("2017-18 Q4", "not_rated", "RAG-4", "up", "worse", "2017-18 Q3"),
    "2.9": ("2017-18 Q4", "not_rated", "RAG-0", None, None, "2017-18 Q3"),
    "2.10": ("2017-18 Q4", "green", "RAG-1", "up", "better", "2017-18 Q3"),
    "2.11": ("2017-18 Q4", "red", "RAG-3", "up", "better", "2017-18 Q3"),
    "2.12": ("2017-18 Q4", "red", "RAG-3", "down", "worse", "2017-18 Q3"),
    "3.1": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
    "3.2": ("2017-18 Q4", "green", "RAG-1", "up", "worse", "2017-18 Q3"),
    "3.3": ("2017-18 Q4", "green", "RAG-1", "level", "same", "2017-18 Q3"),
    "4.1": ("2017-18", "red", "RAG-3", "down", "worse", "2016-17"),
    "4.2": ("2017-18", "green", "RAG-1", "up", "better", "2016-17"),
    "4.3": ("2017-18", "red", "RAG-3", "down", "worse", "2016-17"),
    "4.4": ("2017-18 Q4", "green", "RAG-1", "up", "better", "2017-18 Q3"),
    "4.5": ("2017-18 Q4", "green", "RAG-1", "down", "better", "2017-18 Q3"),
    "4.6": ("2017-18 Q4", "green", "RAG-1", "down", "better", "2017-18 Q3"),
    "4.7": ("2017-18 Q4", "green", "RAG-1", "down", "better", "2017-18 Q3"),
    "10.1": ("2017-18 Q4", "not_rated", "RAG-4", "up", "better", "2017-18 Q3"),
    "10.2": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
    "10.3": ("2017-18 Q4", "not_rated", "RAG-4", "down", "worse", "2017-18 Q3"),
    "10.4": ("2017-18 Q4", "not_rated", "RAG-5", "down", None, "2017-18 Q3"),
    "10.5": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
    "10.6": ("2017-18 Q4", "not_rated", "RAG-4", "up", None, "2017-18 Q3"),
}


def row_of(scorecard, reference, period=Q4, **when):
    return scorecard_for(scorecard, period, **when).row_of(Measure.objects.get(reference=reference).uuid)


def test_each_published_row_is_rated_by_a_rule_and_compared(scorecard):
    rows = scorecard_for(scorecard, Q4).rows
    assert {
        row.reference: (
            str(row.rated.period), row.rag.value, str(row.verdict.code), row.travel.arrow, row.travel.change,
            str(row.compared.previous),
        )
        for row in rows
    } == PUBLISHED  # fmt: skip


def test_of_the_three_published_reds_two_follow_from_a_rule(scorecard):
    stated = {row.reference: row for row in scorecard_for(scorecard, Q4).rows if row.stated.rag}
    assert {reference: row.verdict.rag.value for reference, row in stated.items()} == {
        "2.4": "red", "4.1": "red", "10.3": "not_rated",
    }  # fmt: skip
    assert [reference for reference, row in stated.items() if row.differs] == ["10.3"]


def test_the_summary_counts_every_row_once(scorecard):
    card = scorecard_for(scorecard, Q4)
    summary = card.summary
    assert summary.total == len(card.rows) == 38
    assert (summary.red, summary.amber, summary.green, summary.not_rated) == (8, 5, 13, 12)
    assert summary.better + summary.same + summary.worse + summary.unclear == 38
    assert [row.reference for row in card.red] == ["1.10", "2.1", "2.4", "2.7", "2.11", "2.12", "4.1", "4.3"]


def test_the_row_shows_benchmarks_last_year_this_years_quarters_and_the_year(scorecard):
    row = row_of(scorecard, "1.10")
    assert (row.neighbours.text, row.national.text, str(row.target)) == ("83%", "77%", "at least 90%")
    assert row.last_year_end.text == "77%"
    assert [cell.text for cell in row.parts] == ["92%", "83%", "81%", "80%"]
    assert row.year_end.text == "83% (indicative)"


def test_an_earlier_quarter_shows_nothing_of_later_ones(scorecard):
    card = scorecard_for(scorecard, parse_period("2017-18 Q2"))
    assert (card.columns.part_labels, card.columns.year_end) == (("Q1", "Q2"), None)
    row = card.row_of(Measure.objects.get(reference="1.7").uuid)
    assert [cell.text for cell in row.parts] == ["88%", "82%"]
    assert (row.neighbours, row.verdict.rag) == (None, Rag.AMBER)


def test_a_year_shows_its_quarters_and_is_compared_with_the_year_before(scorecard):
    row = row_of(scorecard, "1.7", YEAR)
    assert (row.rated.text, row.travel.arrow, row.travel.change, row.compared.previous) == (
        "84%", "down", "worse", parse_period("2016-17"),
    )  # fmt: skip
    assert len(row.parts) == 4


def test_periods_are_picked_newest_first_and_the_shortest_of_those_that_end_together(scorecard):
    assert [str(period) for period in periods_of(scorecard)] == [
        "2017-18 Q4", "2017-18", "2017-18 Q3", "2017-18 Q2", "2017-18 Q1", "2016-17",
    ]  # fmt: skip
    assert period_slug(Q4) == "2017-18-q4"


@pytest.mark.parametrize(
    ("period", "parts", "year"),
    [
        ("May 2018", ("April 2018", "May 2018"), None),
        ("Spring term 2018", ("Autumn term 2017", "Spring term 2018"), None),
        (
            "2017/18 academic year",
            ("Autumn term 2017", "Spring term 2018", "Summer term 2018"),
            "2017/18 academic year",
        ),
        ("12 months to 1 May 2018", ("12 months to 1 May 2018",), None),
    ],
)  # fmt: skip
def test_each_kind_of_period_has_its_columns(period, parts, year):
    columns = columns_for(parse_period(period))
    assert tuple(map(str, columns.parts)) == parts
    assert columns.year_end == (parse_period(year) if year else None)


def test_the_measures_own_tolerance_applies(scorecard, analyst, now):
    measure = Measure.objects.get(reference="1.10")
    set_tolerance(measure, kind=ToleranceKind.POINTS, amount=Decimal(10), by=analyst, at=now)
    assert row_of(scorecard, "1.10").rag is Rag.AMBER
    set_tolerance(measure, kind=ToleranceKind.NONE, amount=Decimal(0), by=analyst, at=now)
    assert row_of(scorecard, "1.7").rag is Rag.AMBER
    assert row_of(scorecard, "1.10").rag is Rag.RED


def test_a_bare_target_takes_its_side_when_somebody_says_which_way_is_good(scorecard, analyst, now):
    measure = Measure.objects.get(reference="10.4")
    assert row_of(scorecard, "10.4").verdict.code == "RAG-5"
    revise_measure(measure, polarity="low", by=analyst, at=now)
    row = row_of(scorecard, "10.4")
    assert (str(row.target), row.rag, row.travel.change) == ("at most 0", Rag.AMBER, "better")


def test_the_target_is_that_of_the_period(scorecard, analyst, now):
    measure = Measure.objects.get(reference="1.7")
    set_target(measure, target_in("80%", measure), effective_on=date(2018, 4, 1), by=analyst, at=now)
    assert str(row_of(scorecard, "1.7").target) == "at least 85%"
    record_observation(Entry(measure, parse_period("2018-19 Q1"), parse_figure("82%")), by=analyst, at=now)
    row = row_of(scorecard, "1.7", parse_period("2018-19 Q1"))
    assert (str(row.target), row.rag) == ("at least 80%", Rag.GREEN)


def test_year_to_date_is_compared_with_the_same_point_last_year(scorecard, analyst, now):
    measure = Measure.objects.get(reference="4.3")
    last_year = parse_period("2016-17 Q3")
    record_observation(Entry(measure, last_year, parse_figure("20")), by=analyst, at=now)
    row = row_of(scorecard, "4.3", Q3)
    assert (row.compared.previous, row.compared.code, row.travel.change) == (last_year, "DOT-6", "worse")


def test_the_arrow_and_its_meaning_are_two_answers(scorecard):
    fewer, adopted = row_of(scorecard, "4.5"), row_of(scorecard, "4.1")
    assert (fewer.travel.arrow, fewer.travel.change) == ("down", "better")
    assert (adopted.travel.arrow, adopted.travel.change) == ("down", "worse")


def test_a_suppressed_quarter_is_not_rated_and_has_no_direction(scorecard):
    row = row_of(scorecard, "2.9")
    assert (row.rag, row.verdict.reason, row.travel.arrow) == (
        Rag.NOT_RATED,
        "The figure is suppressed",
        None,
    )
    assert row.trend == (13, 7, 9, None)


def test_an_override_stands_for_its_period_only(scorecard, head, now, today):
    row = row_of(scorecard, "1.10")
    override_rating(
        row.measure, Q4, Rag.AMBER, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    shown = row_of(scorecard, "1.10")
    assert (shown.rag, shown.verdict.rag, shown.override.reason) == (Rag.AMBER, Rag.RED, "x")
    assert scorecard_for(scorecard, Q4).summary.overrides == 1
    assert row_of(scorecard, "1.10", Q3).override is None


def test_as_at_leaves_out_what_held_only_later(scorecard, analyst, head, now, today):
    row = row_of(scorecard, "1.10")
    override_rating(
        row.measure, Q4, Rag.AMBER, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    before = row_of(scorecard, "1.10", as_at=date(2018, 7, 15))
    assert (before.rag, before.override) == (Rag.RED, None)
    in_february = row_of(scorecard, "1.10", as_at=date(2017, 12, 31))
    assert [cell and cell.text for cell in in_february.parts] == ["92%", "83%", "81%", None]


def test_known_at_shows_the_scorecard_as_it_was_known(load, reading, analyst, now):
    load(reading, published_on=date(2018, 5, 24))
    scorecard = Scorecard.objects.get()
    measure = Measure.objects.get(reference="1.7")
    record_observation(Entry(measure, Q4, parse_figure("79%")), by=analyst, at=now)
    assert scorecard_for(scorecard, Q4, known_at=datetime(2018, 5, 23, tzinfo=UTC)).rows == ()
    then = row_of(scorecard, "1.7", known_at=datetime(2018, 6, 1, tzinfo=UTC))
    assert (then.rated.text, then.rated.published_on, then.rag) == ("82%", date(2018, 5, 24), Rag.AMBER)
    today = row_of(scorecard, "1.7", known_at=now)
    assert (today.rated.text, today.rated.revised, today.rag) == ("79%", True, Rag.RED)


def test_a_series_rates_each_figure_by_the_target_of_its_day(scorecard, analyst, now):
    measure = Measure.objects.get(reference="1.7")
    set_target(measure, target_in("80%", measure), effective_on=date(2018, 1, 1), by=analyst, at=now)
    quarters = next(one for one in series(measure) if one.kind == "financial_quarter")
    assert [(point.cell.text, point.verdict.rag.value) for point in quarters.points] == [
        ("88%", "green"), ("82%", "amber"), ("82%", "amber"), ("82%", "green"),
    ]  # fmt: skip
    assert [one.title for one in series(measure)] == [
        "By financial quarter", "By financial year", "By financial quarter, national",
        "By financial quarter, statistical neighbours",
    ]  # fmt: skip
    assert len(next(iter(series(measure, as_at=date(2017, 12, 31)))).points) == 3


@pytest.fixture
def ten_years(analyst, now):
    """A scorecard of this many measures with ten years of quarters and year ends."""

    def made(size: int) -> Scorecard:
        card = make_scorecard(f"Ten years of {size}", by=analyst, at=now)
        years = [Period.containing(PeriodKind.FINANCIAL_YEAR, date(year, 4, 1)) for year in range(2008, 2018)]
        quarters = [
            Period.containing(PeriodKind.FINANCIAL_QUARTER, date(year.start.year + (month < 4), month, 1))
            for year in years
            for month in (4, 7, 10, 1)
        ]
        measures = [
            define_measure(f"Measure {size}-{number}", unit="%", polarity="high", by=analyst, at=now)
            for number in range(size)
        ]
        Line.objects.bulk_create(
            Line(scorecard=card, measure=one, position=at, section=f"Section {at // 10}")
            for at, one in enumerate(measures)
        )
        Target.objects.bulk_create(
            Target(
                measure=one,
                effective_on=date(2008, 4, 1),
                text="85%",
                kind="at_least",
                low=85,
                recorded_at=now,
            )
            for one in measures
        )
        record_entries(
            [
                Entry(one, period, parse_figure(f"{70 + (at + number) % 30}%"))
                for number, one in enumerate(measures)
                for at, period in enumerate([*years, *quarters])
            ],
            by=analyst, at=now,
        )  # fmt: skip
        return card

    return made


def test_the_number_of_queries_does_not_grow_with_the_scorecard(ten_years, sign_in):
    counts = []
    browser = sign_in(Role.BOARD_MEMBER)
    for size in (3, 12):
        card = ten_years(size)
        with CaptureQueriesContext(
            connection,
        ) as read:
            assert len(scorecard_for(card, Q4).rows) == size
        with CaptureQueriesContext(connection) as listed:
            library()
        path = reverse("measures:scorecard", args=[card.uuid, "x"])
        with CaptureQueriesContext(connection) as page:
            assert browser.get(path).status_code == 200
        counts.append((len(read), len(listed), len(page)))
    assert counts[0] == counts[1]
    assert counts[0][0] <= QUERIES_OF_A_SCORECARD
