"""A scorecard whose figures agree, the people who prepare, approve and publish it, and a count to hide."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    place_on_scorecard,
    record_observation,
)
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role
from goldenthread.apps.publishing import actions
from goldenthread.apps.publishing.models import Edition, Publication
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

Q4 = parse_period("2017-18 Q4")
PERIODS = ("2016-17", "2017-18 Q1", "2017-18 Q2", "2017-18 Q3", "2017-18 Q4", "2017-18")
# The requests hold a 3, which would be worked out from the year: another quarter goes with it.
FIGURES = {
    "10.2": ("Number of children referred in the quarter", "", "45 13 9 3 21 46"),
    "1.7": ("% of assessments on time", "%", "88% 88% 82% 82% 83% 84%"),
    "2.1": ("Number of foster carers", "", "60 61 61 62 63 63"),
}


@pytest.fixture
def council(db) -> Organisation:
    return Organisation.objects.create(name="Council")


@pytest.fixture
def person(council, now):
    """Somebody who holds roles over the whole council; the same one each time they are asked for."""

    def made(*roles: Role) -> Person:
        name = " and ".join(role.label for role in roles)
        if known := Person.objects.filter(name=name).first():
            return known
        email = f"{name.lower().replace(' ', '.')}@example.org"
        who = people.add_person(email, name, organisation=council, by=None, at=now)
        for role in roles:
            people.grant(who, role, starts=date(2015, 1, 1), by=None, at=now)
        return who

    return made


@pytest.fixture
def analyst(person) -> Person:
    return person(Role.PERFORMANCE_ANALYST)


@pytest.fixture
def head(person) -> Person:
    return person(Role.HEAD_OF_SERVICE)


@pytest.fixture
def scorecard(analyst, now) -> Scorecard:
    made = make_scorecard("Children and families", by=analyst, at=now)
    for reference, (title, unit, figures) in FIGURES.items():
        one = define_measure(title, reference=reference, unit=unit, polarity="high", by=analyst, at=now)
        place_on_scorecard(made, one, by=analyst, at=now)
        for period, text in zip(PERIODS, figures.split(), strict=True):
            figure(one, text, period, by=analyst, at=now)
    return made


def figure(
    measure: Measure, text: str, period: str = "2017-18 Q4", *, by: Person, at, note: str = ""
) -> None:
    """Record a figure of a measure."""
    entry = Entry(measure, parse_period(period), parse_figure(text), note=note)
    record_observation(entry, by=by, at=at)


@pytest.fixture
def measure(scorecard):
    """A measure of the scorecard by its reference."""
    return lambda reference: Measure.objects.get(reference=reference)


@pytest.fixture
def prepared(scorecard, analyst, now) -> Publication:
    return actions.prepare(scorecard, Q4, by=analyst, at=now)


@pytest.fixture
def approved(prepared, head, now, today) -> Publication:
    return actions.approve(prepared, version=prepared.version, by=head, at=now, today=today)


@pytest.fixture
def edition(approved, analyst, now, today) -> Edition:
    return actions.publish(approved, version=approved.version, by=analyst, at=now, today=today)


@pytest.fixture
def sign_in(client):
    """A browser that is signed in as somebody."""

    def signed_in(who: Person):
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
