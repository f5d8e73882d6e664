"""Pages of papers: put on an item, one paper with where it is used, its appendices; and opening it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import rules
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.agendas import attaching, queries
from goldenthread.apps.agendas.asking import ask, tell
from goldenthread.apps.agendas.forms import (
    LANGUAGES,
    DescribePaper,
    FromSource,
    TakeOff,
    UploadPaper,
    UsedBefore,
)
from goldenthread.apps.agendas.listing import kind_words, used_lately
from goldenthread.apps.agendas.models import Item, Paper, PaperOn
from goldenthread.apps.agendas.restricting import parts_served
from goldenthread.apps.agendas.sources import Offered, paper_sources, source_called
from goldenthread.apps.files import store
from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class OnItem:
    """A paper on an item, as an address names it."""

    item: Item
    on: PaperOn


def on_item_called(uuid: UUID, paper: UUID) -> OnItem:
    """The paper on the item of these ids. Raises Http404."""
    item = queries.item_called(uuid)
    on = get_object_or_404(PaperOn.objects.select_related("paper"), item=item, paper__uuid=paper)
    on.item = item
    return OnItem(item, on)


def appendix_called(uuid: UUID) -> Paper:
    """The appendix of this id. Raises Http404, also for a paper that is none."""
    paper = queries.paper_called(uuid)
    if paper.appendix_of is None:
        raise Http404("This paper is no appendix.")
    return paper


@may("agendas.edit", on=queries.item_called)
@require_http_methods(["GET", "POST"])
def add_paper(request: HttpRequest, item: Item) -> HttpResponse:
    """Put papers on an item: uploaded, from what a room made (?from=made), or used before (?from=before)."""
    way = request.GET.get("from", "")
    form, write = WAYS.get(way, _uploaded)(request, item)
    return ask(
        request, form, write, title="Add papers", words="The item has its papers.",
        caption=f"Item {item.number}, {item.title}", back=item.get_absolute_url(), way=way, item=item,
        template="agendas/add_paper.html", submit_text="Add to the item",
    )  # fmt: skip


def _uploaded(request: HttpRequest, item: Item) -> tuple[UploadPaper, Callable[[], object]]:
    form = UploadPaper(request.POST or None, request.FILES or None)
    files = keep_chosen(form, "file", by=request.user, at=request.now) if request.method == "POST" else []
    return form, lambda: attaching.attach_files(item, files, form.says(), by=request.user, at=request.now)


def _made(request: HttpRequest, item: Item) -> tuple[FromSource, Callable[[], object]]:
    body = item.agenda.meeting.body
    offers = [(source, source.offers(body, request.today)) for source in paper_sources()]
    form = FromSource(request.POST or None, offers=offers)

    def write() -> PaperOn:
        kind, _, uuid = form.cleaned_data["offered"].rpartition(" ")
        return attaching.attach_from(item, kind, UUID(uuid), by=request.user, at=request.now)

    return form, write


def _before(request: HttpRequest, item: Item) -> tuple[UsedBefore, Callable[[], object]]:
    there = item.papers_on.values_list("paper", flat=True)
    papers = used_lately(item.agenda.meeting.body, there, request.today)
    form = UsedBefore(request.POST or None, papers=papers)
    return form, lambda: attaching.attach_again(
        item, form.cleaned_data["paper"], by=request.user, at=request.now
    )


WAYS = {"made": _made, "before": _before}


@may("agendas.edit", on=on_item_called)
@require_POST
def move_paper(request: HttpRequest, wanted: OnItem) -> HttpResponse:
    up = request.POST.get("do") == "up"
    return tell(
        request, lambda: attaching.move_paper(wanted.on, up, by=request.user, at=request.now),
        "The papers have another order.", wanted.item.get_absolute_url(),
    )  # fmt: skip


@may("agendas.edit", on=on_item_called)
@require_http_methods(["GET", "POST"])
def take_paper_off(request: HttpRequest, wanted: OnItem) -> HttpResponse:
    published = wanted.item.agenda.is_published
    form = TakeOff(request.POST if request.method == "POST" else None, published=published)

    def write() -> None:
        attaching.take_paper_off(
            wanted.on, reason=form.cleaned_data["reason"], by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Take the paper off the item", caption=wanted.on.paper,
        words="The paper was taken off.", back=wanted.item.get_absolute_url(), submit_text="Take it off",
        lead="The paper stays on record, and on other items that it serves.",
    )  # fmt: skip


@may("agendas.see_paper", on=queries.paper_called)
def paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper: where it is used, its appendices, and whether it is open."""
    in_part_1, in_part_2 = parts_served(paper)
    return render(request, "agendas/paper.html", {
        "paper": paper, "kind": kind_words(paper),
        "language": dict(LANGUAGES).get(paper.language, paper.language), "uses": queries.uses_of(paper),
        "offered": _offered(paper),
        "restricted": not in_part_1, "serves_both": in_part_1 and in_part_2,
        "appendices": queries.appendices_of([paper.pk]).get(paper.pk, []),
        "may_edit": rules.has_perm("agendas.edit", request.user) and paper.removed_at is None,
    })  # fmt: skip


