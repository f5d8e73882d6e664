"""How actions stood: on a day, as known at an instant; and what the lists of papers say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.apps.inspections.models import Inspection, Recommendation
from goldenthread.apps.plans import queries
from goldenthread.apps.plans.actions import link_to_recommendation
from goldenthread.apps.plans.completing import ask_completion, decide_completion
from goldenthread.apps.plans.models import Update
from goldenthread.apps.plans.revising import add_action
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.plans.updating import post_update
from goldenthread.rulebook.progress import State


@pytest.fixture
def said(action, lead):
    """An update of the action, told on a day in the morning unless `known` says when."""

    def make(on, level=None, narrative="", *, known=None, published_on=None, **fields):
        return Update.objects.create(
            action=action, effective_on=on, level=level, narrative=narrative, published_on=published_on,
            recorded_at=known or datetime(on.year, on.month, on.day, 9, tzinfo=UTC), recorded_by=lead,
            **fields,
        )  # fmt: skip

    return make


def codes(state):
    return [flag.code for flag in state.flags]


def test_the_newest_rating_stands(action, said, level, today):
    said(date(2018, 6, 10), level("not_started"))
    said(date(2018, 7, 1), level("in_progress"))
    said(date(2018, 7, 2), narrative="A word between, without a rating.")
    state = state_on(action, today=today)
    assert (state.stated.word, state.last_update) == ("In progress, on track", date(2018, 7, 2))


def test_a_past_day_shows_the_rating_and_the_date_of_then(action, said, level, lead, today, now):
    said(date(2018, 6, 10), level("not_started"))
    post_update(
        action, level=level("at_risk"), narrative="Late.", version=1, effective_on=today, by=lead, at=now,
        due_after=date(2018, 12, 31), move_reason="Vacancies",
    )  # fmt: skip
    now_it, then = state_on(action, today=today), state_on(action, today=today, as_at=date(2018, 6, 30))
    assert (now_it.state, now_it.due, now_it.date_moves) == (State.AT_RISK, date(2018, 12, 31), 1)
    assert (then.state, then.due, then.date_moves) == (State.NOT_STARTED, date(2018, 9, 30), 0)


def test_what_was_told_later_was_not_known_then(action, said, level, today):
    said(date(2018, 6, 10), level("at_risk"), known=datetime(2018, 7, 10, tzinfo=UTC))
    before = datetime(2018, 7, 9, tzinfo=UTC)
    assert state_on(action, today=today, as_at=date(2018, 6, 30)).state is State.AT_RISK
    assert state_on(action, today=today, as_at=date(2018, 6, 30), known_at=before) is None


def test_what_was_declared_as_published_was_known_from_that_day(plan, says, level, today, now):
    early = datetime(2018, 6, 1, 8, tzinfo=UTC)
    action = add_action(plan, says, effective_on=date(2018, 6, 1), by=None, at=early)
    Update.objects.create(
        action=action, effective_on=date(2018, 6, 10), level=level("at_risk"), recorded_at=now,
        published_on=date(2018, 6, 12),
    )  # fmt: skip

    def known_on(day):
        return state_on(action, today=today, known_at=datetime(2018, 6, day, 12, tzinfo=UTC)).state

    assert (known_on(11), known_on(12)) == (None, State.AT_RISK)


def test_an_action_was_not_in_the_plan_before_it_was_added(action, today):
    assert state_on(action, today=today, as_at=date(2018, 5, 31)) is None
    assert state_on(action, today=today, as_at=date(2018, 6, 1)) is not None


def test_computed_and_stated_stand_side_by_side(plan, says, level, lead, today, now):
    action = add_action(
        plan, replace(says, due=date(2018, 7, 15)), effective_on=date(2018, 6, 1), by=None, at=now
    )
    post_update(
        action, level=level("in_progress"), narrative="On track.", version=1, effective_on=today, by=lead,
        at=now,
    )  # fmt: skip
    state = state_on(action, today=today)
    assert state.stated.word == "In progress, on track"
    assert codes(state) == ["PROG-1", "PROG-5"]


def test_an_accepted_completion_is_completed_from_its_day_on(action, lead, head, today, now):
    completion = ask_completion(
        action, completed_on=date(2018, 7, 1), statement="Done.", version=1, today=today, by=lead, at=now
    )
    assert state_on(action, today=today).completion == "asked"
    decide_completion(completion, accept=True, reason="Seen on site.", today=today, by=head, at=now)
    state = state_on(action, today=today)
    assert (state.state, state.completed_on, codes(state)) == (
        State.COMPLETED,
        date(2018, 7, 1),
        ["PROG-6"],
    )
    day_before = state_on(action, today=today, as_at=today - timedelta(days=1))
    assert (day_before.state, day_before.completed_on) == (None, None)


def test_a_text_that_no_level_matches_still_means_its_state(action, said, today):
    said(today, stated_text="Ongoing")
    state = state_on(action, today=today)
    assert (state.stated.word, state.state) == ("Ongoing", State.ONGOING)


def test_a_text_that_means_nothing_known_is_shown_as_printed(action, said, today):
    said(today, stated_text="See appendix 2")
    state = state_on(action, today=today)
    assert (state.stated.word, state.state) == ("See appendix 2", None)


def test_the_boards_list_has_the_late_first_and_then_those_at_risk(
    plan, action, says, level, lead, today, now
):
    late = add_action(plan, replace(says, due=date(2018, 7, 1)), effective_on=today, by=None, at=now)
    later = add_action(plan, replace(says, due=date(2018, 6, 1)), effective_on=today, by=None, at=now)
    post_update(action, level=level("at_risk"), narrative="", version=1, effective_on=today, by=lead, at=now)
    listed = queries.late_or_at_risk(today=today, plan=plan)
    assert [state.pk for state in listed] == [later.pk, late.pk, action.pk]


def test_counts_leave_out_what_is_gone(plan, action, says, today, now):
    add_action(plan, replace(says, gone_on=today), effective_on=today, by=None, at=now)
    counted = queries.counts(queries.actions_of(plan, today=today))
    assert (counted.actions, counted.not_rated, counted.overdue) == (1, 1, 0)


def test_who_has_not_replied_is_named_with_their_last_words(plan, action, says, said, today, now):
    said(date(2018, 6, 10), narrative="We have begun.")
    never = add_action(plan, replace(says, reference="A-2"), effective_on=today, by=None, at=now)
    silent = queries.not_replied(plan, date(2018, 7, 1), today=today)
    assert [(one.action.pk, one.last_words, one.said_on) for one in silent] == [
        (never.pk, "", None),
        (action.pk, "We have begun.", date(2018, 6, 10)),
    ]
    assert [one.action.pk for one in queries.not_replied(plan, date(2018, 6, 10), today=today)] == [never.pk]


def test_the_actions_that_serve_a_recommendation_are_found_once(plan, action, officer, today, now):
    inspection = Inspection.objects.create(name="Area inspection 2018")
    recommendation = Recommendation.objects.create(
        inspection=inspection, reference="1", sort_key="1", title="Be on time", recorded_at=now
    )
    element = recommendation.elements.create(reference="a", title="Part")
    link_to_recommendation(action, recommendation, by=officer, at=now)
    link_to_recommendation(action, recommendation, element=element, by=officer, at=now)
    assert [state.pk for state in queries.actions_serving(recommendation, today=today)] == [action.pk]


def test_open_actions_of_a_post_are_what_its_holder_has_to_update(action, post, health_post, today):
    assert [state.pk for state in queries.actions_led_by([post.pk], today=today)] == [action.pk]
    assert queries.actions_led_by([health_post.pk], today=today) == []
