"""Where children in care live: how often they moved, for how long they stay, and how far from home."""

from __future__ import annotations

from goldenthread.casedata.measures.care import (
    AT_END,
    BASIS,
    CARE,
    EPISODES,
    EXCLUSIONS,
    RETURN,
    STARTED,
    care_at_end,
    episodes_at_end,
)
from goldenthread.casedata.measures.counting import KEPT, not_one_of, share
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A

NEW_PLACEMENT = (STARTED, "P", "T", "B", "U")
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
FOR_ADOPTION = ("A", "A3", "A4", "A5", "A6")
MANY, FAR = 3, 20


def _with_every_episode(t: Tables, periods: Expression) -> Expression:
    """Each child in care at the end of a period, beside each episode that began by then.

    The episode's columns are `began`, `until`, `why_new` and `where`.
    """
    here = episodes_at_end(t, periods)
    every = t.care_episodes
    every = every.select(
        "authority",
        "child",
        began=every.started,
        until=every.ended,
        why_new=every.reason_new,
        where=every.placement,
    )
    beside = here.join(every, ["authority", "child"])
    return beside.filter(beside.began < beside.ends)


def _each_child(rows: Expression) -> list[str]:
    return [name for name in ("period", *KEPT) if name in rows.columns]


@measure(
    "placements-3-or-more",
    title="Children in care with three or more placements in 12 months",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, with three or more placements in the 12 months to the end of "
    "the period: the one at the start of the 12 months, and each that began in them.",
    denominator=AT_END,
    exclusions=f"{EXCLUSIONS} Temporary placements (T0 to T4) are not counted as placements.",
    basis=BASIS,
).counted_by(
    sources=RETURN,
    needs={"care_episodes": ("started", "ended", "legal_status", "reason_new", "placement")},
    looks=Looks.YEAR,
)
def placements_3_or_more(t: Tables, periods: Expression) -> Expression:
    beside = _with_every_episode(t, periods)
    since = beside.year_starts
    at_start = (beside.began < since) & (beside.until.isnull() | (beside.until > since))
    began = (beside.began >= since) & beside.why_new.isin(NEW_PLACEMENT)
    counts = (at_start | began) & not_one_of(beside["where"], TEMPORARY)
    children = beside.group_by(_each_child(beside)).agg(placements=counts.ifelse(1, 0).sum())
    return share(children, children.placements >= MANY)


@placements_3_or_more.counted_by(
    sources=ANNEX_A,
    needs={"care": ("started", "ceased", "legal_status", "placements_in_12_months")},
    looks=Looks.END,
    as_it_stood=True,
    note="As the list counts placements in the last 12 months.",
)
def placements_as_listed(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    return share(here, here.placements_in_12_months >= MANY)


@measure(
    "long-term-stability",
    title="Long-term stability of placements",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, in the same placement for at least 2 years, or placed for "
    "adoption.",
    denominator="Children in care at the end of the period, under 16 and looked after for at least 2 years "
    "and 6 months without a break.",
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=RETURN,
    needs={
        "care_episodes": ("started", "ended", "legal_status", "reason_new", "placement"),
        "children": ("born",),
    },
    looks=Looks.THIRTY_MONTHS,
)
def long_term_stability(t: Tables, periods: Expression) -> Expression:
    beside = _with_every_episode(t, periods).join(
        t.children.select("authority", "child", "born"), ["authority", "child"]
    )
    beside = beside.filter(beside.born > beside.months_192)
    then = (beside.began <= beside.months_30) & (beside.until.isnull() | (beside.until > beside.months_30))
    again = (beside.why_new == STARTED) & (beside.began > beside.months_30)
    moved = beside.why_new.isin(NEW_PLACEMENT) & (beside.began > beside.months_24)
    children = beside.group_by([*_each_child(beside), "placement"]).agg(
        then=then.ifelse(1, 0).sum(), again=again.ifelse(1, 0).sum(), moved=moved.ifelse(1, 0).sum()
    )
    children = children.filter((children.then > 0) & (children.again == 0))
    return share(children, (children.moved == 0) | children.placement.isin(FOR_ADOPTION))


@long_term_stability.counted_by(
    sources=ANNEX_A,
    needs={
        "care": ("started", "ceased", "legal_status", "placement_from", "placement"),
        "children": ("born",),
    },
    looks=Looks.END,
    as_it_stood=True,
    note="From the start of the most recent placement, as the list has it.",
)
def stability_as_listed(t: Tables, periods: Expression) -> Expression:
    born = t.children.select("authority", "child", "born")
    here = care_at_end(t, periods).join(born, ["authority", "child"])
    here = here.filter((here.born > here.months_192) & (here.started <= here.months_30))
    return share(here, (here.placement_from <= here.months_24) | here.placement.isin(FOR_ADOPTION))


@measure(
    "placed-over-20-miles",
    title="Children in care placed more than 20 miles from home",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, placed more than 20 miles from home.",
    denominator=AT_END,
    exclusions=f"{EXCLUSIONS} Children whose distance is not known.",
    basis=BASIS,
).counted_by(sources=RETURN, needs={"care_episodes": (*EPISODES["care_episodes"], "miles")}, looks=Looks.END)
def placed_over_20_miles(t: Tables, periods: Expression) -> Expression:
    here = episodes_at_end(t, periods)
    here = here.filter(here.miles.notnull())
    return share(here, here.miles > FAR)


@measure(
    "placed-out-of-area",
    title="Children in care placed outside the council's area",
    unit=Unit.PERCENT,
    numerator="Of those in the denominator, placed outside the council's area.",
    denominator=AT_END,
    exclusions=f"{EXCLUSIONS} Children for whom it is not said.",
    basis=BASIS,
).counted_by(
    sources=ANNEX_A, needs={"care": (*CARE["care"], "out_of_area")}, looks=Looks.END, as_it_stood=True
)
def placed_out_of_area(t: Tables, periods: Expression) -> Expression:
    here = care_at_end(t, periods)
    here = here.filter(here.out_of_area.notnull())
    return share(here, here.out_of_area)
