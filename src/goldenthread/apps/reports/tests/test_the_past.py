"""Every page of plans, recommendations and scorecards as it stood on a day, as far as was known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import revise_body
from goldenthread.apps.inspections.actions import make_accountable, revise_recommendation
from goldenthread.apps.inspections.queries import recommendation_list
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Observation
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.actions import make_plan, unlink_from_recommendation
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.queries import actions_of
from goldenthread.apps.plans.settling import PlanSettings, change_settings
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.tests.conftest import an_action
from goldenthread.rulebook.figures import parse_figure

pytestmark = pytest.mark.django_db
BEFORE = "as_at=2018-07-16&known_at=2018-07-16T10:00:00%2B00:00"
WRITES = re.compile(r"Post an update|Ask for completion|Edit this action|Change the measure|Override the")


@pytest.fixture
def at(now) -> datetime:
    """Two hours after all was recorded, on the same day: what follows was not known at ten."""
    return now + timedelta(hours=2)


@pytest.fixture
def addresses(plan, late, recommendation, scorecard, red) -> dict[str, str]:
    """Each kind of page that answers for a moment."""
    observation = Observation.objects.get(measure=red, starts=date(2018, 1, 1))
    card = {"uuid": scorecard.uuid, "slug": "scorecard"}
    row = {"uuid": scorecard.uuid, "period": "2017-18-q4", "measure": red.uuid}
    return {
        "plans": reverse("plans:plans"),
        "plan": plan.get_absolute_url(),
        "action": late.get_absolute_url(),
        "recommendations": reverse("inspections:recommendations"),
        "inspection": recommendation.inspection.get_absolute_url(),
        "thread": recommendation.get_absolute_url(),
        "scorecards": reverse("measures:scorecards"),
        "scorecard": reverse("measures:scorecard", kwargs=card),
        "red measure": reverse("measures:red_measure", kwargs=row),
        "measure": reverse("measures:measure", args=[red.uuid, "measure"]),
        "where from": reverse("measures:where_from", args=[observation.uuid]),
    }


@pytest.fixture
def client_of_officer(signed_in, officer):
    return signed_in(officer)


PAGES = (
    "plans", "plan", "action", "recommendations", "inspection", "thread", "scorecards", "scorecard",
    "red measure", "measure", "where from",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_that_it_shows_the_past_and_changes_nothing(page, addresses, client_of_officer):
    now = client_of_officer.get(addresses[page])
    then = client_of_officer.get(f"{addresses[page]}?{BEFORE}")
    assert (now.status_code, then.status_code) == (200, 200)
    assert "You are looking at the past" not in now.text
    assert "Look at another day" in now.text
    assert "as things stood on 16 July 2018, as far as was known on 16 July 2018 at 11:00am" in then.text
    assert f'href="{addresses[page]}?"' in then.text
    assert not WRITES.search(then.text)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_words_for_a_day_on_which_nothing_was_there(page, addresses, client_of_officer):
    then = client_of_officer.get(f"{addresses[page]}?known_at=2012-01-01")
    assert then.status_code == 200
    assert "as far as was known on 1 January 2012" in then.text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_at=Smarch", "is not a day"),
        ("known_at=yesterday", "is not a day or an instant"),
        ("as_at=2018-07-17", "17 July 2018 has not come yet"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(page, query, words, addresses, client_of_officer):
    answer = client_of_officer.get(f"{addresses[page]}?{query}")
    assert answer.status_code == 400
    assert words in answer.text
    assert f'href="{addresses[page]}"' in answer.text


def test_links_to_pages_of_the_past_keep_the_moment_and_others_do_not(addresses, client_of_officer, late):
    page = client_of_officer.get(f"{addresses['plan']}?{BEFORE}&by=lead").text
    kept = "as_at=2018-07-16&amp;known_at=2018-07-16T10%3A00%3A00%2B00%3A00"
    assert f'href="{late.get_absolute_url()}?{kept}"' in page
    assert f'href="{addresses["recommendations"]}?{kept}"' in page
    assert f'href="{reverse("reports:reports")}"' in page
    assert f'href="{addresses["plan"]}?by=lead"' in page, "the way back to the present"


def test_a_plan_is_shown_under_its_name_and_limits_of_then(
    plan, late, officer, board, at, addresses, client_of_officer
):
    settings = PlanSettings.of(plan)
    renamed = PlanSettings(**settings.columns() | {"name": "Renamed plan", "accountable_body": None},
                           inspections=settings.inspections)  # fmt: skip
    change_settings(plan, renamed, version=plan.version, by=officer, at=at)
    revise_body(board, name="Renamed board", kind="Board", purpose="", in_public=False, version=board.version,
                by=officer, at=at)  # fmt: skip
    another = make_plan("Another plan", accountable_body=board, by=None, at=at - timedelta(hours=2))
    an_action(another, at - timedelta(hours=2))
    page = client_of_officer.get(f"{addresses['plans']}?{BEFORE}").text
    assert "Renamed" not in page
    assert "Another plan" in page
    assert "Written statement of action" in page
    assert "Health and Wellbeing Board" in page
    assert "Renamed plan" in client_of_officer.get(addresses["plans"]).text


def test_an_action_is_shown_with_what_had_been_told_by_then(
    late, officer, at, addresses, client_of_officer, today
):
    post_update(late, level=None, narrative="Told at noon.", version=late.version, effective_on=today,
                by=officer, at=at, due_after=date(2019, 1, 31), move_reason="Vacancies")  # fmt: skip
    unlink_from_recommendation(late.services.get(), by=officer, at=at, reason="Serves another")
    now, then = (client_of_officer.get(addresses["action"] + query).text for query in ("", f"?{BEFORE}"))
    assert ("Told at noon." in now, "Told at noon." in then) == (True, False)
    assert ("31 January 2019" in now, "31 January 2019" in then) == (True, False)
    assert ("12 Initial health" in now, "12 Initial health" in then) == (False, True)


def test_the_thread_keeps_the_words_links_and_figures_of_then(
    recommendation, red, late, officer, at, period, addresses, client_of_officer
):
    revise_recommendation(recommendation, {"title": "Other words"}, by=officer, at=at)
    unlink_from_recommendation(late.services.get(), by=officer, at=at, reason="Serves another")
    measures.unlink(red.recommendations.get(), reason="Shows another", by=officer, at=at)
    measures.revise_measure(red, title="Another measure", by=officer, at=at)
    measures.record_observation(Entry(red, period, parse_figure("99%", unit="%")), by=officer, at=at)
    now, then = (client_of_officer.get(addresses["thread"] + query).text for query in ("", f"?{BEFORE}"))
    assert ("Other words" in now, "Other words" in then) == (True, False)
    assert "Initial health assessments on time" in then
    assert "Deliver the 20-week timeliness plan" in then
    assert "Health assessments within 20 days" in then
    assert "99%" not in then


def test_the_scorecard_keeps_figures_titles_and_places_of_then(
    scorecard, red, officer, at, period, addresses, client_of_officer
):
    measures.revise_measure(red, title="Another measure", by=officer, at=at)
    measures.record_observation(Entry(red, period, parse_figure("99%", unit="%")), by=officer, at=at)
    for page in ("scorecard", "red measure", "measure", "where from"):
        then = client_of_officer.get(f"{addresses[page]}?{BEFORE}").text
        assert "Another measure" not in then, page
        assert "99%" not in then, page
        assert "99%" in client_of_officer.get(addresses[page]).text, page
    csv = client_of_officer.get(f"{addresses['scorecard']}?{BEFORE}&format=csv").text
    assert "99%" not in csv


def test_a_body_that_took_over_later_did_not_answer_then(recommendation, board, officer, at, now, today):
    from goldenthread.apps.bodies.actions import add_body

    scrutiny = add_body("Scrutiny", kind="Committee", by=officer, at=at)
    make_accountable(recommendation, scrutiny, starts=date(2018, 1, 1), by=officer, at=at)
    [line] = recommendation_list(as_at=today, known_at=now)
    assert line.body == board
    [line] = recommendation_list(as_at=today)
    assert line.body == scrutiny


def test_what_a_load_declared_was_known_on_its_day_though_it_was_recorded_later(
    red, officer, at, period, addresses, client_of_officer
):
    entry = Entry(red, period, parse_figure("88%", unit="%"))
    measures.record_observation(entry, by=officer, at=at, published_on=date(2018, 7, 1))
    held = red.observations.get(starts=period.start).versions
    assert [value.text for value in held.order_by("version")] == ["32%", "88%"]
    # Known since 1 July, as declared; but 32% was recorded on the 16th, which is later, and stands.
    page = client_of_officer.get(f"{addresses['where from']}?{BEFORE}").text
    assert "88%" in page


def test_a_partner_sees_of_the_past_no_more_than_of_the_present(plan, late, person_as, signed_in, board):
    partner = person_as(Role.PARTNER)
    here = signed_in(partner).get(plan.get_absolute_url())
    there = signed_in(partner).get(f"{plan.get_absolute_url()}?{BEFORE}")
    assert here.status_code == there.status_code


def test_the_present_asks_for_no_more_than_before_the_past_could_be_asked_for(
    plan, late, today, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        actions_of(Plan.objects.get(pk=plan.pk), today=today)


def test_the_paper_is_rebuilt_on_its_page(board, plan, late, red, period, scorecard, officer, now, today,
                                          at, client_of_officer):  # fmt: skip
    from goldenthread.apps.reports.actions import freeze

    paper = freeze(board, period, by=officer, at=datetime(2018, 7, 16, 9, 30, tzinfo=UTC), today=today).paper
    measures.revise_measure(red, title="Another measure", by=officer, at=at)
    assert "Rebuild from the records" in client_of_officer.get(paper.get_absolute_url()).text
    address = reverse("reports:rebuilt", args=[paper.uuid])
    assert "The records give the same report, to the last character." in client_of_officer.get(address).text
    red.targets.model.objects.create(
        measure=red, text="10%", kind="at_least", low=10, effective_on=date(2014, 4, 1), recorded_at=now
    )
    told = client_of_officer.get(address).text
    assert "The records give another report" in told
    assert "Scorecard, measures, 2.10, target, text" in told
