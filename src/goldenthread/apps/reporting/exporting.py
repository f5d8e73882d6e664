"""The reporting calendar as a table to take away."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.reporting.queries import Owed
from goldenthread.documents.data_tables import DataTable


def calendar_table(owed: Iterable[Owed]) -> DataTable:
    """A row for each report and day on which it is owed still."""
    columns = (
        ("Body", 40), ("Report", 50), ("From", 40), ("How often", 20), ("Owed by", 14), ("Days late", 10),
        ("Where it is said", 50),
    )  # fmt: skip
    rows = tuple(
        (
            one.report.body.name, one.title, one.from_whom, one.report.get_rhythm_display(), one.due_on,
            one.late_by, one.report.basis,
        )
        for one in owed
    )  # fmt: skip
    return DataTable("reporting-calendar", "Reporting calendar", columns, rows)
