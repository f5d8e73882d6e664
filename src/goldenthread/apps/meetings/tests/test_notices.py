"""Notices: how the council counts, what is listed, and that a day off is asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body, set_terms
from goldenthread.apps.meetings import actions, counting, notices, publication, recesses
from goldenthread.apps.meetings.models import CountingChoice, Meeting, Recess
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.notices import Law

pytestmark = pytest.mark.django_db
KEEPERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
TODAY, MEETING = date(2018, 7, 16), date(2018, 7, 24)
EVERY_DAY = {"exclude_weekends": False, "exclude_bank_holidays": False, "cut_off": None}


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(now):
    return add_body("Scrutiny committee", kind="Committee", in_public=True, by=None, at=now)


@pytest.fixture
def add(board, now):
    return lambda day, **says: actions.add_meeting(board, held_on=day, **says, by=None, at=now)


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


def choose(now, **says):
    return counting.choose_counting(**EVERY_DAY | {"reason": "The constitution"} | says, by=None, at=now)


@pytest.mark.parametrize(
    ("kind", "in_public", "chosen", "law"),
    [
        ("Committee", True, "", Law.COUNCIL),
        ("Executive", True, "", Law.EXECUTIVE),
        ("Group", False, "", None),
        ("Group", False, "council", Law.COUNCIL),
        ("Committee", True, "none", None),
    ],
)
def test_the_law_of_a_body_is_what_it_is_or_what_was_chosen(now, kind, in_public, chosen, law):
    body = add_body("Body", kind=kind, in_public=in_public, by=None, at=now)
    body = set_terms(
        body, terms_of_reference="", quorum=None, quorum_words="", notice_law=chosen, version=1, by=None,
        at=now,
    )  # fmt: skip
    assert notices.law_of(body) == law


def test_until_the_council_chooses_days_are_read_strictly(add, now):
    notice = notices.notice_for(add(MEETING), now)
    assert notice.notice.last_day == TODAY
    assert notice.left.words == "Today is the last day"
    choose(now)
    notice = notices.notice_for(Meeting.objects.get(), now)
    assert (notice.notice.last_day, notice.notice.strictest) == (date(2018, 7, 18), TODAY)


def test_a_choice_has_a_reason_is_told_and_stays(council, now):
    with pytest.raises(Refused, match="Say where") as refusal:
        choose(now, reason=" ")
    assert refusal.value.field == "reason"
    choose(now)
    with pytest.raises(Refused, match="already"):
        choose(now)
    assert about(council.uuid)[0].verb == "meetings.counting_chosen"
    with pytest.raises(DatabaseError), transaction.atomic():
        CountingChoice.objects.update(reason="Another")


def test_after_the_hour_that_the_council_named_it_is_late(add, now):
    choose(now, exclude_weekends=True, exclude_bank_holidays=True, cut_off=time(17))
    meeting = add(MEETING)
    # Ten past four in the afternoon, Greenwich time, is after five in London's summer.
    late = notices.notice_for(meeting, datetime(2018, 7, 16, 16, 10, tzinfo=UTC))
    assert late.left.words == "1 day late"


@pytest.mark.parametrize(("day", "in_time"), [(16, True), (17, False)])
def test_what_was_published_is_in_time_or_not(add, now, monkeypatch, day, in_time):
    meeting = add(MEETING)
    at = datetime(2018, 7, day, 9, tzinfo=UTC)
    monkeypatch.setattr(publication, "_sources", [lambda ids: dict.fromkeys(ids, at)])
    notice = notices.notice_for(meeting, now)
    assert (notice.in_time, notice.left) == (in_time, None)


def test_coming_meetings_are_listed_by_their_last_day_in_few_queries(
    add, now, today, django_assert_max_num_queries
):
    for number in range(1, 20):
        add(date(2018, 8, number))
    add(date(2018, 7, 10))
    actions.cancel_meeting(add(date(2018, 9, 4)), cancelled_on=today, reason="None", by=None, at=now)
    with django_assert_max_num_queries(3):
        found = notices.notices_coming(today, now)
    assert len(found) == 19
    assert [one.notice.last_day for one in found] == sorted(one.notice.last_day for one in found)


def test_a_meeting_that_was_called_late_says_so(add, now):
    assert notices.notice_for(add(date(2018, 7, 18)), now).called_late
    assert not notices.notice_for(add(MEETING), now).called_late


@pytest.mark.parametrize("role", Role)
def test_notices_are_read_by_readers_and_counting_is_chosen_by_keepers(sign_in, add, role):
    add(MEETING)
    client = sign_in(role)
    for name in ("notices", "recesses"):
        expected = 200 if role in READERS else 403
        assert client.get(reverse(f"meetings:{name}")).status_code == expected
    for name in ("counting", "add_recess"):
        expected = 200 if role in KEEPERS else 403
        assert client.get(reverse(f"meetings:{name}")).status_code == expected


def test_the_page_warns_where_a_stricter_reading_asks_for_an_earlier_day(sign_in, add):
    add(MEETING)
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    page = client.get(reverse("meetings:notices")).content.decode()
    assert "The same day" in page
    client.post(reverse("meetings:counting"), {"reason": "The constitution, part 4"})
    page = client.get(reverse("meetings:notices")).content.decode()
    assert "18 July 2018" in page
    assert '<strong class="govuk-tag govuk-tag--yellow">16 July 2018</strong>' in page
    table = client.get(reverse("meetings:notices"), {"format": "csv"}).content.decode()
    assert "Scrutiny committee,2018-07-24,2018-07-18,2018-07-16,2 days left,,NTC-1" in table


@pytest.mark.parametrize(
    ("day", "words"),
    [(("21", "7"), "is a Saturday"), (("27", "8"), "is a bank holiday"), (("1", "8"), "in the recess")],
)
def test_a_meeting_on_a_day_off_is_asked_about_first(sign_in, board, now, day, words):
    recesses.add_recess("Summer", starts=date(2018, 7, 30), ends=date(2018, 8, 3), by=None, at=now)
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    typed = {
        "body": board.uuid, "held_on_day": day[0], "held_on_month": day[1], "held_on_year": "2018",
    }  # fmt: skip
    asked = client.post(reverse("meetings:add"), typed)
    assert asked.status_code == 422
    assert words in asked.content.decode()
    assert 'type="checkbox" name="day_off_meant"' in asked.content.decode()
    client.post(reverse("meetings:add"), typed | {"day_off_meant": "on"})
    assert Meeting.objects.count() == 1


def test_a_recess_is_added_once_and_withdrawn(sign_in, now):
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    typed = {
        "name": "Summer", "starts_day": "30", "starts_month": "7", "starts_year": "2018", "ends_day": "31",
        "ends_month": "8", "ends_year": "2018",
    }  # fmt: skip
    assert client.post(reverse("meetings:add_recess"), typed).status_code == 302
    assert client.post(reverse("meetings:add_recess"), typed).status_code == 422
    recess = Recess.objects.get()
    client.post(reverse("meetings:withdraw_recess", args=[recess.uuid]))
    assert list(recesses.recesses()) == []
    with pytest.raises(Refused, match="already"):
        recesses.withdraw_recess(recess, by=None, at=now)


@pytest.mark.parametrize(
    ("ends", "words"), [(date(2018, 7, 29), "before it starts"), (date(2019, 7, 30), "at most")]
)
def test_a_recess_has_its_days_in_order_and_ends_some_time(now, ends, words):
    with pytest.raises(Refused, match=words):
        recesses.add_recess("Summer", starts=date(2018, 7, 30), ends=ends, by=None, at=now)
