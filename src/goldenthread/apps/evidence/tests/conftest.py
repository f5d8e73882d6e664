"""A council with a recommendation of two elements, people, and an audit that says 34% good."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.evidence.actions import Content, Particulars, bring
from goldenthread.apps.evidence.models import Piece
from goldenthread.apps.files.actions import keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role, Scope

SPOKEN_OF = date(2018, 6, 30)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def board(council, now) -> Body:
    return add_body("Improvement board", kind="Improvement board", by=None, at=now)


@pytest.fixture
def recommendation(board, now) -> Recommendation:
    inspection = inspections.record_inspection("Inspection of 2015", by=None, at=now)
    made = inspections.add_recommendation(
        inspection, reference="12", title="Improve assessments", by=None, at=now
    )
    inspections.add_element(made, reference="a", title="On time", by=None, at=now)
    inspections.make_accountable(made, board, starts=None, by=None, at=now)
    return made


@pytest.fixture
def other(recommendation, now) -> Recommendation:
    return inspections.add_recommendation(
        recommendation.inspection, reference="13", title="Improve plans", by=None, at=now
    )


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
def report(officer, now) -> StoredFile:
    return keep(b"What the audit found", "audit.txt", by=officer, at=now)


@pytest.fixture
def audit(report, officer, now, today) -> Piece:
    """A file of 20 assessments, 34% good."""
    said = Content(SPOKEN_OF, "2018-19 Q1", "20 assessments", "34% were good.", file=report)
    about = Particulars("Audit of assessments", "audit", vouched_text="Head of Safeguarding")
    return bring(about, said, today=today, by=officer, at=now)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
