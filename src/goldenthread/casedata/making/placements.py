"""The episodes of a period of care: each placement under each legal status, as the 903 return counts them."""

from __future__ import annotations

import numpy as np

from goldenthread.casedata.making import rates
from goldenthread.casedata.making.care import ADOPTION, ADULT, GUARDIANSHIP
from goldenthread.casedata.making.rows import Array, Days, Rows, age, chosen, later

FOSTER = {"U6": 0.50, "U4": 0.24, "U3": 0.12, "U1": 0.06, "K2": 0.06, "P1": 0.02}
ADOLESCENT = {"U6": 0.40, "U4": 0.16, "U3": 0.07, "K2": 0.19, "H5": 0.07, "P2": 0.05, "S1": 0.03, "P1": 0.03}
SETTLED = {"U4": 0.62, "U1": 0.16, "U6": 0.10, "K2": 0.10, "S1": 0.02}
PROVIDERS = {"PR1": 0.60, "PR4": 0.32, "PR5": 0.05, "PR2": 0.03}
WHY_MOVED = {"CARPL": 0.40, "PLACE": 0.10, "LAREQ": 0.10, "CREQB": 0.22, "STAND": 0.03, "OTHER": 0.15}
FIRST_STATUS = {"V2": 0.58, "C1": 0.36, "L1": 0.03, "L2": 0.02, "J1": 0.01}
HOME_ENDS = {"E4A": 0.72, "E4B": 0.16, "E13": 0.07, "E3": 0.03, "E8": 0.02}
GUARDIANSHIP_ENDS = {"E45": 0.42, "E46": 0.12, "E47": 0.38, "E48": 0.08}
ADULT_ENDS = {"E5": 0.30, "E6": 0.18, "E7": 0.08, "E17": 0.34, "E8": 0.08, "E9": 0.02}
PLACED_FOR_ADOPTION, PLACED_WITH_CARER = "A6", "A5"
A_YEAR = 365.25
PLACEMENT, STATUS = 1, 2


def episodes(random: np.random.Generator, born: Days, period: Rows, adopted: Rows) -> Rows:
    """Episodes in order: child, period, started, reason_new, legal_status, placement, ended, and so on.

    `period` has child, entered, ceased, route, primary_need; `adopted` gives the days of placement orders and
    of placing, by child and entry.
    """
    placed, ordered = (_on_periods(period, adopted, name) for name in ("placed", "placement_order"))
    events = _events(random, born, period, placed, ordered)
    first = np.r_[True, events["period"][1:] != events["period"][:-1]]
    last = np.r_[first[1:], True]
    which, started = events["period"], events["at"]
    ended = np.where(last, period["ceased"][which], np.r_[started[1:], started[:1]])
    end_codes = _ends(random, period)
    moved = events["moved"].astype(bool)
    next_moves = np.r_[moved[1:], False]
    status_only = ~moved
    reason_new = np.select([first, status_only], ["S", "L"], "P")
    both = ~first & moved & events["ruled"].astype(bool)
    to_adopters = np.isin(np.r_[events["placement"][1:], [""]], [PLACED_FOR_ADOPTION, PLACED_WITH_CARER])
    why = np.where(to_adopters, "PLACE", chosen(random, WHY_MOVED, len(events)))
    return Rows(
        {
            "child": period["child"][which], "period": which, "started": started,
            "reason_new": np.where(both, "B", reason_new).astype(object),
            "legal_status": events["status"], "category_of_need": period["primary_need"][which],
            "placement": events["placement"], "provider": events["provider"], "ended": ended,
            "reason_ended": np.where(last, end_codes[which], "X1").astype(object),
            "reason_moved": np.where(last | ~next_moves, "", why).astype(object),
            "miles": events["miles"], "placed_on": events["placed_on"], "ruled_on": events["ruled_on"],
        }
    )  # fmt: skip


