"""The figures of a measure from every source, side by side by period, and which of them the board uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.apps.measures.models import COUNCIL_AREA, Measure
from goldenthread.apps.measures.recorded import current_values
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of
from goldenthread.apps.measures.sources import OWN, choice_words, choices_of, source_words
from goldenthread.rulebook.periods import Period


@dataclass(frozen=True)
class Rival:
    """The figure of one source, whom it counts, and whether the board uses it."""

    cell: FigureCell
    population: str
    numerator: Any
    denominator: Any
    is_used: bool


@dataclass(frozen=True)
class SideBySide:
    """A period's figures, one for each source in the order of `Sources.names`; None where there is none.

    `used` says in words whose figure the board uses.
    """

    period: Period
    rivals: tuple[Rival | None, ...]
    used: str

    @property
    def disagree(self) -> bool:
        """Whether two sources give different figures."""
        return len({one.cell.figure for one in self.rivals if one}) > 1


@dataclass(frozen=True)
class Sources:
    """Every source of a measure and what each says, the newest period first."""

    names: tuple[str, ...]
    periods: tuple[SideBySide, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(heading(name) for name in self.names)


def heading(source: str) -> str:
    """A source at the head of a column or in a list to choose from."""
    return source[:1].upper() + source[1:] if source else "The council’s own"


def side_by_side(measure: Measure, *, as_at: date | None = None, known_at: datetime | None = None) -> Sources:
    """What each source says of a measure, on a day and as known at an instant. Two queries."""
    values = current_values(known_at).filter(
        observation__measure=measure, observation__area=COUNCIL_AREA, observation__cohort=""
    )
    values = values.filter(observation__starts__lte=as_at) if as_at else values
    choices = choices_of([measure.pk], known_at)
    found: dict[Period, dict[str, Rival]] = {}
    for value in values.select_related("observation"):
        cell = cell_of(value)
        is_used = choices.source(measure.pk, cell.period) == cell.source
        # A suppressed figure keeps what it was counted from to itself.
        counts = (value.numerator, value.denominator) if cell.figure.status.has_a_figure else (None, None)
        found.setdefault(cell.period, {})[cell.source] = Rival(cell, value.population, *counts, is_used)
    names = tuple(sorted({OWN, *(name for rivals in found.values() for name in rivals)}))
    rows = []
    for period in sorted(found, key=by_recency):
        chosen = choices.of(measure.pk, period)
        used = choice_words(chosen) if chosen else source_words(OWN)
        rows.append(SideBySide(period, tuple(found[period].get(name) for name in names), used))
    return Sources(names, tuple(rows))
