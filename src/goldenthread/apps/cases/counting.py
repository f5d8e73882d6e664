"""What is counted from case records: the measures that there are, and their figures from the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from goldenthread.apps.publishing.models import Population
from goldenthread.casedata import measures as package
from goldenthread.casedata.engines import DuckDB
from goldenthread.casedata.measures.computing import Counted, compute, list_behind
from goldenthread.casedata.measures.definition import MEASURES, Measure
from goldenthread.casedata.measures.figures import By, Figure
from goldenthread.casedata.snapshots import Manifest
from goldenthread.casedata.store import Store
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.workdays import add_months

CHILDREN = "Children under 18"
"""The name of the population that rates are of, as `publishing` keeps it."""
MOST_YEARS = 6


@cache
def _defined() -> bool:
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return True


def case_measures() -> dict[str, Measure]:
    """Every measure that is defined over case records, by its code."""
    return MEASURES if _defined() else {}


def newest_day(store: Store) -> date | None:
    """The day of the newest load; None where nothing is loaded."""
    return max((manifest.snapshot_on for manifest in store.manifests()), default=None)


def periods_held(manifests: Sequence[Manifest], kind: PeriodKind, as_at: date) -> list[Period]:
    """The whole periods of a kind within the days that loads cover, oldest first; of six years at most."""
    starts = [day for manifest in manifests for day in manifest.covers.values()]
    if not starts:
        return []
    period = Period.containing(kind, max(min(starts), add_months(as_at, -12 * MOST_YEARS)))
    found = []
    while period.last_day <= as_at:
        found.append(period)
        period = Period.containing(kind, period.end)
    return found


def populations(authorities: Collection[str]) -> dict[tuple[str, int], int]:
    """Children under 18 by authority and year, as somebody typed them for the council; the newest counts."""
    rows = Population.objects.filter(name__iexact=CHILDREN).order_by("id")
    return {(authority, row.year): row.people for row in rows for authority in authorities}


def figures_of(
    store: Store, codes: Sequence[str], periods: Sequence[Period], *, as_at: date, by: str | None = None
) -> list[Figure]:
    """The figures of case measures, by code, period and value of `by` ("team" or "worker")."""
    authorities = {manifest.authority for manifest in store.manifests(as_at)}
    with DuckDB() as engine:
        return compute(
            engine, store, [case_measures()[code] for code in codes], periods, as_at=as_at, by=by,
            populations=populations(authorities),
        )  # fmt: skip


def rows_behind(
    store: Store, code: str, period: Period, *, as_at: date, by: By | None = None, carrying: str | None = None
) -> list[Counted]:
    """The rows that a figure counts; with `carrying`, from a source that carries this dimension."""
    measure = case_measures()[code]
    with DuckDB() as engine:
        return list_behind(engine, store, measure, period, as_at=as_at, by=by, carrying=carrying)


def loads_of(store: Store, figure: Figure, *, as_at: date) -> list[str]:
    """The loads of the figure's source that speak as at a day, by their names."""
    return [manifest.id for manifest in store.manifests(as_at) if manifest.source is figure.source]
