"""What a page or a file shows of an agenda, as it is now or as an edition has it, to who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.text import slugify

from goldenthread.apps.agendas.arising import Arising
from goldenthread.apps.agendas.editions import AgendaSaid, ArisingSaid, ItemSaid, PaperSaid
from goldenthread.apps.agendas.listing import written
from goldenthread.apps.agendas.models import Item, Paper, PaperOn, Part, Purpose
from goldenthread.apps.agendas.queries import AgendaShown, ItemShown
from goldenthread.apps.agendas.timings import minutes_words
from goldenthread.rulebook.exempt import PARAGRAPHS


@dataclass(frozen=True)
class PaperLine:
    """A paper under an item. `href` is empty for who may not open it: then its title is not told either."""

    title: str
    href: str
    restricted: bool
    appendices: tuple[PaperLine, ...] = ()


@dataclass(frozen=True)
class ItemLine:
    """An item as it is shown. `item` is None where it is shown from an edition."""

    uuid: str
    number: str
    part: int
    exempt_paragraph: int | None
    title: str
    purpose: str
    words: str
    presenter: str
    minutes_allowed: int | None
    starts_at: str
    late_reason: str
    late_said_by: str
    papers: tuple[PaperLine, ...]
    arising: Sequence[Arising | ArisingSaid] = ()
    why: str = ""
    origin_href: str = ""
    item: Item | None = field(default=None, compare=False)

    @property
    def time_words(self) -> str:
        """ "14:05, 20 minutes"; what is not known is left out."""
        allowed = "" if self.minutes_allowed is None else minutes_words(self.minutes_allowed)
        return ", ".join(one for one in (self.starts_at, allowed) if one)

    @property
    def exempt_words(self) -> str:
        """ "Exempt under paragraph 3: financial or business affairs"; empty in part 1."""
        paragraph = PARAGRAPHS.get(self.exempt_paragraph or 0)
        if paragraph is None:
            return ""
        return f"Exempt under paragraph {paragraph.number}: {paragraph.title[0].lower()}{paragraph.title[1:]}"


@dataclass(frozen=True)
class Page:
    """The items of an agenda, by part."""

    items: tuple[ItemLine, ...]

    @property
    def parts(self) -> list[tuple[str, list[ItemLine]]]:
        """The caption and items of each part that has some."""
        named = (
            ("Part 1: open to the press and public", Part.PUBLIC),
            ("Part 2: without the press and public", Part.EXEMPT),
        )
        found = [(caption, [one for one in self.items if one.part == part]) for caption, part in named]
        return [(caption, items) for caption, items in found if items]


def page_of_now(shown: AgendaShown, *, sees_restricted: bool) -> Page:
    """An agenda as it is now."""
    return Page(tuple(_line(one, sees_restricted) for one in shown.items))


def page_of_edition(said: AgendaSaid, *, sees_restricted: bool) -> Page:
    """An agenda as an edition has it. What is restricted is asked of today: nothing opens by being old."""
    uuids = [paper.uuid for item in said.items for paper in item.papers]
    on = PaperOn.objects.filter(paper__uuid__in=uuids, item__part=Part.PUBLIC, item__position__isnull=False)
    are_open = {str(uuid) for uuid in on.values_list("paper__uuid", flat=True)} if uuids else set()
    return Page(tuple(_line_said(one, are_open, sees_restricted) for one in said.items))


def _line(one: ItemShown, sees: bool) -> ItemLine:
    item = one.item
    papers = tuple(
        _paper(
            paper.paper.title, paper.paper.get_absolute_url(), paper.restricted, sees,
            tuple(_appendix(one, paper.restricted, sees) for one in paper.appendices),
        )
        for paper in one.papers
    )  # fmt: skip
    return ItemLine(
        uuid=str(item.uuid), number=item.number, part=item.part, exempt_paragraph=item.exempt_paragraph,
        title=item.title, purpose=item.get_purpose_display(), words=_told(item, sees),
        presenter=item.presenter, minutes_allowed=item.minutes_allowed,
        starts_at=f"{one.starts_at:%H:%M}" if one.starts_at else "", late_reason=item.late_reason,
        late_said_by=item.late_said_by, papers=papers, arising=one.arising, why=item.why,
        origin_href=item.origin_href, item=item,
    )  # fmt: skip


def _told(item: Item | ItemSaid, sees: bool) -> str:
    """An item's words: those of part 2 may say what is exempt, so only its title is told to all."""
    return item.words if sees or not item.is_exempt else ""


def _appendix(paper: Paper, restricted: bool, sees: bool) -> PaperLine:
    return _paper(paper.title, paper.get_absolute_url(), restricted, sees, ())


def _line_said(item: ItemSaid, are_open: set[str], sees: bool) -> ItemLine:
    papers = tuple(_paper_said(one, one.uuid not in are_open, sees) for one in item.papers)
    return ItemLine(
        uuid=item.uuid, number=item.number, part=item.part, exempt_paragraph=item.exempt_paragraph,
        title=item.title, purpose=Purpose(item.purpose).label, words=_told(item, sees),
        presenter=item.presenter, minutes_allowed=item.minutes_allowed, starts_at=item.starts_at,
        late_reason=item.late_reason, late_said_by=item.late_said_by, papers=papers, arising=item.arising,
    )  # fmt: skip


def _paper_said(one: PaperSaid, restricted: bool, sees: bool) -> PaperLine:
    href = reverse("agendas:paper", args=[one.uuid, slugify(one.title) or "paper"])
    appendices = tuple(_paper_said(appendix, restricted, sees) for appendix in one.appendices)
    return _paper(one.title, href, restricted, sees, appendices)


def _paper(
    title: str, href: str, restricted: bool, sees: bool, appendices: tuple[PaperLine, ...]
) -> PaperLine:
    if restricted and not sees:
        return PaperLine("A paper that is not open to you", "", True)
    return PaperLine(title, href, restricted, appendices)


COLUMNS = (
    "Number", "Part", "Item", "Purpose", "Presenter", "Minutes allowed", "Starts at",
    "Exempt under paragraph", "Late because", "Papers",
)  # fmt: skip


def agenda_csv(items: Iterable[ItemLine]) -> str:
    """A row for each item, with a byte order mark for Excel."""
    rows = (
        (
            one.number, str(one.part), one.title, one.purpose, one.presenter,
            "" if one.minutes_allowed is None else str(one.minutes_allowed), one.starts_at,
            str(one.exempt_paragraph or ""), one.late_reason, "; ".join(paper.title for paper in one.papers),
        )
        for one in items
    )  # fmt: skip
    return written(COLUMNS, rows)
