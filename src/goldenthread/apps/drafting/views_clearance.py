"""Pages of clearance and freezing: submit, answer, take back, freeze, reopen; comments; what waits."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.drafting import clearing, commenting, freezing, queries
from goldenthread.apps.drafting.asking import ask
from goldenthread.apps.drafting.clearing import Incomplete
from goldenthread.apps.drafting.composing import composed, titles
from goldenthread.apps.drafting.exporting import clearances_table
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.forms import GiveAnswer, ReplyForm, Say, Why
from goldenthread.apps.drafting.models import Answer, Clearance, Report
from goldenthread.apps.drafting.restricting import closed_to
from goldenthread.apps.drafting.views import report_of_section
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.drafted_report_pages import headed
from goldenthread.rulebook.clearance import is_overdue


@may("drafting.write", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, report: Report) -> HttpResponse:
    """Ask for clearance; what is wanting stands as an error summary with a link to each section."""
    figures = figures_of(report, request.today)
    if request.method == "POST":
        try:
            clearing.submit(report, figures, by=request.user, at=request.now)
        except Incomplete as incomplete:
            return _wanting(request, report, incomplete)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "The report was submitted.")
        return redirect(report)
    steps = [(one, clearing.due_of(report, one.step)) for one in queries.route_of(report)]
    return render(request, "drafting/submit.html", {
        "report": report, "steps": steps,
        "wanting": clearing.what_is_wanting(report, figures),
    })  # fmt: skip


def _wanting(request: HttpRequest, report: Report, incomplete: Incomplete) -> HttpResponse:
    context = {"report": report, "steps": [], "wanting": incomplete.wanting, "refused": True}
    return render(request, "drafting/submit.html", context, status=422)


@may("drafting.see")
def clearances(request: HttpRequest) -> HttpResponse:
    """Everything that waits to be cleared, the soonest due first; `?mine=1` what waits for oneself."""
    found = list(queries.waiting_clearances(closed_to(request.user)))
    mine = request.GET.get("mine") == "1"
    if mine:
        found = [one for one in found if rules.has_perm("drafting.clear", request.user, one)]
    if request.GET.get("format") == "csv":
        response = HttpResponse(render_csv(clearances_table(found)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="clearances.csv"'
        return response
    rows = [
        (one, is_overdue(one.due_on, request.today), rules.has_perm("drafting.clear", request.user, one))
        for one in found
    ]
    return render(request, "drafting/clearances.html", {"rows": rows, "mine": mine})


@may("drafting.clear", on=queries.clearance_called)
@require_http_methods(["GET", "POST"])
def clear(request: HttpRequest, clearance: Clearance) -> HttpResponse:
    """The whole report, and the answer of whoever clears it."""
    report = queries.report_called(clearance.report.uuid)
    form = GiveAnswer(request.POST or None, initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        says = form.cleaned_data
        try:
            clearing.answer(
                clearance, Answer(says["answer"]), words=says["words"], version=says["version"],
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, ValidationError(refusal.words, code=refusal.code or None))
            if refusal.code == "stale":
                form.data = form.data.copy()
                form.data["version"] = queries.report_called(report.uuid).version
        else:
            messages.success(request, "Your answer was kept.")
            return redirect(report)
    document = composed(report, request.today)
    covers = clearing.covered_by(clearance.step)
    named = titles(queries.sections_of(report))
    return render(request, "drafting/clear.html", {
        "clearance": clearance, "report": report, "form": form, "document": document,
        "headed": list(headed(document.sections)), "covers": [named[key] for key in covers if key in named],
        "overdue": is_overdue(clearance.due_on, request.today),
    }, status=422 if form.errors else 200)  # fmt: skip


@may("drafting.write", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, report: Report) -> HttpResponse:
    form = Why(request.POST or None)

    def write() -> Report:
        return clearing.take_back(report, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Take the report back", words="The report is a draft again.",
        back=report.get_absolute_url(), caption=str(report), submit_text="Take it back",
        lead="It becomes a draft. What was cleared stays cleared where it does not change.",
    )  # fmt: skip


@may("drafting.freeze", on=queries.report_called)
@require_POST
def freeze(request: HttpRequest, report: Report) -> HttpResponse:
    """Fix every word and figure. The form says which version was looked at."""
    seen = request.POST.get("version", "")
    try:
        frozen = freezing.freeze(
            report, version=int(seen) if seen.isdecimal() else 0, by=request.user, at=request.now,
            today=request.today,
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect(report)
    messages.success(request, "The report was frozen. It can now be put on an agenda.")
    return redirect(frozen)


@may("drafting.freeze", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, report: Report) -> HttpResponse:
    form = Why(request.POST or None)

    def write() -> Report:
        return freezing.reopen(report, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Reopen the report", words="The next edition was begun.",
        back=report.get_absolute_url(), caption=str(report), submit_text="Reopen",
        lead="What was frozen stays as it is. The next edition says what changed, and why.",
    )  # fmt: skip


@may("drafting.comment", on=report_of_section)
@require_POST
def comment(request: HttpRequest, report: Report) -> HttpResponse:
    section = queries.section_of(report, request.resolver_match.kwargs["key"])
    form = Say(request.POST)
    try:
        text = form.cleaned_data["text"] if form.is_valid() else ""
        commenting.comment(report, section.key, text, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The comment was kept.")
    return redirect("drafting:section", uuid=report.uuid, key=section.key)


def _report_of_comment(uuid: UUID) -> Report:
    return queries.report_called(queries.comment_called(uuid).report.uuid)


@may("drafting.comment", on=_report_of_comment)
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, report: Report) -> HttpResponse:
    comment = queries.comment_called(request.resolver_match.kwargs["uuid"])
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commenting.reply(comment, **form.cleaned_data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, "The answer was kept.")
            return redirect("drafting:section", uuid=report.uuid, key=comment.key)
    return render(
        request, "drafting/reply.html", {"form": form, "comment": comment, "report": report},
        status=422 if form.errors else 200,
    )  # fmt: skip
