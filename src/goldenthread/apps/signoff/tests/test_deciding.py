"""Sign-off is asked for, built, decided by the body and settled, by those who may and in no other order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.evidence.kinds import NothingSaid
from goldenthread.apps.inspections.actions import add_element
from goldenthread.apps.minutes.keeping import agree
from goldenthread.apps.minutes.models import Resolution
from goldenthread.apps.minutes.resolving import Resolved, resolve
from goldenthread.apps.signoff import asking, conditions, minuted, settling, units
from goldenthread.apps.signoff.deciding import ConditionSays, Says
from goldenthread.apps.signoff.freezing import read
from goldenthread.apps.signoff.models import Case, Decision
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.canonical import digest as digest_of


def refused(do, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as failure:
        do(*args, **kwargs)
    return failure.value


def test_a_lead_asks_and_the_ledger_says_so(draft, lead, board, recommendation):
    assert (draft.state, draft.body, draft.asked_by) == ("draft", board, lead)
    assert "signoff.asked" in [event.verb for event in about(recommendation.uuid)]


def test_phase_2_is_not_asked_for_before_phase_1_is_agreed(recommendation, action, lead, now, today):
    refusal = refused(asking.ask, recommendation, 2, account="Better.", by=lead, at=now, today=today)
    assert refusal.code == "SGN-1"


def test_a_recommendation_with_elements_is_signed_off_by_element(recommendation, action, lead, now, today):
    element = add_element(recommendation, reference="a", title="Looked after", by=None, at=now)
    assert refused(asking.ask, recommendation, 1, account="", by=lead, at=now, today=today).code == "SGN-11"
    assert asking.ask(element, 1, account="Done.", by=lead, at=now, today=today).unit == element


def test_it_is_not_asked_for_twice(draft, recommendation, officer, now, today):
    refusal = refused(asking.ask, recommendation, 1, account="Again", by=officer, at=now, today=today)
    assert "asked for already" in refusal.words


def test_a_case_goes_to_a_meeting_of_its_own_body_and_its_paper_is_frozen(case, meeting):
    paper = case.papers.get()
    assert (case.state, case.meeting, paper.number) == ("asked", meeting, 1)
    assert read(paper).lead_account == "The pathway works."


def test_a_stale_account_is_told(draft, officer, now):
    asking.say_account(draft, "One", version=1, by=officer, at=now)
    assert refused(asking.say_account, draft, "Two", version=1, by=officer, at=now).code == "stale"


def test_a_decision_keeps_the_case_its_digest_and_the_reason_for_each_failed_check(
    case, agreed, decided, resolution
):
    decision = decided(case, agreed(case))
    case.refresh_from_db()
    assert (case.state, decision.resolution, decision.is_agreed) == ("decided", resolution, True)
    assert "SUF-7" in decision.reasons
    assert digest_of(decision.document) == decision.digest
    [event] = [one for one in about(decision.uuid) if one.verb == "signoff.decided"]
    assert event.after["digest"] == decision.digest


def test_agreeing_against_a_failed_check_wants_its_reason(case, agreed, decided):
    refusal = refused(decided, case, agreed(case, reasons={}))
    assert refusal.code == "SGN-5"
    assert {one.check for one in refusal.refusals} >= {"SUF-7"}


@pytest.mark.parametrize("outcome", ["deferred", "refused"])
def test_what_is_not_agreed_says_what_is_wanted(outcome, case, agreed, decided):
    assert refused(decided, case, agreed(case, outcome)).code == "SGN-7"
    made = decided(case, agreed(case, outcome, words="An audit of 20 files."))
    assert (made.outcome, made.case.unit) == (outcome, case.unit)


@pytest.mark.parametrize("who", ["lead", "officer"])
def test_who_leads_asked_or_built_does_not_record_it(who, case, agreed, decided, request):
    assert refused(decided, case, agreed(case), by=request.getfixturevalue(who)).code == "SGN-2"


def test_a_decision_without_a_quorum_is_refused(case, minute, decided, today, now):
    alone = resolve(minute, Resolved("it be signed off", out_of_quorum=True), by=None, at=now)
    says = Says("deferred", today, resolution=alone, words="More.")
    assert refused(decided, case, says).code == "SGN-3"
    assert not Decision.objects.exists()


def test_a_resolution_that_was_lost_agrees_to_nothing(case, agreed, decided, resolution):
    Resolution.objects.filter(pk=resolution.pk).update(outcome="lost")
    resolution.refresh_from_db()
    assert "was lost" in refused(decided, case, agreed(case)).words


def test_a_case_that_changed_since_it_was_shown_is_not_decided(case, agreed, decided):
    refusal = refused(decided, case, agreed(case), shown="0" * 64)
    assert refusal.code == "SGN-9"


def test_between_meetings_the_authority_is_named_and_the_next_meeting_endorses(case, decided, today):
    says = Says("deferred", today, authority="virtual", words="More figures.")
    assert refused(decided, case, says).code == "SGN-8"
    says = Says(
        "deferred", today, authority="virtual", words="More figures.", decided_by="Seven members",
        authority_text="Terms of reference, 9",
    )  # fmt: skip
    made = decided(case, says)
    assert (made.between.outcome, made.endorsed_at, made.meeting) == ("waiting", None, None)


def test_a_condition_says_what_by_which_measure_and_by_when(case, agreed, decided, today):
    bare = (ConditionSays("90% within 3 days", today),)
    refusal = refused(decided, case, agreed(case, "agreed_with_condition", conditions=bare))
    assert [str(one.code) for one in refusal.refusals] == ["SGN-6", "SGN-6"]


@pytest.fixture
def in_phase_2(case, agreed, decided, recommendation, lead, officer, meeting, now, today):
    """A case of phase 2 before the same meeting, phase 1 agreed."""
    decided(case, agreed(case))
    asked = asking.ask(recommendation, 2, account="It is better.", by=lead, at=now, today=today)
    return asking.put_before_body(asked, meeting=meeting, version=1, by=officer, at=now, today=today)


def test_phase_2_agreed_assesses_the_recommendation_as_met(in_phase_2, agreed, decided, recommendation):
    decided(in_phase_2, agreed(in_phase_2))
    assert recommendation.assessments.get().status == "met"


def test_a_condition_is_discharged_by_the_body_and_the_recommendation_is_then_met(
    in_phase_2, agreed, decided, recommendation, resolution, clerk, lead, now, today
):
    wanted = ConditionSays("Decisions in time", today + timedelta(days=90), target_text="An audit of 20")
    made = decided(in_phase_2, agreed(in_phase_2, "agreed_with_condition", conditions=(wanted,)))
    assert recommendation.assessments.get().status == "met_subject_to_condition"
    said = {"resolution": resolution, "words": "18 of 20", "shown": {}, "at": now, "today": today}
    condition = made.conditions.get()
    assert refused(conditions.discharge, condition, by=lead, **said).code == "SGN-2"
    conditions.discharge(condition, by=clerk, **said)
    assert recommendation.assessments.last().status == "met"
    assert refused(conditions.discharge, condition, by=clerk, **said).code == "stale"


def test_a_fall_is_settled_by_reopening_and_both_phases_begin_again(
    in_phase_2, agreed, decided, recommendation, clerk, lead, now, today
):
    made = decided(in_phase_2, agreed(in_phase_2))
    told = {"at": now, "today": today}
    assert refused(settling.reopen, made, status="not_met", reason="Fell", by=lead, **told).code == "SGN-2"
    assert refused(settling.reopen, made, status="not_met", reason=" ", by=clerk, **told).field == "reason"
    settling.reopen(made, status="not_met", reason="The figure fell", by=clerk, **told)
    assert recommendation.assessments.last().status == "not_met"
    signed = units.signed_of(recommendation)
    assert (signed.stands(1), signed.stands(2)) == (None, None)
    refusal = refused(asking.ask, recommendation, 2, account="x", by=lead, at=now, today=today)
    assert refusal.code == "SGN-1"


def test_a_sign_off_is_kept_with_a_reason_once_for_one_fall(case, agreed, decided, clerk, now, today):
    made = decided(case, agreed(case))
    said = {"changes": ["52% is 47%"], "marks": "a" * 64, "by": clerk, "at": now, "today": today}
    settling.keep(made, reason="One child", **said)
    assert refused(settling.keep, made, reason="One child", **said).code == "stale"
    settling.keep(made, reason="Two", **(said | {"marks": "b" * 64}))


def test_the_database_refuses_what_goes_round_the_actions(case, agreed, decided, lead, officer, now, today):
    made = decided(case, agreed(case))
    for spoil in (
        lambda: Decision.objects.filter(pk=made.pk).update(words="Other"),
        lambda: Case.objects.filter(pk=case.pk).update(lead_account="Other"),
        lambda: Case.objects.filter(pk=case.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    frozen = {
        field.attname: getattr(made, field.attname)
        for field in Decision._meta.concrete_fields
        if field.attname not in {"id", "uuid", "case_id"}
    }
    for phase, recorder in ((2, None), (1, lead), (1, officer)):
        other = Case.objects.create(
            recommendation=case.recommendation, phase=phase, body=case.body, state="asked", put_at=now,
            lead_account="x", asked_by=None, asked_at=now, built_by=officer,
        )  # fmt: skip
        if phase == 2:
            settling.reopen(made, status="not_met", reason="Fell", by=None, at=now, today=today)
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.create(
                **(frozen | {"case_id": other.pk, "recorded_by_id": recorder and recorder.pk})
            )
        Case.objects.filter(pk=other.pk).update(state="withdrawn", withdrawn_reason="A test")


def test_an_agreed_minute_may_be_evidence_and_a_draft_may_not(resolution, minute, now, today):
    with pytest.raises(NothingSaid):
        minuted.say(minute.uuid, "", today, None)
    minutes = minute.minutes
    minutes.refresh_from_db()
    agree(minutes, version=minutes.version, by=None, at=now, today=today)
    said = minuted.say(minute.uuid, "", today, None)
    assert (said.effective_on, said.sample) == (today, "Health and Wellbeing Board, 3 in the room")
    assert "Resolved: recommendation 12 be signed off in phase 1." in said.finding
