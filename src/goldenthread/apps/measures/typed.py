"""Figures and targets that a person types in, one at a time: the first of a period, the correction of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.measures.actions import record_observation, set_target
from goldenthread.apps.measures.doubting import (
    NOTHING_SAID,
    OF_YEARS,
    Said,
    as_kept,
    doubts_of_figure,
    doubts_of_target,
    hold_back,
    row_of,
)
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Value
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import current_values, period_columns, period_of
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.sources import NOT_TYPED, OWN, choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.arithmetic import Finding, Row
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Target


@dataclass(frozen=True)
class FigurePlace:
    """What a figure is of: a measure and a period, and where it is not the council's own, whose it is."""

    measure: Measure
    period: Period
    area: str = COUNCIL_AREA
    cohort: str = ""
    source: str = ""
    period_stated: bool = True

    @classmethod
    def of(cls, observation: Observation) -> FigurePlace:
        one = observation
        return cls(one.measure, period_of(one), one.area, one.cohort, one.source, one.period_stated)

    @property
    def held(self) -> Value | None:
        """The version that holds there now; None where there is no figure yet."""
        observed = Observation.objects.filter(
            measure=self.measure, area=self.area, cohort=self.cohort, source=self.source,
            **period_columns(self.period),
        )  # fmt: skip
        return current_values().filter(observation__in=observed).select_related("recorded_by").first()

    @property
    def row(self) -> Row:
        """The figures that hold beside it, of its source and area; of any source for the first of one."""
        return self._row(self.source) if self._has_others else self._row(None)

    def _row(self, source: str | None) -> Row:
        return row_of(self.measure, area=self.area, cohort=self.cohort, source=source)

    @property
    def _has_others(self) -> bool:
        return bool(set(self._row(self.source).cells) - {self.period})

    def doubts(self, figure: Figure, numerator: Decimal | None, denominator: Decimal | None) -> list[Finding]:
        """What can hardly be meant of a figure there. Refused where it cannot be at all.

        Figures of other sources tell its scale. How quarters make a year is not asked across sources.
        """
        found = doubts_of_figure(self.row, self.period, figure, numerator, denominator)
        return found if self._has_others else [one for one in found if one.code not in OF_YEARS]

    def entry(self, figure: Figure, **said: Any) -> Entry:
        """A figure as it is recorded there. `said`: numerator, denominator, population, note."""
        return Entry(
            self.measure, self.period, figure, self.area, self.cohort, self.source, self.period_stated, **said
        )


def source_to_type(measure: Measure, period: Period) -> str:
    """Whose figure is wanted for a period: that of the source the board uses, unless nobody types those."""
    source = choices_of([measure.pk]).source(measure.pk, period)
    return OWN if source in NOT_TYPED else source


def version_of(held: Value | None) -> int:
    """What a person was shown, as a number: the version that holds, 0 where there is none."""
    return held.version if held else 0


@transaction.atomic
def record_figure(
    place: FigurePlace, figure: Figure, *, seen: int, note: str = "", numerator: Decimal | None = None,
    denominator: Decimal | None = None, population: str = "", published_on: date | None = None,
    said: Said = NOTHING_SAID, today: date, by: Person, at: datetime,
) -> Value:  # fmt: skip
    """Record what a person typed. A correction is a new version beside the old one, and says why in `note`.

    `seen` is the version that the person was shown (`version_of`): refused, with the code "stale", when
    another has recorded one since. Refused too for a period or a day of publication that has not begun, for
    a figure that already holds, for counts that cannot be, and in place of a figure that is computed. One
    that can hardly be meant is refused with the code "doubt", until the person was shown why and has `said`
    that it is right as it is.
    """
    if place.source in NOT_TYPED:
        raise Refused("A computed figure changes with what it is computed from", field="figure")
    _check_pair(numerator, denominator)
    Measure.objects.select_for_update().get(pk=place.measure.pk)
    held = place.held
    if version_of(held) != seen:
        raise Refused("Somebody recorded this figure while you were writing", code="stale")
    if place.period.start > today:
        raise Refused(f"{place.period} has not begun", field="figure")
    _check_published(published_on, place.period, today)
    if held and not note.strip():
        raise Refused("Say why the figure is corrected", field="note")
    doubts = place.doubts(figure, numerator, denominator)
    hold_back(doubts, said, "figure")
    entry = place.entry(
        figure, numerator=numerator, denominator=denominator, population=population.strip(),
        note=note.strip(), doubts=tuple(map(as_kept, doubts)), as_it_is=said.why if doubts else "",
    )  # fmt: skip
    written = record_observation(entry, by=by, at=at, published_on=published_on)
    if written is None:
        raise Refused("That figure already holds. Nothing was written", field="figure")
    return written


@transaction.atomic
def type_target(
    measure: Measure, target: Target | None, *, effective_on: date, reason: str = "",
    said: Said = NOTHING_SAID, by: Person, at: datetime,
) -> TargetRow | None:  # fmt: skip
    """Set a target that a person typed, as `actions.set_target` does.

    Refused where no figure could be on its side, and with the code "doubt" as a figure is (`record_figure`).
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    doubts = doubts_of_target(measure, row_of(measure), target, effective_on)
    hold_back(doubts, said, "target")
    reasons = [words for words in (reason.strip(), said.why if doubts else "") if words]
    return set_target(
        measure, target, effective_on=effective_on, reason="\n".join(reasons), by=by, at=at,
        doubts=[as_kept(one) for one in doubts],
    )  # fmt: skip


def _check_pair(numerator: Decimal | None, denominator: Decimal | None) -> None:
    """Refuse one count without the other, and a share or a rate of nothing."""
    if (numerator is None) != (denominator is None):
        missing = "numerator" if numerator is None else "denominator"
        raise Refused(f"Enter the {missing} too, or leave both empty", field=missing)
    if denominator == 0:
        raise Refused("The denominator must be more than 0", field="denominator")


def _check_published(day: date | None, period: Period, today: date) -> None:
    if day is None:
        return
    if day > today:
        raise Refused("The day it was published must be today or in the past", field="published_on")
    if day < period.start:
        raise Refused(f"{period} had not begun on the day it was published", field="published_on")
