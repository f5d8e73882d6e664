"""Writes about findings that came back: a recommendation is tied to an earlier one, or no longer is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.inspections.found_before import chains
from goldenthread.apps.inspections.models import Inspection, Recommendation, Recurrence
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def say_found_before(
    recommendation: Recommendation, *, earlier: Recommendation, reason: str, by: Person | None, at: datetime
) -> Recurrence:
    """Say that the same was found before, and what makes it the same.

    Refused without a reason, for a recommendation of the same inspection or of one that was published later,
    where it is said already, and where the earlier one is said to have come back from this one.
    """
    # Two at once could close a ring that neither sees.
    pair = [recommendation.pk, earlier.pk]
    locked = (
        Recommendation.objects.select_for_update(of=("self",)).select_related("inspection").order_by("pk")
    )
    found = {one.pk: one for one in locked.filter(pk__in=pair)}
    recommendation, earlier = (found[pk] for pk in pair)
    if recommendation.inspection_id == earlier.inspection_id:
        raise Refused("That is a recommendation of the same inspection.", field="earlier")
    if _is_later(earlier.inspection, recommendation.inspection):
        raise Refused("That inspection was published later than this one.", field="earlier")
    if not reason.strip():
        raise Refused("Say what makes it the same.", field="reason")
    chain = chains().of(recommendation.pk)
    if earlier.pk in chain.later:
        raise Refused("That one is said to have come back from this one.", field="earlier")
    if recommendation.recurrences.filter(earlier=earlier, ended_at=None).exists():
        raise Refused("It is said already.", field="earlier")
    made = Recurrence.objects.create(
        recommendation=recommendation, earlier=earlier, reason=reason.strip(), recorded_at=at, recorded_by=by
    )
    record(
        "inspections.found_before", by=by, at=at, on=[recommendation, earlier], why=made.reason,
        after={"recommendation": str(recommendation), "earlier": f"{earlier}, {earlier.inspection}"},
    )  # fmt: skip
    return made


@transaction.atomic
def withdraw_found_before(
    recurrence: Recurrence, *, reason: str, by: Person | None, at: datetime
) -> Recurrence:
    """Say that it was not the same after all. The tie ends and stays on record; refused when it has ended."""
    rows = Recurrence.ever.select_for_update(of=("self",)).select_related(
        "recommendation__inspection", "earlier__inspection"
    )
    recurrence, reason = rows.get(pk=recurrence.pk), reason.strip()
    if recurrence.ended_at is not None:
        raise Refused("It was withdrawn already.", code="withdrawn")
    if not reason:
        raise Refused("Say why it is not the same.", field="reason")
    recurrence.ended_at, recurrence.ended_by, recurrence.withdrawn_reason = at, by, reason
    recurrence.save(update_fields=["ended_at", "ended_by", "withdrawn_reason"])
    record(
        "inspections.found_before_withdrawn", by=by, at=at,
        on=[recurrence.recommendation, recurrence.earlier], why=reason,
        before={"earlier": f"{recurrence.earlier}, {recurrence.earlier.inspection}"},
    )  # fmt: skip
    return recurrence


def _is_later(one: Inspection, other: Inspection) -> bool:
    """Whether one is known to be published after the other; a day that is not known says nothing."""
    return bool(one.published_on and other.published_on and one.published_on > other.published_on)
