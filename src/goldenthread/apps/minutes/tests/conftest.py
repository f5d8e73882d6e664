"""A board that meets, with seats, an agenda of three items, and minutes begun."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from goldenthread.apps.agendas.models import Agenda, Item
from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Membership
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.minutes.attending import attend
from goldenthread.apps.minutes.keeping import agree, begin, sign
from goldenthread.apps.people.actions import add_person, grant, post_called, take_post
from goldenthread.apps.people.models import Council, Organisation, Person, Role

SINCE = date(2013, 1, 1)


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def organisation():
    return Organisation.objects.create(name="Council")


@pytest.fixture
def board(now):
    board = add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)
    board.quorum = 2
    board.save()
    return board


@pytest.fixture
def posts(organisation):
    titles = ("Chair of the board", "Lead member", "Director of children's services")
    return [post_called(title, organisation) for title in titles]


@pytest.fixture
def seats(board, posts) -> list[Membership]:
    return [
        Membership.objects.create(
            body=board, post=post, starts=SINCE, capacity="Chair" if place == 0 else "Member"
        )
        for place, post in enumerate(posts)
    ]


@pytest.fixture
def meeting(board, now, today):
    return add_meeting(board, held_on=today, starts_at=time(14), by=None, at=now)


@pytest.fixture
def later(board, now, today):
    return add_meeting(board, held_on=today + timedelta(days=60), starts_at=time(14), by=None, at=now)


@pytest.fixture
def items(meeting, now) -> list[Item]:
    return agenda_of(meeting, now, "Apologies", "Initial health assessments", "Placement costs")


def agenda_of(meeting, now, *titles) -> list[Item]:
    agenda = Agenda.objects.create(meeting=meeting, recorded_at=now)
    return [
        Item.objects.create(
            agenda=agenda, position=place, title=title, origin_key=str(place), recorded_at=now,
            **({"part": 2, "exempt_paragraph": 3} if title == "Placement costs" else {}),
        )
        for place, title in enumerate(titles, 1)
    ]  # fmt: skip


@pytest.fixture
def minutes(meeting, items, now):
    return begin(meeting, by=None, at=now)


@pytest.fixture
def minute(minutes):
    """The minute of the second item, in part 1."""
    return minutes.item_minutes.select_related("minutes__meeting__body", "item", "body").get(position=2)


@pytest.fixture
def restricted(minutes):
    return minutes.item_minutes.select_related("minutes__meeting__body", "item", "body").get(position=3)


@pytest.fixture
def present(minutes, seats, now):
    """All three members, so that the board is quorate."""
    return [attend(minutes, "present", seat=seat, by=None, at=now) for seat in seats]


@pytest.fixture
def clerk(now) -> Person:
    return somebody("clerk", Role.DEMOCRATIC_SERVICES_OFFICER, now)


@pytest.fixture
def second(now) -> Person:
    return somebody("second", Role.DEMOCRATIC_SERVICES_OFFICER, now)


@pytest.fixture
def owner(posts, now) -> Person:
    """Who holds the director's post, and no role but that of an action lead."""
    person = somebody("owner", Role.ACTION_LEAD, now)
    take_post(person, posts[2], starts=SINCE, by=None, at=now)
    return person


def somebody(name, role, now) -> Person:
    person = add_person(f"{name}@demonstration.example", f"{role.label} {name}", by=None, at=now)
    grant(person, role, starts=SINCE, by=None, at=now)
    return person


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        client.force_login(somebody(str(role), role, now))
        return client

    return as_role


@pytest.fixture
def agreed(minutes, present, clerk, now, today):
    minutes.refresh_from_db()
    return agree(minutes, version=minutes.version, by=clerk, at=now, today=today)


@pytest.fixture
def signed(agreed, later, clerk, now):
    return sign(
        agreed, at_meeting=later, signed_by="Chair of the board", version=agreed.version, by=clerk, at=now,
        today=later.held_on,
    )  # fmt: skip


@pytest.fixture
def later_minute(later, now):
    """The minute of the only item of the later meeting."""
    agenda_of(later, now, "Minutes of the last meeting")
    minutes = begin(later, by=None, at=now)
    return minutes.item_minutes.select_related("minutes__meeting__body", "item", "body").get()
