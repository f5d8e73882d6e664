"""Writes about what stands: freeze a cleared report for publication, reopen it for the next edition."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.drafting.composing import composed
from goldenthread.apps.drafting.holding import locked, records_of
from goldenthread.apps.drafting.models import Frozen, How, Report, State, Version
from goldenthread.apps.drafting.queries import document_of
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical
from goldenthread.documents.drafted_report import VERSION, DraftedReport


@transaction.atomic
def freeze(report: Report, *, by: Person | None, at: datetime, today: date, version: int) -> Frozen:
    """Fix every word and figure in one document; nothing changes it afterwards.

    `version` is the one that was looked at. Raises Refused for a report that is not cleared, with the code
    "stale" for one that changed since.
    """
    report = locked(report)
    if report.state != State.CLEARED:
        raise Refused("Only a report that is cleared is frozen.", code="not_cleared")
    if report.version != version:
        raise Refused("The report changed while you were reading. Read it again.", code="stale")
    before = report.editions.order_by("-edition").first()
    document = composed(report, today)
    if before is not None:
        document = composed(
            report, today, changed=_changed(document_of(before), document), why_again=_why(report)
        )
    text = document.to_json()
    frozen = Frozen.objects.create(
        report=report, edition=report.edition, at_version=report.version, schema=VERSION, document=text,
        digest=canonical.digest(text), as_at=today, frozen_at=at, frozen_by=by,
    )  # fmt: skip
    report.state = State.FROZEN
    report.save(update_fields=["state"])
    record("drafting.frozen", by=by, at=at, on=[frozen, *records_of(report)], after={
        "edition": frozen.edition, "version": report.version, "digest": frozen.digest, "as_at": today,
    })  # fmt: skip
    return frozen


@transaction.atomic
def reopen(report: Report, *, reason: str, by: Person, at: datetime) -> Report:
    """Begin the next edition of a frozen report, as a draft with the words that it has.

    What was frozen stays as it is. Raises Refused without a reason, and for a report that is not frozen.
    """
    report, reason = locked(report), reason.strip()
    if report.state != State.FROZEN:
        raise Refused("Only a frozen report is reopened.", code="not_frozen")
    if not reason:
        raise Refused("Say why there has to be another edition.", field="reason")
    report.state = State.DRAFT
    report.edition += 1
    report.version += 1
    report.saved_at = at
    report.save(update_fields=["state", "edition", "version", "saved_at"])
    Version.objects.create(
        report=report, number=report.version, edition=report.edition, how=How.REOPENED, why=reason,
        made_at=at, made_by=by,
    )  # fmt: skip
    record(
        "drafting.reopened",
        by=by,
        at=at,
        on=records_of(report),
        after={"edition": report.edition},
        why=reason,
    )
    return report


def _changed(before: DraftedReport, after: DraftedReport) -> tuple[str, ...]:
    """The sections that read otherwise, as the later document numbers them."""
    said = {section.key: section.parts for section in before.sections}
    return tuple(
        f"{section.number} {section.title}"
        for section in after.sections
        if section.parts != said.get(section.key)
    )


def _why(report: Report) -> str:
    reopened = report.versions.filter(how=How.REOPENED, edition=report.edition).first()
    return reopened.why if reopened else ""
