"""Pages of past minutes: what waits, bringing a paper, and correcting what was read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.files.actions import content_of
from goldenthread.apps.pastminutes import actions
from goldenthread.apps.pastminutes.forms import ActionForm, BringPaper, HeadForm, ItemForm
from goldenthread.apps.pastminutes.models import PastDraft
from goldenthread.apps.people.access import may
from goldenthread.apps.people.models import Post
from goldenthread.apps.trail.refusals import Refused

ON_A_PAGE = 50


@may("pastminutes.bring")
def drafts(request: HttpRequest) -> HttpResponse:
    found = PastDraft.objects.select_related("read_by", "minutes__meeting__body").defer("found", "typed")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pastminutes/drafts.html", {"page": page})


@may("pastminutes.bring")
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    # A form that was sent empty is one that was sent.
    sent = request.method == "POST"
    form = BringPaper(request.POST if sent else None, request.FILES if sent else None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = actions.read_paper(
                name=file.name if file else "", text=form.cleaned_data["text"],
                content=content_of(file) if file else None, by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            return redirect(draft)
    context = {"form": form, "title": "Bring the minutes of a past meeting in", "submit_text": "Read it"}
    return render(request, "pastminutes/bring.html", context, status=422 if form.errors else 200)


def _called(uuid: UUID) -> PastDraft:
    return get_object_or_404(PastDraft.objects.select_related("file", "minutes__meeting__body"), uuid=uuid)


@dataclass
class Row:
    """An item of the page with its actions, and what was read of each."""

    form: ItemForm
    read: Mapping[str, Any]
    asked: list[tuple[ActionForm, Mapping[str, Any]]] = field(default_factory=list)


@may("pastminutes.bring", on=_called)
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: PastDraft) -> HttpResponse:
    """What was read, to be corrected; kept for later, or saved as the meeting's minutes."""
    if not draft.is_open:
        return redirect(draft.minutes) if draft.minutes else redirect("pastminutes:drafts")
    sent = request.POST if request.method == "POST" else None
    head, rows = _forms(draft, sent)
    every = [head, *(row.form for row in rows), *(one for row in rows for one, _ in row.asked)]
    if sent is not None:
        try:
            if request.POST.get("do") == "later":
                typed = {name: value for name, value in sent.items() if not name.startswith("csrf")}
                version = int(sent.get("head-version") or 0)
                actions.keep_typed(draft, typed, version=version, by=request.user, at=request.now)
                messages.success(request, "Your corrections were kept. Nothing else was saved yet.")
                return redirect("pastminutes:drafts")
            # Each is asked, so that every error shows at once.
            if not [one for one in every if not _valid(one)]:
                return _save(request, draft, head, rows)
        except Refused as refusal:
            head.is_valid()
            head.add_error(refusal.field if refusal.field in head.fields else None, refusal.words)
    wrong = sent is not None and any(one.errors for one in every)
    return render(request, "pastminutes/draft.html", {
        "draft": draft, "head": head, "rows": rows, "forms": every if sent is not None else [head],
        "posts": Post.objects.values_list("title", flat=True).distinct(),
    }, status=422 if wrong else 200)  # fmt: skip


@may("pastminutes.bring", on=_called)
@require_POST
def set_aside(request: HttpRequest, draft: PastDraft) -> HttpResponse:
    try:
        actions.set_aside(draft, by=request.user, at=request.now)
    except Refused as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, "It was set aside. Nothing of it was saved.")
    return redirect("pastminutes:drafts")


def _valid(form: HeadForm | ItemForm | ActionForm) -> bool:
    """A minute or an action that is not to be saved need not be whole."""
    if not isinstance(form, HeadForm) and not form["keep"].data:
        form.errors.clear()
        return True
    return form.is_valid()


def _save(request: HttpRequest, draft: PastDraft, head: HeadForm, rows: list[Row]) -> HttpResponse:
    posts = {post.title.casefold(): post for post in Post.objects.all()}
    items = [
        row.form.item(row.read["place"], [
            made for one, read in row.asked
            if one["keep"].data and (made := one.action(read["due_words"], posts, request.today))
        ])
        for row in rows if row.form["keep"].data
    ]  # fmt: skip
    brought = actions.save_minutes(
        draft, head.cleaned_data["body"], head.head(draft), head.people(), items,
        version=head.cleaned_data["version"], today=request.today, by=request.user, at=request.now,
    )  # fmt: skip
    messages.success(request, f"The minutes were saved: {len(items)} minute{'' if len(items) == 1 else 's'}.")
    if brought.not_numbered:
        listed = ", ".join(one.printed or one.title for one in brought.not_numbered)
        messages.warning(
            request, f"Without a number of their own, as another has it or none was read: {listed}."
        )
    return redirect(brought.minutes)


def _forms(draft: PastDraft, sent: Any) -> tuple[HeadForm, list[Row]]:
    """The forms as they were sent, or kept, or as the paper was read."""
    typed = sent if sent is not None else draft.typed or None
    read = draft.found
    first = dict(read["head"]) | {name: "\n".join(lines) for name, lines in read["people"].items()}
    body = Body.objects.filter(name__iexact=read["head"]["body"]).first()
    first |= {"body": body.uuid if body else None, "version": draft.version, "signed": True}
    head = HeadForm(_fresh(typed, draft, sent), prefix="head", initial=first)
    rows = []
    for number, item in enumerate(read["items"]):
        said = item | {"resolutions": "\n".join(item["resolutions"]), "keep": True}
        row = Row(ItemForm(typed, prefix=f"item-{number}", initial=said), item)
        for at, asked in enumerate(item["actions"]):
            one = asked | {"keep": "open" if asked["owner"] or asked["due_on"] else ""}
            row.asked.append((ActionForm(typed, prefix=f"item-{number}-action-{at}", initial=one), asked))
        rows.append(row)
    return head, rows


def _fresh(typed: Any, draft: PastDraft, sent: Any) -> Any:
    """Kept corrections are shown with the version that they now have."""
    return dict(typed) | {"head-version": draft.version} if typed is not None and sent is None else typed
