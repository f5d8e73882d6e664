"""What keeps the demonstration's plans alive: meetings, statements, words on measures, a round of requests.

Made up for the demonstration. It goes in through the actions that a user has, as roles and not as people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import Which
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.commentary.actions import sign_off, write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.models import Outcome, Plan
from goldenthread.apps.success.actions import add_statement, answer_statement
from goldenthread.apps.success.models import SuccessStatement
from goldenthread.rulebook.periods import Period
from goldenthread.site.demonstration.files import rows

REPLIES_BY = date(2018, 7, 27)
WANTED = (
    "The partnership board meets on 20 September. Say in a few words what was done since June, and what is "
    "next. If a date will not be met, say so now."
)


def meetings(tables: Path, at: datetime) -> None:
    """When the boards met and will meet."""
    for row in rows(tables / "meetings.csv"):
        body, held_on = Body.objects.get(name=row["body"]), date.fromisoformat(row["held_on"])
        if not Meeting.objects.filter(body=body, held_on=held_on).exists():
            add_meeting(
                body, held_on=held_on, starts_at=time.fromisoformat(row["starts_at"]), place=row["place"],
                by=None, at=at,
            )  # fmt: skip


def statements(tables: Path, plan: Plan, today: date, at: datetime) -> None:
    """What children, parents and carers, professionals and audits will show, and what they have shown."""
    for row in rows(tables / "success_statements.csv"):
        outcome = Outcome.objects.get(plan=plan, text=row["outcome"])
        if SuccessStatement.objects.filter(outcome=outcome, source=row["source"]).exists():
            continue
        statement = add_statement(
            plan, source=row["source"], text=row["text"], outcome=outcome, effective_on=date(2018, 7, 13),
            by=None, at=at,
        )  # fmt: skip
        if row["verdict"]:
            answer_statement(
                statement, verdict=row["verdict"], finding=row["finding"], sample=row["sample"],
                effective_on=date.fromisoformat(row["effective_on"]), today=today, by=None, at=at,
            )  # fmt: skip


def commentary(
    tables: Path, scorecard: str, period: Period, by: Mapping[Role, Person], today: date, at: datetime
) -> None:
    """The analyst's words on a few measures of the quarter; the head of service signs one of them off."""
    for row in rows(tables / "commentary.csv"):
        measure = Measure.objects.get(lines__scorecard__name=scorecard, lines__reference=row["reference"])
        if Comment.objects.filter(measure=measure).exists():
            continue
        [shown] = rows_of([measure], period)
        comment = write_comment(
            measure, period, row["text"], version=0, seen=shown_of(shown).digest, effective_on=today,
            by=by[Role.PERFORMANCE_ANALYST], at=at,
        )  # fmt: skip
        if row["signed_off"] == "yes":
            sign_off([comment], on=today, by=by[Role.HEAD_OF_SERVICE], at=at)


def requests(plan: Plan, by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """A round of requests that is open: the mailbox shows what each lead was sent."""
    if not Round.objects.filter(plan=plan).exists() and today <= REPLIES_BY:
        asking = Asking(due_on=REPLIES_BY, message=WANTED, remind_before=3)
        ask_for_updates(
            plan, Which(due_within=120), asking, today=today, by=by[Role.IMPROVEMENT_OFFICER], at=at
        )
