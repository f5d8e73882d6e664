"""A clock that a council sets for a list of its own."""

from __future__ import annotations

from datetime import date

from goldenthread.rulebook.clock_model import Clock, Service
from goldenthread.rulebook.codes import define_rule
from goldenthread.rulebook.limits import DAYS, HOURS, MONTHS, WEEKS, WORKING_DAYS, Limit, Unit

UNITS = (WORKING_DAYS, DAYS, WEEKS, MONTHS, HOURS)
"""What a council may count its own limits in."""
LONGEST = {WORKING_DAYS: 1000, DAYS: 1500, WEEKS: 200, MONTHS: 48, HOURS: 1000}
_SINCE = date(1990, 1, 1)

CLK_9 = define_rule(
    "CLK-9",
    title="The clock of a council's own list",
    meaning="The council says which column starts it, which stops it, how long it may take, and how long "
    "before it warns. It is counted and stands as every other clock (CLK-1 to CLK-3, CLK-10 to CLK-16).",
    basis="The council's own choice.",
    boundaries=(
        "20 working days from 1 June 2018: done on 29 June is met, on 2 July missed.",
        "Warned 5 working days before: running on 21 June, due soon on 22 June.",
        "0 days, and 1,001 working days, are refused.",
    ),
)


class NotAClock(ValueError):
    """A limit that cannot be one. In words."""


def own_clock(
    number: int, unit: Unit, *, starts: str, stops: str, warn: int, service: Service = Service.CARE
) -> Clock:
    """A council's own clock (CLK-9). `warn` in working days where the limit is counted in them, else in days.

    `service` is whose breach reasons are offered. Raises NotAClock.
    """
    if unit not in UNITS:
        raise NotAClock(f"A limit cannot be counted in {unit}.")
    if not 1 <= number <= LONGEST[unit]:
        raise NotAClock(f"The limit must be between 1 and {LONGEST[unit]} {unit}.")
    if warn < 0:
        raise NotAClock("The warning must be 0 or more.")
    limit = Limit(number, unit, _SINCE, "The council's own choice.")
    return Clock("own", CLK_9, service, starts, stops, (limit,), (), warn, local=True)
