"""Where a file of national statistics says what it can hardly mean, each with its place. Nothing is changed.

The rules are in `rulebook.published_doubts`. Here their answers become doubts: of many alike the first are
listed and the others counted, so that a column of mistakes is one thing to look at and not a thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.statistics_areas import NAME_FIELDS, AreaLevel, PublishedArea, name_key
from goldenthread.intake.statistics_model import Published, PublishedIndicator
from goldenthread.intake.statistics_problems import ALIKE_LISTED
from goldenthread.rulebook.benchmarks import pooled_times
from goldenthread.rulebook.codes import Code
from goldenthread.rulebook.periods import Period, PeriodKind
from goldenthread.rulebook.published_doubts import (
    NEARLY_ALL,
    NSD_1,
    NSD_2,
    NSD_3,
    NSD_4,
    NSD_5,
    NSD_6,
    NSD_7,
    NSD_9,
    NSD_10,
    NSD_11,
    Floats,
    Marks,
    are_shares,
    decimals_of,
    is_of_change,
    makes,
    may_be_share_of,
    missing_between,
    stray_shares,
)

DOUBTS_LISTED = 400
_LOOKED_AT_ONE_BY_ONE = 500
_OTHER_SCALES = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0)


@dataclass(frozen=True)
class Headings:
    """Which columns an indicator was read from. `says_scale` where its unit is stated, not guessed."""

    value: str
    numerator: str = ""
    denominator: str = ""
    says_scale: bool = True


@dataclass(frozen=True)
class Read:
    """What was read of a file, as far as it can be doubted."""

    sheet: str
    indicators: Sequence[PublishedIndicator]
    areas: Sequence[PublishedArea]
    periods: Sequence[Period]
    figures: Sequence[Published]
    headings: Mapping[int, Headings]
    period_heading: str
    has_identifier: bool


def doubts(read: Read) -> list[Problem]:
    """Every doubt, those of figures first; of very many the first, and how many more."""
    if not read.figures:
        return []
    found = list(_Doubts(read).all())
    if len(found) > DOUBTS_LISTED:
        more = f"{len(found) - DOUBTS_LISTED:,} more doubts are not listed"
        return [*found[:DOUBTS_LISTED], Problem(read.sheet, None, "", "", more, Level.DOUBT)]
    return found


class _Doubts:
    """The figures as arrays, and what is in doubt of them."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.indicator, self.area, self.period = (_places(read.figures, part) for part in range(3))
        values: dict[str, set[str]] = defaultdict(set)
        for column, value in {said for one in read.indicators for said in one.breakdown}:
            values[column].add(value)
        # A breakdown of one value is the same in every row: it tells nothing apart.
        self.told_apart_by = {column for column, of in values.items() if len(of) > 1}
        self.value = _numbers(read.figures, 3)
        self.wide = np.array([one.level is not AreaLevel.AUTHORITY for one in read.areas], dtype=np.bool_)
        has_counts = any(one.numerator or one.denominator for one in read.headings.values())
        nothing = np.full(len(read.figures), np.nan)
        self.top = _numbers(read.figures, 5) if has_counts else nothing
        self.bottom = _numbers(read.figures, 6) if has_counts else nothing

    def all(self) -> Iterator[Problem]:
        order = np.argsort(self.indicator, kind="stable")
        edges = np.searchsorted(self.indicator[order], np.arange(len(self.read.indicators) + 1))
        for number in range(len(self.read.indicators)):
            at = order[edges[number] : edges[number + 1]]
            if at.size:
                yield from self._of_indicator(number, at)
        yield from self._gaps()
        yield from _areas_in_doubt(self.read, self.area)
        yield from _years_among_months(self.read)

    def _of_indicator(self, number: int, at: NDArray[np.int64]) -> Iterator[Problem]:
        one, headings = self.read.indicators[number], self.read.headings[number]
        value, top, bottom = self.value[at], self.top[at], self.bottom[at]
        percent = one.unit == "%"
        may_be_beyond = is_of_change(one.name)
        said: Marks = np.zeros(at.size, dtype=bool)

        def listed(
            code: Code, marks: Marks, column: str, why: Callable[[Published], str], part: int = 3
        ) -> list[Problem]:
            hit = marks & ~said
            said[hit] = True
            return self._listed(code, at[hit], column, why, part)

        for part, numbers, heading in ((5, top, headings.numerator), (6, bottom, headings.denominator)):
            yield from listed(NSD_2, numbers < 0, heading, lambda _: "is below zero", part)
        if percent:
            yield from listed(
                NSD_1, top > bottom, headings.numerator,
                lambda it: f"is more than the {it.denominator:,f} of {headings.denominator}",
                5,
            )  # fmt: skip
        if not may_be_beyond:
            yield from listed(NSD_2, value < 0, headings.value, lambda _: "is below zero")
        fits = yield from self._against_counts(number, at, said, listed)
        if percent and not may_be_beyond:
            yield from listed(NSD_3, value > 100, headings.value, lambda _: "is a percentage above 100")
            yield from self._shares(at, fits, said, headings.value, listed)

    def _against_counts(
        self, number: int, at: NDArray[np.int64], said: Marks, listed: Callable[..., list[Problem]]
    ) -> Generator[Problem, None, Marks]:
        """Figures that their counts do not make; gives back which they do make."""
        one, headings = self.read.indicators[number], self.read.headings[number]
        value, top, bottom = self.value[at], self.top[at], self.bottom[at]
        known = ~np.isnan(value) & ~np.isnan(top) & ~np.isnan(bottom) & ~((bottom == 0) & (top == 0)) & ~said
        times = pooled_times(one.unit)
        if times is None or not known.any():
            return np.zeros(at.size, dtype=np.bool_)
        decimals, wide = decimals_of(value), self.wide[self.area[at]]
        fits: Marks = makes(value, top, bottom, float(times), decimals, wide) & known
        shares = makes(value, top, bottom, 1.0, decimals, wide) & known & ~fits & (value > 0)
        if fits[known].mean() < 0.5 and known.sum() >= 3:
            yield from self._column_off(at[known], value, top, bottom, known, number, said)
            return fits
        of = f"of {headings.numerator} over {headings.denominator}"
        if times == 100:
            yield from listed(
                NSD_4,
                shares,
                headings.value,
                lambda it: f"is the share {of}: as a percentage it is {_made(it, 100)}",
            )
        yield from listed(
            NSD_5, known & ~fits, headings.value,
            lambda it: f"is not {it.numerator:,f} over {it.denominator:,f}: that is {_made(it, times)}",
        )  # fmt: skip
        return fits

    def _column_off(
        self, at: NDArray[np.int64], value: Floats, top: Floats, bottom: Floats, known: Marks, number: int,
        said: Marks,
    ) -> Iterator[Problem]:  # fmt: skip
        """Most of a column is not its counts: on another scale, or of other counts."""
        one, headings = self.read.indicators[number], self.read.headings[number]
        said[known] = True
        over = f"{headings.numerator} over {headings.denominator}"
        for times in _OTHER_SCALES:
            parts = value[known], top[known], bottom[known]
            if makes(*parts, times, decimals_of(value), self.wide[self.area[at]]).mean() < NEARLY_ALL:
                continue
            if headings.says_scale:
                code = NSD_4 if times == 1 and one.unit == "%" else NSD_6
                scale = "shares of 1" if times == 1 else f"per {times:,.0f}"
                why = f"The column is {over} as {scale}, and its name says {_unit(one.unit)}"
                yield self._one(code, at[0], headings.value, why)
            return
        why = f"In most rows the column is not {over}. They may be the counts of another column"
        yield self._one(NSD_5, at[0], headings.value, why)

    def _shares(
        self,
        at: NDArray[np.int64],
        fits: Marks,
        said: Marks,
        heading: str,
        listed: Callable[..., list[Problem]],
    ) -> Iterator[Problem]:
        value = self.value[at]
        if are_shares(value) and not fits.any() and not said.any():
            first = at[np.flatnonzero((value > 0) & (value < 1))[0]]
            why = "No number of the column passes 1: they may be shares of 1 and not percentages"
            yield self._one(NSD_4, first, heading, why)
            return
        why = "stands far below all others: it may be a share of 1, written without its hundred"
        yield from listed(NSD_4, stray_shares(value) & ~fits, heading, lambda _: why)
        small = np.flatnonzero((value > 0) & (value <= 1) & ~fits & ~said)[:_LOOKED_AT_ONE_BY_ONE]
        strays: Marks = np.zeros(at.size, dtype=bool)
        if small.size:
            by_area = np.argsort(self.area[at], kind="stable")
            sorted_areas = self.area[at][by_area]
            starts = np.searchsorted(sorted_areas, self.area[at][small], side="left")
            ends = np.searchsorted(sorted_areas, self.area[at][small], side="right")
            for place, start, end in zip(small, starts, ends, strict=True):
                of_area = by_area[start:end]
                strays[place] = may_be_share_of(value[place], value[of_area[of_area != place]])
        why = "is a hundredth of what the area had in its other periods: it may be a share of 1"
        yield from listed(NSD_4, strays, heading, lambda _: why)

    def _gaps(self) -> Iterator[Problem]:
        """Periods missing inside a run: of the file, of an area, of what a column or a name is of."""
        read, column = self.read, self.read.period_heading
        of_file = missing_between(
            read.periods[int(number)] for number in np.flatnonzero(np.bincount(self.period))
        )
        for period in of_file:
            why = f"The file has periods before and after {period}, and none for it ({NSD_7})"
            yield Problem(read.sheet, None, column, str(period), why, Level.DOUBT)
        known = set(of_file)
        names = {one: place for place, one in enumerate(dict.fromkeys(one.name for one in read.indicators))}
        name_of = np.array([names[one.name] for one in read.indicators], dtype=np.int64)
        areas = {one: place for place, one in enumerate(dict.fromkeys(map(_identity, read.areas)))}
        area_of = np.array([areas[_identity(one)] for one in read.areas], dtype=np.int64)
        called = {areas[_identity(one)]: one.name for one in reversed(read.areas)}
        for keys, words in (
            (area_of[self.area], called),
            (name_of[self.indicator], {place: name for name, place in names.items()}),
        ):
            yield from self._gaps_of(keys, words, known)

    def _gaps_of(
        self, keys: NDArray[np.int64], words: Mapping[int, str], known: set[Period]
    ) -> Iterator[Problem]:
        read, count = self.read, len(self.read.periods)
        of: dict[int, list[Period]] = defaultdict(list)
        for pair in np.flatnonzero(np.bincount(keys * count + self.period)):
            of[int(pair) // count].append(read.periods[int(pair) % count])
        gaps = [
            (words[key], gap)
            for key, periods in of.items()
            for gap in missing_between(periods)
            if gap not in known
        ]
        for name, gap in gaps[:ALIKE_LISTED]:
            why = f"{name} has figures before and after {gap}, and none for it ({NSD_7})"
            yield Problem(read.sheet, None, read.period_heading, str(gap), why, Level.DOUBT)
        if len(gaps) > ALIKE_LISTED:
            more = f"{len(gaps) - ALIKE_LISTED:,} more periods are missing inside a run ({NSD_7})"
            yield Problem(read.sheet, None, read.period_heading, "", more, Level.DOUBT)

    def _listed(
        self, code: Code, at: NDArray[np.int64], column: str, why: Callable[[Published], str], part: int
    ) -> list[Problem]:
        found = []
        for place in at[:ALIKE_LISTED]:
            it = self.read.figures[place]
            text = f"{it[part]:f}"
            words = f"{self._where(it)}: {text} {why(it)} ({code})"
            found.append(Problem(self.read.sheet, it.row, column, text, words, Level.DOUBT))
        if at.size > ALIKE_LISTED:
            more = f"{at.size - ALIKE_LISTED:,} more like this ({code})"
            found.append(Problem(self.read.sheet, None, column, "", more, Level.DOUBT))
        return found

    def _one(self, code: Code, place: int, column: str, why: str) -> Problem:
        it = self.read.figures[place]
        words = f"{why}. The first is of {self._where(it)} ({code})"
        return Problem(self.read.sheet, it.row, column, f"{it.value:f}", words, Level.DOUBT)

    def _where(self, it: Published) -> str:
        read = self.read
        breakdown = read.indicators[it.indicator].breakdown
        said = ", ".join(f"{column}: {value}" for column, value in breakdown if column in self.told_apart_by)
        place = f"{read.areas[it.area].name}, {read.periods[it.period]}"
        return f"{place} ({said})" if said else place


def _places(figures: Sequence[Published], part: int) -> NDArray[np.int64]:
    return np.fromiter(map(itemgetter(part), figures), dtype=np.int64, count=len(figures))


class _Floats(dict[Decimal | None, float]):
    """A file has few different numbers, so each is converted once. NaN for none."""

    def __missing__(self, number: Decimal | None) -> float:
        self[number] = converted = np.nan if number is None else float(number)
        return converted


def _numbers(figures: Sequence[Published], part: int) -> Floats:
    known = _Floats()
    return np.fromiter(
        map(known.__getitem__, map(itemgetter(part), figures)), dtype=np.float64, count=len(figures)
    )


def _made(it: Published, times: Decimal | int) -> str:
    if it.numerator is None or not it.denominator:
        return "no number"
    made = times * it.numerator / it.denominator
    return f"{made.quantize(Decimal('0.1')):,f}"


def _unit(unit: str) -> str:
    return "percentages" if unit == "%" else unit


def _identity(area: PublishedArea) -> tuple[str, str]:
    """What makes it the same area, whatever else its rows say."""
    return area.level.value, area.code or name_key(area.name)


def _areas_in_doubt(read: Read, area_of: NDArray[np.int64]) -> Iterator[Problem]:
    """Codes under two names, and regions that only authorities name."""
    named: dict[tuple[AreaLevel, str], PublishedArea] = {}
    regions = [one for one in read.areas if one.level is AreaLevel.REGION]
    known = {text for one in regions for text in (one.code, name_key(one.name)) if text}
    unknown: dict[str, int] = {}
    for number, one in enumerate(read.areas):
        first = named.setdefault((one.level, one.code), one) if one.code else one
        if name_key(first.name) != name_key(one.name):
            why = f"{one.code} is {first.name} in other rows and {one.name} here ({NSD_9})"
            column = NAME_FIELDS[one.level]
            yield Problem(read.sheet, _first_row(read, area_of, number), column, one.name, why, Level.DOUBT)
        if regions and one.region and not {one.region_code, name_key(one.region)} & known:
            unknown.setdefault(one.region, number)
    for region, number in unknown.items():
        why = f"{region} is the region of {read.areas[number].name}, and the file has no row of it ({NSD_10})"
        row, column = _first_row(read, area_of, number), NAME_FIELDS[AreaLevel.REGION]
        yield Problem(read.sheet, row, column, region, why, Level.DOUBT)


def _first_row(read: Read, area_of: NDArray[np.int64], number: int) -> int | None:
    at = np.flatnonzero(area_of == number)
    return read.figures[at[0]].row if at.size else None


def _years_among_months(read: Read) -> Iterable[Problem]:
    """Years that may be months: 201112 beside 201203, where no column says which."""
    if read.has_identifier or not any(one.kind is PeriodKind.MONTH for one in read.periods):
        return
    for one in read.periods:
        if one.kind is PeriodKind.FINANCIAL_YEAR and 1 <= (month := one.end.year % 100) <= 12:
            said = f"{one.start.year}{month:02d}"
            why = f"{said} is read as {one}; beside months it may be a month of {one.start.year} ({NSD_11})"
            yield Problem(read.sheet, None, read.period_heading, said, why, Level.DOUBT)
