"""Writes about packs: one is asked for, published, opened. What is published stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.agendas.models import Agenda, Part
from goldenthread.apps.agendas.publishing import publish_agenda, unpublished_changes
from goldenthread.apps.agendas.queries import agenda_of
from goldenthread.apps.files import store
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.packs.building import ask_to_build, edition_before
from goldenthread.apps.packs.fronting import changes_in_words
from goldenthread.apps.packs.models import Build, Opening, Pack, State, called
from goldenthread.apps.packs.notices import notice_of
from goldenthread.apps.packs.saying import PackSaid, pack_said, published_before
from goldenthread.apps.packs.small_counts import look
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.small_in_papers import PUB_9


@dataclass(frozen=True)
class Wanted:
    """Which pack. `supplement`: what came late, alone, with the chair's `reason`."""

    part: int = Part.PUBLIC
    supplement: bool = False
    reason: str = ""
    duplex: bool = True


@transaction.atomic
def ask_for_pack(meeting: Meeting, wanted: Wanted, *, by: Person | None, at: datetime, today: date) -> Build:
    """Have a pack built as the agenda is now, by the worker.

    Raises Refused without an agenda or its items, for part 2 without exempt items, for a cancelled meeting,
    for a supplement to nothing, of nothing or without a reason, and while the same pack is being built.
    """
    meeting = _locked(meeting)
    agenda = _agenda_of(meeting)
    if wanted.supplement and not wanted.reason.strip():
        raise Refused("Say why the chair takes these papers late. It is printed.", field="reason")
    supplement = _next_supplement(meeting, wanted.part) if wanted.supplement else 0
    said = _said(agenda, wanted.part, supplement, wanted.reason, wanted.duplex, by=by, today=today)
    _check_something_in_it(said, wanted)
    packs = Pack.objects.filter(meeting=meeting, part=wanted.part, supplement=supplement)
    at_work = Build.objects.filter(meeting=meeting, part=wanted.part, supplement=supplement)
    if at_work.filter(state__in=[State.WAITING, State.BUILDING]).exists():
        raise Refused("This pack is being built already. Wait until it is done.", code="at_work")
    build = Build.objects.create(
        meeting=meeting, part=wanted.part, supplement=supplement, reason=said.reason, duplex=wanted.duplex,
        edition=packs.count() + 1, prepared_on=today, document=said.to_json(), digest=said.digest,
        asked_at=at, asked_by=by, touched_at=at,
    )  # fmt: skip
    record("packs.asked_for", by=by, at=at, on=[build, meeting], after={
        "pack": build.name, "edition": build.edition, "digest": build.digest,
    })  # fmt: skip
    ask_to_build(build)
    return build


@transaction.atomic
def publish_pack(
    build: Build, *, by: Person | None, at: datetime, today: date, changed_because: str = "",
    late_because: str = "", small_counts_because: str = "",
) -> Pack:  # fmt: skip
    """Publish a pack as it was built and looked at, and its agenda with it.

    Raises Refused where it is not built, the agenda changed since, the same is published already, another
    edition, a late one or one with small counts (PUB-9) has no reason, and where the meeting is cancelled.
    """
    meeting = _locked(build.meeting)
    build = Build.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=build.pk)
    if build.state != State.BUILT:
        raise Refused("This pack is not built. Build it first.")
    said = PackSaid.from_json(build.document)
    agenda, before = _agenda_of(meeting), edition_before(build)
    _check_is_next(build)
    if said_now(build, agenda, today=today).digest != build.digest:
        raise Refused(
            "The agenda, or a paper of it, changed since this pack was built. Build it again.", code="stale"
        )
    changes = changes_in_words(said, build.contents, before) if before else []
    if before and not changes:
        raise Refused(
            f"Nothing changed since edition {before.edition}, so there is nothing to publish.", code="same"
        )
    if before and not changed_because.strip():
        raise Refused("Say why there is another edition.", field="changed_because")
    notice = notice_of(meeting, at)
    late = late_because.strip() if notice.is_late else ""
    if notice.is_late and not late:
        raise Refused("The last day for publication has passed. Say why it is late.", field="late_because")
    looked = look(said)
    as_they_are = small_counts_because.strip() if looked.papers else ""
    if looked.papers and not as_they_are:
        raise Refused(
            f"{looked.papers[0].title} prints small counts. Take it out, or say why it is public as it is.",
            field="small_counts_because", code=str(PUB_9),
        )  # fmt: skip
    why = changed_because.strip() or build.reason or late
    if not why and unpublished_changes(agenda, today):
        raise Refused("Say why the agenda changed after it was published.", field="changed_because")
    edition = publish_agenda(agenda, today=today, by=by, at=at, reason=why)
    copied = (
        "meeting", "part", "supplement", "edition", "prepared_on", "reason", "document", "digest", "sha256",
        "size", "pages", "claims_ua", "contents", "findings",
    )  # fmt: skip
    pack = Pack.objects.create(
        **{name: getattr(build, name) for name in copied}, build=build, agenda_edition=edition,
        changed_because=changed_because.strip(), late_because=late, last_day=notice.last_day,
        changes=changes, published_at=at, published_by=by,
        small_counts=looked.kept, small_counts_because=as_they_are,
    )  # fmt: skip
    record(
        "packs.published", by=by, at=at, on=[pack, meeting, meeting.body],
        why=pack.changed_because or pack.late_because or pack.reason,
        after={
            "pack": pack.name, "edition": pack.edition, "sha256": pack.sha256, "pages": pack.pages,
            "last_day": notice.last_day, "changes": changes,
        },
    )  # fmt: skip
    if as_they_are:
        record(
            "packs.small_counts_published", by=by, at=at, on=[pack, meeting, meeting.body], why=as_they_are,
            after={"papers": {one.title: len(one.found) for one in looked.papers}},
        )  # fmt: skip
    return pack


