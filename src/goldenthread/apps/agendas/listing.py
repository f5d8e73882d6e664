"""Lists: meetings with how far their agendas are, and the papers of a meeting."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from goldenthread.apps.agendas.models import FILE, Agenda, AgendaEdition, Paper, StandingItem
from goldenthread.apps.agendas.queries import AgendaShown, PaperShown
from goldenthread.apps.agendas.sources import paper_sources
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.documents.csv_tables import guarded

STATES = {
    "none": Q(agenda=None),
    Agenda.State.DRAFT: Q(agenda__state=Agenda.State.DRAFT),
    Agenda.State.PUBLISHED: Q(agenda__state=Agenda.State.PUBLISHED),
}


def meetings_with_agendas(asked: dict[str, Any], *, today: date) -> QuerySet[Meeting]:
    """Meetings that were not cancelled, each with `agenda_items` and `edition` (None: not published).

    `asked`: body, when ("past", else those to come), state ("none", "draft", "published").
    """
    on = Q(agenda__items__position__isnull=False)
    newest = AgendaEdition.objects.filter(agenda__meeting=OuterRef("pk")).order_by("-number")
    rows = Meeting.objects.filter(cancelled_on=None).select_related("body", "agenda")
    rows = rows.annotate(
        agenda_items=Count("agenda__items", filter=on), edition=Subquery(newest.values("number")[:1])
    )
    if asked.get("body"):
        rows = rows.filter(body=asked["body"])
    if asked.get("state") in STATES:
        rows = rows.filter(STATES[asked["state"]])
    if asked.get("when") == "past":
        return rows.filter(held_on__lt=today).order_by("-held_on", "-starts_at", "-id")
    return rows.filter(held_on__gte=today).order_by("held_on", "starts_at", "id")


def state_words(meeting: Meeting) -> str:
    """ "Not begun", "Draft, 9 items", "Published, edition 2"; of a meeting of `meetings_with_agendas`."""
    if not hasattr(meeting, "agenda"):
        return "Not begun"
    if meeting.edition is not None:
        return f"Published, edition {meeting.edition}"
    count = meeting.agenda_items
    return f"Draft, {count} item{'' if count == 1 else 's'}"


def meetings_csv(meetings: Iterable[Meeting]) -> str:
    """A row for each meeting with the state of its agenda."""
    rows = (
        (one.body.name, one.held_on.isoformat(), f"{one.starts_at:%H:%M}" if one.starts_at else "",
         state_words(one))
        for one in meetings
    )  # fmt: skip
    return written(("Body", "Day", "Starts at", "Agenda"), rows)


@dataclass(frozen=True)
class PaperRow:
    """A paper of a meeting under one of its items. `kind` in words; an appendix says of which paper it is."""

    paper: Paper
    number: str
    item: str
    part: int
    kind: str
    restricted: bool
    appendix_of: str = ""


def papers_of(shown: AgendaShown, *, sees_restricted: bool) -> list[PaperRow]:
    """The papers of an agenda in its order, appendices after their paper; those that may be seen."""
    rows = []
    for item in shown.items:
        for paper in item.papers:
            if paper.restricted and not sees_restricted:
                continue
            rows += _rows(paper, item.item.number, item.item.title, item.item.part)
    return rows


def _rows(shown: PaperShown, number: str, item: str, part: int) -> list[PaperRow]:
    paper = shown.paper
    first = PaperRow(paper, number, item, part, kind_words(paper), shown.restricted)
    return [
        first,
        *(
            PaperRow(one, number, item, part, kind_words(one), shown.restricted, paper.title)
            for one in shown.appendices
        ),
    ]


def kind_words(paper: Paper) -> str:
    """Where a paper is from, in words."""
    return dict(kinds()).get(paper.source, paper.source)


def kinds() -> Sequence[tuple[str, str]]:
    """Every source of papers, with its words."""
    return [(FILE, "A file"), *((one.kind, one.label) for one in paper_sources())]


def papers_csv(rows: Iterable[PaperRow]) -> str:
    """A row for each paper and appendix."""
    columns = ("Item", "Item title", "Part", "Paper", "Appendix of", "From", "Language", "Restricted")
    cells = (
        (one.number, one.item, str(one.part), one.paper.title, one.appendix_of, one.kind, one.paper.language,
         "Yes" if one.restricted else "No")
        for one in rows
    )  # fmt: skip
    return written(columns, cells)


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV with a byte order mark for Excel."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def used_lately(body: Body, but: Iterable[int], today: date) -> QuerySet[Paper]:
    """Papers of the body's newest meetings that may be used again, the newest first; 40 of them."""
    rows = Paper.objects.filter(serves__item__agenda__meeting__body=body, appendix_of=None)
    newest = rows.exclude(pk__in=list(but)).order_by("-pk").values("pk").distinct()[:40]
    return Paper.objects.filter(pk__in=newest).order_by("-pk")


def standing_csv(items: Iterable[StandingItem]) -> str:
    """A row for each standing item of a body, dates ISO."""
    columns = ("Item", "What it is", "Part", "Purpose", "Presenter", "Minutes allowed", "From", "Until")
    rows = (
        (one.title, one.get_kind_display(), str(one.part), one.get_purpose_display(), one.presenter,
         "" if one.minutes_allowed is None else str(one.minutes_allowed), one.starts.isoformat(),
         one.ends.isoformat() if one.ends else "")
        for one in items
    )  # fmt: skip
    return written(columns, rows)
