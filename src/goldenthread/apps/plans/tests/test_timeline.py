"""The timeline of a plan: its dates as its revisions have them, slippage, milestones, paging."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.apps.people.models import Role, Scope
from goldenthread.apps.plans.milestones import add_milestone, reach_milestone
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.revising import ActionFields, add_action, revise_action
from goldenthread.apps.plans.timeline import ROWS_A_PICTURE, pictures, timeline_of


@pytest.fixture
def moved(action, officer, now) -> Action:
    """Moved twice: by 31 days, then by another 30."""
    for number, due in enumerate((date(2018, 10, 31), date(2018, 11, 30)), 1):
        says = replace(ActionFields.of(action), due=due)
        action = revise_action(
            action,
            says,
            version=number,
            effective_on=date(2018, 7, number),
            by=officer,
            at=now,
            reason="Late",
        )
    return action


def rows(plan, today, **asked):
    return [
        row
        for group in timeline_of(plan.actions.all(), by="workstream", today=today, **asked)
        for row in group.rows
    ]


def test_slippage_is_from_the_first_recorded_date_and_every_move_is_counted(plan, moved, today) -> None:
    [row] = rows(plan, today)
    assert (row.first_due, row.state.due, row.moved) == (date(2018, 9, 30), date(2018, 11, 30), 2)
    assert row.words == "Slipped by 61 days"


def test_a_past_day_shows_the_dates_of_then(plan, moved, today) -> None:
    [row] = rows(plan, today, as_at=date(2018, 7, 1))
    assert (row.state.due, row.moved) == (date(2018, 10, 31), 1)


def test_a_workstream_says_its_slippage_in_words(plan, moved, today) -> None:
    [group] = timeline_of(plan.actions.all(), by="workstream", today=today)
    assert group.heading == "Assessment and Planning"
    assert group.slipped.reason == "1 of 1 action slipped, by 61 days in all"


def test_a_long_group_goes_on_over_several_pictures(plan, now, today) -> None:
    for number in range(ROWS_A_PICTURE + 1):
        add_action(plan, ActionFields(title=f"Do {number}", due=today), effective_on=today, by=None, at=now)
    pages = pictures(timeline_of(plan.actions.all(), by="workstream", today=today))
    assert [sum(len(group.rows) for group in page) for page in pages] == [ROWS_A_PICTURE, 1]
    assert pages[1][0].heading == "No workstream, continued"


def test_a_milestone_is_drawn_on_the_day_it_was_reached_and_not_before_it_was_known(
    plan, action, officer, now, today
) -> None:
    milestone = add_milestone(action, text="Provider agreed", due=date(2018, 8, 1), by=officer, at=now)
    reach_milestone(
        milestone, reached_on=date(2018, 7, 10), seen_due=milestone.due, today=today, by=officer, at=now
    )
    [row] = rows(plan, today)
    assert [one.reached_on for one in row.milestones] == [date(2018, 7, 10)]
    before = now - timedelta(days=1)
    assert rows(plan, today, known_at=before) == []


def test_the_statements_do_not_grow_with_the_actions(plan, now, today, django_assert_max_num_queries) -> None:
    for number in range(8):
        add_action(plan, ActionFields(title=f"Do {number}", due=today), effective_on=today, by=None, at=now)
    with django_assert_max_num_queries(16):
        assert len(rows(plan, today)) == 8


def page(client, plan, query=""):
    return client.get(f"{plan.get_absolute_url()}timeline/{query}")


def test_the_page_draws_without_a_style_or_a_script_and_has_its_table(
    plan, moved, officer, signed_in
) -> None:
    body = page(signed_in(officer), plan).content.decode()
    picture = body[body.index("<svg xmlns") : body.index("</svg>", body.index("<svg xmlns"))]
    assert "style=" not in picture
    assert "30 September 2018" in body
    assert "Slipped by 61 days" in body


def test_the_page_as_csv_has_days_to_reckon_with(plan, moved, officer, signed_in) -> None:
    lines = page(signed_in(officer), plan, "?format=csv").content.decode().splitlines()
    assert lines[1].startswith("Assessment and Planning,A-1,")
    assert ",2018-09-30,2018-11-30,61,2," in lines[1]


def test_a_plan_without_actions_says_what_to_do_first(plan, officer, signed_in) -> None:
    assert "Load the plan as the file that it is" in page(signed_in(officer), plan).content.decode()


def test_a_partner_without_a_part_in_the_plan_does_not_see_its_timeline(
    action, plan, health, person_as, signed_in
) -> None:
    partner = person_as(Role.PARTNER, scope=Scope.ORGANISATION, scope_uuid=health.uuid)
    assert page(signed_in(partner), plan).status_code == 403
