"""What changed for a body: on its page, and in its report since the one before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from goldenthread.apps.bodies.actions import add_body
from goldenthread.apps.inspections.actions import make_accountable
from goldenthread.apps.inspections.assessing import assess
from goldenthread.apps.measures.actions import record_observation, set_target
from goldenthread.apps.measures.changes import changes_of_scorecard
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.meetings.actions import add_meeting
from goldenthread.apps.people.models import Role
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.reports.actions import freeze
from goldenthread.apps.reports.changes import changes_for
from goldenthread.apps.reports.papers import document_of
from goldenthread.apps.reports.tests.conftest import an_action
from goldenthread.apps.trail.changes import Span
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period
from goldenthread.rulebook.rating import Polarity, target_from


@pytest.fixture
def soon(now):
    return now + timedelta(days=1)


@pytest.fixture
def span(now) -> Span:
    return Span(now)


def lines(kinds, key) -> list[tuple[str, str, str]]:
    return [(line.ref, line.before, line.after) for kind in kinds if kind.key == key for line in kind.lines]


def test_a_recommendation_that_was_met_and_is_no_longer_is_reopened(
    board, recommendation, officer, span, today, now, soon
) -> None:
    about = {"body": board, "today": today, "by": officer}
    assess(recommendation, status="met", assessed_on=date(2018, 7, 1), at=now, **about)
    assess(recommendation, status="partly_met", assessed_on=date(2018, 7, 10), at=soon, **about)
    kinds = changes_for(board, span).kinds
    assert lines(kinds, "found_wanting") == [(recommendation.reference, "Met", "Partly met")]


def test_a_recommendation_is_newly_met_on_the_day_it_was_assessed_and_told_when_it_was_recorded(
    board, recommendation, officer, span, today, soon
) -> None:
    about = {"body": board, "today": today, "by": officer}
    assess(recommendation, status="partly_met", assessed_on=date(2018, 6, 1), at=span.since, **about)
    assess(recommendation, status="met", assessed_on=date(2018, 7, 1), at=soon, **about)
    [kind] = [kind for kind in changes_for(board, span).kinds if kind.key == "met"]
    assert [(line.on, line.recorded_at) for line in kind.lines] == [(date(2018, 7, 1), soon)]


def test_another_body_that_answers_is_told_to_the_one_that_did(
    board, recommendation, officer, span, soon, today
) -> None:
    other = add_body("Scrutiny committee", kind="Committee", by=officer, at=soon)
    make_accountable(recommendation, other, starts=today, by=officer, at=soon)
    kinds = changes_for(board, span).kinds
    assert lines(kinds, "answers") == [(recommendation.reference, board.name, "Scrutiny committee")]


def test_a_figure_that_was_revised_is_told_with_what_it_was(scorecard, red, officer, span, soon) -> None:
    period = parse_period("2017-18 Q4")
    before = red.observations.get(starts=period.start, ends=period.end).versions.get().text
    record_observation(Entry(red, period, parse_figure("61%")), by=officer, at=soon)
    kinds = changes_of_scorecard(scorecard, span)
    assert lines(kinds, "revised") == [(red.reference, before, "61%")]
    assert lines(kinds, "figures") == []


def test_a_new_figure_is_none_that_was_revised(scorecard, red, officer, span, soon) -> None:
    record_observation(Entry(red, parse_period("2018-19 Q1"), parse_figure("61%")), by=officer, at=soon)
    kinds = changes_of_scorecard(scorecard, span)
    assert lines(kinds, "figures") == [(red.reference, "", "61%")]
    assert lines(kinds, "revised") == []


def test_a_figure_that_makes_another_rating_is_told_with_both_ratings(
    scorecard, red, officer, span, soon
) -> None:
    period = parse_period("2017-18 Q4")
    record_observation(Entry(red, period, parse_figure("100%")), by=officer, at=soon)
    kinds = changes_of_scorecard(scorecard, span)
    assert lines(kinds, "ratings") == [(red.reference, "Red, 2017-18 Q4", "Green, 2017-18 Q4")]


def test_a_target_that_was_changed_is_told_with_what_it_was(scorecard, red, officer, span, soon) -> None:
    before = red.targets.last().text
    target = target_from(parse_figure("99%"), Polarity.HIGH)
    set_target(red, target, effective_on=date(2018, 4, 1), by=officer, at=soon)
    assert lines(changes_of_scorecard(scorecard, span), "targets") == [(red.reference, before, "99%")]


def test_a_report_tells_what_changed_since_the_one_for_an_earlier_period(
    board, plan, late, scorecard, red, officer, now, soon, today
) -> None:
    freeze(board, parse_period("2017-18 Q3"), by=officer, at=now, today=today)
    late.refresh_from_db()
    post_update(
        late, level=None, narrative="Slow", version=late.version, effective_on=today,
        due_after=date(2018, 9, 30), move_reason="Tender", by=officer, at=soon,
    )  # fmt: skip
    changes = document_of(
        freeze(board, parse_period("2017-18 Q4"), by=officer, at=soon, today=today).paper
    ).changes
    assert changes.since == "the report for 2017-18 Q3, edition 1 of 16 July 2018"
    assert changes.updates == 1
    [moved] = [group for group in changes.groups if group.name == "Due dates moved"]
    assert [(line.after, line.why) for line in moved.lines] == [("30 September 2018", "Tender")]


def test_a_first_report_tells_what_changed_since_its_period_began(board, late, officer, now, today) -> None:
    changes = document_of(
        freeze(board, parse_period("2017-18 Q4"), by=officer, at=now, today=today).paper
    ).changes
    assert changes.since == "1 January 2018, when the period began"


def test_freezing_what_says_nothing_new_stays_the_same_edition(
    board, late, officer, now, soon, today
) -> None:
    freeze(board, parse_period("2017-18 Q3"), by=officer, at=now, today=today)
    first = freeze(board, parse_period("2017-18 Q4"), by=officer, at=soon, today=today)
    again = freeze(board, parse_period("2017-18 Q4"), by=officer, at=soon + timedelta(hours=1), today=today)
    assert (first.is_new, again.is_new) == (True, False)


def page(client, body, query="") -> str:
    return client.get(reverse("thread:body_changes", args=[body.uuid]) + query).content.decode()


def test_the_page_of_a_body_begins_at_its_last_paper(
    board, late, officer, signed_in, now, today, home
) -> None:
    at = now - timedelta(hours=2)  # the page's clock stands at nine in the morning
    freeze(board, parse_period("2017-18 Q4"), by=officer, at=at, today=today)
    assert "Between the report for 2017-18 Q4, edition 1 of 16 July 2018 and now." in page(
        signed_in(officer), board
    )


def test_the_page_of_a_body_compares_two_of_its_meetings(board, plan, officer, signed_in, now) -> None:
    first, second = (
        add_meeting(board, held_on=day, by=officer, at=now) for day in (date(2018, 5, 1), date(2018, 7, 1))
    )
    an_action(plan, now - timedelta(days=40), reference="A-9")
    query = f"?from_meeting={first.uuid}&to_meeting={second.uuid}"
    body = page(signed_in(officer), board, query)
    assert "Between the meeting of 1 May 2018 and the meeting of 1 July 2018." in body
    assert "A-9" in body


def test_a_meeting_of_another_body_is_refused_in_words(board, officer, signed_in) -> None:
    assert "This body has no such meeting" in page(
        signed_in(officer), board, "?from_meeting=5a0d7a4e-0000-4000-8000-000000000000"
    )


def test_a_partner_does_not_see_what_changed_for_a_body(board, person_as, signed_in) -> None:
    client = signed_in(person_as(Role.PARTNER))
    assert client.get(reverse("thread:body_changes", args=[board.uuid])).status_code == 403


def test_the_page_of_a_body_leads_to_what_changed(board, officer, signed_in) -> None:
    body = signed_in(officer).get(board.get_absolute_url()).content.decode()
    assert reverse("thread:body_changes", args=[board.uuid]) in body
