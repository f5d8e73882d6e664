"""An agenda as one canonical document: what an edition keeps, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goldenthread.apps.agendas.arising import Arising, standing_words
from goldenthread.apps.agendas.models import AgendaEdition, Part
from goldenthread.apps.trail.changes import day_words
from goldenthread.documents import canonical

SCHEMA, VERSION = "goldenthread.agenda", 1


@dataclass(frozen=True)
class PaperSaid:
    """A paper of an item, or an appendix, as an edition has it. `content`: what names its content."""

    uuid: str
    title: str
    source: str
    content: str
    language: str
    alt: str
    appendices: tuple[PaperSaid, ...] = ()


@dataclass(frozen=True)
class ArisingSaid:
    """A matter arising as an edition has it."""

    words: str
    owner: str
    due_on: date | None
    state: str

    @classmethod
    def of(cls, one: Arising) -> ArisingSaid:
        return cls(one.words, one.owner, one.due_on, one.state)

    @property
    def standing(self) -> str:
        return standing_words(self.owner, self.due_on, self.state)


@dataclass(frozen=True)
class ItemSaid:
    """An item as an edition has it. `starts_at` is "14:05", or empty; `minutes_allowed` None: not said."""

    uuid: str
    number: str
    part: int
    exempt_paragraph: int | None
    kind: str
    title: str
    purpose: str
    words: str
    presenter: str
    minutes_allowed: int | None
    starts_at: str
    late_reason: str
    late_said_by: str
    papers: tuple[PaperSaid, ...] = ()
    arising: tuple[ArisingSaid, ...] = ()

    @property
    def is_exempt(self) -> bool:
        return self.part == Part.EXEMPT

    @property
    def is_late(self) -> bool:
        return bool(self.late_reason)


@dataclass(frozen=True)
class AgendaSaid:
    """An agenda as an edition has it. `starts_at` and `ends_at` are "14:00", or empty."""

    body: str
    meeting: str
    title: str
    held_on: date
    starts_at: str
    ends_at: str
    place: str
    items: tuple[ItemSaid, ...]

    def to_json(self) -> str:
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> AgendaSaid:
        """The document of a text. Raises `canonical.NotThisPaper`."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)

    @cached_property
    def by_uuid(self) -> dict[str, ItemSaid]:
        return {one.uuid: one for one in self.items}


class NotAsPublished(Exception):
    """A stored document does not give the digest under which it was published."""


def document_of(edition: AgendaEdition) -> AgendaSaid:
    """The published document. Raises NotAsPublished, and `canonical.NotThisPaper` for another schema."""
    if canonical.digest(edition.document) != edition.digest:
        raise NotAsPublished(f"The document of {edition} was altered after it was published.")
    return AgendaSaid.from_json(edition.document)


def changes_between(before: AgendaSaid, after: AgendaSaid) -> list[str]:
    """What changed, each in a sentence: the meeting, then items that came, went and changed, in order."""
    return [*_of_meeting(before, after), *_of_items(before, after)]


def _of_meeting(before: AgendaSaid, after: AgendaSaid) -> Iterator[str]:
    if before.held_on != after.held_on:
        yield f"The meeting is on {day_words(after.held_on)}, not {day_words(before.held_on)}."
    for name, words in (("starts_at", "starts at"), ("ends_at", "ends at"), ("place", "is held at")):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield f"The meeting {words} {now or 'no stated time or place'}" + (
                f", not {was}." if was else "."
            )


def _of_items(before: AgendaSaid, after: AgendaSaid) -> Iterator[str]:
    for item in after.items:
        was = before.by_uuid.get(item.uuid)
        if was is None:
            late = f" (late: {item.late_reason})" if item.is_late else ""
            yield f"Item {item.number}, {item.title}, was added{late}."
        else:
            yield from _of_item(was, item)
    for item in before.items:
        if item.uuid not in after.by_uuid:
            yield f"Item {item.number}, {item.title}, was taken off."


def _of_item(was: ItemSaid, item: ItemSaid) -> Iterator[str]:
    called = f"Item {item.number}, {item.title},"
    if was.title != item.title:
        yield f"Item {item.number} was called {was.title} and is now called {item.title}."
    if was.number != item.number:
        yield f"{called} was item {was.number}."
    if was.part != item.part:
        under = f" under paragraph {item.exempt_paragraph}" if item.is_exempt else ""
        yield f"{called} is now in part {item.part}{under}."
    elif was.exempt_paragraph != item.exempt_paragraph:
        yield f"{called} is exempt under paragraph {item.exempt_paragraph}, not {was.exempt_paragraph}."
    for name, words in (("purpose", "purpose"), ("words", "words"), ("presenter", "presenter")):
        if getattr(was, name) != getattr(item, name):
            yield f"{called} has another {words}." if name != "words" else f"{called} says something else."
    if was.minutes_allowed != item.minutes_allowed:
        yield f"{called} is allowed {_minutes(item.minutes_allowed)}, not {_minutes(was.minutes_allowed)}."
    if was.arising != item.arising:
        yield f"{called} lists other matters arising."
    yield from _of_papers(called, was.papers, item.papers)


def _of_papers(called: str, was: tuple[PaperSaid, ...], now: tuple[PaperSaid, ...]) -> Iterator[str]:
    before, after = {one.uuid: one for one in _all(was)}, {one.uuid: one for one in _all(now)}
    for key, paper in after.items():
        if key not in before:
            yield f"{called} has a new paper: {paper.title}."
        elif before[key].content != paper.content:
            yield f"{called} has another version of a paper: {paper.title}."
        elif (before[key].title, before[key].alt, before[key].language) != (
            paper.title, paper.alt, paper.language,
        ):  # fmt: skip
            yield f"{called} describes a paper otherwise: {paper.title}."
    for key, paper in before.items():
        if key not in after:
            yield f"{called} no longer has a paper: {paper.title}."
    if [one for one in before if one in after] != [one for one in after if one in before]:
        yield f"{called} has its papers in another order."


def _all(papers: Iterable[PaperSaid]) -> Iterator[PaperSaid]:
    for one in papers:
        yield one
        yield from _all(one.appendices)


def _minutes(minutes: int | None) -> str:
    return "no stated time" if minutes is None else f"{minutes} minute{'' if minutes == 1 else 's'}"
