"""Writes about submissions: what is wanted by when, each version as it was handed in, and its outcome."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.interventions.models import Outcome, Submission, Version
from goldenthread.apps.interventions.moving import change, not_in_future, written
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Result = Outcome.Result


@transaction.atomic
def want_submission(
    inspection: Inspection, *, what: str, to_inspectorate: bool, to_department: bool, due_on: date,
    by: Person | None, at: datetime,
) -> Submission:  # fmt: skip
    """Record that a plan or statement is wanted by a day. Refused where it goes to nobody."""
    if not (to_inspectorate or to_department):
        raise Refused("Say to whom it is submitted.", field="to_inspectorate")
    says = {
        "what": Submission.What(what), "to_inspectorate": to_inspectorate, "to_department": to_department,
        "due_on": due_on,
    }  # fmt: skip
    submission = Submission.objects.create(inspection=inspection, recorded_at=at, **says)
    record("interventions.submission_wanted", by=by, at=at, on=[submission, inspection], after=says)
    return submission


@transaction.atomic
def change_submission(
    submission: Submission, *, what: str, to_inspectorate: bool, to_department: bool, due_on: date,
    reason: str = "", by: Person | None, at: datetime,
) -> Submission:  # fmt: skip
    """Change what is wanted, to whom it goes or by when. Another day needs its reason."""
    submission = _locked(submission)
    if not (to_inspectorate or to_department):
        raise Refused("Say to whom it is submitted.", field="to_inspectorate")
    says = {
        "what": Submission.What(what), "to_inspectorate": to_inspectorate, "to_department": to_department,
        "due_on": due_on,
    }  # fmt: skip
    change(submission, says, verb="interventions.submission_changed", reason=reason.strip(), by=by, at=at)
    return submission


@transaction.atomic
def submit_version(
    submission: Submission, *, submitted_on: date, file: StoredFile | None, note: str = "", seen: int,
    today: date, by: Person | None, at: datetime,
) -> Version:  # fmt: skip
    """Record that a version was submitted; the first is version 1. Refused without its file.

    Refused too while the version before waits for its outcome, after one was approved, for a day to come or
    before the last version; and with the code "stale" where there are more versions than the person has
    `seen`.
    """
    submission = _locked(submission)
    last = submission.versions.select_related("outcome").last()
    if seen != (last.number if last else 0):
        raise Refused("Somebody recorded a version while you were writing.", code="stale")
    if last is not None:
        _check_returned(last)
        if submitted_on < last.submitted_on:
            raise Refused(f"Version {last.number} was submitted after that day.", field="submitted_on")
    not_in_future(submitted_on, today, "The day on which it was submitted", "submitted_on")
    if file is None:
        raise Refused("Attach the version as it was submitted.", field="file")
    says = {
        "number": seen + 1, "submitted_on": submitted_on, "note": note.strip(), "file": file,
    }  # fmt: skip
    version = Version.objects.create(submission=submission, recorded_at=at, recorded_by=by, **says)
    record(
        "interventions.version_submitted", by=by, at=at, on=[submission, submission.inspection],
        after=written(says),
    )  # fmt: skip
    return version


@transaction.atomic
def record_outcome(
    version: Version, *, result: str, decided_on: date, wanted: str = "", again_by: date | None = None,
    today: date, by: Person | None, at: datetime,
) -> Outcome:  # fmt: skip
    """Record what became of a version. Returned needs what is wanted; an outcome is recorded once."""
    submission = _locked(version.submission)
    result, wanted = Result(result), wanted.strip()
    if Outcome.objects.filter(version=version).exists():
        raise Refused(f"Version {version.number} has its outcome already.", code="decided")
    not_in_future(decided_on, today, "The day of the outcome", "decided_on")
    if decided_on < version.submitted_on:
        raise Refused("It was submitted after that day.", field="decided_on")
    if result is Result.RETURNED and not wanted:
        raise Refused("Say what is wanted of the next version.", field="wanted")
    if result is Result.APPROVED:
        again_by = None
    elif again_by is not None and again_by < decided_on:
        raise Refused("The next version is wanted before this one was returned.", field="again_by")
    says = {"result": result, "decided_on": decided_on, "wanted": wanted, "again_by": again_by}
    outcome = Outcome.objects.create(version=version, recorded_at=at, recorded_by=by, **says)
    record(
        "interventions.version_" + result, by=by, at=at, on=[submission, submission.inspection], why=wanted,
        after={"number": version.number} | says,
    )  # fmt: skip
    return outcome


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",)).select_related("inspection")
    return rows.get(pk=submission.pk)


def _check_returned(last: Version) -> None:
    outcome = getattr(last, "outcome", None)
    if outcome is None:
        raise Refused(f"Version {last.number} waits for its outcome. Record that first.", code="waits")
    if outcome.result == Result.APPROVED:
        raise Refused(f"Version {last.number} was approved: nothing more is wanted.", code="approved")
