"""The list of meetings as a file, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.notices import MeetingNotice
from goldenthread.documents.csv_tables import guarded
from goldenthread.documents.data_tables import DataTable

COLUMNS = ("Body", "Day", "Starts at", "Title", "Place", "Cancelled on", "Reason")


def meetings_csv(meetings: Iterable[Meeting]) -> str:
    """A row for each meeting, dates ISO, with a byte order mark for Excel."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in meetings:
        starts = f"{one.starts_at:%H:%M}" if one.starts_at else ""
        cancelled = one.cancelled_on.isoformat() if one.cancelled_on else ""
        row = (one.body.name, one.held_on.isoformat(), starts, one.title, one.place, cancelled,
               one.cancelled_reason)  # fmt: skip
        writer.writerow([guarded(text) for text in row])
    return "\ufeff" + written.getvalue()


def notices_table(found: Iterable[MeetingNotice]) -> DataTable:
    """A row for each meeting to come that needs notice."""
    columns = (
        ("Body", 40), ("Meeting", 14), ("Last day", 14), ("Strictest reading", 18), ("Left", 24),
        ("Published", 14), ("Rule", 10),
    )  # fmt: skip
    rows = tuple(
        (
            one.meeting.body.name, one.meeting.held_on, one.notice.last_day, one.notice.strictest,
            one.left.words if one.left else ("In time" if one.in_time else "Late"),
            one.published_at.date() if one.published_at else None, str(one.notice.code),
        )
        for one in found
    )  # fmt: skip
    return DataTable("notices", "Notices", columns, rows)
