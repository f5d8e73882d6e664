"""A made-up council with a tool of two streams and an audit by it; people who keep, judge and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from goldenthread.apps.audits.auditing import AuditFields, Scale, begin_audit
from goldenthread.apps.audits.judging import Judged, add_case
from goldenthread.apps.audits.models import Audit, AuditCase, Tool, Way
from goldenthread.apps.audits.tools import ToolFields, make_tool
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role, Scope
from goldenthread.rulebook.periods import Period, parse_period

GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
STREAMS = ("Assessment", "Plan")
QUESTION = "Was the child seen alone?"


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def quarter() -> Period:
    return parse_period("2018-19 Q1")


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def tool(council, now) -> Tool:
    return make_tool(ToolFields("Case audit tool", GRADES, 2, STREAMS, (QUESTION,)), by=None, at=now)


@pytest.fixture
def audit(tool, quarter, now, today) -> Audit:
    says = AuditFields("Case audit", quarter, theme="Assessments", population="Assessments finished")
    return begin_audit(says, Scale.of(tool), way=Way.CASES, today=today, by=None, at=now)


@pytest.fixture
def counted(council, now, today) -> Audit:
    """An audit of the past, of which a paper printed counts only."""
    says = AuditFields("Audit of 2016-17", parse_period("2016-17 Q4"), published_on=date(2017, 5, 2))
    return begin_audit(says, Scale(GRADES, 2), way=Way.COUNTS, today=today, by=None, at=now)


@pytest.fixture
def judged(today) -> Callable[..., Judged]:
    """What an auditor found: "Good" for each stream unless said otherwise."""

    def make(auditor="Team manager A", assessment="Good", plan="Good", **more) -> Judged:
        grades = {"Assessment": assessment, "Plan": plan}
        return Judged(auditor, more.pop("audited_on", today), grades, **more)

    return make


@pytest.fixture
def case(audit, judged, now, today) -> AuditCase:
    return add_case(audit, "A-12", judged(), today=today, by=None, at=now)


@pytest.fixture
def add(audit, judged, now, today) -> Callable[..., AuditCase]:
    def make(reference: str, **grades) -> AuditCase:
        return add_case(audit, reference, judged(**grades), today=today, by=None, at=now)

    return make


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    """Somebody with a role from the start of 2018, over the council unless said otherwise."""

    def make(role: Role, *, scope: Scope = Scope.COUNCIL, scope_uuid=None) -> Person:
        made = people.add_person(f"{role}@example.org", str(role.label), by=None, at=now)
        people.grant(made, role, starts=date(2018, 1, 1), scope=scope, scope_uuid=scope_uuid, by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def manager(person_as) -> Person:
    return person_as(Role.TEAM_MANAGER)


@pytest.fixture
def told(officer, now) -> dict[str, Person | datetime]:
    """Who writes, and when."""
    return {"by": officer, "at": now}


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
