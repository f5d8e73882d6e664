"""Pages of what was frozen, the files of editions and drafts, and the document beside last year's."""

from __future__ import annotations

import logging
from uuid import UUID

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.people.access import may
from goldenthread.apps.publishing.small_in_papers import small_in
from goldenthread.apps.selfassessment import queries
from goldenthread.apps.selfassessment.comparing import beside, last_years
from goldenthread.apps.selfassessment.composing import composed
from goldenthread.apps.selfassessment.models import Frozen, SelfAssessment
from goldenthread.documents import self_assessment as doc
from goldenthread.documents.printed_figures import of_self_assessment
from goldenthread.documents.self_assessment_pages import facts_of, render_pdf, render_word

logger = logging.getLogger(__name__)
FORMATS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def _document_of_edition(uuid: UUID, **_suffix: str) -> SelfAssessment:
    return queries.edition_called(uuid).document_of


@may("selfassessment.see_edition", on=_document_of_edition)
def edition(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """A frozen edition as it stands."""
    frozen = queries.edition_called(request.resolver_match.kwargs["uuid"])
    try:
        paper = queries.document_of(frozen)
    except queries.NotAsFrozen:
        return _altered(request, frozen)
    return render(request, "selfassessment/edition.html", {
        "frozen": frozen, "document": document, "paper": paper, "facts": facts_of(paper),
        "small": small_in(of_self_assessment(paper)),
        "may_see": rules.has_perm("selfassessment.see", request.user, document),
    })  # fmt: skip


@may("selfassessment.see_edition", on=_document_of_edition)
def download(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    asked = request.resolver_match.kwargs
    frozen = queries.edition_called(asked["uuid"])
    try:
        paper = queries.document_of(frozen)
    except queries.NotAsFrozen:
        return _altered(request, frozen)
    return _file(paper, asked["suffix"], f"{slugify(document.title)}-edition-{frozen.edition}")


@may("selfassessment.see", on=queries.document_called)
def draft_file(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """The document as it reads now, marked as a draft."""
    suffix = request.resolver_match.kwargs["suffix"]
    return _file(composed(document, request.today), suffix, f"{slugify(document.title)}-draft")


@may("selfassessment.see", on=queries.document_called)
def against_last_year(request: HttpRequest, document: SelfAssessment) -> HttpResponse:
    """Each verdict in both years, and which texts differ; `?show=words` adds what differs in them."""
    before = last_years(document, request.today)
    return render(request, "selfassessment/against_last_year.html", {
        "document": document,
        "parts": beside(before, composed(document, request.today)),
        "previous": document.previous,
        "show_words": request.GET.get("show") == "words",
    })  # fmt: skip


def _file(paper: doc.SelfAssessment, suffix: str, name: str) -> HttpResponse:
    if suffix not in FORMATS:
        raise Http404("A self-assessment is made as PDF and Word.")
    render_it, media_type = FORMATS[suffix]
    response = HttpResponse(render_it(paper), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{suffix}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _altered(request: HttpRequest, frozen: Frozen) -> HttpResponse:
    logger.error("Edition %s of a self-assessment is not as it was frozen", frozen.pk)
    return render(request, "selfassessment/altered.html", {"frozen": frozen}, status=500)
