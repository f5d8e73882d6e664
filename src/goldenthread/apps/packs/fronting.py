"""From what a pack says to the pages that say it: front sheet, items, and what changed, by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from goldenthread.apps.agendas.editions import ItemSaid
from goldenthread.apps.agendas.models import Part, Purpose
from goldenthread.apps.packs.bringing import Brought
from goldenthread.apps.packs.models import Pack
from goldenthread.apps.packs.saying import PackSaid, other_changes, papers_of
from goldenthread.documents.pack_assembly import Layout, PackItem, Plan
from goldenthread.documents.pack_pages import (
    AgendaItem,
    ChangedLine,
    Changes,
    Contact,
    FrontSheet,
    Member,
    Sitting,
)
from goldenthread.rulebook.exempt import PARAGRAPHS

SUPPLEMENT_NOTE = "To be read with the agenda that was published before. Items keep their numbers."
RESTRICTED_NOTE = "This is part 2 of the agenda alone. Part 1 is in the public pack."


@dataclass(frozen=True)
class Edition:
    """Which edition a pack is, when it was prepared, and the one before it, if any."""

    number: int
    prepared: date
    before: Pack | None


def sitting_of(said: PackSaid) -> Sitting:
    """The meeting as pages name it."""
    agenda = said.agenda
    return Sitting(
        said.council, agenda.body, agenda.title or "Meeting", agenda.held_on, clock_words(agenda.starts_at),
        agenda.place,
    )  # fmt: skip


def plan_of(said: PackSaid, brought: Brought, edition: Edition) -> Plan:
    """The pack to be put together."""
    changed = _changed_papers(said, brought, edition.before)

    def front(layout: Layout) -> FrontSheet:
        return FrontSheet(
            sitting_of(said),
            part=2 if said.part == Part.EXEMPT else 1,
            edition=edition.number,
            prepared=edition.prepared,
            supplement=said.supplement,
            paragraphs=said.paragraphs if said.part == Part.EXEMPT else (),
            members=tuple(Member(one.name, one.organisation, one.note) for one in said.members),
            quorum=said.quorum,
            contacts=tuple(Contact(one.name, one.how) for one in said.contacts),
            reason=said.reason,
            changes=_changes(said, edition.before, changed, layout),
        )

    notes = [SUPPLEMENT_NOTE if said.supplement else "", RESTRICTED_NOTE if said.part == Part.EXEMPT else ""]
    items = tuple(
        PackItem(_item(item), tuple(brought.cited.get(item.uuid, ()))) for item in said.agenda.items
    )
    note = " ".join(filter(None, notes))
    return Plan(front, items, tuple(brought.papers), note=note, duplex=said.duplex)


def contents_of(said: PackSaid, brought: Brought, layout: Layout) -> list[dict[str, Any]]:
    """Where each paper stands, for the page of the pack and for the next edition to compare with."""
    return [
        {
            "uuid": paper.key,
            "title": paper.title,
            "item": paper.item,
            "appendix": paper.appendix,
            "first": layout[paper.key][0],
            "last": layout[paper.key][1],
            "content": brought.digests[paper.key],
            "standing_in": paper.standing_in,
        }
        for paper in brought.papers
    ]


def changes_in_words(said: PackSaid, contents: list[dict[str, Any]], before: Pack) -> list[str]:
    """What an edition changes in the one before, in sentences."""
    old, new = _by_uuid(before.contents), _by_uuid(contents)
    return [
        *(f"Paper added: {_of_item(new[key])}." for key in new if key not in old),
        *(f"Paper replaced: {_of_item(new[key])}." for key in new if _is_replaced(key, old, new)),
        *(f"Paper taken out: {_of_item(old[key])}." for key in old if key not in new),
        *_other_changes(said, old, _titles(said), before),
    ]


def clock_words(at: str) -> str:
    """ "2pm", "9:30am", from "14:00" and "09:30"; empty from nothing."""
    if not at:
        return ""
    hour, minute = map(int, at.split(":"))
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02}' if minute else ''}{half}"


@dataclass(frozen=True)
class _ChangedPapers:
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[Mapping[str, Any], ...]


def _changed_papers(said: PackSaid, brought: Brought, before: Pack | None) -> _ChangedPapers | None:
    if before is None:
        return None
    old = _by_uuid(before.contents)
    new = {paper.key: {"content": brought.digests[paper.key]} for paper in brought.papers}
    return _ChangedPapers(
        tuple(key for key in new if key not in old),
        tuple(key for key in new if _is_replaced(key, old, new)),
        tuple(old[key] for key in old if key not in new),
    )


def _changes(
    said: PackSaid, before: Pack | None, changed: _ChangedPapers | None, layout: Layout
) -> Changes | None:
    if before is None or changed is None:
        return None
    titles = _titles(said)

    def line(key: str) -> ChangedLine:
        title, item = titles[key]
        first, last = layout[key]
        where = f"page {first}" if first == last else f"pages {first} to {last}"
        return ChangedLine(f"{title}, item {item}", where)

    return Changes(
        before.edition,
        _local_day(before.published_at),
        added=tuple(map(line, changed.added)),
        replaced=tuple(map(line, changed.replaced)),
        removed=tuple(ChangedLine(_of_item(one)) for one in changed.removed),
        altered=tuple(
            ChangedLine(words.rstrip("."))
            for words in _other_changes(said, _by_uuid(before.contents), titles, before)
        ),
    )


def _other_changes(
    said: PackSaid, old: Mapping[str, Mapping[str, Any]], titles: Mapping[str, tuple[str, str]], before: Pack
) -> list[str]:
    """What changed but for papers that came, went or were replaced, each in a sentence."""
    renamed = [
        f"“{old[key]['title']}” is now called “{title}”."
        for key, (title, _) in titles.items()
        if key in old and old[key]["title"] != title
    ]
    moved = [key for key in old if key in titles] != [key for key in titles if key in old]
    words = ["Papers are in another order."] if moved else []
    return [*other_changes(PackSaid.from_json(before.document), said), *renamed, *words]


def _titles(said: PackSaid) -> dict[str, tuple[str, str]]:
    """The papers in their order: by id the title, and the number of the first item that cites it."""
    found: dict[str, tuple[str, str]] = {}
    for item, paper, _ in papers_of(said.agenda):
        found.setdefault(paper.uuid, (paper.title, item.number))
    return found


def _item(item: ItemSaid) -> AgendaItem:
    exempt = PARAGRAPHS.get(item.exempt_paragraph) if item.exempt_paragraph else None
    words = f": {exempt.title[0].lower()}{exempt.title[1:]}" if exempt else ""
    return AgendaItem(
        item.number,
        item.title,
        part=2 if item.is_exempt else 1,
        details=tuple(_details(item)),
        words=item.words,
        exempt=f"Exempt under paragraph {item.exempt_paragraph}{words}." if item.exempt_paragraph else "",
        late_reason=item.late_reason,
        lines=tuple(f"{one.words.rstrip('.')}. {one.standing}" for one in item.arising),
    )


def _details(item: ItemSaid) -> Iterator[str]:
    if item.is_exempt and not (item.presenter or item.starts_at or item.minutes_allowed or item.words):
        return  # in the public pack an exempt item says no more than its title and paragraph
    yield Purpose(item.purpose).label
    if item.starts_at:
        yield f"At {clock_words(item.starts_at)}"
    if item.minutes_allowed:
        yield f"{item.minutes_allowed} minute{'' if item.minutes_allowed == 1 else 's'}"
    if item.presenter:
        yield f"Presented by {item.presenter}"


def _by_uuid(contents: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["uuid"]: one for one in contents}


def _is_replaced(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    return key in old and key in new and old[key]["content"] != new[key]["content"]


def _of_item(one: Mapping[str, Any]) -> str:
    return f"{one['title']}, item {one['item']}"


def _local_day(at: datetime) -> date:
    return timezone.localtime(at).date()
