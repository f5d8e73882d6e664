"""Young people with leaving care services."""

from __future__ import annotations

from goldenthread.casedata.measures.care import RETURN
from goldenthread.casedata.measures.counting import each, in_period, not_one_of, share
from goldenthread.casedata.measures.definition import Expression, Looks, Measure, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A

LEFT_OUT = ("DIED", "EXCLUDED")
NOT_IN_EDUCATION_OR_WORK = ("G4", "G5", "G6")
_ALL = "Young people with leaving care services at the end of the period."
_EXCLUSIONS = "Those who died or are marked to be left out."
_BASIS = "DfE, Children looked after in England including adoption: care leavers."


def _listed(t: Tables, periods: Expression) -> Expression:
    """Annex A's list as it stood at the end of each period."""
    leavers = t.care_leavers.join(periods, "period")
    return leavers.filter(not_one_of(leavers.in_touch, LEFT_OUT))


def _returned(t: Tables, periods: Expression) -> Expression:
    """The 903 return's young people of the year that ends with the period."""
    leavers = in_period(t.care_leavers, "seen_until", periods)
    return leavers.filter(not_one_of(leavers.in_touch, LEFT_OUT))


def _share_of_leavers(measure_: Measure, column: str, codes: tuple[str, ...]) -> None:
    columns = tuple(dict.fromkeys(("in_touch", column)))

    @measure_.counted_by(sources=ANNEX_A, needs={"care_leavers": columns}, looks=Looks.END, as_it_stood=True)
    def as_listed(t: Tables, periods: Expression) -> Expression:
        leavers = _listed(t, periods)
        return share(leavers, leavers[column].isin(codes))

    @measure_.counted_by(
        sources=RETURN,
        needs={"care_leavers": (*columns, "seen_until")},
        looks=Looks.MARCH,
        note="Young people of the ages that the return asks for.",
    )
    def as_returned(t: Tables, periods: Expression) -> Expression:
        leavers = _returned(t, periods)
        return share(leavers, leavers[column].isin(codes))


_number = measure(
    "care-leavers",
    title="Care leavers",
    unit=Unit.COUNT,
    numerator=_ALL,
    exclusions=_EXCLUSIONS,
    basis=_BASIS,
)


@_number.counted_by(sources=ANNEX_A, needs={"care_leavers": ("in_touch",)}, looks=Looks.END, as_it_stood=True)
def care_leavers(t: Tables, periods: Expression) -> Expression:
    return each(_listed(t, periods))


@_number.counted_by(
    sources=RETURN,
    needs={"care_leavers": ("in_touch", "seen_until")},
    looks=Looks.MARCH,
    note="Young people of the ages that the return asks for.",
)
def care_leavers_returned(t: Tables, periods: Expression) -> Expression:
    return each(_returned(t, periods))


_share_of_leavers(
    measure(
        "care-leavers-in-touch",
        title="Care leavers with whom the council is in touch",
        unit=Unit.PERCENT,
        numerator="Of those in the denominator, in touch.",
        denominator=_ALL,
        exclusions=_EXCLUSIONS,
        basis=_BASIS,
    ),
    "in_touch",
    ("YES",),
)
_share_of_leavers(
    measure(
        "care-leavers-suitable-accommodation",
        title="Care leavers in suitable accommodation",
        unit=Unit.PERCENT,
        numerator="Of those in the denominator, in suitable accommodation. Not known is not suitable.",
        denominator=_ALL,
        exclusions=_EXCLUSIONS,
        basis=_BASIS,
    ),
    "suitable",
    ("YES",),
)
_share_of_leavers(
    measure(
        "care-leavers-neet",
        title="Care leavers not in education, employment or training",
        unit=Unit.PERCENT,
        numerator="Of those in the denominator, not in education, employment or training.",
        denominator=_ALL,
        exclusions=f"{_EXCLUSIONS} Those whose activity is not known stay in the denominator.",
        basis=_BASIS,
    ),
    "activity",
    NOT_IN_EDUCATION_OR_WORK,
)
