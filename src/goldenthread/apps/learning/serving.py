"""Writes about commissioned services: what is said of them, printed totals, families and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.learning.analysing import STALE
from goldenthread.apps.learning.models import (
    PERCENTS,
    Family,
    FamilyService,
    Moment,
    OutcomeScale,
    PrintedTotals,
    Score,
)
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.case_references import CASE_4, NotAReference, case_reference, same_case
from goldenthread.rulebook.distance_travelled import ImpossibleScore


@dataclass(frozen=True)
class ServiceFields:
    """What is said of a service. `council_again` and `nation_again`: percentages referred again in a year."""

    name: str
    provider: str
    starts: date
    comparison: str
    ends: date | None = None
    cost: Decimal | None = None
    about: str = ""
    council_again: Decimal | None = None
    nation_again: Decimal | None = None


@dataclass(frozen=True)
class TotalsFields:
    """What a paper prints of a service up to a day."""

    up_to: date
    families: int
    source: str
    children: int | None = None
    closed_percent: Decimal | None = None
    again_percent: Decimal | None = None
    again_of: int | None = None
    first_time_percent: Decimal | None = None
    second_time_percent: Decimal | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class FamilyFields:
    """What is said of a family, by its reference."""

    reference: str
    children: int
    started_on: date
    times_before: int = 0
    closed_on: date | None = None
    ended: str = ""
    again_on: date | None = None


@transaction.atomic
def add_service(says: ServiceFields, *, by: Person | None, at: datetime) -> FamilyService:
    """Add a commissioned service.

    Raises Refused without name or provider, for a name that is there, an end that is not after the start, a
    cost below nought and a share that is no percentage.
    """
    columns = _checked_service(says)
    if FamilyService.objects.filter(name__iexact=columns["name"]).exists():
        raise Refused("There is a service of this name already.", field="name")
    service = FamilyService.objects.create(**columns, recorded_at=at, recorded_by=by)
    record("learning.service_added", by=by, at=at, on=service, after=_plain(columns))
    return service


@transaction.atomic
def revise_service(
    service: FamilyService, says: ServiceFields, *, version: int, by: Person | None, at: datetime
) -> FamilyService:
    """Put right what is said of it. Raises Refused as `add_service`, and when it is stale."""
    service = FamilyService.objects.select_for_update(of=("self",)).get(pk=service.pk)
    if service.version != version:
        raise Refused(STALE, code="stale")
    columns = _checked_service(says)
    if FamilyService.objects.filter(name__iexact=columns["name"]).exclude(pk=service.pk).exists():
        raise Refused("There is a service of this name already.", field="name")
    before = {name: getattr(service, name) for name in columns}
    for name, value in columns.items():
        setattr(service, name, value)
    service.version += 1
    service.save()
    record("learning.service_revised", by=by, at=at, on=service, before=_plain(before), after=_plain(columns))
    return service


def _checked_service(says: ServiceFields) -> dict[str, Any]:
    columns = {**asdict(says), "name": " ".join(says.name.split()), "provider": says.provider.strip()}
    for name, words in (("name", "Name the service."), ("provider", "Say who provides it.")):
        if not columns[name]:
            raise Refused(words, field=name)
    if says.ends is not None and says.ends <= says.starts:
        raise Refused("It ends after it starts.", field="ends")
    if says.cost is not None and says.cost < 0:
        raise Refused("A cost is not below nought.", field="cost")
    _percentages(columns, ("council_again", "nation_again"))
    return columns


def _percentages(columns: Mapping[str, Any], names: tuple[str, ...]) -> None:
    for name in names:
        if columns[name] is not None and not 0 <= columns[name] <= 100:
            raise Refused("A percentage is from 0 to 100.", field=name)


@transaction.atomic
def enter_totals(
    service: FamilyService, says: TotalsFields, *, today: date, by: Person | None, at: datetime
) -> PrintedTotals:
    """Enter what a paper prints of a service. Earlier totals stay.

    Raises Refused for a day to come, without a source, for a share that is no percentage, and for a share of
    more families than there are.
    """
    columns = {**asdict(says), "source": says.source.strip()}
    if says.up_to > today:
        raise Refused("Totals go up to a day that is not to come.", field="up_to")
    if says.published_on is not None and says.published_on > today:
        raise Refused("It was printed on a day that is not to come.", field="published_on")
    if not columns["source"]:
        raise Refused("Say where it is printed.", field="source")
    if says.again_of is not None and not 1 <= says.again_of <= says.families:
        raise Refused("It is of at least one family, and of no more than there are.", field="again_of")
    _percentages(columns, PERCENTS)
    totals = PrintedTotals.objects.create(service=service, **columns, recorded_at=at, recorded_by=by)
    record("learning.totals_entered", by=by, at=at, on=service, after=_plain(columns))
    return totals


@transaction.atomic
def add_scale(
    service: FamilyService, name: str, *, lowest: Decimal, highest: Decimal, by: Person | None, at: datetime,
    high_is_good: bool = True,
) -> OutcomeScale:  # fmt: skip
    """Add a scale of the service's tool. Raises Refused for a name that is there and ends the wrong way."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Name the scale.", field="name")
    if highest <= lowest:
        raise Refused("The highest score is above the lowest.", field="highest")
    if service.scales.filter(name__iexact=name).exists():
        raise Refused("There is a scale of this name already.", field="name")
    scale = OutcomeScale.objects.create(
        service=service, name=name, lowest=lowest, highest=highest, high_is_good=high_is_good
    )
    record("learning.scale_added", by=by, at=at, on=service, after={
        "name": name, "lowest": str(lowest), "highest": str(highest), "high_is_good": high_is_good,
    })  # fmt: skip
    return scale


