"""Writes about clearance: submit a report, answer for one's part of it, ask again where it changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.drafting.holding import check_open, locked, records_of
from goldenthread.apps.drafting.models import Answer, Clearance, Report, RouteStep, State
from goldenthread.apps.drafting.publication import publication_day
from goldenthread.apps.drafting.queries import is_empty, route_of, sections_of, words_at
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.report_parts import Figures, unknown_places
from goldenthread.rulebook.clearance import CLR_2, due_for_clearance, is_asked_again, may_clear
from goldenthread.rulebook.workdays import BeyondCalendar


class Incomplete(Refused):
    """Sections say nothing, or name what the records do not have: pairs of a section's key and what to do."""

    def __init__(self, wanting: list[tuple[str, str]]) -> None:
        super().__init__("The report is not complete.", code="incomplete")
        self.wanting = wanting


@transaction.atomic
def submit(report: Report, figures: Figures, *, by: Person, at: datetime) -> Report:
    """Ask each step of the route to clear the report; one without a route is cleared at once.

    A step that cleared this edition already, and whose sections did not change since, is not asked again.
    `figures` are those that the records give now. Raises Incomplete with every section that is wanting, and
    Refused for a report that is in clearance, cleared or frozen.
    """
    report = locked(report)
    check_open(report)
    if report.state != State.DRAFT:
        raise Refused("The report was submitted already.", code="submitted")
    if wanting := what_is_wanting(report, figures):
        raise Incomplete(wanting)
    for standing in route_of(report):
        if not standing.is_cleared:
            _ask(report, standing.step, "", by=by, at=at)
    report.state = State.SUBMITTED
    report.save(update_fields=["state"])
    record("drafting.submitted", by=by, at=at, on=records_of(report), after={"version": report.version})
    _settle(report, by=by, at=at)
    return report


def what_is_wanting(report: Report, figures: Figures) -> list[tuple[str, str]]:
    """Every section that keeps the report from being submitted: its key, and what to do."""
    words = words_at(report)
    wanting: list[tuple[str, str]] = []
    for section in sections_of(report):
        text = words.get(section.key, "")
        if section.required and is_empty(section, text):
            wanting.append((section.key, f"{section.title}: say something, it is required"))
        wanting += [
            (section.key, f"{section.title}: the records have nothing for {place}")
            for place in unknown_places(text, figures)
        ]
    return wanting


@transaction.atomic
def answer(
    clearance: Clearance, what: Answer, *, words: str = "", by: Person, at: datetime, version: int
) -> Clearance:
    """Clear a report, clear it with comments, or send it back with a reason.

    Sent back, it is a draft again and the other clearances that wait are no longer wanted. `version` is the
    report's that was read. Raises Refused for one's own report (CLR-2), for one that was answered, without
    words where they are needed, and with the code "stale" where the report changed since.
    """
    report = locked(clearance.report)
    clearance = (
        Clearance.objects.select_for_update(of=("self",))
        .select_related("step__clearer", "report")
        .get(pk=clearance.pk)
    )
    words = words.strip()
    if what not in (Answer.CLEARED, Answer.COMMENTS, Answer.BACK):
        raise Refused("Choose what your answer is.", field="answer")
    if clearance.answer != Answer.WAITING:
        raise Refused("This clearance no longer waits for an answer.", code="answered")
    if not may_clear(by.pk, writer=report.writer_id, asked_by=clearance.asked_by_id):
        raise Refused("You wrote or submitted this report, so somebody else clears it.", code=CLR_2)
    if version != report.version:
        raise Refused("The report changed while you were reading. Read it again.", code="stale")
    if what != Answer.CLEARED and not words:
        raise Refused("Say why." if what == Answer.BACK else "Write the comments.", field="words")
    clearance.answer, clearance.words, clearance.at_version = what, words, report.version
    clearance.answered_at, clearance.answered_by = at, by
    clearance.save(update_fields=["answer", "words", "at_version", "answered_at", "answered_by"])
    verb = {Answer.CLEARED: "cleared", Answer.COMMENTS: "cleared_with_comments", Answer.BACK: "sent_back"}
    record(
        f"drafting.{verb[what]}", by=by, at=at, on=[clearance, *records_of(report)], why=words,
        after={"step": str(clearance.step), "version": report.version},
    )  # fmt: skip
    if what == Answer.BACK:
        _lapse(report)
        report.state = State.DRAFT
        report.save(update_fields=["state"])
    else:
        _settle(report, by=by, at=at)
    return clearance


