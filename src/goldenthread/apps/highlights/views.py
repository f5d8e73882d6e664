"""Pages of highlight reports: the list, writing one, and one as it was sent."""

from __future__ import annotations

import logging
from dataclasses import asdict

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.highlights import access as access  # states the room's rules
from goldenthread.apps.highlights import actions, queries
from goldenthread.apps.highlights.drafting import drafted
from goldenthread.apps.highlights.forms import HighlightForm
from goldenthread.apps.highlights.models import Highlight, HighlightDraft
from goldenthread.apps.people.access import may
from goldenthread.apps.publishing.small_in_papers import small_in
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv
from goldenthread.documents.data_tables import DataTable
from goldenthread.documents.highlight_report import HEADINGS, render_pdf, render_word
from goldenthread.documents.printed_figures import of_highlight_report

logger = logging.getLogger(__name__)

PER_PAGE = 50
FORMATS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@may("highlights.see")
def highlights(request: HttpRequest) -> HttpResponse:
    found = queries.all_highlights()
    if request.GET.get("format") == "csv":
        columns = (("Workstream", 30), ("To", 30), ("Since", 14), ("Until", 14), ("SHA-256", 66))
        rows = tuple((one.workstream.name, one.body.name, one.since, one.until, one.digest) for one in found)
        table = DataTable("highlight-reports", "Highlight reports", columns, rows)
        return _file(render_csv(table), "text/csv; charset=utf-8", "highlight-reports.csv")
    may_write = [
        one for one in queries.workstreams() if rules.has_perm("highlights.write", request.user, one)
    ]
    begun = {draft.workstream_id: draft for draft in queries.open_drafts()}
    return render(request, "highlights/highlights.html", {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "workstreams": [(one, begun.get(one.pk)) for one in may_write],
    })  # fmt: skip


@may("highlights.write", on=queries.workstream_called)
@require_POST
def start(request: HttpRequest, workstream: Body) -> HttpResponse:
    draft = actions.start_draft(workstream, by=request.user, at=request.now, today=request.today)
    return redirect(draft)


@may("highlights.write", on=queries.draft_called)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: HighlightDraft) -> HttpResponse:
    """The words of each part, beside what the records say. "Send" saves them first."""
    if draft.sent_at is not None:
        return redirect(draft.highlight)
    initial = {name: getattr(draft, name) for name in (*HEADINGS, "version")}
    form = HighlightForm(request.POST or None, initial=initial)
    says = asdict(drafted(draft.workstream, draft.since, request.today))
    others: HighlightDraft | None = None
    if request.method == "POST" and form.is_valid():
        typed = form.words()
        if (again := request.POST.get("again")) in HEADINGS:
            typed[again] = says[again]
        try:
            draft = actions.save_draft(
                draft, typed, version=form.cleaned_data["version"], by=request.user, at=request.now
            )
            if request.POST.get("do") == "send":
                sent = actions.send(draft, by=request.user, at=request.now, today=request.today)
                messages.success(request, f"The report was sent to the {sent.body}.")
                return redirect(sent)
        except Refused as refusal:
            form.add_error(None, refusal.words)
            if refusal.code == "stale":
                others = _seen(form, draft)
        else:
            messages.success(request, "The report was saved.")
            return redirect(draft)
    parts = [(form[name], says[name], name, getattr(others, name, "")) for name in HEADINGS]
    return render(
        request, "highlights/draft.html", {"form": form, "draft": draft, "parts": parts, "others": others},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _seen(form: HighlightForm, draft: HighlightDraft) -> HighlightDraft:
    """What the other wrote. Sending the form again then means: having seen it, mine."""
    others = queries.draft_called(draft.uuid)
    form.data = form.data.copy()
    form.data["version"] = others.version
    return others


@may("highlights.see", on=queries.highlight_called)
def highlight(request: HttpRequest, highlight: Highlight) -> HttpResponse:
    try:
        report = queries.document_of(highlight)
    except queries.NotAsFrozen:
        return _altered(request, highlight)
    parts = [(heading, getattr(report, name)) for name, heading in HEADINGS.items()]
    return render(request, "highlights/highlight.html", {
        "highlight": highlight, "report": report, "parts": parts,
        "small": small_in(of_highlight_report(report)),
    })  # fmt: skip


@may("highlights.see", on=lambda uuid, suffix: (queries.highlight_called(uuid), suffix))
def download(request: HttpRequest, wanted: tuple[Highlight, str]) -> HttpResponse:
    highlight, suffix = wanted
    if suffix not in FORMATS:
        raise Http404("A highlight report is made as PDF and Word.")
    try:
        report = queries.document_of(highlight)
    except queries.NotAsFrozen:
        return _altered(request, highlight)
    render_it, media_type = FORMATS[suffix]
    name = f"{slugify(f'{highlight.workstream} highlight report {highlight.until}')}.{suffix}"
    return _file(render_it(report), media_type, name)


def _altered(request: HttpRequest, highlight: Highlight) -> HttpResponse:
    logger.error("Highlight report %s is not as it was frozen", highlight.pk)
    return render(request, "highlights/altered.html", {"highlight": highlight}, status=500)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
