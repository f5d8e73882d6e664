"""Pages of the schedule: how long classes are kept, what is due, a deletion with its certificate."""

from __future__ import annotations

import json
from collections.abc import Callable

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.people.access import may
from goldenthread.apps.retention import access as access  # states the room's rules
from goldenthread.apps.retention import deleting, queries
from goldenthread.apps.retention.forms import AskDeletion, Decide, SetTime
from goldenthread.apps.retention.kinds import Kind, kind_called
from goldenthread.apps.retention.models import Certificate, Deletion, KeepingTime
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import certificate as paper

SHOWN = 50


@may("retention.see")
def schedule(request: HttpRequest) -> HttpResponse:
    return render(request, "retention/schedule.html", {
        "schedule": queries.schedule(request.today),
        "deletions": [
            (one, kind_called(one.kind)) for one in Deletion.objects.select_related("asked_by")[:SHOWN]
        ],
        "may_keep": rules.has_perm("retention.keep", request.user),
    })  # fmt: skip


@may("retention.keep", on=queries.kind_or_404)
@require_http_methods(["GET", "POST"])
def set_time(request: HttpRequest, kind: Kind) -> HttpResponse:
    kept = KeepingTime.objects.filter(kind=kind.key).first()
    form = SetTime(request.POST or None, initial={
        "version": kept.version if kept else 0, "months": kept.months if kept else kind.months,
        "basis": kept.basis if kept else kind.basis, "decides": kept.decides if kept else "",
    })  # fmt: skip

    def write() -> None:
        deleting.set_time(kind, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="How long are they kept?", caption=kind.label,
                lead=f"It counts from {kind.counts_from}.", done="It was saved.")  # fmt: skip


@may("retention.keep", on=queries.kind_or_404)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, kind: Kind) -> HttpResponse:
    form = AskDeletion(request.POST or None)

    def write() -> Deletion:
        return deleting.ask(kind, **form.cleaned_data, by=request.user, at=request.now, today=request.today)

    return _ask(
        request, form, write, title="Ask for what is due to be deleted", caption=kind.label,
        lead=f"What goes: {kind.what_goes} A second person decides; until then nothing is deleted.",
        done="It was asked for. A second person decides.", submit_text="Ask",
    )  # fmt: skip


@may("retention.see", on=queries.deletion_called)
def deletion(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    certificate = Certificate.objects.filter(deletion=deletion).first()
    return render(request, "retention/deletion.html", {
        "deletion": deletion,
        "kind": kind_called(deletion.kind),
        "certificate": certificate,
        "said": json.loads(certificate.document) if certificate else None,
        "may_decide": deletion.outcome == Deletion.Outcome.ASKED
        and rules.has_perm("retention.decide", request.user, deletion),
    })  # fmt: skip


@may("retention.decide", on=queries.deletion_called)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    form = Decide(request.POST or None)
    kind = kind_called(deletion.kind)

    def write() -> Deletion:
        by = {"by": request.user, "at": request.now}
        if form.cleaned_data["answer"] == "approve":
            deleting.approve(deletion, today=request.today, **by)
        else:
            deleting.refuse(deletion, words=form.cleaned_data["words"], **by)
        return deletion

    label = kind.label if kind else deletion.kind
    return _ask(
        request, form, write, title="Delete what is past its time?", caption=f"{label}: {deletion.count:,}",
        lead=f"What goes: {kind.what_goes if kind else ''} Basis: {deletion.basis}",
        done="Your decision was kept.", cancel=deletion.get_absolute_url(),
    )  # fmt: skip


@may("retention.see", on=queries.certificate_file)
def certificate(request: HttpRequest, wanted: queries.WantedFile) -> HttpResponse:
    found = wanted.certificate
    if wanted.suffix == "json":
        response = HttpResponse(found.document, content_type="application/json")
    else:
        content = paper.render_pdf(json.loads(found.document), found.digest)
        response = HttpResponse(content, content_type="application/pdf")
    name = f"certificate-of-deletion-{found.number}.{wanted.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ask(
    request: HttpRequest, form: Form, write: Callable[[], Model | None], *, title: str, caption: str,
    lead: str, done: str, submit_text: str = "Save", cancel: str = "",
) -> HttpResponse:  # fmt: skip
    """A page that asks one thing; a refusal comes back with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, ValidationError(refusal.words, code=refusal.code))
        else:
            messages.success(request, done)
            return redirect(written or reverse("retention:schedule"))
    return render(request, "form_page.html", {
        "form": form, "title": title, "caption": caption, "lead": lead, "submit_text": submit_text,
        "cancel_href": cancel or reverse("retention:schedule"),
    }, status=422 if form.errors else 200)  # fmt: skip
