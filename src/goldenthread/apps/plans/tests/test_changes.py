"""What changed in a plan between two instants, told on the axis of what was known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.plans.changes import changes_of_actions
from goldenthread.apps.plans.completing import ask_completion, decide_completion
from goldenthread.apps.plans.models import Action, Update
from goldenthread.apps.plans.revising import ActionFields, add_action, revise_action
from goldenthread.apps.plans.updating import post_update
from goldenthread.apps.trail.changes import Change, Span

LATER = timedelta(days=3)


@pytest.fixture
def span(now) -> Span:
    """From now on, three days."""
    return Span(now, now + LATER)


@pytest.fixture
def soon(now):
    return now + timedelta(days=1)


def found(span, key, actions=None) -> list[Change]:
    told = changes_of_actions(Action.objects.all() if actions is None else actions, span)
    return [line for kind in told.kinds if kind.key == key for line in kind.lines]


def every_key(span) -> set[str]:
    return {kind.key for kind in changes_of_actions(Action.objects.all(), span).kinds if kind.lines}


def test_nothing_is_told_of_what_was_known_before(action, span) -> None:
    assert every_key(span) == set()


def test_an_action_is_new_when_it_was_recorded_in_the_span_whenever_it_holds_from(plan, span, soon) -> None:
    add_action(
        plan, ActionFields(title="Train", reference="A-2"), effective_on=date(2018, 1, 1), by=None, at=soon
    )
    [line] = found(span, "new")
    assert (line.ref, line.on, line.recorded_at) == ("A-2", date(2018, 1, 1), soon)


def test_what_was_recorded_after_the_span_is_not_told(plan, span, now) -> None:
    late = now + LATER + timedelta(seconds=1)
    add_action(plan, ActionFields(title="Train"), effective_on=date(2018, 1, 1), by=None, at=late)
    assert every_key(span) == set()


def test_a_moved_date_is_told_with_both_days_the_reason_and_who(action, officer, span, soon) -> None:
    says = replace(ActionFields.of(action), due=date(2018, 10, 31))
    revise_action(
        action,
        says,
        version=action.version,
        effective_on=date(2018, 7, 10),
        by=officer,
        at=soon,
        reason="Late",
    )
    [line] = found(span, "moved")
    assert (line.before, line.after, line.why) == ("30 September 2018", "31 October 2018", "Late")
    assert line.by == str(officer)
    assert every_key(span) == {"moved"}


def test_each_move_in_the_span_stands_on_a_line_of_its_own(action, officer, level, span, soon) -> None:
    for day in (date(2018, 10, 31), date(2018, 11, 30)):
        action.refresh_from_db()
        post_update(
            action, level=level("in_progress"), narrative="Slow", version=action.version, due_after=day,
            move_reason="Provider", effective_on=date(2018, 7, 16), by=officer, at=soon,
        )  # fmt: skip
    assert [line.after for line in found(span, "moved")] == ["31 October 2018", "30 November 2018"]


def test_a_date_that_is_given_to_an_action_without_one_is_told_as_moved(
    plan, officer, now, span, soon
) -> None:
    action = add_action(plan, ActionFields(title="Train"), effective_on=date(2018, 1, 1), by=None, at=now)
    says = replace(ActionFields.of(action), due=date(2018, 10, 31))
    revise_action(action, says, version=1, effective_on=date(2018, 7, 10), by=officer, at=soon)
    assert [(line.before, line.after) for line in found(span, "moved")] == [("No date", "31 October 2018")]


def test_a_rating_is_told_from_what_it_was_to_what_it_is(action, officer, level, now, span, soon) -> None:
    for state, at in (("in_progress", now), ("at_risk", soon)):
        action.refresh_from_db()
        post_update(
            action, level=level(state), narrative="", version=action.version, effective_on=at.date(),
            by=officer, at=at,
        )  # fmt: skip
    [line] = found(span, "rated")
    assert (line.before, line.after) == (level("in_progress").word, level("at_risk").word)
    assert changes_of_actions(Action.objects.all(), span).updates == 1


def test_a_late_word_of_an_earlier_day_does_not_change_the_rating(
    action, officer, level, now, span, soon
) -> None:
    for state, day, at in (
        ("in_progress", date(2018, 7, 1), now),
        ("at_risk", date(2018, 6, 1), soon),
    ):
        action.refresh_from_db()
        post_update(
            action, level=level(state), narrative="", version=action.version, effective_on=day,
            by=officer, at=at,
        )  # fmt: skip
    assert found(span, "rated") == []
    assert changes_of_actions(Action.objects.all(), span).updates == 1


def test_what_was_rated_completed_and_is_not_any_more_is_reopened(
    action, officer, level, now, span, soon
) -> None:
    for state, at in (("completed", now), ("in_progress", soon)):
        action.refresh_from_db()
        post_update(
            action, level=level(state), narrative="", version=action.version, effective_on=at.date(),
            by=officer, at=at,
        )  # fmt: skip
    assert [line.title for line in found(span, "reopened")] == [action.title]
    assert found(span, "rated") == []


def test_a_completion_is_asked_for_until_it_is_decided(action, lead, head, span, soon, today) -> None:
    completion = ask_completion(
        action, completed_on=today, statement="Done", version=action.version, today=today, by=lead, at=soon
    )
    assert [line.by for line in found(span, "asked")] == [str(lead)]
    later = soon + timedelta(hours=1)
    decide_completion(completion, accept=True, reason="Seen", today=today, by=head, at=later)
    assert found(span, "asked") == []
    [line] = found(span, "completed")
    assert (line.by, line.why, line.after) == (str(head), "Seen", "Completed on 16 July 2018")
    assert [line.ref for line in found(Span(span.since, soon), "asked")] == ["A-1"]


def test_a_returned_completion_is_told_with_its_reason(action, lead, head, span, soon, today) -> None:
    completion = ask_completion(
        action, completed_on=today, statement="Done", version=action.version, today=today, by=lead, at=soon
    )
    decide_completion(completion, accept=False, reason="No audit", today=today, by=head, at=soon)
    assert [line.why for line in found(span, "returned")] == ["No audit"]


def test_a_new_lead_and_a_new_title_are_told(action, officer, health_post, span, soon) -> None:
    says = replace(ActionFields.of(action), leads=(health_post,), title="Deliver the plan")
    revise_action(action, says, version=1, effective_on=date(2018, 7, 16), by=officer, at=soon)
    assert [line.after for line in found(span, "led")] == [str(health_post)]
    assert [line.after for line in found(span, "texts")] == ["Deliver the plan"]


def test_an_action_that_left_the_plan_is_gone_and_one_that_came_back_is_reopened(
    action, officer, span, soon
) -> None:
    gone = replace(ActionFields.of(action), gone_on=date(2018, 7, 16))
    revise_action(action, gone, version=1, effective_on=date(2018, 7, 16), by=officer, at=soon)
    assert [line.after for line in found(span, "gone")] == ["No longer listed"]
    action.refresh_from_db()
    revise_action(
        action, replace(gone, gone_on=None), version=2, effective_on=date(2018, 7, 17), by=officer,
        at=soon + timedelta(hours=1),
    )  # fmt: skip
    assert [line.after for line in found(Span(soon, span.until), "reopened")] == ["In the plan"]


def test_what_was_published_before_the_span_is_no_news_when_it_is_recorded_in_it(action, span, soon) -> None:
    Update.objects.create(
        action=action, effective_on=date(2017, 1, 1), recorded_at=soon, narrative="Then",
        published_on=date(2017, 2, 1),
    )  # fmt: skip
    assert changes_of_actions(Action.objects.all(), span).updates == 0


def test_the_statements_do_not_grow_with_the_actions(
    plan, officer, level, now, span, soon, django_assert_max_num_queries
) -> None:
    for number in range(8):
        action = add_action(
            plan,
            ActionFields(title=f"Do {number}", due=date(2018, 9, 1)),
            effective_on=date(2018, 1, 1),
            by=None,
            at=now,
        )
        post_update(
            action, level=level("at_risk"), narrative="", version=1, due_after=date(2018, 10, 1),
            move_reason="Late", effective_on=date(2018, 7, 16), by=officer, at=soon,
        )  # fmt: skip
    with django_assert_max_num_queries(13):
        assert len(found(span, "moved")) == 8


def page(client, plan, query="") -> str:
    return client.get(f"{plan.get_absolute_url()}changes/{query}").content.decode()


def test_the_page_counts_and_links_each_change(action, plan, officer, signed_in, now) -> None:
    body = page(signed_in(officer), plan, "?from=2018-07-16")
    assert 'href="#new"' in body
    assert action.get_absolute_url() in body


def test_the_page_says_that_nothing_changed(action, plan, officer, signed_in) -> None:
    assert "Nothing changed between 1 February 2018 and 2 February 2018" in page(
        signed_in(officer), plan, "?from=2018-02-01&to=2018-02-02"
    )


def test_the_page_as_csv_has_a_row_for_each_change(action, plan, officer, signed_in) -> None:
    rows = page(signed_in(officer), plan, "?format=csv").splitlines()
    assert rows[0].startswith("Change,Reference,What")
    assert rows[1].startswith("New actions,A-1,")


def test_a_day_that_is_none_is_refused_in_words(plan, officer, signed_in) -> None:
    response = signed_in(officer).get(f"{plan.get_absolute_url()}changes/?from=yesterday")
    assert response.status_code == 400
    assert "is not a day" in response.content.decode()


def test_days_the_wrong_way_round_are_refused_in_words(plan, officer, signed_in) -> None:
    response = signed_in(officer).get(f"{plan.get_absolute_url()}changes/?from=2018-07-01&to=2018-06-01")
    assert "1 June 2018 is before 1 July 2018" in response.content.decode()


def test_a_partner_sees_only_what_changed_of_their_own_actions(
    action, plan, health, health_post, person_as, signed_in, now
) -> None:
    add_action(
        plan, ActionFields(title="Ours", leads=(health_post,)), effective_on=date(2018, 7, 1), by=None, at=now
    )
    partner = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    body = page(signed_in(partner), plan)
    assert "Ours" in body
    assert action.title not in body


def test_a_partner_without_a_part_in_the_plan_does_not_see_its_changes(
    action, plan, health, person_as, signed_in
) -> None:
    partner = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    assert signed_in(partner).get(f"{plan.get_absolute_url()}changes/").status_code == 403
