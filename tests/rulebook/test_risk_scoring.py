"""What scores, controls and treatments of a risk imply: each rule at its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.rulebook.risk_scoring import (
    RSK_11,
    Assurance,
    Band,
    Facts,
    Move,
    Scale,
    Treatment,
    flags,
    movement,
    scale_faults,
    score,
)

TODAY = date(2018, 7, 16)
LEVELS = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
BANDS = (
    Band("Low", "circle", "green", 1),
    Band("High", "triangle", "orange", 10),
    Band("Very high", "square", "red", 16, accepted=False),
)
SCALE = Scale(1, LEVELS, LEVELS, BANDS)


def at(likelihood, impact, scale=SCALE):
    found = score(likelihood, impact, scale)
    assert found is not None
    return found


def codes(**facts):
    return [flag.code for flag in flags(Facts(**facts), TODAY)]


def days_ago(days):
    return TODAY - timedelta(days=days)


@pytest.mark.boundary("RSK-1")
def test_a_score_is_likelihood_times_impact_of_levels_that_the_scale_has():
    assert at(4, 3).value == 12
    assert score(6, 3, SCALE) is None
    assert score(3, 0, SCALE) is None


@pytest.mark.boundary("RSK-2")
@pytest.mark.parametrize(
    ("likelihood", "impact", "band"),
    [(3, 5, "High"), (4, 4, "Very high"), (3, 3, "Low"), (2, 5, "High"), (1, 5, "Low")],
)
def test_a_band_begins_at_its_score(likelihood, impact, band):
    assert at(likelihood, impact).band.word == band


@pytest.mark.boundary("RSK-2")
def test_a_cell_that_the_scale_names_has_its_own_band():
    scale = replace(SCALE, cells={(1, 5): "High"})
    assert at(1, 5, scale).band.word == "High"
    assert at(5, 1, scale).band.word == "Low"
    assert at(1, 5, scale).words == "5 High (likelihood 1, impact 5)"


@pytest.mark.boundary("RSK-3")
def test_a_band_that_is_not_accepted_is_beyond_appetite():
    treated = [Treatment("1.1", is_open=True, is_overdue=False)]
    assert codes(current=at(4, 4), treatments=treated) == ["RSK-3"]
    assert codes(current=at(3, 5)) == []
    assert codes(current=at(4, 4), is_open=False) == []


@pytest.mark.boundary("RSK-4")
@pytest.mark.parametrize(("days", "expected"), [(0, []), (1, ["RSK-4"])])
def test_a_review_is_overdue_the_day_after(days, expected):
    assert codes(review_on=days_ago(days)) == expected


@pytest.mark.boundary("RSK-5")
@pytest.mark.parametrize(("days", "expected"), [(90, []), (91, ["RSK-5"])])
def test_a_score_is_stale_after_its_limit(days, expected):
    assert codes(current=at(1, 1), scored_on=days_ago(days)) == expected
    assert codes(opened_on=days_ago(days)) == expected


@pytest.mark.boundary("RSK-6")
def test_an_overdue_action_is_a_late_treatment():
    late = Treatment("1.1 Recruit", is_open=True, is_overdue=True)
    [flag] = flags(Facts(treatments=[late, replace(late, is_overdue=False)]), TODAY)
    assert (flag.code, flag.reason) == ("RSK-6", "Overdue: 1.1 Recruit")
    assert codes(treatments=[replace(late, is_overdue=False)]) == []


@pytest.mark.boundary("RSK-7")
def test_a_target_is_missed_the_day_after_its_date_on_the_same_scale():
    missed = {"current": at(2, 4), "target": at(2, 3), "target_by": days_ago(1)}
    assert codes(**missed) == ["RSK-7"]
    assert codes(**missed | {"target_by": TODAY}) == []
    assert codes(**missed | {"current": at(2, 3)}) == []
    assert codes(**missed | {"current": at(2, 4, replace(SCALE, version=2))}) == []


@pytest.mark.boundary("RSK-8")
@pytest.mark.parametrize(
    ("found", "expected"),
    [(Assurance.WORKING, []), (Assurance.NOT_TESTED, []), (Assurance.FAILING, ["RSK-8"])],
)
def test_a_failing_control_is_said(found, expected):
    assert codes(controls=[("Weekly panel", found)]) == expected


@pytest.mark.boundary("RSK-9")
def test_beyond_appetite_asks_for_an_open_action():
    done = Treatment("1.1", is_open=False, is_overdue=False)
    assert codes(current=at(4, 4)) == ["RSK-3", "RSK-9"]
    assert codes(current=at(4, 4), treatments=[done]) == ["RSK-3", "RSK-9"]
    assert codes(current=at(4, 4), treatments=[done, replace(done, is_open=True)]) == ["RSK-3"]


@pytest.mark.boundary("RSK-10")
@pytest.mark.parametrize(
    ("before", "now", "move", "words"),
    [
        (Facts(current=at(3, 4)), Facts(current=at(4, 3)), Move.SAME, "The same, 12"),
        (Facts(current=at(3, 4)), Facts(current=at(3, 5)), Move.UP, "Up from 12 to 15"),
        (Facts(current=at(3, 4)), Facts(current=at(3, 3)), Move.DOWN, "Down from 12 to 9"),
        (None, Facts(current=at(3, 3)), Move.NEW, "New"),
        (Facts(), Facts(is_open=False), Move.CLOSED, "Closed"),
        (Facts(is_open=False), Facts(is_open=False), Move.CLOSED, "Closed before"),
        (Facts(is_open=False), Facts(), Move.REOPENED, "Opened again"),
        (Facts(), Facts(current=at(3, 3)), Move.NOT_COMPARED, "First scored"),
        (Facts(), Facts(), Move.NOT_COMPARED, "Not scored"),
    ],
)
def test_a_risk_moves_by_its_current_score(before, now, move, words):
    found = movement(before, now)
    assert (found.move, found.words, found.code) == (move, words, "RSK-10")


@pytest.mark.boundary("RSK-10")
def test_scores_on_two_scales_are_not_compared():
    later = at(3, 3, replace(SCALE, version=2))
    assert movement(Facts(current=at(3, 4)), Facts(current=later)).move is Move.NOT_COMPARED


@pytest.mark.boundary("RSK-11")
def test_the_rule_of_who_closes_has_its_code():
    """Its boundary is tested where it decides, in the room (`lifecycle.close_risk`)."""
    assert RSK_11 == "RSK-11"


@pytest.mark.parametrize(
    ("scale", "fault"),
    [
        (replace(SCALE, likelihood={1: "Rare"}), "at least two levels of likelihood"),
        (replace(SCALE, impact={1: "Low", 3: "High"}), "without a gap"),
        (replace(SCALE, impact={1: "Low", 2: "low"}), "have one word"),
        (replace(SCALE, bands=BANDS[1:]), "begins at a score of 1"),
        (replace(SCALE, bands=(*BANDS, Band("Grave", "cross", "red", 16))), "begin at one score"),
        (replace(SCALE, bands=(*BANDS, Band("Grave", "square", "red", 20))), "colour alone"),
        (replace(SCALE, cells={(6, 1): "High"}), "no cell 6 × 1"),
        (replace(SCALE, cells={(5, 1): "Grave"}), "no band called “Grave”"),
    ],
)
def test_what_is_wrong_with_a_scale_is_said(scale, fault):
    assert any(fault in one for one in scale_faults(scale))


def test_a_whole_scale_has_no_fault():
    assert scale_faults(SCALE) == ()