def _on_periods(period: Rows, adopted: Rows, name: str) -> Days:
    days = np.full(len(period), np.datetime64("NaT", "D"))
    at = {(c, e): i for i, (c, e) in enumerate(zip(period["child"], period["entered"], strict=True))}
    for child, entered, when in zip(adopted["child"], adopted["entered_care"], adopted[name], strict=True):
        days[at[child, entered]] = when
    return days


def _events(random: np.random.Generator, born: Days, period: Rows, placed: Days, ordered: Days) -> Rows:
    """Changes of placement and of legal status, in order, each with what stands after it."""
    n = len(period)
    length = (period["ceased"] - period["entered"]).astype("int64")
    # Most moves come early; a few children move a great deal.
    restless = random.gamma(0.7, 1 / 0.7, n)
    years = np.minimum(length / A_YEAR, 1.2) + np.maximum(length / A_YEAR - 1.2, 0) * 0.30
    moves = np.minimum(random.poisson(rates.MOVES_A_YEAR * restless * years), 14)
    moved = np.repeat(np.arange(n), moves)
    part = random.beta(0.8, 1.6, len(moved))
    at = later(period["entered"][moved], 2 + part * np.maximum(length[moved] - 4, 1))
    kept = at < period["ceased"][moved]
    kept &= ~(at >= placed[moved])  # nobody moves once placed for adoption
    moved, at = moved[kept], at[kept]
    ordered_care = (length > 230) & (random.random(n) < 0.72)
    care_order = later(period["entered"], np.minimum(random.integers(120, 260, n), length - 5))
    stays = ~np.isnat(ordered)
    parts = [
        _part(np.arange(n), period["entered"], chosen(random, FIRST_STATUS, n), PLACEMENT | STATUS),
        _part(moved, at, np.full(len(moved), "", dtype=object), PLACEMENT),
    ]
    care_orders = np.flatnonzero(ordered_care & ~stays)
    parts.append(_part(care_orders, care_order[care_orders], _full("C2", len(care_orders)), STATUS))
    orders = np.flatnonzero(stays)
    parts.append(_part(orders, ordered[orders], _full("E1", len(orders)), STATUS))
    placings = np.flatnonzero(~np.isnat(placed))
    parts.append(_part(placings, placed[placings], _full("", len(placings)), PLACEMENT))
    rows = Rows({name: np.concatenate([part[name] for part in parts]) for name in parts[0]}).by(
        "period", "at"
    )
    return _stand(random, born, period, _merged(rows), placed)


def _full(word: str, number: int) -> Array:
    return np.full(number, word, dtype=object)


def _part(period: Array, at: Days, status: Array, what: int) -> dict[str, Array]:
    number = len(period)
    return {"period": period, "at": at, "status": status, "what": np.full(number, what)}


def _merged(rows: Rows) -> Rows:
    """Changes of one day in one period as one."""
    new = np.r_[True, (rows["period"][1:] != rows["period"][:-1]) | (rows["at"][1:] != rows["at"][:-1])]
    group = np.cumsum(new) - 1
    what = np.zeros(new.sum(), dtype="int64")
    np.bitwise_or.at(what, group, rows["what"])
    status = _full("", len(what))
    told = rows["status"] != ""
    status[group[told]] = rows["status"][told]
    return rows.only(new).plus(what=what, status=status)


