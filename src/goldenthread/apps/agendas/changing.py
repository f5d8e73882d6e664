"""What each write of an agenda does: lock it, see that nobody changed its order meanwhile, number anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.apps.agendas.models import Agenda, Item, Kind, Part
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

_SEVERAL = 5


def locked(agenda: Agenda, version: int | None = None) -> Agenda:
    """The agenda, locked until the transaction ends.

    Raises Refused with the code "stale" when its order was changed since `version`, and says by whom; and for
    a meeting that is cancelled. None: whatever the order is now.
    """
    agenda = Agenda.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=agenda.pk)
    if agenda.meeting.is_cancelled:
        raise Refused("The meeting is cancelled, so its agenda stays as it is.", code="cancelled")
    if version is not None and agenda.version != version:
        raise Refused(_who_changed_it(agenda), code="stale")
    return agenda


def _who_changed_it(agenda: Agenda) -> str:
    last = next(iter(about(agenda.uuid, limit=_SEVERAL)), None)
    who = f"{last.actor} changed the agenda" if last else "Somebody changed the agenda"
    what = f" ({last.words.lower()})" if last else ""
    return (
        f"{who} while you were looking at it{what}. What they did stands, and the agenda is shown as it is "
        "now. Yours was not done: do it again if it is still wanted."
    )


def locked_item(item: Item, version: int | None = None) -> Item:
    """The item with its agenda, both locked. Refused ("stale") when its words changed since `version`."""
    agenda = locked(item.agenda)
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.agenda = agenda
    if version is not None and item.version != version:
        raise Refused(
            "Somebody changed this item while you were writing. Read what it says now, then save again.",
            code="stale",
        )
    return item


def in_order(agenda: Agenda) -> list[Item]:
    """The items that are on the agenda, in their order."""
    return list(agenda.items.filter(position__isnull=False).order_by("position"))


def number(agenda: Agenda, items: Sequence[Item]) -> None:
    """Number these items in this order, part 1 before part 2, and count one more version of the agenda."""
    kept = sorted(items, key=lambda one: one.part)  # stable: the order within a part stays
    changed = []
    for position, item in enumerate(kept, start=1):
        if item.position != position:
            item.position = position
            changed.append(item)
    Item.objects.bulk_update(changed, ["position"])
    agenda.version += 1
    agenda.save(update_fields=["version"])


CLOSING = (Kind.URGENT, Kind.NEXT_MEETING)


def with_new(items: Sequence[Item], *new: Item) -> list[Item]:
    """The items with new ones at the end of their parts, before those that close part 1."""
    of_1 = [one for one in items if one.part == Part.PUBLIC]
    end = len(of_1)
    while end and of_1[end - 1].kind in CLOSING:
        end -= 1
    closes = [one for one in new if one.kind in CLOSING]
    opens = [one for one in new if one.kind not in CLOSING]
    of_2 = [one for one in items if one.part == Part.EXEMPT]
    # `number` puts part 1 first and keeps the order within a part.
    return [*of_1[:end], *of_2, *opens, *of_1[end:], *closes]


def placed(items: Iterable[Item], item: Item, to: int) -> list[Item]:
    """The items with this one moved to the place `to`, counted from 1, within its part."""
    others = [one for one in items if one.pk != item.pk]
    before = sum(1 for one in others if one.part == Part.PUBLIC) if item.part == Part.EXEMPT else 0
    same = sum(1 for one in others if one.part == item.part)
    place = min(max(to - 1, before), before + same)
    return [*others[:place], item, *others[place:]]
