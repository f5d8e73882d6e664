"""The kinds of column that the tables of headings name, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil

import pyarrow as pa

from goldenthread.casedata.reading import cells
from goldenthread.casedata.reading.cells import BLANK, Cell, CellReader
from goldenthread.casedata.reading.codebook import read_spellings
from goldenthread.casedata.reading.columns import ColumnReader
from goldenthread.casedata.reading.report import ProblemKind

_TEXT, _DAY, _WHOLE, _TRUTH = pa.string(), pa.date32(), pa.int64(), pa.bool_()
_LODGING = re.compile(r"([BCDEGHKRSTUVWXYZ])([12])?")


@dataclass(frozen=True)
class Habits:
    """How a source writes things: what is its usual way is nothing put right.

    `days` is how it writes a day as text; `words` are codes it uses besides the printed ones;
    `year` is the year to 31 March whose codes it has (`spellings/years.csv`).
    """

    days: re.Pattern[str] | None = None
    words: frozenset[str] = frozenset()
    year: int | None = None


OF_WORKBOOKS = Habits()
OF_903 = Habits(re.compile(r"\d{2}/\d{2}/\d{4}$"), frozenset({"0", "1", "2"}))
OF_SEN2 = Habits(
    re.compile(r"\d{4}-(\d{2}|[A-Z][a-z]{2})-\d{2}"),
    frozenset({"0", "1", "true", "false"}),
)


def column_reader(kind: str, snapshot_on: date, habits: Habits = OF_WORKBOOKS) -> ColumnReader:
    """The reader of a kind of column, as `spellings/*_columns.csv` names it.

    "local_" stands before the kind of a column that no national list has, "later_" before that of one which
    only later layouts have.
    """
    base, _, name = kind.removeprefix("local_").removeprefix("later_").partition(":")
    if base == "code":
        if name == "out_of_area":
            return ColumnReader(cells.out_of_area_reader, _TRUTH)
        reader = cells.code_reader(name, habits.words)
        return ColumnReader(_of_its_year(reader, name, habits.year) if habits.year else reader, _TEXT)
    if base in ("day", "birth"):
        birth = base == "birth"
        reader = cells.day_reader(snapshot_on, birth=birth, usual=habits.days)
        return ColumnReader(reader, _DAY, secret=birth, day=True)
    makers: dict[str, Callable[[], ColumnReader]] = {
        "number": lambda: ColumnReader(cells.number_reader, _TEXT, secret=True),
        "yes_no": lambda: ColumnReader(lambda cell: cells.yes_no_reader(cell, habits.words), _TRUTH),
        "whole": lambda: ColumnReader(
            cells.whole_reader if habits is OF_WORKBOOKS else cells.whole_of_text_reader, _WHOLE
        ),
        "text": lambda: ColumnReader(cells.text_reader, _TEXT, secret=True),
        "miles": lambda: ColumnReader(miles_reader, _WHOLE),
        "activity": lambda: ColumnReader(activity_reader(), _TEXT),
        "lodging": lambda: ColumnReader(lodging_reader, _TEXT),
        "lodging_suits": lambda: ColumnReader(lodging_suits_reader, _TEXT),
    }
    return makers[base]()


def _of_its_year(read: CellReader, codes: str, year: int) -> CellReader:
    """Tells of a code that the year to 31 March of `year` does not have."""
    others = {
        code
        for (name, code), (first, last) in code_years().items()
        if name == codes and not first <= year <= last
    }
    if not others:
        return read

    def told(cell: object) -> Cell:
        found = read(cell)
        return found._replace(wrong=ProblemKind.OTHER_YEAR) if found.value in others else found

    return told


@cache
def code_years() -> dict[tuple[str, str], tuple[int, int]]:
    """The first and last year (to 31 March) of codes that do not stand in every year."""
    return {
        (row["codes"], row["code"]): (int(row["first"] or 0), int(row["last"] or 9999))
        for row in read_spellings("years.csv")
    }


def miles_reader(cell: object) -> Cell:
    """A distance in whole miles, upwards: 20.4 miles are over 20."""
    try:
        miles = float(str(cell).strip())
    except ValueError:
        return cells.blank(str(cell).strip()) or Cell(None, (), ProblemKind.NOT_A_COUNT)
    return Cell(ceil(miles)) if 0 <= miles < 20_000 else Cell(None, (), ProblemKind.NOT_A_COUNT)


def activity_reader() -> Callable[[object], Cell]:
    """What a care leaver does; the return writes 0 for one with whom the council is not in touch."""
    coded = cells.code_reader("activity")

    def read(cell: object) -> Cell:
        return BLANK if str(cell).strip() == "0" else coded(cell)

    return read


def lodging_reader(cell: object) -> Cell:
    """The return's accommodation: a letter, and 1 or 2 for suitable or not; 0 for one not in touch."""
    text = str(cell).strip().upper()
    if text == "0":
        return BLANK
    found = _LODGING.fullmatch(text)
    return Cell(found[1]) if found else cells.code_reader("accommodation")(cell)


def lodging_suits_reader(cell: object) -> Cell:
    """Whether the accommodation is suitable, from the same code; null where the code does not say."""
    found = _LODGING.fullmatch(str(cell).strip().upper())
    return Cell({"1": "YES", "2": "NO"}.get(found[2] or "")) if found else BLANK