def open_pack(pack: Pack, *, by: Person | None, at: datetime) -> bytes:
    """The bytes of a published pack. Who opens a restricted one is written in its register first.

    Raises `store.Unreadable`; what could not be read was not opened.
    """
    content = store.get(pack.sha256)
    if pack.is_restricted:
        Opening.objects.create(pack=pack, person=by, opened_at=at)
    return content


@transaction.atomic
def open_draft(build: Build, *, by: Person | None, at: datetime) -> bytes:
    """The bytes of a pack that is built; who opens a restricted one is told in the ledger.

    Raises Refused where it is not built, and `store.Unreadable`.
    """
    if build.state != State.BUILT:
        raise Refused("This pack is not built. Build it first.")
    content = store.get(build.sha256)
    if build.is_restricted:
        record("packs.draft_opened", by=by, at=at, on=[build, build.meeting])
    return content


def said_now(build: Build, agenda: Agenda, *, today: date) -> PackSaid:
    """What the pack of a build would say if it was built now."""
    return _said(
        agenda, build.part, build.supplement, build.reason, build.duplex, by=build.asked_by, today=today
    )


def _said(
    agenda: Agenda, part: int, supplement: int, reason: str, duplex: bool, *, by: Person | None, today: date
) -> PackSaid:
    packs = list(Pack.objects.filter(meeting=agenda.meeting, part=part, supplement__lt=supplement))
    return pack_said(
        agenda, part=part, supplement=supplement, reason=reason, duplex=duplex, by=by, today=today,
        published=published_before(packs),
    )  # fmt: skip


def _check_something_in_it(said: PackSaid, wanted: Wanted) -> None:
    if said.agenda.items:
        return
    if wanted.supplement:
        raise Refused("Nothing came late: every item and paper is in a pack that was published.")
    if wanted.part == Part.EXEMPT:
        raise Refused("The agenda has no exempt items, so it needs no restricted pack.", field="part")
    raise Refused("The agenda has no items. Build the agenda first.")


def _check_is_next(build: Build) -> None:
    packs = Pack.objects.filter(meeting=build.meeting, part=build.part, supplement=build.supplement)
    if packs.count() + 1 != build.edition:
        raise Refused(
            f"Edition {build.edition} was published while this one waited. Build it again.", code="stale"
        )


def _next_supplement(meeting: Meeting, part: int) -> int:
    packs = Pack.objects.filter(meeting=meeting, part=part)
    last = packs.order_by("-supplement").first()
    if last is None:
        raise Refused(
            f"“{called(part, 0)}” is not published yet. What came late goes into it.", field="supplement"
        )
    return last.supplement + 1


def _agenda_of(meeting: Meeting) -> Agenda:
    agenda = agenda_of(meeting)
    if agenda is None:
        raise Refused("The meeting has no agenda. Build the agenda first.")
    return agenda


def _locked(meeting: Meeting) -> Meeting:
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if meeting.is_cancelled:
        raise Refused("This meeting is cancelled. It needs no pack.", code="cancelled")
    return meeting
