"""Writes about the reporting calendar: a report is owed, no longer owed, received, done without."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.reporting.models import How, ReportOwed, Rhythm, Settled
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.reports_owed import Rhythm as Counted
from goldenthread.rulebook.reports_owed import is_day_owed


@transaction.atomic
def owe_report(
    body: Body, *, title: str, rhythm: str, first_due: date, from_post: Post | None = None,
    from_body: Body | None = None, basis: str = "", by: Person | None, at: datetime,
) -> ReportOwed:  # fmt: skip
    """Say that a body is owed a report. Refused without a title or exactly one who owes it, and twice."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    says = _checked(body, title, rhythm, first_due, from_post, from_body, basis)
    report = ReportOwed.objects.create(body=body, **says)
    record("reporting.owed", by=by, at=at, on=[report, *_those(report)], after=_plain(says))
    return report


@transaction.atomic
def revise_report(
    report: ReportOwed, *, title: str, rhythm: str, first_due: date, from_post: Post | None = None,
    from_body: Body | None = None, basis: str = "", version: int, by: Person | None, at: datetime,
) -> ReportOwed:  # fmt: skip
    """Change what is owed. What was received stays where its day is still one on which it is owed.

    Refused where somebody changed it meanwhile, and where a day that was settled would no longer be one.
    """
    report = _locked(report)
    if report.version != version:
        raise Refused("Somebody changed this report while you were writing.", code="stale")
    says = _checked(report.body, title, rhythm, first_due, from_post, from_body, basis, but=report)
    for settled in report.settled.filter(taken_back_at=None):
        if not is_day_owed(Counted(rhythm), first_due, settled.due_on):
            raise Refused(
                f"The report owed by {day_words(settled.due_on)} was settled. Stop this report and add "
                "another, so that its past stays as it was.", field="first_due",
            )  # fmt: skip
    before = {name: getattr(report, name) for name in says if getattr(report, name) != says[name]}
    if not before:
        return report
    for name in before:
        setattr(report, name, says[name])
    report.version += 1
    report.save(update_fields=[*before, "version"])
    after = {name: says[name] for name in before}
    record("reporting.revised", by=by, at=at, on=[report, *_those(report)], before=_plain(before),
           after=_plain(after))  # fmt: skip
    return report


@transaction.atomic
def stop_report(
    report: ReportOwed, *, ends: date, reason: str, by: Person | None, at: datetime
) -> ReportOwed:
    """From a day on it is no longer owed. Refused without a reason, and where it is stopped already."""
    report, reason = _locked(report), reason.strip()
    if report.ends is not None:
        raise Refused(f"It is no longer owed from {day_words(report.ends)} already.", code="stopped")
    if not reason:
        raise Refused("Say why it is no longer owed.", field="reason")
    report.ends, report.ended_because, report.version = ends, reason, report.version + 1
    report.save(update_fields=["ends", "ended_because", "version"])
    record("reporting.stopped", by=by, at=at, on=[report, *_those(report)], after={"ends": ends}, why=reason)
    return report


@transaction.atomic
def received(
    report: ReportOwed, due_on: date, *, on: date, meeting: Meeting | None = None, words: str = "",
    by: Person | None, at: datetime,
) -> Settled:  # fmt: skip
    """What was owed on a day came, to a meeting or without one. Calling it again changes nothing.

    Refused for a day on which nothing is owed, for another body's meeting, and where the body did without.
    """
    if meeting is not None and meeting.body_id != report.body_id:
        raise Refused(f"That is no meeting of {report.body}.", field="meeting")
    report = _locked(report)
    there = report.settled.filter(due_on=due_on, taken_back_at=None).first()
    if there is not None and there.how == How.RECEIVED:
        return there
    return _settle(report, due_on, How.RECEIVED, on=on, meeting=meeting, words=words, by=by, at=at)


@transaction.atomic
def do_without(
    report: ReportOwed, due_on: date, *, on: date, reason: str, by: Person | None, at: datetime
) -> Settled:
    """The body does without what is owed on a day. Refused without a reason, and where it is settled."""
    if not reason.strip():
        raise Refused("Say why the body does without it.", field="reason")
    return _settle(_locked(report), due_on, How.DONE_WITHOUT, on=on, words=reason, by=by, at=at)


@transaction.atomic
def take_back(settled: Settled, *, reason: str, by: Person | None, at: datetime) -> Settled:
    """It was not so: the report is owed again. Refused without a reason, and where it was taken back."""
    settled = (
        Settled.objects.select_for_update(of=("self",)).select_related("report__body").get(pk=settled.pk)
    )
    if settled.taken_back_at is not None:
        raise Refused("This was taken back already.", code="taken_back")
    if not reason.strip():
        raise Refused("Say why it was not so.", field="reason")
    settled.taken_back_at, settled.taken_back_because = at, reason.strip()
    settled.save(update_fields=["taken_back_at", "taken_back_because"])
    record("reporting.taken_back", by=by, at=at, on=[settled.report, settled.report.body],
           before={"due_on": settled.due_on, "how": settled.how}, why=reason.strip())  # fmt: skip
    return settled


def _settle(
    report: ReportOwed, due_on: date, how: How, *, on: date, meeting: Meeting | None = None, words: str,
    by: Person | None, at: datetime,
) -> Settled:  # fmt: skip
    owed = is_day_owed(Counted(report.rhythm), report.first_due, due_on)
    if not owed or (report.ends is not None and due_on >= report.ends):
        raise Refused(f"Nothing is owed of this report by {day_words(due_on)}.", field="due_on")
    if report.settled.filter(due_on=due_on, taken_back_at=None).exists():
        raise Refused("This was settled already.", code="settled")
    settled = Settled.objects.create(
        report=report, due_on=due_on, how=how, on=on, meeting=meeting, words=words.strip(), recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    about = [report, *_those(report), *([meeting] if meeting else [])]
    record(f"reporting.{how}", by=by, at=at, on=about, why=words.strip(), after={
        "title": report.title, "due_on": due_on, "on": on,
    })  # fmt: skip
    return settled


def _locked(report: ReportOwed) -> ReportOwed:
    rows = ReportOwed.objects.select_for_update(of=("self",)).select_related("body", "from_post", "from_body")
    return rows.get(pk=report.pk)


def _checked(
    body: Body, title: str, rhythm: str, first_due: date, from_post: Post | None, from_body: Body | None,
    basis: str, but: ReportOwed | None = None,
) -> dict[str, Any]:  # fmt: skip
    title = " ".join(title.split())
    if not title:
        raise Refused("Enter what the report is called.", field="title")
    if (from_post is None) == (from_body is None):
        raise Refused("Choose the post or the body that owes it: one of the two.", field="from_post")
    if from_body == body:
        raise Refused("A body does not owe itself a report.", field="from_body")
    same = ReportOwed.objects.filter(body=body, title__iexact=title, ends=None)
    if same.exclude(pk=but.pk if but else None).exists():
        raise Refused(f"{body} is owed a report called {title} already.", field="title")
    return {
        "title": title, "rhythm": Rhythm(rhythm), "first_due": first_due, "from_post": from_post,
        "from_body": from_body, "basis": basis.strip(),
    }  # fmt: skip


def _those(report: ReportOwed) -> list[Body | Post]:
    return [one for one in (report.body, report.from_body, report.from_post) if one is not None]


def _plain(says: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Body | Post) else value for name, value in says.items()}
