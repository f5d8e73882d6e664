"""Pages of what was loaded: bring files, follow them, read the report, delete a load, set how long."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.cases import bringing as bringings
from goldenthread.apps.cases import keeping, reports
from goldenthread.apps.cases.forms import BringFiles, DeleteLoad, SetKeeping
from goldenthread.apps.cases.models import Bringing, Decided, Deletion
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.trail.refusals import Refused

CASE_DATA = "Case data"
SHOWN = 20


@may("cases.see_loads")
@quietly
def loads(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/loads.html", {
        "state": reports.store_state(request.today),
        "at_work": [one for one in Bringing.objects.all()[:SHOWN] if one.is_at_work or one.problem],
        "gone": Deletion.objects.exclude(decided=Decided.LET_STAND).select_related("asked_by")[:SHOWN],
        "may_load": rules.has_perm("cases.load", request.user),
        "may_keep": rules.has_perm("cases.keep", request.user),
    })  # fmt: skip


@may("cases.load")
@require_http_methods(["GET", "POST"])
@quietly
def bring(request: HttpRequest) -> HttpResponse:
    form = BringFiles(request.POST or None, request.FILES or None)

    def write() -> Bringing:
        said = form.cleaned_data
        return bringings.bring(
            said["files"], snapshot_on=said["snapshot_on"], covers_from=said["covers_from"],
            today=request.today, by=request.user, at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="Load case data", caption=CASE_DATA, back=reverse("cases:loads"),
        submit_text="Load", words="The files were brought. They are deleted as soon as they are read.",
        template="cases/bring.html",
    )  # fmt: skip


@may(
    "cases.see_loads",
    on=lambda uuid: get_object_or_404(Bringing.objects.select_related("asked_by"), uuid=uuid),
)
@quietly
def bringing(request: HttpRequest, bringing: Bringing) -> HttpResponse:
    """How far a bringing is; when it is done, what came of it."""
    if request.htmx:
        response = render(request, "cases/progress.html", {"bringing": bringing})
        if not bringing.is_at_work:
            response["HX-Refresh"] = "true"
        return response
    return render(request, "cases/bringing.html", {
        "bringing": bringing, "loads": reports.lines_called(bringing.loads, request.today),
    })  # fmt: skip


@may("cases.see_loads")
@quietly
def load(request: HttpRequest, load: str) -> HttpResponse:
    return render(request, "cases/load.html", {
        "one": _shown(load, request),
        "may_keep": rules.has_perm("cases.keep", request.user),
    })  # fmt: skip


@may("cases.keep")
@require_http_methods(["GET", "POST"])
@quietly
def ask_to_delete(request: HttpRequest, load: str) -> HttpResponse:
    shown = _shown(load, request)
    if shown.deletion is not None:
        return redirect("cases:decide_deletion", uuid=shown.deletion.uuid)
    form = DeleteLoad(request.POST or None)

    def write() -> str:
        asked = keeping.ask_to_delete(
            load, reason=form.cleaned_data["reason"], by=request.user, at=request.now
        )
        return reverse("cases:decide_deletion", args=[asked.uuid])

    return ask(
        request, form, write, title="Delete this load", caption=shown.line.title,
        back=reverse("cases:load", args=[load]), submit_text="Go on",
        words="Nothing is deleted yet. Read what goes, and say it again.",
        lead="Its rows go, past recovery, and what was written on children who are in no other load. Figures "
        "that were taken from it stay.",
    )  # fmt: skip


@may("cases.keep", on=lambda uuid: get_object_or_404(Deletion.objects.select_related("asked_by"), uuid=uuid))
@require_http_methods(["GET", "POST"])
@quietly
def decide_deletion(request: HttpRequest, deletion: Deletion) -> HttpResponse:
    """The second step: delete it for good, or let it stand."""
    if request.method == "POST":
        try:
            if "delete" in request.POST:
                gone = keeping.delete_load(deletion, by=request.user, at=request.now)
                messages.success(request, f"The load was deleted: {gone.rows:,} rows.")
                return redirect("cases:loads")
            keeping.let_stand(deletion, by=request.user, at=request.now)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "The load stays.")
        return redirect("cases:loads")
    return render(request, "cases/decide_deletion.html", {
        "deletion": deletion, "one": reports.load_shown(deletion.load, request.today),
    })  # fmt: skip


@may("cases.keep")
@require_http_methods(["GET", "POST"])
@quietly
def set_keeping(request: HttpRequest) -> HttpResponse:
    held = keeping.keeping()
    form = SetKeeping(request.POST or None, initial={
        "months": held.months, "basis": held.basis, "authority": held.authority, "version": held.version,
    })  # fmt: skip

    def write() -> None:
        said = form.cleaned_data
        keeping.set_keeping(
            authority=said["authority"], months=said["months"], basis=said["basis"],
            version=said["version"] or 0, by=request.user, at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="How long case data is kept", caption=CASE_DATA,
        then=reverse("cases:loads"), words="It was set.", now=lambda: {"version": keeping.keeping().version},
        lead="A load is deleted in the night after its time is over.",
    )  # fmt: skip


def _shown(load: str, request: HttpRequest) -> reports.LoadShown:
    shown = reports.load_shown(load, request.today)
    if shown is None:
        raise Http404("There is no such load.")
    return shown
