"""What each measure says, once more in plain Python: one child after another, one day after another.

Each reference takes the tables as rows (dicts) and a period, and gives (child, numerator, denominator) for
each row that counts. It is written from the words of the definition and shares nothing with the
expressions but the rulebook's calendar. `REFERENCE` names them by code and by the number of the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.workdays import FIRST_DAY, LAST_DAY, add_months, working_days_between

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Counted = list[tuple[int, int, int]]
Reference = Callable[[Rows, Period], Counted]

REFERENCE: dict[tuple[str, int], Reference] = {}


def says(code: str, way: int = 0) -> Callable[[Reference], Reference]:
    def enter(reference: Reference) -> Reference:
        REFERENCE[code, way] = reference
        return reference

    return enter


def within(day: date | None, period: Period) -> bool:
    return day is not None and day in period


def year_of(period: Period) -> date:
    return add_months(period.end, -12)


def within_year(day: date | None, period: Period) -> bool:
    return day is not None and year_of(period) <= day < period.end


def open_at_end(row: Row, start: str, end: str, period: Period) -> bool:
    if row[start] is None or row[start] > period.last_day:
        return False
    return row[end] is None or row[end] > period.last_day


def working(start: date | None, stop: date | None) -> int | None:
    if start is None or stop is None:
        return None
    if not (FIRST_DAY <= start <= LAST_DAY and FIRST_DAY <= stop <= LAST_DAY):
        return None
    return working_days_between(start, stop)


def yes(condition: Any) -> int:
    return 1 if condition else 0


def count(rows: Iterable[Row]) -> Counted:
    return [(row["child"], 1, 0) for row in rows]


def share(rows: Iterable[Row], good: Callable[[Row], Any]) -> Counted:
    return [(row["child"], yes(good(row)), 1) for row in rows]


def newest_of_each_child(rows: Iterable[Row], start: str) -> list[Row]:
    """The row that began latest; of one day, by load and then by row."""
    chosen: dict[tuple[str, int], Row] = {}
    for row in sorted(rows, key=lambda row: (row["load"], row["row"])):
        key = row["authority"], row["child"]
        if key not in chosen or chosen[key][start] < row[start]:
            chosen[key] = row
    return list(chosen.values())


def same_child(one: Row, other: Row) -> bool:
    return bool(one["authority"] == other["authority"] and one["child"] == other["child"])


def counts_in_period(code: str, table: str, day: str, way: int = 0) -> None:
    REFERENCE[code, way] = lambda t, p: count(row for row in t[table] if within(row[day], p))


def counts_in_year(code: str, table: str, day: str) -> None:
    REFERENCE[code, 0] = lambda t, p: count(row for row in t[table] if within_year(row[day], p))


def counts_open(codes: tuple[str, ...], table: str, start: str, end: str, way: int = 0) -> None:
    for code in codes:
        REFERENCE[code, way] = lambda t, p: count(row for row in t[table] if open_at_end(row, start, end, p))


# Front door

counts_in_period("contacts", "contacts", "contacted")
counts_in_period("early-help-assessments", "early_help", "started")
counts_in_period("early-help-completed", "early_help", "completed")
counts_in_period("referrals", "referrals", "referred")
counts_in_period("assessments", "assessments", "authorised")
counts_in_year("referrals-rate", "referrals", "referred")


@says("contacts-to-referrals")
def conversion(t: Rows, p: Period) -> Counted:
    referrals = [(row["child"], 1, 0) for row in t["referrals"] if within(row["referred"], p)]
    return referrals + [(row["child"], 0, 1) for row in t["contacts"] if within(row["contacted"], p)]


@says("referrals-no-further-action")
def no_further_action(t: Rows, p: Period) -> Counted:
    said = [r for r in t["referrals"] if within(r["referred"], p) and r["no_further_action"] is not None]
    return share(said, lambda row: row["no_further_action"])


@says("repeat-referrals")
def repeat(t: Rows, p: Period) -> Counted:
    def again(row: Row) -> bool:
        return any(
            same_child(row, other)
            and other["referred"] is not None
            and other["referred"] < row["referred"] <= add_months(other["referred"], 12)
            for other in t["referrals"]
        )

    return share((row for row in t["referrals"] if within(row["referred"], p)), again)


def assessed_within(limit: int) -> None:
    def judge(t: Rows, p: Period) -> Counted:
        found: Counted = []
        for row in t["assessments"]:
            days = working(row["referred"], row["authorised"])
            if within(row["authorised"], p) and days is not None and days >= 0:
                found.append((row["child"], yes(days <= limit), 1))
        return found

    REFERENCE[f"assessments-{limit}-days", 0] = judge


for _limit in (15, 35, 45):
    assessed_within(_limit)

# Need

for _code in ("children-in-need", "children-in-need-rate"):
    for _way, _start in enumerate(("referred", "started")):
        REFERENCE[_code, _way] = lambda t, p, start=_start: count(
            newest_of_each_child((r for r in t["need"] if open_at_end(r, start, "ended", p)), start)
        )
counts_in_period("children-in-need-ended", "need", "ended")


@says("need-plans")
def need_plans(t: Rows, p: Period) -> Counted:
    plans = [row for row in t["need_plans"] if open_at_end(row, "started", "ended", p)]
    return count(newest_of_each_child(plans, "started"))


# Protection

counts_in_period("section-47", "section_47", "started")
counts_in_year("section-47-rate", "section_47", "started")
counts_in_period("conferences", "section_47", "conference")
counts_open(("protection-plans", "protection-plans-rate"), "protection_plans", "started", "ended")
counts_in_period("protection-plans-started", "protection_plans", "started")
counts_in_period("protection-plans-ended", "protection_plans", "ended")


@says("conference-15-days")
def conference(t: Rows, p: Period) -> Counted:
    found: Counted = []
    for row in t["section_47"]:
        days = working(row["started"], row["conference"])
        if within(row["conference"], p) and days is not None and days >= 0:
            found.append((row["child"], yes(days <= 15), 1))
    return found


@says("conferences-to-plans")
def conferences_to_plans(t: Rows, p: Period) -> Counted:
    held = [r for r in t["section_47"] if within(r["conference"], p) and r["led_to_plan"] in ("YES", "NO")]
    return share(held, lambda row: row["led_to_plan"] == "YES")


@says("protection-plans-again")
def plans_again(t: Rows, p: Period) -> Counted:
    started = [
        r for r in t["protection_plans"] if within(r["started"], p) and r["previous_plans"] is not None
    ]
    return share(started, lambda row: row["previous_plans"] >= 1)


def _open_plans(t: Rows, p: Period) -> list[Row]:
    return [row for row in t["protection_plans"] if open_at_end(row, "started", "ended", p)]


for _months in (15, 24):
    REFERENCE[f"protection-plans-over-{_months}-months", 0] = lambda t, p, months=_months: share(
        _open_plans(t, p), lambda row: row["started"] < add_months(p.last_day, -months)
    )
    REFERENCE[f"protection-plans-ended-after-{_months}-months", 0] = lambda t, p, months=_months: share(
        (
            row
            for row in t["protection_plans"]
            if within(row["ended"], p) and row["started"] is not None and row["started"] <= row["ended"]
        ),
        lambda row: row["ended"] >= add_months(row["started"], months),
    )


@says("protection-reviews-in-time")
def plan_reviews(t: Rows, p: Period) -> Counted:
    found: Counted = []
    for plan in _open_plans(t, p):
        begun = plan["conference"] or plan["started"]
        if begun > add_months(p.last_day, -3):
            continue
        reviews = {
            row["reviewed"]
            for row in t["protection_reviews"]
            if same_child(row, plan) and row["plan_started"] == plan["started"] and row["reviewed"]
        }
        held = sorted(day for day in reviews if begun <= day <= p.last_day)
        late = any_late(begun, held, p, lambda day, held: held > add_months(day, 3), (6, 6))
        found.append((plan["child"], yes(not late), 1))
    return found


def any_late(
    begun: date,
    held: list[date],
    p: Period,
    first_late: Callable[[date, date], bool],
    months: tuple[int, int],
) -> bool:
    """Whether a review of the year to the end was late: each is owed by the one before it."""
    since = [begun, *held]
    for number, day in enumerate(since):
        following = since[number + 1] if number + 1 < len(since) else p.end
        if number == 0:
            late = first_late(day, following)
        else:
            late = following > add_months(day, months[0] if number == 1 else months[1])
        if late and following >= year_of(p):
            return True
    return False


@says("protection-reviews-in-time", 1)
def latest_review(t: Rows, p: Period) -> Counted:
    plans = [row for row in stood(t["protection_plans"], p) if open_at_end(row, "started", "ended", p)]
    old = [row for row in plans if row["started"] <= add_months(p.last_day, -3)]
    return share(old, lambda row: row["last_review"] and row["last_review"] >= add_months(p.last_day, -6))


def stood(rows: list[Row], p: Period) -> list[Row]:
    return [row for row in rows if row["period"] == str(p)]


@says("protection-visits-in-time")
def plan_visits(t: Rows, p: Period) -> Counted:
    ago = p.last_day - timedelta(days=28)
    plans = [row for row in stood(t["protection_plans"], p) if open_at_end(row, "started", "ended", p)]
    return share(
        (row for row in plans if row["started"] <= ago),
        lambda row: row["last_visit"] and row["last_visit"] >= ago,
    )
