"""An inspection, and people of each role, for the tests of what it brings."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.files.actions import keep
from goldenthread.apps.inspections.actions import record_inspection
from goldenthread.apps.interventions import notices, submissions, visits
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role


@pytest.fixture(autouse=True)
def council(db, clock_offset, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def written(now, today):
    """What every action here is told: by whom, when, and the day."""
    return {"by": None, "at": now, "today": today}


@pytest.fixture
def inspection(now):
    return record_inspection("Single inspection of 2015", published_on=date(2015, 9, 1), by=None, at=now)


@pytest.fixture
def file(now):
    return keep(b"Objective,Done\none,1\n", "plan.csv", by=None, at=now)


@pytest.fixture
def notice(inspection, written):
    """Issued on 1 December 2017."""
    return notices.issue_notice(
        inspection, issued_on=date(2017, 12, 1), issued_by="The department", terms="Improve.", **written
    )


@pytest.fixture
def submission(inspection, now):
    """Due on 1 August 2018, to both."""
    return submissions.want_submission(
        inspection, what="plan", to_inspectorate=True, to_department=True, due_on=date(2018, 8, 1), by=None,
        at=now,
    )  # fmt: skip


@pytest.fixture
def visit(inspection, written):
    """On 5 and 6 July 2018: over, with no letter yet."""
    return visits.announce_visit(
        inspection, announced_on=date(2018, 6, 28), starts=date(2018, 7, 5), ends=date(2018, 7, 6),
        focus="The front door", **written,
    )  # fmt: skip


@pytest.fixture
def window(inspection, now):
    """From 1 September to 30 November 2018."""
    return visits.expect_inspection(
        inspection, opens_on=date(2018, 9, 1), closes_on=date(2018, 11, 30), basis="The framework",
        unverified=True, by=None, at=now,
    )  # fmt: skip


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


@pytest.fixture
def standing_as(now, today):
    """Somebody of a role, with their standing on them, as a page has them."""
    from goldenthread.apps.people.queries import standing_of

    def of(role: Role):
        person = add_person(f"{role}.waiting@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        person.standing = standing_of(person, today)
        return person

    return of
