"""The small counts that the papers of a public pack print, looked for before it is published (PUB-9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from goldenthread.apps.agendas.editions import ItemSaid
from goldenthread.apps.agendas.models import FILE, Paper, Part
from goldenthread.apps.agendas.sources import source_called
from goldenthread.apps.packs.saying import PackSaid, papers_of
from goldenthread.apps.publishing.small_in_papers import SmallPrinted, small_in
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class PaperWithSmall:
    """A paper that prints small counts, and the item that it is cited under first."""

    title: str
    item: ItemSaid
    found: tuple[SmallPrinted, ...]

    @property
    def item_href(self) -> str:
        return reverse("agendas:item", args=[self.item.uuid])

    def kept(self) -> dict[str, Any]:
        """As a published pack keeps it."""
        return {"title": self.title, "item": self.item.number, "found": [one.words for one in self.found]}


@dataclass(frozen=True)
class Looked:
    """What was found in a pack. `unread` are the titles of papers of which nothing can be said."""

    papers: tuple[PaperWithSmall, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [one.kept() for one in self.papers]


def look(said: PackSaid) -> Looked:
    """Look through the papers of a pack, each once. A restricted pack is not public, so nothing is looked at.

    Papers are read as they are frozen now: publishing refuses where they are other ones than were built.
    """
    if said.part != Part.PUBLIC:
        return Looked()
    cited = {paper.uuid: (item, paper.title) for item, paper, _ in reversed(list(papers_of(said.agenda)))}
    records = {str(one.uuid): one for one in Paper.objects.filter(uuid__in=cited)}
    papers: list[PaperWithSmall] = []
    unread: list[str] = []
    for uuid, (item, title) in reversed(cited.items()):
        found = _found_in(records[uuid])
        if found is None:
            unread.append(title)
        elif found:
            papers.append(PaperWithSmall(title, item, found))
    return Looked(tuple(papers), tuple(unread))


def _found_in(paper: Paper) -> tuple[SmallPrinted, ...] | None:
    """The small counts of a paper; None where nothing can be said, as of a file that was uploaded."""
    source = source_called(paper.source) if paper.source != FILE else None
    if source is None:
        return None
    offered = source.describe(paper.source_uuid)
    if source.is_protected or offered is None or not offered.ready:
        return ()
    if source.printed is None:
        return None
    try:
        return small_in(source.printed(paper.source_uuid))
    except Refused:
        return None
