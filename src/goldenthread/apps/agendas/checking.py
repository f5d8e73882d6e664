"""What is still to do on an agenda before it is published: said to the clerk, and no hindrance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.apps.agendas.models import Kind, Purpose
from goldenthread.apps.agendas.queries import AgendaShown, ItemShown, PaperShown
from goldenthread.apps.agendas.sources import source_called
from goldenthread.rulebook.exempt import exemption


@dataclass(frozen=True)
class ToDo:
    """Something left to do, in words, with where it is done."""

    words: str
    href: str
    code: str = ""


def left_to_do(shown: AgendaShown) -> list[ToDo]:
    """All that a clerk may want to know before publication, in the agenda's order."""
    return [*_of_the_whole(shown), *(one for item in shown.items for one in _of_item(item))]


def _of_the_whole(shown: AgendaShown) -> Iterator[ToDo]:
    times, href = shown.timings, shown.agenda.get_absolute_url()
    if times.over is not None and times.over > 0:
        yield ToDo(f"The meeting {times.words[0].lower()}{times.words[1:]}", href)


def _of_item(one: ItemShown) -> Iterator[ToDo]:
    item = one.item
    called, href = f"Item {item.number}, {item.title}", item.get_absolute_url()
    if item.is_exempt:
        verdict = exemption(item.exempt_paragraph, item.public_interest, item.agenda.meeting.held_on)
        if verdict.warns:
            yield ToDo(f"{called}: {verdict.words}", href, verdict.code)
    # The minutes of the last meeting are agreed from what was minuted here.
    if item.purpose == Purpose.DECISION and item.kind != Kind.MINUTES and not one.papers:
        yield ToDo(f"{called}, is for decision and has no paper.", href)
    for paper in one.papers:
        yield from _of_paper(called, item.is_exempt, paper)


def _of_paper(called: str, exempt: bool, shown: PaperShown) -> Iterator[ToDo]:
    paper, href = shown.paper, shown.paper.get_absolute_url()
    if exempt and not shown.restricted:
        yield ToDo(f"{called}: {paper.title} serves an item of part 1 too, so it is open to all.", href)
    if paper.is_file:
        return
    source = source_called(paper.source)
    offered = source.describe(paper.source_uuid) if source else None
    if offered is None:
        yield ToDo(f"{called}: {paper.title} can no longer be found where it was made.", href)
    elif not offered.ready:
        yield ToDo(f"{called}: {paper.title} is not ready. {offered.state}.", offered.href)
