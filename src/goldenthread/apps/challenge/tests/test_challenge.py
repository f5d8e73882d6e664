"""A session’s figures are counted; what stands out is asked about until it is closed; its pack stays."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta

import pikepdf
import pyarrow as pa
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from goldenthread.apps.cases.stores import store_of
from goldenthread.apps.cases.taking import take
from goldenthread.apps.cases.teams import add_service, add_team
from goldenthread.apps.cases.tests.records import case_home
from goldenthread.apps.challenge import actions
from goldenthread.apps.challenge.composing import pack_of
from goldenthread.apps.challenge.models import CriticalCase, Outlier, Rung, Session
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role, Scope
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.people.waiting import waiting_for
from goldenthread.apps.trail.refusals import Refused
from goldenthread.casedata.sources import Source
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, target_from

pytestmark = pytest.mark.django_db
QUARTER = parse_period("2018-19 Q1")
DAY = date(2018, 7, 16)


@pytest.fixture
def home(tmp_path) -> Iterator[None]:
    with case_home(tmp_path):
        yield


@pytest.fixture
def director(now, today) -> Person:
    person = people.add_person("director@example.org", "Director", by=None, at=now)
    people.grant(person, Role.DIRECTOR, starts=today, by=None, at=now)
    return person


@pytest.fixture
def service(home, now, director):
    """A service whose team East authorises 5 of 30 assessments on time, and West all of 30."""
    helping = add_service("Help and protection", by=None, at=now)
    for name in ("East", "West"):
        add_team(helping, name, by=None, at=now)
    add_team(add_service("Children in care", by=None, at=now), "Permanence", by=None, at=now)
    rows = []
    for number in range(60):
        east = number < 30
        referred = date(2018, 1, 15)
        late = east and number >= 5
        done = date(2018, 6, 1) if late else date(2018, 4, 3) if number % 2 else date(2018, 4, 4)
        referred = referred if late else date(2018, 3, 1)
        rows.append((number, referred, done, "East" if east else "West", f"Worker {number % 2}"))
    columns = {
        "authority": ["Council"] * 60, "child": [row[0] for row in rows], "row": [row[0] for row in rows],
        "referred": [row[1] for row in rows], "started": [row[1] for row in rows],
        "authorised": [row[2] for row in rows], "team": [row[3] for row in rows],
        "worker": [row[4] for row in rows],
    }  # fmt: skip
    store_of().write(
        source=Source.CIN_CENSUS, authority="Council", snapshot_on=date(2018, 6, 30), at=now,
        tables={"assessments": pa.table(columns)}, covers_from=date(2017, 7, 1),
    )  # fmt: skip
    measure = measures.define_measure(
        "Assessments on time", reference="2.1", unit="%", polarity="high", by=None, at=now
    )
    target = target_from(parse_figure("85%"), Polarity.HIGH)
    measures.set_target(measure, target, effective_on=date(2018, 4, 1), by=None, at=now)
    take(measure, "assessments-45-days", by=director, at=now)
    return helping


def prepare(service, rung=Rung.TEAMS, held_on=DAY, *, now) -> Session:
    return actions.prepare(rung, service, held_on=held_on, period=QUARTER, by=None, at=now)


def test_a_session_counts_its_teams_and_workers_and_proposes_what_stands_out(service, now):
    session = prepare(service, now=now)
    assert [(line["who"], line["value"], line["counted"], line["standard"]) for line in session.lines] == [
        ("East", "16.7%", "5 of 30", "at least 85%"),
        ("West", "100.0%", "30 of 30", "at least 85%"),
        ("East: Worker 0", "20.0%", "3 of 15", "at least 85%"),
        ("East: Worker 1", "13.3%", "2 of 15", "at least 85%"),
        ("West: Worker 0", "100.0%", "15 of 15", "at least 85%"),
        ("West: Worker 1", "100.0%", "15 of 15", "at least 85%"),
    ]
    proposed = Outlier.objects.values_list("who", "code").order_by("who")
    assert list(proposed) == [
        ("East", "CHL-1"), ("East: Worker 0", "CHL-1"), ("East: Worker 1", "CHL-1"),
    ]  # fmt: skip
    assert [line["who"] for line in prepare(service, Rung.SERVICES, now=now).lines] == ["East", "West"]
    assert [line["who"] for line in prepare(None, Rung.DIRECTOR, now=now).lines] == ["Help and protection"]


def test_an_outlier_goes_from_session_to_session_until_it_is_closed(service, director, now, today):
    first = prepare(service, now=now)
    east = Outlier.objects.get(who="East")
    with pytest.raises(Refused, match="Nothing was asked"):
        actions.close(east, first, because="Put right", by=director, at=now)
    owner = people.post_called("Team manager", Organisation.objects.create(name="Council"))
    said = {"question": "Why so late?", "answer": "Two vacancies", "action": "Recruit", "owner": owner}
    actions.say(east, first, **said, due_on=None, by=director, at=now)
    actions.hold(first, today=today, by=director, at=now)
    second = prepare(service, held_on=DAY + timedelta(days=30), now=now)
    [carried] = [one for one in pack_of(second).asked if one.who == "East"]
    assert (carried.question, carried.action, carried.owner) == ("Why so late?", "Recruit", "Team manager")
    assert Outlier.objects.count() == 3, "what is open already is not proposed again"
    actions.close(east, second, because="Both posts are filled", by=director, at=now)
    frozen = pack_of(Session.objects.get(pk=first.pk))
    assert [one.closed for one in frozen.asked if one.who == "East"] == [""], "a held session's pack stays"
    third = prepare(service, held_on=DAY + timedelta(days=60), now=now)
    reopened = Outlier.objects.filter(who="East", closed_in=None).get()
    assert reopened.raised_in == third, "it stands out still, so it is asked about anew"


def test_what_cannot_be_is_refused(service, director, now, today):
    session = prepare(service, held_on=DAY, now=now)
    measure = Outlier.objects.first().measure
    told = {"by": director, "at": now}
    with pytest.raises(Refused, match="on that day"):
        prepare(service, now=now)
    with pytest.raises(Refused, match="no such figure"):
        actions.name_outlier(session, measure, "North", reason="Odd", **told)
    named = actions.name_outlier(session, measure, "West", reason="Too good?", **told)
    with pytest.raises(Refused, match="already"):
        actions.name_outlier(session, measure, "West", reason="Odd", **told)
    with pytest.raises(Refused, match="whose the action is"):
        actions.say(named, session, question="Q", answer="", action="Do", owner=None, due_on=None, **told)
    actions.hold(session, today=today, **told)
    with pytest.raises(Refused, match="held"):
        actions.count_again(session, **told)
    with pytest.raises(Refused, match="has not come"):
        actions.hold(prepare(service, held_on=DAY + timedelta(days=9), now=now), today=today, **told)
    with pytest.raises(Refused):
        actions.raise_case(service, "Jo Smith", **told)
    actions.raise_case(service, "CC-12", **told)
    with pytest.raises(Refused, match="already"):
        actions.raise_case(service, "cc 12", **told)


def test_the_pack_is_tagged_holds_no_child_and_opens_at_its_table_only(service, director, now, today):
    session = prepare(service, now=now)
    actions.raise_case(service, "CC-12", by=director, at=now)
    manager = people.add_person("manager@example.org", "Manager", by=None, at=now)
    [east, _] = service.teams.all()
    people.grant(
        manager, Role.TEAM_MANAGER, scope=Scope.TEAM, scope_uuid=east.uuid, starts=today, by=None, at=now
    )
    browser = Client()
    browser.force_login(manager)
    pdf = browser.get(reverse("challenge:pack", args=[session.uuid, "pdf"]))
    with pikepdf.open(io.BytesIO(pdf.content)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang) == "en-GB"
    book = load_workbook(
        io.BytesIO(browser.get(reverse("challenge:pack", args=[session.uuid, "xlsx"])).content)
    )
    assert book.sheetnames == ["Figures", "Outliers", "Critical cases"]
    assert [cell.value for cell in book["Critical cases"]["A"]][-1] == "CC-12"
    above = prepare(service, Rung.SERVICES, now=now)
    others = prepare(None, Rung.DIRECTOR, now=now)
    seen = {
        name: browser.get(one.get_absolute_url()).status_code
        for name, one in (("teams", session), ("services", above), ("director", others))
    }
    assert seen == {"teams": 200, "services": 403, "director": 403}
    director.standing = standing_of(director, today)
    waiting = {one.what for one in waiting_for(director, today)}
    assert "Critical cases: 1" in waiting
    assert f"Challenge session: {session.table}" in waiting
    case = CriticalCase.objects.get()
    assert browser.post(reverse("challenge:take_case", args=[case.uuid])).status_code == 403
    browser.force_login(director)
    browser.post(reverse("challenge:take_case", args=[case.uuid]))
    case.refresh_from_db()
    assert case.seen_by == director
