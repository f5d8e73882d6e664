"""Which source speaks, what is said where none does, and what becomes of counts: on a small store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from goldenthread.casedata.engines import DuckDB
from goldenthread.casedata.measures import MEASURES, SUBJECTS, By, Figure, compute, list_behind
from goldenthread.casedata.measures.explaining import definition, sql_of
from goldenthread.casedata.measures.page import page
from goldenthread.casedata.sources import Source
from goldenthread.casedata.store import Store
from goldenthread.rulebook.period_kinds import Period, PeriodKind

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2018, 4, 5, 12, tzinfo=UTC)
Q3, Q4 = (
    Period.containing(PeriodKind.FINANCIAL_QUARTER, day) for day in (date(2017, 11, 1), date(2018, 2, 1))
)
LATE = date(2018, 12, 31)


def days(*values: date | None) -> pa.Array:
    return pa.array(values, pa.date32())


def at_quarter_end(last_visit: date, ended: date | None) -> dict[str, pa.Table]:
    """A list of one plan: a visit, and whether the plan has ended."""
    return {
        "protection_plans": pa.table({
            "child": [1], "started": days(date(2017, 6, 1)), "ended": days(ended),
            "last_visit": days(last_visit), "team": ["East"],
        })
    }  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Store:
    store = Store(tmp_path_factory.mktemp("store"), b"k" * 32)
    annex = {"source": Source.ANNEX_A, "authority": "east", "at": AT}
    december = at_quarter_end(date(2017, 12, 20), None)
    march = at_quarter_end(date(2018, 1, 2), None)
    referrals = {
        "referrals": pa.table({
            "child": [1, 2, 2, 3],
            "referred": days(date(2017, 10, 1), date(2017, 12, 31), date(2018, 1, 1), date(2018, 3, 31)),
            "team": ["East", "East", "West", None],
        })
    }  # fmt: skip
    store.write(snapshot_on=date(2017, 12, 31), tables=december, **annex)
    contacts = {"contacts": pa.table({"child": [3], "contacted": days(date(2018, 1, 1))})}
    store.write(
        snapshot_on=date(2018, 4, 3), covers_from=date(2017, 10, 1),
        tables=march | referrals | contacts, **annex,
    )  # fmt: skip
    census = {
        "referrals": pa.table({"child": [1, 2], "referred": days(date(2018, 1, 5), date(2018, 1, 6))}),
        "assessments": pa.table({"child": [1], "authorised": days(date(2018, 2, 1))}),
    }
    store.write(
        source=Source.CIN_CENSUS, authority="east", at=AT, snapshot_on=date(2018, 3, 31),
        covers_from=date(2018, 1, 1), tables=census,
    )  # fmt: skip
    return store


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDB]:
    with DuckDB(threads=1) as engine:
        yield engine


def figures(duck: DuckDB, store: Store, code: str, *periods: Period, **told) -> list[Figure]:
    told = {"as_at": LATE} | told
    return compute(duck, store, [MEASURES[code]], periods, **told)


def test_the_first_source_that_covers_a_period_speaks_alone(duck, store):
    third, fourth = figures(duck, store, "referrals", Q3, Q4)
    assert (third.source, third.numerator) == (Source.ANNEX_A, 2)
    assert (fourth.source, fourth.numerator, fourth.denominator) == (Source.CIN_CENSUS, 2, None)


def test_a_source_that_does_not_say_who_held_the_case_gives_way_to_one_that_does(duck, store):
    split = figures(duck, store, "referrals", Q3, Q4, by="team")
    assert [(one.source, one.by, one.value) for one in split if one.period == Q4] == [
        (Source.ANNEX_A, By("team", None), 1),
        (Source.ANNEX_A, By("team", "East"), 0),
        (Source.ANNEX_A, By("team", "West"), 1),
    ]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("early-help-completed", "No load of Annex A has early help."),
        ("assessments-45-days", "Children in need census has no referred for assessments. No load of Annex A "
         "has assessments."),
        ("repeat-referrals", "Children in need census covers 1 January 2018 to 31 March 2018 for referrals, "
         "and not all of 1 January 2017 to 31 March 2018. Annex A covers 1 October 2017 to 3 April 2018 for "
         "referrals, and not all of 1 January 2017 to 31 March 2018."),
        ("ehc-plans", "No load of SEN2 person level return has ehc plans. No load of Annex A for area SEND "
         "has ehc plans."),
    ],
)  # fmt: skip
def test_where_there_is_no_figure_the_reasons_are_said(duck, store, code, why):
    [figure] = figures(duck, store, code, Q4)
    assert (figure.value, figure.numerator, figure.source, figure.why) == (None, None, None, why)
    assert list_behind(duck, store, MEASURES[code], Q4, as_at=LATE) == []
    assert figure.as_json()["why"] == why


def test_no_list_carries_an_area_and_that_is_said(duck, store):
    [figure] = figures(duck, store, "referrals", Q4, by="area")
    assert "Annex A does not say which area." in figure.why


def test_what_counts_rows_that_do_not_all_say_who_held_the_case_is_not_split_by_it(duck, store):
    told = {"as_at": date(2018, 4, 20), "by": "team"}
    [figure] = figures(duck, store, "contacts-to-referrals", Q4, **told)
    assert (figure.value, figure.why) == (
        None, "It cannot be split by team: not all that it counts says which."
    )  # fmt: skip


def test_what_stands_as_of_a_snapshot_is_counted_from_the_snapshot_of_each_periods_end(duck, store):
    third, fourth = figures(duck, store, "protection-visits-in-time", Q3, Q4)
    assert (third.value, third.numerator, third.denominator) == (100, 1, 1)
    assert (fourth.value, fourth.numerator, fourth.denominator) == (0, 0, 1)
    [early] = figures(duck, store, "protection-visits-in-time", Q4, as_at=date(2018, 4, 2))
    assert early.why == (
        "Annex A covers 30 June 2017 to 31 December 2017 for protection plans, and not 31 March 2018."
    )


def test_a_rate_needs_the_population_and_takes_that_of_the_latest_june(duck, store):
    year = Period.containing(PeriodKind.FINANCIAL_QUARTER, date(2018, 2, 1))
    [none] = figures(duck, store, "protection-plans-rate", year)
    assert (none.value, none.numerator) == (None, 1)
    assert none.why == "The number of children under 18 is not known for 31 March 2018."
    populations = {("east", 2017): 4000, ("east", 2018): 1, ("west", 2017): 9}
    [rate] = figures(duck, store, "protection-plans-rate", year, populations=populations)
    assert (rate.value, rate.denominator) == (Decimal("2.5"), 4000)


def test_a_denominator_of_nought_gives_no_figure(duck, store):
    [figure] = figures(duck, store, "protection-plans-ended-after-15-months", Q4)
    assert (figure.value, figure.numerator, figure.denominator) == (None, 0, 0)
    assert figure.why == "There was nothing to count: the denominator is 0."


def test_the_list_behind_a_figure_adds_up_to_it(duck, store):
    rows = list_behind(duck, store, MEASURES["referrals"], Q4, as_at=LATE, by=By("team", "West"))
    assert [(row.authority, row.child, row.team, row.numerator) for row in rows] == [("east", 2, "West", 1)]
    assert store.manifest(rows[0].load).source is Source.ANNEX_A


def test_a_figure_says_itself_for_a_machine(duck, store):
    [figure] = figures(duck, store, "protection-visits-in-time", Q4, by="team")
    assert figure.as_json() == {
        "measure": "protection-visits-in-time", "period": "2017-18 Q4", "value": 0, "numerator": 0,
        "denominator": 1, "by": {"team": "East"}, "source": "annex_a",
    }  # fmt: skip


def test_every_measure_is_of_one_subject_and_its_page_says_what_its_definition_does():
    assert sorted(one.code for group in SUBJECTS.values() for one in group) == sorted(MEASURES)
    assert (ROOT / "docs/using/measures-from-records.md").read_text("utf-8") == page(), "make rulebook"
    plain = definition("conference-15-days")
    assert "def conference_15_days" in plain.ways[0].code
    assert plain.ways[0].sources == ("Children in need census", "Annex A")
    assert "section_47" in sql_of("conference-15-days")
