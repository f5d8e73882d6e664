"""The pages of inspections: what the list says and takes away, who may write, and stale forms."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.inspections.models import Assessment, Framework, Inspection
from goldenthread.apps.people.access import READERS
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role

pytestmark = pytest.mark.django_db
LIST = "inspections:recommendations"
WRITERS = {Role.ADMINISTRATOR, Role.IMPROVEMENT_OFFICER}


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


@pytest.fixture
def inspection(now):
    return actions.record_inspection(
        "Single inspection of 2015", framework=Framework.objects.get(code="single-inspection-2015"),
        published_text="2015", by=None, at=now,
    )  # fmt: skip


@pytest.fixture
def recommendations(inspection, now, today):
    """9 is met, 10 is not, 11 is not assessed; 9 and 10 are one board's."""
    made = [
        actions.add_recommendation(
            inspection, reference=reference, title=title, theme=theme, by=None, at=now
        )
        for reference, title, theme in (
            ("9", "=Plans are specific", "Practice"), ("10", "Step-down is right", "Practice"),
            ("11", "Authority is clear", "Management"),
        )
    ]  # fmt: skip
    board = add_body("Health and Wellbeing Board", kind="Board", by=None, at=now)
    for one, status in zip(made, ("met", "not_met"), strict=False):
        assess(one, status=status, assessed_on=date(2017, 8, 31), today=today, by=None, at=now)
        actions.make_accountable(one, board, starts=None, by=None, at=now)
    return made


def references(response):
    rows = csv.reader(StringIO(response.content.decode().lstrip("\ufeff")))
    return [row[1] for row in rows][1:]


@pytest.mark.parametrize("role", Role)
def test_the_list_and_the_forms_are_for_their_roles(sign_in, recommendations, inspection, role):
    client = sign_in(role)
    reads = 200 if role in READERS else 403
    writes = 200 if role in WRITERS else 403
    assert client.get(reverse(LIST)).status_code == reads
    assert client.get(reverse("inspections:inspections")).status_code == reads
    assert client.get(inspection.get_absolute_url()).status_code == reads
    assert client.get(reverse("inspections:record_inspection")).status_code == writes
    for name in ("add_judgement", "add_recommendation"):
        assert client.get(reverse(f"inspections:{name}", args=[inspection.uuid])).status_code == writes
    for name in ("add_element", "make_accountable", "assess"):
        assert (
            client.get(reverse(f"inspections:{name}", args=[recommendations[0].uuid])).status_code == writes
        )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["9", "10", "11"]),
        ({"status": "not_met"}, ["10"]),
        ({"status": "not_assessed"}, ["11"]),
        ({"theme": "Practice"}, ["9", "10"]),
        ({"status": "no such status"}, ["9", "10", "11"]),
        ({"sort": "status"}, ["9", "10", "11"]),
        ({"sort": "status", "direction": "desc"}, ["11", "10", "9"]),
        ({"sort": "title"}, ["9", "11", "10"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_and_taken_away_so(sign_in, recommendations, query, expected):
    response = sign_in(Role.AUDITOR).get(reverse(LIST), query | {"format": "csv"})
    assert references(response) == expected


def test_the_list_is_narrowed_to_a_body(sign_in, recommendations):
    body = recommendations[0].accountabilities.get().body
    response = sign_in(Role.AUDITOR).get(reverse(LIST), {"body": body.uuid, "format": "csv"})
    assert references(response) == ["9", "10"]


def test_text_that_a_spreadsheet_would_run_is_taken_away_as_text(sign_in, recommendations):
    response = sign_in(Role.AUDITOR).get(reverse(LIST), {"format": "csv"})
    assert "'=Plans are specific" in response.content.decode()


def test_the_list_s_page_takes_the_same_queries_however_long(
    sign_in, recommendations, inspection, now, django_assert_max_num_queries
):
    for number in range(20, 60):
        actions.add_recommendation(inspection, reference=str(number), title="Title", by=None, at=now)
    client = sign_in(Role.AUDITOR)
    with django_assert_max_num_queries(20):
        page = client.get(reverse(LIST)).content.decode()
    assert "REC-6" in page


def test_an_empty_list_says_what_to_do_first(sign_in):
    assert (
        b"No recommendation has been recorded yet"
        in sign_in(Role.IMPROVEMENT_OFFICER).get(reverse(LIST)).content
    )


def test_an_inspection_shows_its_grades_with_their_scale(sign_in, inspection, now):
    actions.add_judgement(inspection, area="Adoption performance", grade="Good", by=None, at=now)
    page = sign_in(Role.AUDITOR).get(inspection.get_absolute_url()).content.decode()
    assert "Outstanding, Good, Requires improvement, Inadequate" in page
    assert "not comparable" in page


def test_a_body_s_page_lists_what_it_answers_for(sign_in, recommendations):
    body = recommendations[0].accountabilities.get().body
    page = sign_in(Role.AUDITOR).get(body.get_absolute_url()).content.decode()
    assert recommendations[0].get_absolute_url() in page
    assert recommendations[2].get_absolute_url() not in page


def test_an_inspection_and_its_recommendation_are_recorded_from_their_forms(sign_in):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    client.post(reverse("inspections:record_inspection"), {"name": "Peer review", "kind": "Peer review"})
    review = Inspection.objects.get(name="Peer review")
    address = reverse("inspections:add_recommendation", args=[review.uuid])
    response = client.post(address, {"reference": "1", "title": "Do it"})
    assert response.url == review.recommendations.get().get_absolute_url()
    refused = client.post(address, {"reference": "1", "title": "Kept words"})
    assert refused.status_code == 422
    assert b"Kept words" in refused.content


def typed(**changed):
    return {
        "status": "met", "assessed_on_day": "1", "assessed_on_month": "6", "assessed_on_year": "2018",
        "seen": "1",
    } | changed  # fmt: skip


def test_an_assessment_is_recorded_from_its_form(sign_in, recommendations):
    ten = recommendations[1]
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    response = client.post(reverse("inspections:assess", args=[ten.uuid]), typed())
    assert response.url == ten.get_absolute_url()
    newest = ten.assessments.last()
    assert (newest.status, newest.assessed_on) == ("met", date(2018, 6, 1))


def test_a_condition_that_is_not_said_is_asked_for_and_nothing_typed_is_lost(sign_in, recommendations):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    given = typed(status="met_subject_to_condition", reason="Figures rose")
    response = client.post(reverse("inspections:assess", args=[recommendations[1].uuid]), given)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say what the condition is." in page
    assert "Figures rose" in page


def test_a_stale_assessment_shows_the_other_s_and_is_recorded_when_sent_again(
    sign_in, recommendations, now, today
):
    ten = recommendations[1]
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    assess(ten, status="partly_met", assessed_on=date(2018, 5, 1), today=today, by=None, at=now)
    address = reverse("inspections:assess", args=[ten.uuid])
    response = client.post(address, typed(reason="My reason"))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Partly met, 1 May 2018" in page
    assert "My reason" in page
    assert client.post(address, typed(reason="My reason", seen="2")).status_code == 302
    assert Assessment.objects.filter(recommendation=ten).count() == 3
