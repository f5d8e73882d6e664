"""A scorecard of three measures, the people who write about them, and those who sign off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.apps.commentary.actions import write_comment
from goldenthread.apps.commentary.beside import shown_of
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.queries import newest
from goldenthread.apps.measures.actions import (
    define_measure,
    make_scorecard,
    place_on_scorecard,
    record_observation,
    set_target,
)
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import rows_of
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Post, Role
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import Period, parse_period

Q4 = parse_period("2017-18 Q4")
Q3 = parse_period("2017-18 Q3")


@pytest.fixture
def council(db) -> Organisation:
    return Organisation.objects.create(name="Council")


@pytest.fixture
def person(council, now):
    """Somebody who holds a role over the whole council; the same one each time it is asked for."""

    def made(role: Role, name: str = "") -> Person:
        name = name or role.label
        if known := Person.objects.filter(name=name).first():
            return known
        email = f"{name.lower().replace(' ', '.')}@example.org"
        who = people.add_person(email, name, organisation=council, by=None, at=now)
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
def director(person) -> Person:
    return person(Role.DIRECTOR)


@pytest.fixture
def post(council, now) -> Post:
    return people.post_called("Service manager: assessments", council)


@pytest.fixture
def lead(person, post, now, today) -> Person:
    """A team manager who holds the post that leads the first measure."""
    who = person(Role.TEAM_MANAGER)
    people.take_post(who, post, starts=today - timedelta(days=400), by=None, at=now)
    return who


@pytest.fixture
def scorecard(analyst, now, post) -> Scorecard:
    """2.1 is led by the post, 2.2 by one that is only printed, 2.3 by nobody and has no figure."""
    made = make_scorecard("Children and families", by=analyst, at=now)
    for reference, title, lead in (
        ("2.1", "On time", post),
        ("2.2", "Reviews", None),
        ("2.3", "Visits", None),
    ):
        one = define_measure(
            title, reference=reference, unit="%", polarity="high", lead=lead,
            lead_text="Head of reviews" if reference == "2.2" else "", by=analyst, at=now,
        )  # fmt: skip
        place_on_scorecard(made, one, by=analyst, at=now)
        set_target(one, target_in("50%", one), effective_on=date(2017, 4, 1), by=analyst, at=now)
        if reference != "2.3":
            figure(one, "45%", by=analyst, at=now)
            figure(one, "41%", Q3, by=analyst, at=now)
    return made


def figure(measure: Measure, text: str, period: Period = Q4, *, by: Person, at) -> None:
    """Record a figure of a measure."""
    record_observation(Entry(measure, period, parse_figure(text)), by=by, at=at)


@pytest.fixture
def measure(scorecard) -> Measure:
    return Measure.objects.get(reference="2.1")


@pytest.fixture
def write(now, today):
    """Write on a measure as somebody who sees its words and its figures as they are."""

    def written(measure: Measure, text: str, by: Person, *, period: Period = Q4, at=now, **others) -> Comment:
        before = newest([measure], period).get(measure.pk)
        [row] = rows_of([measure], period)
        seen = {"version": before.version if before else 0, "seen": shown_of(row).digest}
        about = {"effective_on": today, "by": by, "at": at} | seen | others
        return write_comment(measure, period, text, **about)

    return written


@pytest.fixture
def sign_in(client):
    """A browser that is signed in as somebody."""

    def signed_in(who: Person):
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
