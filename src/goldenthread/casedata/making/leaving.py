"""Health in care, leaving care services, and the adoption agency's adopters."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import rates
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
    months,
    working,
)
from goldenthread.casedata.making.span import Span, share, spread

ACCOMMODATION = {
    "U": 0.38,
    "B": 0.17,
    "Z": 0.13,
    "D": 0.12,
    "T": 0.06,
    "E": 0.05,
    "K": 0.03,
    "X": 0.03,
    "R": 0.02,
    "Y": 0.01,
}
ACTIVITY = {"F1": 0.07, "F2": 0.24, "P2": 0.03, "F4": 0.06, "F5": 0.18, "P5": 0.05}
IDLE = {"G4": 0.11, "G5": 0.18, "G6": 0.08}
NO_TOUCH = {"NO": 0.6, "REFU": 0.2, "NREQ": 0.2}
LAST_REVIEWED = 21


def health(random: np.random.Generator, span: Span, born: Days, period: Rows) -> Rows:
    """Health assessments and dental checks: child, period, kind (health, teeth), at.

    The first health one of a period is the initial assessment.
    """
    n = len(period)
    due = working(period["entered"], 20)
    on_time = share(random, span.by_quarter(due, rates.INITIAL_HEALTH, rates.INITIAL_HEALTH_OTHERWISE))
    wait = np.where(
        on_time, random.integers(9, 21, n), 21 + np.minimum(random.exponential(14, n), 120).astype("int64")
    )
    found = []
    for kind, at, first, rate in (
        ("health", working(period["entered"], wait), 6, rates.HEALTH_DONE),
        ("teeth", later(period["entered"], random.integers(20, 330, n)), 12, rates.TEETH_DONE),
    ):
        which = np.arange(n)
        while len(which):
            still = at < period["ceased"][which]
            which, at = which[still], at[still]
            found.append((which, at, kind))
            gap = np.where(age(born[which], at) < 5, first, 12)
            done = random.random(len(at)) < rate
            over = np.where(done, -random.integers(3, 50, len(at)), random.integers(15, 260, len(at)))
            at = later(months(at, gap), over)
    index = np.concatenate([which for which, _, _ in found])
    kinds = np.concatenate([np.full(len(which), kind, dtype=object) for which, _, kind in found])
    days = np.concatenate([at for _, at, _ in found])
    rows = Rows({"child": period["child"][index], "period": index, "kind": kinds, "at": days})
    return rows.by("period", "kind", "at")


def leavers(random: np.random.Generator, born: Days, period: Rows) -> Rows:
    """Young people with leaving care services: child, from, until, asylum_seeking, and steady answers.

    From the end of care at 16 or later, until 21; those who left before 18 and stayed with family go sooner.
    """
    at_end = age(born, period["ceased"])
    length = (period["ceased"] - period["entered"]).astype("int64")
    among = (at_end >= 16) & (length >= 91)
    period, born, at_end = period.only(among), born[among], at_end[among]
    n = len(period)
    until = birthday(born, LAST_REVIEWED)
    early = random.random(n) < np.where(at_end < 18, 0.25, 0.02)
    until = np.where(early, earliest(later(period["ceased"], random.integers(120, 700, n)), until), until)
    idle = random.random(n) < rates.NOT_IN_EMPLOYMENT
    suitable = random.random(n) < rates.SUITABLE
    accommodation = chosen(random, ACCOMMODATION, n)
    accommodation = np.where(
        suitable, accommodation, chosen(random, {"S": 0.3, "W": 0.2, "X": 0.4, "V": 0.1}, n)
    )
    return Rows(
        {
            "child": period["child"], "period": np.flatnonzero(among), "from": period["ceased"],
            "until": until, "asylum_seeking": period["asylum_seeking"],
            "in_touch": np.where(random.random(n) < rates.IN_TOUCH, "YES", chosen(random, NO_TOUCH, n)),
            "accommodation": accommodation, "suitable": suitable,
            "activity": np.where(idle, chosen(random, IDLE, n), chosen(random, ACTIVITY, n)),
            "phase": random.integers(0, 180, n),
        }
    )  # fmt: skip


def adopters(random: np.random.Generator, span: Span) -> Rows:
    """Individuals in contact with the adoption agency, two to most families; their days in order."""
    enquired = spread(random, span.front_door_from, span.ends, rates.ADOPTERS * span.scale / 2)
    n = len(enquired)
    chain = [enquired]
    for low, high in (
        (10, 60),
        (50, 110),
        (1, 40),
        (90, 180),
        (5, 30),
        (10, 40),
        (20, 260),
        (10, 30),
        (100, 260),
    ):
        chain.append(later(chain[-1], random.integers(low, high, n)))
    far = random.integers(1, len(chain) + 1, n)  # how many of their days come about
    far = np.where(random.random(n) < 0.55, len(chain), far)
    names = (
        "enquired", "stage_1_started", "stage_1_ended", "stage_2_started", "stage_2_ended", "applied",
        "approved", "matched", "placed", "adopted",
    )  # fmt: skip
    columns: dict[str, Array] = {
        name: np.where(far > k, days, NO_DAY) for k, (name, days) in enumerate(zip(names, chain, strict=True))
    }
    reached = np.array(chain)[np.minimum(far, len(chain)) - 1, np.arange(n)]
    columns["left"] = np.where(far < len(chain), later(reached, random.integers(5, 90, n)), NO_DAY)
    columns["reason_left"] = np.where(
        far < len(chain), chosen(random, {"1": 0.6, "2": 0.25, "3": 0.15}, n), ""
    )
    columns["children_placed"] = np.where(far > 8, random.integers(1, 3, n), 0)
    columns["family"] = np.arange(n)
    alone = random.random(n) < 0.12
    everybody = np.r_[np.arange(n), np.flatnonzero(~alone)]
    rows = Rows(columns).only(everybody)
    rows = rows.plus(
        number=np.arange(len(everybody)), sex=chosen(random, {"M": 0.45, "F": 0.55}, len(everybody)),
        ethnicity=chosen(random, rates.ETHNICITIES, len(everybody)),
        disabled=random.random(len(everybody)) < 0.03, fosters=random.random(len(everybody)) < 0.2,
    )  # fmt: skip
    return rows.by("enquired", "family", "number")
