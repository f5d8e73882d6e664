"""Writes about notices to improve: issued, reviewed, changed, lifted; and the meetings with an adviser."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.interventions.models import AdviserMeeting, NoticeReview, NoticeToImprove
from goldenthread.apps.interventions.moving import change, not_in_future, written
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def issue_notice(
    inspection: Inspection, *, issued_on: date, issued_by: str, terms: str = "",
    file: StoredFile | None = None, today: date, by: Person | None, at: datetime,
) -> NoticeToImprove:  # fmt: skip
    """Record a notice. Refused for a day to come, without who issued it, or with neither terms nor a file."""
    issued_by, terms = issued_by.strip(), terms.strip()
    not_in_future(issued_on, today, "The day of issue", "issued_on")
    if not issued_by:
        raise Refused("Say who issued it.", field="issued_by")
    if not terms and file is None:
        raise Refused("Write its terms, or attach the notice.", field="terms")
    says = {"issued_on": issued_on, "issued_by": issued_by, "terms": terms, "file": file}
    notice = NoticeToImprove.objects.create(inspection=inspection, recorded_at=at, **says)
    record("interventions.notice_issued", by=by, at=at, on=[notice, inspection], after=written(says))
    return notice


@transaction.atomic
def change_notice(
    notice: NoticeToImprove, *, issued_on: date, issued_by: str, terms: str, reason: str = "", today: date,
    by: Person | None, at: datetime,
) -> NoticeToImprove:  # fmt: skip
    """Correct what a notice says. Another day needs its reason; the one before stays on record."""
    notice = _locked(notice)
    not_in_future(issued_on, today, "The day of issue", "issued_on")
    if notice.lifted_on and issued_on > notice.lifted_on:
        raise Refused("It was lifted before that day.", field="issued_on")
    if not terms.strip() and notice.file is None:
        raise Refused("Write its terms, or attach the notice.", field="terms")
    says = {"issued_on": issued_on, "issued_by": issued_by.strip(), "terms": terms.strip()}
    change(notice, says, verb="interventions.notice_changed", reason=reason.strip(), by=by, at=at)
    return notice


@transaction.atomic
def review_notice(
    notice: NoticeToImprove, *, reviewed_on: date, said: str, today: date, by: Person | None, at: datetime
) -> NoticeReview:
    """Record what a review of the notice said. Refused for a day to come, or before it was issued."""
    notice, said = _locked(notice), said.strip()
    _check_day(notice, reviewed_on, today, "The day of the review", "reviewed_on")
    if not said:
        raise Refused("Write what was said.", field="said")
    review = NoticeReview.objects.create(
        notice=notice, reviewed_on=reviewed_on, said=said, recorded_at=at, recorded_by=by
    )
    record(
        "interventions.notice_reviewed", by=by, at=at, on=[notice, notice.inspection],
        after={"reviewed_on": reviewed_on, "said": said},
    )  # fmt: skip
    return review


@transaction.atomic
def lift_notice(
    notice: NoticeToImprove, *, lifted_on: date, lifted_by: str, reason: str, today: date,
    by: Person | None, at: datetime,
) -> NoticeToImprove:  # fmt: skip
    """Record that a notice was lifted, by whom and why. Refused where it was lifted already."""
    notice, lifted_by, reason = _locked(notice), lifted_by.strip(), reason.strip()
    _check_in_force(notice)
    _check_day(notice, lifted_on, today, "The day on which it was lifted", "lifted_on")
    if not lifted_by:
        raise Refused("Say who lifted it.", field="lifted_by")
    if not reason:
        raise Refused("Say why, and on whose advice.", field="reason")
    notice.lifted_on, notice.lifted_by, notice.lifted_reason = lifted_on, lifted_by, reason
    notice.save(update_fields=["lifted_on", "lifted_by", "lifted_reason"])
    record(
        "interventions.notice_lifted", by=by, at=at, on=[notice, notice.inspection], why=reason,
        after={"lifted_on": lifted_on, "lifted_by": lifted_by},
    )  # fmt: skip
    return notice


@transaction.atomic
def record_adviser_meeting(
    notice: NoticeToImprove, *, held_on: date, adviser_role: str, notes: str, actions_agreed: str = "",
    file: StoredFile | None = None, today: date, by: Person | None, at: datetime,
) -> AdviserMeeting:  # fmt: skip
    """Record a meeting with the adviser. Refused for a day to come, and for a second one on a day."""
    notice = _locked(notice)
    _check_day(notice, held_on, today, "The day of the meeting", "held_on")
    if notice.lifted_on and held_on > notice.lifted_on:
        raise Refused("The notice was lifted before that day.", field="held_on")
    if notice.adviser_meetings.filter(held_on=held_on).exists():
        raise Refused("A meeting of that day is recorded already.", field="held_on")
    says = {"adviser_role": adviser_role.strip(), "notes": notes.strip()}
    for field, words in (("adviser_role", "Say which role the adviser has."), ("notes", "Write notes.")):
        if not says[field]:
            raise Refused(words, field=field)
    says |= {"held_on": held_on, "actions_agreed": actions_agreed.strip(), "file": file}
    meeting = AdviserMeeting.objects.create(notice=notice, recorded_at=at, recorded_by=by, **says)
    record("interventions.adviser_met", by=by, at=at, on=[notice, notice.inspection], after=written(says))
    return meeting


def _locked(notice: NoticeToImprove) -> NoticeToImprove:
    rows = NoticeToImprove.objects.select_for_update(of=("self",)).select_related("inspection", "file")
    return rows.get(pk=notice.pk)


def _check_in_force(notice: NoticeToImprove) -> None:
    if notice.lifted_on is not None:
        raise Refused("This notice was lifted already.", code="lifted")


def _check_day(notice: NoticeToImprove, day: date, today: date, words: str, field: str) -> None:
    not_in_future(day, today, words, field)
    if day < notice.issued_on:
        raise Refused(f"{words} is before the notice was issued.", field=field)
