"""The counts of a scorecard as linked tables for disclosure control: what can be worked out from what.

Measures that hang together by a link, confirmed or proposed, are in one table, because an attacker may guess
what we may guess. So are the figures of earlier editions, of this scorecard and of every other that holds one
of its measures. A table has one policy: the strictest of its measures'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goldenthread.apps.measures.scorecard_rows import FigureCell
from goldenthread.apps.publishing.checking import Checked, as_printed, cells_of
from goldenthread.apps.publishing.linked_editions import add_editions
from goldenthread.apps.publishing.linked_papers import (
    OPEN,
    Gathered,
    PaperFigures,
    Periods,
    Place,
    key_of,
)
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.publishing.published import Printed, printed_before
from goldenthread.apps.publishing.small_numbers import Protection, policy_of
from goldenthread.rulebook.arithmetic_words import per_how_many
from goldenthread.rulebook.disclosure_policy import Policy
from goldenthread.rulebook.disclosure_table import Cell, LinkedTable
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.small_in_papers import tells_of_a_small_count, whole


@dataclass(frozen=True)
class Component:
    """Measures that hang together. `places` gives the measure and the period of each key that is printed."""

    table: LinkedTable
    policy: Policy
    places: Mapping[str, Place]
    measures: frozenset[str]

    @property
    def without_a_number(self) -> frozenset[str]:
        """The cells whose number the source did not tell, or told as a range of small ones."""
        cells = self.table.cells
        return frozenset(key for key in self.places if key in cells and cells[key].value is None)


def components(
    checked: Checked, protections: Mapping[int, Protection], editions: Sequence[Edition] = ()
) -> list[Component]:
    """The tables with a protected measure in them. `editions` are the earlier ones, newest first."""
    built = _Building(checked, protections, printed_before(editions))
    add_editions(built.gathered, editions, checked.links, checked.paper.populations)
    return [built.component(group) for group in built.groups()]


class _Building:
    """Cells and relations of the scorecard as it stands."""

    def __init__(
        self, checked: Checked, protections: Mapping[int, Protection], printed: Printed
    ) -> None:  # fmt: skip
        self.checked, self.printed = checked, printed
        rows = {one.key: one for one in checked.paper.rows}
        shown = {str(row.measure.uuid): row for row in checked.card.rows}
        self.protections = {key: protections[row.measure.pk] for key, row in shown.items()}
        self.figures = {(key, cell.period): cell for key, row in shown.items() for cell in cells_of(row)}
        self.gathered = Gathered(rows, self.protections)
        self._counts()
        columns = checked.card.columns
        paper = PaperFigures(
            self.gathered, Periods(columns.last_year_end, columns.parts, columns.year_end),
            {place: as_printed(cell.figure).value for place, cell in self.figures.items()},
            checked.paper.populations, key=lambda place: key_of(*place),
            released=lambda place, value: value in self._printed(place),
        )  # fmt: skip
        self._own_counts(paper)
        paper.relate(checked.links)

    def _counts(self) -> None:
        for (measure, period), cell in self.figures.items():
            if not self.gathered.is_count(measure):
                continue
            suppressed = cell.figure.status is Status.SUPPRESSED
            number = whole(cell.figure.value)
            if suppressed or number is not None or is_small_otherwise(cell, self.protections[measure]):
                self._add((measure, period), number)

    def _printed(self, place: Place) -> frozenset[Decimal | None]:
        """Every number that an earlier edition printed for a cell."""
        return frozenset(one.value for one in self.printed.get((place[0], str(place[1])), ()))

    def _add(self, place: Place, value: int | None) -> None:
        key, measure = key_of(*place), place[0]
        printed = [number for one in self._printed(place) if (number := whole(one)) is not None]
        released = value if value in printed else max(printed, default=None)
        level = self.gathered.level(measure) if value is not None else ""
        name = f"{self.gathered.rows[measure].name}, {place[1]}"
        self.gathered.take(Cell(key, value, released, level=level, name=name), measure)
        self.gathered.places[key] = place

    def _own_counts(self, paper: PaperFigures) -> None:
        """Shares and rates that keep their own numerator and denominator, of measures that are protected."""
        for place, cell in self.figures.items():
            measure, figure = place[0], as_printed(cell.figure)
            above, below = figure.numerator, figure.denominator
            if figure.value is None or above is None or not below or not self.protections[measure].protected:
                continue
            per = per_how_many(self.gathered.rows[measure])
            if per is None or key_of(*place) in self.gathered.cells or above > below:
                continue
            name = f"{self.gathered.rows[measure].name}, {place[1]}"
            top = self.gathered.hide(f"{key_of(*place)} numerator", above, measure, f"{name}, numerator")
            bottom = self.gathered.hide(
                f"{key_of(*place)} denominator", below, measure, f"{name}, denominator"
            )
            paper.ratio(place, top, bottom, per, figure.value)

    def groups(self) -> list[frozenset[str]]:
        """The measures that hang together, of which one at least is protected or has a hidden cell."""
        gathered = self.gathered
        parent: dict[str, str] = {key: key for key in gathered.rows}

        def root(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        for measures in (*gathered.of.values(), *self._measures_of_relations()):
            first, *others = sorted(measures)
            for other in others:
                parent[root(other)] = root(first)
        found: dict[str, set[str]] = defaultdict(set)
        for key in gathered.rows:
            found[root(key)].add(key)
        with_cells = {key for measures in gathered.of.values() for key in measures}
        sensitive = {
            key for cell, keys in gathered.of.items() if gathered.cells[cell].level != OPEN for key in keys
        }
        return [frozenset(one) for one in found.values() if one & with_cells and one & sensitive]

    def _measures_of_relations(self) -> Iterator[set[str]]:
        for relation in self.gathered.relations:
            yield {measure for name in relation.names for measure in self.gathered.of[name]}

    def component(self, measures: frozenset[str]) -> Component:
        gathered = self.gathered
        cells = [cell for key, cell in gathered.cells.items() if gathered.of[key] & measures]
        keys = {cell.key for cell in cells}
        relations = [one for one in gathered.relations if keys.issuperset(one.names)]
        outputs = [one for one in gathered.outputs if keys.issuperset(one.names)]
        table = LinkedTable(cells, relations, outputs)
        places = {key: place for key, place in gathered.places.items() if place[0] in measures}
        return Component(table, self._policy(measures), places, measures)

    def _policy(self, measures: Iterable[str]) -> Policy:
        held = policy_of(self.protections[key] for key in measures)
        return replace(held, exempt_levels=frozenset({OPEN}))


def is_small_otherwise(cell: FigureCell, protection: Protection) -> bool:
    """Whether a figure that is no whole number tells of a small count of a protected measure."""
    return protection.protected and tells_of_a_small_count(cell.figure, protection.threshold)
