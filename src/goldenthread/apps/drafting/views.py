"""Pages of reports: the list, one report with its sections, one section, and the whole report as it reads."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.drafting import access as access  # states the room's rules
from goldenthread.apps.drafting import actions, queries
from goldenthread.apps.drafting.actions import About
from goldenthread.apps.drafting.asking import ask
from goldenthread.apps.drafting.composing import composed, report_section, titles
from goldenthread.apps.drafting.exporting import reports_table
from goldenthread.apps.drafting.figures import figures_of
from goldenthread.apps.drafting.forms import Filter, PlaceReport, Say, SectionWords, StartReport
from goldenthread.apps.drafting.models import CommentState, Report, Section, State
from goldenthread.apps.drafting.pages import section_lines
from goldenthread.apps.drafting.paper_source import agenda_items_of
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.drafted_report_pages import headed

ON_A_PAGE = 50


@may("drafting.see")
def reports(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    found = queries.report_list(form.wanted(request.user))
    if request.GET.get("format") == "csv":
        response = HttpResponse(render_csv(reports_table(found)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="reports.csv"'
        return response
    return render(request, "drafting/reports.html", {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": Filter(request.GET),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "today": request.today,
        "may_start": rules.has_perm("drafting.start", request.user),
        "may_edit_templates": rules.has_perm("drafting.edit_templates", request.user),
    })  # fmt: skip


@may("drafting.start")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name) for name in ("body", "meeting", "template")}
    if meeting := queries.meeting_asked(asked["meeting"]):
        asked["body"] = meeting.body.uuid
    form = StartReport(request.POST or None, initial=asked, today=request.today)

    def write() -> Report:
        says = dict(form.cleaned_data)
        about = About(says.pop("scorecard"), says.pop("period"), says.pop("plan"))
        return actions.start_report(
            says.pop("template"), says.pop("body"), about=about, **says, by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Write a report", words="The report was begun.",
        back=reverse("drafting:reports"), submit_text="Begin",
    )  # fmt: skip


@may("drafting.see", on=queries.report_called)
def report(request: HttpRequest, report: Report) -> HttpResponse:
    """Each section with its state; what waits for whom; what may be done next."""
    comments = queries.comments_on(report)
    lines = section_lines(report, comments, figures_of(report, request.today))
    may_write = rules.has_perm("drafting.write", request.user, report) and report.state != State.FROZEN
    return render(request, "drafting/report.html", {
        "report": report,
        "lines": lines,
        "missing": [line for line in lines if line.is_missing],
        "route": queries.route_of(report),
        "editions": queries.editions_of(report),
        "brought": report.returned.select_related("file")[:5],
        "items": agenda_items_of(report),
        "today": request.today,
        "may_write": may_write,
        "may_freeze": rules.has_perm("drafting.freeze", request.user),
        "may_comment": rules.has_perm("drafting.comment", request.user),
    })  # fmt: skip


@may("drafting.see", on=queries.report_called)
def whole(request: HttpRequest, report: Report) -> HttpResponse:
    """The report as it reads now, with today's figures."""
    document = composed(report, request.today)
    return render(request, "drafting/whole.html", {
        "report": report, "document": document, "headed": list(headed(document.sections)),
    })  # fmt: skip


@may("drafting.write", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, report: Report) -> HttpResponse:
    initial = {"title": report.title, "meeting": report.meeting and report.meeting.uuid}
    form = PlaceReport(request.POST or None, initial=initial, report=report)

    def write() -> Report:
        return actions.place_report(report, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Change title and meeting", words="The report was saved.",
        back=report.get_absolute_url(), caption=str(report),
    )  # fmt: skip


def report_of_section(uuid: UUID, key: str) -> Report:
    """The report that an address of a section names. Raises Http404 for no such section too."""
    report = queries.report_called(uuid)
    queries.section_of(report, key)
    return report


@may("drafting.see", on=report_of_section)
def section(request: HttpRequest, report: Report) -> HttpResponse:
    """One section as it reads, with what was said of it."""
    return _section_page(request, report, queries.section_of(report, request.resolver_match.kwargs["key"]))


@may("drafting.write", on=queries.report_called)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, report: Report) -> HttpResponse:
    """The words of one section; the section's key comes as `?section=`."""
    section = queries.section_of(report, request.GET.get("section", "") or queries.sections_of(report)[0].key)
    stands = queries.words_at(report).get(section.key, "")
    form = SectionWords(
        request.POST or None, initial={"words": stands, "version": report.version}, section=section
    )
    others = None
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.save_section(
                report, section.key, form.text(), version=form.cleaned_data["version"], by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("words" if refusal.field == "text" else None, refusal.words)
            if refusal.code == "stale":
                others = _seen(form, report, section)
        else:
            messages.success(request, "The section was saved.")
            return redirect(_next(request, report, section))
    return _section_page(request, report, section, form, others)


def _seen(form: SectionWords, report: Report, section: Section) -> str:
    """What the other wrote. Sending the form again then means: having seen it, mine."""
    form.data = form.data.copy()
    form.data["version"] = queries.report_called(report.uuid).version
    return queries.words_at(report).get(section.key, "")


def _next(request: HttpRequest, report: Report, section: Section) -> str:
    """The next section's form where that was asked for, else the report."""
    if request.POST.get("do") == "next":
        after = [one for one in queries.sections_of(report) if one.position > section.position]
        if after:
            return f"{reverse('drafting:write', args=[report.uuid])}?section={after[0].key}"
    return f"{report.get_absolute_url()}#{section.key}"


def _section_page(
    request: HttpRequest, report: Report, section: Section, form: SectionWords | None = None,
    others: str | None = None,
) -> HttpResponse:  # fmt: skip
    figures = figures_of(report, request.today)
    sections = queries.sections_of(report)
    number = queries.numbers(sections)[section.key]
    text = queries.words_at(report).get(section.key, "")
    comments = [one for one in queries.comments_on(report) if one.key == section.key]
    return render(request, "drafting/section.html", {
        "report": report,
        "section": section,
        "title": titles(sections)[section.key],
        "reads": report_section(section, number, text, figures),
        "form": form,
        "others": others,
        "figures": figures if section.kind in ("text", "figures") else None,
        "comments": comments,
        "open_comments": sum(one.state != CommentState.SETTLED for one in comments),
        "say": Say(),
        "may_write": rules.has_perm("drafting.write", request.user, report) and report.state != State.FROZEN,
        "may_comment": rules.has_perm("drafting.comment", request.user),
    }, status=422 if form is not None and form.errors else 200)  # fmt: skip
