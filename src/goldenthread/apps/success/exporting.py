"""Success statements as CSV, for those who go on in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.plans.exporting import table_as_csv
from goldenthread.apps.success.queries import Stood

COLUMNS = (
    "Outcome", "Source", "Statement", "Newest answer", "Finding", "Speaks of", "Sample", "Evidence",
    "Answered by", "Answers",
)  # fmt: skip


def statements_as_csv(statements: Iterable[Stood]) -> str:
    """One row for each statement with its newest answer, dates ISO."""
    return table_as_csv(COLUMNS, (_row(one) for one in statements))


def _row(one: Stood) -> list[str]:
    start = [one.heading, one.source.label, one.text]
    if one.answer is None:
        return [*start, "Not answered", "", "", "", "", "", "0"]
    return [
        *start,
        one.verdict.label,
        one.answer.finding,
        one.answer.effective_on.isoformat(),
        one.answer.sample,
        "; ".join(file.name for file in one.answer.evidence.all()),
        str(one.answer.recorded_by or ""),
        str(one.answers),
    ]
