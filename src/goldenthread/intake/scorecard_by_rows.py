"""Scorecards whose rows say what a heading says elsewhere: the period of a figure, or whose figure it is.

A long table has a row for each observation ("Measure, Period, Value"); a stacked one has rows for actual,
target and neighbours under each measure. Here the columns that say so are found, and a row's own columns are
worked out from what it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goldenthread.intake.scorecard_columns import (
    BENCHMARK,
    BENCHMARK_FIELDS,
    LABEL,
    PERIOD,
    WHEN,
    Heading,
    field_of,
    read_part,
)
from goldenthread.intake.scorecard_headers import Block
from goldenthread.intake.scorecard_model import PlannedColumn
from goldenthread.intake.scorecard_periods import Surroundings, UnknownPeriodError, resolve
from goldenthread.intake.scorecard_spellings import A_VALUE, THE_ACTUAL, simplified
from goldenthread.intake.scorecard_time_words import Mentioned, Relative, mentioned
from goldenthread.intake.tables import Row, Table
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

_THEIR_ROWS = ("target", "numerator", "denominator", "rag", "direction", "comment", "tolerance")
_LABELS = (PERIOD, *BENCHMARK_FIELDS, *_THEIR_ROWS)
_LONGEST_LABEL = 50
_OF_THE_ROW = Mentioned(relative=Relative.CURRENT)
_MOSTLY = 0.6


@lru_cache(maxsize=4096)
def label_of(text: str) -> str | None:
    """What a row's figures are by its label: "Target" is target, "Actual" is period; None for other words."""
    plain = simplified(text)
    if not plain or len(plain) > _LONGEST_LABEL:
        return None
    if THE_ACTUAL.fullmatch(plain):
        return PERIOD
    name, said = read_part(text)
    if name == PERIOD and said.relative is not Relative.CURRENT:
        return None
    return name if name in _LABELS else None


def is_label_alone(text: str) -> bool:
    """Whether a text in the measures' own column is a label and no measure: "Target", "England average"."""
    kind = label_of(text)
    short = len(text.split()) <= 3
    return (kind in (PERIOD, BENCHMARK) and short) or (kind is not None and field_of_whole(text) == kind)


def field_of_whole(text: str) -> str | None:
    """The field of a text that is nothing else; words about it elsewhere in a title do not count."""
    return field_of(text) if len(text.split()) <= 4 else None


def with_rows_that_tell(block: Block) -> Block:
    """The block with its columns of periods and of labels, where the cells under the headings are such."""
    headings = dict(block.headings)
    when = _columns_of_periods(block, headings)
    if when and not any(heading.field == PERIOD for heading in headings.values()):
        for column, heading in headings.items():
            if heading.field is None and A_VALUE.fullmatch(simplified(heading.text) or heading.text.strip()):
                headings[column] = replace(heading, field=PERIOD, said=_OF_THE_ROW)
                break
    label = _column_of_labels(block, headings)
    if label is not None and headings.get(label, Heading("", None, Mentioned())).field != "title":
        heading = headings.get(label) or Heading("", None, Mentioned())
        headings[label] = replace(heading, field=LABEL)
    told = replace(block, headings=dict(sorted(headings.items())), when=when, label=label)
    return replace(told, rivals=_has_rivals(told))


def _has_rivals(block: Block) -> bool:
    """Whether one name stands in rows of different sources."""
    title, source = block.column_of("title"), block.column_of("source")
    if title is None or source is None:
        return False
    rows = [(row.at(title).text, row.at(source).text) for row in block.body]
    pairs = {(name, who) for name, who in rows if name and who}
    return len({name for name, _ in pairs}) < len(pairs)


def _columns_of_periods(block: Block, headings: dict[int, Heading]) -> tuple[int, ...]:
    """The columns whose cells are periods; a heading that only sounded like one is what it was before."""
    found: list[int] = []
    for column, heading in headings.items():
        current = heading.field == PERIOD and heading.said == _OF_THE_ROW
        if heading.field != WHEN and not current:
            continue
        texts = [text for row in block.body if (text := row.at(column).text)]
        telling = sum(is_a_period(text, alone=heading.field == WHEN) for text in texts)
        if texts and telling >= len(texts) * _MOSTLY:
            headings[column] = replace(heading, field=WHEN)
            found.append(column)
        elif heading.field == WHEN:
            said = mentioned(heading.text)
            field = PERIOD if said.says_when and not said.rest else None
            headings[column] = replace(heading, field=field, said=said)
    return tuple(found)


