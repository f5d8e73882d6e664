"""Makes a value of a cell, whatever it was: a day, a code, a yes or no, a count, a text, a number.

Each reader is a function of the cell as it stands (text, number, day, truth value) and gives a `Cell`: the
value, what was put right on the way, and what is wrong, if anything. A blank is None and nothing wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from goldenthread.casedata.reading.codebook import CodeSet, blank_words, code_sets, without_letter
from goldenthread.casedata.reading.numbers import tidy_number
from goldenthread.casedata.reading.report import Normalised, ProblemKind


class Cell(NamedTuple):
    """What a cell came to."""

    value: object = None
    right: tuple[str, ...] = ()
    wrong: ProblemKind | None = None


CellReader = Callable[[object], Cell]
BLANK = Cell()

_SPACES = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
_ERROR_VALUES = ("#n/a", "#ref", "#value", "#div", "#name", "#null", "#num")
_EXCEL_ZERO = date(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = date(1920, 1, 1), date(2100, 12, 31)
# Days that systems write where they have none.
_STAND_INS = {date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(9999, 12, 31), date(9999, 1, 1)}
_TIME = r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})" + _TIME)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-/. ]([A-Za-z]{3,9})\.?,?[-/. ](\d{4}|\d{2})" + _TIME
)
_YEAR_NAMED = re.compile(r"(\d{4})[-/. ]([A-Za-z]{3,9})[-/. ](\d{1,2})" + _TIME)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without spaces at its ends or doubled, and what that put right."""
    tidy = _SPACES.sub(" ", text).strip()
    return (tidy, ()) if tidy == text else (tidy, (Normalised.SPACES,))


def blank(text: str) -> Cell | None:
    """A `Cell` when the (tidied) text is a way of writing nothing."""
    if not text:
        return BLANK
    low = text.casefold()
    if low.startswith(_ERROR_VALUES):
        return Cell(None, (Normalised.ERROR_VALUE,))
    if low in blank_words() or not _DASHES.sub("-", low).strip("-"):
        return Cell(None, (Normalised.BLANK_WORD,))
    return None


def text_reader(cell: object) -> Cell:
    """A name of a team, a worker or an organisation."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text, right = tidied(str(cell))
    return blank(text) or Cell(text, right)


def whole_reader(cell: object) -> Cell:
    """A count: 0 or more."""
    if isinstance(cell, (bool, int, float)):
        number = float(cell)
        whole = number >= 0 and number.is_integer()
        return Cell(int(number)) if whole else Cell(None, (), ProblemKind.NOT_A_COUNT)
    text, _ = tidied(str(cell))
    if (nothing := blank(text)) is not None:
        return nothing
    if text.casefold() == "nil":
        return Cell(0, (Normalised.TEXT_COUNT,))
    plain = text.replace(",", "")
    if re.fullmatch(r"\d{1,9}(?:\.0+)?", plain):
        return Cell(int(float(plain)), (Normalised.TEXT_COUNT,))
    return Cell(None, (), ProblemKind.NOT_A_COUNT)


def number_reader(cell: object) -> Cell:
    """A child's number, as `tidy_number` leaves it."""
    text = str(cell)
    if text.isdigit():
        return Cell(text)
    if (nothing := blank(text.strip())) is not None:
        return nothing
    tidy = tidy_number(text)
    same = tidy == text or isinstance(cell, (float, int))
    return Cell(tidy, () if same else (Normalised.NUMBER,))


def code_reader(name: str, usual: frozenset[str] = frozenset()) -> CellReader:
    """Codes of the set of that name in `spellings/codes.csv`; `usual` are spellings that are not counted."""
    codes = code_sets()[name]

    def read(cell: object) -> Cell:
        return _coded(cell, codes, usual)

    return read


def _coded(cell: object, codes: CodeSet, usual: frozenset[str] = frozenset()) -> Cell:
    if isinstance(cell, bool):
        cell = "true" if cell else "false"
    elif isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell)
    if text in codes.printed or (text in usual and codes.code(text)):
        return Cell(codes.code(text))
    plain, right = tidied(text)
    if _CURLY.search(plain):
        right += (Normalised.QUOTES,)
    if _DASHES.search(plain):
        right += (Normalised.DASH,)
    found = codes.code(plain)
    if found is None:
        nothing = blank(without_letter(plain))
        return Cell(None, (), ProblemKind.UNKNOWN_CODE) if nothing is None else nothing
    straight = _DASHES.sub("-", plain).replace("\u2019", "'").replace("\u2018", "'")
    return Cell(found, right if straight in codes.printed else (*right, Normalised.CODE))


def whole_of_text_reader(cell: object) -> Cell:
    """A count of a source where every count is a text: that is nothing put right."""
    found = whole_reader(cell)
    return found if found.value is None else Cell(found.value)


