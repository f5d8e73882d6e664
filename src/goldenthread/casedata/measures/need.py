"""Children in need and their plans."""

from __future__ import annotations

from collections.abc import Callable

from goldenthread.casedata.measures.counting import each, in_period, one_a_child, open_at_end
from goldenthread.casedata.measures.definition import Expression, Looks, Tables, Unit, measure
from goldenthread.casedata.measures.front_door import CENSUS_FIRST
from goldenthread.casedata.sources import Source

_EXCLUSIONS = "A child with more than one open case counts once. Cases that ended in the period do not count."
_BASIS = "DfE, Characteristics of children in need."


def _at_end(start: str) -> Callable[[Tables, Expression], Expression]:
    def count(t: Tables, periods: Expression) -> Expression:
        return each(one_a_child(open_at_end(t.need, t.need[start], "ended", periods), start))

    return count


_number = measure(
    "children-in-need",
    title="Children in need",
    unit=Unit.COUNT,
    numerator="Children with a case that is open at the end of the period.",
    exclusions=_EXCLUSIONS,
    basis=_BASIS,
)
_rate = measure(
    "children-in-need-rate",
    title="Children in need per 10,000 children",
    unit=Unit.RATE,
    numerator="Children with a case that is open at the end of the period.",
    denominator="Children under 18.",
    exclusions=_EXCLUSIONS,
    basis=_BASIS,
)
for _one in (_number, _rate):
    _one.counted_by(
        sources=(Source.CIN_CENSUS,), needs={"need": ("referred", "ended")}, looks=Looks.END,
        note="A case begins with its referral.",
    )(_at_end("referred"))  # fmt: skip
    _one.counted_by(
        sources=(Source.ANNEX_A,), needs={"need": ("started", "ended")}, looks=Looks.END,
    )(_at_end("started"))  # fmt: skip


@measure(
    "children-in-need-ended",
    title="Cases of children in need that ended",
    unit=Unit.COUNT,
    numerator="Cases that ended in the period.",
    basis=_BASIS,
).counted_by(sources=CENSUS_FIRST, needs={"need": ("ended",)}, looks=Looks.PERIOD)
def need_ended(t: Tables, periods: Expression) -> Expression:
    return each(in_period(t.need, "ended", periods))


@measure(
    "need-plans",
    title="Children with a child in need plan",
    unit=Unit.COUNT,
    numerator="Children with a child in need plan that is open at the end of the period.",
    exclusions="A child with more than one open plan counts once.",
).counted_by(sources=(Source.CIN_CENSUS,), needs={"need_plans": ("started", "ended")}, looks=Looks.END)
def need_plans(t: Tables, periods: Expression) -> Expression:
    plans = t.need_plans
    return each(one_a_child(open_at_end(plans, plans.started, "ended", periods), "started"))
