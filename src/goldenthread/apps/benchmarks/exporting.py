"""Comparisons as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from goldenthread.apps.benchmarks.comparing import Place
from goldenthread.apps.benchmarks.panels import Shown, ShownPlace
from goldenthread.apps.measures.exports import csv_file

HEADINGS = (
    "Area", "Code", "What it is", "Figure", "Status", "Numerator", "Denominator", "Period",
    "Beside our period", "Release", "Published on", "Row of the release", "Rank", "Of", "Quartile",
    "Our council compared", "Rule", "Reason",
)  # fmt: skip


def comparison_csv(shown: Shown, name: str) -> HttpResponse:
    """Our own figure, every area, and the average of the neighbours."""
    return csv_file(name, HEADINGS, _rows(shown))


def _rows(shown: Shown) -> Iterator[list[Any]]:
    compared = shown.compared
    if ours := compared.ours:
        ranked = compared.ranked
        yield [
            shown.council, "", "Our own figure", ours.value if ours.value is not None else ours.figure.text,
            ours.figure.status, ours.figure.numerator, ours.figure.denominator, ours.period, "", "", "", "",
            *((ranked.rank, ranked.of, ranked.quartile) if ranked else ("", "", "")), "", "", "",
        ]  # fmt: skip
    for row in shown.rows:
        yield [*_area(row.place), *_held(row, shown), *_standing(row.place)]
    if found := compared.average:
        judged = compared.judged
        yield [
            "Neighbour average (mean)", "", f"Of {found.of} neighbours", f"{found.mean:.4f}", "", "", "",
            compared.period, compared.beside.words if compared.beside else "", "", "", "", "", "", "",
            *((shown.judged, judged.code, judged.reason) if judged else ("", "", "")),
        ]  # fmt: skip
        if found.pooled is not None:
            pooled = f"{found.pooled:.4f}"
            yield ["Neighbours pooled", "", f"Of {found.of} neighbours", pooled, *[""] * 3, compared.period,
                   *[""] * 10]  # fmt: skip


def _area(place: Place) -> list[Any]:
    return [place.area.name, place.area.code, place.role]


def _held(row: ShownPlace, shown: Shown) -> list[Any]:
    held, beside = row.place.held, shown.compared.beside
    if held is None:
        return ["", "No figure", "", "", shown.compared.period, *[""] * 4]
    return [
        held.value, held.status, held.numerator, held.denominator, held.period,
        beside.words if beside else "", held.release.title, held.release.published_on, held.row,
    ]  # fmt: skip


def _standing(place: Place) -> list[Any]:
    ranked, judged = place.ranked, place.judged
    return [
        *((ranked.rank, ranked.of, ranked.quartile) if ranked else ("", "", "")),
        *((judged.standing, judged.code, judged.reason) if judged else ("", "", "")),
    ]
