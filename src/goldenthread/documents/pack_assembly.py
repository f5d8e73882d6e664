"""Putting a pack together: its own pages, the papers in the agenda's order, numbers and links.

Page ranges stand on pages that come before the pages they speak of, so the own pages are set again until
nothing moves; the papers are counted once. The same pages in give the same bytes out.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

import pikepdf

from goldenthread.documents.merging import About, Merged, PackPage, Part, merge
from goldenthread.documents.pack_pages import (
    AgendaItem,
    AgendaPages,
    AgendaPaper,
    FrontSheet,
    Notice,
    part_two_notice,
    watermark,
)
from goldenthread.documents.pack_stamps import Stamp, stamps_pdf
from goldenthread.documents.pack_typeset import agenda_pdf, front_sheet_pdf, notice_pdf
from goldenthread.documents.wording import uk_date

Pages = tuple[int, int]
"""First and last page, as the pack counts them."""
Layout = Mapping[str, Pages]
"""Where each paper stands, by its key."""
Step = Callable[[str, int, int], None]
"""Told of progress: what is being done, how many steps are done, of how many."""

MOST_ROUNDS = 8
"""Setting the own pages again settles after two or three rounds: page numbers only grow."""


@dataclass(frozen=True)
class PackPaper:
    """A paper or an appendix, once in the pack. ``item`` is the number of the first item that cites it.

    ``standing_in``: the PDF is a notice in its place, because the paper could not be brought in.
    """

    key: str
    title: str
    item: str
    pdf: bytes
    appendix: bool = False
    language: str | None = None
    standing_in: bool = False

    @property
    def bookmark(self) -> str:
        """``Item 5: Improvement report``."""
        return f"Item {self.item}{', appendix' if self.appendix else ''}: {self.title}"


@dataclass(frozen=True)
class CitedPaper:
    """A paper as an item cites it. ``note`` stands where there are no pages: "To follow"."""

    key: str
    title: str
    appendix: bool = False
    note: str = ""


@dataclass(frozen=True)
class PackItem:
    """An item of the agenda, and the papers that it cites, of which another may cite the same."""

    item: AgendaItem
    cites: tuple[CitedPaper, ...] = ()


@dataclass(frozen=True)
class Plan:
    """All that a pack is made of. ``front`` makes the front sheet once it is known where each paper stands.

    ``duplex``: each paper starts on a fresh sheet when it is printed on both sides.
    """

    front: Callable[[Layout], FrontSheet]
    items: tuple[PackItem, ...]
    papers: tuple[PackPaper, ...]
    note: str = ""
    duplex: bool = True


@dataclass(frozen=True)
class Assembled:
    """A pack: its bytes, where each paper stands, and what the merge says of it and of each part.

    ``merged.parts`` are front sheet, agenda, then the papers in order, then the notice of part 2 if any.
    """

    merged: Merged
    layout: Layout
    front: FrontSheet

    @property
    def pdf(self) -> bytes:
        return self.merged.pdf


def assemble(plan: Plan, tell: Step = lambda words, done, total: None) -> Assembled:
    """Put a pack together. Raises ``CannotMerge`` for a paper that cannot be in one."""
    closing = _closing(plan)
    steps = 3
    tell("Counting pages", 0, steps)
    lengths = {paper.key: count_pages(paper.pdf) for paper in plan.papers}
    own, layout = _settled(plan, lengths)
    front = plan.front(layout)
    tell("Putting the papers together", 1, steps)
    parts = [
        Part("Front sheet", own.front),
        Part("Agenda", own.agenda),
        *(
            Part(paper.bookmark, paper.pdf, language=paper.language, fresh_sheet=plan.duplex)
            for paper in plan.papers
        ),
        *(
            Part(notice.heading, notice_pdf(notice, sitting=front.sitting, dated=front.prepared))
            for notice in closing
        ),
    ]
    merged = merge(parts, _about(front), stamps=_stamps(plan, front))
    tell("Checking the pages", 2, steps)
    placed = {paper.key: part for paper, part in zip(plan.papers, merged.parts[2:], strict=False)}
    moved = [key for key, part in placed.items() if layout[key][0] != part.first_page]
    if moved:
        raise RuntimeError(f"The agenda names other pages than the pack has, for {len(moved)} papers")
    tell("Done", steps, steps)
    return Assembled(merged, layout, front)


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


@dataclass(frozen=True)
class _Own:
    """The pages that come before the papers."""

    front: bytes
    agenda: bytes

    @property
    def pages(self) -> int:
        return count_pages(self.front) + count_pages(self.agenda)


def _settled(plan: Plan, lengths: Mapping[str, int]) -> tuple[_Own, Layout]:
    """The own pages and the layout that they name, once they agree."""
    layout = _layout(plan, lengths, before=2)
    for _ in range(MOST_ROUNDS):
        own = _own(plan, layout)
        found = _layout(plan, lengths, before=own.pages)
        if found == layout:
            return own, layout
        layout = found
    raise RuntimeError("The agenda's page numbers do not settle")


def _layout(plan: Plan, lengths: Mapping[str, int], *, before: int) -> Layout:
    layout, page = {}, before
    for paper in plan.papers:
        if plan.duplex and page % 2:
            page += 1
        layout[paper.key] = (page + 1, page + lengths[paper.key])
        page += lengths[paper.key]
    return layout


def _own(plan: Plan, layout: Layout) -> _Own:
    front = plan.front(layout)
    places = {paper.key: number for number, paper in enumerate(plan.papers, 3)}
    items = tuple(
        replace(one.item, papers=tuple(_cited(cited, places, layout) for cited in one.cites))
        for one in plan.items
    )
    agenda = AgendaPages(front.sitting, front.part, front.prepared, items, note=plan.note)
    return _Own(front_sheet_pdf(front), agenda_pdf(agenda))


def _cited(cited: CitedPaper, places: Mapping[str, int], layout: Layout) -> AgendaPaper:
    return AgendaPaper(
        cited.title, places.get(cited.key), layout.get(cited.key), appendix=cited.appendix, note=cited.note
    )


def _closing(plan: Plan) -> tuple[Notice, ...]:
    """In the public pack, the page that says which items have their papers elsewhere."""
    exempt = [one.item for one in plan.items if one.item.part == 2]
    restricted = plan.front({paper.key: (1, 1) for paper in plan.papers}).part == 2
    return () if restricted or not exempt else (part_two_notice(exempt),)


def _about(front: FrontSheet) -> About:
    sitting = front.sitting
    return About(
        title=f"{front.name}: {sitting.body}, {uk_date(sitting.day)}",
        dated=datetime.combine(front.prepared, time(), UTC),
        author=sitting.council,
        subject=f"{sitting.body}, {sitting.when}",
    )


def _stamps(plan: Plan, front: FrontSheet) -> Callable[[Sequence[PackPage]], bytes]:
    mark = watermark(front.paragraphs) if front.part == 2 else ""

    def stamped(pages: Sequence[PackPage]) -> bytes:
        stamps = [Stamp(page.width, page.height, _foot(page, plan.papers)) for page in pages]
        return stamps_pdf(stamps, watermark=mark, dated=front.prepared)

    return stamped


def _foot(page: PackPage, papers: Sequence[PackPaper]) -> str:
    number = f"Page {page.number}"
    if page.part == 0:
        return f"This page is left blank · {number}"
    place = page.part - 3
    return f"Item {papers[place].item} · {number}" if 0 <= place < len(papers) else number
