"""Pages of a load: bring a file, see what it would change, say what is unclear, accept or set aside."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.loads import access as access  # states the room's rules
from goldenthread.apps.loads import actions, queries
from goldenthread.apps.loads.forms import ChooseFile, Decide, SettleColumns
from goldenthread.apps.loads.importers import importer_for
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

LOADS_ON_A_PAGE = 50


@may("loads.see_loads")
def loads(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.all_loads(), LOADS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "loads/loads.html", {"page": page})


@may("loads.bring_file")
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    form = ChooseFile(
        request.POST or None,
        request.FILES or None,
        initial={"kind": request.GET.get("kind"), "name": request.GET.get("name")},
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            load = actions.read_file(
                file.read(),
                file.name,
                kind=form.cleaned_data["kind"],
                source_name=form.cleaned_data["name"],
                by=request.user,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            return redirect("loads:load", uuid=load.uuid)
    return render(request, "loads/bring.html", {"form": form}, status=422 if form.errors else 200)


@may("loads.see_loads", on=queries.load_called)
def load(request: HttpRequest, load: Load) -> HttpResponse:
    return _load_page(request, load)


@may("loads.decide", on=queries.load_called)
@require_POST
def settle_columns(request: HttpRequest, load: Load) -> HttpResponse:
    form = SettleColumns(load, request.POST)
    if not form.is_valid():
        return _load_page(request, load, columns_form=form, status=422)
    try:
        actions.settle_columns(load, form.mapping(), by=request.user, at=request.now)
    except Refused as refusal:
        form.add_error(None, refusal.words)
        return _load_page(request, load, columns_form=form, status=422)
    messages.success(request, "The columns are remembered, and the file was read again.")
    return redirect("loads:load", uuid=load.uuid)


@may("loads.decide", on=queries.load_called)
@require_POST
def accept(request: HttpRequest, load: Load) -> HttpResponse:
    form = Decide(load.preview, request.POST, doubts=len(queries.problems_of(load, "doubt")))
    if form.is_valid():
        try:
            written = actions.accept(
                load,
                decisions=form.decisions(),
                published_on=form.cleaned_data["published_on"],
                by=request.user,
                at=request.now,
                today=request.today,
            )
        except Refused as refusal:
            load.refresh_from_db()
            form = form.asked_again(load.preview)
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, f"Accepted: {written['words']}")
            return redirect(written["url"])
    return _load_page(request, load, decide_form=form, status=422)


@may("loads.decide", on=queries.load_called)
@require_POST
def set_aside(request: HttpRequest, load: Load) -> HttpResponse:
    try:
        actions.set_aside(load, by=request.user, at=request.now, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "The file was set aside. Nothing of it was written.")
    return redirect("loads:load", uuid=load.uuid)


def _load_page(
    request: HttpRequest,
    load: Load,
    *,
    columns_form: SettleColumns | None = None,
    decide_form: Decide | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = load.state == Load.State.READ
    return render(
        request,
        "loads/load.html",
        {
            "load": load,
            "waiting": waiting,
            "title": importer_for(load.source.kind).title,
            "problems": queries.problems_of(load, "problem"),
            "doubts": queries.problems_of(load, "doubt"),
            "questions": queries.problems_of(load, "question"),
            "notes": queries.problems_of(load, "note"),
            "columns_form": columns_form or SettleColumns(load),
            "form": decide_form or Decide(load.preview, doubts=len(queries.problems_of(load, "doubt"))),
            "changed_kinds": [
                ("New", "new", load.preview["new"]),
                ("Changed", "changed", load.preview["changed"]),
                ("Gone: no longer in the file", "gone", load.preview["gone"]),
            ],
        },
        status=status,
    )
