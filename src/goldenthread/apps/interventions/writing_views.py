"""The forms of interventions: each asks one thing, calls one action, and goes back to where it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.inspections.queries import inspection_called
from goldenthread.apps.interventions import forms as asked
from goldenthread.apps.interventions import notices, queries, submissions, visits
from goldenthread.apps.interventions.models import (
    MonitoringVisit,
    NoticeToImprove,
    OfInspection,
    ReinspectionWindow,
    Submission,
    Version,
    address_of,
)
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

EDIT = "interventions.edit"
either = require_http_methods(["GET", "POST"])


@may(EDIT, on=inspection_called)
@either
def issue_notice(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = _form(request, asked.IssueNotice)

    def write(**says: Any) -> NoticeToImprove:
        return notices.issue_notice(inspection, **says, today=request.today)

    return _ask(request, form, write, "Record a notice to improve", "The notice was recorded.", inspection)


@may(EDIT, on=queries.notice_called)
@either
def change_notice(request: HttpRequest, notice: NoticeToImprove) -> HttpResponse:
    form = _form(request, asked.ChangeNotice, notice)

    def write(**says: Any) -> NoticeToImprove:
        return notices.change_notice(notice, **says, today=request.today)

    return _ask(request, form, write, "Change the notice", "The notice was changed.", notice)


@may(EDIT, on=queries.notice_called)
@either
def review_notice(request: HttpRequest, notice: NoticeToImprove) -> HttpResponse:
    form = _form(request, asked.ReviewNotice)

    def write(**says: Any) -> NoticeToImprove:
        return notices.review_notice(notice, **says, today=request.today).notice

    return _ask(request, form, write, "Record a review of the notice", "The review was recorded.", notice)


@may(EDIT, on=queries.notice_called)
@either
def lift_notice(request: HttpRequest, notice: NoticeToImprove) -> HttpResponse:
    form = _form(request, asked.LiftNotice)

    def write(**says: Any) -> NoticeToImprove:
        return notices.lift_notice(notice, **says, today=request.today)

    words = "It was recorded that the notice was lifted."
    return _ask(request, form, write, "Record that the notice was lifted", words, notice)


@may(EDIT, on=queries.notice_called)
@either
def meet_adviser(request: HttpRequest, notice: NoticeToImprove) -> HttpResponse:
    form = _form(request, asked.MeetAdviser)

    def write(**says: Any) -> NoticeToImprove:
        return notices.record_adviser_meeting(notice, **says, today=request.today).notice

    return _ask(
        request, form, write, "Record a meeting with the adviser", "The meeting was recorded.", notice
    )


@may(EDIT, on=inspection_called)
@either
def want_submission(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = _form(request, asked.WantSubmission)

    def write(**says: Any) -> Submission:
        return submissions.want_submission(inspection, **says)

    return _ask(request, form, write, "Add a submission", "The submission was added.", inspection)


@may(EDIT, on=queries.submission_called)
@either
def change_submission(request: HttpRequest, submission: Submission) -> HttpResponse:
    form = _form(request, asked.ChangeSubmission, submission)

    def write(**says: Any) -> Submission:
        return submissions.change_submission(submission, **says)

    return _ask(request, form, write, "Change what is wanted", "The submission was changed.", submission)


@may(EDIT, on=queries.submission_called)
@either
def submit_version(request: HttpRequest, submission: Submission) -> HttpResponse:
    seen = submission.versions.count()
    form = _form(request, asked.SubmitVersion, seen=seen, submitted_on=request.today)

    def write(**says: Any) -> Submission:
        return submissions.submit_version(submission, **says, today=request.today).submission

    return _ask(
        request, form, write, f"Record version {seen + 1}", f"Version {seen + 1} was recorded.", submission
    )


@may(EDIT, on=queries.version_called)
@either
def record_outcome(request: HttpRequest, version: Version) -> HttpResponse:
    form = _form(request, asked.RecordOutcome, decided_on=request.today)

    def write(**says: Any) -> Submission:
        return submissions.record_outcome(version, **says, today=request.today).version.submission

    title = f"Record what became of version {version.number}"
    return _ask(request, form, write, title, "The outcome was recorded.", version.submission)


@may(EDIT, on=inspection_called)
@either
def announce_visit(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = _form(request, asked.AnnounceVisit)

    def write(**says: Any) -> MonitoringVisit:
        return visits.announce_visit(inspection, **says, today=request.today)

    return _ask(request, form, write, "Record a monitoring visit", "The visit was recorded.", inspection)


@may(EDIT, on=queries.visit_called)
@either
def change_visit(request: HttpRequest, visit: MonitoringVisit) -> HttpResponse:
    form = _form(request, asked.ChangeVisit, visit)

    def write(**says: Any) -> MonitoringVisit:
        return visits.change_visit(visit, **says, today=request.today)

    return _ask(request, form, write, "Change the visit", "The visit was changed.", visit)


@may(EDIT, on=queries.visit_called)
@either
def publish_letter(request: HttpRequest, visit: MonitoringVisit) -> HttpResponse:
    form = _form(request, asked.PublishLetter)

    def write(**says: Any) -> MonitoringVisit:
        return visits.publish_letter(visit, **says, today=request.today)

    return _ask(request, form, write, "Record the letter of the visit", "The letter was recorded.", visit)


@may(EDIT, on=inspection_called)
@either
def expect_inspection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = _form(request, asked.ExpectInspection)

    def write(**says: Any) -> ReinspectionWindow:
        return visits.expect_inspection(inspection, **says)

    return _ask(request, form, write, "Add a re-inspection window", "The window was added.", inspection)


@may(EDIT, on=queries.window_called)
@either
def change_window(request: HttpRequest, window: ReinspectionWindow) -> HttpResponse:
    form = _form(request, asked.ChangeWindow, window)

    def write(**says: Any) -> ReinspectionWindow:
        return visits.change_window(window, **says)

    return _ask(request, form, write, "Change the window", "The window was changed.", window)


def _form(
    request: HttpRequest, kind: type[forms.Form], changed: OfInspection | None = None, **initial: Any
) -> forms.Form:
    """The form as it came, or as it is first shown: with what the record says now, where one changes."""
    if changed is not None:
        initial |= {name: getattr(changed, name) for name in kind.base_fields if hasattr(changed, name)}
    return kind(request.POST or None, request.FILES or None, initial=initial)


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[..., OfInspection], title: str, words: str,
    on: Inspection | OfInspection,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to what was written; what was typed, and sent, stays where it was refused."""
    if request.method == "POST":
        files = keep_chosen(form, "file", by=request.user, at=request.now) if "file" in form.fields else []
        if form.is_valid():
            says = form.cleaned_data | (
                {"file": files[-1] if files else None} if "file" in form.fields else {}
            )
            try:
                written = write(**says, by=request.user, at=request.now)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            else:
                messages.success(request, words)
                return redirect(written)
    inspection = on if isinstance(on, Inspection) else on.inspection
    context = {"form": form, "title": title, "on": on, "inspection": inspection}
    context["back"] = address_of(inspection) if on is inspection else on.get_absolute_url()
    return render(request, "interventions/form.html", context, status=422 if form.errors else 200)
