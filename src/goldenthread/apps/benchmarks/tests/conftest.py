"""A council with two neighbours, its region and England, and published figures of two years. All made up."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.benchmarks.actions import add_neighbour_set, map_indicator
from goldenthread.apps.benchmarks.loading import load_release
from goldenthread.apps.benchmarks.models import Indicator, NeighbourSet
from goldenthread.apps.measures.actions import define_measure, record_observation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Person, Role
from goldenthread.intake.national_statistics import read_statistics
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

YEAR = parse_period("2017-18")
HEAD = "time_period,time_identifier,geographic_level,country_name,region_name,new_la_code,la_name"
EAST = "Local authority,England,East"
ROWS = (
    "201718,Financial year,National,England,,,,83,83000,100000",
    "201718,Financial year,Regional,England,East,,,82,8200,10000",
    f"201718,Financial year,{EAST},E1,Ours,84,840,1000",
    f"201718,Financial year,{EAST},E2,Near,90,450,500",
    f"201718,Financial year,{EAST},E3,Far,80,1600,2000",
    f"201617,Financial year,{EAST},E2,Near,70,350,500",
)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def person(now):
    """Somebody who holds a role over the whole council."""

    def made(role: Role) -> Person:
        if known := Person.objects.filter(name=str(role)).first():
            return known
        who = people.add_person(f"{role}@example.org", str(role), by=None, at=now)
        people.grant(who, role, starts=date(2015, 1, 1), by=None, at=now)
        return who

    return made


@pytest.fixture
def analyst(person) -> Person:
    return person(Role.PERFORMANCE_ANALYST)


@pytest.fixture
def sign_in(client, person):
    def signed_in(role: Role):
        client.force_login(person(role), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def csv(*rows: str, head: str = f"{HEAD},assessed_pct,assessed_numerator,assessed_denominator") -> bytes:
    return "\n".join((head, *(rows or ROWS))).encode()


@pytest.fixture
def release(db, now):
    """Load rows as a release of national statistics."""

    def loaded(*rows: str, title: str = "Children in need", published_on: date | None = None, at=now):
        statistics = read_statistics(csv(*rows), "cin.csv")
        return load_release(statistics, title=title, published_on=published_on, by=None, at=at)

    return loaded


@pytest.fixture
def measure(db, now) -> Measure:
    made = define_measure("Assessed in 45 days", reference="1.7", unit="%", polarity="high", by=None, at=now)
    record_observation(Entry(made, YEAR, parse_figure("84%")), by=None, at=now)
    return made


@pytest.fixture
def neighbours(db, now) -> NeighbourSet:
    made, _ = add_neighbour_set(
        "Neighbours", council="Ours", neighbours=["Near", "Far"], starts=date(2014, 1, 1), by=None, at=now
    )
    return made


@pytest.fixture
def mapped(release, measure, neighbours, analyst, now) -> Measure:
    """The measure, with everything that it is held against."""
    release()
    map_indicator(Indicator.objects.get(), measure, unit="%", by=analyst, at=now)
    return measure
