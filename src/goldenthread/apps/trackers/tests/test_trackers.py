"""What team managers see of their own teams' cases, what they write on them, and what nobody else learns."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.apps.cases.stores import written_of
from goldenthread.apps.cases.teams import add_service, add_team
from goldenthread.apps.mail.models import Message
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.trackers.digests import send_digests
from goldenthread.apps.trackers.limits import limits, set_limits
from goldenthread.apps.trackers.tests.records import NUMBERS, bring_cases
from goldenthread.apps.trail.models import Event, Payload
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(home, clock_offset, now, today):
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    service = add_service("Help and protection", by=None, at=now)
    teams = {name: add_team(service, name, by=None, at=now) for name in ("East", "West")}
    bring_cases(today, now)
    return teams


@pytest.fixture
def somebody(council, now, today):
    def make(role=Role.TEAM_MANAGER, team="East"):
        person = people.add_person(f"{role}{team}@example.org", f"{role.label} {team}", by=None, at=now)
        over = {"scope": Scope.TEAM, "scope_uuid": council[team].uuid} if team else {}
        people.grant(person, role, starts=today, by=None, at=now, **over)
        person.standing = standing_of(person, today)
        return person

    return make


@pytest.fixture
def browser(somebody):
    def open_as(role=Role.TEAM_MANAGER, team="East"):
        client = Client(raise_request_exception=False)
        client.force_login(somebody(role, team))
        return client

    return open_as


def page(browser, name, *args, **query):
    answer = browser.get(reverse(f"trackers:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def shown(text):
    """Whose numbers a page shows, as children."""
    return {child for child, number in NUMBERS.items() if number in text}


def case_of(text, child):
    [token] = re.findall(rf'/trackers/cases/([\w-]+)/">{NUMBERS[child]}<', text)
    return token


def test_a_manager_sees_their_own_team_s_lists_with_numbers(browser):
    manager = browser()
    assert shown(page(manager, "list", "overdue")) == {1, 6}
    assert shown(page(manager, "list", "this-week")) == {2}
    assert shown(page(manager, "list", "reasons")) == {1, 3, 6}
    assert shown(page(manager, "list", "drifting")) == {5}
    assert shown(page(browser(team="West"), "list", "overdue")) == {4, 7}
    home = page(manager, "home")
    assert "West" not in home
    assert not shown(home)


def test_over_the_whole_council_there_are_marks_and_no_numbers(browser):
    text = page(browser(Role.DIRECTOR, ""), "list", "overdue")
    assert {"East", "West"} <= set(re.findall(r"East|West", text))
    assert shown(text) == set()


def test_a_list_is_narrowed_by_worker_and_kind(browser):
    manager = browser()
    assert shown(page(manager, "list", "overdue", kind="ehc-6-weeks")) == {6}
    assert shown(page(manager, "list", "overdue", worker="Worker 1", kind="assessment")) == {1}
    assert shown(page(manager, "list", "this-week", team="East")) == {2}


def test_each_opening_is_in_the_ledger_without_a_child(browser):
    manager = browser()
    token = case_of(page(manager, "list", "overdue", team="East"), 1)
    page(manager, "case", token)
    said = [
        Payload.objects.get(event=event).text for event in Event.objects.filter(verb="trackers.list_opened")
    ]
    assert ['"cases":2' in text and '"team":"East"' in text for text in said] == [True]
    assert Event.objects.filter(verb="trackers.case_opened").count() == 1
    everything = " ".join(
        [*Event.objects.values_list("text", flat=True), *Payload.objects.values_list("text", flat=True)]
    )
    assert not [number for number in NUMBERS.values() if number in everything]
    openings = [opening for child in (1, 6) for opening in written_of().openings_of_child(child)]
    assert sorted(opening.where for opening in openings) == ["case", "overdue", "overdue"]


def test_notes_and_reasons_are_written_and_shown(browser, now):
    manager = browser()
    token = case_of(page(manager, "list", "overdue"), 1)
    assert "no-store" in manager.get(reverse("trackers:case", args=[token])).headers["Cache-Control"]
    manager.post(reverse("trackers:write_note", args=[token]), {"text": "Visit on Friday"})
    text = page(manager, "case", token)
    assert "Visit on Friday" in text
    assert "Visit on Friday" in page(manager, "list", "overdue")
    [coding] = re.findall(r"/trackers/cases/([\w-]+)/reason/", text)
    address = reverse("trackers:give_reason", args=[coding])
    assert manager.post(address, {"code": "clinic-capacity"}).status_code == 422
    assert manager.post(address, {"code": "other", "text": ""}).status_code == 422
    assert manager.post(address, {"code": "worker-capacity", "text": ""}).status_code == 302
    assert shown(page(manager, "list", "reasons")) == {3, 6}
    assert "The team had too few workers" in page(manager, "list", "overdue")
    assert [reason.whose for reason in written_of().reasons("assessment").values()] == ["the council"]
    counted = page(browser(Role.PERFORMANCE_ANALYST, ""), "why")
    assert "The team had too few workers" in counted
    assert not shown(counted)
    assert b"The team had too few workers" in manager.get(reverse("trackers:why"), {"format": "csv"}).content
    verbs = {"trackers.note_written", "trackers.reason_given"}
    assert {event.verb for event in Event.objects.filter(verb__in=verbs)} == verbs
    assert not Payload.objects.filter(text__contains="Friday").exists()


def test_an_address_opens_for_one_person_only_and_only_their_own_team(browser, somebody):
    east = browser()
    token = case_of(page(east, "list", "overdue"), 1)
    west = browser(team="West")
    assert west.get(reverse("trackers:case", args=[token])).status_code == 302
    answer = west.post(reverse("trackers:write_note", args=[token]), {"text": "Typed at length"})
    assert answer.status_code == 404
    assert "Typed at length" in answer.content.decode()
    assert not written_of().notes_on_child(1)
    assert token != case_of(page(east, "list", "overdue"), 1)


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.PERFORMANCE_ANALYST, Role.AUDITOR, Role.ACTION_LEAD]
)
def test_nobody_else_opens_a_tracker(role, browser):
    other = browser(role, "")
    for name, *args in (("home",), ("list", "overdue"), ("caseloads",), ("education_plans",), ("case", "x")):
        assert other.get(reverse(f"trackers:{name}", args=args)).status_code == 403


def test_caseloads_are_held_against_the_council_s_limit(browser, somebody, now):
    manager = browser()
    assert "Over the limit" not in page(manager, "caseloads")
    head = somebody(Role.HEAD_OF_SERVICE, "")
    set_limits({"caseload": "1", "unseen-days": "1", "cp-visit": "1 week"}, by=head, at=now)
    assert "Over the limit" in page(manager, "caseloads")
    assert "On a protection plan, no visit" in page(manager, "list", "drifting")
    assert (limits().caseload, str(dict(limits().own)["cp-visit"])) == (1, "1 week")
    with pytest.raises(Refused, match="is not a limit"):
        set_limits({"cp-visit": "often"}, by=head, at=now)
    assert Event.objects.filter(verb="trackers.limits_set").count() == 1


def test_the_limits_are_set_on_their_page(browser):
    head = browser(Role.HEAD_OF_SERVICE, "")
    address = reverse("trackers:set_limits")
    assert head.post(address, {"caseload": "15", "cp-visit": "often"}).status_code == 422
    assert head.post(address, {"caseload": "15", "cp-visit": "4 weeks"}).status_code == 302
    assert 'value="4 weeks"' in head.get(address).content.decode()


def test_the_board_says_which_requests_will_be_late(browser):
    text = page(browser(), "education_plans")
    assert shown(text) == {6}
    assert "Will be late" in text
    assert "Cannot be in time" in page(browser(team="West"), "education_plans")
    assert case_of(text, 6)


def test_the_morning_s_letter_has_counts_and_a_link_and_no_child(somebody, today, now):
    manager, _ = somebody(), somebody(Role.DIRECTOR, "")
    assert send_digests(today=today, at=now) == [manager]
    assert send_digests(today=today, at=now) == []
    [letter] = Message.objects.filter(kind="tracker digest")
    assert "East: 1 due this week, 2 overdue, 3 missed without a coded reason, 1 drifting." in letter.text
    assert "/trackers/" in letter.text
    assert not shown(letter.text + letter.subject)
    assert "Worker" not in letter.text


def test_today_names_the_lists_that_are_not_empty(somebody, today):
    found = [one for one in waiting_for(somebody(), today) if "/trackers/" in one.href]
    do = ["Work through what is overdue", "Look at what is due", "Code the reasons"]
    assert sorted(one.do for one in found) == sorted(do)
    assert all("East" in one.what for one in found)
    assert not [one for one in waiting_for(somebody(Role.DIRECTOR, ""), today) if "/trackers/" in one.href]


def test_without_the_key_a_page_says_what_to_do(browser, home, somebody, today):
    manager = browser()
    (home / "keys" / "casedata.key").rename(home / "keys" / "moved.key")
    answer = manager.get(reverse("trackers:home"))
    assert "Trackers" in answer.content.decode()
    assert "key" in answer.content.decode()
    assert not [one for one in waiting_for(somebody(team="West"), today) if "/trackers/" in one.href]
