"""The clocks in bulk give what the rulebook's reference gives, for every clock, on days at its boundaries."""

from datetime import date, datetime, timedelta
from itertools import product

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.casedata import clocks as bulk
from goldenthread.casedata.engines import DuckDB, sql_for
from goldenthread.rulebook.clocks import CLOCKS, state
from goldenthread.rulebook.limits import HOURS, own_limit
from goldenthread.rulebook.workdays import BeyondCalendar

SETTINGS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BEYOND = date(1994, 12, 31)
EDGES = [
    date.fromisoformat(day)
    for day in [
        "1999-12-30",
        "2013-04-14",
        "2013-04-15",
        "2014-08-31",
        "2014-09-01",
        "2018-02-28",
        "2018-03-29",
        "2018-08-31",
        "2018-12-24",
        "2019-11-30",
        "2020-02-29",
        "2020-08-29",
        "2022-09-19",
        "2040-12-20",
    ]
]
DAYS = [*EDGES, *(date(2018, 3, 1) + timedelta(days=13 * number) for number in range(40))]
BORN = [None, date(2013, 2, 28), date(2012, 2, 29), date(2016, 2, 29), date(2019, 5, 1), date(2004, 7, 1)]
KINDS = {
    **dict.fromkeys(("start", "stop", "born", "asked"), pa.date32()),
    "excepted": pa.bool_(),
}


@st.composite
def a_case(draw):
    """A start, and the other days at the clock's boundary or anywhere."""
    start = draw(st.sampled_from([None, BEYOND, *DAYS]))
    apart = draw(st.lists(st.integers(-100, 450), max_size=2)) if start and start != BEYOND else []
    near = [start + timedelta(days=number) for number in apart]
    other = st.sampled_from([None, *DAYS, *near])
    asked = draw(st.sampled_from([*DAYS, *near]))
    return {
        "start": start,
        "stop": draw(other),
        "born": draw(st.sampled_from(BORN)),
        "asked": asked,
        "excepted": draw(st.sampled_from([None, True, False])),
        "shift": draw(st.integers(-2, 2)),
    }


def reference(clock, case, own=None):
    exception = clock.exceptions[0].name if clock.exceptions and case["excepted"] else None
    try:
        found = state(clock, case["start"], case["stop"], case["asked"], born=case["born"],
                      exception=exception, own=own)  # fmt: skip
    except BeyondCalendar:
        return None, "not computable", None
    last = found.deadline.date() if isinstance(found.deadline, datetime) else found.deadline
    left = found.days_left if found.state != "not computable" else None
    return last, found.state.value, left


def at_the_boundary(clock, case, own):
    """The case, its stop or its day asked about moved to just around the deadline."""
    last, _, _ = reference(clock, case | {"stop": None}, own)
    if last is None or not case["shift"]:
        return case
    near = last + timedelta(days=case["shift"])
    return case | ({"stop": near} if case["stop"] else {"asked": near})


def in_bulk(engine, clock, cases, kinds, own=None):
    rows = pa.table({name: pa.array([case[name] for case in cases], kind) for name, kind in kinds.items()})
    numbered = rows.append_column("number", pa.array(range(len(cases)), pa.int64()))
    engine.put("cases", numbered)
    days = {_day(case["start"]) for case in cases if case["start"]}
    engine.put(bulk.deadlines_name(clock), bulk.deadlines(clock, days, own=own))
    return engine.ask(sql(clock, own, tuple(kinds.items())))


def _day(when):
    return when.date() if isinstance(when, datetime) else when


_SQL = {}


def sql(clock, own, kinds):
    key = clock.name, own, kinds
    if key not in _SQL:
        words = {pa.date32(): "date", pa.bool_(): "boolean", pa.timestamp("us"): "timestamp"}
        table = ibis.table({name: words[kind] for name, kind in kinds} | {"number": "int64"}, name="cases")
        found = bulk.with_standing(table, clock, start="start", stop="stop", as_at=table.asked, born="born",
                                   excepted="excepted" if clock.exceptions else None, own=own)  # fmt: skip
        _SQL[key] = sql_for("duckdb", found.order_by("number").select("deadline", "state", "days_left"))
    return _SQL[key]


