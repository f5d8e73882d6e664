"""Tables to take away: self-assessments, and the parts of one."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.inspections.queries import WORDS
from goldenthread.apps.selfassessment.models import SelfAssessment
from goldenthread.apps.selfassessment.progress import Row
from goldenthread.documents.tables import DataTable


def documents_table(documents: Iterable[SelfAssessment]) -> DataTable:
    """One row each, with how many of its parts are reviewed."""
    columns = (
        ("Self-assessment", 40), ("Plan", 40), ("As at", 14), ("State", 14), ("Parts", 10), ("Reviewed", 10)
    )  # fmt: skip
    rows = tuple(
        (one.title, one.plan.name, one.as_at, one.get_state_display(), one.in_all, one.done)
        for one in documents
    )
    return DataTable("self-assessments", "Self-assessments", columns, rows)


def parts_table(rows: Iterable[Row]) -> DataTable:
    """Who writes which part, by when, how far it is, and its verdict."""
    columns = (
        ("Part", 50), ("Writer", 30), ("Reviewer", 30), ("Due", 14), ("State", 20), ("Verdict", 24),
        ("Counts as", 24), ("Proposed", 40),
    )  # fmt: skip
    return DataTable("parts", "Parts", columns, tuple(_part(row) for row in rows))


def _part(row: Row) -> tuple[object, ...]:
    part = row.part
    proposed = "; ".join(
        f"{one.element.reference + ': ' if one.element else ''}{one.get_status_display()}"
        for one in row.waiting
    )
    return (
        str(part), str(part.writer or ""), str(part.reviewer or ""), part.due_on, part.get_state_display(),
        WORDS[row.held.line.status] if row.held else "", row.outcome.words if row.outcome else "", proposed,
    )  # fmt: skip
