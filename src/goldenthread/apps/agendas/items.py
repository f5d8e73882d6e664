"""Writes about the items of an agenda: added, said otherwise, moved, taken off, put back. None is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import transaction

from goldenthread.apps.agendas.changing import in_order, locked, locked_item, number, placed, with_new
from goldenthread.apps.agendas.models import Agenda, Item, Kind, Part, Purpose
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.exempt import exemption

LONGEST = 600
"""Minutes that one item may be allowed: a working day and more."""


@dataclass(frozen=True)
class Says:
    """What an item says. `exempt_paragraph` and `public_interest` are of part 2 only."""

    title: str
    purpose: str = Purpose.INFORMATION
    words: str = ""
    presenter: str = ""
    minutes_allowed: int | None = None
    part: int = Part.PUBLIC
    exempt_paragraph: int | None = None
    public_interest: str = ""
    kind: str = Kind.ORDINARY


@dataclass(frozen=True)
class Origin:
    """What put an item on an agenda: an agenda has one item of an origin and key."""

    origin: str = "person"
    key: str = ""
    why: str = ""
    href: str = ""


@dataclass(frozen=True)
class Late:
    """Why an item is added after publication (the special circumstances), and who allowed it: the chair."""

    reason: str
    said_by: str


@transaction.atomic
def add_item(
    agenda: Agenda, says: Says, *, by: Person | None, at: datetime, origin: Origin | None = None,
    late: Late | None = None, version: int | None = None,
) -> Item:  # fmt: skip
    """Put an item at the end of its part, before what closes the meeting.

    Another of the same origin is not added: the one that is there is given.

    Raises Refused without a title; for part 2 without its paragraph (EXM-1); after publication without the
    chair's reason and who said so (`Late`); and "stale" when the order changed since `version`.
    """
    agenda = locked(agenda, version)
    origin = origin or Origin()
    if origin.key and (there := agenda.items.filter(origin=origin.origin, origin_key=origin.key).first()):
        there.agenda = agenda
        return put_back(there, by=by, at=at, late=late) if there.is_withdrawn else there
    late = _checked_late(agenda, late)
    fields = checked(agenda, says)
    item = Item.objects.create(
        agenda=agenda, **fields, origin=origin.origin, origin_key=origin.key, origin_href=origin.href,
        why=origin.why[:300], late_reason=late.reason, late_said_by=late.said_by, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    number(agenda, with_new(in_order(agenda), item))
    record(
        "agendas.item_added", by=by, at=at, on=[agenda, agenda.meeting, item], why=late.reason or origin.why,
        after=fields | {"late_said_by": late.said_by},
    )  # fmt: skip
    return item


@transaction.atomic
def revise_item(item: Item, says: Says, *, version: int, by: Person | None, at: datetime) -> Item:
    """Change what an item says, its part included. Building the agenda again leaves it as it is.

    Raises Refused as `add_item`, "stale" when its words changed since `version`, and for one taken off.
    """
    item = locked_item(item, version)
    _check_on_it(item)
    fields = checked(item.agenda, says)
    before = {name: getattr(item, name) for name, value in fields.items() if getattr(item, name) != value}
    if not before:
        return item
    for name in before:
        setattr(item, name, fields[name])
    item.edited = True
    item.version += 1
    item.save(update_fields=[*before, "edited", "version"])
    if "part" in before:
        number(item.agenda, [one if one.pk != item.pk else item for one in in_order(item.agenda)])
    record(
        "agendas.item_revised", by=by, at=at, on=[item.agenda, item.agenda.meeting, item], before=before,
        after={name: fields[name] for name in before},
    )  # fmt: skip
    return item


@transaction.atomic
def move_item(item: Item, to: int, *, version: int, by: Person | None, at: datetime) -> Item:
    """Move an item to a place, counted from 1 through both parts; it stays within its part.

    Raises Refused ("stale") when the order changed since `version`: what another did stands. The same place
    again changes nothing.
    """
    agenda = locked(item.agenda, version)
    items = in_order(agenda)
    item = next((one for one in items if one.pk == item.pk), item)
    item.agenda = agenda
    _check_on_it(item)
    was = item.position
    order = placed(items, item, to)
    if [one.pk for one in order] == [one.pk for one in items]:
        return item
    number(agenda, order)
    record(
        "agendas.item_moved", by=by, at=at, on=[agenda, agenda.meeting, item], before={"position": was},
        after={"position": item.position},
    )  # fmt: skip
    return item


@transaction.atomic
def take_off(item: Item, *, reason: str, by: Person | None, at: datetime, version: int | None = None) -> Item:
    """Take an item off its agenda. It stays on record, can be put back, and building leaves it off.

    After publication a reason is needed: those who read the agenda are told.
    """
    agenda = locked(item.agenda, version)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.agenda = agenda
    _check_on_it(item)
    reason = reason.strip()
    if agenda.is_published and not reason:
        raise Refused("The agenda is published. Say why the item is taken off.", field="reason")
    was = item.position
    item.position, item.withdrawn_reason = None, reason
    item.save(update_fields=["position", "withdrawn_reason"])
    number(agenda, in_order(agenda))
    record(
        "agendas.item_taken_off", by=by, at=at, on=[agenda, agenda.meeting, item], why=reason,
        before={"position": was, "title": item.title},
    )  # fmt: skip
    return item


@transaction.atomic
def put_back(
    item: Item, *, by: Person | None, at: datetime, late: Late | None = None, version: int | None = None
) -> Item:
    """Put an item that was taken off back, at the end of its part.

    Refused for one that is on the agenda. After publication, one that was never published needs the chair's
    reason (`late`).
    """
    agenda = locked(item.agenda, version)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.agenda = agenda
    if not item.is_withdrawn:
        raise Refused("It is on the agenda already.")
    if agenda.is_published and not item.is_late and not _was_published(item):
        late = _checked_late(agenda, late)
        item.late_reason, item.late_said_by = late.reason, late.said_by
    item.withdrawn_reason = ""
    item.save(update_fields=["withdrawn_reason", "late_reason", "late_said_by"])
    number(agenda, with_new(in_order(agenda), item))
    record(
        "agendas.item_put_back", by=by, at=at, on=[agenda, agenda.meeting, item],
        after={"position": item.position}, why=item.late_reason,
    )  # fmt: skip
    return item


@transaction.atomic
def say_when_it_ends(agenda: Agenda, ends_at: time | None, *, by: Person | None, at: datetime) -> Agenda:
    """Say when the meeting is to end; None: nobody knows. The same again changes nothing."""
    agenda = locked(agenda)
    if agenda.ends_at == ends_at:
        return agenda
    before, agenda.ends_at = agenda.ends_at, ends_at
    agenda.save(update_fields=["ends_at"])
    record(
        "agendas.end_said", by=by, at=at, on=[agenda, agenda.meeting],
        before={"ends_at": f"{before:%H:%M}" if before else ""},
        after={"ends_at": f"{ends_at:%H:%M}" if ends_at else ""},
    )  # fmt: skip
    return agenda


def checked(agenda: Agenda, says: Says) -> dict[str, Any]:
    """The fields of an item that says this. Raises Refused in words for what cannot be."""
    title = " ".join(says.title.split())
    if not title:
        raise Refused("Say what the item is called.", field="title")
    if says.minutes_allowed is not None and not 0 <= says.minutes_allowed <= LONGEST:
        raise Refused(f"Allow an item from 0 to {LONGEST} minutes.", field="minutes_allowed")
    paragraph, interest = says.exempt_paragraph, says.public_interest.strip()
    if says.part == Part.EXEMPT:
        verdict = exemption(paragraph, interest, agenda.meeting.held_on)
        if not verdict.allowed:
            raise Refused(verdict.words, code=verdict.code, field="exempt_paragraph")
    else:
        paragraph, interest = None, ""
    return {
        "kind": str(says.kind), "title": title, "purpose": str(says.purpose), "words": says.words.strip(),
        "presenter": says.presenter.strip(), "minutes_allowed": says.minutes_allowed, "part": int(says.part),
        "exempt_paragraph": paragraph, "public_interest": interest,
    }  # fmt: skip


def _checked_late(agenda: Agenda, late: Late | None) -> Late:
    if not agenda.is_published:
        return Late("", "")
    late = Late(late.reason.strip(), late.said_by.strip()) if late else Late("", "")
    if not late.reason:
        raise Refused(
            "The agenda is published. Say what special circumstances make the item urgent.",
            code="late", field="late_reason",
        )  # fmt: skip
    if not late.said_by:
        raise Refused("Say who allowed it: the chair.", code="late", field="late_said_by")
    return late


def _check_on_it(item: Item) -> None:
    if item.is_withdrawn:
        raise Refused("This item was taken off the agenda.", code="withdrawn")


def _was_published(item: Item) -> bool:
    return item.agenda.editions.filter(document__contains=f'"{item.uuid}"').exists()
