"""Writes about a body's standing items: one is added, said otherwise, moved, ended. None is deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.agendas.items import LONGEST, Says
from goldenthread.apps.agendas.models import Part, StandingItem
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.exempt import EXM_1, PARAGRAPHS

STEP = 10


@transaction.atomic
def add_standing_item(
    body: Body, says: Says, *, starts: date, ends: date | None = None, by: Person | None, at: datetime
) -> StandingItem:
    """Add an item of each meeting of a body from a day on, after its others.

    Raises Refused without a title, for part 2 without its paragraph, for one that the body has by that title
    in that time, and for an end before the start.
    """
    Body.objects.select_for_update().get(pk=body.pk)
    fields = _checked(says)
    _check_days(starts, ends)
    _check_new(body, fields["title"], starts, ends)
    last = body.standing_items.order_by("-position").values_list("position", flat=True).first()
    item = StandingItem.objects.create(
        body=body, **fields, position=(last or 0) + STEP, starts=starts, ends=ends
    )
    record(
        "agendas.standing_item_added", by=by, at=at, on=[item, body],
        after=fields | {"starts": starts, "ends": ends},
    )  # fmt: skip
    return item


@transaction.atomic
def revise_standing_item(
    item: StandingItem, says: Says, *, starts: date, ends: date | None, version: int, by: Person | None,
    at: datetime,
) -> StandingItem:  # fmt: skip
    """Change what a standing item says, or when it holds. Agendas that were built keep what they say.

    Raises Refused as `add_standing_item`, and "stale" when somebody changed it since `version`.
    """
    item = _locked(item, version)
    fields = _checked(says) | {"starts": starts, "ends": ends}
    _check_days(starts, ends)
    _check_new(item.body, fields["title"], starts, ends, but=item)
    before = {name: getattr(item, name) for name, value in fields.items() if getattr(item, name) != value}
    if not before:
        return item
    for name in before:
        setattr(item, name, fields[name])
    item.version += 1
    item.save(update_fields=[*before, "version"])
    record(
        "agendas.standing_item_revised", by=by, at=at, on=[item, item.body], before=before,
        after={name: fields[name] for name in before},
    )  # fmt: skip
    return item


@transaction.atomic
def move_standing_item(item: StandingItem, up: bool, *, by: Person | None, at: datetime) -> StandingItem:
    """Move a standing item one place up or down among its body's. At the end already: nothing changes."""
    Body.objects.select_for_update().get(pk=item.body_id)
    items = list(StandingItem.objects.filter(body=item.body_id).order_by("part", "position", "id"))
    place = next(place for place, one in enumerate(items) if one.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items) or items[other].part != items[place].part:
        return item
    items[place], items[other] = items[other], items[place]
    for position, one in enumerate(items, start=1):
        one.position = position * STEP
    StandingItem.objects.bulk_update(items, ["position"])
    record(
        "agendas.standing_item_moved", by=by, at=at, on=[item, item.body], before={"position": place + 1},
        after={"position": other + 1},
    )  # fmt: skip
    return items[other]


def _locked(item: StandingItem, version: int) -> StandingItem:
    item = StandingItem.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.pk)
    if item.version != version:
        raise Refused(
            "Somebody changed this standing item while you were writing. Read it, then save again.",
            code="stale",
        )
    return item


def _checked(says: Says) -> dict[str, Any]:
    title = " ".join(says.title.split())
    if not title:
        raise Refused("Say what the item is called.", field="title")
    if says.minutes_allowed is not None and not 0 <= says.minutes_allowed <= LONGEST:
        raise Refused(f"Allow an item from 0 to {LONGEST} minutes.", field="minutes_allowed")
    exempt = says.part == Part.EXEMPT
    if exempt and says.exempt_paragraph not in PARAGRAPHS:
        raise Refused(
            "Choose the paragraph of Schedule 12A, 1 to 7, that allows part 2.", code=EXM_1,
            field="exempt_paragraph",
        )  # fmt: skip
    return {
        "kind": str(says.kind), "title": title, "purpose": str(says.purpose),
        "presenter": says.presenter.strip(), "minutes_allowed": says.minutes_allowed, "part": int(says.part),
        "exempt_paragraph": says.exempt_paragraph if exempt else None,
    }  # fmt: skip


def _check_days(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise Refused("It ends before it starts.", field="ends")


def _check_new(
    body: Body, title: str, starts: date, ends: date | None, but: StandingItem | None = None
) -> None:
    same = body.standing_items.filter(title__iexact=title).exclude(pk=but.pk if but else None)
    for one in same:
        if (one.ends is None or one.ends > starts) and (ends is None or one.starts < ends):
            raise Refused(f"The {body} has “{title}” as a standing item in that time.", field="title")
