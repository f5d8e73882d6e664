"""What is written in the world of the tests: a draft, a report in clearance, a frozen one, a comment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.actions import About, save_section, start_report
from goldenthread.apps.drafting.clearing import answer, submit
from goldenthread.apps.drafting.commenting import comment
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.freezing import freeze
from goldenthread.apps.drafting.models import Answer, Clearance, Report, Template
from goldenthread.apps.drafting.queries import missing, words_at
from goldenthread.apps.drafting.shipping import ship_templates
from goldenthread.apps.drafting.word_exchange import bring_back, send_out
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Plan

Addresses = list[tuple[Callable[[str], bool], dict[str, Any]]]


def filled(report: Report, *, by: Person | None, at: datetime) -> Report:
    """The report with words in each section that is required and says nothing."""
    for section in missing(report, words_at(report)):
        text = section.options[0] if section.kind == "choice" else "Said in plain words."
        text = f"- {section.options[0]}" if section.kind == "boxes" else text
        text = "2018-07-16" if section.kind == "date" else text
        report = save_section(report, section.key, text, version=report.version, by=by, at=at)
    return report


def drafting_addresses(
    board: Body, meeting: Meeting, plan: Plan, officer: Person, director: Person, now: datetime, today: date
) -> Addresses:
    by = {"by": officer, "at": now}
    ship_templates()
    template = Template.objects.get(key="risk_report")
    about = About(plan=plan)
    draft = start_report(template, board, title="Risks", about=about, meeting=meeting, **by)
    said = comment(draft, "summary", "Say more.", **by)
    asked, frozen = (
        filled(start_report(template, board, title=title, about=about, **by), **by)
        for title in ("Asked", "Frozen")
    )
    submit(asked, figures_of(asked, today), **by)
    frozen = submit(frozen, figures_of(frozen, today), **by)
    waits = Clearance.objects.get(report=frozen)
    answer(waits, Answer.CLEARED, version=frozen.version, by=director, at=now)
    edition = freeze(frozen, version=frozen.version, today=today, **by)
    clearance = Clearance.objects.get(report=asked)

    _, content = send_out(draft, today=today, **by)
    returned = bring_back(draft, content, "report.docx", **by)

    def named(*names: str) -> Callable[[str], bool]:
        return lambda url: url in {f"drafting:{name}" for name in names}

    return [
        (named("reports", "start", "clearances", "templates", "clearers"), {}),
        (named("template", "add_section", "change_route"), {"uuid": template.uuid}),
        (named("change_section"), {"uuid": template.uuid, "key": "summary"}),
        (named("clear"), {"uuid": clearance.uuid}),
        (named("reply"), {"uuid": said.uuid}),
        (named("edition"), {"uuid": edition.uuid}),
        (named("download"), {"uuid": edition.uuid, "suffix": "pdf"}),
        (named("returned"), {"uuid": returned.uuid}),
        (named("section", "comment"), {"uuid": draft.uuid, "key": "summary"}),
        (named("report"), {"uuid": draft.uuid, "slug": "report"}),
        (lambda url: url.startswith("drafting:"), {"uuid": draft.uuid}),
    ]
