"""A report as one document: its words at a version with what the records give in their places."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.models import Kind, Report, Section
from goldenthread.apps.drafting.queries import numbers, route_of, sections_of, words_at
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.reports.authors import Authors
from goldenthread.documents.drafted_report import Cleared, DraftedReport, ReportSection
from goldenthread.documents.report_parts import PLACE, Figures, parts_of
from goldenthread.documents.wording import uk_date


def composed(report: Report, today: date, *, number: int | None = None, figures: Figures | None = None,
             changed: tuple[str, ...] = (), why_again: str = "") -> DraftedReport:  # fmt: skip
    """The report as it stands, or stood at a version, with the figures of a day.

    `figures` are those where they were read already.
    """
    figures = figures or figures_of(report, today)
    sections, words = sections_of(report), words_at(report, number)
    numbered = numbers(sections)
    council = the_council()
    return DraftedReport(
        council=council.name if council else "The council",
        body=report.body.name,
        title=report.title,
        template=report.form.template.name,
        template_version=report.form.number,
        edition=report.edition,
        as_at=today,
        writer=Authors([report.writer_id]).title(report.writer_id, today),
        meeting_on=report.meeting.held_on if report.meeting else None,
        sections=tuple(
            report_section(section, numbered[section.key], words.get(section.key, ""), figures)
            for section in sections
        ),
        cleared=_cleared(report),
        why_again=why_again,
        changed=changed,
        labels=(council.notice,) if council and council.notice else (),
    )


def report_section(section: Section, number: str, text: str, figures: Figures) -> ReportSection:
    """One section with its figures in place."""
    title = f"{number} {section.title}"
    named = {
        match[2]: figures.values[match[2]] for match in PLACE.finditer(text) if match[2] in figures.values
    }
    shown = date_words(text) if section.kind == Kind.DATE else text
    return ReportSection(
        key=section.key,
        number=number,
        title=section.title,
        under=section.under,
        kind=section.kind,
        text=text,
        parts=parts_of(shown, figures, name=f"Table in {title}"),
        figures=tuple(named.values()),
    )


def date_words(text: str) -> str:
    """An ISO day in words; any other text as it is."""
    try:
        return uk_date(date.fromisoformat(text.strip()))
    except ValueError:
        return text


def titles(sections: list[Section]) -> Mapping[str, str]:
    """Each section as people call it, by key: "3. Reasons"."""
    numbered = numbers(sections)
    return {
        one.key: f"{numbered[one.key]}{'' if '.' in numbered[one.key] else '.'} {one.title}"
        for one in sections
    }


def _cleared(report: Report) -> tuple[Cleared, ...]:
    """Who cleared this edition, in the order of the route."""
    return tuple(
        Cleared(str(one.step), timezone.localtime(one.asked.answered_at).date(), one.asked.words)
        for one in route_of(report)
        if one.asked is not None and one.is_cleared and one.asked.answered_at
    )
