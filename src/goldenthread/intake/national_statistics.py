"""Reads figures of national statistics: CSV in their open layout, wide or long, into areas and figures.

A file holds hundreds of thousands of figures, so a figure is a light tuple that points at its indicator, its
area and its period by their places in the lists of the reading.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from pathlib import PurePath

from goldenthread.intake.problems import CannotRead, Level, Problem
from goldenthread.intake.reading_csv import decode, separator_of
from goldenthread.intake.refusals import BYTES_ALLOWED, Kind, kind_of, too_large
from goldenthread.intake.statistics_areas import AreaReader, PublishedArea
from goldenthread.intake.statistics_columns import (
    FILTER,
    NOTE,
    PLACES,
    Column,
    Layout,
    columns_of,
    counts_of,
    is_header,
    says_scale,
    unit_of,
)
from goldenthread.intake.statistics_counts import Counts, counts_by_numbers
from goldenthread.intake.statistics_doubts import Headings, Read, doubts
from goldenthread.intake.statistics_model import Published, PublishedIndicator
from goldenthread.intake.statistics_problems import StatisticsProblems
from goldenthread.rulebook.periods import NotAPeriod, Period
from goldenthread.rulebook.published_doubts import NSD_8
from goldenthread.rulebook.published_statistics import (
    NotPublished,
    PublishedFigure,
    is_reporting_year,
    published_period,
    read_published,
)

FIGURES_ALLOWED = 3_000_000
_LONGEST_CELL = 100_000
_HEADER_WITHIN = 30


_Reads = tuple[int, int, int | None, int | None]
"""Where a figure stands in its row, its indicator, and where its numerator and denominator stand."""


@dataclass(frozen=True)
class Statistics:
    """A file as it was read. `digest` is of what it says, not of its bytes."""

    name: str
    layout: Layout
    columns: tuple[Column, ...]
    indicators: tuple[PublishedIndicator, ...]
    areas: tuple[PublishedArea, ...]
    periods: tuple[Period, ...]
    figures: tuple[Published, ...]
    problems: tuple[Problem, ...]
    digest: str

    def as_json(self) -> dict[str, object]:
        """What was read, counted: the figures themselves are in the file, which is kept."""
        counted = Counter(figure.indicator for figure in self.figures)
        return {
            "layout": self.layout.value,
            "figures": len(self.figures),
            "digest": self.digest,
            "periods": [str(period) for period in sorted(self.periods, key=lambda one: (one.start, one.end))],
            "areas": dict(Counter(area.level.value for area in self.areas)),
            "indicators": [
                {
                    "name": one.name, "breakdown": dict(one.breakdown), "unit": one.unit,
                    "figures": counted[place],
                }
                for place, one in enumerate(self.indicators)
            ],
            "columns": [
                {"heading": one.heading, "field": one.field, "read_as": one.read_as} for one in self.columns
            ],
            "problems": [problem.as_json() for problem in self.problems],
        }  # fmt: skip


def read_statistics(
    content: bytes, name: str = "", mapping: Mapping[str, str] | None = None, *,
    bytes_allowed: int = BYTES_ALLOWED,
) -> Statistics:  # fmt: skip
    """Read a CSV file of national statistics. `mapping` is heading → field, as a person said.

    Rows of a level, a period or an area that cannot be read, and cells that are no number, are in the
    problems with their row and column; all else is read. Raises CannotRead for a file as a whole.
    """
    if len(content) >= bytes_allowed:
        raise too_large(len(content), bytes_allowed)
    if kind_of(content) is not Kind.CSV:
        raise CannotRead(
            "Published figures are read from CSV. Save the sheet as CSV UTF-8 and choose that file."
        )
    text = decode(content)
    separator = text[4:5] if text[:4].lower() == "sep=" else ""
    separator = separator.strip("\r\n") or separator_of(text)
    records = _records(text, separator)
    place = next((n for n, (_, record) in enumerate(records[:_HEADER_WITHIN]) if is_header(record)), None)
    if place is None:
        raise CannotRead(
            "This is no file of national statistics: no row heads a column time_period and one "
            "geographic_level. Choose the data file of the release, as it was downloaded."
        )
    reader = _Reader(PurePath(name).stem or "CSV", separator, records[place][1], mapping or {})
    with _uncollected():
        return reader.read(records[place + 1 :])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Half a million tuples of numbers hold no cycles: looking for some takes as long as reading them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Every record that says something, with the number that Excel shows."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return [
            (number, record)
            for number, record in enumerate(
                csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1
            )
            if any(record) and any(cell.strip() for cell in record)
        ]
    except csv.Error as error:
        raise CannotRead(
            "The file cannot be read as CSV: a cell is longer than a hundred thousand characters. Look for a "
            "quotation mark that is opened and never closed."
        ) from error


class _Reader:
    """Reads the rows below one header."""

    def __init__(self, sheet: str, separator: str, header: Sequence[str], mapping: Mapping[str, str]) -> None:
        self.sheet, self.header, self.mapping = sheet, header, mapping
        self.decimal_comma = separator == ";"
        self.problems = StatisticsProblems(sheet)
        self.indicators: dict[PublishedIndicator, int] = {}
        self.periods: dict[Period, int] = {}
        self.period_of: dict[tuple[str, str], int | None] = {}
        self.cells: dict[str, PublishedFigure | None] = {}
        self.figures: list[Published] = []
        self.read_from: dict[int, Headings] = {}
        self.found: list[Counts] = []
        self.refused: set[tuple[int, int]] = set()

    def read(self, records: Sequence[tuple[int, list[str]]]) -> Statistics:
        width = len(self.header)
        rows = [(number, self._fitted(number, record, width)) for number, record in records]
        kept = [(number, row) for number, row in rows if row is not None]
        self.columns = columns_of(
            self.header, list(zip_longest(*(row for _, row in kept))), self.mapping, self.sheet
        )
        at = {column.read_as: column.index for column in reversed(self.columns)}
        self.areas = AreaReader(at, self.problems.add)
        long = "value" in at and "indicator_name" in at
        self._read_rows(kept, at, long=long)
        self._add_wholes()
        if not self.figures and not self.problems.listed:
            self.problems.add(None, "", "", "There is no figure in the file")
        indicators, areas, periods = tuple(self.indicators), tuple(self.areas.found), tuple(self.periods)
        in_doubt = doubts(
            Read(
                self.sheet, indicators, areas, periods, self.figures, self.read_from,
                self.header[at["time_period"]].strip(), "time_identifier" in at,
            )
        )  # fmt: skip
        return Statistics(
            self.sheet, Layout.LONG if long else Layout.WIDE, tuple(self.columns), indicators, areas, periods,
            tuple(self.figures), (*self.problems.all(), *in_doubt), self._digest(kept),
        )  # fmt: skip

    def _fitted(self, number: int, record: list[str], width: int) -> list[str] | None:
        """The record at the header's width; None, and a problem, where it has cells beyond it."""
        if len(record) == width:
            return record
        if any(cell.strip() for cell in record[width:]):
            extra = next(cell for cell in record[width:] if cell.strip())
            self.problems.add(
                number, f"column {width + 1}", extra,
                "The row has more cells than the header, as where a comma is not quoted. It is left out",
            )  # fmt: skip
            return None
        return record[:width] + [""] * (width - len(record))

    def _read_rows(self, rows: Sequence[tuple[int, list[str]]], at: Mapping[str, int], *, long: bool) -> None:
        self.at, self.long = at, long
        self.filters = [column for column in self.columns if column.read_as == FILTER]
        self.headings = {column.index: column.heading for column in self.columns}
        notes = [column.index for column in self.columns if column.read_as == NOTE]
        readers = self._long_columns(at) if long else self._wide_columns(rows)
        seen: dict[object, int] = {}
        places: dict[tuple[str, ...], list[_Reads]] = {}
        by_number = dict(rows)
        for number, row in rows:
            period = self._period(number, row, at)
            area = self.areas.read(number, row) if period is not None else None
            if period is None or area is None:
                continue
            breakdown = tuple([row[column.index].strip() for column in self.filters])
            name = row[at["indicator_name"]].strip() if long else ""
            if long and not name:
                self.problems.add(
                    number, self.headings[at["indicator_name"]], "", "The row names no indicator"
                )
                continue
            before = seen.setdefault((period, area, breakdown, name), number)
            if before != number:
                self._says_again((number, row), (before, by_number[before]), readers)
                continue
            kind = (*breakdown, name)
            if kind not in places:
                places[kind] = [self._reads(name, breakdown, row, *columns) for columns in readers]
            note = "; ".join([text for index in notes if (text := row[index].strip())])
            self._read_figures(number, row, (area, period, note), places[kind])
            if len(self.figures) > FIGURES_ALLOWED:
                raise CannotRead(
                    f"The file has more than {FIGURES_ALLOWED:,} figures. Split it, for example by year."
                )

    def _read_figures(
        self, number: int, row: Sequence[str], of: tuple[int, int, str], reads: Sequence[_Reads]
    ) -> None:
        """The figures of one row. The loop runs half a million times: it looks each text up, and no more."""
        area, period, note = of
        known, add, make = self.cells, self.figures.append, tuple.__new__
        for index, indicator, top, bottom in reads:
            text = row[index]
            cell = known[text] if text in known else self._cell(number, index, text)
            if cell is None:
                continue
            numerator = denominator = None
            if top is not None:
                numerator = self._count(number, row, top)
            if bottom is not None:
                denominator = self._count(number, row, bottom)
            told = (
                indicator, area, period, cell.value, cell.status, numerator, denominator, note, number
            )  # fmt: skip
            add(make(Published, told))

    def _reads(
        self, name: str, breakdown: Sequence[str], row: Sequence[str], index: int, top: int | None,
        bottom: int | None,
    ) -> _Reads:  # fmt: skip
        """Which indicator a column is of, in rows of this breakdown."""
        indicator = self._indicator(name or self.headings[index], breakdown, row)
        self.read_from[indicator] = Headings(
            self.headings[index],
            "" if top is None else self.headings[top],
            "" if bottom is None else self.headings[bottom],
            ("unit" in self.at and bool(row[self.at["unit"]].strip()))
            or says_scale(name or self.headings[index]),
        )
        return index, indicator, top, bottom

    def _wide_columns(
        self, rows: Sequence[tuple[int, list[str]]]
    ) -> list[tuple[int, int | None, int | None]]:
        """Each column of figures with its counts: those named so, else those that its numbers show."""
        named = counts_of(self.columns)
        places = {field: at for field, at in self.at.items() if field in PLACES}
        self.found = counts_by_numbers(self.columns, rows, named, places, decimal_comma=self.decimal_comma)
        for one in self.found:
            named[one.index] = one.numerator, one.denominator
            self.problems.add(None, self.headings[one.index], "", one.words, Level.NOTE)
        return [(index, top, bottom) for index, (top, bottom) in named.items()]

    def _long_columns(self, at: Mapping[str, int]) -> list[tuple[int, int | None, int | None]]:
        return [(at["value"], at.get("numerator"), at.get("denominator"))]

    def _add_wholes(self) -> None:
        """Denominators that stand in rows of their own (NST-5)."""
        for one in self.found:
            if one.wholes is None:
                continue
            heading = self.headings[one.index]
            for place, figure in enumerate(self.figures):
                if self.read_from[figure.indicator].value == heading and figure.row in one.wholes:
                    whole = self._cell(figure.row, one.numerator, one.wholes[figure.row])
                    self.figures[place] = figure._replace(denominator=whole.value if whole else None)
            for indicator, headings in self.read_from.items():
                if headings.value == heading:
                    self.read_from[indicator] = replace(
                        headings, denominator=f"{headings.numerator} of the whole"
                    )

    def _period(self, number: int, row: Sequence[str], at: Mapping[str, int]) -> int | None:
        kind = at.get("time_identifier")
        said = row[at["time_period"]].strip(), row[kind].strip() if kind is not None else ""
        if said in self.period_of and self.period_of[said] is not None:
            return self.period_of[said]
        heading = self.header[at["time_period"]].strip()
        try:
            period = published_period(*said)
        except NotAPeriod as refused:
            self.problems.add(number, heading, said[0], f"{refused.why}. The row is left out")
            self.period_of[said] = None
            return None
        if is_reporting_year(said[1]):
            self.problems.add(
                number, heading, " ".join(said), f"The reporting year is read as {period} (NST-2)", Level.NOTE
            )
        place = self.period_of[said] = self.periods.setdefault(period, len(self.periods))
        return place

    def _indicator(self, name: str, breakdown: Sequence[str], row: Sequence[str]) -> int:
        unit = row[self.at["unit"]].strip() if "unit" in self.at else ""
        said = tuple(
            (column.heading, value) for column, value in zip(self.filters, breakdown, strict=True) if value
        )
        one = PublishedIndicator(name, said, unit or unit_of(name))
        return self.indicators.setdefault(one, len(self.indicators))

    def _cell(self, number: int, index: int, text: str) -> PublishedFigure | None:
        try:
            cell = self.cells[text] = read_published(text, decimal_comma=self.decimal_comma)
        except NotPublished as refused:  # not kept: each such cell is a problem of its own, told once
            if (number, index) not in self.refused:
                self.problems.add(number, self.headings[index], text.strip(), refused.why)
            self.refused.add((number, index))
            return None
        return cell

    def _count(self, number: int, row: Sequence[str], index: int) -> Decimal | None:
        text = row[index]
        cell = self.cells[text] if text in self.cells else self._cell(number, index, text)
        return cell.value if cell else None

    def _says_again(
        self, again: tuple[int, Sequence[str]], first: tuple[int, Sequence[str]],
        readers: Sequence[tuple[int, int | None, int | None]],
    ) -> None:  # fmt: skip
        """The first row of two is kept: a doubt where the second says another number, else a note (NSD-8)."""
        number, row = again
        before, kept = first
        others = []
        for index in dict.fromkeys(at for reads in readers for at in reads if at is not None):
            one, other = (self._cell(at, index, cells[index]) for at, cells in (first, again))
            if one != other:
                others.append((index, kept[index].strip()))
        for index, text in others:
            self.problems.add(
                number, self.headings[index], row[index].strip(),
                f"Given twice for one period and area: {text or 'none'} is kept, of row {before} ({NSD_8})",
                Level.DOUBT,
            )  # fmt: skip
        if not others:
            self.problems.add(
                number, self.headings[self.at["time_period"]], row[self.at["time_period"]].strip(),
                f"Says the same as row {before}, of the same period and area ({NSD_8})", Level.NOTE,
            )  # fmt: skip

    def _digest(self, rows: Sequence[tuple[int, Sequence[str]]]) -> str:
        """Of the rows and of how their columns were read; never of quotation marks or encodings."""
        told = hashlib.sha256(repr([(one.heading, one.read_as) for one in self.columns]).encode())
        for _, row in rows:
            told.update(("\x1f".join(row) + "\n").encode())
        return told.hexdigest()
