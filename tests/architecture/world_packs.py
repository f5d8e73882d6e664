"""Packs in the world: one published in each part, one built and not published; where their pages are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.agendas.items import Says, add_item
from goldenthread.apps.agendas.models import Part
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files import store
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.packs.actions import Wanted, ask_for_pack, publish_pack
from goldenthread.apps.packs.models import Build, State
from goldenthread.apps.people.models import Person

Addresses = list[tuple[Callable[[str], bool], dict[str, object]]]


def packs_addresses(body: Body, officer: Person, now: datetime, today: date) -> Addresses:
    """Of a meeting of its own, so that the agenda of another stays as it is."""
    by = {"by": officer, "at": now}
    meeting = add_meeting(body, held_on=today + timedelta(days=30), **by)
    agenda = build_agenda(meeting, today=today, **by).agenda
    add_item(agenda, Says("Progress"), **by)
    add_item(agenda, Says("A contract", part=Part.EXEMPT, exempt_paragraph=3), **by)

    def built(part: int) -> Build:
        """As the worker leaves it, but for the minute that it takes."""
        build = ask_for_pack(meeting, Wanted(part=part), today=today, **by)
        content = b"%PDF-1.7 a pack"
        Build.objects.filter(pk=build.pk).update(
            state=State.BUILT, sha256=store.put(content), size=len(content), pages=1
        )
        build.refresh_from_db()
        return build

    another = built(1)
    packs = [publish_pack(built(part), today=today, **by) for part in (1, 2)]
    uuids = [one.uuid for one in packs]

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in {f"packs:{name}" for name in names}

    return [
        (named("packs"), {}),
        (named("of_meeting", "build"), {"uuid": meeting.uuid}),
        (named("built", "draft", "publish"), {"uuid": another.uuid}),
        (named("download"), {"uuid": uuids[0]}),
        (named("download_restricted", "register"), {"uuid": uuids[1]}),
        (named("pack"), {"uuid": uuids[1], "slug": "pack"}),
    ]
