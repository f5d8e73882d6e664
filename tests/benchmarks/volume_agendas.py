"""Monthly meetings of a board over years, each with its agenda and papers, for timing: past the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from goldenthread.apps.agendas.models import Agenda, Item, Kind, Paper, PaperOn, Part, StandingItem
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Post
from goldenthread.apps.reporting.models import ReportOwed, Rhythm

STANDING = (Kind.APOLOGIES, Kind.DECLARATIONS, Kind.MINUTES, Kind.PUBLIC_SPEAKING, Kind.ARISING)
OWED = 12


@dataclass(frozen=True)
class Held:
    """How many meetings there were, a month apart, the items of each, and the papers of each item."""

    meetings: int = 120
    items: int = 15
    papers: int = 2


def add_agendas(body: Body, held: Held, *, today: date, now: datetime) -> list[Meeting]:
    """Meetings up to one to come, whose agenda is not begun: that is built in the measurement."""
    StandingItem.objects.bulk_create(
        StandingItem(
            body=body, kind=kind, title=kind.label, minutes_allowed=5, position=place, starts=date(2005, 1, 1)
        )
        for place, kind in enumerate(STANDING, start=1)
    )
    days = [today + timedelta(10 - 30 * number) for number in range(held.meetings + 1)]
    meetings = Meeting.objects.bulk_create(
        Meeting(body=body, held_on=day, starts_at=time(14), place="Town hall", recorded_at=now)
        for day in days
    )
    agendas = Agenda.objects.bulk_create(Agenda(meeting=one, recorded_at=now) for one in meetings[1:])
    items = Item.objects.bulk_create(
        _item(agenda, place, held, now) for agenda in agendas for place in range(held.items)
    )
    file = StoredFile.objects.create(
        sha256="0" * 64, size=1, name="report.pdf", media_type="application/pdf", uploaded_at=now
    )
    papers = Paper.objects.bulk_create(
        Paper(title=f"Report {number} of {item}", file=file, recorded_at=now)
        for item in items
        for number in range(held.papers)
    )
    PaperOn.objects.bulk_create(
        PaperOn(item=items[number // held.papers], paper=paper, position=number % held.papers + 1)
        for number, paper in enumerate(papers)
    )
    post = Post.objects.first()
    ReportOwed.objects.bulk_create(
        ReportOwed(
            body=body, title=f"Report owed {number}", from_post=post, rhythm=Rhythm.QUARTER,
            first_due=today - timedelta(80 - number),
        )
        for number in range(OWED)
    )  # fmt: skip
    return list(meetings)


def _item(agenda: Agenda, place: int, held: Held, now: datetime) -> Item:
    last = place == held.items - 1
    return Item(
        agenda=agenda, position=place + 1, title=f"Item {place + 1}: how children are helped sooner",
        minutes_allowed=10, part=Part.EXEMPT if last else Part.PUBLIC, exempt_paragraph=3 if last else None,
        recorded_at=now,
    )  # fmt: skip
