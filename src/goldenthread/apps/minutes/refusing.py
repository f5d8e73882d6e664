"""What every write of minutes looks at first: whether they may still be written."""

from __future__ import annotations

from goldenthread.apps.minutes.models import ItemMinute, Minutes
from goldenthread.apps.trail.refusals import Refused

SIGNED = (
    "These minutes were signed, so they are not changed. Ask for a correction: a minute of a later meeting "
    "makes it, and both texts stay."
)
AGREED = "These minutes were agreed. Open them again, with the reason, to change them."


def locked(minutes: Minutes) -> Minutes:
    """The minutes, locked until the transaction ends, whatever their state."""
    return Minutes.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=minutes.pk)


def locked_draft(minutes: Minutes) -> Minutes:
    """The minutes, locked. Refused where they are agreed or signed."""
    minutes = locked(minutes)
    if minutes.is_signed:
        raise Refused(SIGNED, code="signed")
    if not minutes.is_draft:
        raise Refused(AGREED, code="agreed")
    return minutes


def locked_minute(minute: ItemMinute) -> ItemMinute:
    """A minute of a draft, locked with its minutes. Refused where they are agreed or signed."""
    minutes = locked_draft(minute.minutes)
    minute = (
        ItemMinute.objects.select_for_update(of=("self",)).select_related("item", "body").get(pk=minute.pk)
    )
    minute.minutes = minutes
    return minute
