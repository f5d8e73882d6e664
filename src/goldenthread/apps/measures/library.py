"""The library as a list: narrowed, sorted, each measure with its latest rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.apps.measures.models import COUNCIL_AREA, Line, Measure
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.queries import all_measures, target_on
from goldenthread.apps.measures.recorded import current_values, known, target_of, tolerance_of
from goldenthread.apps.measures.scorecards import FigureCell, by_recency, cell_of
from goldenthread.rulebook.rating import Target, Verdict, rate_figure


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
    measures = list(all_measures())
    latest: dict[int, FigureCell] = {}
    values = current_values().filter(
        observation__area=COUNCIL_AREA, observation__source="", observation__cohort=""
    )
    for value in values.select_related("observation"):
        cell, held = cell_of(value), latest.get(value.observation.measure_id)
        if cell.figure.status.has_a_figure and (
            held is None or by_recency(cell.period) < by_recency(held.period)
        ):
            latest[value.observation.measure_id] = cell
    targets: dict[int, list[TargetRow]] = {}
    for row in known(TargetRow.objects.all()).order_by("-effective_on", "-known_from", "-id"):
        targets.setdefault(row.measure_id, []).append(row)
    sections: dict[int, list[str]] = {}
    for measure, section in Line.objects.filter(gone_on=None).values_list("measure_id", "section"):
        sections.setdefault(measure, []).append(section)
    return [
        _entry(one, latest.get(one.pk), targets.get(one.pk, []), sections.get(one.pk, [])) for one in measures
    ]


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
