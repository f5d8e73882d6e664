"""A tracker's rows as a workbook, for whoever may open them: as much as their page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from goldenthread.apps.localtrackers.defined import Definition, Kind
from goldenthread.apps.localtrackers.rows import RowShown
from goldenthread.apps.localtrackers.standings import WORDS
from goldenthread.apps.localtrackers.values import words
from goldenthread.documents.data_tables import DataTable, Value
from goldenthread.documents.workbook import About, write_workbook

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows_table(definition: Definition, rows: Sequence[RowShown], team_names: Mapping[str, str]) -> DataTable:
    """A row for each row; days as days."""
    columns = [
        (definition.number_name, 14), ("Team", 24), ("Worker", 22), ("Stage", 18),
        *((column.name, 20) for column in definition.columns), ("Due", 12), ("State", 16),
    ]  # fmt: skip
    cells = tuple(_cells(definition, one, team_names) for one in rows)
    return DataTable("tracker", definition.name, tuple(columns), cells)


def workbook_of(
    definition: Definition, rows: Sequence[RowShown], team_names: Mapping[str, str], *, council: str,
    today: date,
) -> bytes:  # fmt: skip
    about = About(
        definition.name, "A tracker of the council", council,
        f"{definition.name}. Official-sensitive: children’s records.", today,
    )  # fmt: skip
    return write_workbook([rows_table(definition, rows, team_names)], about)


def _cells(definition: Definition, one: RowShown, team_names: Mapping[str, str]) -> tuple[Value, ...]:
    values = one.row.values
    own = [
        date.fromisoformat(value)
        if column.kind is Kind.DAY and (value := values.get(column.code))
        else words(column, values.get(column.code, ""), team_names) or None
        for column in definition.columns
    ]
    due = one.standing.deadline
    return (
        one.number or one.reference, str(one.team or ""), one.worker or None, one.row.stage or None, *own,
        due.date() if isinstance(due, datetime) else due, WORDS[one.standing.state],
    )  # fmt: skip
