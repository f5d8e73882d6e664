"""Reading packs: those of a meeting, every published one, and who opened which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from goldenthread.apps.agendas.models import Part
from goldenthread.apps.agendas.publishing import unpublished_changes
from goldenthread.apps.agendas.queries import agenda_of
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.queries import meeting_called as meeting_called
from goldenthread.apps.packs.actions import said_now
from goldenthread.apps.packs.models import Build, Opening, Pack, State
from goldenthread.apps.packs.small_counts import Looked
from goldenthread.apps.trail.refusals import Refused

# What a page that lists packs never shows, and may be megabytes.
_LONG = ("document", "findings", "contents")


def build_called(uuid: UUID) -> Build:
    """The build of this id. Raises Http404."""
    builds = Build.objects.select_related("meeting__body", "asked_by", "pack")
    return get_object_or_404(builds, uuid=uuid)


def pack_called(uuid: UUID, **_slug: str) -> Pack:
    """The published pack of this id. Raises Http404."""
    packs = Pack.objects.select_related("meeting__body", "published_by", "agenda_edition")
    return get_object_or_404(packs, uuid=uuid)


def public_pack_called(uuid: UUID) -> Pack:
    """The published pack of this id, if it is public. Raises Http404."""
    pack = pack_called(uuid)
    if pack.is_restricted:
        raise Http404("This pack is not public.")
    return pack


def restricted_pack_called(uuid: UUID) -> Pack:
    """The published pack of this id, if it is restricted. Raises Http404."""
    pack = pack_called(uuid)
    if not pack.is_restricted:
        raise Http404("This pack is public.")
    return pack


def packs_of(meeting: Meeting) -> QuerySet[Pack]:
    """Every published pack of a meeting, part 1 first, each with its newest edition first."""
    packs = Pack.objects.filter(meeting=meeting).select_related("published_by", "meeting__body")
    return packs.defer(*_LONG).order_by("part", "supplement", "-edition")


def standing_packs(packs: QuerySet[Pack]) -> QuerySet[Pack]:
    """Of these the newest edition of each: what stands."""
    newer = Pack.objects.filter(
        meeting=OuterRef("meeting"), part=OuterRef("part"), supplement=OuterRef("supplement"),
        edition__gt=OuterRef("edition"),
    )  # fmt: skip
    return packs.filter(~Exists(newer))


def builds_of(meeting: Meeting) -> QuerySet[Build]:
    """The builds of a meeting that may still be published, the newest first."""
    builds = _unpublished().filter(meeting=meeting).select_related("asked_by", "meeting__body")
    return builds.defer(*_LONG).order_by("-asked_at", "-id")


def _unpublished() -> QuerySet[Build]:
    """Builds of which neither this edition nor a later one was published."""
    published = Pack.objects.filter(
        meeting=OuterRef("meeting"), part=OuterRef("part"), supplement=OuterRef("supplement"),
        edition__gte=OuterRef("edition"),
    )  # fmt: skip
    return Build.objects.filter(~Exists(published))


def editions_of(pack: Pack) -> QuerySet[Pack]:
    """Every edition of a pack, the newest first."""
    same = Pack.objects.filter(meeting=pack.meeting, part=pack.part, supplement=pack.supplement)
    return same.defer(*_LONG).select_related("meeting__body").order_by("-edition")


def packs_of_body(body: Body, shown: int) -> QuerySet[Pack]:
    """The newest packs of a body that stand."""
    packs = standing_packs(Pack.objects.filter(meeting__body=body)).select_related("meeting__body")
    return packs.defer(*_LONG).order_by("-meeting__held_on", "part", "supplement")[:shown]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `part` "1" or "2"; every edition, or only what stands."""

    body: Body | None = None
    part: str = ""
    every_edition: bool = False


def pack_list(wanted: Wanted) -> QuerySet[Pack]:
    """Published packs that are wanted, of the newest meeting first."""
    rows = Pack.objects.select_related("meeting__body").defer(*_LONG)
    if wanted.body:
        rows = rows.filter(meeting__body=wanted.body)
    if wanted.part in {"1", "2"}:
        rows = rows.filter(part=int(wanted.part))
    if not wanted.every_edition:
        rows = standing_packs(rows)
    return rows.order_by("-meeting__held_on", "-meeting__starts_at", "part", "supplement", "-edition")


def bodies_with_packs() -> QuerySet[Body]:
    """The bodies of which a pack was published."""
    return Body.objects.filter(Exists(Pack.objects.filter(meeting__body=OuterRef("pk")))).order_by("name")


def openings_of(pack: Pack) -> QuerySet[Opening]:
    """Who opened a restricted pack, the last first."""
    return pack.openings.select_related("person").order_by("-opened_at", "-id")


def built_and_waiting() -> QuerySet[Build]:
    """Builds that wait to be published: the newest of each pack, if it was not published."""
    newest = Build.objects.values("meeting", "part", "supplement").annotate(newest=Max("pk")).values("newest")
    waiting = _unpublished().filter(pk__in=newest, state=State.BUILT)
    return waiting.select_related("meeting__body").defer(*_LONG).order_by("meeting__held_on", "id")


def is_stale(build: Build, today: date) -> bool:
    """Whether the agenda, or a paper of it, changed since a pack was built."""
    agenda = agenda_of(build.meeting)
    try:
        return agenda is None or said_now(build, agenda, today=today).digest != build.digest
    except Refused:
        return True


def needs_a_reason(build: Build, today: date) -> bool:
    """Whether publishing a build changes what was published, this pack or its agenda, and nobody said why."""
    if build.edition > 1:
        return True
    agenda = agenda_of(build.meeting)
    return agenda is not None and not build.reason and bool(unpublished_changes(agenda, today))


def said_before(build: Build, looked: Looked) -> str:
    """Why the same small counts were published in the edition before, empty where they are others."""
    packs = Pack.objects.filter(meeting=build.meeting, part=build.part, supplement=build.supplement)
    before = packs.order_by("-edition").first()
    return before.small_counts_because if before and before.small_counts == looked.kept else ""


def has_exempt_items(meeting: Meeting) -> bool:
    agenda = agenda_of(meeting)
    return agenda is not None and agenda.items.filter(part=Part.EXEMPT, position__isnull=False).exists()
