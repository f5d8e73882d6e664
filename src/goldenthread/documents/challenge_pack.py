"""The pack of a performance challenge session: figures against standard and last time, outliers, references.

One frozen document; PDF and Excel read it and nothing else. It holds no child: figures, and references of
critical cases as the council writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from goldenthread.documents import canonical
from goldenthread.documents.blocks import Block, Bullets, Column, Document, Heading, Paragraph, Section, Table
from goldenthread.documents.cells import facts, plain, strong
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.pdf import typeset
from goldenthread.documents.wording import uk_date
from goldenthread.documents.workbook import About, write_workbook

SCHEMA = "goldenthread.challenge-pack"
VERSION = 1


@dataclass(frozen=True)
class Line:
    """A measure's figure of one team, worker or service. ``counted`` is "10 of 100"; ``code`` the rule that
    proposes it as an outlier, empty where none does."""

    measure: str
    who: str
    value: str
    counted: str
    standard: str
    before: str
    code: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """An outlier with its question, answer and action as they stand."""

    measure: str
    who: str
    raised_on: date
    said: str
    reason: str
    question: str
    answer: str
    action: str
    owner: str
    due_on: date | None
    closed: str = ""


@dataclass(frozen=True)
class ChallengePack:
    """``table`` says who sits at it; ``critical`` are references only."""

    council: str
    table: str
    service: str
    held_on: date
    period: str
    as_at: date
    lines: tuple[Line, ...]
    asked: tuple[Asked, ...]
    critical: tuple[str, ...]
    labels: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        of = f": {self.service}" if self.service else ""
        return f"Performance challenge{of}, {uk_date(self.held_on)}"

    def to_json(self) -> str:
        """The canonical text, whose digest is kept."""
        return canonical.dump(self, schema=SCHEMA, version=VERSION)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ``canonical.NotThisPaper`` for any other text."""
        return canonical.load(cls, text, schema=SCHEMA, version=VERSION)


def render_pdf(pack: ChallengePack) -> bytes:
    """The pack as a tagged PDF (PDF/UA-1)."""
    return typeset(compose(pack))


def compose(pack: ChallengePack) -> Document:
    """What is asked first, then the figures of each measure."""
    return Document(
        title=pack.title,
        author=pack.council,
        subject=pack.table,
        running_head=f"{pack.council}: {pack.title}",
        dated=pack.held_on,
        cover=None,
        sections=(Section(tuple(_blocks(pack)), new_page=False),),
    )


def _blocks(pack: ChallengePack) -> Iterator[Block]:
    yield Heading(pack.title, 1)
    yield Paragraph(f"{pack.table}. Figures of {pack.period}, as at {uk_date(pack.as_at)}.", "lead")
    for label in pack.labels:
        yield Paragraph(label, "note")
    yield Heading("Outliers", 2)
    if not pack.asked:
        yield Paragraph("None is open.")
    for one in pack.asked:
        yield Heading(f"{one.measure}: {one.who}", 3)
        yield facts(
            f"{one.measure}: {one.who}", [(name, plain(words)) for name, words in _told(one) if words]
        )
    yield Heading("Critical cases, by reference", 2)
    yield Bullets(pack.critical) if pack.critical else Paragraph("None is open.")
    yield Heading("Figures", 2)
    for measure in dict.fromkeys(line.measure for line in pack.lines):
        yield Heading(measure, 3)
        yield _figures(measure, [line for line in pack.lines if line.measure == measure])


def _told(one: Asked) -> list[tuple[str, str]]:
    due = f", by {uk_date(one.due_on)}" if one.due_on else ""
    return [
        ("Raised", f"{uk_date(one.raised_on)}: {one.said}"),
        ("Why", one.reason),
        ("Question", one.question or "Not asked yet"),
        ("Answer", one.answer),
        ("Action", one.action and f"{one.action.rstrip('.') if due else one.action}{due}"),
        ("Who", one.owner),
        ("Closed", one.closed),
    ]


def _figures(measure: str, lines: list[Line]) -> Table:
    columns = (
        Column("Of", 30), Column("Figure", 14, "right"), Column("Counted", 18, "right"),
        Column("Standard", 14, "right"), Column("Last time", 14, "right"), Column("Outlier", 10),
    )  # fmt: skip
    rows = tuple(
        (
            strong(line.who), plain(line.value), plain(line.counted), plain(line.standard),
            plain(line.before), plain(line.code),
        )
        for line in lines
    )  # fmt: skip
    return Table(measure, columns, rows, compact=True)


def render_excel(pack: ChallengePack) -> bytes:
    """The pack as ``.xlsx``: Figures, Outliers, Critical cases, a sheet each."""
    figures = DataTable(
        "figures", "Figures",
        (("Measure", 44), ("Of", 28), ("Figure", 14), ("Counted", 18), ("Standard", 14), ("Last time", 14),
         ("Rule", 10), ("Why", 60)),
        tuple(
            (line.measure, line.who, line.value, line.counted, line.standard, line.before, line.code,
             line.reason)
            for line in pack.lines
        ),
    )  # fmt: skip
    outliers = DataTable(
        "outliers", "Outliers",
        (("Measure", 44), ("Of", 28), ("Raised", 14), ("Figure", 24), ("Why", 50), ("Question", 50),
         ("Answer", 50), ("Action", 50), ("Who", 28), ("Due", 14), ("Closed", 30)),
        tuple(
            (one.measure, one.who, one.raised_on, one.said, one.reason, one.question, one.answer, one.action,
             one.owner, one.due_on, one.closed)
            for one in pack.asked
        ),
    )  # fmt: skip
    critical = DataTable(
        "critical", "Critical cases", (("Reference", 30),), tuple((one,) for one in pack.critical)
    )
    about = About(
        title=pack.title, subject=pack.table, author=pack.council, heading=pack.title, dated=pack.held_on,
        frozen={"figures": 2, "outliers": 2},
    )  # fmt: skip
    return write_workbook((figures, outliers, critical), about)
