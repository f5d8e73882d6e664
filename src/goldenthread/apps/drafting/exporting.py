"""Lists of reports and clearances as tables to take away."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.drafting.models import Clearance, Report
from goldenthread.documents.data_tables import DataTable


def reports_table(reports: Iterable[Report]) -> DataTable:
    """One row a report, dates ISO."""
    columns = (
        ("Title", 50), ("Kind", 24), ("Body", 40), ("Meeting", 14), ("State", 16), ("Edition", 10),
        ("Version", 10), ("Writer", 30), ("Clearances waiting", 12), ("Last saved", 14),
    )  # fmt: skip
    rows = tuple(
        (
            one.title, one.form.template.name, one.body.name, one.meeting.held_on if one.meeting else None,
            one.get_state_display(), one.edition, one.version, str(one.writer or ""), one.waiting,
            one.saved_at.date(),
        )
        for one in reports
    )  # fmt: skip
    return DataTable("reports", "Reports in hand", columns, rows)


def clearances_table(clearances: Iterable[Clearance]) -> DataTable:
    """One row a clearance that waits."""
    columns = (
        ("Report", 50), ("Body", 40), ("Clearance", 24), ("Post", 40), ("Due", 14), ("Asked", 14),
        ("Why again", 60),
    )  # fmt: skip
    rows = tuple(
        (
            one.report.title, one.report.body.name, str(one.step), str(one.step.clearer.post or "Director"),
            one.due_on, one.asked_at.date(), one.why_again,
        )
        for one in clearances
    )  # fmt: skip
    return DataTable("clearances", "Clearances that wait", columns, rows)
