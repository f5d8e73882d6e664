"""The council’s own limits: of local clocks, caseloads, days without a visit; what holds without them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trackers.models import OwnLimit
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.clocks import CLOCKS
from goldenthread.rulebook.limits import Limit, NotALimit, own_limit

CASELOAD, UNSEEN = "caseload", "unseen-days"
USUAL = {CASELOAD: 18, UNSEEN: 28}
"""What holds where the council has said nothing: children to a worker, days without a visit."""
LOCAL = tuple(clock for clock in CLOCKS.values() if clock.local)


@dataclass(frozen=True)
class Limits:
    """What holds: the local clocks that the council set, and the two numbers."""

    own: tuple[tuple[str, Limit], ...]
    caseload: int
    unseen_days: int


def limits() -> Limits:
    """The limits that hold now."""
    said = dict(OwnLimit.objects.values_list("of", "says"))
    own = tuple(
        (clock.name, own_limit(said[clock.name], clock.limits[-1])) for clock in LOCAL if clock.name in said
    )
    numbers = {of: int(said.get(of, usual)) for of, usual in USUAL.items()}
    return Limits(own, numbers[CASELOAD], numbers[UNSEEN])


def set_limits(says: Mapping[str, str], *, by: Person, at: datetime) -> None:
    """Say the council's own limits; an empty one takes the council's word back. Raises Refused, by field."""
    for clock in LOCAL:
        if text := says.get(clock.name, "").strip():
            try:
                own_limit(text, clock.limits[-1])
            except NotALimit as refused:
                raise Refused(str(refused), field=clock.name) from None
    with transaction.atomic():
        before = dict(OwnLimit.objects.select_for_update().values_list("of", "says"))
        after = {of: text.strip() for of, text in says.items() if text.strip()}
        if before == after:
            return
        OwnLimit.objects.exclude(of__in=after).delete()
        for of, text in after.items():
            OwnLimit.objects.update_or_create(of=of, defaults={"says": text})
        record("trackers.limits_set", by=by, at=at, on=the_council() or by, before=before, after=after)
