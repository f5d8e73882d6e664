"""A printed document as plain blocks: what PDF and Word draw, so that both say the same.

A composer turns a frozen paper into a ``Document``; a renderer knows nothing of what the paper is about.
Strings are text, never markup, in any of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Tone = Literal["red", "amber", "green", "accent", "grey"]
Style = Literal["plain", "strong", "muted", "lead", "note"]


@dataclass(frozen=True)
class Text:
    """A run of text on a line of its own within a cell."""

    text: str
    style: Style = "plain"
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Badge:
    """A state as shape, word and colour; the code of the rule that gave it stands behind it, small."""

    word: str
    shape: str
    tone: Tone
    code: str | None = None
    kind: Literal["badge"] = "badge"


@dataclass(frozen=True)
class Picture:
    """A drawing with its alternative text. ``width`` and ``height`` in millimetres."""

    svg: str
    alt: str
    width: float
    height: float
    kind: Literal["picture"] = "picture"


Piece = Text | Badge | Picture
Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Column:
    """``width`` is a share of the table's whole width."""

    heading: str
    width: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows.

    ``headed`` False leaves the header row out: for a short list of facts, whose first column says it all.
    ``compact`` sets it small, for wide tables.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headed: bool = True
    compact: bool = False
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Heading:
    """Level 1 starts a section, 2 and 3 stand below it. ``listed`` False keeps it out of the contents."""

    text: str
    level: Literal[1, 2, 3]
    listed: bool = True
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, in a style."""

    text: str
    style: Style = "plain"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list, one string an item."""

    items: tuple[str, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True)
class SideBySide:
    """Two columns of blocks where the page is wide enough; one after the other elsewhere."""

    left: "tuple[Block, ...]"
    right: "tuple[Block, ...]"
    kind: Literal["side_by_side"] = "side_by_side"


Block = Heading | Paragraph | Bullets | Table | Picture | SideBySide


@dataclass(frozen=True)
class Section:
    """A run of blocks with one page shape. ``new_page`` starts it on a fresh page; landscape always does."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    new_page: bool = True


@dataclass(frozen=True)
class Cover:
    """The front page: owner, title, the lines below it, facts and labels."""

    owner: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A whole document. ``title`` is its metadata title; ``dated`` the date of every file made from it.

    Without a cover it has no contents either: a single page needs neither.
    """

    title: str
    author: str
    subject: str
    running_head: str
    dated: date
    cover: Cover | None
    sections: tuple[Section, ...]


def pictures_in(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture among some blocks, those in tables' cells included."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, SideBySide):
            yield from pictures_in((*block.left, *block.right))
        elif isinstance(block, Table):
            cells = (cell for row in block.rows for cell in row)
            yield from (piece for cell in cells for piece in cell if isinstance(piece, Picture))
