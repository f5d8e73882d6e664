"""The programme, audits and their results as tables for a spreadsheet, and an audit as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from goldenthread.apps.audits.models import Answer, Audit, Of
from goldenthread.apps.audits.queries import AuditLine, Planned
from goldenthread.apps.audits.results import CaseRead, Result
from goldenthread.apps.audits.trends import ThemeLine, Trend
from goldenthread.apps.people.queries import the_council
from goldenthread.documents.data_tables import DataTable, Row
from goldenthread.documents.workbook import About, write_workbook
from goldenthread.rulebook.audits import Stage

SECOND = "second auditor"
AGREED = "agreed"


def programme_table(listed: Iterable[Planned]) -> DataTable:
    columns = (
        ("Activity", 40), ("Kind", 30), ("Theme", 24), ("Period", 16), ("Stage", 16), ("Next step", 18),
        ("By", 14), ("Late", 8), ("Start by", 14), ("Started", 14), ("Finish by", 14), ("Finished", 14),
        ("Report by", 14), ("Reported", 14), ("Close by", 14), ("Closed", 14), ("Lead", 34), ("Body", 34),
    )  # fmt: skip
    return DataTable("audit-programme", "Audit programme", columns, tuple(_activity(one) for one in listed))


def _activity(one: Planned) -> Row:
    activity, done = one.activity, one.done
    return (
        activity.title, activity.kind.name, activity.theme, str(one.period),
        one.stage.value.replace("_", " ").capitalize(), one.next.words.capitalize() if one.next else None,
        one.next.due if one.next else None, "Late" if one.late else None,
        activity.start_by, done.get(Stage.STARTED), activity.finish_by, done.get(Stage.FINISHED),
        activity.report_by, done.get(Stage.REPORTED), activity.close_by, done.get(Stage.CLOSED),
        str(activity.lead or ""), str(activity.body or ""),
    )  # fmt: skip


RESULT = (
    ("Result", 34), ("Of", 18), ("Percent", 10), ("Good or met", 12), ("Cases", 10), ("95% from", 10),
    ("95% to", 10), ("Note on the sample", 18), ("As printed", 14),
)  # fmt: skip


def audits_table(lines: Iterable[AuditLine]) -> DataTable:
    """A row for each result of each audit."""
    columns = (
        ("Audit", 10),
        ("Title", 44),
        ("Theme", 24),
        ("Period", 16),
        ("State", 10),
        ("Tool", 30),
        *RESULT,
    )
    rows = tuple(
        (*_audit(line), *cells)
        for line in lines
        for cells in ([_result(one) for one in line.results] or [(None,) * len(RESULT)])
    )
    return DataTable("audits", "Audits", columns, rows)


def _audit(line: AuditLine) -> Row:
    audit = line.audit
    state = "Closed" if audit.closed_on else "Open"
    return audit.reference, audit.title, audit.theme, str(line.period), state, str(audit.tool or "")


def results_table(line: AuditLine) -> DataTable:
    """An audit's results with its cases by grade."""
    columns = (*RESULT, *((grade, 14) for grade in line.audit.grades))
    empty = (None,) * len(line.audit.grades)
    rows = tuple((*_result(one), *(one.by_grade or empty)) for one in line.results)
    return DataTable(f"{line.audit.reference.lower()}-results", "Results", columns, rows)


def _result(one: Result) -> Row:
    interval = one.interval
    ends = (interval.lower, interval.upper) if interval else (None, None)
    low, high = (None if end is None else Decimal(str(round(end, 1))) for end in ends)
    share = None if one.share is None else (one.share * 100).quantize(Decimal("0.1"))
    sample = "Not said" if one.cases is None else "Worked out" if one.worked_out else ""
    sample = sample or ("Small" if one.small else "")
    of = "Stream" if one.of == Of.STREAM else "Practice standard"
    return one.label, of, share, one.good, one.cases, low, high, sample, one.text


