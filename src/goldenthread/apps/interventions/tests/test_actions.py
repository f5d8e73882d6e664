"""Notices, submissions, visits and windows: what is written, what is refused, and what stays on record."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from goldenthread.apps.interventions import notices, submissions, visits
from goldenthread.apps.interventions.models import DateMoved, Outcome, Version
from goldenthread.apps.interventions.queries import intervention_of, standing_of
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused

TOMORROW = date(2018, 7, 17)
BOTH = {"what": "plan", "to_inspectorate": True, "to_department": True}


def refused(write, *args, **says):
    with pytest.raises(Refused) as refusal:
        write(*args, **says)
    return refusal.value


def test_a_notice_is_told_on_its_inspection(notice, inspection):
    assert about(inspection.uuid)[0].verb == "interventions.notice_issued"
    assert about(notice.uuid)[0].after["terms"] == "Improve."


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"issued_on": TOMORROW}, "issued_on"),
        ({"issued_by": " "}, "issued_by"),
        ({"terms": " "}, "terms"),
    ],
)
def test_a_notice_has_a_day_an_issuer_and_terms(inspection, written, says, field):
    given = {"issued_on": date(2018, 7, 1), "issued_by": "The department", "terms": "Improve."} | says
    assert refused(notices.issue_notice, inspection, **given, **written).field == field


def test_another_day_of_issue_needs_its_reason_and_the_one_before_stays(notice, written):
    says = {"issued_on": date(2017, 12, 8), "issued_by": "The department", "terms": "Improve."}
    assert refused(notices.change_notice, notice, **says, **written).field == "reason"
    notices.change_notice(notice, **says, reason="The letter says the 8th", **written)
    [move] = DateMoved.objects.filter(subject=notice.uuid)
    assert (move.before, move.after) == (date(2017, 12, 1), date(2017, 12, 8))
    with pytest.raises(DatabaseError), transaction.atomic():
        DateMoved.objects.update(reason="Another")
    assert refused(notices.change_notice, notice, **says, **written).words.startswith("Nothing changes")


def test_terms_are_corrected_without_a_reason_and_the_ledger_keeps_both(notice, written):
    notices.change_notice(
        notice, issued_on=notice.issued_on, issued_by="The department", terms="Improve it.", **written
    )
    event = about(notice.uuid)[0]
    assert (event.before["terms"], event.after["terms"]) == ("Improve.", "Improve it.")


def test_a_review_of_a_notice_is_kept_as_it_was_said(notice, written):
    review = notices.review_notice(notice, reviewed_on=date(2018, 6, 1), said="Some progress", **written)
    assert list(notice.reviews.all()) == [review]
    with pytest.raises(DatabaseError), transaction.atomic():
        review.delete()


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"reviewed_on": TOMORROW, "said": "Well"}, "reviewed_on"),
        ({"reviewed_on": date(2017, 11, 30), "said": "Well"}, "reviewed_on"),
        ({"reviewed_on": date(2018, 6, 1), "said": " "}, "said"),
    ],
)
def test_a_review_falls_after_the_issue_and_says_something(notice, written, says, field):
    assert refused(notices.review_notice, notice, **says, **written).field == field


def test_a_notice_is_lifted_once_by_somebody_and_for_a_reason(notice, written):
    says = {"lifted_on": date(2018, 7, 2), "lifted_by": "The Secretary of State", "reason": "On advice"}
    for field in ("lifted_by", "reason"):
        assert refused(notices.lift_notice, notice, **says | {field: " "}, **written).field == field
    assert refused(notices.lift_notice, notice, **says | {"lifted_on": TOMORROW}, **written).field
    lifted = notices.lift_notice(notice, **says, **written)
    assert lifted.lifted_reason == "On advice"
    assert refused(notices.lift_notice, notice, **says, **written).code == "lifted"


def test_the_next_adviser_meeting_is_due_three_months_after_the_last(notice, inspection, written, today):
    assert standing_of(notice, today).state == "overdue"
    held = {"adviser_role": "Improvement adviser", "notes": "Met the front door"}
    notices.record_adviser_meeting(notice, held_on=date(2018, 6, 1), **held, **written)
    [line] = intervention_of(inspection, today).notices
    assert (line.standing.state, line.standing.by) == ("due_later", date(2018, 9, 1))
    assert refused(
        notices.record_adviser_meeting, notice, held_on=date(2018, 6, 1), **held, **written
    ).field == "held_on"  # fmt: skip


@pytest.mark.parametrize(
    ("says", "field"),
    [({"held_on": TOMORROW}, "held_on"), ({"notes": ""}, "notes"), ({"adviser_role": ""}, "adviser_role")],
)
def test_an_adviser_meeting_was_held_and_has_notes(notice, written, says, field):
    given = {"held_on": date(2018, 6, 1), "adviser_role": "Adviser", "notes": "Met"} | says
    assert refused(notices.record_adviser_meeting, notice, **given, **written).field == field


def test_a_lifted_notice_asks_for_no_adviser_meeting(notice, written, today):
    lifted = notices.lift_notice(
        notice, lifted_on=date(2018, 7, 2), lifted_by="The minister", reason="On advice", **written
    )
    assert standing_of(lifted, today).state == "none_due"
    held = {"held_on": date(2018, 7, 3), "adviser_role": "Adviser", "notes": "Met"}
    assert refused(notices.record_adviser_meeting, lifted, **held, **written).field == "held_on"


def test_a_submission_goes_to_somebody(inspection, submission, now):
    nobody = BOTH | {"to_inspectorate": False, "to_department": False, "due_on": TOMORROW}
    assert refused(submissions.want_submission, inspection, **nobody, by=None, at=now).field
    assert str(submission) == "Plan for the inspectorate and the department"


def test_a_due_date_that_moves_keeps_the_one_before(submission, now):
    says = BOTH | {"due_on": date(2018, 9, 1)}
    assert refused(submissions.change_submission, submission, **says, by=None, at=now).field == "reason"
    changed = submissions.change_submission(submission, **says, reason="Extended", by=None, at=now)
    assert changed.due_on == date(2018, 9, 1)
    assert DateMoved.objects.get(subject=submission.uuid).before == date(2018, 8, 1)


def test_what_was_returned_comes_back_as_version_two(submission, file, written, today):
    first = submissions.submit_version(
        submission, submitted_on=date(2018, 7, 1), file=file, seen=0, **written
    )
    again = {"submitted_on": date(2018, 7, 10), "file": file, "seen": 1}
    assert refused(submissions.submit_version, submission, **again, **written).code == "waits"
    submissions.record_outcome(
        first, result="returned", decided_on=date(2018, 7, 5), wanted="Dates", again_by=date(2018, 7, 20),
        **written,
    )  # fmt: skip
    assert standing_of(submission, today).by == date(2018, 7, 20)
    second = submissions.submit_version(submission, **again, **written)
    assert second.number == 2
    submissions.record_outcome(second, result="approved", decided_on=date(2018, 7, 12), **written)
    assert standing_of(submission, today).state == "approved"
    more = again | {"submitted_on": today, "seen": 2}
    assert refused(submissions.submit_version, submission, **more, **written).code == "approved"


def test_versions_and_outcomes_are_never_overwritten(submission, file, written):
    version = submissions.submit_version(
        submission, submitted_on=date(2018, 7, 1), file=file, seen=0, **written
    )
    submissions.record_outcome(version, result="approved", decided_on=date(2018, 7, 5), **written)
    for model, change in ((Version, {"note": "Other"}), (Outcome, {"result": "returned"})):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**change)


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ({"file": None}, ("file", "")),
        ({"submitted_on": TOMORROW}, ("submitted_on", "")),
        ({"seen": 1}, (None, "stale")),
    ],
)
def test_a_version_has_its_file_and_its_day_and_knows_those_before(submission, file, written, says, named):
    given = {"submitted_on": date(2018, 7, 1), "file": file, "seen": 0} | says
    refusal = refused(submissions.submit_version, submission, **given, **written)
    assert (refusal.field, refusal.code) == named


@pytest.mark.parametrize(
    ("says", "field"),
    [
        ({"wanted": " "}, "wanted"),
        ({"decided_on": TOMORROW}, "decided_on"),
        ({"decided_on": date(2018, 6, 30)}, "decided_on"),
        ({"again_by": date(2018, 7, 4)}, "again_by"),
    ],
)
def test_a_returned_version_says_what_is_wanted_in_days_that_follow(submission, file, written, says, field):
    version = submissions.submit_version(
        submission, submitted_on=date(2018, 7, 1), file=file, seen=0, **written
    )
    given = {"result": "returned", "decided_on": date(2018, 7, 5), "wanted": "Dates"} | says
    assert refused(submissions.record_outcome, version, **given, **written).field == field


def test_an_outcome_is_recorded_once(submission, file, written):
    version = submissions.submit_version(
        submission, submitted_on=date(2018, 7, 1), file=file, seen=0, **written
    )
    says = {"result": "approved", "decided_on": date(2018, 7, 5)}
    submissions.record_outcome(version, **says, **written)
    assert refused(submissions.record_outcome, version, **says, **written).code == "decided"


def test_a_visit_s_letter_is_recorded_once_and_then_it_stays_as_it_was(visit, written, today):
    assert standing_of(visit, today).code == "INT-5"
    says = {"published_on": date(2018, 7, 13), "findings": "Some drift"}
    assert refused(visits.publish_letter, visit, **says | {"findings": ""}, **written).field == "findings"
    early = says | {"published_on": date(2018, 7, 4)}
    assert refused(visits.publish_letter, visit, **early, **written).field == "published_on"
    published = visits.publish_letter(visit, **says, **written)
    assert standing_of(published, today).state == "letter_published"
    assert refused(visits.publish_letter, visit, **says, **written).code == "published"
    change = {"announced_on": visit.announced_on, "starts": visit.starts, "ends": None, "focus": "Other"}
    assert refused(visits.change_visit, visit, **change, reason="One day", **written).code == "published"


def test_a_visit_s_days_move_with_a_reason(visit, written):
    says = {"announced_on": visit.announced_on, "starts": visit.starts, "focus": visit.focus}
    changed = visits.change_visit(visit, **says, ends=None, reason="One day only", **written)
    assert changed.ends is None
    assert DateMoved.objects.get(subject=visit.uuid).which == "Ends"
    backwards = says | {"ends": date(2018, 7, 1), "reason": "Typed wrongly"}
    assert refused(visits.change_visit, visit, **backwards, **written).field == "ends"


def test_a_window_has_its_days_in_order_and_a_basis(inspection, window, now):
    says = {"opens_on": date(2018, 9, 1), "closes_on": date(2018, 8, 31), "basis": "The framework"}
    assert refused(visits.expect_inspection, inspection, **says, by=None, at=now).field == "closes_on"
    no_basis = says | {"closes_on": date(2018, 9, 1), "basis": ""}
    assert refused(visits.expect_inspection, inspection, **no_basis, by=None, at=now).field == "basis"


def test_a_window_is_checked_at_its_source_without_a_reason_and_moves_with_one(window, now):
    says = {"opens_on": window.opens_on, "closes_on": window.closes_on, "basis": window.basis}
    checked = visits.change_window(window, **says, unverified=False, by=None, at=now)
    assert checked.unverified is False
    later = says | {"closes_on": date(2019, 2, 28), "unverified": False}
    assert refused(visits.change_window, window, **later, by=None, at=now).field == "reason"
