"""Which counts stand behind a published percentage or rate, where no column is called its numerator.

National statistics publish them as columns of their own (`CPP_subsequent` of `CPP_start`, as
`CPP_subsequent_percent`), or as rows (3 or more placements, out of the row Total children). They are found by
their numbers: those that make the figure in every row, as far as it is rounded. What is found is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.intake.statistics_areas import is_wide
from goldenthread.intake.statistics_columns import FILTER, INDICATOR, Column, stem_of, unit_of
from goldenthread.rulebook.benchmarks import pooled_times
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.published_doubts import Floats, Marks, decimals_of, makes
from goldenthread.rulebook.published_statistics import NST_4, NST_5, NotPublished, read_published

Rows = Sequence[tuple[int, Sequence[str]]]

ROWS_TRIED, ROWS_OF_SAMPLE = 3_000, 40
ROWS_NEEDED, NUMBERS_NEEDED, FITTING = 8, 4, 0.98
COLUMNS_TRIED = 60
ROWS_OF_WHOLES = 200_000
_COUNT_WORDS = re.compile(r"(^|_)(count|counts|number|num|no|n)($|_)")


@dataclass(frozen=True)
class Counts:
    """The counts behind the column at `index`. `wholes` has denominators that stand in other rows, by row."""

    index: int
    numerator: int
    denominator: int | None
    code: Code
    words: str
    wholes: Mapping[int, str] | None = None


def counts_by_numbers(
    columns: Sequence[Column], rows: Rows, named: Mapping[int, tuple[int | None, int | None]],
    places: Mapping[str, int], *, decimal_comma: bool,
) -> list[Counts]:  # fmt: skip
    """The counts of every column of shares and rates that `named` has none for.

    `places` are the columns that say when and where a row is, by their fields.
    """
    shares = [one for one in columns if named.get(one.index) == (None, None) and unit_of(one.heading)]
    indicators = [one for one in columns if one.read_as == INDICATOR and not unit_of(one.heading)]
    if not shares or not 0 < len(indicators) <= COLUMNS_TRIED:
        return []
    step = max(1, len(rows) // ROWS_TRIED)
    tried = [row for _, row in rows[::step]]
    numbers = {one.index: _numbers(tried, one.index, decimal_comma) for one in (*shares, *indicators)}
    wide = _wide(tried, places)
    whole = [one for one in indicators if _are_counts(numbers[one.index])]
    found = []
    for share in shares:
        pair = _in_columns(share, whole, numbers, wide) or _in_rows(
            share, whole, columns, rows, places, decimal_comma
        )
        if pair is not None:
            found.append(pair)
    return found


def _in_columns(
    share: Column, whole: Sequence[Column], numbers: Mapping[int, Floats], wide: Marks
) -> Counts | None:
    """The two columns that make it, where only two do, or where one of several is called like it."""
    times = pooled_times(unit_of(share.heading))
    if times is None:
        return None
    value = numbers[share.index]
    decimals = decimals_of(value)
    sample = np.flatnonzero(~np.isnan(value) & (value > 0))[:ROWS_OF_SAMPLE]
    if sample.size < ROWS_NEEDED or np.unique(value[sample]).size < NUMBERS_NEEDED:
        return None
    fitting = [
        (top, bottom)
        for top, bottom in _near(value, whole, numbers, sample, float(times), decimals)
        if _fit(value, numbers[top.index], numbers[bottom.index], float(times), decimals, wide, FITTING)
    ]
    alike = [pair for pair in fitting if _called(pair[0]) == _called(share)]
    best = alike if len(alike) == 1 else fitting
    if len(best) != 1:
        return None
    top, bottom = best[0]
    words = f"Read as {top.heading} over {bottom.heading}: they make it in 98 of 100 rows or more ({NST_4})"
    return Counts(share.index, top.index, bottom.index, NST_4, words)


def _near(
    value: Floats, whole: Sequence[Column], numbers: Mapping[int, Floats], sample: NDArray[np.int64],
    times: float, decimals: int,
) -> list[tuple[Column, Column]]:  # fmt: skip
    """The pairs of columns that may make it, by some rows and with room for rounding: all pairs at once."""
    if not whole:
        return []
    seen, counts = value[sample], np.array([numbers[one.index][sample] for one in whole])
    tops, bottoms = counts[:, None, :], counts[None, :, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        room = 0.5 * 10.0**-decimals + 5 * (times + seen) / bottoms
        near = np.abs(times * tops / bottoms - seen) <= room
    known = ~np.isnan(tops) & (bottoms > 0)
    enough = (known.sum(axis=2) >= ROWS_NEEDED) & ((near & known).sum(axis=2) >= 0.9 * known.sum(axis=2))
    return [(whole[top], whole[bottom]) for top, bottom in np.argwhere(enough) if top != bottom]


def _in_rows(
    share: Column, whole: Sequence[Column], columns: Sequence[Column], rows: Rows, places: Mapping[str, int],
    decimal_comma: bool,
) -> Counts | None:  # fmt: skip
    """The column called like it over its own number in the row of the whole: that of 100%."""
    top = next((one for one in whole if _called(one) == _called(share)), None)
    if top is None or unit_of(share.heading) != "%" or len(rows) > ROWS_OF_WHOLES:
        return None
    filters = [one.index for one in columns if one.read_as == FILTER]
    if not filters:
        return None
    cells = [row for _, row in rows]
    wide = _wide(cells, places)
    value, tops = (_numbers(cells, at, decimal_comma) for at in (share.index, top.index))
    for at in filters:
        others = [one for one in filters if one != at]
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, row in enumerate(cells):
            groups[tuple([row[place] for place in (*places.values(), *others)])].append(number)
        wholes = np.full(len(cells), np.nan)
        of: dict[int, str] = {}
        for group in groups.values():
            full = max(
                (one for one in group if value[one] == 100 and tops[one] > 0),
                key=tops.__getitem__,
                default=None,
            )
            if full is not None:
                wholes[group] = tops[full]
                of |= {rows[one][0]: cells[full][top.index] for one in group}
        parts = value < 100
        fitting = (value[parts], tops[parts], wholes[parts], 100.0, decimals_of(value), wide[parts], FITTING)
        if parts.sum() >= ROWS_NEEDED and _fit(*fitting):
            heading = next(one.heading for one in columns if one.index == at)
            words = f"Read as {top.heading} over that of the row of 100% in {heading} ({NST_5})"
            return Counts(share.index, top.index, None, NST_5, words, of)
    return None


def _fit(
    value: Floats, tops: Floats, bottoms: Floats, times: float, decimals: int, wide: Marks, share: float
) -> bool:
    """Whether they make the figure in so large a share of the rows that have all three."""
    known = ~np.isnan(value) & ~np.isnan(tops) & (bottoms > 0)
    if known.sum() < ROWS_NEEDED or known.sum() < 0.5 * (~np.isnan(value)).sum():
        return False
    fits = makes(value[known], tops[known], bottoms[known], times, decimals, wide[known])
    return bool(fits.mean() >= share)


def _wide(rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> Marks:
    """Which rows are of a nation or a region, where a column says so."""
    at = places.get("geographic_level")
    return np.array([at is not None and is_wide(row[at]) for row in rows], dtype=np.bool_)


def _called(column: Column) -> str:
    """What a column is called apart from what it counts in: care_leaver_count and care_leaver_percent."""
    stem = stem_of(column.heading)
    return _COUNT_WORDS.sub("_", stem).strip("_") or stem


def _are_counts(numbers: Floats) -> bool:
    known = numbers[~np.isnan(numbers)]
    return bool(known.size and np.all(known >= 0) and np.all(known == np.rint(known)))


def _numbers(rows: Sequence[Sequence[str]], index: int, decimal_comma: bool) -> Floats:
    return np.array([_number(row[index], decimal_comma) for row in rows], dtype=np.float64)


def _number(text: str, decimal_comma: bool) -> float:
    try:
        cell = read_published(text, decimal_comma=decimal_comma)
    except NotPublished:
        return np.nan
    return np.nan if cell is None or cell.value is None else float(cell.value)
