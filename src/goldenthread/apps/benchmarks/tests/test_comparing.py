"""A measure beside other areas: the newest release known, the neighbours of the day, rank and comparison."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.apps.benchmarks.actions import add_neighbour_set, map_indicator
from goldenthread.apps.benchmarks.comparing import compare
from goldenthread.apps.benchmarks.models import Indicator
from goldenthread.apps.benchmarks.papers import beside_row
from goldenthread.apps.benchmarks.queries import releases, set_on
from goldenthread.apps.measures.actions import record_observation
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.trail.moments import RecordedBy
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

from .conftest import EAST, YEAR

pytestmark = pytest.mark.django_db


def of(compared, name):
    return next(place for place in compared.places if place.area.name == name)


def test_a_measure_stands_beside_nation_region_and_neighbours(mapped):
    compared = compare(mapped, YEAR)
    assert [(one.role, str(one.area), one.value) for one in compared.places] == [
        ("Nation", "England", 83), ("Region", "East", 82), ("Our council, as published", "Ours", 84),
        ("Neighbour 1", "Near", 90), ("Neighbour 2", "Far", 80),
    ]  # fmt: skip
    assert (compared.average.mean, compared.average.of, compared.average.pooled) == (85, 2, 82)
    assert (compared.ranked.rank, compared.ranked.of, compared.ranked.quartile) == (2, 3, None)
    assert (of(compared, "Near").ranked.rank, of(compared, "Far").ranked.rank) == (1, 3)
    assert compared.beside.same


def test_papers_print_nation_region_and_the_average_of_neighbours_beside_a_figure(mapped):
    [row] = rows_of([mapped], YEAR)
    assert [(one.area, one.figure.text, one.period, one.verdict) for one in beside_row(row, None)] == [
        ("England", "83%", "2017-18", "Similar"), ("East", "82%", "2017-18", "Similar"),
        ("Average of neighbours", "85%", "2017-18", "Similar"),
    ]  # fmt: skip


def test_the_comparison_is_by_the_interval_of_our_figure(mapped):
    compared = compare(mapped, YEAR)
    # 840 of 1,000: Wilson's interval is 81.6 to 86.1.
    assert [round(limit, 1) for limit in compared.interval.limits()] == [81.6, 86.1]
    assert of(compared, "England").judged.standing == "similar"
    assert of(compared, "Near").judged.standing == "worse"
    assert of(compared, "Far").judged.standing == "better"
    assert compared.judged.standing == "similar"


def test_without_counts_nothing_is_judged_by_an_interval(mapped, now):
    record_observation(Entry(mapped, YEAR, parse_figure("79%")), by=None, at=now)
    compared = compare(mapped, YEAR)
    assert compared.interval is None
    assert compared.judged.standing == "not_compared"
    assert compared.ranked.rank == 3


def test_a_benchmark_of_another_period_is_flagged(mapped, now):
    quarter = parse_period("2018-19 Q1")
    record_observation(Entry(mapped, quarter, parse_figure("86%")), by=None, at=now)
    compared = compare(mapped, quarter)
    assert (compared.period, compared.beside.words) == (YEAR, "2017-18 beside 2018-19 Q1")
    assert compare(mapped).ours.period == YEAR
    before = compare(mapped, parse_period("2016-17"))
    assert (before.ours, before.period, before.ranked) == (None, parse_period("2016-17"), None)


def test_a_suppressed_neighbour_is_neither_averaged_nor_ranked(mapped, release):
    release(f"201718,Financial year,{EAST},E2,Near,c,,", title="Revision")
    compared = compare(mapped, YEAR)
    assert of(compared, "Near").held.words == "Suppressed"
    assert (compared.average.mean, compared.average.of) == (80, 1)
    assert of(compared, "Near").ranked is None


def test_the_newest_release_holds_and_each_was_known_from_its_day(mapped, release, now):
    later = now + timedelta(days=30)
    row = f"201718,Financial year,{EAST},E2,Near,91,455,500"
    release(row, title="Revision", at=later)
    assert of(compare(mapped, YEAR), "Near").value == 91
    assert of(compare(mapped, YEAR, known_at=now), "Near").value == 90
    assert of(compare(mapped, YEAR, known_at=later), "Near").held.release.title == "Revision"


def test_an_older_release_that_is_loaded_late_undoes_nothing(mapped, release, now):
    old = f"201718,Financial year,{EAST},E2,Near,60,300,500"
    release(old, title="Older", published_on=date(2018, 1, 1), at=now + timedelta(days=1))
    assert of(compare(mapped, YEAR), "Near").value == 90


def test_a_release_declared_as_published_before_was_known_then(release, now):
    day = now.date() - timedelta(days=20)
    row = f"201718,Financial year,{EAST},E3,Far,81,1620,2000"
    made, _ = release(row, title="Declared", published_on=day, at=now)
    before = now - timedelta(days=10)
    assert releases(before) == [made]
    assert releases(now - timedelta(days=21)) == []
    assert releases(RecordedBy.of(before)) == []


def test_as_at_leaves_out_periods_that_had_not_begun(mapped):
    compared = compare(mapped, as_at=date(2017, 3, 31))
    assert (compared.period, compared.ours) == (parse_period("2016-17"), None)


def test_a_count_beside_a_percentage_is_shown_and_never_compared(release, measure, neighbours, now):
    release(
        "201718,Financial year,National,England,,,,49650,,",
        f"201718,Financial year,{EAST},E2,Near,512,,",
    )
    indicator = Indicator.objects.get()
    made = map_indicator(indicator, measure, unit="", by=None, at=now)
    compared = compare(measure, YEAR)
    assert (compared.scale.comparable, compared.scale.code) == (False, "BMK-1")
    assert (compared.average, compared.ranked, compared.judged) == (None, None, None)
    assert of(compared, "England").value == 49650
    map_indicator(indicator, measure, unit="%", reason="Tried", by=None, at=now)
    assert compare(measure, YEAR).scale.code == "BMK-2"
    made.refresh_from_db()
    assert made.ended_at == now


def test_a_multiplier_brings_shares_of_one_to_the_scale(release, measure, neighbours, now):
    release(f"201718,Financial year,{EAST},E2,Near,0.9,450,500")
    indicator = Indicator.objects.get()
    map_indicator(indicator, measure, unit="%", by=None, at=now)
    assert compare(measure, YEAR).scale.code == "BMK-2"
    map_indicator(indicator, measure, unit="%", multiplier=Decimal(100), reason="Shares", by=None, at=now)
    compared = compare(measure, YEAR)
    assert (compared.scale.comparable, of(compared, "Near").value) == (True, 90)


def test_the_set_that_holds_on_a_day_is_the_newest_that_had_begun(neighbours, now):
    later, _ = add_neighbour_set(
        "From 2018", council="Ours", neighbours=["Far"], starts=date(2018, 4, 1), ends=date(2019, 4, 1),
        by=None, at=now + timedelta(days=1),
    )  # fmt: skip
    assert set_on(date(2013, 12, 31)) is None
    assert set_on(date(2018, 3, 31)) == neighbours
    assert set_on(date(2018, 4, 1)) == later
    assert set_on(date(2018, 4, 1), known_at=now) == neighbours
    assert set_on(date(2019, 4, 1)) is None


def test_the_neighbours_are_those_of_the_benchmarks_period(mapped, now):
    add_neighbour_set(
        "From 2018", council="Ours", neighbours=["Far"], starts=date(2018, 4, 1), by=None, at=now
    )
    assert compare(mapped, YEAR, today=date(2018, 7, 16)).neighbours.name == "Neighbours"


def test_a_measure_that_nothing_is_mapped_to_has_no_comparison(measure, release, neighbours):
    release()
    assert compare(measure) is None
