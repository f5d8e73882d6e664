"""Risks are added, changed, scored, moved and closed by verbs that check, write once and leave an event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.people.models import Role
from goldenthread.apps.risks.actions import (
    Says,
    add_risk,
    revise_risk,
    says_now,
    score_risk,
    set_scale,
    tie_risk,
    untie_risk,
)
from goldenthread.apps.risks.controlling import add_control, assure_control, end_control
from goldenthread.apps.risks.lifecycle import close_risk, de_escalate, escalate, reopen_risk, review_risk
from goldenthread.apps.risks.models import RiskScore, RiskTreatment
from goldenthread.apps.risks.queries import movements, register, risks_of, state_of
from goldenthread.apps.risks.scales import SUGGESTED
from goldenthread.apps.risks.tests.conftest import OPENED
from goldenthread.apps.trail.models import Event
from goldenthread.apps.trail.refusals import Refused

MAY = date(2018, 5, 1)


@pytest.fixture
def told(today, now):
    return {"effective_on": today, "today": today, "by": None, "at": now}


def verbs():
    return list(Event.objects.order_by("position").values_list("verb", flat=True))


def test_a_risk_takes_the_next_reference_and_leaves_one_event(risk, today, now):
    before = len(verbs())
    second = add_risk(Says("Delay"), opened_on=today, today=today, by=None, at=now)
    assert (risk.reference, second.reference) == ("R-1", "R-2")
    assert verbs()[before:] == ["risks.risk_added"]


@pytest.mark.parametrize(
    ("says", "also", "words"),
    [
        (Says(" "), {}, "in a line"),
        (Says("Delay"), {"reference": "r-1"}, "already"),
        (Says("Delay"), {"opened_on": date(2018, 7, 17)}, "still to come"),
    ],
)
def test_a_risk_has_a_title_a_reference_of_its_own_and_a_day_that_has_come(
    risk, today, now, says, also, words
):
    usual = {"opened_on": today, "today": today, "by": None, "at": now}
    with pytest.raises(Refused, match=words):
        add_risk(says, **usual | also)


def test_what_a_risk_said_stays_and_a_stale_form_is_told(risk, today, now):
    says = replace(says_now(risk), title="Far too few caseworkers", review_on=date(2018, 9, 1))
    revise_risk(risk, says, version=1, effective_on=today, by=None, at=now)
    assert state_of(risk, today=today).title == "Far too few caseworkers"
    assert state_of(risk, today=today, as_at=MAY).title == "Too few caseworkers"
    with pytest.raises(Refused, match="while you were writing") as refused:
        revise_risk(risk, says, version=1, effective_on=today, by=None, at=now)
    assert refused.value.code == "stale"


def test_scores_are_dated_and_earlier_ones_stay(scored, today):
    risk = scored(4, 4)
    scored(3, 3, on=date(2018, 7, 1))
    assert state_of(risk, today=today).current.words == "9 Moderate (likelihood 3, impact 3)"
    assert state_of(risk, today=today, as_at=MAY).current.score.value == 16
    assert state_of(risk, today=today, as_at=OPENED - timedelta(days=1)) is None
    [moved] = movements(register(today=today), since=MAY).values()
    assert moved.words == "Down from 16 to 9"


def test_what_was_not_known_yet_is_not_shown(scored, today, now):
    risk = scored(4, 4)
    scored(2, 2, on=date(2018, 7, 1), at=now + timedelta(hours=2))
    assert state_of(risk, today=today, known_at=now).current.score.value == 16
    scored(1, 1, on=date(2018, 7, 2), at=now + timedelta(hours=3), published_on=date(2018, 7, 3))
    assert state_of(risk, today=today, known_at=now).current.score.value == 1


@pytest.mark.parametrize(
    ("also", "words"),
    [
        ({"likelihood": 6}, "has no likelihood 6"),
        ({"effective_on": date(2018, 7, 17)}, "still to come"),
        ({"effective_on": date(2018, 4, 1)}, "not known on that day"),
        ({"version": 7}, "while you were writing"),
    ],
)
def test_a_score_is_one_that_the_scale_has_of_a_day_that_was(risk, told, also, words):
    usual = {"kind": "current", "likelihood": 3, "impact": 3, "version": 1} | told
    with pytest.raises(Refused, match=words):
        score_risk(risk, **usual | also)
    assert not RiskScore.objects.exists()


def test_a_changed_scale_does_not_recolour_old_scores(scored, today, now):
    risk = scored(3, 3)
    bands = [one | {"starts_at": 9} if one["word"] == "High" else one for one in SUGGESTED["bands"]]
    with pytest.raises(Refused, match="say why"):
        set_scale(SUGGESTED | {"bands": bands}, seen=1, effective_on=today, by=None, at=now)
    set_scale(
        SUGGESTED | {"bands": bands}, seen=1, reason="Nine is high", effective_on=today, by=None, at=now
    )
    assert state_of(risk, today=today).current.score.band.word == "Moderate"
    scored(3, 3, on=today)
    assert state_of(risk, today=today).current.score.band.word == "High"
    [moved] = movements(register(today=today), since=MAY).values()
    assert moved.move == "not_compared"


def test_a_scale_with_a_fault_and_a_stale_one_are_refused(scale, today, now):
    with pytest.raises(Refused, match="begins at a score of 1"):
        set_scale(SUGGESTED | {"bands": []}, seen=1, reason="x", effective_on=today, by=None, at=now)
    with pytest.raises(Refused, match="Somebody changed the scale"):
        set_scale(SUGGESTED, seen=0, effective_on=today, by=None, at=now)


def test_a_risk_goes_up_to_the_board_and_back_with_who_and_why(risk, board, workstream, told, today):
    escalate(risk, board, reason="Beyond what the workstream can do", version=1, **told)
    state = state_of(risk, today=today)
    assert (state.body, state.escalated.reason) == (board, "Beyond what the workstream can do")
    assert state_of(risk, today=today, as_at=MAY).body == workstream
    risk.refresh_from_db()
    de_escalate(risk, workstream, reason="Two joined", version=2, **told)
    state = state_of(risk, today=today)
    assert (state.body, state.escalated) == (workstream, None)
    assert verbs()[-2:] == ["risks.escalated", "risks.de_escalated"]


def test_a_risk_goes_only_to_a_body_above_or_below_and_with_a_reason(risk, board, workstream, told):
    for move, body, reason, words in (
        (escalate, workstream, "Why", "not a body that"),
        (escalate, board, " ", "Say why"),
        (de_escalate, board, "Why", "does not report to"),
    ):
        with pytest.raises(Refused, match=words):
            move(risk, body, reason=reason, version=1, **told)


def test_a_closed_risk_is_left_as_it_is_until_it_is_opened_again(risk, told, today):
    close_risk(risk, reason="All posts are filled", version=1, **told)
    state = state_of(risk, today=today)
    assert (state.is_open, state.closed.reason, state.flags) == (False, "All posts are filled", ())
    with pytest.raises(Refused, match="is closed"):
        review_risk(risk, words="", next_on=None, version=2, **told)
    reopen_risk(risk, reason="Two left", version=2, **told)
    assert state_of(risk, today=today).is_open
    risk.refresh_from_db()
    with pytest.raises(Refused, match="is open"):
        reopen_risk(risk, reason="Two left", version=risk.version, **told)


@pytest.mark.boundary("RSK-11")
def test_its_owner_does_not_close_it_and_another_does(risk, owner, person_as, told):
    owning = person_as(Role.HEAD_OF_SERVICE, owner)
    with pytest.raises(Refused, match="You own this risk") as refused:
        close_risk(risk, reason="Done", version=1, **told | {"by": owning})
    assert refused.value.code == "RSK-11"
    close_risk(risk, reason="Done", version=1, **told | {"by": person_as(Role.DIRECTOR)})


def test_a_review_says_when_the_next_is_and_may_score(risk, told, today):
    review_risk(risk, words="One joined", next_on=date(2018, 10, 1), levels=(3, 4), version=1, **told)
    state = state_of(risk, today=today)
    assert (state.review_on, state.current.score.value) == (date(2018, 10, 1), 12)
    assert state.reviewed.reason == "One joined"
    risk.refresh_from_db()
    with pytest.raises(Refused, match="comes after this one"):
        review_risk(risk, words="", next_on=today, version=risk.version, **told)


def test_a_treatment_has_the_state_of_its_action(risk, action, recommendation, today, now):
    tie_risk(risk, action, by=None, at=now)
    tie_risk(risk, action, by=None, at=now)
    tie_risk(risk, recommendation, by=None, at=now)
    state = state_of(risk, today=today)
    assert [flag.code for flag in state.flags] == ["RSK-6", "RSK-5"]
    [shown] = risks_of(recommendation, as_at=today)
    assert (shown.reference, shown.score, shown.owner) == ("R-1", "Not scored", "Head of SEND")
    untie_risk(risk, recommendation, by=None, at=now + timedelta(hours=1))
    assert risks_of(recommendation, as_at=today) == ()
    assert risks_of(recommendation, as_at=today, known_at=now)
    with pytest.raises(Refused, match="not tied"):
        untie_risk(risk, recommendation, by=None, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskTreatment.ever.all().delete()


def test_a_control_is_assured_with_what_was_found(risk, told, today, now):
    control = add_control(risk, "Weekly panel", effective_on=OPENED, by=None, at=now)
    with pytest.raises(Refused, match="already"):
        add_control(risk, "weekly  panel", effective_on=OPENED, by=None, at=now)
    with pytest.raises(Refused, match="how it was tested"):
        assure_control(control, found="failing", words=" ", **told)
    assure_control(control, found="failing", words="It met twice in ten weeks", **told)
    state = state_of(risk, today=today)
    assert (state.controls[0].found, [flag.code for flag in state.flags]) == ("failing", ["RSK-8", "RSK-5"])
    end_control(control, reason="It was stopped", effective_on=today, by=None, at=now)
    assert state_of(risk, today=today).controls == ()
    assert len(state_of(risk, today=today, as_at=MAY).controls) == 1
    with pytest.raises(Refused, match="no longer relied on"):
        assure_control(control, found="working", words="Yes", **told)


def test_a_score_is_neither_changed_nor_deleted_in_the_database(scored):
    scored(3, 3)
    with pytest.raises(DatabaseError), transaction.atomic():
        RiskScore.objects.update(likelihood=1)


def test_the_register_takes_a_fixed_number_of_queries(
    scored, action, today, now, django_assert_max_num_queries
):
    risk = scored(3, 3)
    tie_risk(risk, action, by=None, at=now)
    for number in range(5):
        another = add_risk(Says(f"Risk {number}"), opened_on=today, today=today, by=None, at=now)
        tie_risk(another, action, by=None, at=now)
    with django_assert_max_num_queries(20):
        found = register(today=today)
        assert [one.flags for one in found]
    assert len(found) == 6
