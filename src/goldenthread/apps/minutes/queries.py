"""Reading minutes: one meeting's as a page or a paper shows them, and their parts by their addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.agendas.models import Part
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import next_after
from goldenthread.apps.minutes.models import (
    Attendance,
    BodyAction,
    Correction,
    Decision,
    Declaration,
    ItemMinute,
    Minutes,
    NamedVote,
    Resolution,
)
from goldenthread.rulebook.undertakings import Undertaking, find_undertakings

Row = TypeVar("Row", bound=Model)
OF_MINUTE = ("minutes__meeting__body", "item", "body", "saved_by")
OF_ACTION = (
    "body", "owner", "minute__minutes__meeting__body", "minute__item", "resolution", "decision",
    "recommendation__inspection", "plan_action__plan", "closed_by__minutes__meeting", "closed_by__item",
)  # fmt: skip
IN_PART_2 = Q(part=Part.EXEMPT) | Q(item__part=Part.EXEMPT)


def minutes_called(uuid: UUID, **_slug: str) -> Minutes:
    """The minutes of the meeting of this id. Raises Http404."""
    return get_object_or_404(
        Minutes.objects.select_related("meeting__body", "signed_at", "agreed_by", "brought_from"),
        meeting__uuid=uuid,
    )


def minute_called(uuid: UUID) -> ItemMinute:
    return get_object_or_404(ItemMinute.objects.select_related(*OF_MINUTE), uuid=uuid)


def resolution_called(uuid: UUID) -> Resolution:
    rows = Resolution.objects.select_related(*(f"minute__{name}" for name in OF_MINUTE))
    return get_object_or_404(rows, uuid=uuid)


def attendance_called(uuid: UUID) -> Attendance:
    rows = Attendance.objects.select_related("minutes__meeting__body", "seat__post", "substitute_for__post")
    return get_object_or_404(rows, uuid=uuid)


def declaration_called(uuid: UUID) -> Declaration:
    rows = Declaration.objects.select_related("attendance__minutes__meeting__body", "item")
    return get_object_or_404(rows, uuid=uuid)


def correction_called(uuid: UUID) -> Correction:
    rows = Correction.objects.select_related(*(f"minute__{name}" for name in OF_MINUTE), "made_by")
    return get_object_or_404(rows, uuid=uuid)


def decision_called(uuid: UUID) -> Decision:
    rows = Decision.objects.select_related("body", "endorsed_by__minutes__meeting", "recorded_by")
    return get_object_or_404(rows, uuid=uuid)


def action_called(uuid: UUID) -> BodyAction:
    return get_object_or_404(BodyAction.objects.select_related(*OF_ACTION, "owner__organisation"), uuid=uuid)


@dataclass(frozen=True)
class MinuteShown:
    """A minute with what belongs to it. `corrections` are those that a later meeting settled or was asked
    for; `corrects` those that this minute made."""

    minute: ItemMinute
    resolutions: tuple[Resolution, ...]
    actions: tuple[BodyAction, ...]
    corrections: tuple[Correction, ...]
    corrects: tuple[Correction, ...]
    declarations: tuple[Declaration, ...]

    @property
    def lettered(self) -> bool:
        """One resolution alone bears no letter."""
        return len(self.resolutions) > 1


@dataclass(frozen=True)
class Shown:
    """A meeting's minutes for whoever may see what is in `minutes`. `withheld`: part 2 is left out."""

    minutes: Minutes
    attendance: tuple[tuple[str, tuple[Attendance, ...]], ...]
    declarations: tuple[Declaration, ...]
    items: tuple[MinuteShown, ...]
    withheld: bool


def minutes_shown(minutes: Minutes, *, part_2: bool) -> Shown:
    """A meeting's minutes whole. Without `part_2` what was taken in part 2 is left out. Ten queries."""
    rows = minutes.item_minutes.select_related(*OF_MINUTE).order_by("position", "id")
    every = list(rows)
    seen = [one for one in every if part_2 or not one.is_restricted]
    declared = declarations_of(minutes)
    if not part_2:
        declared = [one for one in declared if one.item is None or one.item.part != Part.EXEMPT]
    return Shown(
        minutes, tuple(attendance_by_status(minutes)), tuple(declared),
        tuple(shown_minutes(seen, declared)), len(seen) < len(every),
    )  # fmt: skip


