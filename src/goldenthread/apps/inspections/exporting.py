"""The list of recommendations as a file, for those who go on in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from goldenthread.apps.inspections.models import Assessment
from goldenthread.apps.inspections.queries import WORDS, Line
from goldenthread.documents.csv_tables import guarded

COLUMNS = (
    "Inspection", "Reference", "Element", "Recommendation", "Theme", "Report paragraphs", "Body that answers",
    "Status", "Rule", "Assessed on", "Condition", "Reason",
)  # fmt: skip


def recommendations_csv(lines: Iterable[Line]) -> str:
    """A row for each recommendation and each element, dates ISO, with a byte order mark for Excel."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerows([guarded(text) for text in row] for row in _rows(line))
    return "\ufeff" + written.getvalue()


def _rows(line: Line) -> Iterable[list[str]]:
    one = line.recommendation
    body = line.body.name if line.body else ""
    yield [
        one.inspection.name, one.reference, "", one.title, one.theme, one.paragraphs, body,
        WORDS[line.status], line.derived.code, *_assessed(line.newest if line.elements else line.stated),
    ]  # fmt: skip
    for part in line.elements:
        assessment = part.assessment
        yield [
            one.inspection.name, one.reference, part.element.reference, part.element.title, one.theme,
            part.element.paragraphs, body, WORDS[part.status],
            "", *_assessed(assessment),
        ]  # fmt: skip


def _assessed(assessment: Assessment | None) -> tuple[str, str, str]:
    if assessment is None:
        return "", "", ""
    return assessment.assessed_on.isoformat(), assessment.condition, assessment.reason
