"""Small made-up tables whose days crowd round the boundaries of two quarters: any value may be missing."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from goldenthread.casedata.code_columns import CODED
from goldenthread.casedata.codes import CODES
from goldenthread.casedata.schemas import schema
from goldenthread.casedata.tables import TABLES, Kind, Table
from goldenthread.rulebook.period_kinds import Period, PeriodKind
from goldenthread.rulebook.workdays import add_months, add_working_days

QUARTERS = [
    Period.containing(PeriodKind.FINANCIAL_QUARTER, date(2017, 11, 1)),
    Period.containing(PeriodKind.FINANCIAL_QUARTER, date(2018, 2, 1)),
]
AUTHORITIES = ("east", "west")
CHILDREN = range(1, 31)
# Short breaks and other codes that measures ask for, made commoner than chance would.
_LIKELY = {
    "legal_status": ("C2", "C2", "V2", "E1"),
    "ceased": ("X1", "E11", "E45", "E4A"),
    "placement": ("U6", "A5", "T0", "K2"),
    "reason_new": ("S", "S"),
    "ehc_decision": ("Y", "N"),
}


# Where a day commonly follows another day of the same child: the table and column that it follows.
_FOLLOWS = {
    ("referrals", "referred"): ("referrals", "referred"),
    ("protection_reviews", "reviewed"): ("protection_plans", "started"),
    ("care_reviews", "reviewed"): ("care_episodes", "started"),
    ("care_episodes", "started"): ("care_episodes", "started"),
}
_WORKING_DAYS = (15, 20, 35, 45)
_DAYS = (0, 28, 42, 121, 140, 426)
_MONTHS = (3, 6, 9, 12, 15, 24)


class _Chance:
    """Chooses days: at a period's boundary or a day beside it, a limit after another day, or at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._ends = [
            add_months(day, -months)
            for period in QUARTERS
            for day in (period.last_day, period.last_day, period.start)
            for months in (0, 3, 6, 12, 15, 24, 30, 60, 192)
        ]
        self._known: dict[tuple[str, str, str, int], list[date]] = {}

    def day(self, table: str, column: str, child: tuple[str, int], row: list[date]) -> date:
        before = self._known.get((*_FOLLOWS.get((table, column), (table, column)), *child), [])
        chance = self.random.random()
        if (table, column) in _FOLLOWS and before and chance < 0.6:
            found = self._after(self.random.choice(before))
        elif row and chance < 0.5:
            found = self._after(self.random.choice(row))
        elif chance < 0.9:
            found = self._beside(self.random.choice(self._ends))
        else:
            found = date(2015, 1, 1) + timedelta(days=self.random.randrange(1300))
        self._known.setdefault((table, column, *child), []).append(found)
        return found

    def known(self, table: str, column: str, child: tuple[str, int]) -> list[date]:
        return self._known.get((table, column, *child), [])

    def _after(self, day: date) -> date:
        match self.random.randrange(3):
            case 0:
                return self._beside(add_working_days(day, self.random.choice(_WORKING_DAYS)))
            case 1:
                return self._beside(day + timedelta(days=self.random.choice(_DAYS)))
            case _:
                return self._beside(add_months(day, self.random.choice(_MONTHS)))

    def _beside(self, day: date) -> date:
        return day + timedelta(days=self.random.choice((-1, 0, 0, 1)))


def made(seed: int, rows: int = 150) -> dict[str, pa.Table]:
    """Each table of `TABLES` with so many rows; the table of children has each child once at most."""
    chance = _Chance(seed)
    return {name: _table(table, chance, rows) for name, table in TABLES.items()}


def stood(tables: dict[str, pa.Table], seed: int) -> dict[str, pa.Table]:
    """The same tables as they might have stood at the end of each quarter: some of the rows."""
    chance = random.Random(seed)
    found = {}
    for name, table in tables.items():
        parts = []
        for period in QUARTERS:
            some = table.filter(pa.array([chance.random() < 0.9 for _ in range(table.num_rows)]))
            parts.append(some.append_column("period", pa.array([str(period)] * some.num_rows, pa.string())))
        found[name] = pa.concat_tables(parts)
    return found


def _table(table: Table, chance: _Chance, rows: int) -> pa.Table:
    children = [(authority, child) for authority in AUTHORITIES for child in CHILDREN]
    if table.name == "children":
        chosen = chance.random.sample(children, len(children) - 5)
    else:
        chosen = [chance.random.choice(children) for _ in range(rows)]
    numbers = chance.random.sample(range(1, len(chosen) + 1), len(chosen))
    made = [_row(table, chance, child, number) for child, number in zip(chosen, numbers, strict=True)]
    if table.name == "protection_plans":  # their reviews are found by child and start
        made = list({(row["authority"], row["child"], row["started"]): row for row in made}.values())
    filled = pa.Table.from_pylist(made, schema=schema(table.name))
    loads = [chance.random.choice(("a1", "b2")) for _ in made]
    return filled.append_column("load", pa.array(loads, pa.string()))


def _row(table: Table, chance: _Chance, child: tuple[str, int], number: int) -> dict[str, Any]:
    row: dict[str, Any] = {"authority": child[0], "child": child[1], "row": number}
    for column, kind in table.own.items():
        if chance.random.random() < (0.35 if column in ("ended", "ceased") else 0.08):
            row[column] = None
        elif column == "plan_started" and (plans := chance.known("protection_plans", "started", child)):
            row[column] = chance.random.choice(plans)
        elif kind in (Kind.DAY, Kind.INSTANT):
            before = [value for value in row.values() if type(value) is date]
            day = chance.day(table.name, column, child, before)
            row[column] = day if kind is Kind.DAY else datetime.combine(day, datetime.min.time())
        else:
            row[column] = _value(table.name, column, kind, chance.random)
    return row


def _value(table: str, column: str, kind: Kind, chance: random.Random) -> Any:
    if kind is Kind.WHOLE:
        return chance.choice((0, 1, 2, 3, 4, 19, 20, 21))
    if kind is Kind.YES_NO:
        return chance.random() < 0.5
    codes = CODED.get((table, column))
    if codes is None:
        return chance.choice(("One", "Two"))
    return chance.choice((*_LIKELY.get(codes, ()), *CODES[codes]))
