"""Figures that a person types in, one at a time: the first of a period, and the correction of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.apps.measures.actions import record_observation
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Value
from goldenthread.apps.measures.recorded import current_values, period_columns, period_of, plain
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.sources import NOT_TYPED, OWN, choices_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period


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
    today: date, by: Person, at: datetime,
) -> Value:  # fmt: skip
    """Record what a person typed. A correction is a new version beside the old one, and says why in `note`.

    `seen` is the version that the person was shown (`version_of`): refused, with the code "stale", when
    another has recorded one since. Refused too for a period or a day of publication that has not begun, for
    a figure that already holds, for counts that cannot be, and in place of a figure that is computed.
    """
    if place.source in NOT_TYPED:
        raise Refused("A computed figure changes with what it is computed from", field="figure")
    check_counts(figure, numerator, denominator, unit=place.measure.unit)
    Measure.objects.select_for_update().get(pk=place.measure.pk)
    held = place.held
    if version_of(held) != seen:
        raise Refused("Somebody recorded this figure while you were writing", code="stale")
    if place.period.start > today:
        raise Refused(f"{place.period} has not begun", field="figure")
    _check_published(published_on, place.period, today)
    if held and not note.strip():
        raise Refused("Say why the figure is corrected", field="note")
    entry = place.entry(
        figure, numerator=numerator, denominator=denominator, population=population.strip(), note=note.strip()
    )
    written = record_observation(entry, by=by, at=at, published_on=published_on)
    if written is None:
        raise Refused("That figure already holds. Nothing was written", field="figure")
    return written


def check_counts(
    figure: Figure, numerator: Decimal | None, denominator: Decimal | None, *, unit: str
) -> None:
    """Refuse, by place and value, a negative count and a part of a percentage that is above its whole."""
    for name, count in (("numerator", numerator), ("denominator", denominator)):
        if count is not None and count < 0:
            raise Refused(f"{name.capitalize()}: {plain(count)} is less than 0", field=name)
    value = figure.value
    if not unit and value is not None and value < 0 and value == value.to_integral_value():
        raise Refused(f"Figure: {figure.text} is less than 0, and a count cannot be", field="figure")
    of_a_share = (figure.unit or unit) == "%" and numerator is not None and denominator is not None
    if of_a_share and numerator > denominator:
        words = f"Numerator: {plain(numerator)} is more than the denominator, {plain(denominator)}"
        raise Refused(words, field="numerator")


def _check_published(day: date | None, period: Period, today: date) -> None:
    if day is None:
        return
    if day > today:
        raise Refused("The day it was published must be today or in the past", field="published_on")
    if day < period.start:
        raise Refused(f"{period} had not begun on the day it was published", field="published_on")
