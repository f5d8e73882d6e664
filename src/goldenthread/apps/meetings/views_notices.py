"""Pages of notices: by when each agenda has to be public, how days are counted, and recesses."""

from __future__ import annotations

from uuid import UUID

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.bodies.exporting import csv_download
from goldenthread.apps.meetings.counting import choose_counting, counting_chosen
from goldenthread.apps.meetings.exporting import notices_table
from goldenthread.apps.meetings.forms import AddRecess, ChooseCounting, FilterNotices
from goldenthread.apps.meetings.models import CountingChoice, Recess
from goldenthread.apps.meetings.notices import notices_coming
from goldenthread.apps.meetings.recesses import add_recess as write_recess
from goldenthread.apps.meetings.recesses import recesses
from goldenthread.apps.meetings.recesses import withdraw_recess as take_recess_back
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

ON_A_PAGE = 50


@may("meetings.see")
def notices(request: HttpRequest) -> HttpResponse:
    form = FilterNotices(request.GET)
    found = notices_coming(request.today, request.now, form.asked())
    if request.GET.get("format") == "csv":
        return csv_download(notices_table(found))
    return render(request, "meetings/notices.html", {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": FilterNotices(request.GET),
        "narrowed": form.asked() is not None,
        "counting": counting_chosen(),
        "chosen": CountingChoice.objects.exists(),
        "may_edit": rules.has_perm("meetings.edit", request.user),
    })  # fmt: skip


@may("meetings.edit")
@require_http_methods(["GET", "POST"])
def counting(request: HttpRequest) -> HttpResponse:
    now = counting_chosen()
    form = ChooseCounting(request.POST or None, initial={
        "exclude_weekends": now.exclude_weekends, "exclude_bank_holidays": now.exclude_bank_holidays,
        "cut_off": now.cut_off,
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            choose_counting(**form.cleaned_data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, "Clear days are counted so from now on.")
            return redirect("meetings:notices")
    return render(request, "meetings/counting.html", {
        "form": form, "title": "How clear days are counted",
        "past": CountingChoice.objects.select_related("decided_by").order_by("-recorded_at", "-id"),
    }, status=422 if form.errors else 200)  # fmt: skip


@may("meetings.see")
def recesses_list(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/recesses.html", {
        "coming": recesses(request.today),
        "past": recesses().filter(ends__lt=request.today).order_by("-starts")[:20],
        "may_edit": rules.has_perm("meetings.edit", request.user),
    })  # fmt: skip


@may("meetings.edit")
@require_http_methods(["GET", "POST"])
def add_recess(request: HttpRequest) -> HttpResponse:
    form = AddRecess(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_recess(**form.cleaned_data, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, "The recess was added. No meeting is proposed on its days.")
            return redirect("meetings:recesses")
    context = {"form": form, "title": "Add a recess"}
    return render(request, "meetings/recess_form.html", context, status=422 if form.errors else 200)


def _recess(uuid: UUID) -> Recess:
    return get_object_or_404(Recess, uuid=uuid)


@may("meetings.edit", on=_recess)
@require_POST
def withdraw_recess(request: HttpRequest, recess: Recess) -> HttpResponse:
    try:
        take_recess_back(recess, by=request.user, at=request.now)
    except Refused as refusal:
        messages.warning(request, refusal.words)
    else:
        messages.success(request, f"{recess} is no recess any more.")
    return redirect("meetings:recesses")
