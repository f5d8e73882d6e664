"""Figures with dates, in any order and of several facets, laid out as the series of control charts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goldenthread.rulebook.exact_means import Floats
from goldenthread.rulebook.period_kinds import Period
from goldenthread.rulebook.spc import CannotChart

Number = float | int | Decimal | None
_ALL = ""
T = TypeVar("T")


@dataclass(frozen=True)
class SeriesLaidOut:
    """One series to a facet, in order, for `spc.control_charts`.

    ``dates`` holds each facet's own. ``values`` and ``groups`` are facets × the most points that any has;
    where a facet has fewer, its last places are NaN and in group -1. ``target`` is one to a facet, NaN for
    none, or None where no target was given at all.
    """

    facets: tuple[str, ...]
    dates: tuple[tuple[date, ...], ...]
    values: Floats
    groups: NDArray[np.int64]
    target: Floats | None


def lay_out(
    dates: Sequence[date],
    values: Sequence[Number],
    *,
    facets: Sequence[str] | None = None,
    rebase: Collection[date] | Mapping[str, Collection[date]] = (),
    target: Number | Mapping[str, Number] = None,
) -> SeriesLaidOut:
    """Sort the figures by facet and date, and start a new phase at each date of ``rebase`` that they have.

    A date to rebase at is the first of its new phase; one without a figure's place is passed over. ``rebase``
    and ``target`` are for every facet, or by facet. Raises `CannotChart` for a date given twice in a facet
    and for a facet that the figures do not have.
    """
    facets = [_ALL] * len(dates) if facets is None else facets
    if not len(dates) == len(values) == len(facets):
        raise CannotChart(f"{len(dates)} dates, {len(values)} values and {len(facets)} facets are no table.")
    rows = sorted(zip(facets, dates, values, strict=True), key=lambda row: row[:2])
    for (facet, day, _), following in pairwise(rows):
        if (facet, day) == following[:2]:
            raise CannotChart(f"{facet + ', ' if facet else ''}{day.isoformat()} has more than one row.")
    by_facet = {
        facet: [(day, value) for _, day, value in of_facet]
        for facet, of_facet in groupby(rows, key=lambda row: row[0])
    }
    names, series = tuple(by_facet), list(by_facet.values())
    rebase_of = _by_facet(rebase, names, "rebase")
    shape = (len(names), max(map(len, series), default=0))
    laid_values, groups = np.full(shape, np.nan), np.full(shape, -1, dtype=np.int64)
    for at, (name, points) in enumerate(zip(names, series, strict=True)):
        starts = [day in rebase_of.get(name, ()) for day, _ in points]
        laid_values[at, : len(points)] = [np.nan if value is None else float(value) for _, value in points]
        groups[at, : len(points)] = np.cumsum(starts)
    target_of = _by_facet(target, names, "target")
    return SeriesLaidOut(
        facets=names,
        dates=tuple(tuple(day for day, _ in points) for points in series),
        values=laid_values,
        groups=groups,
        target=None if target is None else _targets(target_of, names),
    )


def over_consecutive_periods(
    figures: Mapping[Period, Number],
) -> tuple[tuple[Period, ...], tuple[Number, ...]]:
    """The figures of periods of one kind, over every period from the first to the last.

    A period that has no row comes out with None, so that a chart names it as missing and does not bridge it.
    Raises `CannotChart` where the periods are not of one kind, one after the other.
    """
    if not figures:
        return (), ()
    ordered = sorted(figures, key=lambda period: period.start)
    periods = [ordered[-1]]
    while periods[-1].start > ordered[0].start:
        periods.append(periods[-1].previous())
    periods.reverse()
    strangers = set(figures) - set(periods)
    if strangers:
        raise CannotChart(
            f"{min(map(str, strangers))} is not one of the periods that end with {ordered[-1]}."
        )
    return tuple(periods), tuple(figures.get(period) for period in periods)


def _by_facet(given: T | Mapping[str, T], facets: Iterable[str], what: str) -> Mapping[str, T]:
    if not isinstance(given, Mapping):
        return dict.fromkeys(facets, given)
    unknown = sorted(set(given) - set(facets))
    if unknown:
        raise CannotChart(f"No figure is of the facet {unknown[0]!r} that has a {what}.")
    return given


def _targets(target_of: Mapping[str, Number], facets: Iterable[str]) -> Floats:
    numbers = (target_of.get(name) for name in facets)
    return np.array([np.nan if number is None else float(number) for number in numbers])
