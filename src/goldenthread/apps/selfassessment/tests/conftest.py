"""A plan that answers three recommendations, posts that write and review, last year's verdicts."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections import actions as inspections
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.people import actions as people
from goldenthread.apps.people.models import Council, Organisation, Role
from goldenthread.apps.people.queries import standing_of
from goldenthread.apps.plans import actions as plans
from goldenthread.apps.selfassessment.models import Answer
from goldenthread.apps.selfassessment.queries import headings_of, part_called
from goldenthread.apps.selfassessment.reviewing import review
from goldenthread.apps.selfassessment.starting import start
from goldenthread.apps.selfassessment.writing import hand_in, save

LAST_YEAR, THIS_YEAR = date(2017, 7, 16), date(2018, 7, 16)


@pytest.fixture(autouse=True)
def council(db, clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def somebody(now, today):
    def as_role(role, name="", post=None):
        name = name or str(role)
        person = people.add_person(f"{name}@demonstration.example", name, by=None, at=now)
        people.grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        if post is not None:
            people.take_post(person, post, starts=date(2013, 1, 1), by=None, at=now)
        person.standing = standing_of(person, today)
        return person

    return as_role


@pytest.fixture
def posts():
    organisation = Organisation.objects.create(name="Council")
    titles = ("Head of Safeguarding", "Director of Children's Services")
    return [people.post_called(title, organisation) for title in titles]


@pytest.fixture
def officer(somebody):
    return somebody(Role.IMPROVEMENT_OFFICER, "officer")


@pytest.fixture
def writer(somebody, posts):
    return somebody(Role.ACTION_LEAD, "writer", posts[0])


@pytest.fixture
def reviewer(somebody, posts):
    return somebody(Role.DIRECTOR, "reviewer", posts[1])


@pytest.fixture
def board(now):
    return add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)


@pytest.fixture
def asked(board, now, today):
    """Recommendations 1 (met in both years), 4 (two elements, not assessed) and 12 (fell back)."""
    inspection = inspections.record_inspection("Inspection of 2015", by=None, at=now)
    found = {}
    for reference, title in (("1", "Oversight"), ("4", "Early help"), ("12", "Health assessments")):
        found[reference] = inspections.add_recommendation(
            inspection, reference=reference, title=title, by=None, at=now
        )
    for letter in "ab":
        inspections.add_element(found["4"], reference=letter, title=f"Part {letter}", by=None, at=now)
    for reference, status, day in (
        ("1", "met", LAST_YEAR), ("1", "met", THIS_YEAR),
        ("12", "met", LAST_YEAR), ("12", "not_met", THIS_YEAR),
    ):  # fmt: skip
        assess(found[reference], status=status, assessed_on=day, today=today, body=board, by=None, at=now)
    return found


@pytest.fixture
def plan(asked, board, now):
    inspection = asked["1"].inspection
    return plans.make_plan(
        "Improvement plan", inspections=[inspection], accountable_body=board, by=None, at=now
    )


@pytest.fixture
def document(plan, now):
    return start(plan, title="Self-assessment 2018", as_at=THIS_YEAR, compared_on=LAST_YEAR, by=None, at=now)


@pytest.fixture
def part(document, posts, asked):
    """The part of recommendation 12, with its writer and reviewer."""
    found = document.parts.get(recommendation=asked["12"])
    found.writer, found.reviewer = posts
    found.save()
    return part_called(found.uuid)


@pytest.fixture
def written(writer, reviewer, now, today):
    """Every part of a document written; reviewed too where that is asked for."""

    def of(document, *, reviewed=True, text="Said in plain words."):
        for one in document.parts.all():
            says = {heading.key: text for heading in headings_of(one)}
            one = save(one, says, version=one.version, by=writer, at=now)
            one = hand_in(one, unknown=(), by=writer, at=now)
            if reviewed:
                review(one, Answer.APPROVED, version=one.version, by=reviewer, at=now, today=today)

    return of
