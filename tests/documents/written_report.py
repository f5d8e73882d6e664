"""A written report for tests: words, lists, tables typed and of the records, an empty section."""

from __future__ import annotations

from datetime import date

from goldenthread.documents.drafted_report import Cleared, DraftedReport, ReportSection
from goldenthread.documents.report_parts import Figures, FigureTable, FigureValue, parts_of
from goldenthread.documents.report_word import Carried

FIGURES = Figures.of(
    [FigureValue("red", "Red measures", "4"), FigureValue("green", "Green measures", "8")],
    [
        FigureTable("reds", "Red measures", ("Measure", "Figure"), (("2.11 On time", "34%"), ("1.7", "12"))),
        FigureTable("late", "Late actions", ("Action",), (), empty="No action is late."),
    ],
)
TABLES = frozenset(FIGURES.tables)
TEXTS = {
    "summary": "There are {figure red} red and {figure green} green measures.\nA second line.\n"
    "- one {figure red}\n- two\n- three",
    "reasons": "{table reds}\nWords after the table.\n{table late}",
    "legal": "",
    "finance": "1. A typed number\n| What | Cost |\n| Posts {figure red} | £40,000 \\| a year |\nThe end.",
}
TITLES = {"summary": "1. Summary", "reasons": "2. Reasons", "legal": "3.1 Legal", "finance": "3.2 Finance"}
NAMES = {"red": "Red measures", "green": "Green measures", "reds": "Red measures", "late": "Late actions"}
CARRIED = Carried("0123456789abcdef" * 2, 3, "f" * 64)
GUIDANCE = {"legal": "Powers and duties."}


def section(key: str, number: str, title: str, under: str = "") -> ReportSection:
    text = TEXTS[key]
    return ReportSection(
        key, number, title, under, "text", text, parts_of(text, FIGURES, name=f"Table in {number} {title}")
    )


def written_report(**says: object) -> DraftedReport:
    fields: dict[str, object] = {
        "council": "The demonstration council",
        "body": "Health and Wellbeing Board",
        "title": "Health assessments",
        "template": "Committee report",
        "template_version": 1,
        "edition": 1,
        "as_at": date(2018, 7, 16),
        "writer": "Improvement officer",
        "meeting_on": date(2018, 9, 20),
        "sections": (
            section("summary", "1", "Summary"),
            section("reasons", "2", "Reasons"),
            section("legal", "3.1", "Legal", "Implications"),
            section("finance", "3.2", "Finance", "Implications"),
        ),
        "cleared": (Cleared("Finance", date(2018, 9, 5)),),
    }
    return DraftedReport(**(fields | says))  # type: ignore[arg-type]
