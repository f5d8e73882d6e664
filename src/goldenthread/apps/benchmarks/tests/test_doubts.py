"""What a file says against what is on record is held for a person, and nothing is changed before or after."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.apps.benchmarks.actions import map_indicator
from goldenthread.apps.benchmarks.models import Area, BenchmarkFigure, Indicator, Release
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role
from goldenthread.rulebook.figures import parse_figure

from .conftest import EAST, HEAD, ROWS, YEAR, csv

pytestmark = pytest.mark.django_db


def read(content, analyst, now, name="A later release"):
    return loads.read_file(content, "cin.csv", kind="benchmarks", source_name=name, by=analyst, at=now)


def doubts(load, level="doubt"):
    return [(one["row"], one["column"], one["text"], one["why"]) for one in load.reading["problems"]
            if one["level"] == level]  # fmt: skip


def test_a_file_like_those_before_raises_no_doubt(mapped, analyst, now):
    assert doubts(read(csv(*ROWS[:5]), analyst, now)) == []


def test_shares_where_an_earlier_release_has_percentages(mapped, analyst, now):
    rows = (
        f"201718,Financial year,{EAST},E2,Near,0.9,450,500", f"201718,Financial year,{EAST},E3,Far,0.8,,",
    )  # fmt: skip
    told = doubts(
        read(csv(*rows, head=f"{HEAD},assessed_pct,assessed_numerator,assessed_denominator"), analyst, now)
    )
    assert [(row, column, text) for row, column, text, _ in told][-1] == (2, "assessed_pct", "0.9")
    assert "about 1/94 of those of earlier releases, in the middle of 2 areas" in told[-1][3]


def test_a_rate_per_1000_where_the_measure_it_is_mapped_to_is_per_10000(neighbours, release, analyst, now):
    rate = define_measure("Referrals", unit="per 10,000", polarity="neither", by=None, at=now)
    record_observation(Entry(rate, YEAR, parse_figure("560")), by=None, at=now)
    head = f"{HEAD},referrals_per_10000"
    first = read(csv(f"201718,Financial year,{EAST},E2,Near,", head=head), analyst, now)
    assert doubts(first) == []
    made = Indicator.objects.create(
        name="referrals_per_10000", breakdown={}, unit="per 10,000", key=_key("referrals_per_10000")
    )
    map_indicator(made, rate, unit="per 10,000", by=analyst, at=now)
    Area.objects.create(level="authority", name="Other", code="E7")
    rows = (f"201718,Financial year,{EAST},E2,Near,55.1", f"201718,Financial year,{EAST},E7,Other,58.2")
    [doubt] = doubts(read(csv(*rows, head=head), analyst, now))
    assert doubt[:3] == (2, "referrals_per_10000", "55.1")
    assert doubt[3].startswith("Its numbers are about 1/10 of those of Referrals, which it is mapped to")


def test_a_count_is_held_against_our_own_council_and_not_against_england(mapped, neighbours, analyst, now):
    counted = define_measure("Looked after", unit="", polarity="neither", by=None, at=now)
    record_observation(Entry(counted, YEAR, parse_figure("28")), by=None, at=now)
    made = Indicator.objects.create(name="children", breakdown={}, key=_key("children"))
    map_indicator(made, counted, unit="", by=analyst, at=now)
    nation = "201718,Financial year,National,England,,,,49650"
    ours = f"201718,Financial year,{EAST},E1,Ours,"
    head = f"{HEAD},children"
    assert doubts(read(csv(nation, f"{ours}31", head=head), analyst, now)) == []
    [doubt] = doubts(read(csv(nation, f"{ours}31000", head=head), analyst, now, name="Another"))
    assert "about 1,107 times those of Looked after" in doubt[3]


def test_a_code_that_is_of_another_name_on_record_is_held_and_the_record_stays(mapped, analyst, now):
    row = f"201718,Financial year,{EAST},E2,Elsewhere,90,450,500"
    [doubt] = doubts(read(csv(row), analyst, now))
    assert doubt == (2, "la_name", "Elsewhere", "E2 is Near in what is on record, and Elsewhere here (NSD-9)")
    assert Area.objects.get(code="E2").name == "Near"


def test_a_new_code_of_a_known_name_is_noted(mapped, analyst, now):
    row = f"201718,Financial year,{EAST},E22,Near,90,450,500"
    load = read(csv(row), analyst, now)
    assert doubts(load) == []
    assert doubts(load, "note") == [
        (2, "la_name", "Near", "Near had the code E2; it is taken for the same area")
    ]


def test_a_file_in_doubt_is_taken_in_only_when_a_person_has_looked(mapped, analyst, sign_in, now):
    row = f"201718,Financial year,{EAST},E2,Near,90,530,520"
    load = read(csv(row), analyst, now)
    browser = sign_in(Role.PERFORMANCE_ANALYST)
    page = browser.get(f"/loads/{load.uuid}/").content.decode()
    for words in (
        "Figures in doubt", "cin, row 2, assessed_numerator",
        "530 is more than the 520 of assessed_denominator (NSD-1)",
        "I have looked at the figure in doubt. Record what the file says",
    ):  # fmt: skip
        assert words in page, words
    refused = browser.post(f"/loads/{load.uuid}/accept/", {})
    assert refused.status_code == 422
    assert Release.objects.count() == 1
    taken = browser.post(f"/loads/{load.uuid}/accept/", {"as_they_stand": "on"})
    assert taken.status_code == 302
    kept = BenchmarkFigure.objects.get(release__title="A later release")
    assert (kept.value, kept.numerator, kept.denominator) == (90, 530, 520)


def test_a_held_figure_that_its_counts_do_not_make_is_compared_without_them(mapped, release):
    from goldenthread.apps.benchmarks.comparing import compare

    release(f"201718,Financial year,{EAST},E2,Near,90,530,520", title="Taken as it stands")
    near = next(one for one in compare(mapped, YEAR).places if one.area.name == "Near")
    assert (near.value, near.chance.code, near.judged.two_intervals) == (Decimal(90), "CI-10", False)


def _key(name):
    from goldenthread.apps.benchmarks.loading import indicator_key

    return indicator_key(name, {})
