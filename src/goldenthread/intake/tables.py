"""Tables as a person sees them, whatever kind of file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from goldenthread.intake.problems import Problem

_SPACES = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
# A bullet as people type it: a round or square mark, or a dash, asterisk or "o" with a space after it.
_BULLET = re.compile(r"(?:[•●◦▪■□▫‣⁃∙·➢➤►\uf0b7\uf0a7\uf0d8\uf076]\s*|[-–—*o]\s+)(?=\S)")


def split_lines(text: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The lines of a cell that are not blank, without their bullets, and whether each had one."""
    lines: list[str] = []
    bulleted: list[bool] = []
    for raw in _BREAKS.split(text.translate(_INVISIBLE)):
        line = _SPACES.sub(" ", raw).strip()
        bullet = _BULLET.match(line)
        if bullet:
            line = line[bullet.end() :]
        if line:
            lines.append(line)
            bulleted.append(bullet is not None)
    return tuple(lines), tuple(bulleted)


@dataclass(frozen=True)
class Cell:
    """One cell.

    `text` is what the person sees, in lines joined by a line break, with plain spaces. `lines` are its
    paragraphs or bullets, without bullet marks; `bulleted` says which of them had one. `value` is the typed
    value where the file has one: date, datetime, time, Decimal, int, bool. `column` counts from 1.
    `origin` is None, or for a cell covered by a merged one the (row, column) of the merged cell's top
    left: such a cell's own text is empty, and `Table.seen` gives what stands there. `rows` and `columns`
    are how many rows and columns a merged cell covers. `is_error` marks a spreadsheet's error value, or a
    formula without a saved result (then `text` is the formula): both are also in the workbook's problems.
    `fill` is the colour behind the text, as six hex digits ("FF0000"), where the file gives it one.
    """

    text: str
    value: object | None = None
    number_format: str | None = None
    column: int = 1
    lines: tuple[str, ...] = ()
    bulleted: tuple[bool, ...] = ()
    origin: tuple[int, int] | None = None
    rows: int = 1
    columns: int = 1
    bold: bool = False
    is_error: bool = False
    fill: str | None = None

    @property
    def is_blank(self) -> bool:
        """True when nothing is written here, as in a cell covered by a merged one."""
        return not self.text


def cell_of(
    text: str,
    *,
    column: int,
    value: object | None = None,
    number_format: str | None = None,
    bold: bool = False,
    is_error: bool = False,
) -> Cell:
    """A cell from its raw text, cleaned and split into lines."""
    lines, bulleted = split_lines(text)
    return Cell(
        text="\n".join(lines),
        value=value,
        number_format=number_format,
        column=column,
        lines=lines,
        bulleted=bulleted,
        bold=bold,
        is_error=is_error,
    )


@dataclass(frozen=True)
class Row:
    """One row: `number` is the one that the person sees, from 1.

    `cells` are in the order of their columns and leave out cells that are blank and not part of a merged one;
    use `at` to ask for a column. `is_header` is Word's "repeat as header row".
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    is_header: bool = False

    @cached_property
    def _by_column(self) -> dict[int, Cell]:
        return {cell.column: cell for cell in self.cells}

    def at(self, column: int) -> Cell:
        """The cell in a column, blank when nothing is there."""
        return self._by_column.get(column) or Cell("", column=column)

    @property
    def written(self) -> tuple[Cell, ...]:
        """The cells with something in them."""
        return tuple(cell for cell in self.cells if cell.text)

    @property
    def is_blank(self) -> bool:
        """True when nothing is written in the row itself."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """One sheet, one CSV file, or one table of a Word document.

    `sheet` is its name: "Plan", or "Table 3". `before` are the paragraphs of a Word document between the
    table before and this one, and `heading` the last of them that is a heading (styled so, or bold and
    short). `letters` says that its columns are known by letters, as in a sheet, and not by numbers. Hidden
    sheets are included and marked. `blank_fills` are the colours of cells without a text, by row and column.
    `coloured_by_rules` says that a sheet has conditional formatting: what colours it gives is not known, and
    cells under it have no fill here. `hidden_columns` are those of a sheet that a person does not see.
    `turned` says that its rows were columns and its columns rows in the file.
    """

    sheet: str
    rows: tuple[Row, ...]
    hidden: bool = False
    before: tuple[str, ...] = ()
    heading: str = ""
    letters: bool = field(default=True, compare=False)
    blank_fills: Mapping[tuple[int, int], str] = field(default_factory=dict, compare=False)
    coloured_by_rules: bool = False
    hidden_columns: frozenset[int] = frozenset()
    turned: bool = False

    @cached_property
    def _by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    @cached_property
    def width(self) -> int:
        """The last column that has anything."""
        return max((cell.column + cell.columns - 1 for row in self.rows for cell in row.cells), default=0)

    def seen(self, row: Row, column: int) -> Cell:
        """What the person sees in a place: the merged cell where one covers it, else the cell itself."""
        cell = row.at(column)
        if cell.origin is None:
            return cell
        top = self._by_number.get(cell.origin[0])
        return top.at(cell.origin[1]) if top else cell

    def fill(self, row: Row, column: int) -> str | None:
        """The colour that a person sees behind a place."""
        cell = self.seen(row, column)
        own = self.blank_fills.get((row.number, column)) if cell.is_blank else None
        return cell.fill or own

    def cell_name(self, row: int, column: int) -> str:
        """A cell's place as the file has it: "F14" in a sheet, "row 14, column 6" in Word."""
        if self.turned:
            row, column = column, row
        return f"{column_letter(column)}{row}" if self.letters else f"row {row}, column {column}"

    def place(self, column: int) -> str:
        """A column's name when it has no heading: "C" in a sheet, "column 3" in Word."""
        return column_letter(column) if self.letters else f"column {column}"


def column_letter(column: int) -> str:
    """A spreadsheet's letter for a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Workbook:
    """All tables of one file, in its order, and what could not be read in them."""

    name: str
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()
    after: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables)
