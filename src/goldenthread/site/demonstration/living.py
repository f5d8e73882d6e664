"""What keeps the demonstration's plans alive: meetings, milestones, statements, words, a round of requests.

Made up for the demonstration. It goes in through the actions that a user has, as roles and not as people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path

from goldenthread.apps.bodies.actions import seat_member
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.carryover.arranging import arrange_monitoring
from goldenthread.apps.chasing.actions import Asking, ask_for_updates
from goldenthread.apps.chasing.choosing import Which
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.commentary.actions import sign_off, write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.highlights.actions import start_draft
from goldenthread.apps.highlights.models import HighlightDraft
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person, Post, Role
from goldenthread.apps.plans.milestones import add_milestone, move_milestone, reach_milestone
from goldenthread.apps.plans.models import Action, Outcome, Plan
from goldenthread.apps.publishing.actions import prepare
from goldenthread.apps.publishing.models import Publication
from goldenthread.apps.success.actions import add_statement, answer_statement
from goldenthread.apps.success.models import SuccessStatement
from goldenthread.rulebook.periods import Period
from goldenthread.site.demonstration.files import rows
from goldenthread.site.demonstration.people import BOARD_SEAT, LEAD_MEMBER, STARTS

REPLIES_BY = date(2018, 7, 27)
WANTED = (
    "The partnership board meets on 20 September. Say in a few words what was done since June, and what is "
    "next. If a date will not be met, say so now."
)
MILESTONES = {
    "A-1": (
        ("Timeliness plan agreed with schools and health", date(2018, 6, 29), None, ""),
        (
            "Backlog of late assessments cleared",
            date(2018, 9, 28),
            date(2018, 11, 30),
            "Two posts are vacant.",
        ),
        ("Nine in ten finished within 20 weeks", date(2019, 3, 29), None, ""),
    ),
    "A-3": (
        ("Staff told of the new structure", date(2018, 7, 6), None, ""),
        ("Every post filled", date(2018, 9, 14), None, ""),
    ),
}


def meetings(tables: Path, at: datetime) -> None:
    """When the boards met and will meet."""
    for row in rows(tables / "meetings.csv"):
        body, held_on = Body.objects.get(name=row["body"]), date.fromisoformat(row["held_on"])
        if not Meeting.objects.filter(body=body, held_on=held_on).exists():
            add_meeting(
                body, held_on=held_on, starts_at=time.fromisoformat(row["starts_at"]), place=row["place"],
                by=None, at=at,
            )  # fmt: skip


def seats(at: datetime) -> None:
    """Who sits on the two boards, so that their papers reach somebody."""
    posts = {post.title: post for post in Post.objects.filter(title__in=(BOARD_SEAT, LEAD_MEMBER))}
    for body in Body.objects.filter(name__in=("Health and Wellbeing Board", "0-25 SEND Partnership Board")):
        for title in (BOARD_SEAT, LEAD_MEMBER):
            if not Membership.objects.filter(body=body, post=posts[title]).exists():
                seat_member(body, posts[title], starts=STARTS, capacity="Member", by=None, at=at)


def milestones(plan: Plan, today: date, at: datetime) -> None:
    """Steps on the way of two actions: one reached, one moved."""
    for reference, steps in MILESTONES.items():
        action = Action.objects.get(plan=plan, reference=reference)
        if action.milestones.exists():
            continue
        for text, due, moved_to, why in steps:
            milestone = add_milestone(action, text=text, due=due, by=None, at=at)
            if moved_to:
                move_milestone(milestone, due=moved_to, seen_due=due, reason=why, today=today, by=None, at=at)
            elif due <= today:
                reach_milestone(milestone, reached_on=due, seen_due=due, today=today, by=None, at=at)


def monitoring(recommendation: Recommendation, through: Body, today: date, at: datetime) -> None:
    """How a recommendation that is not met is watched once its plan ends."""
    if not recommendation.monitoring_arrangements.exists():
        arrange_monitoring(
            recommendation, effective_on=today, through=[through], seen=0, today=today, by=None, at=at,
            supported_by="The quarterly scorecard and the yearly audit of health assessments",
            planned_actions="Ask the health provider for its clinic capacity by month",
        )  # fmt: skip


def highlights(workstream: str, by: Person, today: date, at: datetime) -> None:
    """The draft of a workstream's highlight report, as the records have it: for a person to edit and send."""
    body = Body.objects.get(name=workstream)
    if not HighlightDraft.objects.filter(workstream=body).exists():
        start_draft(body, by=by, at=at, today=today)


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


def publication(scorecard: str, period: Period, by: Mapping[Role, Person], at: datetime) -> None:
    """The quarter's scorecard, prepared by the analyst, for a person to explain and another to approve."""
    card = Scorecard.objects.get(name=scorecard)
    if not Publication.objects.filter(scorecard=card).exists():
        prepare(card, period, by=by[Role.PERFORMANCE_ANALYST], at=at)


def requests(plan: Plan, by: Mapping[Role, Person], today: date, at: datetime) -> None:
    """A round of requests that is open: the mailbox shows what each lead was sent."""
    if not Round.objects.filter(plan=plan).exists() and today <= REPLIES_BY:
        asking = Asking(due_on=REPLIES_BY, message=WANTED, remind_before=3)
        ask_for_updates(
            plan, Which(due_within=120), asking, today=today, by=by[Role.IMPROVEMENT_OFFICER], at=at
        )
