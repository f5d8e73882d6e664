"""Complaints, compliments and the quarters as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from goldenthread.apps.feedback.figures import Quarter
from goldenthread.apps.feedback.models import Compliment
from goldenthread.apps.feedback.queries import ComplaintShown
from goldenthread.documents.data_tables import DataTable


def complaints_table(listed: Iterable[ComplaintShown]) -> DataTable:
    """A row for each stage of each complaint."""
    columns = (
        ("Reference", 14), ("Service", 30), ("Raised by", 22), ("Procedure", 22), ("Themes", 40),
        ("Stage", 8), ("Began", 12), ("Due", 12), ("Put off", 10), ("Ended", 12), ("Outcome", 16),
        ("Working days late", 12),
    )  # fmt: skip
    rows = tuple(
        (
            one.complaint.reference, one.complaint.service, one.complaint.get_raised_by_display(),
            str(one.complaint.procedure or "Children Act 1989"),
            "; ".join(theme.name for theme in one.complaint.themes.all()),
            stage.stage.stage, stage.stage.began_on, stage.due,
            "Yes" if stage.stage.extended_because else None, stage.stage.ended_on,
            stage.stage.get_outcome_display() or None, stage.timing.late_by,
        )
        for one in listed
        for stage in one.stages
    )  # fmt: skip
    return DataTable("complaints", "Complaints", columns, rows)


def compliments_table(listed: Iterable[Compliment]) -> DataTable:
    columns = (("Received", 12), ("Service", 30), ("From", 22), ("What was good", 60), ("Themes", 40))
    rows = tuple(
        (
            one.received_on, one.service, one.get_raised_by_display(), one.words,
            "; ".join(theme.name for theme in one.themes.all()),
        )
        for one in listed
    )  # fmt: skip
    return DataTable("compliments", "Compliments", columns, rows)


def quarters_table(listed: Iterable[Quarter]) -> DataTable:
    columns = (
        ("Quarter", 14), ("Complaints received", 12), ("Compliments", 12), ("Answered on time", 12),
        ("Of", 8), ("Percent on time", 12), ("95% from", 10), ("95% to", 10), ("Per 1,000", 10),
    )  # fmt: skip
    return DataTable("complaints-by-quarter", "Complaints by quarter", columns, tuple(map(_quarter, listed)))


def _quarter(one: Quarter) -> tuple[str | int | Decimal | None, ...]:
    share = one.interval
    return (
        str(one.period), len(one.received), len(one.compliments), one.on_time, one.counted,
        _tenth(share and share.value), _tenth(share and share.lower), _tenth(share and share.upper),
        _tenth(one.rate and one.rate.value),
    )  # fmt: skip


def _tenth(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(round(number, 1)))
