"""The library as a list: narrowed, sorted, each measure with its latest rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef

from goldenthread.apps.measures.models import Line, Measure, Observation, Value
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.queries import all_measures, target_on
from goldenthread.apps.measures.recorded import current_values, known, known_targets, target_of, tolerance_of
from goldenthread.apps.measures.scorecards import FigureCell, cell_of
from goldenthread.apps.measures.sources import choices_of
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.rating import Target, Verdict, rate_figure

WITH_A_FIGURE = [status.value for status in Status if status.has_a_figure]


@dataclass(frozen=True)
class Entry:
    """A measure of the library with its newest figure, rated by the target of that figure's period."""

    measure: Measure
    sections: tuple[str, ...]
    latest: FigureCell | None
    target: Target | None
    verdict: Verdict


SORTS = {
    "reference": lambda entry: (entry.measure.sort_key, entry.measure.title.casefold()),
    "title": lambda entry: entry.measure.title.casefold(),
    "unit": lambda entry: entry.measure.unit,
    "polarity": lambda entry: entry.measure.polarity,
    "rating": lambda entry: ("red", "amber", "green", "not_rated").index(entry.verdict.rag),
    "scorecards": lambda entry: entry.measure.scorecards,  # type: ignore[attr-defined]
}


def library() -> list[Entry]:
    """Every measure, by reference. A constant number of queries."""
    return _entries(list(all_measures()))


def entries_of(
    measures: Sequence[int], *, as_at: date | None = None, known_at: datetime | None = None
) -> list[Entry]:
    """These measures only, by their row numbers, as they stood on a day and were known at an instant."""
    found = list(all_measures().filter(pk__in=measures))
    measures_as_known(found, known_at)
    return _entries(found, as_at, known_at)


def _entries(
    measures: Sequence[Measure], as_at: date | None = None, known_at: datetime | None = None
) -> list[Entry]:
    latest = _latest_figures(measures, as_at, known_at)
    targets: dict[int, list[TargetRow]] = {}
    rows = known_targets(known_at).filter(measure__in=measures)
    rows = rows.filter(effective_on__lte=as_at) if as_at else rows
    for row in rows.order_by("-effective_on", "-known_from", "-id"):
        targets.setdefault(row.measure_id, []).append(row)
    sections: dict[int, list[str]] = {}
    lines = Line.objects.filter(gone_on=None, measure__in=measures)
    for measure, section in lines.values_list("measure_id", "section"):
        sections.setdefault(measure, []).append(section)
    return [
        _entry(one, latest.get(one.pk), targets.get(one.pk, []), sections.get(one.pk, [])) for one in measures
    ]


def _latest_figures(
    measures: Sequence[Measure], as_at: date | None, known_at: datetime | None
) -> dict[int, FigureCell]:
    """The newest figure of each measure, of the shortest period that ends so late. Reads no older ones."""
    told = known(Value.objects.filter(observation=OuterRef("pk"), status__in=WITH_A_FIGURE), known_at)
    of_ours = Observation.objects.filter(
        choices_of(measures, known_at).own_figures(), Exists(told), measure__in=measures
    )
    of_ours = of_ours.filter(starts__lte=as_at) if as_at else of_ours
    newest = of_ours.order_by("measure_id", "-ends", "-starts").distinct("measure_id")
    values = current_values(known_at).filter(observation__in=list(newest.values_list("pk", flat=True)))
    return {value.observation.measure_id: cell_of(value) for value in values.select_related("observation")}


def _entry(
    measure: Measure, latest: FigureCell | None, targets: list[TargetRow], sections: Iterable[str]
) -> Entry:
    day = latest.period.last_day if latest else None
    target = target_of(target_on(targets, day) if day else next(iter(targets), None), measure)
    verdict = rate_figure(latest.figure if latest else None, target, tolerance_of(measure))
    return Entry(measure, tuple(dict.fromkeys(filter(None, sections))), latest, target, verdict)


def narrowed(entries: Iterable[Entry], wanted: Mapping[str, Any]) -> list[Entry]:
    """The entries that a filter's answers ask for."""
    return [entry for entry in entries if _is_wanted(entry, wanted)]


def _is_wanted(entry: Entry, wanted: Mapping[str, Any]) -> bool:
    measure = entry.measure
    words = str(wanted.get("q") or "").casefold().split()
    polarity, unit = wanted.get("polarity"), wanted.get("unit")
    return (
        all(word in f"{measure.reference} {measure.title}".casefold() for word in words)
        and (not wanted.get("section") or wanted["section"] in entry.sections)
        and (not polarity or (measure.polarity or "unknown") == polarity)
        and (not unit or (measure.unit or "count") == unit)
        and (not wanted.get("rating") or entry.verdict.rag == wanted["rating"])
    )


def in_order(entries: Iterable[Entry], sort: str, direction: str) -> list[Entry]:
    """Sorted by a column of the page; by reference where the column is not one."""
    return sorted(entries, key=SORTS.get(sort, SORTS["reference"]), reverse=direction == "desc")