def yes_no_reader(cell: object, usual: frozenset[str] = frozenset()) -> Cell:
    """True, False, or None for unknown; `usual` are spellings that are not counted."""
    found = _coded(cell, code_sets()["yes_no_unknown"], usual)
    right = tuple(Normalised.YES_NO if one == Normalised.CODE else one for one in found.right)
    return Cell({"YES": True, "NO": False}.get(str(found.value)), right, found.wrong)


def out_of_area_reader(cell: object) -> Cell:
    """True for a placement outside the council's area."""
    found = _coded(cell, code_sets()["out_of_area"])
    return found._replace(value=None if found.value is None else found.value == "OUT")


def day_reader(
    snapshot_on: date, *, birth: bool = False, ahead: bool = False, usual: re.Pattern[str] | None = None
) -> CellReader:
    """Days, day first. `usual` is how the source writes them as text, which is then nothing put right.

    A birth date after the snapshot is wrong and is left out; another day after it is told and kept, unless
    days `ahead` are what the column is for, such as a target.
    """

    def read(cell: object) -> Cell:
        day, right = _day(cell, snapshot_on, usual)
        if day is None:
            return _no_day(right)
        if day > snapshot_on and not ahead:
            if birth:
                return Cell(None, right, ProblemKind.BORN_IN_FUTURE)
            return Cell(day, right, ProblemKind.DAY_IN_FUTURE)
        return Cell(day, right)

    return read


def instant_reader(snapshot_on: date) -> CellReader:
    """Days with their time of day, for columns that hold both; a day alone is midnight."""

    def read(cell: object) -> Cell:
        if isinstance(cell, datetime):
            return Cell(cell.replace(tzinfo=None))
        day, right = _day(cell, snapshot_on, None)
        if day is None:
            return _no_day(right)
        return Cell(datetime.combine(day, time()), right)

    return read


_WRONG: tuple[str, ...] = ("not a day",)
_MONTH_FIRST: tuple[str, ...] = ("month first",)


def _no_day(right: tuple[str, ...]) -> Cell:
    if right is _WRONG:
        return Cell(None, (), ProblemKind.NOT_A_DAY)
    if right is _MONTH_FIRST:
        return Cell(None, (), ProblemKind.MONTH_FIRST)
    return Cell(None, right)


def _day(
    cell: object, snapshot_on: date, usual: re.Pattern[str] | None
) -> tuple[date | None, tuple[str, ...]]:
    if isinstance(cell, datetime):
        return _within(cell.date(), () if cell.time() == time() else (Normalised.TIME_OF_DAY,))
    if isinstance(cell, date):
        return _within(cell, ())
    if isinstance(cell, (int, float)):
        return _serial(float(cell))
    if isinstance(cell, (time, timedelta)):
        return None, _WRONG
    text, right = tidied(str(cell))
    if (nothing := blank(text)) is not None:
        return None, nothing.right
    if _SERIAL.fullmatch(text):
        return _serial(float(text))
    return _of_text(text, right, snapshot_on, usual)


def _serial(number: float) -> tuple[date | None, tuple[str, ...]]:
    """A day as Excel counts them, from 30 December 1899."""
    if number in (0.0, 1.0, 2.0):
        return None, (Normalised.BLANK_WORD,)
    if not 7_306 <= number <= 73_415:
        return None, _WRONG
    return _EXCEL_ZERO + timedelta(days=int(number)), (Normalised.SERIAL_DAY,)


def _of_text(
    text: str, right: tuple[str, ...], snapshot_on: date, usual: re.Pattern[str] | None
) -> tuple[date | None, tuple[str, ...]]:
    short = False
    if found := _DAY_FIRST.fullmatch(text):
        d, m, y = found[1], found[2], found[3]
    elif found := _YEAR_FIRST.fullmatch(text) or _BARE.fullmatch(text):
        y, m, d = found[1], found[2], found[3]
    elif found := _NAMED.fullmatch(text) or _YEAR_NAMED.fullmatch(text):
        d, y, name = found[1], found[3], found[2][:3].casefold()
        if len(d) == 4:
            d, y = y, d
        if name not in _MONTHS:
            return None, _WRONG
        m = str(_MONTHS.index(name) + 1)
    else:
        return None, _WRONG
    year = int(y)
    if len(y) == 2:
        short = True
        year += 2000 if year <= (snapshot_on.year + 1) % 100 else 1900
    try:
        day = date(year, int(m), int(d))
    except ValueError:
        return None, _MONTH_FIRST if int(m) > 12 >= int(d) else _WRONG
    right += (Normalised.TEXT_DAY,) if usual is None or not usual.match(text) else ()
    right += (Normalised.SHORT_YEAR,) if short else ()
    clock = [part for part in found.groups()[3:6] if part]
    right += (Normalised.TIME_OF_DAY,) if any(int(part) for part in clock) else ()
    return _within(day, right)


def _within(day: date, right: tuple[str, ...]) -> tuple[date | None, tuple[str, ...]]:
    if day in _STAND_INS:
        return None, (*right, Normalised.BLANK_WORD)
    return (day, right) if _FIRST_DAY <= day <= _LAST_DAY else (None, _WRONG)