def cases_table(audit: Audit, cases: Sequence[CaseRead]) -> DataTable:
    """A row a case, as the importer reads it: first auditor, second, what they agreed on, standards."""
    streams = [str(stream) for stream in audit.streams]
    columns = (
        ("Case", 14), ("Auditor", 28), ("Date", 14), *((stream, 20) for stream in streams),
        ("Second auditor", 28), *((f"{stream}, {SECOND}", 20) for stream in streams),
        *((f"{stream}, {AGREED}", 20) for stream in streams),
        *((str(question), 34) for question in audit.questions), ("Note", 60),
    )  # fmt: skip
    return DataTable(
        f"{audit.reference.lower()}-cases", "Cases", columns, tuple(_case(audit, one) for one in cases)
    )


def _case(audit: Audit, one: CaseRead) -> Row:
    first, second, agreed = one.first, one.second, one.agreed

    def grades(reading: object) -> list[str | None]:
        return [getattr(reading, "grades", {}).get(stream) for stream in audit.streams]

    answers = [one.answer(question) for question in audit.questions]
    return (
        one.case.reference, first.auditor if first else None, first.audited_on if first else None,
        *grades(first), second.auditor if second else None, *grades(second), *grades(agreed),
        *(Answer(answer).label if answer else None for answer in answers), first.note if first else None,
    )  # fmt: skip


def about_table(line: AuditLine) -> DataTable:
    """What is said of an audit, one thing a row, as the importer reads it."""
    audit = line.audit
    rows: tuple[Row, ...] = (
        ("Reference", audit.reference), ("Title", audit.title), ("Theme", audit.theme),
        ("Period", str(line.period)), ("Tool", str(audit.tool or "")), ("Population", audit.population),
        ("Population size", audit.population_size), ("How the sample was drawn", audit.get_drawn_display()),
        ("More on the sample", audit.drawn_text), ("Auditors", audit.auditors),
        ("Grades, best first", "; ".join(audit.grades)), ("Counts as good", audit.good_words),
        ("What it found", audit.finding),
    )  # fmt: skip
    return DataTable("about", "About", (("About", 26), ("Answer", 80)), rows)


def workbook_of(line: AuditLine, cases: Sequence[CaseRead], today: date) -> bytes:
    """An audit as ``.xlsx``: what is said of it, its results, and a row for each case."""
    audit = line.audit
    tables = [about_table(line), results_table(line)]
    if audit.streams:
        tables.insert(1, cases_table(audit, cases))
    about = About(
        title=str(audit), subject=f"Audit {audit.reference}", author=str(the_council() or ""),
        heading=str(audit), dated=today,
    )  # fmt: skip
    return write_workbook(tables, about)


def trend_table(trends: Sequence[Trend]) -> DataTable:
    """A row a quarter. Trends of several scales follow each other."""
    columns = (
        ("Stream", 30), ("Series", 34), ("Scale", 40), ("Quarter", 14), ("Percent", 10), ("Good", 8),
        ("Cases", 8), ("95% from", 10), ("95% to", 10), ("Chart's lower limit", 12),
        ("Chart's upper limit", 12), ("Tool changed", 12), ("Audits", 20), ("Tools", 40),
    )  # fmt: skip
    rows = []
    for trend in trends:
        for point in trend.points:
            _, _, share, good, cases, low, high, *_ = _result(point.result)
            limits = (point.judged.lower, point.judged.upper) if point.judged else (None, None)
            ends = tuple(None if one is None else Decimal(str(round(one * 100, 1))) for one in limits)
            rows.append((
                trend.stream, trend.series, "; ".join(trend.grades), str(point.period), share, good, cases,
                low, high, *ends, "Yes" if point.tool_changed else "",
                "; ".join(line.audit.reference for line in point.lines), point.tools,
            ))  # fmt: skip
    return DataTable("audit-trend", "Trend", columns, tuple(rows))


def themes_table(lines: Iterable[ThemeLine]) -> DataTable:
    columns = (
        ("Theme", 34), ("Repeats", 10), ("Audit", 10), ("Title", 44), ("Starts", 14), ("What it is", 14),
        ("What was seen", 60),
    )  # fmt: skip
    rows = tuple(
        (
            line.theme.name, "Repeats" if line.repeats else "", one.audit.reference, one.audit.title,
            one.audit.starts, one.get_sort_display(), one.words,
        )
        for line in lines
        for one in (*line.to_improve, *line.strengths)
    )  # fmt: skip
    return DataTable("audit-themes", "Themes", columns, rows)
