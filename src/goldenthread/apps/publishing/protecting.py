"""What a public edition hides, and whether it can be worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from goldenthread.apps.publishing.checking import Checked, as_printed, cells_of
from goldenthread.apps.publishing.linked_tables import (
    Component,
    components,
    is_small_otherwise,
)
from goldenthread.apps.publishing.models import Edition
from goldenthread.apps.publishing.published import editions_with
from goldenthread.apps.publishing.small_numbers import Protection, protections
from goldenthread.documents.published_hiding import Hiding
from goldenthread.rulebook.arithmetic_words import Scale, scale_of
from goldenthread.rulebook.disclosure import Audit, Exposed, protect
from goldenthread.rulebook.disclosure_words import between
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.periods import Period

NOTHING: Mapping[str, str] = MappingProxyType({})
MADE_OF_HIDDEN = "It is made from hidden counts."


@dataclass(frozen=True)
class HiddenCell:
    """A cell that is hidden: which, what it could be narrowed down to, and what that means.

    `low` and `high` are None where nothing ties the cell to others, or nothing limits it. `exposed` says that
    too much can be told of it, `sentence` how, and `because` by which sums and shares.
    """

    words: str
    observation: UUID | None
    low: int | None
    high: int | None
    exposed: bool
    sentence: str
    because: tuple[str, ...] = ()

    @property
    def interval(self) -> str:
        """ "3", "0 to 5", "1 or more"."""
        if self.low is None:
            return "Any number"
        return between(self.low, self.high)

    @property
    def verdict(self) -> str:
        """Whether that is safe: "Any number from 1 to 11: safe", "Could be narrowed to 1 to 4: not safe"."""
        if self.exposed:
            told = "It is" if self.low == self.high else "Could be narrowed to"
            return f"{told} {self.interval}: not safe" if self.low is not None else "Not proved safe"
        if self.low is None or self.high is None:
            return f"Any number{f' from {self.low}' if self.low else ''}: safe"
        return f"Any number from {self.interval}: safe"


@dataclass(frozen=True)
class Protected:
    """What a public edition hides. `exposed` are sentences: those cells could be worked out."""

    hiding: Hiding
    cells: tuple[HiddenCell, ...]
    exposed: tuple[str, ...]
    already: tuple[str, ...]
    protections: Mapping[int, Protection]
    earlier: tuple[Edition, ...]

    @property
    def passed(self) -> bool:
        return not self.exposed

    @property
    def sentence(self) -> str:
        """The audit in one sentence, for the public: it says how many, and never which were small."""
        if not self.hiding.cells:
            return "No figure is hidden."
        count = len(self.hiding.cells)
        hidden = "1 figure is hidden" if count == 1 else f"{count} figures are hidden"
        if not self.passed:
            return f"{hidden}. Not every one of them is safe."
        earlier = " and all earlier editions" if self.earlier else ""
        return (
            f"{hidden}. Each was attacked with every figure shown here{earlier}, and every sum and share "
            "that ties them: none could be worked out."
        )


def protect_scorecard(
    checked: Checked, *, withheld: Iterable[str] = (), let_in: Mapping[str, str] = NOTHING,
    intervals: bool = False, known_at: datetime | None = None,
) -> Protected:  # fmt: skip
    """Hide what must be hidden, and attack the rest. Earlier editions count as known to the attacker.

    `intervals` asks what each hidden cell could be narrowed down to.
    """
    card = checked.card
    measures = [row.measure for row in card.rows]
    since = card.columns.last_year_end.start
    earlier = editions_with(card.scorecard, measures, since=since, known_at=known_at)
    held = protections(measures, known_at)
    found = _Hidden(checked, held)
    for component in components(checked, held, earlier):
        # What the source suppressed is printed as hidden too, so it is judged as that.
        hidden = protect(
            component.table, component.policy, hidden=component.without_a_number, intervals=intervals
        )
        found.take(component, hidden.suppressed, hidden.audit)
    return Protected(
        hiding=found.hiding(withheld, let_in),
        cells=tuple(found.told),
        exposed=tuple(found.exposed),
        already=tuple(found.already),
        protections=held,
        earlier=tuple(earlier),
    )


class _Hidden:
    """What is hidden, gathered from one table after the other."""

    def __init__(self, checked: Checked, held: Mapping[int, Protection]) -> None:
        self.observations = {
            (str(row.measure.uuid), cell.period): cell for row in checked.card.rows for cell in cells_of(row)
        }
        self.names = {one.key: one.name for one in checked.paper.rows}
        counts = {one.key for one in checked.paper.rows if scale_of(one) is Scale.COUNT}
        self.protected = {
            str(row.measure.uuid): held[row.measure.pk].threshold
            for row in checked.card.rows
            if held[row.measure.pk].protected
        }
        self.counts = counts.intersection(self.protected)
        self.cells: set[tuple[str, Period]] = set()
        self.numbers: dict[str, set[Decimal]] = defaultdict(set)
        self.hanging: dict[str, frozenset[str]] = {}
        self.told: list[HiddenCell] = []
        self.exposed: list[str] = []
        self.already: list[str] = []
        for row in checked.card.rows:
            key = str(row.measure.uuid)
            for cell in cells_of(row):
                small = key in counts and is_small_otherwise(cell, held[row.measure.pk])
                if small or cell.figure.status is Status.SUPPRESSED:
                    self._hide(key, cell.period)

    def take(self, component: Component, suppressed: Iterable[str], audited: Audit) -> None:
        gone = [key for key in suppressed if key in component.places]
        for key in gone:
            self._hide(*component.places[key])
        numbers = {
            number for place in map(component.places.get, gone) if place for number in self._said(place)
        }
        for measure in component.measures:
            self.numbers[measure] |= numbers
            self.hanging[measure] = component.measures
        exposed = {key: one for one in audited.exposed for key in one.cells}
        for key in sorted(gone):
            measure, period = component.places[key]
            cell = self.observations[measure, period]
            if key not in component.table.cells:
                words = f"{self.names[measure]}, {period}"
                self.told.append(HiddenCell(words, cell.observation, None, None, False, MADE_OF_HIDDEN))
                continue
            low, high = audited.intervals.get(key, (None, None))
            self.told.append(hidden_cell(component, key, cell.observation, low, high, exposed.get(key)))
        self.exposed += [sentence_of(component, one) for one in audited.exposed]
        self.already += [one.reason for one in audited.already_published]

    def _hide(self, measure: str, period: Period) -> None:
        self.cells.add((measure, period))
        self.numbers[measure] |= self._said((measure, period))

    def _said(self, place: tuple[str, Period]) -> set[Decimal]:
        """The numbers by which words could give a cell away."""
        figure = as_printed(self.observations[place].figure)
        said = {figure.value, figure.low, figure.high}
        said |= {Decimal(one) for one in (figure.numerator, figure.denominator) if one is not None}
        return {one for one in said if one is not None}

    def hiding(self, withheld: Iterable[str], let_in: Mapping[str, str]) -> Hiding:
        return Hiding(
            cells=frozenset((measure, str(period)) for measure, period in self.cells),
            numbers={key: frozenset(numbers) for key, numbers in self.numbers.items() if numbers},
            shown={key: self._shown(key) for key, numbers in self.numbers.items() if numbers},
            protected=self.protected,
            counts=self.counts,
            withheld=frozenset(withheld),
            let_in=let_in,
        )

    def _shown(self, measure: str) -> frozenset[Decimal]:
        """The figures that are printed of a measure and of those that hang together with it."""
        together = self.hanging.get(measure, frozenset({measure}))
        return frozenset(
            cell.figure.value
            for place, cell in self.observations.items()
            if place[0] in together and place not in self.cells and cell.figure.value is not None
        )


def hidden_cell(
    component: Component, key: str, observation: UUID | None, low: int | None, high: int | None,
    exposed: Exposed | None,
) -> HiddenCell:  # fmt: skip
    """A hidden cell with its sentence."""
    label = component.table.cells[key].label if key in component.table.cells else key
    through = tuple(component.table.words(one) for one in exposed.through) if exposed else ()
    sentence = exposed.reason if exposed else ""
    return HiddenCell(label, observation, low, high, exposed is not None, sentence, through)


def sentence_of(component: Component, exposed: Exposed) -> str:
    """The cells of an exposure and how they are given away."""
    names = " and ".join(component.table.cells[key].label for key in exposed.cells)
    return f"{names} ({exposed.reason})"