def shown_minutes(minutes: list[ItemMinute], declared: Iterable[Declaration] = ()) -> list[MinuteShown]:
    """Each minute with what belongs to it: four queries for all."""
    keys = [one.pk for one in minutes]
    votes = Prefetch("named_votes", NamedVote.objects.select_related("attendance"))
    said = Resolution.objects.filter(minute__in=keys).exclude(letter=None)
    resolutions = _by(said.prefetch_related(votes).order_by("id"), "minute_id")
    actions = _by(
        BodyAction.objects.filter(minute__in=keys).select_related("owner", "closed_by").order_by("number"),
        "minute_id",
    )
    corrections = Correction.objects.filter(Q(minute__in=keys) | Q(made_by__in=keys)).select_related(
        "minute__minutes__meeting", "minute__item", "made_by__minutes__meeting", "made_by__item"
    )
    of, by = _by(corrections, "minute_id"), _by(corrections, "made_by_id")
    items = _by([one for one in declared if one.item_id], "item_id")
    for one in minutes:
        for resolution in resolutions[one.pk]:
            resolution.minute = one
    return [
        MinuteShown(
            one, tuple(resolutions[one.pk]), tuple(actions[one.pk]), tuple(of[one.pk]), tuple(by[one.pk]),
            tuple(items[one.item_id]) if one.item_id else (),
        )
        for one in minutes
    ]  # fmt: skip


def _by(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for one in rows:
        groups[getattr(one, name)].append(one)
    return groups


def attendance_of(minutes: Minutes) -> QuerySet[Attendance]:
    """Everybody who was recorded and not taken back."""
    rows = minutes.attendances.filter(removed_reason="")
    return rows.select_related("seat__post", "seat__person", "substitute_for__post", "substitute_for__person")


def attendance_by_status(minutes: Minutes) -> list[tuple[str, tuple[Attendance, ...]]]:
    """Attendance under its headings, in the order of a minute book; a heading without names is left out."""
    there = list(attendance_of(minutes))
    return [
        (status.label, found)
        for status in Attendance.Status
        if (found := tuple(one for one in there if one.status == status))
    ]


def declarations_of(minutes: Minutes) -> list[Declaration]:
    """What was declared and not taken back."""
    rows = Declaration.objects.filter(attendance__minutes=minutes, taken_back="")
    return list(rows.select_related("attendance", "item"))


def undertakings_in(minute: ItemMinute) -> tuple[Undertaking, ...]:
    """What the minute's words undertake and no action was made of yet, word for word."""
    meeting = minute.minutes.meeting
    following = next_after(minute.body, meeting.held_on)
    found = find_undertakings(
        minute.text, held_on=meeting.held_on, next_meeting=following.held_on if following else None
    )
    made = {" ".join(action.words.split()) for action in minute.actions.all()}
    return tuple(one for one in found if " ".join(one.words.split()) not in made)


@dataclass(frozen=True)
class Wanted:
    """What the list of minutes is narrowed to."""

    body: Body | None = None
    state: str = ""


def minutes_list(wanted: Wanted) -> QuerySet[Minutes]:
    """Minutes of all bodies, the newest meeting first, each with `how_many` minutes."""
    rows = Minutes.objects.select_related("meeting__body", "signed_at").annotate(
        how_many=Count("item_minutes")
    )
    if wanted.body:
        rows = rows.filter(meeting__body=wanted.body)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.order_by("-meeting__held_on", "-id")


def bodies_with_minutes() -> QuerySet[Body]:
    return Body.objects.filter(meetings__minutes__isnull=False).distinct().order_by("name")


def later_minutes_of(body: Body, since: date, *, part_2: bool) -> QuerySet[ItemMinute]:
    """The minutes of a body's meetings from a day on, the newest meeting first: by which something is closed,
    corrected or endorsed."""
    rows = ItemMinute.objects.filter(body=body, minutes__meeting__held_on__gte=since)
    if not part_2:
        rows = rows.exclude(IN_PART_2)
    return rows.select_related(*OF_MINUTE).order_by("-minutes__meeting__held_on", "position")


def meetings_after(minutes: Minutes, today: date) -> QuerySet[Meeting]:
    """The meetings at which minutes may be signed: later ones of the body that were held, nearest first."""
    held = minutes.meeting
    rows = Meeting.objects.filter(
        body=held.body_id, cancelled_on=None, held_on__gte=held.held_on, held_on__lte=today
    )
    return rows.exclude(pk=held.pk).order_by("held_on", "starts_at")