@pytest.fixture(scope="module")
def engine():
    with DuckDB(threads=1) as duckdb:
        duckdb.put(bulk.SUMMER_TIME, bulk.summer_time())
        yield duckdb


BY_DAYS = [name for name, clock in CLOCKS.items() if clock.limits[-1].unit is not HOURS]


@SETTINGS
@given(cases=st.lists(a_case(), min_size=30, max_size=30), name=st.sampled_from(BY_DAYS))
def test_each_clock_in_bulk_is_the_reference(engine, cases, name):
    clock = CLOCKS[name]
    own = None
    if clock.local and cases[0]["excepted"]:
        own = own_limit(["4 weeks", "48 hours", "2 months"][cases[0]["shift"] % 3], clock.limits[-1])
    cases = [at_the_boundary(clock, case, own) for case in cases]
    assert in_bulk(engine, clock, cases, KINDS, own) == [reference(clock, case, own) for case in cases]


@pytest.mark.parametrize("name", [
    "assessment", "review-health-assessment", "ehc-20-weeks", "ehc-draft-comment", "care-plan", "pep-review",
    "initial-health-assessment", "ehc-review-notice", "initial-assessment",
])  # fmt: skip
def test_clocks_of_every_kind_agree_on_every_edge(engine, name):
    clock = CLOCKS[name]
    starts, stops = [None, BEYOND, *EDGES], [None, date(2018, 4, 1), date(2020, 2, 29)]
    cases = [
        {"start": start, "stop": stop, "born": BORN[number % 6], "asked": date(2021, 1, 1),
         "excepted": number % 2 == 0, "shift": number % 3 - 1}
        for number, (start, stop) in enumerate(product(starts, stops))
    ]  # fmt: skip
    cases = [at_the_boundary(clock, case, None) for case in cases]
    assert in_bulk(engine, clock, cases, KINDS) == [reference(clock, case) for case in cases]


HOURS_KINDS = KINDS | {"start": pa.timestamp("us"), "stop": pa.timestamp("us")}
TIMES = st.datetimes(
    datetime.fromisoformat("2018-03-21"), datetime.fromisoformat("2018-03-28")
) | st.datetimes(datetime.fromisoformat("2018-10-24"), datetime.fromisoformat("2018-10-31"))


@SETTINGS
@given(
    cases=st.lists(
        st.tuples(
            st.none() | TIMES,
            st.none() | st.integers(-1, 1) | st.integers(-500_000, 500_000),
            st.integers(-3, 5),
        ),
        min_size=20,
        max_size=20,
    )
)
def test_hours_in_bulk_are_the_reference_across_changes_of_the_clocks(engine, cases):
    clock = CLOCKS["return-home-interview"]
    made = []
    for start, seconds, days in cases:
        start = start and start.replace(microsecond=0)
        last = state(clock, start, None, date(2018, 1, 1)).deadline if start else None
        stop = last + timedelta(seconds=seconds) if last and seconds is not None else None
        asked = (last.date() if last else date(2018, 3, 25)) + timedelta(days=days)
        made.append({"start": start, "stop": stop, "born": None, "asked": asked, "excepted": None})
    assert in_bulk(engine, clock, made, HOURS_KINDS) == [reference(clock, case) for case in made]


def test_a_whole_calendar_of_deadlines_has_a_row_for_each_day():
    table = bulk.deadlines(CLOCKS["core-group"])
    assert table.num_rows == len(bulk.every_day())
    assert table["clock_deadline"].null_count < 2000


@pytest.mark.parametrize("name", ["postgres", "spark"])
def test_other_engines_can_be_asked_the_same(name):
    days = ibis.table({"start": "date", "stop": "date", "born": "date"}, name="cases")
    hours = ibis.table({"start": "timestamp", "stop": "timestamp"}, name="cases")
    asked = {"start": "start", "stop": "stop", "as_at": date(2018, 7, 2)}
    aged, timed = CLOCKS["review-health-assessment"], CLOCKS["return-home-interview"]
    assert "deadlines_review_health" in sql_for(name, bulk.with_standing(days, aged, born="born", **asked))
    assert "summer_time" in sql_for(name, bulk.with_standing(hours, timed, **asked))
