"""The table of monitoring as a file, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from goldenthread.apps.carryover.queries import Monitored
from goldenthread.apps.inspections.queries import WORDS
from goldenthread.documents.csv_tables import guarded

COLUMNS = (
    "Inspection", "Reference", "Recommendation", "Status", "Monitored through", "Supported by",
    "Planned actions", "Why not monitored", "From",
)  # fmt: skip


def monitoring_csv(found: Iterable[Monitored]) -> str:
    """A row for each unmet recommendation, dates ISO, with a byte order mark for Excel."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in found:
        recommendation, held = one.line.recommendation, one.arrangement
        row = (
            recommendation.inspection.name, recommendation.reference, recommendation.title,
            WORDS[one.line.status], one.through or "None", one.supports,
            held.planned_actions if held else "", held.why_none if held else "",
            held.effective_on.isoformat() if held else "",
        )  # fmt: skip
        writer.writerow([guarded(text) for text in row])
    return "\ufeff" + written.getvalue()
