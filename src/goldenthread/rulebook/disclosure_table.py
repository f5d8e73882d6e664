"""A linked table: cells, and everything published or known that ties them to one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from goldenthread.rulebook.disclosure_policy import Kind


class BadTable(ValueError):
    """A table that cannot be: what is wrong with it, in words."""


@dataclass(frozen=True)
class Cell:
    """One count.

    ``value`` is what is true, or None where nobody has told. ``released`` is what an earlier release printed:
    that cannot be taken back. Where it differs from the value the figure was revised since, and the old one
    says nothing certain of the new. A cell that is not ``shown`` is nowhere printed, but what is printed may
    give it away; ``hidden_before`` says of such a cell that an earlier release printed c for it. ``name`` is
    for reading and is the key by default.
    """

    key: str
    value: int | None = None
    released: int | None = None
    shown: bool = True
    hidden_before: bool = False
    level: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        for number in (self.value, self.released):
            if number is not None and (type(number) is not int or number < 0):
                raise BadTable(f"{self.label}: {number!r} is not a count. Give a whole number from 0.")
        if self.hidden_before and self.shown:
            raise BadTable(f"{self.label}: what is printed now is not hidden by what was printed before.")

    @property
    def label(self) -> str:
        return self.name or self.key

    @property
    def is_out(self) -> bool:
        """Whether an earlier release has already told what it is."""
        return self.released is not None and self.value in (None, self.released)

    @property
    def truth(self) -> int | None:
        return self.released if self.value is None else self.value


@dataclass(frozen=True)
class Sum:
    """The total is its parts together, less what is taken off: a year of quarters, a stock of its flows."""

    total: str
    parts: tuple[str, ...]
    less: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.total, *self.parts, *self.less)


@dataclass(frozen=True)
class Ratio:
    """A percentage or rate: ``per`` times the numerator over the denominator, at so many decimals.

    The denominator is a cell's key, or a number that everybody knows, such as a population. ``part`` says
    that the numerator is counted among the denominator. ``printed`` is what is printed, for when it cannot
    be worked out from the cells. ``released`` says that an earlier release printed it.
    """

    key: str
    numerator: str
    denominator: str | int
    per: int = 100
    decimals: int = 1
    part: bool = True
    printed: Decimal | None = None
    released: bool = False
    name: str = ""

    @property
    def label(self) -> str:
        return self.name or self.key

    @property
    def kind(self) -> Kind:
        return Kind.PERCENTAGE if self.per == 100 else Kind.RATE

    @property
    def names(self) -> tuple[str, ...]:
        """The cells from which it is made."""
        return (self.numerator, self.denominator) if isinstance(self.denominator, str) else (self.numerator,)

    @property
    def rest(self) -> str:
        """The key of what the denominator holds beside the numerator. No table prints it."""
        return f"{self.key} (the rest)"

    @property
    def whole(self) -> str:
        """The key of the cell that is the denominator."""
        return self.denominator if isinstance(self.denominator, str) else f"{self.key} (the whole)"


@dataclass(frozen=True)
class Output:
    """Anything else that is made from cells or ratios: a rank, an interval, a chart's point, a tooltip."""

    key: str
    kind: Kind
    names: tuple[str, ...]


Relation = Sum | Ratio


def percentage(key: str, numerator: str, denominator: str | int, decimals: int = 1) -> Ratio:
    """So many percent of the denominator, among which the numerator is counted."""
    return Ratio(key, numerator, denominator, 100, decimals)


def rate(key: str, count: str, population: int, per: int = 10_000, decimals: int = 1) -> Ratio:
    """So many for each 10,000, or whatever ``per`` says, of a known population."""
    return Ratio(key, count, population, per, decimals, part=False)


def stock(before: str, joined: Sequence[str], left: Sequence[str], after: str) -> Sum:
    """Last year's end, plus those who came, less those who left, is this year's end."""
    return Sum(after, (before, *joined), tuple(left))


def year_to_date(periods: Sequence[str], to_dates: Sequence[str]) -> Iterator[Sum]:
    """Each figure of the year to date is the one before it plus its own period."""
    yield Sum(to_dates[0], (periods[0],))
    for (before, after), period in zip(pairwise(to_dates), periods[1:], strict=True):
        yield Sum(after, (before, period))


def ratio_units(numerator: int, denominator: int, ratio: Ratio) -> int:
    """The ratio, rounded half up, in units of its last decimal: 5.0% at one decimal is 50."""
    scaled = 2 * ratio.per * int(10**ratio.decimals) * numerator + denominator
    return scaled // (2 * denominator)


