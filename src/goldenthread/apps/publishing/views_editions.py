"""Pages of what was published: an edition as its readers have it, and with every number for who may."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from goldenthread.apps.people.access import may
from goldenthread.apps.publishing import access as access  # states the room's rules
from goldenthread.apps.publishing import editions, queries
from goldenthread.apps.publishing.changed import corrected_since
from goldenthread.apps.publishing.editions import FORMATS, UNREADABLE, Format
from goldenthread.apps.publishing.models import Edition
from goldenthread.documents.published_scorecard import SYMBOLS, PublishedScorecard

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class WantedFile:
    """An edition and the kind of file that it is wanted as."""

    edition: Edition
    form: Format


def file_called(uuid: UUID, suffix: str) -> WantedFile:
    """The edition of this id as this kind of file. Raises Http404."""
    if suffix not in FORMATS:
        raise Http404("An edition is made as PDF, Excel, CSV and JSON.")
    return WantedFile(queries.edition_called(uuid), FORMATS[suffix])


@may("publishing.see_editions")
def published(request: HttpRequest) -> HttpResponse:
    """Every edition that was published, newest first."""
    return render(request, "publishing/published.html", {"editions": queries.all_editions()})


@may("publishing.see_editions", on=queries.edition_called)
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        told = editions.in_ledger(edition)
        paper = editions.public_document(edition)
    except UNREADABLE as failure:
        return _unreadable(request, edition, failure)
    return _page(request, edition, paper, in_ledger=told, digest=edition.digest)


@may("publishing.see_internal", on=queries.edition_called)
def internal(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The same with every number. Not for publication."""
    try:
        told = editions.in_ledger(edition)
        paper = editions.internal_document(edition)
    except UNREADABLE as failure:
        return _unreadable(request, edition, failure)
    return _page(request, edition, paper, in_ledger=told, digest=edition.internal_digest)


def _page(
    request: HttpRequest, edition: Edition, paper: PublishedScorecard, *, in_ledger: object, digest: str
) -> HttpResponse:
    newer, may_see = queries.newest_edition(edition), rules.has_perm("publishing.see", request.user)
    return render(request, "publishing/edition.html", {
        "edition": edition, "paper": paper, "in_ledger": in_ledger, "formats": FORMATS.values(),
        # That a figure changed may tell of a hidden one: for those who prepare the next edition.
        "corrected": corrected_since(edition) if may_see and not newer else [],
        "digest_parts": [digest[place : place + 8] for place in range(0, 64, 8)],
        "symbols": SYMBOLS.items(), "newer": newer,
        "headings": [period for period in paper.periods if period],
        "may_see_internal": rules.has_perm("publishing.see_internal", request.user),
        "may_see": may_see,
        "check_href": queries.check_address(edition.scorecard, edition.period),
    })  # fmt: skip


@may("publishing.see_editions", on=file_called)
def download(request: HttpRequest, wanted: WantedFile) -> HttpResponse:
    try:
        editions.in_ledger(wanted.edition)
        paper = editions.public_document(wanted.edition)
    except UNREADABLE as failure:
        return _unreadable(request, wanted.edition, failure)
    return _file(paper, wanted.form)


@may("publishing.see_internal", on=file_called)
def download_internal(request: HttpRequest, wanted: WantedFile) -> HttpResponse:
    try:
        editions.in_ledger(wanted.edition)
        paper = editions.internal_document(wanted.edition)
    except UNREADABLE as failure:
        return _unreadable(request, wanted.edition, failure)
    return _file(paper, wanted.form)


def _file(paper: PublishedScorecard, form: Format) -> HttpResponse:
    response = HttpResponse(form.render(paper), content_type=form.media_type)
    name = editions.file_name(paper, form.suffix)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _unreadable(request: HttpRequest, edition: Edition, failure: Exception) -> HttpResponse:
    logger.error("Edition %s cannot be read: %s", edition.pk, type(failure).__name__)
    return render(request, "publishing/unreadable.html", {"edition": edition}, status=500)
