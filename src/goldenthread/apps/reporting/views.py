"""Pages of the reporting calendar: what is owed and late, one report with what came of it, and the forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import rules
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies.exporting import csv_download
from goldenthread.apps.people.access import may
from goldenthread.apps.reporting import actions, queries
from goldenthread.apps.reporting.exporting import calendar_table
from goldenthread.apps.reporting.forms import Filter, OweReport, ReviseReport, Settle, StopReport, TakeBack
from goldenthread.apps.reporting.models import How, ReportOwed, Settled
from goldenthread.apps.trail.refusals import Refused

ON_A_PAGE = 50


@may("reporting.see")
def calendar(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    found = queries.calendar(form.wanted(), request.today)
    if request.GET.get("format") == "csv":
        return csv_download(calendar_table(found))
    return render(request, "reporting/calendar.html", {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "late": sum(one.late for one in found),
        "filter": Filter(request.GET),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "any": bool(found) or ReportOwed.objects.exists(),
        "edits": _edits(request),
    })  # fmt: skip


@may("reporting.see", on=queries.report_called)
def report(request: HttpRequest, report: ReportOwed) -> HttpResponse:
    owed = [one for one in queries.owed_to(report.body, request.today + queries.AHEAD, today=request.today)
            if one.report == report]  # fmt: skip
    return render(request, "reporting/report.html", {
        "report": report,
        "next_day": queries.next_day(report, request.today),
        "owed": owed,
        "history": queries.history_of(report),
        "edits": _edits(request),
    })  # fmt: skip


@may("reporting.edit")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = OweReport(request.POST or None, initial={"body": request.GET.get("body")})

    def write() -> ReportOwed:
        return actions.owe_report(**form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Add a report that a body is owed", words="The report was added.")


@may("reporting.edit", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, report: ReportOwed) -> HttpResponse:
    names = ("title", "from_post", "from_body", "rhythm", "first_due", "basis", "version")
    form = ReviseReport(request.POST or None, initial={name: getattr(report, name) for name in names})

    def write() -> ReportOwed:
        return actions.revise_report(report, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Change what is owed", words="It was changed.", on=report)


@may("reporting.edit", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, report: ReportOwed) -> HttpResponse:
    form = StopReport(request.POST or None, initial={"ends": request.today})

    def write() -> ReportOwed:
        return actions.stop_report(report, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="It is no longer owed", words="It is no longer owed.", on=report)


def _report_and_day(uuid: UUID, day: str) -> tuple[ReportOwed, date]:
    try:
        return queries.report_called(uuid), date.fromisoformat(day)
    except ValueError:
        raise Http404("No day is written so.") from None


@may("reporting.edit", on=_report_and_day)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, report_and_day: tuple[ReportOwed, date]) -> HttpResponse:
    report, day = report_and_day
    initial = {"meeting": request.GET.get("meeting"), "on": request.today, "how": How.RECEIVED}
    form = Settle(request.POST or None, initial=initial, report=report)

    def write() -> ReportOwed:
        says = form.cleaned_data
        told: dict[str, Any] = {"on": says["on"], "by": request.user, "at": request.now}
        if says["how"] == How.RECEIVED:
            actions.received(report, day, meeting=says["meeting"], words=says["words"], **told)
        else:
            actions.do_without(report, day, reason=says["words"], **told)
        return report

    return _ask(
        request, form, write, title=f"Owed by {day.day} {day:%B %Y}", words="It was recorded.", on=report
    )


@may("reporting.edit", on=queries.settled_called)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, settled: Settled) -> HttpResponse:
    form = TakeBack(request.POST or None)

    def write() -> ReportOwed:
        return actions.take_back(settled, **form.cleaned_data, by=request.user, at=request.now).report

    return _ask(request, form, write, title="Take it back", words="It is owed again.", on=settled.report)


def _edits(request: HttpRequest) -> bool:
    return rules.has_perm("reporting.edit", request.user)


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], ReportOwed], *, title: str, words: str,
    on: ReportOwed | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the report; what was typed stays where it was refused."""
    changed_meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            field = {"reason": "words"}.get(refusal.field or "", refusal.field)
            named = next((name for name in (refusal.field, field) if name in form.fields), None)
            form.add_error(named, refusal.words)
            if refusal.code == "stale" and on is not None:
                changed_meanwhile = queries.report_called(on.uuid)
                # Sending the form again then means: having seen it, mine.
                form.data = form.data.copy()
                form.data["version"] = changed_meanwhile.version
        else:
            messages.success(request, words)
            return redirect(written)
    return render(request, "reporting/form.html", {
        "form": form, "title": title, "caption": on, "changed_meanwhile": changed_meanwhile,
        "cancel_href": on.get_absolute_url() if on else None,
    }, status=422 if form.errors else 200)  # fmt: skip