class LinkedTable:
    """Cells by key with their relations, the same however they were ordered.

    What a percentage's denominator holds beside its numerator is a cell too, in ``cells`` and never shown,
    with its sum in ``relations``. Raises `BadTable`.
    """

    def __init__(
        self, cells: Iterable[Cell], relations: Iterable[Relation] = (), outputs: Iterable[Output] = ()
    ) -> None:
        by_key: dict[str, Cell] = {}
        for cell in cells:
            if cell.key in by_key:
                raise BadTable(f"There are two cells with the key {cell.key}.")
            by_key[cell.key] = cell
        given = list(dict.fromkeys(relations))
        self.outputs = tuple(sorted(outputs, key=lambda output: output.key))
        self._refuse_what_cannot_be(by_key, given)
        parted = [one for one in given if isinstance(one, Ratio) and one.part]
        self.given = tuple(given)
        self.rests = frozenset(one.rest for one in parted)
        self.wholes = frozenset(one.whole for one in parted if isinstance(one.denominator, int))
        for ratio in parted:
            for cell in _beside(ratio, by_key):
                if by_key.setdefault(cell.key, cell) is not cell:
                    raise BadTable(f"The key {cell.key} is wanted for {ratio.label}. Give that cell another.")
            given.append(Sum(ratio.whole, (ratio.numerator, ratio.rest)))
        self.cells = MappingProxyType(dict(sorted(by_key.items())))
        self.relations = tuple(sorted(given, key=_order))
        self.ratios = MappingProxyType({one.key: one for one in self.relations if isinstance(one, Ratio)})

    def _refuse_what_cannot_be(self, cells: dict[str, Cell], relations: Sequence[Relation]) -> None:
        taken = set(cells)
        made = [one.key for one in relations if isinstance(one, Ratio)]
        for key in (*made, *(output.key for output in self.outputs)):
            if key in taken:
                raise BadTable(f"Two figures have the key {key}.")
            taken.add(key)
        for output in self.outputs:
            if missing := set(output.names) - taken:
                raise BadTable(f"{output.key} is made from {', '.join(sorted(missing))}, which is not there.")
        for relation in relations:
            what = relation.total if isinstance(relation, Sum) else relation.label
            if missing := set(relation.names) - set(cells):
                raise BadTable(f"{what} is made from {', '.join(sorted(missing))}, which is not there.")
            if len(set(relation.names)) < len(relation.names) or len(relation.names) < 1:
                raise BadTable(f"{what} is made from the same cell twice.")
            if isinstance(relation, Sum) and not relation.parts:
                raise BadTable(f"{what} is a total without parts.")
            if isinstance(relation, Ratio):
                _refuse_ratio(relation, cells)

    @cached_property
    def heights(self) -> dict[str, int]:
        """How high each cell stands in the sums: 0 for what is no total, 1 for a total of those, and so on.

        A stock is not counted as a total of its flows.
        """
        heights = dict.fromkeys(self.cells, 0)
        sums = [one for one in self.relations if isinstance(one, Sum) and not one.less]
        sums = [one for one in sums if self.rests.isdisjoint(one.parts)]
        for _ in range(min(len(sums), 12)):
            before = dict(heights)
            for one in sums:
                highest = max(heights[part] for part in one.parts)
                heights[one.total] = min(max(heights[one.total], 1 + highest), 12)
            if heights == before:
                break
        return heights

    def words(self, relation: Relation) -> str:
        """A relation as it is read: "Year = Q1 + Q2 + Q3 + Q4"."""
        if isinstance(relation, Sum):
            taken_off = "".join(f" − {self.cells[key].label}" for key in relation.less)
            return f"{self.cells[relation.total].label} = " + (
                " + ".join(self.cells[key].label for key in relation.parts) + taken_off
            )
        below = relation.denominator
        whole = self.cells[below].label if isinstance(below, str) else f"{below:,}"
        times = "%" if relation.per == 100 else f"per {relation.per:,}"
        return f"{relation.label} = {self.cells[relation.numerator].label} of {whole}, {times}"


def _refuse_ratio(ratio: Ratio, cells: dict[str, Cell]) -> None:
    if isinstance(ratio.denominator, int) and ratio.denominator < 1:
        raise BadTable(f"{ratio.label} is over {ratio.denominator}. Give a denominator of 1 or more.")
    if ratio.per < 1 or ratio.decimals < 0:
        raise BadTable(f"{ratio.label}: give a ratio per 1 or more, at 0 decimals or more.")
    if ratio.printed is not None and ratio.printed * 10**ratio.decimals % 1:
        raise BadTable(f"{ratio.label}: {ratio.printed} has more than {ratio.decimals} decimals.")
    above = cells[ratio.numerator].truth
    below = ratio.denominator if isinstance(ratio.denominator, int) else cells[ratio.denominator].truth
    if ratio.part and above is not None and below is not None and above > below:
        raise BadTable(f"{ratio.label}: {above} is not a part of {below}.")


def _beside(ratio: Ratio, cells: dict[str, Cell]) -> Iterator[Cell]:
    """What the denominator holds beside the numerator; and a cell for a denominator that is a number."""
    above, below = cells[ratio.numerator], ratio.denominator
    if isinstance(below, int):
        yield Cell(ratio.whole, below, below, shown=False, name=f"{below:,}")
    whole = below if isinstance(below, int) else cells[below].truth
    value = None if above.truth is None or whole is None else whole - above.truth
    name = f"the rest beside {above.label} in {ratio.label}"
    yield Cell(ratio.rest, value, shown=False, level=above.level, name=name)


def _order(relation: Relation) -> tuple[object, ...]:
    if isinstance(relation, Sum):
        return ("sum", relation.total, relation.parts, relation.less)
    return ("ratio", relation.key, (), ())
