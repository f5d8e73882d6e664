"""The plain references of what is counted of adoption, and of education, health and care plans."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.workdays import add_months
from tests.casedata.measure_reference import (
    REFERENCE,
    Counted,
    Row,
    Rows,
    count,
    counts_in_period,
    counts_open,
    open_at_end,
    says,
    share,
    stood,
    within,
    within_year,
    yes,
)

# Adoption

REFERENCE["adoptions", 0] = lambda t, p: count(r for r in t["adoptions"] if within_year(r["adopted"], p))


def _adopted(t: Rows, p: Period, start: str, stop: str) -> list[tuple[int, int]]:
    return [
        (row["child"], (row[stop] - row[start]).days)
        for row in t["adoptions"]
        if within_year(row["adopted"], p) and row[start] and row[stop] and row[start] <= row[stop]
    ]


for _code, _start, _stop, _limit in (
    ("a1", "entered_care", "placed", 426),
    ("a2", "placement_order", "matched", 121),
):
    REFERENCE[f"adoption-{_code}-days", 0] = lambda t, p, start=_start, stop=_stop: [
        (child, days, 1) for child, days in _adopted(t, p, start, stop)
    ]
    REFERENCE[f"adoption-{_code}-within-{_limit}-days", 0] = (
        lambda t, p, start=_start, stop=_stop, limit=_limit: [
            (child, yes(days <= limit), 1) for child, days in _adopted(t, p, start, stop)
        ]
    )

# SEND

counts_in_period("ehc-requests", "ehc_requests", "received")
counts_in_period("ehc-plans-issued", "ehc_requests", "issued")
counts_open(("ehc-plans",), "ehc_plans", "issued", "ended")


def _decided(t: Rows, p: Period) -> list[Row]:
    return [row for row in t["ehc_requests"] if within(row["decided"], p) and row["decision"] in ("Y", "N")]


@says("ehc-assessments-agreed")
def agreed(t: Rows, p: Period) -> Counted:
    return share(_decided(t, p), lambda row: row["decision"] == "Y")


@says("ehc-decisions-6-weeks")
def six_weeks(t: Rows, p: Period) -> Counted:
    known = [row for row in _decided(t, p) if row["received"] and row["received"] <= row["decided"]]
    return share(known, lambda row: row["decided"] <= row["received"] + timedelta(weeks=6))


@says("ehc-assessments")
def assessed(t: Rows, p: Period) -> Counted:
    return count(r for r in t["ehc_requests"] if within(r["assessed"], p) and r["outcome"] in ("Y", "N"))


def _issued(t: Rows, p: Period, exceptions: bool) -> Counted:
    known = [
        row
        for row in t["ehc_requests"]
        if within(row["issued"], p) and row["received"] and row["received"] <= row["issued"]
        if exceptions or not row["excepted"]
    ]
    return share(known, lambda row: row["issued"] <= row["received"] + timedelta(weeks=20))


REFERENCE["ehc-plans-20-weeks", 0] = lambda t, p: _issued(t, p, exceptions=False)
REFERENCE["ehc-plans-20-weeks-with-exceptions", 0] = lambda t, p: _issued(t, p, exceptions=True)
REFERENCE["ehc-plans", 1] = lambda t, p: count(
    row for row in stood(t["ehc_plans"], p) if row["issued"] is not None and row["issued"] <= p.last_day
)


def _reviewed(rows: list[Row], p: Period) -> Counted:
    year_ago = add_months(p.last_day, -12)
    old = [row for row in rows if row["issued"] is not None and row["issued"] <= year_ago]
    return share(old, lambda row: row["last_reviewed"] is not None and row["last_reviewed"] >= year_ago)


REFERENCE["ehc-reviews-in-time", 0] = lambda t, p: _reviewed(
    [row for row in stood(t["ehc_plans"], p) if open_at_end(row, "issued", "ended", p)], p
)
REFERENCE["ehc-reviews-in-time", 1] = lambda t, p: _reviewed(stood(t["ehc_plans"], p), p)


@says("ehc-review-decisions-4-weeks")
def review_decisions(t: Rows, p: Period) -> Counted:
    four = timedelta(weeks=4)
    owed = [row for row in t["ehc_reviews"] if row["met"] and within(row["met"] + four, p)]
    return share(owed, lambda row: row["decided"] is not None and row["decided"] <= row["met"] + four)
