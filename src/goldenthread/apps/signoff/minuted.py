"""A minute as evidence: what a body was told and resolved. Evidence stands before minutes, hence here.

Only minutes that are agreed, and nothing of part 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.apps.evidence.kinds import Choice, EvidenceKind, NothingSaid, Said
from goldenthread.apps.evidence.models import Source
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.minutes.models import Attendance, ItemMinute, Minutes
from goldenthread.apps.minutes.queries import IN_PART_2
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.changes import day_words

OFFERED = 300
"""So many are offered, of the newest meetings."""


def _open() -> QuerySet[ItemMinute]:
    found = ItemMinute.objects.exclude(IN_PART_2).exclude(minutes__state=Minutes.State.DRAFT)
    return found.select_related("minutes__meeting", "body", "item")


def minute_called(uuid: UUID) -> ItemMinute | None:
    return _open().filter(uuid=uuid).first()


def say(uuid: UUID, _at: str, as_at: date, known_at: datetime | None) -> Said:
    """What a minute says. Raises NothingSaid until it is agreed, and of what was not known by then."""
    found = _open().filter(uuid=uuid, minutes__meeting__held_on__lte=as_at)
    if known_at is not None:
        found = found.filter(minutes__agreed_at__lte=known_at)
    minute = found.first()
    if minute is None:
        raise NothingSaid("That minute was not agreed, or is not open.")
    resolutions = minute.resolutions.exclude(letter=None).order_by("id")
    present = minute.minutes.attendances.filter(removed_reason="", status__in=Attendance.IN_THE_ROOM).count()
    resolved = " ".join(f"Resolved: {one.text.rstrip('.')}." for one in resolutions)
    return Said(
        title=str(minute),
        effective_on=minute.minutes.meeting.held_on,
        period=f"Meeting of {day_words(minute.minutes.meeting.held_on)}",
        finding=" ".join(filter(None, (minute.text.strip(), resolved))),
        sample=f"{minute.body}, {present} in the room" if present else str(minute.body),
        figures=tuple((f"Resolution {one.letter}", one.text, str(one.uuid)) for one in resolutions),
        href=minute.get_absolute_url(),
    )


def _choices(_person: Person, today: date) -> Sequence[Choice]:
    rows = _open().filter(minutes__meeting__held_on__lte=today).exclude(text="", resolutions=None)
    rows = rows.order_by("-minutes__meeting__held_on", "position").distinct()
    return [
        Choice(one.uuid, day_words(one.minutes.meeting.held_on), f"{one.body}: {one}")
        for one in rows[:OFFERED]
    ]


def _near(recommendation: Recommendation) -> set[UUID]:
    """Minutes of which an action came that serves the recommendation, and those of its sign-offs."""
    of_actions = Q(actions__recommendation=recommendation)
    of_sign_offs = Q(resolutions__sign_off_decisions__case__recommendation=recommendation)
    return set(ItemMinute.objects.filter(of_actions | of_sign_offs).values_list("uuid", flat=True))


MINUTE = EvidenceKind(
    "minute", "Minute of a meeting", Source.STAFF, minute_called, _choices, say, _near
)  # fmt: skip
