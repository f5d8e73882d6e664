"""Children adopted: how long it took, and how many within the thresholds of the adoption scorecards."""

from __future__ import annotations

from goldenthread.casedata.measures.counting import days_between, each, in_year, mean, share
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import ANNEX_A
from goldenthread.casedata.sources import Source

ENTRY_TO_PLACEMENT, ORDER_TO_MATCH = 426, 121
_SOURCES = (*ANNEX_A, Source.SSDA903)
_ADOPTED = "Children adopted in the 12 months to the end of the period."
_BASIS = "DfE, adoption scorecards. The scorecards average three years; this is of one."


def _adopted(t: Tables, periods: Expression, start: str, stop: str) -> Expression:
    """Children adopted in the year to the end with both days, the second not before the first, as `days`."""
    adopted = in_year(t.adoptions, "adopted", periods)
    adopted = adopted.mutate(days=days_between(adopted[start], adopted[stop]))
    return adopted.filter(adopted.days >= 0)


@measure(
    "adoptions",
    title="Children adopted in 12 months",
    unit=Unit.COUNT,
    numerator=_ADOPTED,
    basis=_BASIS,
).counted_by(sources=_SOURCES, needs={"adoptions": ("adopted",)}, looks=Looks.YEAR)
def adoptions(t: Tables, periods: Expression) -> Expression:
    return each(in_year(t.adoptions, "adopted", periods))


def _timed(code: str, words: str, start: str, stop: str, threshold: int) -> None:
    """Define the average days from one day of an adoption to another, and the share within a threshold."""
    needs = {"adoptions": ("adopted", start, stop)}
    exclusions = "Children without either day, or whose second day lies before the first."

    @measure(
        f"adoption-{code}-days",
        title=f"Average days from {words}",
        unit=Unit.DAYS,
        numerator=f"Days from {words}, of all in the denominator.",
        denominator=_ADOPTED,
        exclusions=exclusions,
        basis=_BASIS,
    ).counted_by(sources=_SOURCES, needs=needs, looks=Looks.YEAR)
    def average(t: Tables, periods: Expression) -> Expression:
        adopted = _adopted(t, periods, start, stop)
        return mean(adopted, adopted.days)

    @measure(
        f"adoption-{code}-within-{threshold}-days",
        title=f"At most {threshold} days from {words}",
        unit=Unit.PERCENT,
        numerator=f"Of those in the denominator, with at most {threshold} days from {words}.",
        denominator=_ADOPTED,
        exclusions=exclusions,
        basis=_BASIS,
    ).counted_by(sources=_SOURCES, needs=needs, looks=Looks.YEAR)
    def within(t: Tables, periods: Expression) -> Expression:
        adopted = _adopted(t, periods, start, stop)
        return share(adopted, adopted.days <= threshold)


_timed(
    "a1",
    "entering care to being placed with the adoptive family",
    "entered_care",
    "placed",
    ENTRY_TO_PLACEMENT,
)
_timed("a2", "the placement order to the match", "placement_order", "matched", ORDER_TO_MATCH)
