"""Recommendation 12 replayed: met in July 2016, reopened in 2017, and what each check would have said."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.loads import actions as loads
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.people.actions import add_person, grant
from goldenthread.apps.people.models import Role
from goldenthread.apps.signoff.replaying import replay, unit_named
from goldenthread.apps.signoff.tests import make
from goldenthread.apps.trail.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def said(day) -> dict[str, tuple[str, str]]:
    return {one.code: (one.verdict, one.words) for one in day.case.checks}


def test_the_checks_of_july_2016_and_of_august_2017():
    twelve = make.recommendation_12()
    make.measure_of(twelve)
    make.evidence_for(
        twelve, bears="contradicts", source="audit", effective_on=date(2017, 6, 30), period="2017-18 Q1",
        published_on=date(2017, 7, 31), finding="34% good",
    )  # fmt: skip
    july, august = replay(twelve, today=make.TODAY)
    assert (july.title, [one.status for one in july.assessments]) == ("July 2016", ["met"])
    assert [figure.text for figure in july.case.measures[0].trend] == ["12%", "36%", "52%"]
    assert said(july) == {
        "SUF-1": ("Failed", "1 of 4 sources, 2 wanted: figures"),
        "SUF-2": ("Passed", "The newest is measure 2.11, which speaks of a period that is not over; "
                            "the plan allows 6 months"),
        "SUF-3": ("Failed", "2.11: 52% is not within 5 points of 80%"),
        "SUF-4": ("Cannot be told", "2.11: too few points to tell (3 of 13)"),
        "SUF-5": ("Passed", "1 piece, each with finding, period and sample"),
        "SUF-6": ("Passed", "Nothing is recorded that speaks against it"),
        "SUF-8": ("Cannot be told", "Its plan states no success statements"),
    }  # fmt: skip
    assert july.met_against_checks
    assert [figure.text for figure in august.case.measures[0].trend] == [
        "12%", "36%", "52%", "30%", "58%", "69.2%",
    ]  # fmt: skip
    assert said(august) | {"SUF-5": ()} == {
        "SUF-1": ("Failed", "1 of 4 sources, 2 wanted: figures"),
        "SUF-2": (
            "Passed",
            "The newest is measure 2.11, which speaks of 30 June 2017; the plan allows 6 months",
        ),
        "SUF-3": ("Failed", "2.11: 69.2% is not within 5 points of 80%"),
        "SUF-4": ("Cannot be told", "2.11: too few points to tell (6 of 13)"),
        "SUF-5": (),
        "SUF-6": ("Failed", "Nobody answered what E-1 says against it"),
        "SUF-8": ("Cannot be told", "Its plan states no success statements"),
    }
    assert not august.met_against_checks
    words = [one.words for one in august.changes]
    assert (
        "3 new figures: 2016-17 Q3: 30% (health); 2016-17 Q4: 58% (health); 2017-18 Q1: 69.2% (health)"
    ) in words
    assert "It speaks against this: 34% good" in words


def test_a_day_of_ones_own_is_asked_and_hindsight_is_said():
    twelve = make.recommendation_12()
    make.measure_of(twelve)
    asked = replay(twelve, today=make.TODAY, also=[date(2017, 1, 15), date(2019, 1, 1)])
    assert [one.on for one in asked] == [date(2016, 7, 31), date(2017, 1, 15), date(2017, 8, 31)]
    assert asked[1].case.measures[0].latest.text == "30%"
    make.action_for(twelve, make.plan(), "1")
    assert [len(one.case.actions) for one in replay(twelve, today=make.TODAY)] == [0, 0]
    seen = replay(twelve, today=make.TODAY, hindsight=True)
    assert [len(one.case.actions) for one in seen] == [1, 1]
    assert all(one.hindsight and not one.nothing_known for one in seen)


def loaded(content: str, kind: str, name: str, **declared) -> None:
    load = loads.read_file(content.encode(), f"{name}.csv", kind=kind, source_name=name, **make.TOLD)
    loads.accept(load, decisions={}, today=make.TODAY, published_on=declared.get("published_on"), **make.TOLD)


RECOMMENDATIONS = """ref,element,title,accountable_body,Assessed July 2016,Assessed August 2017
3,,Reviews are on time,,Met,Not met
"""


@pytest.mark.parametrize("published_on", [date(2016, 7, 15), None])
def test_a_recommendation_that_was_loaded_from_a_file_is_replayed(published_on):
    loaded(RECOMMENDATIONS, "recommendations", "Peer review", published_on=published_on)
    three = unit_named("3")
    reviews = measures.define_measure("Reviews on time", reference="R1", unit="%", **make.TOLD)
    make.record_figure(reviews, "2016-17 Q1", "91%", published_on=published_on)
    measures.link_to_recommendation(reviews, three, published_on=published_on, **make.TOLD)
    july, august = replay(three, today=make.TODAY)
    assert [one.status for one in (*july.assessments, *august.assessments)] == ["met", "not_met"]
    assert said(july)["SUF-3"] == ("Cannot be told", "R1: No target for this period")
    assert (july.nothing_known, july.hindsight) == ((published_on is None,) * 2)
    assert july.case.measures[0].latest.text == "91%"


def test_the_command_prints_each_day_and_names_what_it_does_not_find(monkeypatch):
    twelve = make.recommendation_12()
    make.measure_of(twelve)
    out = StringIO()
    call_command("replay", "12", "--inspection", "single", "--on", "2016-12-31", stdout=out)
    told = out.getvalue()
    assert "July 2016: Met" in told
    assert "31 December 2016: not assessed on this day" in told
    assert (
        "Failed         SUF-3  Every measure is at its target: 2.11: 52% is not within 5 points of 80%"
        in told
    )
    out = StringIO()
    call_command("replay", "12", "--json", stdout=out)
    days = json.loads(out.getvalue())["days"]
    assert [day["on"] for day in days] == ["2016-07-31", "2017-08-31"]
    assert {check["code"] for check in days[0]["checks"]} >= {"SUF-1", "SUF-7"}
    for wrong in (["99"], ["12", "--inspection", "peer"], ["12", "--on", "2999-01-01"]):
        with pytest.raises(SystemExit):
            call_command("replay", *wrong, stderr=StringIO())


def test_a_reference_of_two_inspections_wants_the_inspection():
    twelve = make.recommendation_12()
    loaded(RECOMMENDATIONS.replace("\n3,", "\n12,"), "recommendations", "Peer review")
    with pytest.raises(Refused, match="Peer review; Single inspection"):
        unit_named("12")
    assert unit_named("12", "single") == twelve
    assert Recommendation.objects.filter(reference="12").count() == 2


def test_the_page_shows_each_day_and_one_that_is_asked_for(client):
    reader = add_person("auditor@example.org", "Auditor", **make.TOLD)
    grant(reader, Role.AUDITOR, starts=date(2015, 1, 1), **make.TOLD)
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    twelve = make.recommendation_12()
    make.measure_of(twelve)
    address = reverse("signoff:replay", args=[twelve.uuid])
    page = client.get(address)
    words = " ".join(page.content.decode().split())
    assert [day.title for day in page.context["days"]] == ["July 2016", "August 2017"]
    assert "2.11: 52% is not within 5 points of 80%" in words
    assert "Found met, although 4 of the 7 checks of phase 2 did not pass." in words
    asked = client.get(address, {"on_day": "31", "on_month": "12", "on_year": "2016"})
    assert [day.title for day in asked.context["days"]][1] == "31 December 2016"
    late = client.get(address, {"on_day": "1", "on_month": "1", "on_year": "2999"})
    assert late.status_code == 422
    assert "That day has not come yet" in late.content.decode()
