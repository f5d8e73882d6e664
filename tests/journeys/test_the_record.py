"""The record of the demonstration: its report is built again after corrections, and a hand on it is named."""

from __future__ import annotations

import pytest

from tests.journeys.by_hand import edit_by_hand

pytestmark = pytest.mark.browser

CORRECT = """
from goldenthread.apps.measures import actions as measures
from goldenthread.apps.measures.models import Value
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.people.actions import rename_post
from goldenthread.apps.people.models import Post
from goldenthread.apps.reports.models import Paper
from goldenthread.rulebook.figures import parse_figure
from goldenthread.site import clock
paper = Paper.objects.earliest("frozen_at")  # Other journeys may have frozen one since.
by = {"by": None, "at": clock.now()}
last = Value.objects.filter(
    observation__ends=paper.ends, unit="%", observation__measure__lines__gone_on=None
).select_related("observation__measure").first()
measure = last.observation.measure
measures.record_observation(Entry(measure, period_of(last.observation), parse_figure("3%", unit="%")), **by)
for number, post in enumerate(Post.objects.all()):
    rename_post(post, f"Post {number}", **by)
print("Corrected after:", paper.digest)
"""
TITLE = """
from goldenthread.apps.plans.models import Action
print(Action.objects.order_by("id").first().title)
"""


def test_the_boards_report_is_built_again_from_the_records_after_later_corrections(own_product):
    # Of the first paper: another journey's may be of a day on which these corrections were known.
    said, digest = own_product.shell(CORRECT).strip().rsplit(" ", 1)
    assert said.endswith("Corrected after:")
    told = own_product.run("rebuild-report", digest)
    assert "the records give the same" in told
    assert "differs" not in told


def test_a_row_that_is_edited_by_hand_is_named_and_heads_are_compared(own_product, tmp_path):
    heads = tmp_path / "heads.txt"
    assert "The trail is whole" in own_product.run("verify-trail", "--write-head", str(heads))
    title = own_product.shell(TITLE).strip()
    edit_by_hand(own_product, "plans_action", "title", "Another title")
    with pytest.raises(RuntimeError, match=r"plans_action, row 1: it was edited by hand.* of title"):
        own_product.run("verify-trail")
    edit_by_hand(own_product, "plans_action", "title", title)
    assert "The trail is whole" in own_product.run("verify-trail", "--against", str(heads))
    edit_by_hand(own_product, "plans_action", "title", "With the triggers on", unseen=False)
    with pytest.raises(RuntimeError, match="Bypassed the actions: plans_action, row 1: changed in a trans"):
        own_product.run("verify-trail")
