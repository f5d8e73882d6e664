"""Writing a minute while others do: who is in its editor, saving, and two texts put together.

Nothing that was typed is lost. A save that comes late is kept beside what another saved, until a person puts
the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from goldenthread.apps.minutes.models import Claim, ItemMinute, OtherText
from goldenthread.apps.minutes.refusing import locked_minute
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

HOLDS = timedelta(seconds=90)
"""So long a claim holds after its editor was last heard of: an open page tells every 20 seconds."""


@dataclass(frozen=True)
class Saved:
    """What became of a save. `kept_beside` is the text as kept, where another had saved meanwhile."""

    minute: ItemMinute
    kept_beside: OtherText | None = None


@transaction.atomic
def enter(minute: ItemMinute, *, by: Person, at: datetime) -> Claim:
    """Somebody opens a minute's editor, or has it open still. Gives whose claim holds: theirs, or another's.

    A claim that was not heard of for a while is taken over.
    """
    ItemMinute.objects.select_for_update().get(pk=minute.pk)
    claim = Claim.objects.filter(minute=minute).select_related("by").first()
    if claim is None:
        return Claim.objects.create(minute=minute, by=by, since=at, seen_at=at)
    if claim.by_id != by.pk:
        if holds(claim, at):
            return claim
        claim.by, claim.since = by, at
    claim.seen_at = max(at, claim.seen_at)
    claim.save()
    return claim


def leave(minute: ItemMinute, *, by: Person) -> None:
    """Somebody closes the editor. Another's claim stays."""
    Claim.objects.filter(minute=minute, by=by).delete()


def holds(claim: Claim, at: datetime) -> bool:
    """Whether its editor was heard of a short while ago."""
    return at - claim.seen_at < HOLDS


def who_is_in(minute: ItemMinute, *, besides: Person, at: datetime) -> Claim | None:
    """Whose editor of this minute is open, if it is another's."""
    claim = Claim.objects.filter(minute=minute).exclude(by=besides).select_related("by").first()
    return claim if claim and holds(claim, at) else None


@transaction.atomic
def save_text(minute: ItemMinute, text: str, *, version: int, by: Person | None, at: datetime) -> Saved:
    """Keep what somebody typed. Saying the same again writes nothing.

    Where another saved since `version`, the text is kept beside (`Saved.kept_beside`), a later one of the
    same person in its place. Refused once the minutes are agreed or signed.
    """
    minute = locked_minute(minute)
    text = text.replace("\r\n", "\n").strip()
    if text == minute.text:
        return Saved(minute)
    if version != minute.version:
        return Saved(minute, _keep_beside(minute, text, version, by, at))
    _write(minute, text, by, at)
    record(
        "minutes.text_saved", by=by, at=at, on=[minute, minute.minutes],
        after={"version": minute.version, "characters": len(text)},
    )  # fmt: skip
    return Saved(minute)


@transaction.atomic
def put_together(
    minute: ItemMinute, text: str, *, version: int, seen: list[OtherText], by: Person, at: datetime
) -> ItemMinute:
    """One text in place of several: what a person made of the minute's and of the `seen` ones beside it.

    Refused as stale where the minute changed since `version`: then there is more to put together.
    """
    minute = locked_minute(minute)
    if version != minute.version:
        raise Refused(
            "The minute was saved again meanwhile. Look at what it says now, then save yours.", code="stale"
        )
    text = text.replace("\r\n", "\n").strip()
    settled = OtherText.objects.select_for_update().filter(
        pk__in=[one.pk for one in seen], minute=minute, settled_at=None
    )
    for one in settled:
        one.settled_at, one.settled_by = at, by
        one.save(update_fields=["settled_at", "settled_by"])
    if text != minute.text:
        _write(minute, text, by, at)
    record(
        "minutes.texts_put_together", by=by, at=at, on=[minute, minute.minutes],
        after={"version": minute.version, "texts": len(settled) + 1, "characters": len(text)},
    )  # fmt: skip
    return minute


def _write(minute: ItemMinute, text: str, by: Person | None, at: datetime) -> None:
    minute.text, minute.saved_at, minute.saved_by = text, at, by
    minute.version += 1
    minute.save(update_fields=["text", "saved_at", "saved_by", "version"])


def _keep_beside(minute: ItemMinute, text: str, version: int, by: Person | None, at: datetime) -> OtherText:
    waiting = OtherText.objects.select_for_update().filter(minute=minute, settled_at=None, recorded_by=by)
    if same := waiting.first():
        if same.text != text:
            same.text, same.recorded_at = text, at
            same.save(update_fields=["text", "recorded_at"])
        return same
    other = OtherText.objects.create(
        minute=minute, text=text, version=version, recorded_at=at, recorded_by=by
    )
    record(
        "minutes.text_kept_beside", by=by, at=at, on=[minute, minute.minutes],
        after={"typed_at_version": version, "characters": len(text)},
    )  # fmt: skip
    return other
