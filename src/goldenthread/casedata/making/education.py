"""Requests for an education, health and care assessment, the plans that came of them, and their reviews."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import rates
from goldenthread.casedata.making.children import Children
from goldenthread.casedata.making.rows import (
    NO_DAY,
    Array,
    Days,
    Rows,
    chosen,
    earliest,
    later,
    months,
    on_working_day,
)
from goldenthread.casedata.making.span import Place, Span, share, spread, staff

WEEK = 7
REQUESTED_BY = {"1": 0.28, "2": 0.04, "3": 0.62, "4": 0.06}
TO_PLAN = rates.AGREED_TO_ASSESS * rates.AGREED_TO_ISSUE
ENDS = {"1": 0.35, "2": 0.25, "3": 0.20, "4": 0.20}
REVIEW_OUTCOMES = {"A": 0.42, "M": 0.55, "C": 0.03}


def requests(place: Place, children: Children, known: Array) -> Rows:
    """Every request with its days: child, received, decided, decision, assessed, outcome, issued, and so on.

    Some are about children of `known`, whom social care knows.
    """
    span, random = place.span, place.chance("education")
    received = on_working_day(spread(random, span.childhood_from, span.ends, rates.EHC_REQUESTS * span.scale))
    received = received[random.random(len(received)) < _growth(span, received)]
    n = len(received)
    child = _who(random, children, known, received)
    agreed = random.random(n) < rates.AGREED_TO_ASSESS
    decided = _decided(random, received)
    asked = np.where(agreed, later(decided, random.integers(0, 5, n)), NO_DAY)
    in_time = share(random, _within_20(span, received))
    weeks = np.where(
        in_time, 20 - np.minimum(random.exponential(1.1, n), 7), 20 + 1 + random.gamma(1.8, 4.2, n)
    )
    issued = on_working_day(later(received, weeks * WEEK - 2))
    # What was in time stays so over a bank holiday; what was late stays late.
    issued = np.where(in_time, earliest(issued, later(received, 20 * WEEK)), issued)
    span_days = (issued - decided).astype("int64")
    given = later(asked, np.minimum(random.uniform(0.35, 0.6, n), 1) * span_days)
    assessed = later(decided, random.uniform(0.62, 0.72, n) * span_days)
    to_issue = agreed & (random.random(n) < rates.AGREED_TO_ISSUE)
    draft = later(assessed, np.maximum((issued - assessed).astype("int64") * 0.3, 1))
    withdrawn = ~agreed & (random.random(n) < 0.2)
    decision = np.where(agreed, "Y", np.where(withdrawn, "W", "N")).astype(object)
    workers = rates.WORKERS_IN_A_TEAM
    team, worker = staff(random, rates.TEAMS["ehc"], 601, child, span.scale, workers)
    born = children.born[child]
    return Rows(
        {
            "child": child, "received": received, "source_of_request": chosen(random, REQUESTED_BY, n),
            "decided": decided, "decision": decision, "advice_asked": asked,
            "advice_given": np.where(agreed, given, NO_DAY), "assessed": np.where(agreed, assessed, NO_DAY),
            "outcome": np.where(agreed, np.where(to_issue, "Y", "N"), "").astype(object),
            "draft_sent": np.where(to_issue, draft, NO_DAY), "issued": np.where(to_issue, issued, NO_DAY),
            "excepted": to_issue & (random.random(n) < np.where(in_time, 0.004, rates.EXCEPTED)),
            "ended": np.where(to_issue, _ended(random, issued, born), NO_DAY),
            "reason_ended": chosen(random, ENDS, n), "need": chosen(random, rates.EHC_NEEDS, n),
            "team": team, "worker": worker,
        }
    )  # fmt: skip


def _growth(span: Span, received: Days) -> Array:
    """Requests beside the reference year's; the plans of 17 years then come to the published number."""
    return np.interp(span.year_of(received), [-17, -6, -3, -1, 0, 1], [0.50, 0.72, 0.84, 0.91, 1.0, 1.0])


def _who(random: np.random.Generator, children: Children, known: Array, received: Days) -> Array:
    """Children of 2 to 16, most often of 3 to 5 and of 10 to 11."""
    n = len(received)
    young, other = random.normal(4.4, 1.0, n), random.uniform(5, 16, n)
    ages = np.clip(np.where(random.random(n) < 0.42, young, other), 2.0, 18.5)
    child = children.of_ages(received, ages)
    born = children.born
    # One in eight is known to social care; each of them is asked about once.
    fits = known[random.permutation(len(known))[: n // 8]]
    for slot, candidate in zip(random.permutation(n), fits, strict=False):
        years = (received[slot] - born[candidate]).astype("int64") / 365.25
        if 2 <= years <= 16:
            child[slot] = candidate
    return child


def _decided(random: np.random.Generator, received: Days) -> Days:
    n = len(received)
    weeks = np.where(
        random.random(n) < rates.WITHIN_6_WEEKS, random.uniform(3.5, 6, n), random.uniform(6.2, 9, n)
    )
    return later(received, weeks * WEEK)


def _within_20(span: Span, received: Days) -> Array:
    """The chance of the final plan in time, by the quarter in which the 20 weeks end."""
    due = later(received, 20 * WEEK)
    return span.by_quarter(due, rates.WITHIN_20, rates.WITHIN_20_BEFORE, rates.WITHIN_20_AFTER)


def _ended(random: np.random.Generator, issued: Days, born: Days) -> Days:
    """Plans end between 16 and 25, some sooner."""
    n = len(issued)
    leaves = later(born, (16.4 + random.exponential(2.4, n)) * 365.25)
    sooner = later(issued, 200 + random.exponential(2200, n))
    ends = np.where(random.random(n) < 0.15, earliest(sooner, leaves), leaves)
    return earliest(np.maximum(ends, later(issued, 120)), months(born, 25 * 12))


def reviews(random: np.random.Generator, plans: Rows) -> Rows:
    """Annual reviews of each plan: child, issued, met, decided, outcome, draft_sent, finalised."""
    found, which, at = [], np.arange(len(plans)), plans["issued"]
    while len(which):
        n = len(which)
        late = random.random(n) >= rates.REVIEWED_IN_YEAR
        at = later(months(at, 12), np.where(late, random.integers(1, 150, n), -random.integers(0, 40, n)))
        at = on_working_day(at)
        still = at < plans["ended"][which]
        which, at = which[still], at[still]
        found.append((which, at))
    index, met = (np.concatenate([pair[k] for pair in found]) for k in (0, 1))
    n = len(index)
    outcome = chosen(random, REVIEW_OUTCOMES, n)
    decided = later(
        met, np.where(random.random(n) < 0.62, random.integers(10, 29, n), random.integers(29, 80, n))
    )
    amended = outcome == "A"
    final = later(
        decided, np.where(random.random(n) < 0.66, random.integers(30, 57, n), random.integers(57, 130, n))
    )
    rows = Rows(
        {
            "child": plans["child"][index], "issued": plans["issued"][index], "met": met, "decided": decided,
            "outcome": outcome, "draft_sent": np.where(amended, decided, NO_DAY),
            "finalised": np.where(amended, final, NO_DAY),
        }
    )  # fmt: skip
    return rows.by("child", "met")
