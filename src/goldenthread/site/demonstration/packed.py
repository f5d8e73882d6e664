"""The demonstration’s packs: each agenda that has papers or exempt items, built and published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from goldenthread.apps.agendas.models import Agenda, Part
from goldenthread.apps.packs.actions import Wanted, ask_for_pack, publish_pack
from goldenthread.apps.packs.building import build_pack
from goldenthread.apps.packs.models import Build, State
from goldenthread.apps.people.models import Person

LATE = "Made up: the demonstration begins later than an agenda would be published."

SMALL = "Made up: the figures are those that a council published itself."


def packs(clerk: Person, today: date, at: datetime, say: Callable[[str], object]) -> None:
    """The packs of the agendas of meetings to come. A second run builds none."""
    agendas = Agenda.objects.filter(meeting__held_on__gte=today, meeting__cancelled_on=None)
    for agenda in agendas.select_related("meeting__body").order_by("meeting__held_on", "id"):
        if agenda.meeting.builds.exists():
            continue
        parts = set(agenda.items.filter(position__isnull=False).values_list("part", flat=True))
        for part in sorted(parts & {Part.PUBLIC, Part.EXEMPT}):
            build = _build(agenda, part, clerk, today, at)
            if build.state == State.BUILT:
                pack = publish_pack(
                    build, by=clerk, at=at, today=today, late_because=LATE, small_counts_because=SMALL
                )
                say(f"Pack: {pack}, {pack.pages} pages")


def _build(agenda: Agenda, part: int, clerk: Person, today: date, at: datetime) -> Build:
    asked = ask_for_pack(agenda.meeting, Wanted(part=part), by=clerk, at=at, today=today)
    build_pack(asked.pk, now=lambda: at)
    return Build.objects.select_related("meeting__body").get(pk=asked.pk)
