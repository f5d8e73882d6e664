"""A table of a paper as typed cells, and what a cell is in words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.documents.paper_figures import ABSENT, Figure
from goldenthread.documents.wording import printed

Value = str | int | Decimal | date | Figure | None
"""A cell. A ``Figure`` is a number with its unit where the program has such a thing, else its words."""

Row = tuple[Value, ...]


@dataclass(frozen=True)
class DataTable:
    """A table with its name for a file (``"figures"``), its title, and headings with widths in characters."""

    name: str
    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]


def words_of(value: Value) -> str:
    """A cell as words: dates in ISO form, a figure as printed or why there is none, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, Figure):
        return "" if not value.text.strip() else printed(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def is_number(value: Value) -> bool:
    """Whether a cell has one number: a count, a decimal, or a figure with a value."""
    if isinstance(value, Figure):
        return value.value is not None and value.status not in ABSENT
    return isinstance(value, int | Decimal)
