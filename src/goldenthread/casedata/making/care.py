"""Periods of care: by which route out, and when. Adoption's own days lie within them."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import rates
from goldenthread.casedata.making.rows import (
    NO_DAY,
    Days,
    Rows,
    age,
    birthday,
    earliest,
    later,
    months,
    working,
)

# Routes out of care; nought where there is no period.
ADOPTION, GUARDIANSHIP, HOME, ADULT = 1, 2, 3, 4


def periods(random: np.random.Generator, born: Days, entered: Days) -> Rows:
    """For each day of entry (none for none): entered, ceased, route."""
    n = len(entered)
    years = np.where(np.isnat(entered), 17, age(born, entered))
    u, route = random.random(n), np.full(n, ADULT)
    unset = np.ones(n, dtype=bool)
    for below, shares in rates.ROUTES.items():
        band = unset & (years < below)
        route = np.where(band, 1 + np.searchsorted(np.cumsum(shares)[:-1], u, side="right"), route)
        unset &= ~band
    adult = birthday(born, 18)
    length = np.select(
        [route == ADOPTION, route == GUARDIANSHIP, route == HOME],
        [
            random.gamma(9.0, rates.ENTRY_TO_PLACED / 9.0, n) + random.gamma(6.0, 210 / 6.0, n) + 60,
            random.gamma(4.0, 430 / 4.0, n) + 60,
            np.where(random.random(n) < 0.35, random.exponential(25, n), random.gamma(1.2, 230, n)) + 2,
        ],
        0.0,
    )
    ceased = np.where(route == ADULT, adult, earliest(later(entered, length), adult))
    route = np.where((ceased >= adult) & (route != ADULT), ADULT, route)
    there = ~np.isnat(entered)
    return Rows(
        {
            "entered": entered,
            "ceased": np.where(there, ceased, NO_DAY),
            "route": np.where(there, route, 0),
        }
    )


def adoptions(random: np.random.Generator, born: Days, period: Rows) -> Rows:
    """Those with a decision for adoption: all of that route, and some whose decision was reversed.

    Takes periods with child, entered, ceased, route; the day of the order is the day of ceasing.
    """
    planned = period["route"] == ADOPTION
    young = (age(born, period["entered"]) < 5) & ~planned & (period["route"] != HOME)
    long_enough = (period["ceased"] - period["entered"]).astype("int64") > 420
    reversed_ = young & long_enough & (random.random(len(period)) < 0.13)
    among = planned | reversed_
    period, born, reversed_ = period.only(among), born[among], reversed_[among]
    n, entered = len(period), period["entered"]
    whole = (period["ceased"] - entered).astype("int64")
    # The order comes at least ten weeks after the child is placed.
    placed_after = np.minimum(whole * random.uniform(0.58, 0.70, n), whole - 72).astype("int64")
    placed = later(entered, placed_after)
    matched = later(placed, -random.integers(10, 29, n))
    to_match = np.minimum(random.gamma(2.2, rates.ORDER_TO_MATCH / 2.2, n), placed_after * 0.45)
    ordered = later(matched, -to_match)
    decided = later(ordered, -np.minimum(random.integers(14, 70, n), placed_after * 0.2))
    undone = later(decided, random.integers(150, 330, n))
    first = (random.random(n) < 0.18) & ~reversed_
    reasons = random.choice(np.array(["RD1", "RD2", "RD3", "RD4"], dtype=object), n)
    return Rows(
        {
            "child": period["child"], "entered_care": entered, "decided": decided,
            "placement_order": np.where(reversed_, NO_DAY, ordered),
            "matched": np.where(reversed_, NO_DAY, matched),
            "placed": np.where(reversed_, NO_DAY, placed),
            "adopted": np.where(reversed_, NO_DAY, period["ceased"]),
            "reversed": np.where(reversed_, undone, NO_DAY),
            "reason_reversed": np.where(reversed_, reasons, ""),
            "fostered_first": np.where(first, later(entered, placed_after * 0.1), NO_DAY),
        }
    )  # fmt: skip


def reviews(random: np.random.Generator, period: Rows) -> Rows:
    """Review days of each period: child, reviewed, period. The first within 20 working days, mostly."""
    on_time = rates.CARE_REVIEW_ON_TIME
    n, found = len(period), []
    at = working(
        period["entered"],
        np.where(random.random(n) < on_time, random.integers(12, 21, n), random.integers(21, 34, n)),
    )
    which, k = np.arange(n), 1
    while len(which):
        still = at < period["ceased"][which]
        which, at = which[still], at[still]
        found.append((which, at))
        due = months(at, 3 if k == 1 else 6)
        early, over = -random.integers(0, 25, len(at)), random.integers(1, 30, len(at))
        at, k = later(due, np.where(random.random(len(at)) < on_time, early, over)), k + 1
    index = np.concatenate([which for which, _ in found])
    rows = Rows(
        {
            "child": period["child"][index],
            "period": index,
            "reviewed": np.concatenate([days for _, days in found]),
        }
    )
    return rows.by("period", "reviewed")
