"""What papers on a measure print beside its figure: nation, region, and the average of its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from goldenthread.apps.benchmarks.comparing import Compared, Place, compare
from goldenthread.apps.benchmarks.panels import (
    how_compared,
    interval_words,
    judged_words,
    number_words,
    place_words,
)
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.documents import measure_book
from goldenthread.documents.paper_figures import Figure
from goldenthread.rulebook.comparison import Compared as Judged


def beside_row(row: ScorecardRow, known_at: datetime | None) -> Sequence[measure_book.Compared]:
    """Others' published figures for the period that a row is rated on, or the newest that there are."""
    compared = compare(row.measure, row.rated.period if row.rated else None, known_at=known_at)
    return tuple(_printed(compared)) if compared else ()


def _printed(compared: Compared) -> Iterator[measure_book.Compared]:
    for place in (compared.nation, compared.region):
        if place is not None and place.held is not None:
            words = place_words(place, compared.unit)
            release, interval = place.held.release.title, _interval(place, compared.unit)
            yield _row(compared, place.area.name, words, place.value, release, place.judged, interval)
    found = compared.average
    if found is not None and (release := _release(compared.of_neighbours)):
        words = number_words(found.mean, compared.unit)
        yield _row(compared, "Average of neighbours", words, found.mean, release, compared.judged)


def _row(
    compared: Compared, area: str, words: str, value: Decimal | None, release: str, judged: Judged | None,
    interval: str = "",
) -> measure_book.Compared:  # fmt: skip
    return measure_book.Compared(
        area=area,
        figure=Figure(words, value, unit=compared.unit or None),
        period=str(compared.period),
        release=release,
        verdict=judged_words(judged),
        beside=compared.beside.words if compared.beside else "",
        interval=interval,
        how=how_compared(judged),
    )


def _interval(place: Place, unit: str) -> str:
    return interval_words(place.chance.at_95 if place.chance else None, unit)


def _release(places: Sequence[Place]) -> str:
    return next((place.held.release.title for place in places if place.held), "")
