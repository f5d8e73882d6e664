"""The list of interventions as a file, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from goldenthread.apps.interventions.queries import Line
from goldenthread.documents.csv_tables import guarded

COLUMNS = ("Inspection", "Kind", "What", "State", "Reason", "Rule", "What is next", "By")


def interventions_csv(lines: Iterable[Line]) -> str:
    """A row for each record, dates ISO, with a byte order mark for Excel."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for line in lines:
        found = line.standing
        row = (
            line.record.inspection.name, line.kind_words, str(line.record), found.state.replace("_", " "),
            found.reason, found.code or "", found.wanted, found.by.isoformat() if found.by else "",
        )  # fmt: skip
        writer.writerow([guarded(text) for text in row])
    return "\ufeff" + written.getvalue()
