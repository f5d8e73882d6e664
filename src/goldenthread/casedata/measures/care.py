"""Children in care: how many, who started, who ceased and why. Short breaks are left out throughout."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import (
    each,
    in_period,
    in_year,
    not_one_of,
    one_a_child,
    open_at_end,
    share,
)
from goldenthread.casedata.measures.definition import Expression, Looks, Measure, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A
from goldenthread.casedata.sources import Source

RETURN = (Source.SSDA903,)
SHORT_BREAKS = ("V3", "V4")
STARTED, GOES_ON = "S", "X1"
ADOPTED = ("E1", "E11", "E12")
SPECIAL_GUARDIANSHIP = ("SGO", "E43", "E44", "E45", "E46", "E47", "E48")

EPISODES = {"care_episodes": ("started", "ended", "legal_status")}
CARE = {"care": ("started", "ceased", "legal_status")}
AT_END = "Children in care at the end of the period."
EXCLUSIONS = "Short breaks (legal status V3 and V4)."
BASIS = "DfE, Children looked after in England including adoption."


def episodes_at_end(t: Tables, periods: Expression) -> Expression:
    """The 903 return's children in care at the end of a period: the episode that is open for each."""
    episodes = not_short_breaks(t.care_episodes)
    return one_a_child(open_at_end(episodes, episodes.started, "ended", periods), "started")


def care_at_end(t: Tables, periods: Expression) -> Expression:
    """Annex A's children in care at the end of a period: the period of care that is open for each."""
    care = not_short_breaks(t.care)
    return one_a_child(open_at_end(care, care.started, "ceased", periods), "started")


def not_short_breaks(rows: Expression) -> Expression:
    return rows.filter(not_one_of(rows.legal_status, SHORT_BREAKS))


def _at_end(measure_: Measure) -> None:
    @measure_.counted_by(sources=RETURN, needs=EPISODES, looks=Looks.END)
    def by_episode(t: Tables, periods: Expression) -> Expression:
        return each(episodes_at_end(t, periods))

    @measure_.counted_by(sources=ANNEX_A, needs=CARE, looks=Looks.END)
    def by_care(t: Tables, periods: Expression) -> Expression:
        return each(care_at_end(t, periods))


_at_end(
    measure(
        "children-in-care",
        title="Children in care",
        unit=Unit.COUNT,
        numerator=AT_END,
        exclusions=EXCLUSIONS,
        basis=BASIS,
    )
)
_at_end(
    measure(
        "children-in-care-rate",
        title="Children in care per 10,000 children",
        unit=Unit.RATE,
        numerator=AT_END,
        denominator="Children under 18.",
        exclusions=EXCLUSIONS,
        basis=BASIS,
    )
)


@measure(
    "care-started",
    title="Children who started to be looked after",
    unit=Unit.COUNT,
    numerator="Periods of care that started in the period.",
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=RETURN, needs={"care_episodes": ("started", "reason_new", "legal_status")}, looks=Looks.PERIOD
)
def care_started(t: Tables, periods: Expression) -> Expression:
    first = not_short_breaks(t.care_episodes)
    return each(in_period(first.filter(first.reason_new == STARTED), "started", periods))


@care_started.counted_by(sources=ANNEX_A, needs={"care": ("started", "legal_status")}, looks=Looks.PERIOD)
def care_list_started(t: Tables, periods: Expression) -> Expression:
    return each(in_period(not_short_breaks(t.care), "started", periods))


def _last_episodes(t: Tables) -> Expression:
    last = not_short_breaks(t.care_episodes)
    return last.filter(not_one_of(last.reason_ended, (GOES_ON,)))


@measure(
    "care-ceased",
    title="Children who ceased to be looked after",
    unit=Unit.COUNT,
    numerator="Periods of care that ceased in the period.",
    exclusions=EXCLUSIONS,
    basis=BASIS,
).counted_by(
    sources=RETURN, needs={"care_episodes": ("ended", "reason_ended", "legal_status")}, looks=Looks.PERIOD
)
def care_ceased(t: Tables, periods: Expression) -> Expression:
    return each(in_period(_last_episodes(t), "ended", periods))


@care_ceased.counted_by(sources=ANNEX_A, needs={"care": ("ceased", "legal_status")}, looks=Looks.PERIOD)
def care_list_ceased(t: Tables, periods: Expression) -> Expression:
    return each(in_period(not_short_breaks(t.care), "ceased", periods))


def _ceased_to(code: str, title: str, words: str, reasons: tuple[str, ...]) -> None:
    """Define the share of those who left care in 12 months who left for these reasons."""
    defined = measure(
        code,
        title=title,
        unit=Unit.PERCENT,
        numerator=f"Of those in the denominator, who {words}.",
        denominator="Children who ceased to be looked after in the 12 months to the end of the period.",
        exclusions=EXCLUSIONS,
        basis=BASIS,
    )

    @defined.counted_by(
        sources=RETURN, needs={"care_episodes": ("ended", "reason_ended", "legal_status")}, looks=Looks.YEAR
    )
    def by_episode(t: Tables, periods: Expression) -> Expression:
        ceased = in_year(_last_episodes(t), "ended", periods)
        return share(ceased, ceased.reason_ended.isin(reasons))

    @defined.counted_by(
        sources=ANNEX_A, needs={"care": ("ceased", "reason_ceased", "legal_status")}, looks=Looks.YEAR
    )
    def by_care(t: Tables, periods: Expression) -> Expression:
        ceased = in_year(not_short_breaks(t.care), "ceased", periods)
        return share(ceased, ceased.reason_ceased.isin(reasons))


_ceased_to("care-ceased-adopted", "Left care to be adopted", "were adopted", ADOPTED)
_ceased_to(
    "care-ceased-special-guardianship",
    "Left care on a special guardianship order",
    "left on a special guardianship order",
    SPECIAL_GUARDIANSHIP,
)
