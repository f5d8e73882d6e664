"""Pages of reports: the list, choosing one, the officer's draft, and a frozen paper with its files."""

from __future__ import annotations

import logging
from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from goldenthread.apps.people.access import may
from goldenthread.apps.publishing.small_in_papers import small_in
from goldenthread.apps.reports import actions, choosing, papers, queries
from goldenthread.apps.reports.assembling import assemble
from goldenthread.apps.reports.forms import ChooseReport, NarrowPapers, OwnWordsForm
from goldenthread.apps.reports.models import Draft, Paper
from goldenthread.apps.reports.rebuilding import differences_of
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.board_report_counts import count
from goldenthread.documents.canonical import NotThisPaper
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.printed_figures import of_board_report
from goldenthread.rulebook.periods import PeriodKind

logger = logging.getLogger(__name__)

PER_PAGE = 50
MOST_DIFFERENCES = 200
UNREADABLE = (papers.NotAsFrozen, NotThisPaper)


@may("reports.see_reports")
def reports(request: HttpRequest) -> HttpResponse:
    form = NarrowPapers(request.GET, auto_id="filter_%s")
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.papers_wanted(
        body=wanted.get("body"), period=wanted.get("period"), sort=request.GET.get("sort"),
        descending=request.GET.get("direction") == "desc",
    )  # fmt: skip
    if request.GET.get("format") == "csv":
        return _file(render_csv(queries.list_table(found)), "text/csv; charset=utf-8", "papers.csv")
    writes = rules.has_perm("reports.write_report", request.user)
    return render(request, "reports/reports.html", {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "narrow": form,
        "narrowed": any(wanted.values()) or not form.is_valid(),
        "drafts": queries.all_drafts() if writes else [],
        "writes": writes,
    })  # fmt: skip


@may("reports.write_report")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ChooseReport(request.POST or None, initial=_newest_period())
    if request.method == "POST" and form.is_valid():
        draft = actions.start_draft(**form.cleaned_data, by=request.user, at=request.now)
        return redirect(draft)
    context = {
        "form": form,
        "title": "Write a report",
        "submit_text": "Continue",
        "cancel_href": reverse("reports:reports"),
    }
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@may("reports.write_report", on=queries.draft_called)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The officer's own words. "Freeze" saves them first, so that nothing typed is left out of the paper."""
    form = OwnWordsForm(request.POST or None, initial=_own_words(draft))
    others: Draft | None = None
    if request.method == "POST" and form.is_valid():
        freezes = request.POST.get("do") == "freeze"
        if freezes and not rules.has_perm("reports.freeze", request.user):
            raise PermissionDenied("reports.freeze")
        try:
            draft = actions.save_draft(draft, **form.cleaned_data, by=request.user, at=request.now)
            if freezes:
                return _freeze(request, draft)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            others = _others_words(form, draft) if refusal.code == "stale" else None
        else:
            messages.success(request, "The draft was saved.")
            return redirect(draft)
    context = {"form": form, "draft": draft, "others": others, **_what_it_will_say(request, draft)}
    return render(request, "reports/draft.html", context, status=422 if form.errors else 200)


def _freeze(request: HttpRequest, draft: Draft) -> HttpResponse:
    frozen = actions.freeze(draft.body, draft.period, by=request.user, at=request.now, today=request.today)
    edition = frozen.paper.edition
    said = f"Edition {edition} was frozen." if frozen.is_new else f"Nothing changed since edition {edition}."
    messages.success(request, said)
    return redirect(frozen.paper)


def _others_words(form: OwnWordsForm, draft: Draft) -> Draft:
    """What the other wrote. Sending the form again then means: having seen it, mine."""
    others = queries.draft_called(draft.uuid)
    form.data = form.data.copy()
    form.data["version"] = others.version
    return others


def _own_words(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("introduction", "next_steps", "contact", "version")}


def _newest_period() -> dict[str, str]:
    """Boards are reported to by the quarter, where there are figures by the quarter."""
    held = choosing.periods_with_figures()
    quarters = [period for period in held if period.kind is PeriodKind.FINANCIAL_QUARTER]
    newest = next(iter(quarters or held), None)
    return {"period": str(newest)} if newest else {}


def _what_it_will_say(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """The counts that the report has today, or why there is none."""
    editions = queries.editions_of(draft)
    try:
        scorecard = draft.scorecard or choosing.scorecard_for(draft.body, draft.period)
        report = assemble(draft.body, draft.period, today=request.today, scorecard=scorecard)
    except Refused as refusal:
        return {"editions": editions, "nothing": refusal.words}
    return {"editions": editions, "report": report, "counts": count(report), "scorecard": scorecard}


@may("reports.see_reports", on=queries.paper_called)
def paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    try:
        in_ledger = queries.checked(paper)
        report = papers.document_of(paper)
    except UNREADABLE as failure:
        return _unreadable(request, paper, failure)
    return render(request, "reports/paper.html", {
        "paper": paper,
        "in_ledger": in_ledger,
        "report": report,
        "counts": count(report),
        "digest_parts": [paper.digest[place : place + 8] for place in range(0, 64, 8)],
        "formats": papers.FORMATS.values(),
        "tables": papers.tables(paper),
        "newer": queries.newest_edition(paper),
        "small": small_in(of_board_report(report)),
    })  # fmt: skip


@may("reports.see_reports", on=queries.paper_called)
def rebuilt(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The paper built again from the records of its day, beside what was frozen."""
    try:
        queries.checked(paper)
        papers.document_of(paper)
        found, nothing = differences_of(paper), ""
    except UNREADABLE as failure:
        return _unreadable(request, paper, failure)
    except Refused as refusal:
        found, nothing = [], refusal.words
    return render(request, "reports/rebuilt.html", {
        "paper": paper, "differences": found[:MOST_DIFFERENCES], "count": len(found), "nothing": nothing,
    })  # fmt: skip


@may("reports.see_reports", on=queries.file_called)
def download(request: HttpRequest, wanted: queries.WantedFile) -> HttpResponse:
    try:
        queries.checked(wanted.paper)
        content = papers.made_of(wanted.paper, wanted.form)
    except UNREADABLE as failure:
        return _unreadable(request, wanted.paper, failure)
    name = papers.file_name(wanted.paper, wanted.form.suffix, edition=True)
    return _file(content, wanted.form.media_type, name)


@may("reports.see_reports", on=queries.table_called)
def table(request: HttpRequest, wanted: queries.WantedTable) -> HttpResponse:
    try:
        queries.checked(wanted.paper)
        content = papers.csv_of(wanted.paper, wanted.table)
    except UNREADABLE as failure:
        return _unreadable(request, wanted.paper, failure)
    if content is None:
        raise Http404("This paper has no table of that name.")
    name = papers.file_name(wanted.paper, "csv", edition=True, what=wanted.table)
    return _file(content, "text/csv; charset=utf-8", name)


def _unreadable(request: HttpRequest, paper: Paper, failure: Exception) -> HttpResponse:
    logger.error("Paper %s cannot be read: %s", paper.pk, type(failure).__name__)
    return render(request, "reports/unreadable.html", {"paper": paper}, status=500)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