@transaction.atomic
def take_back(report: Report, *, reason: str, by: Person, at: datetime) -> Report:
    """Make a submitted or cleared report a draft again. What waits to be cleared is no longer wanted.

    Raises Refused without a reason, for a draft and for a frozen report.
    """
    report, reason = locked(report), reason.strip()
    check_open(report)
    if report.state == State.DRAFT:
        raise Refused("The report is a draft already.", code="draft")
    if not reason:
        raise Refused("Say why.", field="reason")
    _lapse(report)
    report.state = State.DRAFT
    report.save(update_fields=["state"])
    record("drafting.taken_back", by=by, at=at, on=records_of(report), why=reason)
    return report


def ask_again(report: Report, changed: Collection[str], *, by: Person | None, at: datetime) -> None:
    """Ask those again who had cleared what changed (CLR-3). The report is locked by the caller.

    In a draft nothing is asked until it is submitted: what was cleared before is no longer so.
    """
    titles = {section.key: section.title for section in sections_of(report)}
    again = False
    for standing in route_of(report):
        covers = covered_by(standing.step)
        if standing.is_cleared and is_asked_again(covers, changed):
            named = [titles.get(key, key) for key in changed if not covers or key in covers]
            why = f"Changed after it was cleared: {', '.join(named)}."
            if report.state == State.DRAFT:
                _ask(report, standing.step, why, by=by, at=at, fate=Answer.LAPSED)
            else:
                _ask(report, standing.step, why, by=by, at=at)
                again = True
    if again and report.state == State.CLEARED:
        report.state = State.SUBMITTED
        report.save(update_fields=["state"])


def covered_by(step: RouteStep) -> list[str]:
    """The sections that a step covers, by their keys; none means the whole report."""
    return step.covers.split()


def _ask(
    report: Report, step: RouteStep, why_again: str, *, by: Person | None, at: datetime,
    fate: Answer = Answer.WAITING,
) -> None:  # fmt: skip
    clearance = Clearance.objects.create(
        report=report, step=step, edition=report.edition, at_version=report.version,
        due_on=due_of(report, step), why_again=why_again, writer_id=report.writer_id, asked_at=at,
        asked_by=by, answer=fate,
    )  # fmt: skip
    verb = "asked" if fate == Answer.WAITING else "undone"
    record(
        f"drafting.clearance_{verb}", by=by, at=at, on=[clearance, *records_of(report)], why=why_again,
        after={"step": str(step), "due_on": clearance.due_on, "version": report.version},
    )  # fmt: skip


def due_of(report: Report, step: RouteStep) -> date | None:
    """The day by which a step is wanted; None without a meeting, or beyond the calendar of working days."""
    publication = publication_day(report.meeting) if report.meeting else None
    if publication is None:
        return None
    try:
        return due_for_clearance(publication, step.days_before)
    except BeyondCalendar:
        return None


def _settle(report: Report, *, by: Person, at: datetime) -> None:
    """Cleared, once every step of the route is."""
    if all(standing.is_cleared for standing in route_of(report)):
        report.state = State.CLEARED
        report.save(update_fields=["state"])
        record("drafting.all_cleared", by=by, at=at, on=records_of(report), after={"version": report.version})


def _lapse(report: Report) -> None:
    Clearance.objects.filter(report=report, answer=Answer.WAITING).update(answer=Answer.LAPSED)
