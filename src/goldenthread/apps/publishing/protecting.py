"""What a public edition hides, whether it can be worked out, and whether a loaded paper's can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
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
from goldenthread.rulebook.disclosure import Audit, Exposed, Mark, exposure, protect
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class HiddenCell:
    """A cell that is hidden: which, what it could be narrowed down to, and what that means.

    `low` and `high` are None where the number is not known to us or nothing limits it. `exposed` says that
    too much can be told of it, `because` by which sums and shares.
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
        if self.high is None:
            return f"{self.low} or more"
        return str(self.low) if self.low == self.high else f"{self.low} to {self.high}"


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
    checked: Checked, *, withheld: Iterable[str] = (), intervals: bool = False,
    known_at: datetime | None = None,
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
        hiding=found.hiding(withheld),
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
        self.protected = frozenset(
            str(row.measure.uuid) for row in checked.card.rows if held[row.measure.pk].protected
        )
        self.cells: set[tuple[str, Period]] = set()
        self.numbers: dict[str, set[Decimal]] = defaultdict(set)
        self.told: list[HiddenCell] = []
        self.exposed: list[str] = []
        self.already: list[str] = []
        for row in checked.card.rows:
            for cell in cells_of(row):
                small = is_small_otherwise(cell, held[row.measure.pk])
                if small or cell.figure.status is Status.SUPPRESSED:
                    self._hide(str(row.measure.uuid), cell.period)

    def take(self, component: Component, suppressed: Iterable[str], audited: Audit) -> None:
        gone = [key for key in suppressed if key in component.places]
        for key in gone:
            self._hide(*component.places[key])
        numbers = {
            number for place in map(component.places.get, gone) if place for number in self._said(place)
        }
        for measure in component.measures:
            self.numbers[measure] |= numbers
        exposed = {key: one for one in audited.exposed for key in one.cells}
        for key in sorted(gone):
            measure, period = component.places[key]
            cell = self.observations[measure, period]
            if key in component.table.cells:
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

    def hiding(self, withheld: Iterable[str]) -> Hiding:
        return Hiding(
            cells=frozenset((measure, str(period)) for measure, period in self.cells),
            numbers={key: frozenset(numbers) for key, numbers in self.numbers.items() if numbers},
            protected=self.protected,
            withheld=frozenset(withheld),
        )


def could_be_worked_out(checked: Checked) -> tuple[HiddenCell, ...]:
    """Of each cell that the loaded paper itself suppressed: what its reader could work out."""
    printed = [cell for row in checked.card.rows for cell in cells_of(row)]
    if not any(cell.figure.status is Status.SUPPRESSED for cell in printed):
        return ()
    held = protections([row.measure for row in checked.card.rows])
    observations = {
        (str(row.measure.uuid), cell.period): cell for row in checked.card.rows for cell in cells_of(row)
    }
    found: list[HiddenCell] = []
    told: set[tuple[str, Period]] = set()
    for component in components(checked, held):
        shown: dict[str, int | Decimal | Mark] = {}
        for key, place in component.places.items():
            figure = as_printed(observations[place].figure)
            if figure.status is Status.SUPPRESSED:
                shown[key] = Mark.SUPPRESSED
            elif figure.value is not None:
                is_count = key in component.table.cells
                shown[key] = int(figure.value) if is_count else figure.value
        hidden = [key for key, said in shown.items() if said is Mark.SUPPRESSED]
        if not hidden:
            continue
        audited = exposure(component.table, _known(component, shown), component.policy)
        exposed = {key: one for one in audited.exposed for key in one.cells}
        for key in hidden:
            place = component.places[key]
            low, high = audited.intervals.get(key, (None, None))
            told.add(place)
            found.append(
                hidden_cell(component, key, observations[place].observation, low, high, exposed.get(key))
            )
    names = {one.key: one.name for one in checked.paper.rows}
    for place, cell in observations.items():
        if cell.figure.status is Status.SUPPRESSED and place not in told:
            words = f"{names[place[0]]}, {place[1]}"
            found.append(HiddenCell(words, cell.observation, None, None, False, NOTHING_TIES_IT))
    return tuple(found)


NOTHING_TIES_IT = "No sum or share on this scorecard ties it to another figure."


def _known(
    component: Component, shown: Mapping[str, int | Decimal | Mark]
) -> dict[str, int | Decimal | Mark]:
    """What the table has a place for: an output is no figure of its own."""
    table = component.table
    return {key: said for key, said in shown.items() if key in table.cells or key in table.ratios}


def hidden_cell(
    component: Component, key: str, observation: UUID | None, low: int | None, high: int | None,
    exposed: Exposed | None,
) -> HiddenCell:  # fmt: skip
    """A hidden cell with its sentence."""
    label = component.table.cells[key].label if key in component.table.cells else key
    through = tuple(component.table.words(one) for one in exposed.through) if exposed else ()
    sentence = exposed.reason if exposed else "It cannot be worked out from what is published."
    return HiddenCell(label, observation, low, high, exposed is not None, sentence, through)


def sentence_of(component: Component, exposed: Exposed) -> str:
    """The cells of an exposure and how they are given away."""
    names = " and ".join(component.table.cells[key].label for key in exposed.cells)
    return f"{names} ({exposed.reason})"
