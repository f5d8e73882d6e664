"""Short ways to write the cells and tables of a composed document."""

from collections.abc import Iterable

from goldenthread.documents.blocks import Badge, Cell, Column, Table, Text
from goldenthread.documents.paper_figures import ABSENT, Figure
from goldenthread.documents.wording import printed


def plain(text: str) -> Cell:
    """A cell with a line of text."""
    return (Text(text),)


def strong(text: str, *muted: str) -> Cell:
    """A cell with a bold line and smaller lines below it; empty ones are left out."""
    return (Text(text, "strong"), *(Text(line, "muted") for line in muted if line))


def badge(mark: Badge, *muted: str) -> Cell:
    """A cell with a state and smaller lines below it."""
    return (mark, *(Text(line, "muted") for line in muted if line))


def figure(value: Figure | None) -> Cell:
    """A cell with a figure as printed; words in a number's place are set smaller."""
    absent = value is not None and value.status in ABSENT
    return (Text(printed(value), "muted" if absent else "plain"),)


def facts(name: str, rows: Iterable[tuple[str, Cell]]) -> Table:
    """A list of facts: what in the first column, its value in the second, no header row."""
    columns = (Column("What", 26), Column("Value", 74))
    return Table(name, columns, tuple((plain(what), value) for what, value in rows), headed=False)
