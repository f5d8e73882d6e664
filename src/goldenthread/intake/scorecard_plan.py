"""Decides what each column is read as: by its heading, by a person's mapping, by its neighbours."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from goldenthread.intake.problems import Level, Problem
from goldenthread.intake.scorecard_by_rows import with_rows_that_tell
from goldenthread.intake.scorecard_cells import read_direction, read_rag
from goldenthread.intake.scorecard_columns import (
    BENCHMARK,
    BENCHMARK_FIELDS,
    EXTRA,
    FIELDS,
    PERIOD,
    Column,
    Heading,
    mapped,
)
from goldenthread.intake.scorecard_headers import Block
from goldenthread.intake.scorecard_model import PlannedColumn
from goldenthread.intake.scorecard_periods import Surroundings, UnknownPeriodError, resolve
from goldenthread.intake.scorecard_rows import is_reference
from goldenthread.intake.scorecard_time_words import Mentioned, Relative
from goldenthread.intake.scorecard_years import quarter_ends, settled_quarters, years_beside
from goldenthread.intake.tables import Row
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

_SAMPLES = 3
_ONCE = ("title", "ref", "section")
_TOLD_FOR_EACH = ("rag", "direction", "comment", "target", "numerator", "denominator")
_COUNTS = ("numerator", "denominator")
_DATED = (*_COUNTS, *BENCHMARK_FIELDS, "target")
_SURELY_SIGNS = re.compile(r"\b(?:b?ragb?|dot|direction of travel)\b")
_NO_SIGNS = "Most cells of this column are no {}. Say what it is. Its text is kept as it stands."
IGNORED = ("ignore", "-", "")
"""What a mapping may say of a column that is of no use: its texts are still kept."""


def _is_rating(text: str) -> bool:
    try:
        return read_rag(text) is not None
    except ValueError:
        return False


def _is_direction(text: str) -> bool:
    try:
        return read_direction(text, None) is not None
    except ValueError:
        return False


_SIGNS = {"rag": _is_rating, "direction": _is_direction}


@dataclass
class Plan:
    """The columns of a block, how to show them to a person, and what to ask."""

    columns: list[PlannedColumn] = field(default_factory=list)
    shown: list[Column] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def with_a_title(block: Block, mapping: Mapping[str, str]) -> Block:
    """The block with a column of measures' names, and with the fields that a person gave.

    A column headed "Indicator" that holds only references is the reference when another describes the
    measures. Without any heading for them, the names are in the wordiest column before the figures.
    """
    headings = dict(block.headings)
    for column in range(1, block.table.width + 1):
        heading = headings.get(column) or Heading("", None, Mentioned())
        choice = mapped(heading.text or block.table.place(column), mapping)
        if choice in FIELDS and choice != PERIOD:
            headings[column] = replace(heading, field=choice)
    _name_the_side(block, headings)
    _name_the_references(block, headings)
    by_field: dict[str | None, list[int]] = {}
    for column, heading in headings.items():
        by_field.setdefault(heading.field, []).append(column)
    titles, definitions = by_field.get("title", []), by_field.get("definition", [])
    describing = [*titles[1:], *definitions]
    if titles and describing and "ref" not in by_field and _are_references(block.body, titles[0]):
        headings[titles[0]] = replace(headings[titles[0]], field="ref")
        headings[describing[0]] = replace(headings[describing[0]], field="title")
    elif not titles:
        column = definitions[0] if definitions else _wordiest(block, headings)
        headings[column] = replace(headings.get(column) or Heading("", None, Mentioned()), field="title")
    return with_rows_that_tell(replace(block, headings=headings))


def _name_the_side(block: Block, headings: dict[int, Heading]) -> None:
    """An unheaded column left of the measures, merged down over them, names their sections."""
    fields = {heading.field: column for column, heading in reversed(headings.items())}
    naming = [fields[name] for name in ("ref", "title") if name in fields]
    if "section" in fields or not naming:
        return
    for column in range(1, min(naming)):
        merged = any(cell.rows > 1 for row in block.body if (cell := row.at(column)).text)
        if column not in headings and merged:
            headings[column] = Heading("", "section", Mentioned())
            return


def _name_the_references(block: Block, headings: dict[int, Heading]) -> None:
    """An unheaded column left of the figures that holds only references is the reference."""
    figures = [column for column, heading in headings.items() if heading.field == PERIOD]
    if any(heading.field == "ref" for heading in headings.values()):
        return
    for column in range(1, min(figures, default=1)):
        if column not in headings and _are_references(block.body, column):
            headings[column] = Heading("", "ref", Mentioned())
            return


def plan_columns(block: Block, mapping: Mapping[str, str], around: Surroundings) -> Plan:
    """What each column with a heading or a text is read as."""
    return _Planner(block, mapping, around).plan()


class _Planner:
    def __init__(self, block: Block, mapping: Mapping[str, str], around: Surroundings) -> None:
        self.block = block
        self.mapping = mapping
        self.around = around
        self.made = Plan()
        self.known: dict[str, str] = {}
        self.periods: dict[Period | Mentioned, PlannedColumn] = {}

    def plan(self) -> Plan:
        beside = years_beside(self.block)
        settled = settled_quarters(self.block, self.around)
        ends = quarter_ends(self.block)
        self.around = self._knowing_its_own_quarter()
        for column in range(1, self.block.table.width + 1):
            heading = self.block.headings.get(column)
            samples = self._samples(column)
            if heading is None and not samples:
                continue
            heading = heading or Heading("", None, Mentioned())
            if column in settled:
                heading = replace(heading, said=settled[column])
                why = f"Read as {resolve(heading.said, self.around)}: the headings are about that year."
                self._ask(heading.text, "", why, Level.NOTE)
            elif column in ends:
                heading = replace(heading, said=ends[column])
                quarter = resolve(heading.said, self.around)
                why = f"Read as {quarter}: the headings are the last days of quarters."
                self._ask(heading.text, "", why, Level.NOTE)
            planned = self._planned(column, heading, samples, beside)
            self.made.columns.append(planned)
            period = str(planned.period) if planned.period is not None else None
            self.made.shown.append(Column(self._name(planned), planned.field, self._sheet, samples, period))
        self._settle_years_to_date()
        self._tell_repeated_apart()
        return self.made

    def _knowing_its_own_quarter(self) -> Surroundings:
        """What is known around the headings, with what "This quarter (Q2 17/18)" says for "Last quarter"."""
        if self.around.current is not None:
            return self.around
        named = set()
        for heading in self.block.headings.values():
            said = heading.said
            if said.relative is Relative.CURRENT and said.quarter is not None and said.year is not None:
                named.add(resolve(replace(said, relative=None), self.around))
        if len(named) != 1:
            return self.around
        current = named.pop()
        return Surroundings(self.around.year, current)

    @property
    def _sheet(self) -> str:
        return self.block.table.sheet

    def _name(self, planned: PlannedColumn) -> str:
        return planned.heading or self.block.table.place(planned.column)

    def _planned(
        self, column: int, heading: Heading, samples: tuple[str, ...], beside: Mapping[int, int]
    ) -> PlannedColumn:
        name = heading.text or self.block.table.place(column)
        choice = mapped(name, self.mapping)
        if choice is not None:
            return self._chosen(column, heading, choice, beside)
        if heading.field == PERIOD:
            return self._of_period(column, heading, beside)
        if heading.field is None:
            if samples:
                why = "This column was not recognised. Say what it is. Its text is kept as it stands."
                self._ask(name, samples[0], why)
            return PlannedColumn(column, heading.text, None)
        return self._of_field(column, heading)

    def _chosen(self, column: int, heading: Heading, choice: str, beside: Mapping[int, int]) -> PlannedColumn:
        if choice == PERIOD:
            return self._of_period(column, heading, beside)
        if choice in FIELDS:
            return self._of_field(column, replace(heading, field=choice))
        if choice.strip().lower() in IGNORED:
            return PlannedColumn(column, heading.text, EXTRA)
        try:
            period = parse_period(choice)
        except NotAPeriod:
            self._ask(
                heading.text,
                choice,
                f"{choice!r} is neither a field nor a period, so the column was not read.",
            )
            return PlannedColumn(column, heading.text, None)
        return self._unique(PlannedColumn(column, heading.text, PERIOD, period))

    def _of_field(self, column: int, heading: Heading) -> PlannedColumn:
        name = str(heading.field)
        if name in _ONCE and name in self.known:
            why = f"{self.known[name]!r} is read for this already. This column's text is kept as it stands."
            self._ask(heading.text, "", why)
            return PlannedColumn(column, heading.text, EXTRA)
        if name in _SIGNS and self._are_no_signs(column, heading):
            words = "ratings" if name == "rag" else "directions of travel"
            self._ask(heading.text, (self._samples(column) or ("",))[0], _NO_SIGNS.format(words))
            return PlannedColumn(column, heading.text, EXTRA)
        if name == "source" and not (self.block.when or self.block.rivals):
            # Beside a measure's one row it is the system that all its figures come from.
            return PlannedColumn(column, heading.text, EXTRA)
        self.known.setdefault(name, heading.text)
        period: Period | None = self._of_the_figure() if name in _COUNTS else None
        if heading.said.says_when and heading.said.relative is None and name != BENCHMARK:
            try:
                period = resolve(heading.said, self.around)
            except UnknownPeriodError:
                period = None
        by_row = self.block.when and name in _DATED and not (period and heading.said.says_when)
        return PlannedColumn(column, heading.text, name, period, said=heading.said if by_row else None)

    def _are_no_signs(self, column: int, heading: Heading) -> bool:
        """Whether most texts of a column that may be of ratings or arrows are neither: "-5%" on target."""
        if _SURELY_SIGNS.search(heading.text.lower()):
            return False
        is_sign = _SIGNS[str(heading.field)]
        texts = [text for row in self.block.body if (text := row.at(column).text) and len(row.written) > 1]
        return sum(not is_sign(text) for text in texts) * 2 > len(texts)

    def _of_the_figure(self) -> Period | None:
        """The period of "Actual", where a numerator beside it is of the same."""
        said = (heading.said.relative for heading in self.block.headings.values() if heading.field == PERIOD)
        return self.around.current if Relative.CURRENT in said else None

    def _of_period(self, column: int, heading: Heading, beside: Mapping[int, int]) -> PlannedColumn:
        around = self.around
        if self.block.when and heading.said.year is None and heading.said.calendar_year is None:
            said = heading.said
            provisional = (said.year_to_date, said.provisional)
            return self._unique(PlannedColumn(column, heading.text, PERIOD, None, *provisional, said))
        if around.year is None and column in beside:
            around = Surroundings(beside[column], around.current)
        try:
            period = resolve(heading.said, around)
        except UnknownPeriodError as unknown:
            why = (
                f"The period of this column is not known: {unknown.why}. Say which it is, such as 2017-18 Q4."
            )
            self._ask(heading.text, (self._samples(column) or ("",))[0], why)
            return PlannedColumn(column, heading.text, None)
        if around is not self.around and heading.said.year is None:
            why = f"Read as {period}: the year was taken from the headings beside it."
            self._ask(heading.text, "", why, Level.NOTE)
        elif heading.said.relative is Relative.LAST_YEAR and not heading.said.year_end:
            self._ask(heading.text, "", f"Read as the whole year {period}.", Level.NOTE)
        said = heading.said
        planned = PlannedColumn(column, heading.text, PERIOD, period, said.year_to_date, said.provisional)
        return planned if said.year_to_date else self._unique(planned)

    def _unique(self, planned: PlannedColumn) -> PlannedColumn:
        period = planned.period or planned.said
        assert period is not None
        first = self.periods.setdefault(period, planned)
        if first.column == planned.column:
            return planned
        of = planned.period or "the figure of the row's period"
        why = f"{first.heading!r} is read as {of} already. This column's text is kept as it stands. (ARI-17)"
        self._ask(planned.heading, "", why, Level.DOUBT)
        return replace(planned, field=EXTRA, period=None, said=None, again=planned.period)

    def _settle_years_to_date(self) -> None:
        """A year to date stands for its year, unless the year's own end or a later year to date is there."""
        for index, planned in reversed(list(enumerate(self.made.columns))):
            if planned.field != PERIOD or not planned.year_to_date or planned.period is None:
                continue
            first = self.periods.setdefault(planned.period, planned)
            if first.column == planned.column:
                continue
            why = f"{first.heading!r} is read as {planned.period}, so this year to date is kept as text."
            self._ask(planned.heading, "", why, Level.NOTE)
            self.made.columns[index] = replace(planned, field=EXTRA, period=None)
            self.made.shown[index] = replace(self.made.shown[index], field=EXTRA, period=None)

    def _tell_repeated_apart(self) -> None:
        """Give columns that stand after each period ("Q1, RAG, Q2, RAG") the period that they stand after."""
        columns = self.made.columns
        bare = Counter(one.field for one in columns if one.field in _TOLD_FOR_EACH and one.period is None)
        before: Period | None = None
        for index, planned in enumerate(columns):
            if planned.field == PERIOD:
                before = planned.period
            elif planned.field is not None and planned.period is None and bare[planned.field] > 1:
                columns[index] = replace(planned, period=before)

    def _ask(self, heading: str, text: str, why: str, level: Level = Level.QUESTION) -> None:
        row = self.block.header_rows[-1].number if self.block.header_rows else None
        self.made.problems.append(Problem(self._sheet, row, heading, text or heading, why, level))

    def _samples(self, column: int) -> tuple[str, ...]:
        found: list[str] = []
        for row in self.block.body:
            text = row.at(column).text
            if text and text not in found and len(row.written) > 1:
                found.append(text)
                if len(found) == _SAMPLES:
                    break
        return tuple(found)


def _are_references(rows: Sequence[Row], column: int) -> bool:
    texts = [row.at(column).text for row in rows if row.at(column).text and len(row.written) > 1]
    return bool(texts) and all(is_reference(text) for text in texts)


def _wordiest(block: Block, headings: Mapping[int, Heading]) -> int:
    """The column of words before the first figures: unheaded or unknown, and the longest on the whole."""
    first_figures = min(
        (column for column, heading in headings.items() if heading.field == PERIOD), default=10**6
    )
    open_columns = [
        column
        for column in range(1, block.table.width + 1)
        if column < first_figures and (column not in headings or headings[column].field is None)
    ] or [1]
    return max(open_columns, key=lambda column: sum(len(row.at(column).text) for row in block.body))