@may("agendas.see_paper", on=queries.paper_called)
def open_paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The paper's own file, or the PDF that its room makes; as a download, so that a browser runs nothing."""
    try:
        content, media_type, name = _content(paper)
    except store.Unreadable as failure:
        logger.error("File %s cannot be read from the store", paper.file_id)
        raise Http404("This file cannot be read from the store.") from failure
    except Refused as refusal:
        messages.error(request, refusal.words)
        return redirect(paper)
    attaching.note_opened(paper, by=request.user, at=request.now)
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _content(paper: Paper) -> tuple[bytes, str, str]:
    if paper.file is not None:
        return store.get(paper.file.sha256), paper.file.media_type, paper.file.name
    source = source_called(paper.source)
    if source is None or paper.source_uuid is None:
        raise Refused("What made this paper is no longer here, so no file can be had of it.")
    return source.pdf(paper.source_uuid), "application/pdf", f"{slugify(paper.title) or 'paper'}.pdf"


def _offered(paper: Paper) -> Offered | None:
    source = source_called(paper.source)
    return source.describe(paper.source_uuid) if source and paper.source_uuid else None


@may("agendas.edit", on=queries.paper_called)
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Change what a paper is called, its language and alternative text."""
    initial = {name: getattr(paper, name) for name in ("version", "title", "language", "alt")}
    form = DescribePaper(request.POST or None, initial=initial)
    form.fields["title"].help_text = ""
    if paper.file is None or paper.file.media_type not in attaching.IMAGES:
        del form.fields["alt"]

    def write() -> Paper:
        version = form.cleaned_data["version"] or 0
        return attaching.describe_paper(paper, form.says(), version=version, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Describe the paper", words="The paper was described.", caption=paper,
        back=paper.get_absolute_url(), now=paper,
    )  # fmt: skip


@may("agendas.edit", on=queries.paper_called)
@require_http_methods(["GET", "POST"])
def add_appendix(request: HttpRequest, paper: Paper) -> HttpResponse:
    form = UploadPaper(request.POST or None, request.FILES or None)
    files = keep_chosen(form, "file", by=request.user, at=request.now) if request.method == "POST" else []
    back = paper.get_absolute_url()
    return ask(
        request, form,
        lambda: attaching.add_appendices(paper, files, form.says(), by=request.user, at=request.now),
        title="Add appendices", words="The paper has its appendices.", caption=paper, back=back,
        submit_text="Add to the paper",
    )  # fmt: skip


@may("agendas.edit", on=appendix_called)
@require_POST
def move_appendix(request: HttpRequest, appendix: Paper) -> HttpResponse:
    up = request.POST.get("do") == "up"
    return tell(
        request, lambda: attaching.move_appendix(appendix, up, by=request.user, at=request.now),
        "The appendices have another order.", appendix.appendix_of.get_absolute_url(),
    )  # fmt: skip


@may("agendas.edit", on=appendix_called)
@require_http_methods(["GET", "POST"])
def remove_appendix(request: HttpRequest, appendix: Paper) -> HttpResponse:
    paper = appendix.appendix_of
    form = forms.Form(request.POST if request.method == "POST" else None)
    return ask(
        request, form, lambda: attaching.remove_appendix(appendix, by=request.user, at=request.now),
        title="Take the appendix off", caption=appendix, words="The appendix was taken off.",
        back=paper.get_absolute_url(), submit_text="Take it off",
        lead=f"It is no longer an appendix of {paper.title}. It stays on record.",
    )  # fmt: skip
