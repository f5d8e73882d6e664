"""What the figures of one paper say of one another: how the year follows from its parts, and the links.

The scorecard as it stands is a paper, and so is every earlier edition: `PaperFigures` gathers the cells and
relations of either into the same tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from goldenthread.apps.publishing.small_numbers import Protection
from goldenthread.rulebook.arithmetic import Accrual, Link, LinkKind, Row
from goldenthread.rulebook.arithmetic_words import Scale, accrual_of, is_year_to_date, per_how_many, scale_of
from goldenthread.rulebook.disclosure_policy import Kind
from goldenthread.rulebook.disclosure_table import Cell, Output, Ratio, Relation, Sum, stock, year_to_date
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period

OPEN = "open"
"""The level of a measure that is not protected: it is shown, whatever it is."""
Place = tuple[str, Period]
Populations = Mapping[str, Mapping[Period, Figure]]


def key_of(measure: str, period: Period) -> str:
    """A cell's key in a table."""
    return f"{measure} {period}"


@dataclass(frozen=True)
class Periods:
    """The columns of a paper: last year's end, this year's parts, the year where it is over."""

    last_year_end: Period
    parts: tuple[Period, ...]
    year_end: Period | None


@dataclass(frozen=True)
class Gathered:
    """Cells and relations of all measures, before they are told apart. `of` says whose each cell is."""

    rows: Mapping[str, Row]
    protections: Mapping[str, Protection]
    cells: dict[str, Cell] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    of: dict[str, set[str]] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)

    def take(self, cell: Cell, measure: str) -> str:
        """A cell of a measure. Returns its key."""
        self.cells[cell.key] = cell
        self.of.setdefault(cell.key, set()).add(measure)
        return cell.key

    def is_count(self, measure: str) -> bool:
        return scale_of(self.rows[measure]) is Scale.COUNT

    def level(self, measure: str) -> str:
        return "" if self.protections[measure].protected else OPEN

    def hide(self, key: str, value: int | None, measure: str, name: str) -> str:
        """A count that is printed nowhere, but that what is printed may give away."""
        return self.take(Cell(key, value, shown=False, level=self.level(measure), name=name), measure)