@transaction.atomic
def add_family(
    service: FamilyService, says: FamilyFields, *, today: date, by: Person | None, at: datetime
) -> Family:
    """Add a family, by its reference.

    Raises Refused for what is no reference (CASE-1 to CASE-3), one that is there (CASE-4), days to come or
    in the wrong order, and an end without its way.
    """
    columns = _checked_family(says, today)
    if service.families.filter(same=columns["same"]).exists():
        raise Refused("This service has a family of this reference.", field="reference", code=CASE_4)
    family = Family.objects.create(service=service, **columns, recorded_at=at, recorded_by=by)
    record("learning.family_added", by=by, at=at, on=[service, family], after=_plain(columns))
    return family


@transaction.atomic
def revise_family(
    family: Family, says: FamilyFields, *, version: int, today: date, by: Person | None, at: datetime
) -> Family:
    """Say how the work ended, whether the family was referred again, or put right what was said.

    Raises Refused as `add_family`, and when it is stale.
    """
    family = Family.objects.select_for_update(of=("self",)).select_related("service").get(pk=family.pk)
    if family.version != version:
        raise Refused(STALE, code="stale")
    columns = _checked_family(says, today)
    if family.service.families.filter(same=columns["same"]).exclude(pk=family.pk).exists():
        raise Refused("This service has a family of this reference.", field="reference", code=CASE_4)
    before = {name: getattr(family, name) for name in columns}
    for name, value in columns.items():
        setattr(family, name, value)
    family.version += 1
    family.save()
    record("learning.family_revised", by=by, at=at, on=[family.service, family], before=_plain(before),
           after=_plain(columns))  # fmt: skip
    return family


def _checked_family(says: FamilyFields, today: date) -> dict[str, Any]:
    try:
        reference = case_reference(says.reference)
    except NotAReference as refusal:
        raise Refused(refusal.why, field="reference", code=refusal.code) from refusal
    for name in ("started_on", "closed_on", "again_on"):
        day = getattr(says, name)
        if day is not None and day > today:
            raise Refused("This day is still to come.", field=name)
    if (says.closed_on is None) is not (says.ended == ""):
        raise Refused("Say both: on which day it ended, and how.", field="closed_on")
    if says.closed_on is not None and says.closed_on < says.started_on:
        raise Refused("It ended before it began.", field="closed_on")
    if says.again_on is not None and (says.closed_on is None or says.again_on <= says.closed_on):
        raise Refused("A family is referred again after the work ended.", field="again_on")
    return {**asdict(says), "reference": reference, "same": same_case(reference)}


@transaction.atomic
def score_family(
    family: Family, scores: Mapping[OutcomeScale, Decimal], *, moment: Moment | str, scored_on: date,
    today: date, by: Person | None, at: datetime,
) -> list[Score]:  # fmt: skip
    """Enter a family's scores of one day. A scale that was scored on that day takes the new score.

    Raises Refused without a score, for a score outside its scale, for a scale of another service, and for a
    day to come or before the work began.
    """
    if not scores:
        raise Refused("Give a score on one scale at least.")
    if scored_on > today:
        raise Refused("This day is still to come.", field="scored_on")
    if scored_on < family.started_on:
        raise Refused("The work had not begun by then.", field="scored_on")
    for scale, score in scores.items():
        if scale.service_id != family.service_id:
            raise Refused("This scale is another service’s.")
        try:
            scale.scale.check(score)
        except ImpossibleScore as refusal:
            raise Refused(f"{scale}: {refusal}", field=f"scale_{scale.pk}") from refusal
    made = [
        Score.objects.create(
            family=family, scale=scale, moment=Moment(moment), scored_on=scored_on, score=score,
            recorded_at=at, recorded_by=by,
        )
        for scale, score in scores.items()
    ]  # fmt: skip
    record("learning.family_scored", by=by, at=at, on=[family.service, family], after={
        "moment": str(Moment(moment).label), "scored_on": scored_on.isoformat(),
        **{str(scale): str(score) for scale, score in scores.items()},
    })  # fmt: skip
    return made


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """As the trail keeps it."""
    told = {name: value for name, value in columns.items() if name != "same"}
    return {
        name: value if isinstance(value, int | str | None) else str(value) for name, value in told.items()
    }
