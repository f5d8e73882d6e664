"""Pages of what a report was: its versions and their differences, its frozen editions, and their files."""

from __future__ import annotations

import logging
from uuid import UUID

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.drafting import queries
from goldenthread.apps.drafting.differing import between, between_editions
from goldenthread.apps.drafting.models import Frozen, Report
from goldenthread.apps.people.access import may
from goldenthread.apps.publishing.small_in_papers import small_in
from goldenthread.documents.drafted_report_pages import facts_of, headed, render_pdf, render_word
from goldenthread.documents.printed_figures import of_drafted_report

logger = logging.getLogger(__name__)
FORMATS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@may("drafting.see", on=queries.report_called)
def versions(request: HttpRequest, report: Report) -> HttpResponse:
    """Every save; `?from=2&to=5` shows what differs between two, word by word."""
    found = list(queries.versions_of(report))
    before = _number(request, "from", default=max(report.version - 1, 1), most=report.version)
    after = _number(request, "to", default=report.version, most=report.version)
    return render(request, "drafting/versions.html", {
        "report": report, "versions": found, "before": before, "after": after,
        "differences": between(report, before, after),
    })  # fmt: skip


def _number(request: HttpRequest, name: str, *, default: int, most: int) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= most else default


def _report_of_edition(uuid: UUID, **_suffix: str) -> Report:
    return queries.edition_called(uuid).report


@may("drafting.see_edition", on=_report_of_edition)
def edition(request: HttpRequest, report: Report) -> HttpResponse:
    """A frozen edition as it stands, and what changed since the one before."""
    frozen = queries.edition_called(request.resolver_match.kwargs["uuid"])
    try:
        document = queries.document_of(frozen)
        earlier = frozen.report.editions.filter(edition__lt=frozen.edition).order_by("-edition").first()
        differences = between_editions(queries.document_of(earlier), document) if earlier else []
    except queries.NotAsFrozen:
        return _altered(request, frozen)
    return render(request, "drafting/edition.html", {
        "frozen": frozen, "document": document, "headed": list(headed(document.sections)),
        "facts": facts_of(document),
        "may_see": rules.has_perm("drafting.see", request.user, report),
        "earlier": earlier, "differences": differences, "small": small_in(of_drafted_report(document)),
    })  # fmt: skip


@may("drafting.see_edition", on=_report_of_edition)
def download(request: HttpRequest, report: Report) -> HttpResponse:
    asked = request.resolver_match.kwargs
    frozen, suffix = queries.edition_called(asked["uuid"]), asked["suffix"]
    if suffix not in FORMATS:
        raise Http404("A report is made as PDF and Word.")
    try:
        document = queries.document_of(frozen)
    except queries.NotAsFrozen:
        return _altered(request, frozen)
    render_it, media_type = FORMATS[suffix]
    name = f"{slugify(frozen.report.title) or 'report'}-edition-{frozen.edition}.{suffix}"
    response = HttpResponse(render_it(document), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _altered(request: HttpRequest, frozen: Frozen) -> HttpResponse:
    logger.error("Edition %s of a written report is not as it was frozen", frozen.pk)
    return render(request, "drafting/altered.html", {"frozen": frozen}, status=500)
