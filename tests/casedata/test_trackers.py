"""What a manager's lists hold: clocks that run, what drifts, who holds how many, and the 20-week board."""

from datetime import date

import pyarrow as pa
import pytest

from goldenthread.casedata.reading.sink import schema
from goldenthread.casedata.sources import Source
from goldenthread.casedata.tables import EVERYWHERE, TABLES
from goldenthread.casedata.trackers.board import board, by_stage
from goldenthread.casedata.trackers.listing import find
from goldenthread.rulebook.clocks import State
from goldenthread.rulebook.limits import WEEKS, Limit
from goldenthread.rulebook.twenty_weeks import Stage

TODAY = date(2018, 7, 2)
EAST = {"team": "East", "worker": "Worker 1"}


class Rows:
    """Rows of one source by table, as a store holds them. Columns that no row names are not given."""

    def __init__(self, source, **tables):
        self.source, self.tables = source, tables

    def gives(self, name, source, as_at):
        if source is not self.source or name not in self.tables:
            return frozenset()
        return frozenset(EVERYWHERE) | {column for row in self.tables[name] for column in row}

    def table(self, name, *, source, as_at, columns=None):
        rows = [
            {"authority": "A", "child": number, "row": number, **row}
            for number, row in enumerate(self.tables[name])
        ]
        kinds = schema(name)
        made = pa.table(
            {each.name: pa.array([row.get(each.name) for row in rows], each.type) for each in kinds}
        )
        return made.select(list(columns)).append_column("load", pa.array(["load"] * len(rows), pa.string()))


@pytest.fixture(scope="module")
def found():
    day = date.fromisoformat
    held = Rows(
        Source.ANNEX_A,
        children=[{"born": day("2014-01-01")}, {"born": day("2008-01-01")}, {"born": None}],
        assessments=[
            {"referred": day("2018-05-04"), "started": day("2018-05-05"), "authorised": None, **EAST},
            {"referred": day("2018-03-01"), "started": day("2018-03-02"), "authorised": day("2018-06-30")},
            {"referred": day("2018-03-01"), "started": day("2018-03-02"), "authorised": day("2018-03-30")},
            {"referred": day("2018-01-02"), "started": day("2018-01-02"), "authorised": None, **EAST},
        ],
        protection_plans=[
            {"started": day("2017-09-01"), "ended": None, "last_visit": day("2018-06-25"),
             "previous_plans": 0, "last_review": day("2018-05-01"), **EAST},
            {"started": day("2017-12-01"), "ended": None, "last_visit": None, "previous_plans": 1,
             "last_review": None, **EAST},
            {"started": day("2016-12-01"), "ended": day("2018-05-01"), "previous_plans": 2},
        ],
        care=[
            {"started": day("2018-01-01"), "ceased": None, "last_health": day("2018-01-20"),
             "last_review": day("2018-01-25"), "last_visit": day("2018-06-20"),
             "placement_from": day("2018-01-01"), "last_dental": None, "team": "West", "worker": "Worker 2"},
            {"started": day("2017-01-01"), "ceased": None, "last_health": day("2018-01-20"),
             "last_review": day("2018-03-25"), "last_visit": day("2018-03-20"),
             "placement_from": day("2018-05-01"), "last_dental": None, "team": "West", "worker": "Worker 2"},
        ],
    )  # fmt: skip
    return find(held, TODAY, unseen_days=28, own={"cp-visit": Limit(1, WEEKS, date(1995, 1, 1), "Ours.")})


def test_each_clock_that_runs_is_found_with_its_deadline(found):
    stands = {(one.watch.clock.name, one.child): (one.deadline, one.state) for one in found.items}
    assert stands["assessment", 0] == (date(2018, 7, 10), State.DUE_SOON)
    assert stands["assessment", 1][1] == State.MISSED
    assert ("assessment", 2) not in stands
    assert stands["assessment", 3][1] == State.OVERDUE
    assert stands["cp-later-review", 0] == (date(2018, 11, 1), State.RUNNING)
    assert stands["cp-first-review", 1] == (date(2018, 3, 1), State.OVERDUE)
    assert stands["cp-visit", 0] == (date(2018, 7, 2), State.DUE_SOON)
    assert stands["cla-second-review", 0] == (date(2018, 4, 25), State.OVERDUE)
    assert stands["cla-later-review", 1] == (date(2018, 9, 25), State.RUNNING)
    assert stands["cla-visit", 0] == (date(2018, 8, 1), State.RUNNING)
    assert stands["cla-first-visit", 1] == (date(2018, 5, 8), State.OVERDUE)
    assert stands["review-health-assessment", 0] == (date(2018, 7, 20), State.DUE_SOON)
    assert stands["review-health-assessment", 1] == (date(2019, 1, 20), State.RUNNING)


def test_an_item_says_whose_it_is_and_what_it_is_of(found):
    [one] = [each for each in found.items if each.watch.clock.name == "assessment" and each.child == 0]
    assert (one.team, one.worker, one.of, one.days_left) == ("East", "Worker 1", "assessments 2018-05-05", 8)


def test_open_cases_drift_by_their_rules(found):
    drifting = {(one.drift.name, one.child): one.days for one in found.drifting}
    assert drifting == {
        ("long-plan", 0): 304, ("repeat-plan", 1): 213, ("unseen-on-plan", 1): 213, ("unseen-in-care", 1): 104
    }  # fmt: skip


def test_a_caseload_counts_children_once_for_each_holder(found):
    loads = {(one.team, one.worker): one.children for one in found.caseloads}
    assert loads == {("East", "Worker 1"): 2, ("West", "Worker 2"): 2}


def test_what_no_list_gives_is_said(found):
    lacking = dict(found.lacking)
    assert lacking["Request to final plan"] == "Nothing is loaded that holds it."
    assert "Referral to child and family assessment" not in lacking


def test_the_board_shows_open_requests_and_the_year_with_and_without_exceptions():
    day = date.fromisoformat
    nothing = dict.fromkeys(TABLES["ehc_requests"].own)
    requests = [
        {"received": day("2018-03-01"), "decided": day("2018-04-12"), "team": "Plans"},
        {"received": day("2018-01-11"), "excepted": True},
        {"received": day("2017-12-01"), "decided": day("2018-01-01"), "concluded": day("2018-01-01")},
        {"received": day("2017-11-01"), "decided": day("2017-12-01"), "issued": day("2018-03-01")},
        {"received": None},
    ]
    held = Rows(Source.SEN2, ehc_requests=[{**nothing, **each} for each in requests])
    found = board(held, TODAY)
    assert [(one.child, one.progress.stage) for one in found.places] == [
        (1, Stage.DECISION),
        (0, Stage.ADVICE),
    ]
    assert found.places[1].progress.will_be_late
    assert (found.year.in_time, found.year.in_time_without_exceptions) == ((1, 2), (1, 1))
    assert found.year.not_computable == 1
    assert by_stage(found.places)[Stage.ADVICE] == 1
    assert board(Rows(Source.ANNEX_A), TODAY).source is None
