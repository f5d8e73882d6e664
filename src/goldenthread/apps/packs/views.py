"""Pages of published packs: all of them, one of them, its bytes, and the register of a restricted one."""

from __future__ import annotations

import logging

import rules
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from goldenthread.apps.files import store
from goldenthread.apps.packs import actions, queries
from goldenthread.apps.packs.exporting import openings_csv, packs_csv
from goldenthread.apps.packs.forms import Filter
from goldenthread.apps.packs.models import Pack
from goldenthread.apps.people.access import may

logger = logging.getLogger(__name__)
ON_A_PAGE = 50


@may("packs.see")
def packs(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    found = queries.pack_list(form.wanted())
    if request.GET.get("format") == "csv":
        return csv_response(packs_csv(found), "packs.csv")
    return render(request, "packs/packs.html", {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": Filter(request.GET),
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "may_build": rules.has_perm("packs.build", request.user),
    })  # fmt: skip


@may("packs.see", on=queries.pack_called)
def pack(request: HttpRequest, pack: Pack) -> HttpResponse:
    """What is in a pack and where, what it changed; of a restricted one only for who may open it."""
    editions = list(queries.editions_of(pack))
    return render(request, "packs/pack.html", {
        "pack": pack,
        "newer": editions[0] if editions[0].edition > pack.edition else None,
        "editions": editions if len(editions) > 1 else [],
        "digest_parts": [pack.sha256[place : place + 8] for place in range(0, 64, 8)],
        "may_open": not pack.is_restricted or rules.has_perm("packs.open_restricted", request.user, pack),
        "may_build": rules.has_perm("packs.build", request.user),
        "may_see_register": pack.is_restricted and rules.has_perm("packs.see_register", request.user),
    })  # fmt: skip


@may("packs.see", on=queries.public_pack_called)
def download(request: HttpRequest, pack: Pack) -> HttpResponse:
    return _bytes_of(request, pack)


@may("packs.open_restricted", on=queries.restricted_pack_called)
def download_restricted(request: HttpRequest, pack: Pack) -> HttpResponse:
    """A restricted pack. That it was opened is written in its register."""
    return _bytes_of(request, pack)


@may("packs.see_register", on=queries.restricted_pack_called)
def register(request: HttpRequest, pack: Pack) -> HttpResponse:
    found = queries.openings_of(pack)
    if request.GET.get("format") == "csv":
        return csv_response(openings_csv(pack, found), "register.csv")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "packs/register.html", {"pack": pack, "page": page})


def _bytes_of(request: HttpRequest, pack: Pack) -> HttpResponse:
    try:
        content = actions.open_pack(pack, by=request.user, at=request.now)
    except store.Unreadable as failure:
        logger.error("Pack %s cannot be read from the store", pack.pk)
        raise Http404("This pack cannot be read from the store.") from failure
    return pdf_response(content, pack.file_name, kept=not pack.is_restricted)


def pdf_response(content: bytes, name: str, *, kept: bool) -> HttpResponse:
    """A PDF as a download. `kept`: whether a browser may keep it after the reader has left."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if not kept:
        response["Cache-Control"] = "no-store"
    return response


def csv_response(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
