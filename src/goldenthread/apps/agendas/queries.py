"""Reading agendas: a meeting's items with their papers and times, and where a paper is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.agendas.arising import Arising, arising_for
from goldenthread.apps.agendas.models import (
    Agenda,
    AgendaEdition,
    Item,
    Kind,
    Paper,
    PaperOn,
    Part,
    StandingItem,
)
from goldenthread.apps.agendas.restricting import open_papers
from goldenthread.apps.agendas.timings import Timings, timings
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting


@dataclass(frozen=True)
class PaperShown:
    """A paper on an item, with its appendices in order. `restricted`: it serves no item of part 1."""

    on: PaperOn
    paper: Paper
    appendices: tuple[Paper, ...]
    restricted: bool


@dataclass(frozen=True)
class ItemShown:
    """An item with its papers, when it begins, and the matters arising that are taken under it."""

    item: Item
    papers: tuple[PaperShown, ...]
    starts_at: time | None
    arising: tuple[Arising, ...] = ()


@dataclass(frozen=True)
class AgendaShown:
    """An agenda with its items in order, each with its papers, and its timings."""

    agenda: Agenda
    items: tuple[ItemShown, ...]
    timings: Timings

    @property
    def part_1(self) -> list[ItemShown]:
        return [one for one in self.items if one.item.part == Part.PUBLIC]

    @property
    def part_2(self) -> list[ItemShown]:
        return [one for one in self.items if one.item.part == Part.EXEMPT]


def agenda_called(uuid: UUID, **_slug: str) -> Agenda:
    """The agenda of the meeting of this id. Raises Http404 where it has none."""
    return get_object_or_404(Agenda.objects.select_related("meeting__body"), meeting__uuid=uuid)


def agenda_of(meeting: Meeting) -> Agenda | None:
    """The agenda of a meeting; None where it has none."""
    return Agenda.objects.select_related("meeting__body").filter(meeting=meeting).first()


def item_called(uuid: UUID) -> Item:
    """The item of this id, taken off or not. Raises Http404."""
    return get_object_or_404(Item.objects.select_related("agenda__meeting__body"), uuid=uuid)


def standing_item_called(uuid: UUID) -> StandingItem:
    """The standing item of this id, ended or not. Raises Http404."""
    return get_object_or_404(StandingItem.objects.select_related("body"), uuid=uuid)


def paper_called(uuid: UUID, **_slug: str) -> Paper:
    """The paper, or the appendix, of this id. Raises Http404."""
    papers = Paper.objects.select_related("file", "appendix_of", "recorded_by")
    return get_object_or_404(papers, uuid=uuid)


def edition_called(uuid: UUID) -> AgendaEdition:
    """The published edition of this id. Raises Http404."""
    editions = AgendaEdition.objects.select_related("agenda__meeting__body", "published_by")
    return get_object_or_404(editions, uuid=uuid)


def items_of(agenda: Agenda) -> QuerySet[Item]:
    """The items that are on an agenda, in their order."""
    return agenda.items.filter(position__isnull=False).order_by("position")


def taken_off(agenda: Agenda) -> QuerySet[Item]:
    """The items that were taken off an agenda."""
    return agenda.items.filter(position=None).order_by("title", "id")


def agenda_shown(agenda: Agenda, today: date) -> AgendaShown:
    """All that a page or a pack shows of an agenda as it is now. Four queries, and matters arising."""
    items = list(items_of(agenda))
    for item in items:
        item.agenda = agenda
    times = timings([one.minutes_allowed for one in items], agenda.meeting.starts_at, ends_at(agenda))
    papers = papers_by_item(items)
    arising = _arising(agenda, items, today)
    shown = tuple(
        ItemShown(item, papers.get(item.pk, ()), begins, arising if item.kind == Kind.ARISING else ())
        for item, begins in zip(items, times.starts, strict=True)
    )
    return AgendaShown(agenda, shown, times)


def _arising(agenda: Agenda, items: Sequence[Item], today: date) -> tuple[Arising, ...]:
    takes_them = any(item.kind == Kind.ARISING for item in items)
    return tuple(arising_for(agenda.meeting, today)) if takes_them else ()


def ends_at(agenda: Agenda) -> time | None:
    """When the meeting is to end, None where nobody has said."""
    return agenda.ends_at


def papers_by_item(items: Iterable[Item]) -> dict[int, tuple[PaperShown, ...]]:
    """The papers of items, by the item's key, in order and with their appendices. Three queries."""
    rows = list(
        PaperOn.objects.filter(item__in=[one.pk for one in items])
        .select_related("paper__file")
        .order_by("item", "position")
    )
    papers = {one.paper_id for one in rows}
    are_open = open_papers(papers) if papers else set()
    appendices = appendices_of(papers) if papers else {}
    found: dict[int, list[PaperShown]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(
            PaperShown(row, row.paper, tuple(appendices.get(row.paper_id, ())), row.paper_id not in are_open)
        )
    return {key: tuple(value) for key, value in found.items()}


def appendices_of(papers: Iterable[int]) -> dict[int, list[Paper]]:
    """The appendices of papers, by the paper's key, in their order. One query."""
    rows = Paper.objects.filter(appendix_of__in=list(papers), removed_at=None).select_related("file")
    found: dict[int, list[Paper]] = defaultdict(list)
    for row in rows.order_by("position", "id"):
        found[row.appendix_of_id].append(row)
    return found


def uses_of(paper: Paper) -> QuerySet[PaperOn]:
    """Where a paper is used, or what it is an appendix of: the newest meeting first."""
    served = paper.appendix_of_id or paper.pk
    rows = PaperOn.objects.filter(paper=served).select_related("item__agenda__meeting__body")
    return rows.order_by("-item__agenda__meeting__held_on", "item__position", "id")


def newest_edition(agenda: Agenda) -> AgendaEdition | None:
    """The edition that stands; None where it was not published."""
    return agenda.editions.order_by("-number").first()


def editions_of(agenda: Agenda) -> QuerySet[AgendaEdition]:
    """Every edition of an agenda, the newest first."""
    return agenda.editions.select_related("published_by").order_by("-number")


def standing_items_of(body: Body) -> QuerySet[StandingItem]:
    """A body's standing items in their order, ended ones included."""
    return body.standing_items.order_by("part", "position", "id")
