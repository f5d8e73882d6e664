"""What the arithmetic of a scorecard is checked on, and what is found: plain data, no database.

A caller gives each paper as a `Scorecard` of `Row`s, with figures as they were printed (`82.0`, not the
`82.0000` of a database column: the decimals that are printed say how far a number was rounded).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.targets import Polarity, Target
from goldenthread.rulebook.travel import Arrow


class Accrual(StrEnum):
    """How the figure of a year follows from those of its quarters.

    A *flow* adds up. A *stock* is counted at the end, so that the year's is the last quarter's. *People* are
    counted once a year however often they come: no fewer than in the largest quarter and no more than in all.
    *Repeated* counts people to whom something happened so many times: in a year more of them may reach the
    number, so only the largest quarter is a limit.
    """

    FLOW = "flow"
    STOCK = "stock"
    PEOPLE = "people"
    REPEATED = "repeated"


@dataclass(frozen=True)
class Cell:
    """A figure for a period as printed.

    `published_before` is what the last paper gave for the same period."""

    figure: Figure
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    published_before: Figure | None = None

    @property
    def counts(self) -> tuple[Decimal, Decimal] | None:
        """Numerator and denominator, the cell's own or those that its text gives."""
        if self.numerator is not None and self.denominator is not None:
            return self.numerator, self.denominator
        if self.figure.numerator is not None and self.figure.denominator is not None:
            return Decimal(self.figure.numerator), Decimal(self.figure.denominator)
        return None


@dataclass(frozen=True)
class Benchmark:
    """Another area's figure; its period is None where the paper prints none."""

    figure: Figure
    period: Period | None = None


@dataclass(frozen=True)
class Row:
    """One measure of a paper.

    `key` is the measure's own, the same in every paper. `unit` is "%", "per 10,000", "days" …, None for a
    count or where nobody has said. `cumulative`: figures run from the start of the year. `accrual` None: it
    is read from the title, and what rests on it is tentative. `repeated` holds cells beyond the first for a
    period. `dead_band` is the largest move that is still level, None where nobody has said.
    """

    key: str
    title: str
    cells: Mapping[Period, Cell]
    reference: str = ""
    unit: str | None = None
    polarity: Polarity = Polarity.NEITHER
    cumulative: bool = False
    accrual: Accrual | None = None
    decimal_places: int | None = None
    section: str = ""
    repeated: tuple[tuple[Period, Cell], ...] = ()
    benchmarks: Mapping[str, Benchmark] = field(default_factory=dict)
    target: Target | None = None
    stated_direction: Arrow | None = None
    comment: str = ""
    dead_band: Decimal | None = None

    @property
    def name(self) -> str:
        """What people call the row: its reference, or its title without one."""
        return self.reference or self.title

    @cached_property
    def printed_unit(self) -> str | None:
        """The row's unit, or that of most of its figures where nobody has said."""
        units = [cell.figure.unit for cell in self.cells.values() if cell.figure.unit is not None]
        return self.unit if self.unit is not None or not units else max(units, key=units.count)

    @cached_property
    def has_decimals(self) -> bool:
        """Whether a figure is printed with decimals."""
        values = [cell.figure.value for cell in self.cells.values() if cell.figure.value is not None]
        return any(int(value.as_tuple().exponent) < 0 for value in values)


class LinkKind(StrEnum):
    """How a row follows from others."""

    SHARE = "share"
    RATE = "rate"
    SUM = "sum"
    STOCK_FLOW = "stock_flow"


@dataclass(frozen=True)
class Link:
    """That one row follows from others, by their keys, as a person has confirmed.

    The parts of a share are its numerator and its denominator; of a rate its count; of a sum what is added;
    of a stock those who came and those who left. `population` names the population that a rate is over.
    """

    kind: LinkKind
    result: str
    parts: tuple[str, ...]
    population: str = ""

    def __post_init__(self) -> None:
        wanted = {LinkKind.SHARE: 2, LinkKind.RATE: 1, LinkKind.STOCK_FLOW: 2}.get(self.kind)
        if len(self.parts) != wanted and (wanted is not None or len(self.parts) < 2):
            raise ValueError(f"A link of kind {self.kind} has {wanted or 'two or more'} parts")
        if self.result in self.parts or len(set(self.parts)) != len(self.parts):
            raise ValueError("A row does not follow from itself, nor twice from another")


@dataclass(frozen=True)
class ProposedLink:
    """A link that titles and numbers suggest. `fits_in` counts the periods in which the numbers agree."""

    link: Link
    evidence: str
    fits_in: int


@dataclass(frozen=True)
class Scorecard:
    """One paper: its rows, the period that it reports, what is known of how rows hang together.

    `populations` are by name and period; a rate whose link names no population takes "". `refused` are
    proposed links that a person has turned down.
    """

    name: str
    rows: tuple[Row, ...]
    period: Period
    links: tuple[Link, ...] = ()
    populations: Mapping[str, Mapping[Period, Figure]] = field(default_factory=dict)
    refused: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a finding lies: "figure", "numerator", "target", "arrow", "comment", or a benchmark's area."""

    paper: str
    measure: str
    period: Period | None
    part: str = "figure"


def place(paper: Scorecard, row: Row, period: Period | None, part: str = "figure") -> Place:
    """Where a row's figure for a period stands."""
    return Place(paper.name, row.key, period, part)


@dataclass(frozen=True)
class Finding:
    """Figures that do not agree. `measures` are keys; `expected` and `published` are as one would print them.

    `tentative`: it rests on a link or a reading of a title that nobody has confirmed.
    """

    code: Code
    measures: tuple[str, ...]
    period: Period | None
    expected: str
    published: str
    message: str
    tentative: bool
    cells: tuple[Place, ...]
