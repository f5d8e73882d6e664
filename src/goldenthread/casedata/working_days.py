"""England's working days as a table, for engines that count many at once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pyarrow as pa

from goldenthread.rulebook.workdays import FIRST_DAY, LAST_DAY, working_days_between


@cache
def calendar_table() -> pa.Table:
    """Each day of the calendar: `day`, and `working`, the working days after the first day up to it (DAY-1).

    The working days between two days (DAY-2) are the difference of their `working`. A day beyond the
    calendar is not in the table, so that what is counted from it is missing and never wrong.
    """
    days = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
    return pa.table(
        {
            "day": pa.array(days, pa.date32()),
            "working": pa.array([_number(day) for day in days], pa.int64()),
        }
    )


def _number(day: date) -> int:
    return working_days_between(FIRST_DAY, day)