def _stand(random: np.random.Generator, born: Days, period: Rows, rows: Rows, placed: Days) -> Rows:
    """What stands after each change: the placement, its provider and distance, and the status."""
    n, which = len(rows), rows["period"]
    years = age(born[which], rows["at"])
    length = (period["ceased"] - period["entered"]).astype("int64")[which]
    settled = (length > 1000) & ((rows["at"] - period["entered"][which]).astype("int64") > 240)
    placement = np.where(years < 12, chosen(random, FOSTER, n), chosen(random, ADOLESCENT, n))
    placement = np.where(
        (placement == "H5") & (years < 16) | (placement == "P2") & (years < 16), "K2", placement
    )
    placement = np.where(settled & (years < 16), chosen(random, SETTLED, n), placement)
    with_carer = random.random(n) < 0.25
    adopters = rows["at"] == placed[which]
    placement = np.where(adopters, np.where(with_carer, PLACED_WITH_CARER, PLACED_FOR_ADOPTION), placement)
    provider = chosen(random, PROVIDERS, n)
    residential = np.isin(placement, ["K2", "H5", "S1", "P2"])
    provider = np.where(residential, np.where(random.random(n) < 0.75, "PR4", "PR1"), provider)
    provider = np.where(placement == "P1", "PR0", np.where(adopters, "PR1", provider))
    miles = np.where(random.random(n) < 0.25, random.integers(21, 90, n), random.integers(0, 21, n))
    moved = (rows["what"] & PLACEMENT) > 0
    ruled = (rows["what"] & STATUS) > 0
    by_move, by_rule = _last(moved), _last(ruled)
    return rows.plus(
        moved=moved, ruled=ruled, placement=placement[by_move].astype(object),
        provider=provider[by_move].astype(object), miles=miles[by_move], placed_on=rows["at"][by_move],
        status=rows["status"][by_rule], ruled_on=rows["at"][by_rule],
    )  # fmt: skip


def _last(true: Array) -> Array:
    """The index of the last true one at or before each; every period begins with one."""
    return np.maximum.accumulate(np.where(true, np.arange(len(true)), 0))


def _ends(random: np.random.Generator, period: Rows) -> Array:
    n = len(period)
    adopted = chosen(random, {"E11": 0.45, "E12": 0.55}, n)
    return np.select(
        [period["route"] == ADOPTION, period["route"] == GUARDIANSHIP, period["route"] == ADULT],
        [adopted, chosen(random, GUARDIANSHIP_ENDS, n), chosen(random, ADULT_ENDS, n)],
        chosen(random, HOME_ENDS, n),
    )


def missing(random: np.random.Generator, born: Days, period: Rows) -> Rows:
    """Times missing or away, with their return interviews: child, period, kind, began, and so on."""
    n = len(period)
    teens = np.maximum(
        (period["ceased"] - np.maximum(period["entered"], later(born, 12 * A_YEAR))).astype("int64"), 0
    )
    often = np.where(random.random(n) < 0.30, random.gamma(0.7, 5.0, n), random.gamma(0.3, 0.2, n))
    which = np.repeat(np.arange(n), np.minimum(random.poisson(often * teens / A_YEAR), 120))
    began = later(period["ceased"][which], -(1 + random.random(len(which)) * np.maximum(teens[which] - 2, 0)))
    began = np.maximum(began, period["entered"][which])
    away = np.minimum(random.exponential(0.7, len(which)), (period["ceased"][which] - began).astype("int64"))
    returned = began.astype("M8[m]") + (away * 1440 + random.integers(60, 900, len(which))).astype("m8[m]")
    returned = np.minimum(returned, period["ceased"][which].astype("M8[m]"))
    offered = random.random(len(which)) < 0.88
    after = np.where(
        random.random(len(which)) < 0.66,
        random.integers(4, 72, len(which)),
        random.integers(73, 300, len(which)),
    )
    done = offered & (random.random(len(which)) < 0.80)
    interviewed = np.where(done, returned + (after * 60).astype("m8[m]"), np.datetime64("NaT", "m"))
    rows = Rows(
        {
            "child": period["child"][which], "period": which,
            "kind": np.where(random.random(len(which)) < 0.8, "M", "A").astype(object),
            "began": began, "ended": returned.astype("M8[D]"), "returned_at": returned,
            "interview_offered": offered, "interviewed_at": interviewed,
        }
    )  # fmt: skip
    rows = rows.by("period", "began", "ended")
    again = (rows["period"][1:] == rows["period"][:-1]) & (rows["began"][1:] == rows["began"][:-1])
    return rows.only(np.r_[True, ~again])
