"""Comparisons as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from goldenthread.apps.benchmarks.comparing import Place
from goldenthread.apps.benchmarks.panels import Shown, ShownPlace, how_compared
from goldenthread.apps.measures.exports import csv_file
from goldenthread.rulebook.by_chance import ByChance
from goldenthread.rulebook.comparison import Compared as Judged
from goldenthread.rulebook.neighbours import Place as Ranked

HEADINGS = (
    "Area", "Code", "What it is", "Figure", "Status", "Numerator", "Denominator", "95% lower", "95% upper",
    "99.8% lower", "99.8% upper", "Interval rule", "Reliable", "Period", "Beside our period", "Release",
    "Published on", "Row of the release", "Rank", "Of", "Quartile", "Decile", "Our council compared",
    "How sure", "Compared", "Rule", "Reason",
)  # fmt: skip


def comparison_csv(shown: Shown, name: str) -> HttpResponse:
    """Our own figure, every area, and the average of the neighbours."""
    return csv_file(name, HEADINGS, _rows(shown))


def _rows(shown: Shown) -> Iterator[list[Any]]:
    compared = shown.compared
    if ours := compared.ours:
        yield [
            shown.council, "", "Our own figure", ours.value if ours.value is not None else ours.figure.text,
            ours.figure.status, ours.figure.numerator, ours.figure.denominator, *_chance(compared.chance),
            ours.period, *[""] * 4, *_rank(compared.ranked), *_judged(None),
        ]  # fmt: skip
    for row in shown.rows:
        place = row.place
        yield [*_area(place), *_held(row, shown), *_rank(place.ranked), *_judged(place.judged)]
    if found := compared.average:
        beside = compared.beside.words if compared.beside else ""
        yield [
            "Neighbour average (mean)", "", f"Of {found.of} neighbours", f"{found.mean:.4f}", *[""] * 3,
            *_chance(None), compared.period, beside, *[""] * 3, *_rank(None), *_judged(compared.judged),
        ]  # fmt: skip
        if found.pooled is not None:
            yield [
                "Neighbours pooled", "", f"Of {found.of} neighbours", f"{found.pooled:.4f}", *[""] * 3,
                *_chance(None), compared.period, beside, *[""] * 3, *_rank(None), *_judged(None),
            ]  # fmt: skip


def _area(place: Place) -> list[Any]:
    return [place.area.name, place.area.code, place.role]


def _held(row: ShownPlace, shown: Shown) -> list[Any]:
    held, beside = row.place.held, shown.compared.beside
    words = beside.words if beside else ""
    if held is None:
        return ["", "No figure", "", "", *_chance(None), shown.compared.period, words, *[""] * 3]
    return [
        held.value, held.status, held.numerator, held.denominator, *_chance(row.place.chance), held.period,
        words, held.release.title, held.release.published_on, held.row,
    ]  # fmt: skip


def _chance(chance: ByChance | None) -> list[Any]:
    """Both intervals, their rule, and whether the figure is reliable (CI-6)."""
    if chance is None:
        return [""] * 6
    limits = [
        f"{limit:.4f}" if limit is not None else ""
        for one in (chance.at_95, chance.at_998)
        for limit in ((one.lower, one.upper) if one else (None, None))
    ]
    reliable = {True: "Yes", False: "No", None: ""}[chance.is_reliable]
    return [*limits, chance.code, reliable]


def _rank(ranked: Ranked | None) -> list[Any]:
    return [ranked.rank, ranked.of, ranked.quartile, ranked.decile] if ranked else [""] * 4


def _judged(judged: Judged | None) -> list[Any]:
    if judged is None:
        return [""] * 5
    return [judged.standing, judged.sure, how_compared(judged), judged.code, judged.reason]