def is_a_period(text: str, *, alone: bool) -> bool:
    """Whether a cell names a period; `alone` allows a bare "2017", which under other headings is a figure."""
    said = mentioned(text)
    if not said.says_when or said.rest or said.relative is not None:
        return False
    return alone or not text.replace(",", "").replace(".", "").isdigit()


def _column_of_labels(block: Block, headings: dict[int, Heading]) -> int | None:
    """The column that says what a row's figures are: before the figures, of known words, and repeated."""
    figures = [column for column, heading in headings.items() if heading.field == PERIOD]
    for column in range(1, min(figures, default=1)):
        heading = headings.get(column)
        field = heading.field if heading is not None else None
        if field not in (None, "section", "unit", "source", "title", LABEL):
            continue
        texts = [text for row in block.body if (text := row.at(column).text) and len(row.written) > 1]
        known = [label for text in texts if (label := _label_in(field, text)) is not None]
        others = len({label for label in known if label != PERIOD})
        enough = len(known) >= len(texts) * (0.3 if field == "title" else _MOSTLY)
        if texts and enough and others and (len(known) > len(set(known)) or len(set(known)) > 1):
            return column
    return None


def _label_in(field: str | None, text: str) -> str | None:
    return label_of(text) if field != "title" or is_label_alone(text) else None


@dataclass(frozen=True)
class RowsColumns:
    """A row's own columns, its period where it gives one, and why it could not be read."""

    columns: tuple[PlannedColumn, ...]
    when: Period | None = None
    unknown: str | None = None


def columns_of_row(table: Table, row: Row, label: str, columns: Sequence[PlannedColumn]) -> RowsColumns:
    """The block's columns as this row means them: with its period, and as what its label says."""
    when = [column for column in columns if column.field == WHEN]
    period: Period | None = None
    unknown: str | None = None
    own = list(columns)
    if when:
        said, text = _said_by(table, row, when)
        try:
            period = _period_of(said, text)
        except UnknownPeriodError as error:
            unknown = error.why
        own = [_placed(column, said, period) for column in columns]
    kind = label_of(label) if label else None
    if kind is not None and kind != PERIOD:
        own = [_relabelled(column, kind, label) for column in own]
    return RowsColumns(tuple(own), period, unknown)


def _said_by(table: Table, row: Row, when: Sequence[PlannedColumn]) -> tuple[Mentioned, str]:
    """What the row's cells say of its period together: "2017/18" in one column and "Q1" in the next."""
    said, texts = Mentioned(), []
    for column in when:
        text = table.seen(row, column.column).text
        if not text:
            continue
        if "academic" in column.heading.lower() or "school" in column.heading.lower():
            text = f"{text} academic year"
        texts.append(text)
        said = mentioned(text).under(said)
    return said, " ".join(texts)


def _period_of(said: Mentioned, text: str) -> Period:
    if not text:
        raise UnknownPeriodError("its cell is blank")
    try:
        return resolve(said, Surroundings())
    except UnknownPeriodError as unknown:
        try:
            return parse_period(text)
        except NotAPeriod:
            raise unknown from None


def _placed(column: PlannedColumn, said: Mentioned, period: Period | None) -> PlannedColumn:
    """A column with the period that the row gives it."""
    if column.said is None:
        return column
    if column.said.relative is Relative.CURRENT or not column.said.says_when:
        return replace(column, period=period, year_to_date=column.year_to_date or said.year_to_date,
                       provisional=column.provisional or said.provisional)  # fmt: skip
    year = None
    if period is not None:
        year = Period.containing(period.kind.FINANCIAL_YEAR, period.last_day).start.year
    own = column.said if column.said.relative is not None else column.said.under(said)
    try:
        return replace(column, period=resolve(own, Surroundings(year, period)))
    except UnknownPeriodError:
        return column


def _relabelled(column: PlannedColumn, kind: str, label: str) -> PlannedColumn:
    """A column of figures as what the row's label says that its figures are."""
    if column.field != PERIOD:
        return column
    name = " ".join(label.split())
    heading = name if kind == BENCHMARK else f"{name}, {column.heading}".strip(", ")
    return replace(column, field=kind, heading=heading)
