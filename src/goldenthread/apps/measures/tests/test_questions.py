"""What a row leaves open is asked on its page."""

from __future__ import annotations

import pytest

from goldenthread.apps.measures.actions import override_rating, record_observation
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.questions import open_questions
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.measures.scorecards import scorecard_for
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.rating import Rag

from .conftest import Q4

pytestmark = pytest.mark.django_db


def asked(scorecard, reference, *, has_actions=True):
    row = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference=reference).uuid)
    return open_questions(row, has_actions=has_actions)


def test_a_green_measure_leaves_nothing_open(scorecard):
    assert asked(scorecard, "2.10", has_actions=False) == []


def test_a_colour_that_no_rule_gives_is_asked_about(scorecard):
    assert asked(scorecard, "10.3") == ["The paper says red, the rule says not rated. Which holds, and why?"]


def test_a_red_measure_without_words_or_actions_is_asked_about(scorecard):
    assert [question.split(".")[0] for question in asked(scorecard, "2.7", has_actions=False)] == [
        "Nobody has explained this figure",
        "No action names this measure as its success indicator",
    ]


def test_an_override_of_a_rating_that_has_changed_since_is_asked_about(scorecard, head, analyst, now, today):
    row = scorecard_for(scorecard, Q4).row_of(Measure.objects.get(reference="1.10").uuid)
    override_rating(
        row.measure, Q4, Rag.AMBER, computed=row.verdict, reason="x", effective_on=today, by=head, at=now
    )
    assert asked(scorecard, "1.10") == []
    record_observation(Entry(row.measure, Q4, parse_figure("91% (indicative)")), by=analyst, at=now)
    assert asked(scorecard, "1.10") == [
        "The override was made when the computed rating was red. It is now green: does it hold?",
        "The figure is provisional. When will it be final?",
    ]
