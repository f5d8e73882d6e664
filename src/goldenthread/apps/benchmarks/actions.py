"""Writes about benchmarks: who published a release, neighbours from a day on, which indicator is a measure.

Figures come in by `loading`. Who may is stated on the views (`access.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.apps.benchmarks.areas import Areas
from goldenthread.apps.benchmarks.loading import take_turns
from goldenthread.apps.benchmarks.models import (
    MOST_NEIGHBOURS,
    Indicator,
    IndicatorMapping,
    Neighbour,
    NeighbourSet,
    Release,
)
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def describe_release(release: Release, *, publisher: str, by: Person | None, at: datetime) -> Release:
    """Say who published a release."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    publisher = " ".join(publisher.split())
    if publisher == release.publisher:
        return release
    before, release.publisher = release.publisher, publisher
    release.save(update_fields=["publisher"])
    record(
        "benchmarks.release_described", by=by, at=at, on=release, before={"publisher": before},
        after={"publisher": publisher},
    )  # fmt: skip
    return release


@transaction.atomic
def add_neighbour_set(
    name: str, *, council: str, neighbours: Sequence[str], starts: date, by: Person | None, at: datetime,
    ends: date | None = None, source: str = "", published_on: date | None = None,
) -> tuple[NeighbourSet, bool]:  # fmt: skip
    """Say who our statistical neighbours are from a day on, the closest first; the set and whether it is new.

    `ends` is the first day on which it no longer holds. Authorities that no file has brought yet are added.
    The same set again changes nothing. Raises Refused for no name, no or too many neighbours, one twice or
    our own council among them, and an end before the start.
    """
    name, council = " ".join(name.split()), " ".join(council.split())
    if not name:
        raise Refused("Give the set a name, for example Statistical neighbours 2014.", field="name")
    if not council:
        raise Refused("Give the council’s name as published figures have it.", field="council")
    if ends is not None and ends <= starts:
        raise Refused("It ends before it begins.", field="ends")
    named = [one for text in neighbours if (one := " ".join(text.split()))]
    if not 1 <= len(named) <= MOST_NEIGHBOURS:
        raise Refused(f"Name 1 to {MOST_NEIGHBOURS} neighbours, one on a line.", field="neighbours")
    take_turns()
    areas = Areas()
    ours = areas.authority(council)
    members = [areas.authority(one) for one in named]
    for place, area in enumerate(members):
        if area == ours:
            raise Refused(f"{area} is the council itself, not a neighbour.", field="neighbours")
        if area in members[:place]:
            raise Refused(f"{area} is named twice.", field="neighbours")
    if held := _same_set(name, ours.pk, [one.pk for one in members], starts, ends):
        return held, False
    made = NeighbourSet.objects.create(
        name=name[:200], source=" ".join(source.split())[:300], council=ours, starts=starts, ends=ends,
        recorded_at=at, recorded_by=by, published_on=published_on,
    )  # fmt: skip
    Neighbour.objects.bulk_create(
        Neighbour(neighbour_set=made, rank=rank, area=area) for rank, area in enumerate(members, start=1)
    )
    record("benchmarks.neighbours_set", by=by, at=at, on=made, after={
        "name": name, "council": str(ours), "neighbours": [str(one) for one in members], "starts": starts,
        "ends": ends, "source": made.source, "published_on": published_on,
    })  # fmt: skip
    return made, True


def _same_set(
    name: str, council: int, members: list[int], starts: date, ends: date | None
) -> NeighbourSet | None:
    """The newest set of that first day, where it says the same."""
    newest = NeighbourSet.objects.filter(starts=starts).order_by("-id").first()
    if newest is None or (newest.name, newest.council_id, newest.ends) != (name[:200], council, ends):
        return None
    said = list(newest.neighbours.order_by("rank").values_list("area_id", flat=True))
    return newest if said == members else None


@transaction.atomic
def map_indicator(
    indicator: Indicator, measure: Measure, *, unit: str, multiplier: Decimal = Decimal(1),
    by: Person | None, at: datetime, reason: str = "",
) -> IndicatorMapping:  # fmt: skip
    """Say that a published indicator is a measure of ours, in which unit its numbers are.

    Said again with another unit or multiplier, the earlier mapping ends and stays on record. A unit that is
    not the measure's is kept: its figures are then shown and never compared (BMK-1). Raises Refused for a
    multiplier of 0 or less, and for a revision without a reason.
    """
    unit = " ".join(unit.split())[:40]
    if multiplier <= 0:
        raise Refused("The multiplier must be above 0. It is 1 where the numbers are as they are.",
                      field="multiplier")  # fmt: skip
    Measure.objects.select_for_update().get(pk=measure.pk)
    held = IndicatorMapping.objects.filter(measure=measure, indicator=indicator).first()
    if held is not None and (held.unit, held.multiplier) == (unit, multiplier):
        return held
    if held is not None:
        if not reason.strip():
            raise Refused("It was mapped before, so say why its scale changes.", field="reason")
        held.ended_at = at
        held.save(update_fields=["ended_at"])
    made = IndicatorMapping.objects.create(
        measure=measure, indicator=indicator, unit=unit, multiplier=multiplier, recorded_at=at, recorded_by=by
    )
    record(
        "benchmarks.indicator_mapped", by=by, at=at, on=[made, measure, indicator],
        before=_scale(held) if held else {},
        after={"indicator": str(indicator), "measure": str(measure)} | _scale(made), why=reason.strip(),
    )  # fmt: skip
    return made


def _scale(mapping: IndicatorMapping) -> dict[str, str]:
    return {"unit": mapping.unit, "multiplier": f"{mapping.multiplier.normalize():f}"}


@transaction.atomic
def end_mapping(mapping: IndicatorMapping, *, reason: str, by: Person | None, at: datetime) -> None:
    """Say that an indicator is no longer this measure. Raises Refused without a reason, and when it ended."""
    mapping = (
        IndicatorMapping.ever.select_for_update(of=("self",))
        .select_related("measure", "indicator")
        .get(pk=mapping.pk)
    )
    if mapping.ended_at is not None:
        raise Refused("It ended before: somebody else said so while you were writing.")
    if not reason.strip():
        raise Refused("Say why it is not this measure.", field="reason")
    mapping.ended_at = at
    mapping.save(update_fields=["ended_at"])
    record(
        "benchmarks.mapping_ended", by=by, at=at, on=[mapping, mapping.measure, mapping.indicator],
        before={"indicator": str(mapping.indicator), "measure": str(mapping.measure)} | _scale(mapping),
        why=reason.strip(),
    )  # fmt: skip
