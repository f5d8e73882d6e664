"""What differs between two versions of a report, or two frozen editions: by section, word by word."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.apps.drafting.composing import titles
from goldenthread.apps.drafting.models import Report
from goldenthread.apps.drafting.queries import sections_of, words_at
from goldenthread.documents.drafted_report import DraftedReport, ReportSection
from goldenthread.documents.report_parts import PartKind, row_text
from goldenthread.documents.word_changes import Change, word_changes


@dataclass(frozen=True)
class SectionDifference:
    """A section that differs: what it is called, and its words with what was taken out and put in."""

    title: str
    changes: tuple[Change, ...]


def between(report: Report, before: int, after: int) -> list[SectionDifference]:
    """The sections that read otherwise at a later version, figures as `{figure key}`."""
    if before == after:
        return []
    old, new = words_at(report, before), words_at(report, after)
    return [
        SectionDifference(title, word_changes(old.get(key, ""), new.get(key, "")))
        for key, title in titles(sections_of(report)).items()
        if old.get(key, "") != new.get(key, "")
    ]


def between_editions(before: DraftedReport, after: DraftedReport) -> list[SectionDifference]:
    """The sections that read otherwise in a later edition, figures as they were printed."""
    old = {section.key: reads(section) for section in before.sections}
    found = []
    for section in after.sections:
        says = reads(section)
        if says != old.get(section.key, ""):
            title = f"{section.number} {section.title}"
            found.append(SectionDifference(title, word_changes(old.get(section.key, ""), says)))
    return found


def reads(section: ReportSection) -> str:
    """A section as text, its figures in place."""
    lines: list[str] = []
    for part in section.parts:
        if part.kind is PartKind.TABLE:
            lines += [row_text([cell.text for cell in row.cells]) for row in part.rows]
        else:
            mark = "- " if part.kind is PartKind.BULLETS else ""
            lines += [f"{mark}{line.text}" for line in part.lines]
    return "\n".join(lines)
