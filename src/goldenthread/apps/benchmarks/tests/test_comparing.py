"""A measure beside other areas: the newest release known, the neighbours of the day, rank and comparison."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goldenthread.apps.benchmarks.actions import add_neighbour_set, map_indicator
from goldenthread.apps.benchmarks.comparing import compare
from goldenthread.apps.benchmarks.models import Indicator
from goldenthread.apps.benchmarks.panels import shown_of
from goldenthread.apps.benchmarks.papers import beside_row
from goldenthread.apps.benchmarks.queries import releases, set_on
from goldenthread.apps.measures.actions import define_measure, record_observation
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
        ("England", "83%", "2017-18", "Similar, within chance at 95%"),
        ("East", "82%", "2017-18", "Similar, within chance at 95%"),
        ("Average of neighbours", "85%", "2017-18", "Similar, within chance at 95%"),
    ]  # fmt: skip


def test_papers_flag_another_period_and_say_by_which_of_the_two_ways_it_was_compared(mapped, now):
    quarter = parse_period("2018-19 Q1")
    entry = Entry(mapped, quarter, parse_figure("60%"), numerator=Decimal(600), denominator=Decimal(1000))
    record_observation(entry, by=None, at=now)
    [row] = rows_of([mapped], quarter)
    told = [(one.area, one.verdict, one.beside, one.interval, one.how) for one in beside_row(row, None)]
    worse, flag = "Worse, beyond chance at 99.8%", "2017-18 beside 2018-19 Q1"
    assert told == [
        ("England", worse, flag, "82.8% to 83.2%", "As a fixed number"),
        ("East", worse, flag, "81.2% to 82.7%", "By both intervals"),
        ("Average of neighbours", worse, flag, "", "As a fixed number"),
    ]


def test_a_nation_is_taken_as_fixed_and_an_area_with_counts_is_compared_by_both_intervals(mapped):
    compared = compare(mapped, YEAR)
    # 840 of 1,000: Wilson's interval is 81.6 to 86.1.
    assert [round(limit, 1) for limit in compared.chance.at_95.limits()] == [81.6, 86.1]
    told = {
        str(one.area): (one.judged.standing, one.judged.code, one.judged.confidence)
        for one in compared.places
        if one.judged
    }
    assert told == {
        "England": ("similar", "BEN-1", 0.95),
        "East": ("similar", "BEN-4", 0.95),
        # Near has 450 of 500, 87.1 to 92.3; Far 1,600 of 2,000, 78.2 to 81.7, which only just meets ours.
        "Near": ("worse", "BEN-5", 0.95),
        "Far": ("similar", "BEN-4", 0.95),
    }
    assert (compared.judged.code, compared.judged.two_intervals) == ("BEN-1", False)


def test_a_difference_beyond_chance_at_the_higher_level_says_so(mapped, now):
    entry = Entry(mapped, YEAR, parse_figure("60%"), numerator=Decimal(600), denominator=Decimal(1000))
    record_observation(entry, by=None, at=now)
    compared = compare(mapped, YEAR)
    assert compared.judged.beside("the neighbour average") == (
        "Worse than the neighbour average, beyond chance at 99.8%"
    )
    assert of(compared, "Near").judged.sure == "beyond chance at 99.8%"


def test_an_area_without_counts_is_compared_as_fixed_and_a_suppressed_one_has_no_interval(mapped, release):
    release(
        f"201718,Financial year,{EAST},E2,Near,90,c,500",
        f"201718,Financial year,{EAST},E3,Far,c,1600,2000",
        title="Revision",
    )
    compared = compare(mapped, YEAR)
    near, far = of(compared, "Near"), of(compared, "Far")
    assert (near.chance.both, near.chance.code, near.judged.code) == (None, "CI-5", "BEN-2")
    assert (far.chance, far.judged.standing) == (None, "not_compared")


def test_a_published_figure_that_its_counts_do_not_make_has_no_interval(mapped, release):
    release(f"201718,Financial year,{EAST},E2,Near,90,300,500", title="Revision")
    near = of(compare(mapped, YEAR), "Near")
    assert (near.chance.code, near.judged.two_intervals) == ("CI-10", False)


def test_a_figure_of_under_ten_cases_is_marked(mapped, release):
    release(f"201718,Financial year,{EAST},E2,Near,90,9,10", title="Revision")
    compared = compare(mapped, YEAR)
    assert of(compared, "Near").chance.is_reliable is False
    assert of(compared, "Far").chance.is_reliable is True


def test_without_counts_nothing_is_judged_by_an_interval(mapped, now):
    record_observation(Entry(mapped, YEAR, parse_figure("79%")), by=None, at=now)
    compared = compare(mapped, YEAR)
    assert (compared.chance.both, compared.chance.code) == (None, "CI-5")
    assert compared.judged.beside("the average") == (
        "Not compared with the average. Its numerator and denominator are not recorded"
    )
    assert compared.ranked.rank == 3


def test_counts_published_of_us_for_the_period_stand_behind_our_figure_where_they_make_it(mapped, release):
    release(f"201718,Financial year,{EAST},E1,Ours,84.2,842,1000", title="Revision")
    assert compare(mapped, YEAR).chance.at_95.value == pytest.approx(84.2)
    assert compare(mapped, parse_period("2016-17")).chance is None


def test_ten_neighbours_have_quartiles_and_deciles_and_nine_figures_say_why_there_is_none(
    release, measure, now
):
    names = [f"Area {n}" for n in range(10)]
    add_neighbour_set("Ten", council="Ours", neighbours=names, starts=date(2014, 1, 1), by=None, at=now)
    rows = [
        f"201718,Financial year,{EAST},E{n + 10},{name},{70 + n},{700 + 10 * n},1000"
        for n, name in enumerate(names)
    ]
    release(*rows)
    map_indicator(Indicator.objects.get(), measure, unit="%", by=None, at=now)
    assert compare(measure, YEAR).ranked.groups == "quartile 1 of 4; decile 1 of 10"
    hidden = [row.rsplit(",", 3)[0] + ",c,c,c" for row in rows[:2]]
    release(*hidden, title="Revision", at=now + timedelta(days=1))
    assert compare(measure, YEAR).ranked.groups == "quartile 1 of 4; no decile: 9 of the 10 figures needed"


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


def test_a_count_of_england_is_shown_beside_ours_and_neither_compared_nor_drawn(release, neighbours, now):
    counted = define_measure("Children looked after", unit="", polarity="neither", by=None, at=now)
    record_observation(Entry(counted, YEAR, parse_figure("28")), by=None, at=now)
    release(
        "201718,Financial year,National,England,,,,49650,,",
        f"201718,Financial year,{EAST},E2,Near,31,,",
    )
    map_indicator(Indicator.objects.get(), counted, unit="", by=None, at=now)
    compared = compare(counted, YEAR)
    assert of(compared, "England").judged.code == "BMK-5"
    assert of(compared, "Near").judged.reason == "It is no share and no rate"
    described = shown_of(compared).description
    assert "2 areas, from Near, 31, to" in described
    assert "England" not in described


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
