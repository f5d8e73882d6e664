"""Corrections of an inspection and its grades, and the body that answers from a day until a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.correcting import correct_judgement, revise_inspection
from goldenthread.apps.inspections.models import Framework
from goldenthread.apps.inspections.queries import accountabilities_of
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def inspection(now):
    made = actions.record_inspection(
        "Single inspection", framework=Framework.objects.get(code="single-inspection-2015"),
        published_on=date(2015, 9, 1), by=None, at=now,
    )  # fmt: skip
    actions.add_judgement(made, area="Adoption performance", grade="Good", by=None, at=now)
    return made


@pytest.fixture
def recommendation(inspection, now):
    return actions.add_recommendation(inspection, reference="1", title="On time", by=None, at=now)


@pytest.fixture
def boards(now):
    return [add_body(name, kind="Board", by=None, at=now) for name in ("One", "Two", "Three")]


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


@pytest.fixture
def revise(inspection, now):
    def write(seen=0, **says):
        given = {
            "name": inspection.name, "kind": inspection.kind, "framework": inspection.framework,
            "published_on": inspection.published_on, "inspectorate": "Ofsted",
        } | says  # fmt: skip
        return revise_inspection(inspection, **given, seen=seen, by=None, at=now)

    return write


def refused(write, *args, **says):
    with pytest.raises(Refused) as refusal:
        write(*args, **says)
    return refusal.value


def test_a_revised_inspection_says_in_the_ledger_what_it_said(revise, inspection):
    revise(lead_inspector="Her Majesty’s inspector", name="Single inspection of 2015")
    event = about(inspection.uuid)[0]
    assert event.before == {"name": "Single inspection", "lead_inspector": ""}
    assert event.after["name"] == "Single inspection of 2015"


def test_what_is_the_same_writes_nothing(revise, inspection):
    before = len(about(inspection.uuid))
    revise()
    assert len(about(inspection.uuid)) == before


def test_another_day_of_publication_needs_its_reason(revise):
    assert refused(revise, published_on=date(2015, 9, 8)).field == "reason"
    revised = revise(published_on=date(2015, 9, 8), reason="The report is dated the 8th")
    assert revised.published_on == date(2015, 9, 8)


def test_a_framework_fits_the_grades_that_were_given(revise):
    other = Framework.objects.exclude(grades=[]).exclude(code="single-inspection-2015")
    unfit = next(one for one in other if "Good" not in one.grades)
    assert refused(revise, framework=unfit, reason="Typed wrongly").field == "framework"


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"name": " "}, "name"),
        ({"fieldwork_starts": date(2015, 7, 2), "fieldwork_ends": date(2015, 7, 1)}, "fieldwork_ends"),
    ],
)
def test_a_revision_is_refused_as_a_new_inspection_is(revise, says, field):
    assert refused(revise, **says).field == field


def test_a_revision_of_what_others_revised_meanwhile_is_stale(revise):
    revise(kind="Peer review")
    assert refused(revise, kind="Audit").code == "stale"
    assert revise(kind="Audit", seen=1).kind == "Audit"


def test_a_grade_is_corrected_with_a_reason_on_its_scale(inspection, now):
    judgement = inspection.judgements.get()
    says = {"judgement": judgement, "by": None, "at": now}
    for grade, reason, field in (
        ("Adequate", "Typed wrongly", "grade"), ("Good", "Typed wrongly", "grade"),
        ("Inadequate", " ", "reason"),
    ):  # fmt: skip
        assert refused(correct_judgement, inspection, grade=grade, reason=reason, **says).field == field
    correct_judgement(inspection, grade="Inadequate", reason="Typed wrongly", **says)
    event = about(inspection.uuid)[0]
    assert (event.before["grade"], event.after["grade"]) == ("Good", "Inadequate")


def test_an_inspection_and_a_grade_are_corrected_from_their_pages(sign_in, inspection):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    edit = reverse("inspections:edit", args=[inspection.uuid])
    typed = {
        "name": "Single inspection of 2015", "kind": "Inspection", "framework": inspection.framework.pk,
        "published_on_day": "1", "published_on_month": "9", "published_on_year": "2015", "seen": "0",
    }  # fmt: skip
    assert client.post(edit, typed).status_code == 302
    stale = client.post(edit, typed | {"name": "Mine"})
    assert stale.status_code == 422
    assert "It now says" in stale.content.decode()
    assert client.post(edit, typed | {"name": "Mine", "seen": "1"}).status_code == 302
    correct = reverse("inspections:correct_judgement", args=[inspection.uuid])
    given = {"judgement": inspection.judgements.get().pk, "grade": "Inadequate", "reason": "Typed wrongly"}
    assert client.post(correct, given).status_code == 302
    assert inspection.judgements.get().grade == "Inadequate"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DIRECTOR, Role.PARTNER])
def test_who_does_not_keep_inspections_corrects_nothing(sign_in, inspection, recommendation, role):
    client = sign_in(role)
    for name, record in (
        ("edit", inspection), ("correct_judgement", inspection), ("end_accountability", recommendation),
    ):  # fmt: skip
        assert client.post(reverse(f"inspections:{name}", args=[record.uuid]), {}).status_code == 403


def test_a_body_stops_answering_and_none_follows(recommendation, boards, now):
    says = {"reason": "The board was wound up", "by": None, "at": now}
    assert refused(
        actions.end_accountability, recommendation, ends=date(2016, 1, 1), **says
    ).code == "nobody"  # fmt: skip
    actions.make_accountable(recommendation, boards[0], starts=date(2015, 10, 1), by=None, at=now)
    for ends, reason, field in ((date(2015, 10, 1), "Wound up", "ends"), (date(2016, 1, 1), " ", "reason")):
        given = says | {"ends": ends, "reason": reason}
        assert refused(actions.end_accountability, recommendation, **given).field == field
    ended = actions.end_accountability(recommendation, ends=date(2016, 1, 1), **says)
    assert (ended.body, ended.ends, ended.ended_at) == (boards[0], date(2016, 1, 1), now)


def test_two_bodies_never_answer_at_once(recommendation, boards, now):
    actions.make_accountable(recommendation, boards[0], starts=date(2013, 1, 1), by=None, at=now)
    actions.end_accountability(recommendation, ends=date(2015, 1, 1), reason="Wound up", by=None, at=now)
    for starts in (None, date(2014, 12, 31)):
        refusal = refused(actions.make_accountable, recommendation, boards[1], starts=starts, by=None, at=now)
        assert refusal.words == "One answered for it until 1 January 2015."
    actions.make_accountable(recommendation, boards[1], starts=date(2015, 1, 1), by=None, at=now)
    held = [(one.body.name, one.starts, one.ends) for one in accountabilities_of(recommendation)]
    assert held == [
        ("Two", date(2015, 1, 1), None),
        ("One", date(2013, 1, 1), date(2015, 1, 1)),
    ]


def test_the_thread_shows_who_answered_when_and_lets_it_end(sign_in, recommendation, boards, now):
    actions.make_accountable(recommendation, boards[0], starts=date(2013, 1, 1), by=None, at=now)
    actions.make_accountable(recommendation, boards[1], starts=date(2015, 10, 1), by=None, at=now)
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    page = client.get(recommendation.get_absolute_url()).content.decode()
    assert "from 1 January 2013, until 1 October 2015" in page
    end = reverse("inspections:end_accountability", args=[recommendation.uuid])
    assert end in page
    typed = {"ends_day": "1", "ends_month": "6", "ends_year": "2018", "reason": "Business as usual"}
    assert client.post(end, typed).url == recommendation.get_absolute_url()
    assert end not in client.get(recommendation.get_absolute_url()).content.decode()
