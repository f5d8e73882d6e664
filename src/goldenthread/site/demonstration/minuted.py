"""A past meeting of the demonstration's board, minuted: who was there, what it resolved and asked for.

Made up; those present are posts.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from django.db import transaction

from goldenthread.apps.agendas.building import start_agenda
from goldenthread.apps.agendas.items import Says, add_item
from goldenthread.apps.bodies.actions import set_terms
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes import keeping
from goldenthread.apps.minutes.attending import attend, seats_of
from goldenthread.apps.minutes.between import decide
from goldenthread.apps.minutes.following import Asked, raise_action, report
from goldenthread.apps.minutes.models import ItemMinute, Minutes
from goldenthread.apps.minutes.numbering import number_from
from goldenthread.apps.minutes.resolving import Resolved, Votes, resolve
from goldenthread.apps.minutes.writing import save_text
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.site.demonstration.files import rows

BODY, HELD_ON = "Health and Wellbeing Board", date(2018, 5, 22)
FIRST_NUMBER = 54
PARAGRAPH = 3


@transaction.atomic
def meeting(tables: Path, clerk: Person, today: date, at: datetime) -> None:
    """The meeting of May 2018, agreed and to be signed; and a decision taken since, to be endorsed."""
    held = Meeting.objects.select_related("body").get(body__name=BODY, held_on=HELD_ON)
    if Minutes.objects.filter(meeting=held).exists():
        return
    told = {"by": clerk, "at": at}
    body = _terms(held.body, clerk, at)
    listed = rows(tables / "minutes.csv")
    _agenda(held, listed, clerk, at)
    number_from(body, first=FIRST_NUMBER, **told)
    minutes = keeping.begin(held, **told)
    minutes = keeping.say_hours(
        minutes, chaired_by="Leader of the Council", started_at=time(14), ended_at=time(16, 10), **told
    )
    for seat in seats_of(minutes):
        attend(minutes, "present", seat=seat, role=seat.capacity, **told)
    attend(minutes, "in_attendance", name="Performance analyst", role="Adviser", **told)
    by_title = {
        one.title: one for one in minutes.item_minutes.select_related("minutes__meeting__body", "item")
    }
    for row in listed:
        _minute(by_title[row["item"]], row, clerk, at)
    for row in rows(tables / "body_actions.csv"):
        _action(by_title[row["item"]], row, clerk, today, at)
    minutes.refresh_from_db()
    keeping.agree(minutes, version=minutes.version, today=today, **told)
    decide(
        body, kind="urgent", decided_on=date(2018, 6, 18), today=today, **told,
        words="Support the bid for a second assessment team",
        authority="Terms of reference: urgent matters, by the chair after asking the members",
        decided_by="Leader of the Council, in the chair",
    )  # fmt: skip


def _terms(body: Body, clerk: Person, at: datetime) -> Body:
    if body.quorum is not None or body.quorum_words:
        return body
    return set_terms(
        body, terms_of_reference=body.terms_of_reference or "Made up for the demonstration.", quorum=2,
        quorum_words="", notice_law=body.notice_law, version=body.version, by=clerk, at=at,
    )  # fmt: skip


def _agenda(held: Meeting, listed: list[dict[str, str]], clerk: Person, at: datetime) -> None:
    agenda = start_agenda(held, by=clerk, at=at)
    there = set(agenda.items.values_list("title", flat=True))
    for row in listed:
        if row["item"] not in there:
            closed = {
                "part": 2,
                "exempt_paragraph": PARAGRAPH,
                "public_interest": "The price is not settled.",
            }
            says = Says(row["item"], **(closed if row["part"] == "2" else {}))
            add_item(agenda, says, by=clerk, at=at)


def _minute(minute: ItemMinute, row: dict[str, str], clerk: Person, at: datetime) -> None:
    save_text(minute, row["text"], version=minute.version, by=clerk, at=at)
    for text in filter(None, row["resolved"].split("|")):
        counted = [row["for"], row["against"], row["abstained"]]
        votes = Votes(*map(int, counted)) if all(counted) else None
        resolve(minute, Resolved(text, decided_at=time(15), votes=votes), by=clerk, at=at)


def _action(minute: ItemMinute, row: dict[str, str], clerk: Person, today: date, at: datetime) -> None:
    of = minute.resolutions.get(letter=row["resolution"]) if row["resolution"] else minute
    found = Recommendation.objects.filter(inspection__name="Single inspection, 2015")
    recommendation = found.filter(reference=row["recommendation"]).first() if row["recommendation"] else None
    action = raise_action(
        of,
        Asked(
            row["words"],
            Post.objects.filter(title=row["owner"]).first(),
            date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            row["due_words"],
            recommendation,
            Action.objects.filter(reference=row["plan_action"]).first() if row["plan_action"] else None,
        ),
        by=clerk, at=at,
    )  # fmt: skip
    if row["report"]:
        report(
            action, row["report"], done=bool(row["done"]), today=today, by=clerk, at=at,
            effective_on=date.fromisoformat(row["report_on"]),
        )  # fmt: skip
