"""One batch of referrals, and what became of each case until it closed.

Everything is worked out to its end, however late; a return or list then knows what had happened by its day.
"""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import care, rates
from goldenthread.casedata.making.children import REFERRED
from goldenthread.casedata.making.rows import (
    NO_DAY,
    Array,
    Days,
    Rows,
    age,
    birthday,
    chosen,
    earliest,
    later,
    latest,
    no_days,
    working,
)
from goldenthread.casedata.making.span import Span, spread

REVIEWS = len(rates.PLAN_ENDS_AT_REVIEW)


def referred(
    random: np.random.Generator, span: Span, child: Array, born: Days, area: Array, when: Days,
    into_care: bool = False,
) -> Rows:  # fmt: skip
    """The cases of these referrals; `into_care` makes every one of them come into care."""
    n = len(child)
    nfa = (random.random(n) < rates.NO_FURTHER_ACTION) & (not into_care)
    decided = working(when, np.where(random.random(n) < rates.DECIDED_NEXT_DAY, 1, random.integers(2, 6, n)))
    decided = np.where(random.random(n) < 0.35, when, decided)
    authorised = working(when, _working_days(random, span, when, area))
    started = earliest(working(when, random.integers(0, 4, n)), authorised)
    started, authorised = (np.where(nfa, NO_DAY, days) for days in (started, authorised))
    enquiry = _enquiries(random, span, when, authorised, nfa)
    adult = birthday(born, 18)
    plan = protection(random, enquiry, adult)
    taken = (random.random(n) < _into_care(span, born, when)) & ~nfa | into_care
    entered = _entered(random, when, enquiry["started"], plan["started"], plan["ended"], taken, adult)
    taken = ~np.isnat(entered)
    period = care.periods(random, born, entered)
    # A plan ends soon after its child comes into care, and what was planned for it after that did not happen.
    plan_ended = earliest(plan["ended"], later(entered, random.integers(7, 60, n)))
    plan_ended = np.where(np.isnat(plan["started"]), NO_DAY, plan_ended)
    need_started, need_ended = _need(random, authorised, nfa, plan["started"], plan_ended, entered, adult)
    worked = latest(
        authorised, enquiry["conference"], working(enquiry["started"], 10), plan_ended, need_ended
    )
    closed = np.where(nfa, decided, working(worked, random.integers(0, 6, n)))
    closed = np.where(nfa, closed, latest(earliest(closed, latest(adult, worked)), worked))
    closed = np.where(taken, latest(later(period["ceased"], random.integers(0, 25, n)), worked), closed)
    supported = taken | ~np.isnat(need_started) | ~np.isnat(plan["started"])
    return Rows(
        {
            "child": child, "area": area, "referred": when, "decided": decided, "nfa": nfa,
            "source": chosen(random, rates.SOURCES, n), "primary_need": chosen(random, rates.NEEDS, n),
            "assessment_started": started, "authorised": authorised,
            "seen": random.random(n) < 0.93, "supported": supported,
            "enquiry": enquiry["started"], "target": working(enquiry["started"], 15),
            "conference": enquiry["conference"],
            "plan_started": plan["started"], "plan_ended": plan_ended,
            "need_started": need_started, "need_ended": need_ended,
            "entered": entered, "ceased": period["ceased"], "route": period["route"],
            "closed": closed, "reason_closed": _reasons(random, supported, period, nfa),
            **{f"review_{k}": plan[f"review_{k}"] for k in range(REVIEWS)},
        }
    )  # fmt: skip


def _working_days(random: np.random.Generator, span: Span, when: Days, area: Array) -> Array:
    """Working days from referral to authorisation, by the quarter in which the 45 end, and by team."""
    rate = span.by_quarter(working(when, 45), rates.WITHIN_45, rates.WITHIN_45_OTHERWISE)
    rate = rate + rates.SLOWER_TEAM * (1.0 - (area % 4) * (2 / 3))
    return how_many_days(random, rate)


def how_many_days(random: np.random.Generator, within: Array) -> Array:
    """Working days that an assessment took, when `within` of them take 45 at most."""
    u = random.random(len(within))
    days, shares = zip(*rates.ASSESSED_BY, (45, 0.84), strict=True)
    soon = np.interp(u * 0.84 / within, shares, days)
    after_days, after_shares = zip((45, 0.0), *rates.ASSESSED_AFTER, strict=True)
    late = np.interp((u - within) / (1 - within), after_shares, after_days)
    return np.asarray(np.ceil(np.where(u < within, soon, np.maximum(late, 45.01))).astype("int64"))


def _enquiries(
    random: np.random.Generator, span: Span, when: Days, authorised: Days, nfa: Array
) -> dict[str, Array]:
    n = len(when)
    enquired = (random.random(n) < rates.ENQUIRED) & ~nfa
    early = earliest(working(when, random.integers(0, 13, n)), authorised)
    # Some come while the case is worked with already.
    started = np.where(random.random(n) < 0.75, early, working(authorised, random.integers(5, 60, n)))
    started = np.where(enquired, started, NO_DAY)
    needed = random.random(n) < rates.TO_CONFERENCE
    within = span.by_quarter(working(started, 15), rates.CONFERENCE_WITHIN_15, 0.78)
    on_time = random.random(n) < within
    wait = np.where(on_time, random.integers(8, 16, n), random.integers(16, 31, n))
    conference = np.where(needed, working(started, wait), NO_DAY)
    return {"started": started, "conference": conference, "to_plan": random.random(n) < rates.TO_PLAN}


