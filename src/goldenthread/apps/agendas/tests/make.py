"""A board with a meeting, standing items and papers, for the tests of this room."""

from __future__ import annotations

from datetime import date, time

from goldenthread.apps.agendas.building import build_agenda
from goldenthread.apps.agendas.items import Says
from goldenthread.apps.agendas.models import Agenda, Item, Kind
from goldenthread.apps.agendas.queries import items_of
from goldenthread.apps.agendas.standing import add_standing_item
from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.actions import keep
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Person, Role, Scope

STANDING = (
    ("Apologies", Kind.APOLOGIES, 5),
    ("Declarations of interest", Kind.DECLARATIONS, 5),
    ("Minutes", Kind.MINUTES, 5),
    ("Matters arising", Kind.ARISING, 10),
    ("Date of the next meeting", Kind.NEXT_MEETING, None),
)
HELD_ON = date(2018, 7, 26)


def make_board(at, name="Improvement board") -> Body:
    return add_body(name, kind="Board", by=None, at=at)


def make_standing(body, at) -> None:
    for title, kind, minutes in STANDING:
        says = Says(title=title, kind=kind, minutes_allowed=minutes)
        add_standing_item(body, says, starts=date(2013, 1, 1), by=None, at=at)


def make_meeting(body, at, held_on=HELD_ON) -> Meeting:
    return add_meeting(body, held_on=held_on, starts_at=time(14), place="Town hall", by=None, at=at)


def make_agenda(at, today, body=None) -> Agenda:
    body = body or make_board(at)
    make_standing(body, at)
    return build_agenda(make_meeting(body, at), today=today, by=None, at=at).agenda


def titles(agenda) -> list[str]:
    return [item.title for item in items_of(agenda)]


def item_of(agenda, title) -> Item:
    return agenda.items.select_related("agenda__meeting__body").get(title=title)


def make_person(role, at, *, body=None, name="") -> Person:
    person = add_person(f"{name or role}@demonstration.example", name or role.label, by=None, at=at)
    scope = {"scope": Scope.BODY, "scope_uuid": body.uuid} if body else {}
    grant(person, role, **scope, starts=date(2013, 1, 1), by=None, at=at)
    return person


def a_pdf(at, name="report.pdf", content=b"%PDF-1.7\nA report\n"):
    return keep(content, name, by=None, at=at)


def an_image(at, name="photo.png"):
    return keep(b"\x89PNG\r\n\x1a\n" + b"\0" * 32, name, by=None, at=at)


MEMBER = Role.BOARD_MEMBER
