"""The reporting calendar: what is owed and late, what came, what a body does without, who may say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.bodies import mapping
from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.mapping import governance_map
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.actions import add_person, grant, post_called, take_post
from goldenthread.apps.people.models import Council, Organisation, Role
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.reporting import actions, queries
from goldenthread.apps.reporting.models import ReportOwed, Settled
from goldenthread.apps.reporting.panels import late_on_the_map
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db
KEEPERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER, Role.DEMOCRATIC_SERVICES_OFFICER}
APRIL, JULY, TODAY = date(2018, 4, 10), date(2018, 7, 10), date(2018, 7, 16)


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def board(now):
    return add_body("Scrutiny committee", kind="Committee", by=None, at=now)


@pytest.fixture
def post():
    return post_called("Head of performance", Organisation.objects.create(name="The council"))


@pytest.fixture
def owe(board, post, now):
    def a_report(title="Scorecard", **says):
        says = {"rhythm": "quarter", "first_due": APRIL, "from_post": post} | says
        return actions.owe_report(board, title=title, **says, by=None, at=now)

    return a_report


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


def test_what_was_missed_stays_owed_beside_what_falls_due(owe, board):
    report = owe()
    found = queries.owed_to(board, date(2018, 10, 10), today=TODAY)
    assert [(one.due_on, one.late) for one in found] == [
        (APRIL, True), (JULY, True), (date(2018, 10, 10), False),
    ]  # fmt: skip
    assert found[0].key == f"{report.uuid}:2018-04-10"
    assert queries.owed_by_key(found[0].key, TODAY) == found[0]


@pytest.mark.parametrize("key", ["", "no:day", "6d2c7a52-7f23-44a8-b7dd-4a0f8a6f2c52:2018-04-10"])
def test_a_key_that_names_nothing_owed_gives_none(owe, key):
    owe()
    assert queries.owed_by_key(key, TODAY) is None


def test_what_came_to_a_meeting_is_no_longer_owed(owe, board, now):
    report, meeting = owe(), add_meeting(board, held_on=date(2018, 5, 10), by=None, at=now)
    says = {"on": meeting.held_on, "meeting": meeting, "by": None, "at": now}
    first = actions.received(report, APRIL, **says)
    assert actions.received(report, APRIL, **says) == first
    assert [one.due_on for one in queries.owed_to(board, TODAY)] == [JULY]
    assert "reporting.received" in {one.verb for one in about(meeting.uuid)}


@pytest.mark.parametrize("day", [date(2018, 4, 11), date(2018, 1, 10)])
def test_nothing_is_received_for_a_day_on_which_nothing_is_owed(owe, now, day):
    with pytest.raises(Refused, match="Nothing is owed"):
        actions.received(owe(), day, on=TODAY, by=None, at=now)


def test_a_report_does_not_come_to_another_body_s_meeting(owe, now):
    other = add_body("Another", kind="Group", by=None, at=now)
    meeting = add_meeting(other, held_on=TODAY, by=None, at=now)
    with pytest.raises(Refused, match="no meeting of"):
        actions.received(owe(), APRIL, on=TODAY, meeting=meeting, by=None, at=now)


def test_a_body_does_without_only_with_a_reason(owe, board, now):
    report = owe()
    with pytest.raises(Refused, match="Say why"):
        actions.do_without(report, APRIL, on=TODAY, reason=" ", by=None, at=now)
    actions.do_without(report, APRIL, on=TODAY, reason="An election was held", by=None, at=now)
    assert [one.due_on for one in queries.owed_to(board, TODAY)] == [JULY]
    with pytest.raises(Refused, match="settled already"):
        actions.received(report, APRIL, on=TODAY, by=None, at=now)


def test_what_is_taken_back_is_owed_again_and_stays_on_record(owe, board, now):
    settled = actions.received(owe(), APRIL, on=TODAY, by=None, at=now)
    settled = actions.take_back(settled, reason="The wrong quarter", by=None, at=now)
    assert [one.due_on for one in queries.owed_to(board, TODAY)] == [APRIL, JULY]
    with pytest.raises(Refused, match="already"):
        actions.take_back(settled, reason="Again", by=None, at=now)
    for change in ({"due_on": JULY}, {"taken_back_at": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Settled.objects.update(**change)


def test_what_fell_due_before_a_report_was_stopped_stays_owed(owe, board, now):
    report = actions.stop_report(owe(), ends=JULY, reason="Merged with another", by=None, at=now)
    assert [one.due_on for one in queries.owed_to(board, date(2019, 1, 1))] == [APRIL]
    assert queries.next_day(report, TODAY) is None
    with pytest.raises(Refused, match="already"):
        actions.stop_report(report, ends=TODAY, reason="Again", by=None, at=now)


@pytest.mark.parametrize(
    ("says", "field"),
    [({"title": " "}, "title"), ({"title": "scorecard"}, "title"), ({"from_post": None}, "from_post")],
)
def test_a_report_needs_a_title_of_its_own_and_one_who_owes_it(owe, says, field):
    owe()
    with pytest.raises(Refused) as refusal:
        owe(**{"title": "Another"} | says)
    assert refusal.value.field == field


def test_a_body_does_not_owe_itself_a_report(owe, board):
    with pytest.raises(Refused, match="itself"):
        owe(from_post=None, from_body=board)


def test_a_report_is_revised_but_its_settled_days_stay_days(owe, post, now):
    report = owe()
    says = {"title": "Scorecard", "rhythm": "month", "from_post": post, "by": None, "at": now}
    report = actions.revise_report(report, first_due=APRIL, version=1, **says)
    actions.received(report, date(2018, 5, 10), on=TODAY, by=None, at=now)
    with pytest.raises(Refused, match="Stop this report"):
        actions.revise_report(report, first_due=date(2018, 4, 11), version=2, **says)
    with pytest.raises(Refused) as refusal:
        actions.revise_report(report, first_due=APRIL, version=1, **says)
    assert refusal.value.code == "stale"


def test_the_map_tells_how_many_are_late_in_two_queries(
    owe, now, today, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(mapping, "_lines", [late_on_the_map])
    owe()
    for number in range(5):
        add_body(f"Body {number}", kind="Group", by=None, at=now)
    with django_assert_num_queries(3):
        found = governance_map(today)
    assert [line.words for node in found for line in node.lines if "late" in line.words] == ["2 reports late"]


def test_it_waits_for_whoever_holds_the_post_that_owes_it(owe, post, now, today, rf):
    owe(rhythm="year", first_due=date(2018, 8, 1))
    owe("Too far ahead", first_due=date(2018, 9, 1))
    lead = add_person("lead@demonstration.example", "Lead", by=None, at=now)
    grant(lead, Role.ACTION_LEAD, starts=APRIL, by=None, at=now)
    take_post(lead, post, starts=APRIL, by=None, at=now)
    lead.standing = queries.standing_of(lead, today)
    [waiting] = [one for one in waiting_for(lead, today) if "owed" in one.why]
    assert (waiting.what, waiting.due) == ("Scorecard", date(2018, 8, 1))


@pytest.mark.parametrize("role", Role)
def test_pages_and_forms_are_for_their_roles(sign_in, owe, role):
    report = owe()
    client = sign_in(role)
    for page in (reverse("reporting:calendar"), report.get_absolute_url()):
        assert client.get(page).status_code == (200 if role in READERS else 403)
    forms = [reverse("reporting:add"), reverse("reporting:settle", args=[report.uuid, "2018-04-10"])]
    forms += [reverse(f"reporting:{name}", args=[report.uuid]) for name in ("revise", "stop")]
    for form in forms:
        assert client.get(form).status_code == (200 if role in KEEPERS else 403)


def test_a_report_is_added_received_and_taken_back_from_its_forms(sign_in, board, post, now):
    client = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER)
    typed = {
        "body": board.uuid, "title": "Scorecard", "from_post": post.pk, "rhythm": "quarter",
        "first_due_day": "10", "first_due_month": "4", "first_due_year": "2018",
    }  # fmt: skip
    assert client.post(reverse("reporting:add"), typed | {"rhythm": ""}).status_code == 422
    client.post(reverse("reporting:add"), typed)
    report = ReportOwed.objects.get()
    meeting = add_meeting(board, held_on=date(2018, 5, 10), by=None, at=now)
    page = client.get(meeting.get_absolute_url()).content.decode()
    settle = reverse("reporting:settle", args=[report.uuid, "2018-04-10"])
    assert settle in page
    later = add_meeting(board, held_on=date(2018, 7, 20), by=None, at=now)
    assert "and 1 earlier one" in client.get(later.get_absolute_url()).content.decode()
    on = {"on_day": "10", "on_month": "5", "on_year": "2018"}
    refused = client.post(settle, on | {"how": "done_without", "words": ""})
    assert refused.status_code == 422
    client.post(settle, on | {"how": "received", "meeting": meeting.uuid})
    assert "Received at this meeting" in client.get(meeting.get_absolute_url()).content.decode()
    settled = Settled.objects.get()
    client.post(reverse("reporting:take_back", args=[settled.uuid]), {"reason": "The wrong one"})
    assert "Taken back: The wrong one" in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("state", "days"), [("", 3), ("late", 2), ("next", 1), ("nonsense", 3)])
def test_the_calendar_is_narrowed_and_taken_away_so(sign_in, owe, state, days):
    owe()
    answer = sign_in(Role.AUDITOR).get(reverse("reporting:calendar"), {"state": state, "format": "csv"})
    assert len(answer.content.decode().splitlines()) == days + 1


def test_a_long_calendar_takes_few_queries(sign_in, owe, django_assert_max_num_queries):
    for number in range(12):
        owe(f"Report {number}", rhythm="month", first_due=date(2008, 1, 1))
    client = sign_in(Role.AUDITOR)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("reporting:calendar"))
    assert page.status_code == 200


def test_an_empty_calendar_says_what_to_do_first(sign_in):
    page = sign_in(Role.DEMOCRATIC_SERVICES_OFFICER).get(reverse("reporting:calendar")).content.decode()
    assert "No report is owed to any body yet" in page
    assert reverse("reporting:add") in page
