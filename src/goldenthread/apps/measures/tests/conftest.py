"""People, and the published scorecard of 2017-18 Q4 as a reading and as a load."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.loads.models import Load, Source
from goldenthread.apps.measures.importing import ScorecardImporter
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role
from goldenthread.intake.reading import read_tables
from goldenthread.rulebook.periods import parse_period

NAME = "Children and families scorecard"
DATA = Path(__file__).parent / "data"
Q4 = parse_period("2017-18 Q4")
Q3 = parse_period("2017-18 Q3")
YEAR = parse_period("2017-18")


@pytest.fixture
def person(now, today):
    """Somebody who holds a role over the whole council; None for no role."""

    def made(role: Role | None) -> Person:
        name = str(role or "nobody")
        if known := Person.objects.filter(name=name).first():
            return known
        who = people.add_person(f"{name}@example.org", name, by=None, at=now)
        if role:
            people.grant(who, role, starts=date(2015, 1, 1), by=None, at=now)
        return who

    return made


@pytest.fixture
def analyst(person) -> Person:
    return person(Role.PERFORMANCE_ANALYST)


@pytest.fixture
def head(person) -> Person:
    return person(Role.HEAD_OF_SERVICE)


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    """The reading of the published file, as the loads room keeps it."""
    path = DATA / "scorecard_2017_18_q4.csv"
    workbook = read_tables(path.read_bytes(), path.name)
    return ScorecardImporter().read(workbook, {}).as_json()


@pytest.fixture
def reading(published) -> dict[str, Any]:
    """A reading of one's own, to change."""
    return copy.deepcopy(published)


@pytest.fixture
def load(now, analyst):
    """Bring a reading in as a load, and accept it."""

    def loaded(
        reading: dict[str, Any], decisions: dict[str, Any] | None = None, *, published_on: date | None = None,
        at=now, name: str = NAME,
    ) -> dict[str, str]:  # fmt: skip
        source, _ = Source.objects.get_or_create(kind="scorecard", name=name)
        file = StoredFile.objects.create(
            sha256="0" * 64, size=1, name="scorecard.csv", media_type="text/csv", uploaded_at=at
        )
        load = Load.objects.create(
            source=source, file=file, reading=reading, preview={}, read_at=at, read_by=analyst,
            published_on=published_on,
        )  # fmt: skip
        return ScorecardImporter().accept(
            load, decisions=decisions or {}, by=analyst, at=at, effective_on=published_on or at.date()
        )

    return loaded


@pytest.fixture
def scorecard(load, reading) -> Scorecard:
    """The published scorecard, loaded."""
    load(reading)
    return Scorecard.objects.get(name=NAME)


@pytest.fixture
def measure(analyst, now) -> Measure:
    from goldenthread.apps.measures.actions import define_measure

    return define_measure(
        "Assessments done in 45 days", reference="1.7", unit="%", polarity="high", by=analyst, at=now
    )


@pytest.fixture
def sign_in(client, person):
    """A browser that is signed in as somebody of a role, or as a person given."""

    def signed_in(who: Role | Person | None):
        client.force_login(
            who if isinstance(who, Person) else person(who),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return signed_in
