"""The counts of a scorecard as linked tables for disclosure control: what can be worked out from what.

Measures that hang together by a link, confirmed or proposed, are in one table, because an attacker may guess
what we may guess. A table has one policy: the strictest of its measures'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from goldenthread.apps.measures.scorecard_rows import Columns, FigureCell
from goldenthread.apps.publishing.checking import Checked, as_printed, cells_of
from goldenthread.apps.publishing.small_numbers import Protection
from goldenthread.documents.published_scorecard import PublishedFigure
from goldenthread.rulebook.arithmetic import Accrual, Link, LinkKind, Row
from goldenthread.rulebook.arithmetic_words import Scale, accrual_of, is_year_to_date, per_how_many, scale_of
from goldenthread.rulebook.disclosure_policy import Kind, Policy, Zeros
from goldenthread.rulebook.disclosure_table import (
    Cell,
    LinkedTable,
    Output,
    Ratio,
    Relation,
    Sum,
    stock,
    year_to_date,
)
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.periods import Period

OPEN = "open"
"""The level of a measure that is not protected: it is shown, whatever it is."""
Place = tuple[str, Period]


@dataclass(frozen=True)
class Component:
    """Measures that hang together. `places` gives the measure and the period of each key that is printed."""

    table: LinkedTable
    policy: Policy
    places: Mapping[str, Place]
    measures: frozenset[str]


def key_of(measure: str, period: Period) -> str:
    """A cell's key in a table."""
    return f"{measure} {period}"


def components(
    checked: Checked,
    protections: Mapping[int, Protection],
    printed: Mapping[tuple[str, str], PublishedFigure],
) -> list[Component]:
    """The tables with a protected measure in them. `printed` is what earlier editions printed."""
    built = _Building(checked, protections, printed)
    return [built.component(group) for group in built.groups()]


