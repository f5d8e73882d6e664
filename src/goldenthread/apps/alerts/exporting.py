"""Alerts and the quarters as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.alerts.figures import Quarter
from goldenthread.apps.alerts.queries import AlertShown
from goldenthread.documents.data_tables import DataTable


def alerts_table(listed: Iterable[AlertShown]) -> DataTable:
    """A row for each alert, with the level at which it stands."""
    columns = (
        ("Alert", 10), ("Kind", 22), ("Case", 14), ("Service", 30), ("Raised", 12), ("Raised by", 26),
        ("Level", 24), ("Due", 12), ("Answered", 12), ("Resolved", 12), ("How", 50),
        ("Working days", 12), ("Beyond 20 working days", 12),
    )  # fmt: skip
    return DataTable("practice-alerts", "Practice alerts", columns, tuple(map(_row, listed)))


def _row(one: AlertShown) -> tuple[str | int | object | None, ...]:
    alert, last = one.alert, one.latest
    return (
        alert.reference, alert.kind.name, alert.case_reference, alert.service, alert.raised_on,
        alert.raised_by, last and last.step.level.name, last and last.due, last and last.step.answered_on,
        alert.resolved_on, alert.resolved_how or None, one.days_taken, "Yes" if one.beyond else None,
    )  # fmt: skip


def quarters_table(listed: Iterable[Quarter]) -> DataTable:
    columns = (
        ("Quarter", 14), ("Raised", 10), ("Resolved informally", 12), ("Resolved formally", 12),
        ("Median working days", 12), ("Good-practice notices", 12),
    )  # fmt: skip
    rows = tuple(
        (
            str(one.period), len(one.raised), one.informally, one.formally,
            None if one.median_days is None else one.median_words, len(one.good),
        )
        for one in listed
    )  # fmt: skip
    return DataTable("practice-alerts-by-quarter", "Practice alerts by quarter", columns, rows)
