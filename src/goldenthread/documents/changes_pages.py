"""What changed since the last report: its section for PDF and Word, and its table for Excel and CSV."""

from collections.abc import Iterable
from datetime import date

from goldenthread.documents import cells
from goldenthread.documents.blocks import Block, Cell, Column, Heading, Paragraph, Table, Text
from goldenthread.documents.board_report import BoardReport
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.paper_changes import ChangeLine, Changes
from goldenthread.documents.wording import counted, uk_date

TITLE = "What changed since the last report"


def changes_blocks(changes: Changes) -> Iterable[Block]:
    """The section: a table for each kind of change, or a sentence that nothing changed."""
    yield Heading(TITLE, 1)
    if not changes.groups and not changes.updates:
        yield Paragraph(f"Nothing changed since {changes.since}.")
        return
    yield Paragraph(f"Since {changes.since}.", "lead")
    yield Paragraph(
        f"{counted(changes.updates, 'update was', 'updates were')} given on actions. A change is listed here "
        "when it was recorded since then, whenever it took place."
    )
    for group in changes.groups:
        yield Heading(f"{group.name} ({len(group.lines)})", 2, listed=False)
        columns = (
            Column("Ref", 9),
            Column("What", 31),
            Column("Before", 15),
            Column("Now", 16),
            Column("On", 14),
            Column("Why", 15),
        )
        yield Table(group.name, columns, tuple(_row(line) for line in group.lines), compact=True)


def _row(line: ChangeLine) -> tuple[Cell, ...]:
    return (
        cells.strong(line.ref or "–"),
        (Text(line.title), *((Text(line.of, "muted"),) if line.of else ())),
        cells.plain(line.before or "–"),
        cells.plain(line.after or "–"),
        _days(line.on, line.recorded_on),
        cells.plain(line.why or "–"),
    )


def _days(on: date | None, recorded_on: date | None) -> Cell:
    """The day from which it holds, and the day we were told where that is another."""
    if on is None or recorded_on is None or on == recorded_on:
        day = on or recorded_on
        return cells.plain(uk_date(day) if day else "–")
    return (Text(uk_date(on)), Text(f"Recorded {uk_date(recorded_on)}", "muted"))


def changes_table(report: BoardReport) -> DataTable | None:
    """A row a change. None for a report that was frozen before reports said what changed."""
    if report.changes is None:
        return None
    columns = (
        ("Change", 30),
        ("Ref", 8),
        ("What", 60),
        ("Plan, inspection or scorecard", 34),
        ("Before", 30),
        ("Now", 30),
        ("On", 18),
        ("Recorded on", 18),
        ("Why", 46),
    )
    rows = tuple(
        (
            group.name,
            line.ref,
            line.title,
            line.of,
            line.before,
            line.after,
            line.on,
            line.recorded_on,
            line.why,
        )
        for group in report.changes.groups
        for line in group.lines
    )
    return DataTable("changes", "What changed", columns, rows)