class PaperFigures:
    """The relations of one paper. `values` are its figures; `key` names the cell in which a count stands.

    `released` says of a ratio's figure whether an earlier edition printed it. `tag` tells an earlier paper's
    ratios from those that are printed now; it is empty for the paper as it stands.
    """

    def __init__(
        self, gathered: Gathered, columns: Periods, values: Mapping[Place, Decimal | None],
        populations: Populations, *, key: Callable[[Place], str],
        released: Callable[[Place, Decimal], bool], tag: str = "",
    ) -> None:  # fmt: skip
        self.gathered, self.columns, self.values, self.populations = gathered, columns, values, populations
        self.key, self.released, self.tag = key, released, tag
        self.cells = gathered.cells

    def relate(self, links: Iterable[Link]) -> None:
        """Gather what the year says of its parts, and what each link says."""
        for key, row in self.gathered.rows.items():
            if self.gathered.is_count(key):
                self.gathered.relations.extend(self._over_time(key, row))
        for link in links:
            self._link(link)

    def _over_time(self, key: str, row: Row) -> Iterator[Relation]:
        """How the year follows from its parts."""
        columns = self.columns
        parts = [self.key((key, part)) for part in columns.parts]
        if any(part not in self.cells for part in parts) or len(parts) < 2:
            return
        year = self.key((key, columns.year_end)) if columns.year_end else ""
        if is_year_to_date(row):
            yield from self._to_date(key, row, parts)
            if year in self.cells:
                yield Sum(year, (parts[-1],))
        elif year in self.cells:
            if self._adds_up(row, year, parts):
                yield Sum(year, tuple(parts))
            elif accrual_of(row) is Accrual.STOCK:
                yield Sum(year, (parts[-1],))

    def _adds_up(self, row: Row, year: str, parts: list[str]) -> bool:
        """Whether the parts make the year: as the title says, else as the numbers do.

        Where some number is not told, whoever reads the paper takes it that they do, if they can.
        """
        accrual = accrual_of(row)
        if accrual is not None:
            return accrual is Accrual.FLOW
        values, total = [self.cells[part].truth for part in parts], self.cells[year].truth
        known = [value for value in values if value is not None]
        if len(known) == len(values) and total is not None:
            return sum(known) == total
        return total is None or sum(known) + len(values) - len(known) <= total

    def _to_date(self, key: str, row: Row, parts: list[str]) -> Iterator[Relation]:
        """What came in each part of the year, which whoever subtracts finds out."""
        values = [self.cells[part].truth for part in parts]
        steps = [values[0], *(_less(after, before) for before, after in pairwise(values))]
        if any(step is not None and step < 0 for step in steps):
            return
        alone = [
            self.gathered.hide(f"{part} less {before}", step, key, f"{row.name}, {period} alone")
            for before, part, step, period in zip(
                ("0", *parts), parts, steps, self.columns.parts, strict=False
            )
        ]
        yield from year_to_date(alone, parts)

    def _link(self, link: Link) -> None:
        for period in dict.fromkeys(period for key, period in self.values if key == link.result):
            parts = [self.key((part, period)) for part in link.parts]
            if any(part not in self.cells for part in parts):
                continue
            place = (link.result, period)
            result = self.key(place)
            match link.kind:
                case LinkKind.SUM if result in self.cells:
                    self.gathered.relations.append(Sum(result, tuple(parts)))
                case LinkKind.STOCK_FLOW if result in self.cells:
                    before = self.key((link.result, self._before(period)))
                    if before in self.cells:
                        self.gathered.relations.append(stock(before, parts[:1], parts[1:], result))
                case LinkKind.SHARE | LinkKind.RATE if result not in self.cells:
                    self._share_or_rate(link, place, parts)

    def _before(self, period: Period) -> Period:
        """The end from which a stock goes on: the period before, or last year's end where the year begins."""
        columns = self.columns
        return columns.last_year_end if columns.parts and period == columns.parts[0] else period.previous()

    def _share_or_rate(self, link: Link, place: Place, parts: list[str]) -> None:
        value, row = self.values[place], self.gathered.rows[link.result]
        if value is None or self._is_told(place):
            return
        if link.kind is LinkKind.SHARE:
            above, below = (self.cells[part].truth for part in parts)
            if above is None or below is None or above <= below:
                self.ratio(place, parts[0], parts[1], 100, value)
            return
        population = self._population(link, place[1])
        per = per_how_many(row)
        if population and per:
            self.ratio(place, parts[0], population, per, value)
        elif not self.tag:
            # Nobody has said of how many people, but whoever has a count and its rate has that too.
            self.gathered.outputs.append(Output(key_of(*place), Kind.RATE, (parts[0],)))
            self._tie(place, parts[:1])

    def _is_told(self, place: Place) -> bool:
        key = self._ratio_key(place)
        return any(isinstance(one, Ratio) and one.key == key for one in self.gathered.relations)

    def _population(self, link: Link, period: Period) -> int | None:
        by_period = self.populations.get(link.population, {})
        fits = [one for one in by_period if one.start <= period.start and period.end <= one.end]
        value = by_period[min(fits, key=lambda one: one.end - one.start)].value if fits else None
        return int(value) if value is not None and value >= 1 else None

    def _ratio_key(self, place: Place) -> str:
        return f"{key_of(*place)}{self.tag}"

    def ratio(self, place: Place, above: str, below: str | int, per: int, value: Decimal) -> None:
        """A figure that is a percentage or a rate of cells; in an earlier paper, where that says more."""
        said = (above, below, per, value)
        of_now = (one for one in self.gathered.relations if isinstance(one, Ratio))
        if self.tag and said in {(one.numerator, one.denominator, one.per, one.printed) for one in of_now}:
            return
        name = f"{self.gathered.rows[place[0]].name}, {place[1]}"
        self.gathered.relations.append(
            Ratio(
                self._ratio_key(place), above, below, per, max(0, -int(value.as_tuple().exponent)),
                part=per == 100, printed=value, released=self.released(place, value),
                name=f"{name}, in an earlier edition" if self.tag else name,
            )
        )  # fmt: skip
        self._tie(place, [above, *([below] if isinstance(below, str) else [])])

    def _tie(self, place: Place, to: Iterable[str]) -> None:
        if not self.tag:
            self.gathered.places[key_of(*place)] = place
        for cell in to:
            self.gathered.of[cell].add(place[0])


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before
