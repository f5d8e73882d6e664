"""Recording figures, one or a scorecard of them: a version where they differ, nothing where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.models import COUNCIL_AREA, Measure, Observation, Value
from goldenthread.apps.measures.recorded import columns_of, current_values, figure_of, period_columns
from goldenthread.apps.people.models import Person
from goldenthread.rulebook.figures import Figure
from goldenthread.rulebook.periods import Period

Identity = tuple[int, str, date, date, str, str, str]


@dataclass(frozen=True)
class Entry:
    """A figure to record: what it is of, what it says, and where it stood.

    `doubts` and `as_it_is` are those of a `Value`.
    """

    measure: Measure
    period: Period
    figure: Figure
    area: str = COUNCIL_AREA
    cohort: str = ""
    source: str = ""
    period_stated: bool = True
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    sheet: str = ""
    cell: str = ""
    population: str = ""
    doubts: tuple[dict[str, Any], ...] = ()
    as_it_is: str = ""

    @property
    def identity(self) -> Identity:
        """What makes it the same observation as another."""
        period = self.period
        return (
            self.measure.pk, period.kind.value, period.start, period.end, self.area, self.cohort, self.source
        )  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A version that was written, and the one that held before it."""

    value: Value
    before: Value | None


def observations_of(measures: Sequence[Measure]) -> dict[Identity, Observation]:
    """Every observation of these measures, by what makes it itself."""
    found = Observation.objects.filter(measure__in=measures)
    return {
        (one.measure_id, one.period_kind, one.starts, one.ends, one.area, one.cohort, one.source): one
        for one in found
    }


def held_values(measures: Sequence[Measure], known_at: datetime | None = None) -> dict[int, Value]:
    """The version that holds of each observation of these measures, by the observation's row number."""
    return {
        value.observation_id: value
        for value in current_values(known_at).filter(observation__measure__in=measures)
    }


def same_figure(held: Value | None, entry: Entry) -> bool:
    """Whether the held version already means what the entry says, however it was written."""
    if held is None:
        return False
    counts = (entry.numerator, entry.denominator)
    held_counts = (held.numerator, held.denominator)
    # Counts given beside the figure are not part of what its text says: they are compared for themselves.
    says, held_says = (
        replace(figure, numerator=None, denominator=None) for figure in (entry.figure, figure_of(held))
    )
    if entry.population and entry.population != held.population:
        return False
    return says == held_says and (counts == (None, None) or counts == held_counts)


def record_entries(
    entries: Sequence[Entry], *, by: Person | None, at: datetime, load: Load | None = None,
    published_on: date | None = None,
) -> list[Recorded]:  # fmt: skip
    """Write a version for each entry that says something new. The caller leaves the trail.

    The measures' rows are locked, so that two who record at once take turns. An entry is held against the
    version known on the day on which it was published: an older paper loaded late is kept, and changes
    nothing that a newer one said.
    """
    measures = list({entry.measure.pk: entry.measure for entry in entries}.values())
    list(Measure.objects.select_for_update().filter(pk__in=[one.pk for one in measures]).order_by("pk"))
    held = held_values(measures, _start_of(published_on))
    observations = observations_of(measures)
    entries = [entry for entry in entries if not _already(entry, observations, held)]
    return add_versions(entries, observations, held, by=by, at=at, load=load, published_on=published_on)


def add_versions(
    entries: Sequence[Entry], observations: dict[Identity, Observation], held: dict[int, Value], *,
    by: Person | None, at: datetime, load: Load | None = None, published_on: date | None = None,
) -> list[Recorded]:  # fmt: skip
    """Write a version for each entry, whatever held. The caller holds the locks of the measures' rows."""
    _add_observations(entries, observations)
    latest = _latest_versions([observations[entry.identity] for entry in entries])
    written = []
    for entry in entries:
        observation = observations[entry.identity]
        latest[observation.pk] = latest.get(observation.pk, 0) + 1
        written.append(_version(entry, observation, latest[observation.pk], by, at, load, published_on))
    Value.objects.bulk_create(written)
    return [Recorded(value, held.get(value.observation_id)) for value in written]


def _start_of(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _already(entry: Entry, observations: dict[Identity, Observation], held: dict[int, Value]) -> bool:
    observation = observations.get(entry.identity)
    return observation is not None and same_figure(held.get(observation.pk), entry)


def _add_observations(entries: Sequence[Entry], known: dict[Identity, Observation]) -> None:
    wanted = {entry.identity: entry for entry in entries if entry.identity not in known}
    made = [
        Observation(
            measure=entry.measure, area=entry.area, cohort=entry.cohort, source=entry.source,
            period_stated=entry.period_stated, **period_columns(entry.period),
        )
        for entry in wanted.values()
    ]  # fmt: skip
    known.update(zip(wanted, Observation.objects.bulk_create(made), strict=True))


def _latest_versions(observations: Sequence[Observation]) -> dict[int, int]:
    rows = Value.objects.filter(observation__in=observations).values_list("observation_id", "version")
    latest: dict[int, int] = {}
    for observation, version in rows:
        latest[observation] = max(version, latest.get(observation, 0))
    return latest


def _version(
    entry: Entry, observation: Observation, number: int, by: Person | None, at: datetime, load: Load | None,
    published_on: date | None,
) -> Value:  # fmt: skip
    columns = columns_of(entry.figure)
    if entry.numerator is not None or entry.denominator is not None:
        columns |= {"numerator": entry.numerator, "denominator": entry.denominator}
    return Value(
        observation=observation, version=number, population=entry.population, note=entry.note,
        doubts=list(entry.doubts), as_it_is=entry.as_it_is, sheet=entry.sheet, cell=entry.cell,
        recorded_at=at, recorded_by=by, load=load, published_on=published_on, **columns,
    )  # fmt: skip