def protection(random: np.random.Generator, enquiry: dict[str, Array], adult: Days) -> dict[str, Array]:
    """Plans from the conferences, with each review's day until the one that ended them."""
    n = len(adult)
    started = np.where(enquiry["to_plan"] & (enquiry["conference"] < adult), enquiry["conference"], NO_DAY)
    plan: dict[str, Array] = {"started": started}
    ended, at = no_days(n), started
    for k in range(REVIEWS):
        on_time = random.integers(75, 91, n) if k == 0 else random.integers(140, 182, n)
        over = np.where(random.random(n) < rates.REVIEW_LATE, random.integers(12, 40, n), 0)
        at = later(at, on_time + over)
        plan[f"review_{k}"] = at
        ends = (random.random(n) < rates.PLAN_ENDS_AT_REVIEW[k]) & np.isnat(ended)
        ended = np.where(ends, at, ended)
    # Some end otherwise: the family moved away.
    moved = random.random(n) < 0.06
    ended = np.where(moved, earliest(ended, later(started, random.integers(20, 300, n))), ended)
    plan["ended"] = np.where(np.isnat(started), NO_DAY, earliest(ended, adult))
    return plan


def _into_care(span: Span, born: Days, when: Days) -> Array:
    """The chance that a referral comes into care, by age; so many a year as the rates say."""
    years = age(born, when)
    per_referral = np.zeros(len(when))
    for (low, high), share in rates.ENTRY_AGES.items():
        among = next(part for (first, last), part in REFERRED.items() if first <= low < last)
        chance = rates.CARE_ENTRIES * share / (rates.REFERRALS * among)
        per_referral = np.where((years >= low) & (years < np.ceil(high)), chance, per_referral)
    return per_referral * care_growth(span, when)


def care_growth(span: Span, when: Days) -> Array:
    """Entries into care beside the reference year's: fewer before it."""
    return np.interp(span.year_of(when), [-17, -8, -3, -2, -1, 0], [0.78, 0.84, 0.88, 0.86, 0.98, 1.08])


def _entered(
    random: np.random.Generator, when: Days, enquiry: Days, plan: Days, plan_ended: Days, taken: Array,
    adult: Days,
) -> Days:  # fmt: skip
    """The day of coming into care: within weeks of a referral or enquiry, or from a protection plan."""
    n = len(when)
    soon = later(latest(when, enquiry), random.integers(0, 12, n) ** 2 // 3)
    from_plan = later(plan, 14 + np.minimum(random.exponential(90, n), 400))
    entered = np.where(np.isnat(plan), soon, earliest(from_plan, plan_ended))
    return np.where(taken & (entered < later(adult, -30)), entered, NO_DAY)


def _need(
    random: np.random.Generator, authorised: Days, nfa: Array, plan: Days, plan_ended: Days, entered: Days,
    adult: Days,
) -> tuple[Days, Days]:  # fmt: skip
    """Need plans: after the assessment where no protection plan was made, or stepped down from one."""
    n = len(authorised)
    supported = (random.random(n) < rates.NEEDS_SUPPORT) & ~nfa & np.isnat(plan)
    stepped_down = ~np.isnat(plan) & np.isnat(entered) & (plan_ended < adult) & (random.random(n) < 0.8)
    started = np.where(supported, working(authorised, random.integers(0, 9, n)), NO_DAY)
    started = np.where(stepped_down, plan_ended, started)
    length = random.gamma(1.6, rates.NEED_MONTHS * 30.4 / 1.6, n) + 14
    length = np.where(random.random(n) < rates.LONG_NEED, random.uniform(500, 2500, n), length)
    length = np.where(stepped_down, random.integers(60, 150, n), length)
    ended = earliest(later(started, length), adult, entered)
    there = started < ended
    return np.where(there, started, NO_DAY), np.where(there, ended, NO_DAY)


def _reasons(random: np.random.Generator, supported: Array, period: Rows, nfa: Array) -> Array:
    other = chosen(random, {"RC7": 0.93, "RC5": 0.05, "RC6": 0.02}, len(nfa))
    reason = np.where(supported, other, "RC8")
    for route, code in ((care.ADOPTION, "RC1"), (care.GUARDIANSHIP, "RC4")):
        reason = np.where(period["route"] == route, code, reason)
    return np.where(nfa, "", reason)


def old_care(random: np.random.Generator, span: Span) -> tuple[Days, Array]:
    """Days of referral and ages of those who came into care before the front door is simulated."""
    when = spread(random, span.childhood_from, span.front_door_from, rates.CARE_ENTRIES * span.scale)
    when = when[random.random(len(when)) < care_growth(span, when)]
    bands, shares = list(rates.ENTRY_AGES), np.array(list(rates.ENTRY_AGES.values()))
    band = np.array(bands)[random.choice(len(bands), len(when), p=shares / shares.sum())]
    return when, band[:, 0] + random.random(len(when)) * (band[:, 1] - band[:, 0])
