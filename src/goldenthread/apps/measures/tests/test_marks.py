"""Marks: made or proposed, agreed by a second person, withdrawn; what they do, and when that was known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from goldenthread.apps.measures.actions import record_observation
from goldenthread.apps.measures.marks import (
    agree,
    annotate,
    choose_trend,
    propose_baseline,
    propose_step,
    say_definition_changed,
    withdraw,
)
from goldenthread.apps.measures.marks_models import Mark
from goldenthread.apps.measures.marks_queries import effects_of, marks_of
from goldenthread.apps.measures.queries import series
from goldenthread.apps.measures.recording import Entry
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.figures import parse_figure
from goldenthread.rulebook.periods import parse_period

pytestmark = pytest.mark.django_db

DAY = date(2017, 4, 1)


@pytest.fixture
def told(measure, analyst, now, today):
    """A measure with five quarters, and who writes of it when."""
    for text, figure in zip(
        ("2016-17 Q2", "2016-17 Q3", "2016-17 Q4", "2017-18 Q1", "2017-18 Q2"),
        ("60%", "62%", "64%", "80%", "84%"),
        strict=True,
    ):
        entry = Entry(measure, parse_period(text), parse_figure(figure))
        record_observation(entry, by=analyst, at=now - timedelta(days=30))
    return {"by": analyst, "at": now}


@pytest.fixture
def proposed(measure, told, today) -> Mark:
    return propose_step(measure, day=DAY, words="The front door moved", today=today, **told)


def effects(measure, **moment):
    found = effects_of([measure], **moment).get(measure.pk)
    return found and (found.breaks, found.steps, found.baseline, found.trend)


def test_an_annotation_explains_and_changes_no_limit(measure, told, today):
    made = annotate(measure, day=DAY, words=" A new form ", link="https://x.example/", today=today, **told)
    assert (made.words, made.link) == ("A new form", "https://x.example/")
    assert effects(measure) is None
    assert [(one.mark, one.state) for one in marks_of(measure)] == [(made, "in_force")]
    assert Event.objects.get(verb="measures.mark_made").actor == told["by"]


@pytest.mark.parametrize(("wrong", "field"), [({"words": " "}, "words"), ({"day": date(2018, 7, 17)}, "day")])
def test_an_annotation_without_words_or_of_a_day_to_come_is_refused(measure, told, today, wrong, field):
    with pytest.raises(Refused) as refused:
        annotate(measure, **{"day": DAY, "words": "A new form", "today": today, **told, **wrong})
    assert refused.value.field == field


def test_a_change_of_definition_breaks_direction_of_travel_and_says_so(measure, told):
    say_definition_changed(measure, day=DAY, words="Counts re-referrals too", **told)
    [ours] = series(measure)
    assert [point.travel.code for point in ours.points] == ["DOT-0", "DOT-2", "DOT-2", "DOT-8", "DOT-2"]
    assert ours.points[3].travel.reason == "The definition changed on 1 April 2017"
    assert effects(measure) == ((DAY,), (), None, 7)


def test_a_day_is_one_change_of_definition(measure, told):
    say_definition_changed(measure, day=DAY, words="Counts re-referrals too", **told)
    with pytest.raises(Refused, match="already"):
        say_definition_changed(measure, day=DAY, words="Again", **told)
    with pytest.raises(Refused, match="Say what changed"):
        say_definition_changed(measure, day=date(2017, 7, 1), words="", **told)


def test_a_step_change_takes_effect_when_a_second_person_agrees(measure, told, proposed, head):
    assert effects(measure) is None
    assert [one.state for one in marks_of(measure)] == ["proposed"]
    agree(proposed, by=head, at=told["at"])
    assert effects(measure) == ((), (DAY,), None, 7)
    assert Event.objects.get(verb="measures.mark_agreed").actor == head
    [ours] = series(measure)
    assert ours.points[3].travel.code == "DOT-2"


def test_nobody_agrees_to_their_own_proposal_not_even_past_the_action(told, proposed):
    with pytest.raises(Refused, match="somebody else"):
        agree(proposed, **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(pk=proposed.pk).update(agreed_by=told["by"], agreed_at=told["at"])


def test_what_was_agreed_or_withdrawn_is_not_agreed_again(measure, told, proposed, head, today):
    agree(proposed, by=head, at=told["at"])
    with pytest.raises(Refused, match="agreed to this before"):
        agree(proposed, by=head, at=told["at"])
    note = annotate(measure, day=DAY, words="A form", today=today, **told)
    with pytest.raises(Refused, match="needs no second person"):
        agree(note, by=head, at=told["at"])
    withdraw(proposed, reason="The wrong day", **told)
    with pytest.raises(Refused, match="withdrawn before"):
        agree(proposed, by=head, at=told["at"])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": ""}, "Say why"),
        ({"day": date(2018, 7, 17)}, "today or in the past"),
        ({"day": date(2016, 7, 1)}, "No period with a figure ended before"),
    ],
)
def test_a_step_without_reason_to_come_or_with_nothing_before_is_refused(measure, told, today, wrong, words):
    with pytest.raises(Refused, match=words):
        propose_step(measure, **{"day": DAY, "words": "Moved", "today": today, **told, **wrong})


def test_a_day_is_one_step(measure, told, proposed, today):
    with pytest.raises(Refused, match="already"):
        propose_step(measure, day=DAY, words="Again", today=today, **told)
    withdraw(proposed, reason="Not yet", **told)
    assert propose_step(measure, day=DAY, words="Again", today=today, **told).pk != proposed.pk


def test_a_baseline_is_of_twelve_points_or_more_and_waits_for_a_second_person(measure, told, head):
    with pytest.raises(Refused, match="12 points"):
        propose_baseline(measure, points=11, words="Before the change", **told)
    with pytest.raises(Refused, match="Say why"):
        propose_baseline(measure, points=12, words="", **told)
    first = propose_baseline(measure, points=12, words="Before the change", **told)
    with pytest.raises(Refused, match="waits for a second person"):
        propose_baseline(measure, points=16, words="More", **told)
    assert effects(measure) is None
    agree(first, by=head, at=told["at"])
    assert effects(measure) == ((), (), 12, 7)
    with pytest.raises(Refused, match="12 points already"):
        propose_baseline(measure, points=12, words="Again", **told)


def test_the_baseline_that_was_agreed_last_holds(measure, told, head):
    agree(propose_baseline(measure, points=12, words="x", **told), by=head, at=told["at"])
    later = told["at"] + timedelta(hours=1)
    second = propose_baseline(measure, points=16, words="y", by=told["by"], at=later)
    agree(second, by=head, at=later)
    assert effects(measure) == ((), (), 16, 7)
    withdraw(second, reason="Too many", by=head, at=later)
    assert effects(measure) == ((), (), 12, 7)


def test_a_trend_is_of_seven_points_unless_somebody_chooses_six(measure, told):
    with pytest.raises(Refused, match="7 points make a trend already"):
        choose_trend(measure, points=7, words="x", **told)
    with pytest.raises(Refused, match="6 or 7"):
        choose_trend(measure, points=5, words="x", **told)
    chosen = choose_trend(measure, points=6, words="As the spreadsheet tool", **told)
    assert effects(measure) == ((), (), None, 6)
    withdraw(chosen, reason="As before", **told)
    assert effects(measure) is None


def test_a_withdrawal_says_why_and_stays_on_record(measure, told, proposed):
    with pytest.raises(Refused, match="Say why"):
        withdraw(proposed, reason=" ", **told)
    withdraw(proposed, reason="The wrong day", **told)
    [one] = marks_of(measure)
    assert (one.state, one.mark.withdrawn_reason) == ("withdrawn", "The wrong day")
    with pytest.raises(Refused, match="withdrawn before"):
        withdraw(proposed, reason="Again", **told)
    assert Event.objects.get(verb="measures.mark_withdrawn").actor == told["by"]


def test_what_was_said_is_neither_changed_nor_deleted(proposed):
    with pytest.raises(DatabaseError), transaction.atomic():
        Mark.objects.filter(pk=proposed.pk).update(words="Something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        proposed.delete()


def test_a_past_moment_knows_only_what_was_told_by_then(measure, told, proposed, head, analyst):
    agreed, gone = told["at"] + timedelta(days=1), told["at"] + timedelta(days=2)
    agree(proposed, by=head, at=agreed)
    withdraw(proposed, reason="The wrong day", by=analyst, at=gone)
    then = {
        "before": told["at"] - timedelta(minutes=1), "proposed": told["at"], "agreed": agreed, "gone": gone,
    }  # fmt: skip
    states = {
        name: [one.state for one in marks_of(measure, known_at=instant)] for name, instant in then.items()
    }
    assert states == {
        "before": [], "proposed": ["proposed"], "agreed": ["in_force"], "gone": ["withdrawn"],
    }  # fmt: skip
    steps = [effects(measure, known_at=instant) for instant in then.values()]
    assert steps == [None, None, ((), (DAY,), None, 7), None]


def test_a_day_before_a_mark_does_not_see_it(measure, told):
    say_definition_changed(measure, day=DAY, words="x", **told)
    assert effects(measure, as_at=date(2017, 3, 31)) is None
    assert marks_of(measure, as_at=date(2017, 3, 31)) == []
    assert effects(measure, as_at=DAY) == ((DAY,), (), None, 7)


def test_benchmarks_of_another_definition_are_marked_on_the_scorecard(scorecard, analyst, now):
    from goldenthread.apps.measures.scorecards import scorecard_for

    from .conftest import Q4

    row = next(one for one in scorecard_for(scorecard, Q4).rows if one.national and one.rated)
    assert row.redefined is None
    day = Q4.start
    say_definition_changed(row.measure, day=day, words="Counts more", by=analyst, at=now)
    again = scorecard_for(scorecard, Q4).row_of(row.measure.uuid)
    assert again.redefined == day
