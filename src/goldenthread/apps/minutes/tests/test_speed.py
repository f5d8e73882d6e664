"""Ten years of monthly meetings and 5,000 actions: each page asks the database few things."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.agendas.arising import arising_for
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.minutes.models import ActionReport, BodyAction, ItemMinute, Minutes, Resolution
from goldenthread.apps.people.models import Role

pytestmark = pytest.mark.django_db
MEETINGS, ITEMS, ACTIONS, OPEN = 120, 10, 5000, 300


@pytest.fixture
def ten_years(board, posts, now, today):
    """Monthly meetings of ten items, each with a resolution, and actions of which most are closed."""
    days = [today - timedelta(days=30 * back) for back in range(MEETINGS, 0, -1)]
    meetings = Meeting.objects.bulk_create(Meeting(body=board, held_on=day, recorded_at=now) for day in days)
    minutes = Minutes.objects.bulk_create(
        Minutes(meeting=one, state="agreed", agreed_at=now, recorded_at=now) for one in meetings
    )
    rows = [
        ItemMinute(
            minutes=one, body=board, position=place, number=index * ITEMS + place, title=f"Item {place}",
            text="The board heard the figures and discussed them. " * 5,
        )
        for index, one in enumerate(minutes)
        for place in range(1, ITEMS + 1)
    ]  # fmt: skip
    rows = ItemMinute.objects.bulk_create(rows)
    said = Resolution.objects.bulk_create(
        Resolution(minute=one, letter="a", text="it be done", recorded_at=now) for one in rows
    )
    raised = []
    for number in range(1, ACTIONS + 1):
        of = said[number % len(said)]
        closed = number > OPEN
        held = of.minute.minutes.meeting.held_on
        raised.append(BodyAction(
            body=board, number=number, minute=of.minute, resolution=of, words=f"Do what was asked, {number}",
            owner=posts[number % 3], raised_on=held, due_on=held + timedelta(days=40) if number % 7 else None,
            state="closed" if closed else "open", closed_on=today if closed else None,
            closed_by=rows[-1] if closed else None, recorded_at=now,
        ))  # fmt: skip
    raised = BodyAction.objects.bulk_create(raised)
    ActionReport.objects.bulk_create(
        ActionReport(action=one, words="It goes on.", effective_on=today, recorded_at=now) for one in raised
    )
    return minutes[-1]


PAGES = {
    "log": 13, "log?state=late&page=2": 13, "log?words=asked": 14, "resolutions": 10, "minutes": 24,
    "all": 10, "body": 30, "action": 12,
}  # fmt: skip


def test_pages_of_ten_years_ask_little(sign_in, ten_years, board, django_assert_max_num_queries, subtests):
    client = sign_in(Role.AUDITOR)
    addresses = {
        "minutes": ten_years.get_absolute_url(),
        "all": reverse("minutes:all"),
        "body": board.get_absolute_url(),
        "action": BodyAction.objects.first().get_absolute_url(),
    }
    for page, most in PAGES.items():
        name, _, query = page.partition("?")
        address = addresses.get(name) or reverse(f"minutes:{name}", args=[board.uuid])
        with subtests.test(page=page), django_assert_max_num_queries(most):
            assert client.get(f"{address}?{query}").status_code == 200


def test_what_comes_back_on_an_agenda_is_found_in_a_few_questions(
    ten_years, board, now, today, django_assert_max_num_queries
):
    coming = add_meeting(board, held_on=date(2018, 9, 1), by=None, at=now)
    with django_assert_max_num_queries(10):
        found = arising_for(coming, today)
    assert len([one for one in found if one.words.startswith("A")]) == OPEN