class _Building:
    """Cells and relations of all measures, before they are told apart."""

    def __init__(
        self, checked: Checked, protections: Mapping[int, Protection],
        printed: Mapping[tuple[str, str], PublishedFigure],
    ) -> None:  # fmt: skip
        self.checked, self.printed = checked, printed
        self.rows = {one.key: one for one in checked.paper.rows}
        self.shown = {str(row.measure.uuid): row for row in checked.card.rows}
        self.protections = {key: protections[row.measure.pk] for key, row in self.shown.items()}
        self.figures = {(key, cell.period): cell for key, row in self.shown.items() for cell in cells_of(row)}
        self.cells: dict[str, Cell] = {}
        self.places: dict[str, Place] = {}
        self.of: dict[str, set[str]] = {}
        self.relations: list[Relation] = []
        self.outputs: list[Output] = []
        for key, row in self.rows.items():
            if scale_of(row) is Scale.COUNT:
                self._counts(key)
                self.relations += self._over_time(key, row)
        for key in self.rows:
            self._own_counts(key)
        for link in checked.links:
            self._link(link)

    def _counts(self, key: str) -> None:
        for (measure, period), cell in self.figures.items():
            if measure != key:
                continue
            suppressed = cell.figure.status is Status.SUPPRESSED
            if suppressed or _whole(cell) is not None or is_small_otherwise(cell, self.protections[key]):
                self._add(key, period, _whole(cell))

    def _add(self, key: str, period: Period, value: int | None) -> None:
        cell = key_of(key, period)
        before = self.printed.get((key, str(period)))
        number = before.value if before else None
        released = int(number) if number is not None and number >= 0 and number == int(number) else None
        level = "" if self.protections[key].protected or value is None else OPEN
        name = f"{self.rows[key].name}, {period}"
        self.cells[cell] = Cell(cell, value, released, level=level, name=name)
        self.places[cell] = (key, period)
        self.of[cell] = {key}

    def _hide(self, key: str, value: int | None, measure: str, name: str) -> str:
        """A count that is printed nowhere, but that what is printed may give away."""
        level = "" if self.protections[measure].protected else OPEN
        self.cells[key] = Cell(key, value, shown=False, level=level, name=name)
        self.of[key] = {measure}
        return key

    def _over_time(self, key: str, row: Row) -> Iterator[Relation]:
        """How the year follows from its parts."""
        columns = self.checked.card.columns
        parts = [key_of(key, part) for part in columns.parts]
        if any(part not in self.cells for part in parts) or len(parts) < 2:
            return
        year = key_of(key, columns.year_end) if columns.year_end else ""
        if is_year_to_date(row):
            yield from self._to_date(key, row, columns, parts)
            if year in self.cells:
                yield Sum(year, (parts[-1],))
        elif year in self.cells:
            if self._adds_up(row, year, parts):
                yield Sum(year, tuple(parts))
            elif accrual_of(row) is Accrual.STOCK:
                yield Sum(year, (parts[-1],))

    def _adds_up(self, row: Row, year: str, parts: list[str]) -> bool:
        """Whether the parts make the year: as the title says, else as the numbers do."""
        accrual = accrual_of(row)
        if accrual is not None:
            return accrual is Accrual.FLOW
        values = [self.cells[part].value for part in parts]
        known = [value for value in values if value is not None]
        return len(known) == len(values) and sum(known) == self.cells[year].value

    def _to_date(self, key: str, row: Row, columns: Columns, parts: list[str]) -> Iterator[Relation]:
        """What came in each part of the year, which whoever subtracts finds out."""
        values = [self.cells[part].value for part in parts]
        steps = [values[0], *(_less(after, before) for before, after in pairwise(values))]
        if any(step is not None and step < 0 for step in steps):
            return
        alone = [
            self._hide(f"{part} alone", step, key, f"{row.name}, {period} alone")
            for part, step, period in zip(parts, steps, columns.parts, strict=True)
        ]
        yield from year_to_date(alone, parts)

    def _own_counts(self, key: str) -> None:
        """A share that keeps its own numerator and denominator, of a measure that is protected."""
        if not self.protections[key].protected:
            return
        for (measure, period), cell in self.figures.items():
            figure = as_printed(cell.figure)
            if measure != key or figure.value is None or not figure.denominator:
                continue
            name, place = f"{self.rows[key].name}, {period}", key_of(key, period)
            if place in self.cells or figure.numerator is None or figure.numerator > figure.denominator:
                continue
            above = self._hide(f"{place} numerator", figure.numerator, key, f"{name}, numerator")
            below = self._hide(f"{place} denominator", figure.denominator, key, f"{name}, denominator")
            self._ratio(place, above, below, 100, figure.value, (key, period))

    def _link(self, link: Link) -> None:
        for period in dict.fromkeys(period for key, period in self.figures if key == link.result):
            parts = [key_of(part, period) for part in link.parts]
            if any(part not in self.cells for part in parts):
                continue
            result, place = key_of(link.result, period), (link.result, period)
            match link.kind:
                case LinkKind.SUM if result in self.cells:
                    self.relations.append(Sum(result, tuple(parts)))
                case LinkKind.STOCK_FLOW if result in self.cells:
                    before = key_of(link.result, self._before(period))
                    if before in self.cells:
                        self.relations.append(stock(before, parts[:1], parts[1:], result))
                case LinkKind.SHARE | LinkKind.RATE if result not in self.cells:
                    self._share_or_rate(link, result, parts, place)

    def _before(self, period: Period) -> Period:
        """The end from which a stock goes on: the period before, or last year's end where the year begins."""
        columns = self.checked.card.columns
        return columns.last_year_end if columns.parts and period == columns.parts[0] else period.previous()

    def _share_or_rate(self, link: Link, result: str, parts: list[str], place: Place) -> None:
        cell = self.figures[place]
        value, row = as_printed(cell.figure).value, self.rows[link.result]
        if value is None or result in {one.key for one in self.relations if isinstance(one, Ratio)}:
            return
        if link.kind is LinkKind.SHARE:
            above, below = (self.cells[part].value for part in parts)
            if above is None or below is None or above <= below:
                self._ratio(result, parts[0], parts[1], 100, value, place)
            return
        population = self._population(link, place[1])
        per = per_how_many(row)
        if population and per:
            self._ratio(result, parts[0], population, per, value, place)
        else:
            # Nobody has said of how many people, but whoever has a count and its rate has that too.
            self.outputs.append(Output(result, Kind.RATE, (parts[0],)))
            self._tie(result, place, parts[:1])

    def _population(self, link: Link, period: Period) -> int | None:
        by_period = self.checked.paper.populations.get(link.population, {})
        fits = [one for one in by_period if one.start <= period.start and period.end <= one.end]
        value = by_period[min(fits, key=lambda one: one.end - one.start)].value if fits else None
        return int(value) if value is not None and value >= 1 else None

    def _ratio(self, key: str, above: str, below: str | int, per: int, value: Decimal, place: Place) -> None:
        decimals = max(0, -int(value.as_tuple().exponent))
        before = self.printed.get((place[0], str(place[1])))
        ratio = Ratio(
            key, above, below, per, decimals, part=per == 100, printed=value,
            released=before is not None and before.value == value,
            name=f"{self.rows[place[0]].name}, {place[1]}",
        )  # fmt: skip
        self.relations.append(ratio)
        self._tie(key, place, [above, *([below] if isinstance(below, str) else [])])

    def _tie(self, key: str, place: Place, to: Iterable[str]) -> None:
        self.places[key] = place
        for cell in to:
            self.of[cell].add(place[0])

    def groups(self) -> list[frozenset[str]]:
        """The measures that hang together, of which one at least is protected or has a hidden cell."""
        parent: dict[str, str] = {key: key for key in self.rows}

        def root(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        for measures in (*self.of.values(), *self._measures_of_relations()):
            first, *others = sorted(measures)
            for other in others:
                parent[root(other)] = root(first)
        found: dict[str, set[str]] = defaultdict(set)
        for key in self.rows:
            found[root(key)].add(key)
        with_cells = {key for measures in self.of.values() for key in measures}
        sensitive = {key for cell, keys in self.of.items() if self.cells[cell].level != OPEN for key in keys}
        return [frozenset(one) for one in found.values() if one & with_cells and one & sensitive]

    def _measures_of_relations(self) -> Iterator[set[str]]:
        for relation in self.relations:
            yield {measure for name in relation.names for measure in self.of[name]}

    def component(self, measures: frozenset[str]) -> Component:
        cells = [cell for key, cell in self.cells.items() if self.of[key] & measures]
        keys = {cell.key for cell in cells}
        relations = [one for one in self.relations if keys.issuperset(one.names)]
        outputs = [one for one in self.outputs if keys.issuperset(one.names)]
        table = LinkedTable(cells, relations, outputs)
        places = {key: place for key, place in self.places.items() if place[0] in measures}
        return Component(table, self._policy(measures), places, measures)

    def _policy(self, measures: Iterable[str]) -> Policy:
        held = [self.protections[key] for key in measures if self.protections[key].protected]
        zeros = Zeros.SENSITIVE if any(one.hides_zero for one in held) else Zeros.SHOWN
        threshold = max((one.threshold for one in held), default=5)
        return Policy(threshold=threshold, zeros=zeros, exempt_levels=frozenset({OPEN}))


def _whole(cell: FigureCell) -> int | None:
    value = cell.figure.value
    return int(value) if value is not None and value >= 0 and value == int(value) else None


def _less(after: int | None, before: int | None) -> int | None:
    return None if after is None or before is None else after - before


def is_small_otherwise(cell: FigureCell, protection: Protection) -> bool:
    """Whether a figure that is no whole number tells of a small count: a range such as 2 to 3, or 2.5."""
    figure = cell.figure
    if not protection.protected or _whole(cell) is not None or figure.unit == "%":
        return False
    high = figure.value if figure.value is not None else figure.high
    says_policy = figure.bound == "<" and high == protection.threshold + 1
    return high is not None and 0 < high <= protection.threshold and not says_policy
