"""Building a meeting's agenda with one button: standing items, and what the body is owed.

Building again adds what is new. It leaves what a person changed, ordered or took off, and takes nothing off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.agendas.changing import in_order, locked, number, with_new
from goldenthread.apps.agendas.models import Agenda, Item, StandingItem
from goldenthread.apps.agendas.suggestions import Suggestion, owed_for
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.people.queries import in_force
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

STANDING = "standing"
FOLLOWED = ("kind", "title", "purpose", "presenter", "minutes_allowed", "part", "exempt_paragraph")
"""What an item takes from its standing item until a person changes it."""


@dataclass(frozen=True)
class Built:
    """An agenda after it was built: the items that were added, and those that follow their standing item."""

    agenda: Agenda
    added: tuple[Item, ...]
    followed: tuple[Item, ...]


@transaction.atomic
def start_agenda(meeting: Meeting, *, by: Person | None, at: datetime) -> Agenda:
    """The agenda of a meeting; an empty one where it has none. Refused for a meeting that is cancelled."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise Refused("The meeting is cancelled, so it has no agenda.", code="cancelled")
    agenda, is_new = Agenda.objects.get_or_create(meeting=meeting, defaults={"recorded_at": at})
    if is_new:
        record("agendas.started", by=by, at=at, on=[agenda, meeting])
    return agenda


@transaction.atomic
def build_agenda(meeting: Meeting, *, today: date, by: Person | None, at: datetime) -> Built:
    """Put standing items and what is owed on a meeting's agenda, each once.

    Raises Refused for a meeting that is cancelled, and for an agenda that was published: what is added then
    is late.
    """
    agenda = locked(start_agenda(meeting, by=by, at=at))
    if agenda.is_published:
        raise Refused(
            "The agenda is published. What is added now is late: add it with the chair’s reason.",
            code="published",
        )
    there = {(one.origin, one.origin_key): one for one in agenda.items.exclude(origin_key="")}
    standing = _standing(meeting)
    followed = _follow(there, standing)
    changes_part = any(was != item.part for item, was in followed)
    new_standing = [_item(agenda, one, by, at) for one in standing if (STANDING, str(one.uuid)) not in there]
    owed = owed_for(agenda.meeting, today)
    new_owed = [_owed(agenda, one, by, at) for one in owed if (one.origin, one.key) not in there]
    added = Item.objects.bulk_create([*new_standing, *new_owed])
    first = agenda.built_at is None
    agenda.built_at = at
    agenda.save(update_fields=["built_at"])
    if added or changes_part:
        order = _with_standing(in_order(agenda), new_standing, standing)
        number(agenda, with_new(order, *new_owed))
    if added or followed or first:
        record("agendas.built", by=by, at=at, on=[agenda, agenda.meeting, *added], after={
            "added": [one.title for one in added], "followed": [item.title for item, _ in followed],
        })  # fmt: skip
    return Built(agenda, tuple(added), tuple(item for item, _ in followed))


def _standing(meeting: Meeting) -> list[StandingItem]:
    items = StandingItem.objects.filter(in_force(meeting.held_on), body=meeting.body_id)
    return list(items.order_by("part", "position", "id"))


def _follow(there: dict[tuple[str, str], Item], standing: Iterable[StandingItem]) -> list[tuple[Item, int]]:
    """Items that nobody changed say again what their standing item says; each with the part it was in."""
    followed = []
    for one in standing:
        item = there.get((STANDING, str(one.uuid)))
        if item is None or item.edited or item.is_withdrawn:
            continue
        if any(getattr(item, name) != getattr(one, name) for name in FOLLOWED):
            followed.append((item, item.part))
            for name in FOLLOWED:
                setattr(item, name, getattr(one, name))
            item.version += 1
            item.save(update_fields=[*FOLLOWED, "version"])
    return followed


def _item(agenda: Agenda, one: StandingItem, by: Person | None, at: datetime) -> Item:
    says = {name: getattr(one, name) for name in FOLLOWED}
    return Item(
        agenda=agenda, **says, origin=STANDING, origin_key=str(one.uuid), why="A standing item",
        recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _owed(agenda: Agenda, one: Suggestion, by: Person | None, at: datetime) -> Item:
    return Item(
        agenda=agenda, title=one.title, purpose=one.purpose, presenter=one.presenter,
        minutes_allowed=one.minutes_allowed, origin=one.origin, origin_key=one.key, origin_href=one.href,
        why=one.why[:300], recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _with_standing(
    items: Sequence[Item], new: Sequence[Item], standing: Sequence[StandingItem]
) -> list[Item]:
    """The items with new standing ones, each after the standing item before it that is on the agenda."""
    order = list(items)
    keys = [str(one.uuid) for one in standing]
    for item in new:
        before = set(keys[: keys.index(item.origin_key)])
        places = [at for at, one in enumerate(order) if one.origin == STANDING and one.origin_key in before]
        order.insert(places[-1] + 1 if places else 0, item)
    return order
