"""Files come by a page, a worker reads them and they are gone; what is left is counted, and tells nobody."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.apps.cases.bringing import read_brought, settle_interrupted
from goldenthread.apps.cases.keeping import delete_due, set_keeping
from goldenthread.apps.cases.models import Bringing, Decided, Deletion, FromRecords, State
from goldenthread.apps.cases.stores import store_of, written_of
from goldenthread.apps.cases.teams import add_service, add_team
from goldenthread.apps.cases.tests.records import EAST, PLANTED_NUMBER, SNAPSHOT_ON, TELLING, annex_a
from goldenthread.apps.challenge.actions import prepare as prepare_session
from goldenthread.apps.challenge.composing import pack_of
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import ChosenSource, Observation
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role, Scope
from goldenthread.apps.trail.models import Event, Payload
from goldenthread.rulebook.periods import parse_period

pytestmark = pytest.mark.django_db
QUARTER = parse_period("2017-18 Q4")


@pytest.fixture
def team(now):
    return add_team(add_service("Help and protection", by=None, at=now), EAST, by=None, at=now)


@pytest.fixture
def people_of(now, today, team) -> Callable[[Role], Person]:
    def somebody(role: Role) -> Person:
        person = people.add_person(f"{role}@example.org", role.label, by=None, at=now)
        people.grant(person, role, starts=today, by=None, at=now)
        if role == Role.TEAM_MANAGER:
            over = {"scope": Scope.TEAM, "scope_uuid": team.uuid}
            people.grant(person, role, starts=today, by=None, at=now, **over)
        return person

    return somebody


@pytest.fixture
def at_browser(people_of, client) -> Callable[[Role], Client]:
    def signed_in(role: Role) -> Client:
        browser = Client(raise_request_exception=False)
        browser.force_login(people_of(role))
        return browser

    return signed_in


def brought(browser: Client, file: Path, **also: object) -> Bringing:
    with file.open("rb") as content:
        answer = browser.post(reverse("cases:bring"), {
            "files": [content], "snapshot_on_day": SNAPSHOT_ON.day, "snapshot_on_month": SNAPSHOT_ON.month,
            "snapshot_on_year": SNAPSHOT_ON.year, **also,
        })  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return Bringing.objects.get()


def test_what_is_brought_is_read_counted_and_deleted(home, tmp_path, at_browser, now):
    browser = at_browser(Role.PERFORMANCE_ANALYST)
    bringing = brought(browser, annex_a(tmp_path / "Annex A.xlsx"))
    assert bringing.state == State.WAITING
    assert list(Path(settings.CASE_FILES_WAITING).rglob("*.xlsx"))
    read_brought(bringing.pk, now=lambda: now)
    bringing.refresh_from_db()
    assert bringing.state == State.READ, bringing.problem
    assert not [path for path in Path(settings.CASE_FILES_WAITING).rglob("*") if path.is_file()]
    [load] = bringing.loads
    page = browser.get(reverse("cases:load", args=[load])).content.decode()
    assert "Not a date: 1" in page
    assert "What can be counted from it" in page
    assert Event.objects.filter(verb="cases.loaded").count() == 1
    assert store_of().manifest(load).rows["referrals"] == 12


def test_a_file_of_no_known_kind_is_refused_in_words_and_gone(home, tmp_path, at_browser, now):
    odd = tmp_path / "notes.txt"
    odd.write_text("nothing that we know")
    bringing = brought(at_browser(Role.PERFORMANCE_ANALYST), odd)
    read_brought(bringing.pk, now=lambda: now)
    bringing.refresh_from_db()
    assert bringing.state == State.FAILED
    assert "notes.txt" in bringing.problem
    assert not [path for path in Path(settings.CASE_FILES_WAITING).rglob("*") if path.is_file()]


def test_files_of_a_killed_worker_and_of_a_killed_page_are_deleted(home, tmp_path, at_browser, now):
    bringing = brought(at_browser(Role.PERFORMANCE_ANALYST), annex_a(tmp_path / "Annex A.xlsx"))
    Bringing.objects.filter(pk=bringing.pk).update(state=State.READING)
    orphan = Path(settings.CASE_FILES_WAITING) / "orphan"
    orphan.mkdir()
    (orphan / "Annex A.xlsx").write_bytes(b"left")
    settle_interrupted(at=bringing.touched_at + timedelta(minutes=1))
    bringing.refresh_from_db()
    assert bringing.state == State.READING, "a worker may still be at it"
    later = max(bringing.touched_at, now) + timedelta(days=5000)
    assert settle_interrupted(at=later) == 1
    bringing.refresh_from_db()
    assert bringing.state == State.FAILED
    assert not [path for path in Path(settings.CASE_FILES_WAITING).rglob("*") if path.is_file()]


def _take(browser: Client, now):
    measure = measures.define_measure("Referrals", reference="1.1", by=None, at=now)
    page = browser.post(
        reverse("cases:take_figures", args=[measure.uuid]), {"code": "referrals", "use": "on"}
    )
    assert page.status_code == 302, page.content.decode()
    return measure


def test_a_measure_takes_its_figures_from_the_records_and_says_so(home, tmp_path, at_browser, now, team):
    analyst, manager = at_browser(Role.PERFORMANCE_ANALYST), at_browser(Role.TEAM_MANAGER)
    read_brought(brought(analyst, annex_a(tmp_path / "Annex A.xlsx")).pk, now=lambda: now)
    measure = _take(analyst, now)
    figures = {one.starts.isoformat(): one for one in Observation.objects.filter(measure=measure)}
    assert {day: one.versions.get().value for day, one in figures.items()} == {
        "2018-01-01": 6,
        "2018-04-01": 6,
    }
    assert ChosenSource.objects.get(measure=measure).period == "2017-18 Q4", "scorecards use it"
    where = reverse("measures:where_from", args=[figures["2018-01-01"].uuid])
    said = analyst.get(where).content.decode()
    assert "Case records: Annex A" in said
    assert "Correct this figure" not in said
    assert "The list behind it" not in said
    said = manager.get(where).content.decode()
    [behind] = re.findall(r'href="([^"]+)">Cases of your teams', said)
    listed = manager.get(behind).content.decode()
    assert PLANTED_NUMBER in listed
    assert listed.count("Assessment Team EAST") >= 3
    assert "3 more are of other teams" in listed
    assert len(written_of().openings_by(str(Person.objects.get(name="Team manager").uuid))) == 3
    assert Event.objects.filter(verb="cases.list_opened").count() == 1
    assert analyst.get(behind).status_code == 403
    analyst.post(reverse("cases:take_again", args=[measure.uuid]))
    assert FromRecords.objects.count() == 2


def test_a_load_goes_in_two_steps_with_what_was_written_on_its_children(
    home, tmp_path, at_browser, now, today, people_of
):
    analyst = at_browser(Role.PERFORMANCE_ANALYST)
    read_brought(brought(analyst, annex_a(tmp_path / "Annex A.xlsx")).pk, now=lambda: now)
    at_browser(Role.TEAM_MANAGER).get(reverse("cases:behind", args=["referrals", "2017-18-q4"]))
    [load] = [manifest.id for manifest in store_of().manifests()]
    analyst.post(reverse("cases:ask_to_delete", args=[load]), {"reason": "Loaded twice"})
    asked = Deletion.objects.get()
    assert store_of().manifests()
    analyst.post(reverse("cases:decide_deletion", args=[asked.uuid]), {"delete": "1"})
    asked.refresh_from_db()
    assert asked.decided == Decided.DELETED
    assert store_of().manifests() == []
    assert written_of().children() == set()


def test_a_load_goes_when_its_time_is_over(home, tmp_path, at_browser, now, today):
    read_brought(
        brought(at_browser(Role.PERFORMANCE_ANALYST), annex_a(tmp_path / "a.xlsx")).pk, now=lambda: now
    )
    set_keeping(authority="", months=12, basis="Schedule, line 4", version=0, by=None, at=now)
    assert delete_due(today=SNAPSHOT_ON + timedelta(days=364), at=now) == 0
    assert delete_due(today=SNAPSHOT_ON + timedelta(days=365), at=now) == 1
    assert store_of().manifests() == []
    assert Deletion.objects.get().reason == "Its time was over."


PAGES = (
    "loads", "bring", "teams", "definitions", "set_keeping",
)  # fmt: skip


def test_nothing_tells_who_a_child_is_where_it_should_not(home, tmp_path, at_browser, now, caplog):
    """A recognisable number and birth date are planted, and everything that goes out is searched for them."""
    caplog.set_level(logging.DEBUG)
    analyst, director = at_browser(Role.PERFORMANCE_ANALYST), at_browser(Role.DIRECTOR)
    manager = at_browser(Role.TEAM_MANAGER)
    bringing = brought(analyst, annex_a(tmp_path / "Annex A.xlsx"))
    jobs = [json.dumps(args) for args in ProcrastinateJob.objects.values_list("args", flat=True)]
    read_brought(bringing.pk, now=lambda: now)
    measure = _take(analyst, now)
    [load] = [manifest.id for manifest in store_of().manifests()]
    addresses = [
        *(reverse(f"cases:{name}") for name in PAGES),
        bringing.get_absolute_url(),
        reverse("cases:load", args=[load]),
        reverse("cases:ask_to_delete", args=[load]),
        reverse("cases:definition", args=["referrals"]) + "?by=team",
        reverse("cases:definition", args=["referrals"]) + "?by=worker",
        reverse("cases:behind", args=["referrals", "2017-18-q4"]),
        f"/measures/{measure.uuid}/any/",
    ]
    answers = [browser.get(address) for address in addresses for browser in (analyst, director)]
    told = [answer.content.decode() for answer in answers]
    session = prepare_session("director", None, held_on=SNAPSHOT_ON, period=QUARTER, by=None, at=now)
    told.append(pack_of(session).to_json())
    # The manager of the team sees the number on the list, and nowhere else; never in an address.
    listed = manager.get(addresses[-2]).content.decode()
    told += re.findall(r'(?:href|action|src)="([^"]*)"', listed)
    told += [listed.replace(PLANTED_NUMBER, "")]
    # What broke is said without what it broke on: in the page, and in the log.
    for name in ("referrals", "numbers"):
        (Path(settings.CASES) / load / f"{name}.parquet").write_bytes(PLANTED_NUMBER.encode() * 50)
    broken = [manager.get(addresses[-2]), director.get(addresses[-2])]
    assert {answer.status_code for answer in broken} == {500}
    told += [answer.content.decode() for answer in broken]
    told += [record.getMessage() + (record.exc_text or "") for record in caplog.records]
    told += [caplog.text, *jobs]
    told += list(Payload.objects.values_list("text", flat=True)) + list(
        Event.objects.values_list("text", flat=True)
    )
    told += [str(vars(one)) for one in (*Bringing.objects.all(), *FromRecords.objects.all())]
    told.append((Path(settings.CASES) / load / "manifest.json").read_text())
    found = [
        (word, text[max(0, text.find(word) - 80) :][:200])
        for text in told
        for word in TELLING
        if word in text
    ]
    assert found == []
    # Nor does anything in the store's folder say it in the clear.
    secret = PLANTED_NUMBER.encode()
    for path in Path(settings.CASES).rglob("*"):
        if path.is_file() and path.stem not in {"referrals", "numbers"}:
            assert secret not in path.read_bytes(), path
