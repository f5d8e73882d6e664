"""The list of plans, narrowed and sorted."""

from __future__ import annotations

import pytest

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.plans.actions import make_plan

PLANS = "/plans/"


@pytest.fixture
def board(db):
    return Body.objects.create(name="Improvement board", kind="Board")


@pytest.fixture
def plans(plan, action, board, now):
    """One plan with an action, and one of another kind, which a board answers for."""
    return plan, make_plan("Improvement plan", kind="Single plan", accountable_body=board, by=None, at=now)


def listed(client, **asked):
    return [summary.plan.name for summary in client.get(PLANS, asked).context["summaries"]]


def test_the_list_is_narrowed_by_words_kind_and_body(plans, board, officer, signed_in):
    client = signed_in(officer)
    assert len(listed(client)) == 2
    assert listed(client, words="WRITTEN action") == ["Written statement of action"]
    assert listed(client, kind="Single plan") == ["Improvement plan"]
    assert listed(client, body=str(board.uuid)) == ["Improvement plan"]


def test_the_list_is_sorted_by_what_a_heading_says(plans, officer, signed_in):
    client = signed_in(officer)
    first, second = "Improvement plan", "Written statement of action"
    assert listed(client, sort="name", direction="desc") == [second, first]
    assert listed(client, sort="actions") == [first, second]
    assert listed(client, sort="nonsense") == [first, second]


def test_a_list_that_nothing_fits_offers_the_whole_list(plans, officer, signed_in):
    page = signed_in(officer).get(PLANS, {"words": "nothing like it"}).text
    assert "No plan fits" in page
    assert "Show all plans" in page


def test_the_csv_is_of_what_is_listed(plans, officer, signed_in):
    text = signed_in(officer).get(PLANS, {"words": "improvement", "format": "csv"}).text
    assert "Improvement plan" in text
    assert "Written statement" not in text
