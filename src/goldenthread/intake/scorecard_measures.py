"""A scorecard's measures: each row's cells read into a measure, with a problem for what cannot be read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_by_rows import columns_of_row
from goldenthread.intake.scorecard_cells import (
    Direction,
    read_direction,
    read_figure,
    read_polarity,
    read_rag,
)
from goldenthread.intake.scorecard_columns import BENCHMARK, BENCHMARK_FIELDS, EXTRA, PERIOD
from goldenthread.intake.scorecard_merging import Counts, Part
from goldenthread.intake.scorecard_model import DatedTarget, Measure, Observation, PlannedColumn
from goldenthread.intake.scorecard_rows import MeasureRow
from goldenthread.intake.scorecard_scale import more_than_there_are, one_for_several, scale_problems
from goldenthread.intake.tables import Cell, Table
from goldenthread.rulebook.figures import TO_DATE, Figure, NotAFigure, Status
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Polarity, Rag, Target, TargetKind, target_from

_A_PERCENTAGE = re.compile(
    r"\s*(?:the |overall )?(?:%|per ?cent(?:age)?\b(?! points?)|proportion\b)|.*\(%\)",
    re.IGNORECASE | re.DOTALL,
)
_PERCENT_UNIT = re.compile(r"%|per ?cent(?:age)?|pct", re.IGNORECASE)


def read_measure(
    table: Table, found: MeasureRow, columns: Sequence[PlannedColumn]
) -> tuple[Part, list[Problem]]:
    """The measure of a row, or its part of one that has several, and what could not be read in it."""
    own = columns_of_row(table, found.row, found.label, columns)
    reader = _MeasureReader(table, found, own.columns)
    measure = reader.read()
    if own.unknown is not None and any(text for _, text in reader.undated()):
        texts = " | ".join(text for _, text in reader.undated())
        why = f"The period of this row is not known: {own.unknown}. Its figures are kept as text."
        reader.problems.append(Problem(table.sheet, found.row.number, "", texts, why))
    return Part(measure, found, own.when, reader.counts), reader.problems


class _MeasureReader:
    def __init__(self, table: Table, found: MeasureRow, columns: Sequence[PlannedColumn]) -> None:
        self.table = table
        self.found = found
        self.columns = columns
        self.by_field: dict[str | None, list[PlannedColumn]] = {}
        for column in columns:
            self.by_field.setdefault(column.field, []).append(column)
        self.problems: list[Problem] = []
        self.extra: dict[str, str] = {}
        self.title = " ".join((found.title, *(" ".join(text.split()) for text in self._more("title"))))
        self.counts = self._counts()

    def read(self) -> Measure:
        texts = {column.column: self._text(column) for column in self.columns}
        unit_text = self._single("unit", texts)
        self.unit = self._unit(unit_text)
        polarity, polarity_text = self._polarity(texts)
        observations = self._observations()
        self.counts |= self._counts_without_period(observations)
        benchmarks, compared = self._benchmarks()
        target, targets = self._target(polarity)
        rag, rag_text = self._rag(texts)
        direction = self._direction(texts, polarity)
        measure = Measure(
            sheet=self.table.sheet,
            row=self.found.row.number,
            ref=self.found.ref,
            section=self.found.section,
            title=self.title,
            polarity=polarity,
            polarity_text=polarity_text,
            target=target,
            targets=targets,
            benchmarks=benchmarks,
            compared=compared,
            observations=self._with_counts(observations),
            rag=rag,
            rag_text=rag_text,
            direction=direction,
            unit=unit_text,
            lead=self._single("lead", texts),
            comment=self._single("comment", texts),
            plan_priority=self._single("plan_priority", texts),
            corporate_priority=self._single("corporate_priority", texts),
            definition=self._single("definition", texts),
            frequency=self._single("frequency", texts),
            numerator=self._in_words("numerator", texts, observations),
            denominator=self._in_words("denominator", texts, observations),
            tolerance=self._single("tolerance", texts),
            extra=self._extra(texts, observations),
            repeated=self._repeated(),
        )
        self.problems += scale_problems(
            observations, self._figure_texts(), self.unit, self.table.sheet, self.found.row.number
        )
        return measure

    def undated(self) -> list[tuple[PlannedColumn, str]]:
        """The figures whose period the row does not give."""
        columns = self.by_field.get(PERIOD, ())
        return [(one, text) for one in columns if one.period is None and (text := self._text(one))]

    def _cell(self, column: PlannedColumn) -> Cell:
        """What stands in the column, a text merged over several speaking for each."""
        return self.table.seen(self.found.row, column.column)

    def _text(self, column: PlannedColumn) -> str:
        cell = self._cell(column)
        return "\n".join((cell.text, *self.found.more.get(column.column, ()))).strip("\n")

    def _more(self, name: str) -> Iterable[str]:
        wanted = {column.column for column in self.columns if column.field == name}
        return [text for column, texts in self.found.more.items() if column in wanted for text in texts]

    def _single(self, name: str, texts: dict[int, str]) -> str | None:
        """The text of a field that a measure has once; further columns are kept under their headings."""
        chosen: PlannedColumn | None = None
        for column in self._latest_first(self.by_field.get(name, [])):
            if not texts[column.column]:
                continue
            if chosen is None:
                chosen = column
            elif self.found.row.at(column.column).text:
                self._keep(column, texts[column.column])
        return texts[chosen.column] if chosen is not None else None

    def _latest_first(self, columns: list[PlannedColumn]) -> list[PlannedColumn]:
        """Columns of one field: those without a period, then the latest that has begun, then later ones."""
        if len(columns) < 2:
            return columns
        now = max(
            (
                one.period.start
                for one in self.columns
                if one.field == PERIOD and one.period and self._text(one)
            ),
            default=date.max,
        )

        def order(column: PlannedColumn) -> tuple[int, int]:
            if column.period is None:
                return (0, 0)
            start = column.period.start.toordinal()
            return (1, -start) if column.period.start <= now else (2, start)

        return sorted(columns, key=order)

    def _keep(self, column: PlannedColumn, text: str) -> None:
        """Keep a text under its heading, and under the heading and its place where two are headed alike."""
        heading = column.heading or self.table.place(column.column)
        if heading in self.extra:
            heading = f"{heading} ({self.table.place(column.column)})"
        self.extra[heading] = text

    def _problem(self, column: PlannedColumn, text: str, why: str, level: Level = Level.PROBLEM) -> None:
        heading = column.heading or self.table.place(column.column)
        self.problems.append(Problem(self.table.sheet, self.found.row.number, heading, text, why, level))

    def _first(self, name: str, texts: dict[int, str]) -> PlannedColumn | None:
        columns = self._latest_first(self.by_field.get(name, []))
        return next((column for column in columns if texts[column.column]), None)

    def _unit(self, unit_text: str | None) -> str | None:
        """The unit of numbers typed without one: "%" when the title or the unit's column says so."""
        if unit_text is not None and _PERCENT_UNIT.fullmatch(unit_text.strip()):
            return "%"
        return "%" if _A_PERCENTAGE.match(self.title) else None

    def _polarity(self, texts: dict[int, str]) -> tuple[Polarity | None, str | None]:
        text = self._single("polarity", texts)
        column = self._first("polarity", texts)
        if text is None or column is None:
            return None, None
        try:
            return read_polarity(text), text
        except ValueError as error:
            self._problem(column, text, str(error))
            return None, text

    def _rag(self, texts: dict[int, str]) -> tuple[Rag | None, str | None]:
        text = self._single("rag", texts)
        column = self._first("rag", texts)
        if text is None or column is None:
            return None, None
        try:
            return read_rag(text), text
        except ValueError as error:
            self._problem(column, text, str(error))
            return None, text

    def _direction(self, texts: dict[int, str], polarity: Polarity | None) -> Direction | None:
        text = self._single("direction", texts)
        column = self._first("direction", texts)
        if text is None or column is None:
            return None
        try:
            return read_direction(text, polarity)
        except ValueError as error:
            self._problem(column, text, str(error))
            return Direction(text, None, None)

    def _figure(self, column: PlannedColumn) -> Figure | None:
        """The column's figure, or None with a problem; a spreadsheet's error is in the file's problems."""
        cell = self._cell(column)
        if cell.is_error:
            return None
        try:
            return read_figure(cell, self.unit)
        except NotAFigure as error:
            self._problem(column, cell.text, more_than_there_are(cell.text, self.unit) or error.why)
            return None

    def _observations(self) -> tuple[Observation, ...]:
        found: list[Observation] = []
        for column in self.columns:
            if column.field != PERIOD or column.period is None:
                continue
            figure = self._figure(column)
            if figure is None:
                continue
            one = self._observation(column, column.period, _as_headed(figure, column))
            if figure.status.has_a_figure and self._is_one_for_several(column):
                self.problems.append(one_for_several(one))
            found.append(one)
        return tuple(found)

    def _is_one_for_several(self, column: PlannedColumn) -> bool:
        """Whether the column's figure stands in a cell that begins here and covers others."""
        named = self.by_field.get("title", [])
        tall = self.table.seen(self.found.row, named[0].column).rows if named else 1
        periods = {one.column for one in self.by_field.get(PERIOD, ())}
        cell = self.found.row.at(column.column)
        across = periods & set(range(cell.column, cell.column + cell.columns))
        return len(across) > 1 or cell.rows > tall

    def _repeated(self) -> tuple[Observation, ...]:
        """The figures of columns that are a second one for their period; what is no figure stays a text."""
        found: list[Observation] = []
        for column in self.columns:
            if column.again is None:
                continue
            try:
                figure = read_figure(self._cell(column), self.unit)
            except NotAFigure:
                continue
            found.append(self._observation(column, column.again, figure))
        return tuple(found)

    def _observation(self, column: PlannedColumn, period: Period, figure: Figure) -> Observation:
        row, cell = self.found.row.number, self.table.cell_name(self.found.row.number, column.column)
        heading, source = column.heading or self.table.place(column.column), self._source()
        return Observation(period, figure, self.table.sheet, row, heading, cell, source=source)

    def _source(self) -> str | None:
        texts = (self._cell(column).text for column in self.by_field.get("source", ()))
        return next(("; ".join(text.splitlines()) for text in texts if text), None)

    def _benchmarks(self) -> tuple[dict[str, Figure | None], tuple[Observation, ...]]:
        """The latest of each benchmark, and each that has a period of its own."""
        found: dict[str, Figure | None] = {"statistical_neighbours": None, "national": None}
        dated: list[Observation] = []
        wanted = [column for column in self.columns if column.field in BENCHMARK_FIELDS]
        for column in self._latest_first(wanted):
            name = column.heading if column.field == BENCHMARK else str(column.field)
            text = self._cell(column).text
            figure = self._figure(column) if text else None
            if figure is not None and column.period is not None:
                dated.append(replace(self._observation(column, column.period, figure), area=name))
            if found.get(name) is None:
                found[name] = figure
            elif text and column.period is None:
                self._keep(column, text)
        return found, tuple(sorted(dated, key=_in_time))

    def _target(self, polarity: Polarity | None) -> tuple[Target | None, tuple[DatedTarget, ...]]:
        """The measure's target, and each that has a period of its own."""
        columns = self._latest_first(self.by_field.get("target", []))
        written = [column for column in columns if self._cell(column).text]
        read = [(column, self._one_target(column, polarity)) for column in written]
        dated = [DatedTarget(one.period, target) for one, target in read if target and one.period]
        for index, (column, target) in enumerate(read):
            # "TBC" or a dash is no target yet, and of several without a period only the first is one.
            if target is None or (index and column.period is None):
                self._keep(column, self._cell(column).text)
        return read[0][1] if read else None, tuple(sorted(dated, key=_in_time))

    def _one_target(self, column: PlannedColumn, polarity: Polarity | None) -> Target | None:
        cell = self._cell(column)
        if cell.is_error:
            return None
        try:
            figure = read_figure(cell, self.unit)
        except NotAFigure:
            # A target in words is one: "More than one source of requests".
            return Target(TargetKind.STATEMENT, text=cell.text)
        return target_from(figure, polarity or Polarity.NEITHER)

    def _counts(self) -> Counts:
        """Numerators and denominators by their period."""
        return {
            (column.period, column.field): count
            for column in self.columns
            if column.field in ("numerator", "denominator") and column.period is not None
            if (count := _count(self._cell(column))) is not None
        }

    def _with_counts(self, observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
        """Numerators and denominators headed with a period go with the observation of that period."""
        return tuple(
            replace(
                observation,
                numerator=self.counts.get((observation.period, "numerator")),
                denominator=self.counts.get((observation.period, "denominator")),
            )
            for observation in observations
        )

    def _counts_without_period(self, observations: tuple[Observation, ...]) -> Counts:
        """A numerator and a denominator without a period are those of the figure that they make."""
        found = {
            column.field: count
            for column in self.columns
            if column.field in ("numerator", "denominator") and column.period is None
            if (count := _count(self._cell(column))) is not None
        }
        over, under = found.get("numerator"), found.get("denominator")
        if over is None or not under:
            return {}
        share = over * 100 / under
        for one in sorted(observations, key=lambda one: one.period.end, reverse=True):
            value = one.figure.value
            if value is not None and one.figure.unit == "%" and round(share, _places(value)) == value:
                return {(one.period, "numerator"): over, (one.period, "denominator"): under}
        return {}

    def _in_words(
        self, name: str, texts: dict[int, str], observations: tuple[Observation, ...]
    ) -> str | None:
        """What a numerator or denominator is, in words: counts of a period are its observation's."""
        periods = {one.period for one in observations}
        placed = {
            count
            for (period, field), count in self.counts.items()
            if field == name and (period in periods or not periods)
        }
        without = {
            column.column: ""
            for column in self.columns
            if column.field == name and _count(self._cell(column)) in placed
        }
        return self._single(name, texts | without)

    def _extra(self, texts: dict[int, str], observations: tuple[Observation, ...]) -> dict[str, str]:
        for column in self.by_field.get("source", ()):
            if not observations and texts[column.column]:
                self._keep(column, texts[column.column])
        for column, text in self.undated():
            self._keep(column, text)
        for column in self.columns:
            if column.field in (None, EXTRA) and texts[column.column]:
                self._keep(column, texts[column.column])
        return self.extra

    def _figure_texts(self) -> list[str]:
        wanted = (PERIOD, "target", "statistical_neighbours", "national", BENCHMARK)
        return [self._cell(column).text for column in self.columns if column.field in wanted]


def _as_headed(figure: Figure, column: PlannedColumn) -> Figure:
    """The figure with what the heading says of it: provisional, or for part of a year only."""
    if not (column.provisional or column.year_to_date) or not figure.status.has_a_figure:
        return figure
    words = TO_DATE if column.year_to_date else "provisional"
    status = Status.PROVISIONAL if figure.status is Status.FINAL else figure.status
    return replace(figure, status=status, qualifier="; ".join(filter(None, (figure.qualifier, words))))


def _places(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _in_time(one: DatedTarget | Observation) -> tuple[date, int]:
    """By the end of its period; a quarter before the year that ends with it."""
    return one.period.end, -one.period.start.toordinal()


def _count(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, int | Decimal) and not isinstance(cell.value, bool):
        return Decimal(cell.value)
    plain = cell.text.replace(",", "").strip()
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
