"""The plain references of what is counted of children in care and care leavers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.workdays import add_months
from tests.casedata.measure_reference import (
    REFERENCE,
    Counted,
    Row,
    Rows,
    any_late,
    count,
    newest_of_each_child,
    open_at_end,
    same_child,
    says,
    share,
    stood,
    within,
    within_year,
    working,
    year_of,
    yes,
)

SHORT = ("V3", "V4")
NEW = ("S", "P", "T", "B", "U")
ADOPTED = ("E1", "E11", "E12")
GUARDIANS = ("SGO", "E43", "E44", "E45", "E46", "E47", "E48")


def _episodes(t: Rows, p: Period) -> list[Row]:
    here = [
        row
        for row in t["care_episodes"]
        if row["legal_status"] not in SHORT and open_at_end(row, "started", "ended", p)
    ]
    return newest_of_each_child(here, "started")


def _care(rows: list[Row], p: Period) -> list[Row]:
    here = [r for r in rows if r["legal_status"] not in SHORT and open_at_end(r, "started", "ceased", p)]
    return newest_of_each_child(here, "started")


for _code in ("children-in-care", "children-in-care-rate"):
    REFERENCE[_code, 0] = lambda t, p: count(_episodes(t, p))
    REFERENCE[_code, 1] = lambda t, p: count(_care(t["care"], p))


@says("care-started")
def started(t: Rows, p: Period) -> Counted:
    return count(
        row
        for row in t["care_episodes"]
        if row["reason_new"] == "S" and row["legal_status"] not in SHORT and within(row["started"], p)
    )


@says("care-started", 1)
def started_listed(t: Rows, p: Period) -> Counted:
    return count(r for r in t["care"] if r["legal_status"] not in SHORT and within(r["started"], p))


def _last(t: Rows) -> list[Row]:
    return [
        row for row in t["care_episodes"] if row["legal_status"] not in SHORT and row["reason_ended"] != "X1"
    ]


@says("care-ceased")
def ceased(t: Rows, p: Period) -> Counted:
    return count(row for row in _last(t) if within(row["ended"], p))


@says("care-ceased", 1)
def ceased_listed(t: Rows, p: Period) -> Counted:
    return count(r for r in t["care"] if r["legal_status"] not in SHORT and within(r["ceased"], p))


for _code, _reasons in (
    ("care-ceased-adopted", ADOPTED),
    ("care-ceased-special-guardianship", GUARDIANS),
):
    REFERENCE[_code, 0] = lambda t, p, reasons=_reasons: share(
        (row for row in _last(t) if within_year(row["ended"], p)), lambda row: row["reason_ended"] in reasons
    )
    REFERENCE[_code, 1] = lambda t, p, reasons=_reasons: share(
        (r for r in t["care"] if r["legal_status"] not in SHORT and within_year(r["ceased"], p)),
        lambda row: row["reason_ceased"] in reasons,
    )


def _begun(t: Rows, child: Row, p: Period) -> list[Row]:
    return [
        row
        for row in t["care_episodes"]
        if same_child(row, child) and row["started"] is not None and row["started"] <= p.last_day
    ]


@says("placements-3-or-more")
def placements(t: Rows, p: Period) -> Counted:
    since = year_of(p)

    def number(child: Row) -> int:
        total = 0
        for row in _begun(t, child, p):
            if row["placement"] in ("T0", "T1", "T2", "T3", "T4"):
                continue
            if row["started"] >= since:
                total += row["reason_new"] in NEW
            elif row["ended"] is None or row["ended"] > since:
                total += 1
        return total

    return share(_episodes(t, p), lambda child: number(child) >= 3)


@says("long-term-stability")
def stability(t: Rows, p: Period) -> Counted:
    long_ago, two_years_ago = add_months(p.last_day, -30), add_months(p.last_day, -24)
    found: Counted = []
    for child in _episodes(t, p):
        born = [row["born"] for row in t["children"] if same_child(row, child)]
        if not born or born[0] is None or born[0] <= add_months(p.last_day, -192):
            continue
        begun = _begun(t, child, p)
        then = any(
            row["started"] <= long_ago and (row["ended"] is None or row["ended"] > long_ago) for row in begun
        )
        if not then or any(row["reason_new"] == "S" and row["started"] > long_ago for row in begun):
            continue
        moved = any(row["reason_new"] in NEW and row["started"] > two_years_ago for row in begun)
        adopting = (child["placement"] or "").startswith("A")
        found.append((child["child"], yes(adopting or not moved), 1))
    return found


@says("placed-over-20-miles")
def far(t: Rows, p: Period) -> Counted:
    return share((r for r in _episodes(t, p) if r["miles"] is not None), lambda row: row["miles"] > 20)


@says("care-reviews-in-time")
def care_reviews(t: Rows, p: Period) -> Counted:
    found: Counted = []
    for child in _episodes(t, p):
        starts = [
            row["started"]
            for row in _begun(t, child, p)
            if row["reason_new"] == "S" and row["legal_status"] not in SHORT and row["started"] < p.last_day
        ]
        if not starts:
            continue
        begun = max(starts)
        days = {r["reviewed"] for r in t["care_reviews"] if same_child(r, child) and r["reviewed"]}
        held = sorted(day for day in days if begun <= day <= p.last_day)

        def first_late(day: date, following: date) -> bool:
            number = working(day, following)
            return number is not None and number > 20

        found.append((child["child"], yes(not any_late(begun, held, p, first_late, (3, 6))), 1))
    return found


@says("missing-episodes")
def gone(t: Rows, p: Period) -> Counted:
    return count(row for row in t["missing"] if row["kind"] == "M" and within(row["began"], p))


@says("children-missing")
def children_gone(t: Rows, p: Period) -> Counted:
    def missed(child: Row) -> bool:
        return any(
            same_child(row, child) and row["kind"] == "M" and within_year(row["began"], p)
            for row in t["missing"]
        )

    return share(_episodes(t, p), missed)


def _of_list(
    code: str, way: int, keep: Callable[[Row, Period, Rows], Any], good: Callable[[Row, Period, Rows], Any]
) -> None:
    def count_list(t: Rows, p: Period) -> Counted:
        here = [row for row in _care(stood(t["care"], p), p) if keep(row, p, t)]
        return share(here, lambda row: good(row, p, t))

    REFERENCE[code, way] = count_list


def _since(day: date | None, p: Period, months: int) -> bool:
    return day is not None and day >= add_months(p.last_day, -months)


def _born(row: Row, p: Period, t: Rows) -> date | None:
    return next((one["born"] for one in t["children"] if same_child(one, row)), None)


def _young(row: Row, p: Period, t: Rows) -> bool:
    born = _born(row, p, t)
    return born is not None and born > add_months(p.last_day, -60)


def _working_over_20(row: Row, p: Period) -> bool:
    days = working(row["started"], p.last_day)
    return days is not None and days > 20


def _stable(row: Row, p: Period, t: Rows) -> bool:
    settled = row["placement_from"] is not None and row["placement_from"] <= add_months(p.last_day, -24)
    return settled or (row["placement"] or "").startswith("A")


def _for_stability(row: Row, p: Period, t: Rows) -> bool:
    born = _born(row, p, t)
    return (
        born is not None
        and born > add_months(p.last_day, -192)
        and row["started"] <= add_months(p.last_day, -30)
    )


_a_year = lambda row, p, t: row["started"] <= add_months(p.last_day, -12)  # noqa: E731
_ago = lambda p, days: p.last_day - timedelta(days=days)  # noqa: E731
_of_list(
    "placements-3-or-more", 1, lambda r, p, t: True, lambda r, p, t: (r["placements_in_12_months"] or 0) >= 3
)
_of_list("long-term-stability", 1, _for_stability, _stable)
_of_list(
    "placed-out-of-area", 0, lambda r, p, t: r["out_of_area"] is not None, lambda r, p, t: r["out_of_area"]
)
_of_list(
    "care-reviews-in-time",
    1,
    lambda r, p, t: _working_over_20(r, p),
    lambda r, p, t: _since(r["last_review"], p, 6),
)
_of_list(
    "care-visits-in-time", 0,
    lambda r, p, t: r["started"] <= _ago(p, 42),
    lambda r, p, t: r["last_visit"] is not None and r["last_visit"] >= _ago(p, 42),
)  # fmt: skip
_of_list(
    "care-health-assessments", 0, _a_year,
    lambda r, p, t: _since(r["last_health"], p, 6 if _young(r, p, t) else 12),
)  # fmt: skip
_of_list("care-dental-checks", 0, _a_year, lambda r, p, t: _since(r["last_dental"], p, 12))
_of_list("children-missing", 1, lambda r, p, t: True, lambda r, p, t: (r["missing_in_12_months"] or 0) > 0)
_of_list(
    "return-interviews-offered", 0,
    lambda r, p, t: (r["missing_in_12_months"] or 0) > 0,
    lambda r, p, t: r["interview_offered"],
)  # fmt: skip
_of_list(
    "return-interviews-accepted", 0,
    lambda r, p, t: (r["missing_in_12_months"] or 0) > 0 and r["interview_offered"],
    lambda r, p, t: r["interview_accepted"],
)  # fmt: skip


@says("initial-health-20-days")
def initial_health(t: Rows, p: Period) -> Counted:
    found: Counted = []
    for row in _care(stood(t["care"], p), p):
        start, health = row["started"], row["last_health"]
        if start < p.start or start < add_months(p.last_day, -6):
            continue
        if health is not None and start <= health <= p.last_day:
            found.append((row["child"], yes((working(start, health) or 0) <= 20), 1))
        elif (working(start, p.end) or 0) > 20:
            found.append((row["child"], 0, 1))
    return found


for _code, _column in (
    ("care-health-assessments", "health_assessed"),
    ("care-dental-checks", "teeth_checked"),
):
    REFERENCE[_code, 1] = lambda t, p, column=_column: share(
        (row for row in t["care_health"] if within(row["year_ends"], p)), lambda row: row[column]
    )

# Leaving care


def _leavers(t: Rows, p: Period, way: int) -> list[Row]:
    rows = stood(t["care_leavers"], p) if way == 0 else t["care_leavers"]
    return [
        row
        for row in rows
        if row["in_touch"] not in ("DIED", "EXCLUDED") and (way == 0 or within(row["seen_until"], p))
    ]


for _way in (0, 1):
    REFERENCE["care-leavers", _way] = lambda t, p, way=_way: count(_leavers(t, p, way))
    for _code, _column, _codes in (
        ("care-leavers-in-touch", "in_touch", ("YES",)),
        ("care-leavers-suitable-accommodation", "suitable", ("YES",)),
        ("care-leavers-neet", "activity", ("G4", "G5", "G6")),
    ):
        REFERENCE[_code, _way] = lambda t, p, way=_way, column=_column, codes=_codes: share(
            _leavers(t, p, way), lambda row: row[column] in codes
        )
