"""A meeting's document pack: the pages that are its own, as plain data.

Front sheet, what changed since the edition before, agenda, and the notice that stands where papers do not.
``pack_typeset`` draws them; nothing here knows of a database. Strings are text, never markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from goldenthread.documents.wording import counted, listed, uk_date

Part = Literal[1, 2]


@dataclass(frozen=True)
class Sitting:
    """The meeting that a pack is for. ``starts`` and ``place`` may be empty; ``title`` such as "Meeting"."""

    council: str
    body: str
    title: str
    day: date
    starts: str = ""
    place: str = ""

    @property
    def when(self) -> str:
        """``Thursday 11 October 2018, 2pm``."""
        return ", ".join(filter(None, (f"{self.day:%A} {uk_date(self.day)}", self.starts)))


@dataclass(frozen=True)
class Member:
    """A seat of the body as the front sheet lists it. ``note`` such as "Chair" or "not voting"."""

    name: str
    organisation: str = ""
    note: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom to ask. ``how`` is a telephone number, an address of e-mail, or both."""

    name: str
    how: str = ""


@dataclass(frozen=True)
class ChangedLine:
    """One thing that another edition has differently: "Costs, appendix to item 4", "pages 12 to 18"."""

    what: str
    where: str = ""


@dataclass(frozen=True)
class Changes:
    """What an edition changes in the one before it, which was published on a day."""

    edition: int
    since: date
    added: tuple[ChangedLine, ...] = ()
    replaced: tuple[ChangedLine, ...] = ()
    removed: tuple[ChangedLine, ...] = ()
    altered: tuple[ChangedLine, ...] = ()

    @property
    def in_words(self) -> str:
        """``2 papers added and 1 paper replaced``. The rest where no paper changed."""
        counts = (
            (len(self.added), "added"),
            (len(self.replaced), "replaced"),
            (len(self.removed), "taken out"),
        )
        words = [f"{counted(number, 'paper')} {what}" for number, what in counts if number]
        if self.altered:
            words.append(f"{counted(len(self.altered), 'other change')}")
        return listed(words)


@dataclass(frozen=True)
class FrontSheet:
    """The first page. ``supplement`` is 0 for the pack itself; ``paragraphs`` those that exempt part 2."""

    sitting: Sitting
    part: Part
    edition: int
    prepared: date
    supplement: int = 0
    paragraphs: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    quorum: int | None = None
    contacts: tuple[Contact, ...] = ()
    reason: str = ""
    changes: Changes | None = None
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the pack is called: "Agenda and papers", "Supplement 1", "Restricted papers"."""
        if self.supplement:
            return f"Supplement {self.supplement}" + (": restricted papers" if self.part == 2 else "")
        return "Restricted papers" if self.part == 2 else "Agenda and papers"


@dataclass(frozen=True)
class AgendaPaper:
    """A paper as the agenda lists it. ``number`` is its part of the pack, None where it is not in it.

    ``pages`` are the first and the last page as the pack counts them. ``note`` stands in place of pages.
    """

    title: str
    number: int | None = None
    pages: tuple[int, int] | None = None
    appendix: bool = False
    note: str = ""

    @property
    def pages_in_words(self) -> str:
        if self.pages is None:
            return self.note
        first, last = self.pages
        return f"Page {first}" if first == last else f"Pages {first} to {last}"


@dataclass(frozen=True)
class AgendaItem:
    """One item. ``details``: short facts on one line; ``words``: what is asked; ``lines``: a list."""

    number: str
    title: str
    part: Part = 1
    details: tuple[str, ...] = ()
    words: str = ""
    exempt: str = ""
    late_reason: str = ""
    lines: tuple[str, ...] = ()
    papers: tuple[AgendaPaper, ...] = ()


@dataclass(frozen=True)
class AgendaPages:
    """The agenda of a pack. In part 1, items of part 2 stand by title and paragraph alone."""

    sitting: Sitting
    part: Part
    prepared: date
    items: tuple[AgendaItem, ...]
    note: str = ""


@dataclass(frozen=True)
class Notice:
    """A page in place of papers: a heading and what there is to say, and to do."""

    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


EXCLUSION = (
    "The public and the press may be asked to leave while these items are considered, by a resolution under "
    "section 100A(4) of the Local Government Act 1972, because they are likely to disclose exempt "
    "information."
)
RESTRICTED = (
    "These papers are exempt from publication. They are for members of the body and the officers who advise "
    "them. Do not copy them, send them on or leave them where others can read them. Each time that this pack "
    "is opened is recorded, with who opened it."
)


def watermark(paragraphs: Sequence[str]) -> str:
    """``NOT FOR PUBLICATION – paragraph 3``, or ``paragraphs 1 and 3``; without any, the first words."""
    if not paragraphs:
        return "NOT FOR PUBLICATION"
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"NOT FOR PUBLICATION – {noun} {listed(tuple(paragraphs))}"


def part_two_notice(items: Sequence[AgendaItem]) -> Notice:
    """The page that stands in the public pack where the exempt papers would."""
    return Notice(
        "Part 2: not for publication",
        (EXCLUSION, "Their papers are in a pack of their own, which is not public. The items are:"),
        tuple(f"{item.number}. {item.title}. {item.exempt}".strip() for item in items),
    )


def not_brought_in(title: str, why: str, *, contact: str = "") -> Notice:
    """The page that stands for a paper that could not be brought into the pack, and why."""
    ask = f"To read it, ask {contact}." if contact else "To read it, ask the clerk of the meeting."
    return Notice(title, ("This paper is not in the pack.", why, ask))
