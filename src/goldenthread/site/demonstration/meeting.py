"""The demonstration’s agendas: standing items of its boards, and the next meeting’s items with papers."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from goldenthread.apps.agendas.attaching import attach_from
from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.agendas.items import Says, add_item, say_when_it_ends
from goldenthread.apps.agendas.models import Agenda, Item
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.agendas.standing import add_standing_item
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.site.demonstration.files import rows

SINCE = date(2018, 5, 1)
ENDS_AT = time(16)
SOURCES = {"report": "board-report", "highlights": "highlight-report"}


def standing_items(tables: Path, at: datetime) -> None:
    """What is on each agenda of the boards."""
    for row in rows(tables / "standing_items.csv"):
        body = Body.objects.get(name=row["body"])
        if not body.standing_items.filter(title=row["title"]).exists():
            add_standing_item(body, _says(row), starts=SINCE, by=None, at=at)


def agendas(tables: Path, officer: Person, today: date, at: datetime) -> None:
    """Each meeting that has items of its own: its agenda, built and with papers. A second run adds none."""
    for row in rows(tables / "agenda_items.csv"):
        meeting = Meeting.objects.get(body__name=row["body"], held_on=date.fromisoformat(row["held_on"]))
        agenda = Agenda.objects.filter(meeting=meeting).first()
        if agenda is None:
            agenda = build_agenda(meeting, today=today, by=officer, at=at).agenda
            say_when_it_ends(agenda, ENDS_AT, by=officer, at=at)
        if not agenda.items.filter(title=row["title"]).exists():
            item = add_item(agenda, _says(row), by=officer, at=at)
            _paper(item, row["paper"], meeting.body, today, officer, at)


def _says(row: dict[str, str]) -> Says:
    return Says(
        title=row["title"], purpose=row["purpose"], presenter=row["presenter"],
        minutes_allowed=int(row["minutes"]) if row["minutes"] else None, words=row.get("words", ""),
        kind=row.get("kind", "ordinary"), part=int(row.get("part", "1")),
        exempt_paragraph=int(row["exempt_paragraph"]) if row.get("exempt_paragraph") else None,
        public_interest=row.get("public_interest", ""),
    )  # fmt: skip


def _paper(item: Item, paper: str, body: Body, today: date, by: Person, at: datetime) -> None:
    """The newest of what is offered from where the table says, where there is some."""
    source = source_called(SOURCES[paper]) if paper else None
    offered = source.offers(body, today) if source else ()
    if source and offered:
        attach_from(item, source.kind, offered[0].uuid, by=by, at=at)
