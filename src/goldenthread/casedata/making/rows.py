"""Columns of equal length, and days counted many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from goldenthread.rulebook.holidays_england import HOLIDAYS

Array = npt.NDArray[Any]
Days = npt.NDArray[np.datetime64]

NO_DAY = np.datetime64("NaT", "D")
_CALENDAR = np.busdaycalendar(holidays=[np.datetime64(day, "D") for day in HOLIDAYS])
_A_DAY = np.timedelta64(1, "D")


class Rows:
    """Named columns of one length: NumPy arrays, days as datetime64[D] with NaT for none."""

    def __init__(self, columns: Mapping[str, Array]) -> None:
        self.columns = dict(columns)
        if len({len(column) for column in self.columns.values()}) > 1:
            raise ValueError({name: len(column) for name, column in self.columns.items()})

    def __getitem__(self, name: str) -> Array:
        return self.columns[name]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def only(self, mask_or_index: Array) -> Rows:
        """The rows that a mask or an index chooses."""
        return Rows({name: column[mask_or_index] for name, column in self.columns.items()})

    def by(self, *names: str) -> Rows:
        """The rows in the order of these columns, the first the most significant."""
        return self.only(np.lexsort([self.columns[name] for name in reversed(names)]))

    def plus(self, **columns: Array) -> Rows:
        return Rows({**self.columns, **columns})


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of several with the same columns, one after another."""
    return Rows({name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def day(when: date) -> np.datetime64:
    return np.datetime64(when, "D")


def no_days(number: int) -> Days:
    return np.full(number, NO_DAY)


def later(days: Days | np.datetime64, number: Array | int | float) -> Days:
    """Calendar days later; parts of a day are dropped."""
    whole: Days = days + np.asarray(number).astype("int64") * _A_DAY
    return whole


def working(days: Days, number: Array | int) -> Days:
    """The working day that is `number` working days after each (DAY-2); nought gives the day itself."""
    moved = np.busday_offset(days, number, roll="backward", busdaycal=_CALENDAR)
    result: Days = np.where(np.asarray(number) == 0, days, moved)
    return result


def on_working_day(days: Days) -> Days:
    """The day, or the next working day."""
    rolled: Days = np.busday_offset(days, 0, roll="forward", busdaycal=_CALENDAR)
    return rolled


def months(days: Days, number: Array | int) -> Days:
    """The corresponding date, or the month's last day when it has no such day (DAY-4)."""
    month = days.astype("M8[M]")
    wanted = month + np.asarray(number).astype("m8[M]")
    last = (wanted + np.timedelta64(1, "M")).astype("M8[D]") - _A_DAY
    of_month = days - month.astype("M8[D]")
    return earliest(wanted.astype("M8[D]") + of_month, last)


def earliest(*days: Days | np.datetime64) -> Days:
    """The first of the days that there are."""
    result = days[0]
    for other in days[1:]:
        result = np.fmin(result, other)
    return np.asarray(result)


def latest(*days: Days | np.datetime64) -> Days:
    result = days[0]
    for other in days[1:]:
        result = np.fmax(result, other)
    return np.asarray(result)


def if_by(days: Days, end: np.datetime64) -> Days:
    """The days that have come by `end`; none for the others."""
    return np.where(days <= end, days, NO_DAY)


def age(born: Days, on: Days | np.datetime64) -> Array:
    """Years at a day, whole ones."""
    born_month, on_month = (
        born.astype("M8[M]").astype("int64"),
        np.asarray(on).astype("M8[M]").astype("int64"),
    )
    not_yet = (born - born.astype("M8[M]")) > (on - np.asarray(on).astype("M8[M]"))
    return np.asarray((on_month - born_month - not_yet) // 12)


def birthday(born: Days, years: int) -> Days:
    return months(born, 12 * years)


def chosen(random: np.random.Generator, shares: Mapping[str, float], number: int) -> Array:
    """One of the words for each, with these shares."""
    words = np.array(list(shares), dtype=object)
    weights = np.array(list(shares.values()))
    return np.asarray(words[random.choice(len(words), number, p=weights / weights.sum())])


def python_days(days: Days) -> list[date | None]:
    """As Python's dates, none where there is none."""
    found: list[date | None] = days.astype("M8[D]").astype(object).tolist()
    return found


def texts(values: Iterable[Any]) -> Array:
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array
