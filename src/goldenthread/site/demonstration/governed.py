"""How the demonstration's bodies are made up: seats, quorum and terms, the reporting calendar, a recess.

Made up for the demonstration. It goes in through the actions that a user has; seats are posts, not people.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from goldenthread.apps.bodies.actions import set_terms
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.bodies.seats import seat_member
from goldenthread.apps.meetings.models import Meeting, Recess
from goldenthread.apps.meetings.recesses import add_recess
from goldenthread.apps.people.actions import post_called
from goldenthread.apps.people.models import Organisation, Post
from goldenthread.apps.reporting.actions import owe_report, received
from goldenthread.apps.reporting.models import ReportOwed
from goldenthread.site.demonstration.files import rows
from goldenthread.site.demonstration.people import STARTS

SUMMER = (date(2018, 7, 30), date(2018, 8, 31))
# What came, by the first word of the report: the day on which it was owed, and the meeting that had it.
CAME = (
    ("Progress of the improvement plan", date(2018, 5, 22), date(2018, 5, 22)),
    ("Scorecard of the quarter", date(2018, 3, 12), date(2018, 5, 21)),
    ("Themes of frontline visits", date(2018, 1, 22), None),
    ("Highlight report of assessment and planning", date(2018, 5, 17), date(2018, 6, 14)),
    ("Highlight report of assessment and planning", date(2018, 6, 17), None),
)


def bring(tables: Path, at: datetime) -> None:
    """Everything of this module. Idempotent."""
    _seats(tables, at)
    _terms(tables, at)
    _owed(tables, at)
    if not Recess.objects.exists():
        add_recess("Summer recess", starts=SUMMER[0], ends=SUMMER[1], by=None, at=at)


def _seats(tables: Path, at: datetime) -> None:
    made: dict[tuple[str, str], Membership] = {}
    for row in rows(tables / "seats.csv"):
        body, post = Body.objects.get(name=row["body"]), _post(row["post"], row["organisation"])
        there = Membership.objects.filter(body=body, post=post).first()
        made[body.name, row["post"]] = there or seat_member(
            body, post, starts=STARTS, capacity=row["capacity"], seat=row["seat"],
            voting=row["vote"] == "yes", substitute_for=made.get((body.name, row["substitute_for"])),
            by=None, at=at,
        )  # fmt: skip


def _terms(tables: Path, at: datetime) -> None:
    for row in rows(tables / "terms.csv"):
        body = Body.objects.get(name=row["body"])
        if body.quorum is None and not body.quorum_words:
            set_terms(
                body, terms_of_reference=row["terms"], quorum=int(row["quorum"]) if row["quorum"] else None,
                quorum_words=row["quorum_words"], version=body.version, by=None, at=at,
            )  # fmt: skip


def _owed(tables: Path, at: datetime) -> None:
    if ReportOwed.objects.exists():
        return
    for row in rows(tables / "reports_owed.csv"):
        owe_report(
            Body.objects.get(name=row["body"]), title=row["report"], rhythm=row["how_often"],
            first_due=date.fromisoformat(row["first_due"]),
            from_post=_post(row["from_post"], row["organisation"]) if row["from_post"] else None,
            from_body=Body.objects.get(name=row["from_body"]) if row["from_body"] else None,
            basis=row["where_it_is_said"], by=None, at=at,
        )  # fmt: skip
    for title, due_on, held_on in CAME:
        report = ReportOwed.objects.get(title=title)
        meeting = Meeting.objects.filter(body=report.body, held_on=held_on).first() if held_on else None
        received(report, due_on, on=held_on or due_on, meeting=meeting, by=None, at=at)


def _post(title: str, organisation: str) -> Post:
    """The post of this title, of whichever organisation has it already; else a new one."""
    there = Post.objects.filter(title=title).first()
    return there or post_called(title, Organisation.objects.get_or_create(name=organisation)[0])
