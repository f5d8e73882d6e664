"""Reads: releases, indicators, areas, the neighbours of a day, and the figures that held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from goldenthread.apps.benchmarks.models import (
    Area,
    BenchmarkFigure,
    Indicator,
    IndicatorMapping,
    NeighbourSet,
    Release,
)
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recorded import known, period_of, plain
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.apps.trail.said import put_back
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.published_statistics import STATUS_WORDS, PublishedStatus


def release_called(uuid: UUID) -> Release:
    return get_object_or_404(Release.objects.select_related("load__file", "recorded_by"), uuid=uuid)


def indicator_called(uuid: UUID) -> Indicator:
    return get_object_or_404(Indicator, uuid=uuid)


def set_called(uuid: UUID) -> NeighbourSet:
    return get_object_or_404(NeighbourSet.objects.select_related("council", "recorded_by"), uuid=uuid)


def mapping_called(uuid: UUID) -> IndicatorMapping:
    """A mapping that stands."""
    return get_object_or_404(IndicatorMapping.objects.select_related("measure", "indicator"), uuid=uuid)


def releases(known_at: datetime | None = None) -> list[Release]:
    """Every release that was known, the newest first, as it was called then.

    A release is as new as the day on which it was published, or where none is declared, loaded; of one day
    the one that was loaded last.
    """
    rows = Release.objects.filter(known_by(known_at)).select_related("load__file", "recorded_by")
    found = sorted(rows, key=_newness, reverse=True)
    put_back(found, known_at, "benchmarks.release_described")
    return found


def _newness(release: Release) -> tuple[date, datetime, int]:
    day = release.published_on or timezone.localtime(release.recorded_at).date()
    return day, release.recorded_at, release.pk


def mappings(measure: Measure | None = None, known_at: datetime | None = None) -> QuerySet[IndicatorMapping]:
    """Which published indicators belonged to measures, as far as was known."""
    rows = IndicatorMapping.ever.filter(in_force_by(known_at, published=""))
    rows = rows.filter(measure=measure) if measure else rows
    return rows.select_related("measure", "indicator", "recorded_by").order_by("measure__sort_key", "id")


def neighbour_sets(known_at: datetime | None = None) -> list[NeighbourSet]:
    """Every set, the one that holds from the latest day first; of one day the one told last."""
    rows = known(NeighbourSet.objects.select_related("council__region", "recorded_by"), known_at)
    return list(rows.order_by("-starts", "-known_from", "-id").prefetch_related("neighbours__area"))


def set_on(day: date, known_at: datetime | None = None) -> NeighbourSet | None:
    """The set of neighbours that held on a day: the newest that had begun, unless it had ended."""
    begun = next((one for one in neighbour_sets(known_at) if one.starts <= day), None)
    return begun if begun is None or begun.ends is None or begun.ends > day else None


@dataclass(frozen=True)
class Held:
    """A published figure that holds, as its mapping scales it, with the release that it is of."""

    indicator: int
    area: int
    period: Period
    value: Decimal | None
    status: PublishedStatus
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    release: Release
    row: int

    @property
    def counts(self) -> tuple[Decimal, Decimal] | None:
        """Its numerator and denominator, where both are published."""
        return (
            None if self.numerator is None or self.denominator is None else (self.numerator, self.denominator)
        )

    @property
    def words(self) -> str:
        """What is said beside the number, or in its place."""
        return STATUS_WORDS[self.status]


def held_figures(
    indicators: Mapping[int, Decimal], areas: Iterable[int] | None = None, *, as_at: date | None = None,
    known_at: datetime | None = None, kinds: Sequence[str] = (),
) -> dict[tuple[int, Period], Held]:  # fmt: skip
    """By area and period, the figure of the newest release that was known, of any of these indicators.

    `indicators` is row number → what its numbers are multiplied by. `as_at` leaves out periods that had not
    begun.
    """
    known_releases = releases(known_at)
    order = {release.pk: place for place, release in enumerate(reversed(known_releases))}
    by_pk = {release.pk: release for release in known_releases}
    rows = BenchmarkFigure.objects.filter(indicator_id__in=list(indicators))
    if areas is not None:
        rows = rows.filter(area_id__in=list(areas))
    if as_at is not None:
        rows = rows.filter(starts__lte=as_at)
    if kinds:
        rows = rows.filter(period_kind__in=kinds)
    newest: dict[tuple[int, Any], Any] = {}
    for row in rows.values_list(named=True):
        if row.release_id not in order:
            continue
        key = (row.area_id, period_of(row))
        held = newest.get(key)
        if held is None or (order[row.release_id], row.id) > (order[held.release_id], held.id):
            newest[key] = row
    return {
        key: _held(row, key[1], by_pk[row.release_id], indicators[row.indicator_id])
        for key, row in newest.items()
    }


def _held(row: Any, period: Period, release: Release, multiplier: Decimal) -> Held:
    value = plain(row.value * multiplier) if row.value is not None else None
    return Held(
        row.indicator_id, row.area_id, period, value, PublishedStatus(row.status), plain(row.numerator),
        plain(row.denominator), row.note, release, row.row,
    )  # fmt: skip


def areas_listed() -> QuerySet[Area]:
    """Every area, nations first, with its region."""
    order = {"nation": 0, "region": 1, "authority": 2}
    rows = Area.objects.select_related("region")
    return sorted(rows, key=lambda area: (order[area.level], area.name))
