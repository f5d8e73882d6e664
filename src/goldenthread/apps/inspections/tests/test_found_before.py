"""Findings that come back: said, withdrawn, refused, walked both ways, suggested and shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.apps.inspections import actions
from goldenthread.apps.inspections.found_before import chains, found_before, may_be_the_same
from goldenthread.apps.inspections.models import Framework, Recurrence
from goldenthread.apps.inspections.recurring import say_found_before, withdraw_found_before
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Council, Role
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def council(clock_offset):
    return Council.objects.create(name="The demonstration council", clock_offset=clock_offset)


@pytest.fixture
def findings(now):
    """The same in 2011, 2013 and 2015, the last on a framework with grades; and another of 2015."""
    made = {}
    for year in (2011, 2013, 2015):
        inspection = actions.record_inspection(
            f"Inspection of {year}", published_on=date(year, 6, 1), by=None, at=now,
            framework=Framework.objects.get(code="single-inspection-2015") if year == 2015 else None,
        )  # fmt: skip
        made[year] = actions.add_recommendation(
            inspection, reference="3", title="Complete assessments in time", theme="Practice", by=None, at=now
        )
    made["other"] = actions.add_recommendation(
        made[2015].inspection, reference="4", title="Appoint a director", by=None, at=now
    )
    return made


@pytest.fixture
def say(now):
    def found(one, earlier, reason="Assessments were late then too"):
        return say_found_before(one, earlier=earlier, reason=reason, by=None, at=now)

    return found


@pytest.fixture
def sign_in(client, now):
    def as_role(role):
        person = add_person(f"{role}@demonstration.example", role.label, by=None, at=now)
        grant(person, role, starts=date(2013, 1, 1), by=None, at=now)
        client.force_login(person)
        return client

    return as_role


def refused(write, *args, **says):
    with pytest.raises(Refused) as refusal:
        write(*args, **says)
    return refusal.value


def test_a_chain_is_walked_both_ways(findings, say, today):
    say(findings[2015], findings[2013])
    say(findings[2013], findings[2011])
    words = {year: found_before(findings[year], as_at=today).words for year in (2011, 2013, 2015)}
    assert words == {
        2011: "The same was found again in 2013 and 2015.",
        2013: "The same was found in 2011, and again in 2015.",
        2015: "The same was found in 2011 and 2013.",
    }
    assert found_before(findings["other"], as_at=today).words == ""


def test_each_finding_shows_the_scale_of_its_own_framework(findings, say, today):
    say(findings[2015], findings[2013])
    [finding] = found_before(findings[2013], as_at=today).later
    assert finding.scale == "Outstanding, Good, Requires improvement, Inadequate"
    [finding] = found_before(findings[2015], as_at=today).earlier
    assert finding.scale == ""


def test_a_tie_is_told_on_both_recommendations(findings, say):
    say(findings[2015], findings[2013])
    for year in (2013, 2015):
        assert about(findings[year].uuid)[0].verb == "inspections.found_before"


@pytest.mark.parametrize(
    ("one", "earlier", "reason", "field"),
    [
        (2015, "other", "The same", "earlier"),
        (2011, 2013, "The same", "earlier"),
        (2015, 2013, "  ", "reason"),
    ],
)
def test_a_tie_leads_to_an_earlier_inspection_and_has_a_reason(findings, say, one, earlier, reason, field):
    assert refused(say, findings[one], findings[earlier], reason).field == field


def test_a_tie_is_said_once_and_closes_no_ring(findings, say, now):
    undated = [
        actions.add_recommendation(
            actions.record_inspection(name, by=None, at=now), reference="1", title="On time", by=None, at=now
        )
        for name in ("Peer review", "Audit")
    ]
    say(undated[0], undated[1])
    assert "already" in refused(say, undated[0], undated[1]).words
    assert "come back from this one" in refused(say, undated[1], undated[0]).words


def test_a_tie_that_was_withdrawn_stays_on_record_and_leaves_the_chain(findings, say, now, today):
    tie = say(findings[2015], findings[2013])
    later = now + timedelta(hours=1)
    assert refused(withdraw_found_before, tie, reason=" ", by=None, at=later).field == "reason"
    withdraw_found_before(tie, reason="Another service", by=None, at=later)
    assert found_before(findings[2015], as_at=today).words == ""
    assert found_before(findings[2015], as_at=today, known_at=now).words == "The same was found in 2013."
    assert Recurrence.ever.get().withdrawn_reason == "Another service"
    assert refused(withdraw_found_before, tie, reason="Again", by=None, at=later).code == "withdrawn"
    with pytest.raises(DatabaseError), transaction.atomic():
        tie.delete()
    assert say(findings[2015], findings[2013]) != tie


def test_what_was_not_yet_said_was_not_known(findings, say, now):
    say(findings[2015], findings[2013])
    assert chains(now - timedelta(days=1)).came_back == frozenset()
    assert chains(now).came_back == {findings[2015].pk}


def test_what_looks_alike_is_suggested_until_it_is_said(findings, say, now):
    assert may_be_the_same(findings[2015]) == [findings[2013], findings[2011]]
    assert may_be_the_same(findings[2013]) == [findings[2011]]
    assert may_be_the_same(findings["other"]) == []
    say(findings[2015], findings[2013])
    assert may_be_the_same(findings[2015]) == [findings[2011]]


def test_the_thread_and_the_lists_say_that_it_came_back(sign_in, findings, say):
    say(findings[2015], findings[2013])
    client = sign_in(Role.AUDITOR)
    page = client.get(findings[2015].get_absolute_url()).content.decode()
    assert "The same was found in 2013." in page
    assert "Grades of two frameworks are not comparable" in page
    assert "1 came back" in client.get(reverse("inspections:inspections")).content.decode()
    assert "Came back" in client.get(findings[2015].inspection.get_absolute_url()).content.decode()
    assert "Came back" not in client.get(findings[2013].inspection.get_absolute_url()).content.decode()


def test_a_tie_is_said_and_withdrawn_from_its_forms(sign_in, findings):
    client = sign_in(Role.IMPROVEMENT_OFFICER)
    say = reverse("inspections:say_found_before", args=[findings[2015].uuid])
    assert "These look alike" in client.get(say).content.decode()
    assert client.post(say, {"earlier": findings[2013].uuid}).status_code == 422
    answer = client.post(say, {"earlier": findings[2013].uuid, "reason": "Late then too"})
    assert answer.url == findings[2015].get_absolute_url()
    tie = Recurrence.objects.get()
    assert tie.recorded_by.name == "Improvement officer"
    client.post(reverse("inspections:withdraw_found_before", args=[tie.uuid]), {"reason": "Not so"})
    assert not Recurrence.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DIRECTOR, Role.PARTNER])
def test_who_does_not_keep_inspections_says_and_withdraws_nothing(sign_in, findings, say, role):
    tie = say(findings[2015], findings[2013])
    client = sign_in(role)
    for address in (
        reverse("inspections:say_found_before", args=[findings[2015].uuid]),
        reverse("inspections:withdraw_found_before", args=[tie.uuid]),
    ):
        assert client.post(address, {"reason": "x"}).status_code == 403
