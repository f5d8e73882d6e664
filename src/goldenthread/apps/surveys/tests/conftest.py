"""A survey of children with one question of each kind, a wave of it that is open, and people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Organisation, Person, Role
from goldenthread.apps.surveys.answering import Sheet, answer
from goldenthread.apps.surveys.making import Puts, Says, add_question, current_questions, make_survey
from goldenthread.apps.surveys.models import Survey, Wave
from goldenthread.apps.surveys.waves import Plan, open_wave, plan_wave

FIRST, LAST = date(2018, 7, 1), date(2018, 7, 31)
AFTER = date(2018, 8, 1)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def council(db, clock_offset, now) -> Organisation:
    people.name_council("The demonstration council", clock_offset=clock_offset, by=None, at=now)
    return Organisation.objects.create(name="The demonstration council")


@pytest.fixture
def person_as(council, now) -> Callable[..., Person]:
    def make(role: Role, name: str = "") -> Person:
        made = people.add_person(f"{name or role}@example.org", name or str(role.label), by=None, at=now)
        people.grant(made, role, starts=date(2018, 1, 1), by=None, at=now)
        return made

    return make


@pytest.fixture
def officer(person_as) -> Person:
    return person_as(Role.IMPROVEMENT_OFFICER)


@pytest.fixture
def head(person_as) -> Person:
    return person_as(Role.HEAD_OF_SERVICE)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def make(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def survey(officer, now) -> Survey:
    by = {"by": officer, "at": now}
    says = Says("How we help you", "children", "We ask.", "Which area do you live in?", ("North", "South"))
    made = make_survey(says, **by)
    add_question(made, Puts("yes_no", "Do you know your social worker?"), **by)
    add_question(made, Puts("agree", "They listen to me"), **by)
    add_question(made, Puts("scale", "How safe do you feel?"), **by)
    add_question(made, Puts("text", "What is working well?", part="well"), **by)
    return made


@pytest.fixture
def wave(survey, officer, now) -> Wave:
    plan = Plan("Summer 2018", FIRST, LAST, population=40, by_code=True, by_link=True)
    planned = plan_wave(survey, plan, by=officer, at=now)
    return open_wave(planned, version=planned.version, by=officer, at=now)


@pytest.fixture
def answered(wave, today) -> Callable[..., None]:
    """Answers on paper: so many alike."""

    def make(times: int, *values: str, group: str = "") -> None:
        uuids = [one.uuid for one in current_questions(wave.survey)]
        for _ in range(times):
            sheet = Sheet(dict(zip(uuids, values, strict=False)), group)
            answer(wave, sheet, uuid4(), paper=True, today=today)

    return make
