"""Analyses and services as tables for a spreadsheet. References of cases and families are in none of them."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.apps.learning.queries import AnalysisShown, LessonShown
from goldenthread.apps.learning.results import ServiceShown
from goldenthread.documents.data_tables import DataTable, Row


def analyses_table(found: Iterable[AnalysisShown]) -> DataTable:
    """A row for each lesson, and one for an analysis without any."""
    columns = (
        ("Analysis", 10), ("Kind", 24), ("Question", 50), ("Held on", 14), ("Cases", 8), ("Causes", 40),
        ("Recommended", 50), ("Owner", 34), ("Action", 30), ("Check by", 14), ("Last checked", 14),
        ("Did it help", 18),
    )  # fmt: skip
    rows = tuple(
        (
            one.analysis.reference, one.analysis.get_kind_display(), one.analysis.question,
            one.analysis.held_on, one.analysis.cases, "; ".join(str(cause) for cause in one.causes),
            *_lesson(line),
        )
        for one in found
        for line in one.lessons or (None,)
    )  # fmt: skip
    return DataTable("analyses", "Analyses and lessons learned", columns, rows)


def _lesson(line: LessonShown | None) -> Row:
    if line is None:
        return ("", "", "", None, None, "")
    latest = line.latest
    return (
        line.lesson.text, str(line.lesson.owner), str(line.lesson.action or ""), line.lesson.check_on,
        latest.checked_on if latest else None, str(latest or ""),
    )  # fmt: skip


def services_table(found: Iterable[ServiceShown]) -> DataTable:
    columns = (
        ("Service", 40), ("Provider", 30), ("From", 14), ("Cost in pounds", 14), ("Families", 10),
        ("Children", 10), ("Closed or stepped down", 18), ("Referred again", 18), ("95%", 18),
        ("Council’s percentage", 14), ("Nation’s percentage", 14), ("Comparison", 24),
    )  # fmt: skip
    rows = tuple(
        (
            one.service.name, one.service.provider, one.service.starts, one.service.cost, one.families,
            one.children, one.closed.words, one.again.words, one.again.interval_words,
            one.service.council_again, one.service.nation_again, one.service.get_comparison_display(),
        )
        for one in found
    )  # fmt: skip
    return DataTable("commissioned-interventions", "Commissioned interventions", columns, rows)
