"""Reports that are written in the demonstration: one a draft, one that waits for the director, one frozen.

Made up for the demonstration. They go in through the actions that a user has, as roles and not as people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.drafting.actions import About, save_section, start_report
from goldenthread.apps.drafting.clearing import answer, submit
from goldenthread.apps.drafting.commenting import comment
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.freezing import freeze
from goldenthread.apps.drafting.models import Answer, Clearance, Report, Template
from goldenthread.apps.drafting.queries import report_called
from goldenthread.apps.drafting.shipping import ship_templates
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.models import Plan
from goldenthread.rulebook.periods import Period
from goldenthread.site.demonstration.files import rows


@dataclass(frozen=True)
class Written:
    """A report of the demonstration: `name` is the one by which its words are filed."""

    name: str
    template: str
    title: str
    body: str
    held_on: date
    writer: Role


PROGRESS = Written(
    "progress", "progress_report", "Progress of the written statement of action",
    "0-25 SEND Partnership Board", date(2018, 9, 20), Role.IMPROVEMENT_OFFICER,
)  # fmt: skip
SCORECARD = Written(
    "scorecard", "scorecard_report", "Children and families scorecard, 2017-18 Q4",
    "Health and Wellbeing Board", date(2018, 7, 24), Role.PERFORMANCE_ANALYST,
)  # fmt: skip
COVER = Written(
    "cover", "board_cover_sheet", "Initial health assessments on time", "Health and Wellbeing Board",
    date(2018, 7, 24), Role.IMPROVEMENT_OFFICER,
)  # fmt: skip
ASKED = "Say what parents and carers told us since June, not only that they were asked."


def reports(
    tables: Path, plan: Plan, scorecard: str, period: Period, by: Mapping[Role, Person], today: date,
    at: datetime,
) -> None:  # fmt: skip
    """The three reports, each unless it stands already."""
    ship_templates()
    card = Scorecard.objects.get(name=scorecard)
    if progress := _write(tables, PROGRESS, About(plan=plan), by, at):
        comment(progress, "impact", ASKED, by=by[Role.HEAD_OF_SERVICE], at=at)
    if waits := _write(tables, SCORECARD, About(scorecard=card, period=period), by, at):
        submit(waits, figures_of(waits, today), by=by[SCORECARD.writer], at=at)
    if cover := _write(tables, COVER, About(), by, at):
        cover = submit(cover, figures_of(cover, today), by=by[COVER.writer], at=at)
        for asked in Clearance.objects.filter(report=cover, answer=Answer.WAITING):
            answer(asked, Answer.CLEARED, version=cover.version, by=by[Role.DIRECTOR], at=at)
        cover = report_called(cover.uuid)
        freeze(cover, version=cover.version, by=by[Role.DEMOCRATIC_SERVICES_OFFICER], at=at, today=today)


def _write(
    tables: Path, says: Written, about: About, by: Mapping[Role, Person], at: datetime
) -> Report | None:
    """Begin a report and write its sections; None where it was begun already."""
    body = Body.objects.get(name=says.body)
    if Report.objects.filter(body=body, title=says.title).exists():
        return None
    report = start_report(
        Template.objects.get(key=says.template), body, title=says.title, about=about,
        meeting=Meeting.objects.get(body=body, held_on=says.held_on), by=by[says.writer], at=at,
    )  # fmt: skip
    for row in rows(tables / "drafted_reports.csv"):
        if row["report"] == says.name:
            report = save_section(
                report, row["section"], row["text"], version=report.version, by=by[says.writer], at=at
            )
    return report
