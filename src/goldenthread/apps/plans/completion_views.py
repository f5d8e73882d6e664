"""Pages of completion: asked for, withdrawn, decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files.fields import keep_chosen
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import may
from goldenthread.apps.plans import completing, queries
from goldenthread.apps.plans.forms import AskCompletion, DecideCompletion, WithdrawCompletion
from goldenthread.apps.plans.meanwhile import Written
from goldenthread.apps.plans.models import Action, Completion
from goldenthread.apps.plans.neighbours import figures_of
from goldenthread.apps.plans.refused_forms import error_of, say_refusal
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.trail.refusals import Refused


@may("plans.ask_completion", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def ask_completion(request: HttpRequest, action: Action) -> HttpResponse:
    asked = completing.asked_of(action)
    form = AskCompletion(request.POST or None, request.FILES or None, asked=asked, initial={
        "version": action.version,
    })  # fmt: skip
    stale: list[Written] = []
    if request.method == "POST":
        shown = _shown(form, len(asked), request)
        if form.is_valid():
            said = form.cleaned_data
            try:
                completing.ask_completion(
                    action,
                    completed_on=said["completed_on"],
                    statement=said["statement"],
                    shown=shown,
                    version=said["version"],
                    today=request.today,
                    by=request.user,
                    at=request.now,
                )
            except Refused as refusal:
                stale = say_refusal(form, refusal, action)
            else:
                messages.success(request, "Completion was asked for. Somebody else now decides.")
                return redirect(action)
    return render(request, "plans/ask.html", {
        "action": action, "form": form, "stale": stale, "returned": queries.last_return(action),
    }, status=422 if form.errors else 200)  # fmt: skip


def _shown(form: AskCompletion, count: int, request: HttpRequest) -> dict[int, completing.Shown]:
    """What is shown for each thing by its place, its files kept already."""
    shown = {}
    for place in range(count):
        files = keep_chosen(form, f"files_{place}", by=request.user, at=request.now)
        shown[place] = completing.Shown(form.cleaned_data.get(f"shown_{place}", ""), files)
    return shown


@may("plans.decide_completion", on=queries.completion_called)
@require_http_methods(["GET", "POST"])
def decide_completion(request: HttpRequest, completion: Completion) -> HttpResponse:
    form = DecideCompletion(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accept = form.cleaned_data["decision"] == "accept"
        try:
            completing.decide_completion(
                completion,
                accept=accept,
                reason=form.cleaned_data["reason"],
                today=request.today,
                by=request.user,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(refusal.field, error_of(refusal))
        else:
            words = "The completion was accepted." if accept else "The action went back to its lead."
            messages.success(request, words)
            return redirect(completion.action)
    action = completion.action
    points = completing.points_of(completion)
    figures = figures_of(action, request.today)
    return render(request, "plans/decide.html", {
        "completion": completion,
        "action": action,
        "state": state_on(action, today=request.today),
        "points": [(point, figures.get(point.indicator_id, [])) for point in points],
        "lacking": completing.lacking(completion, points),
        "attached": StoredFile.objects.filter(update__action=action).distinct(),
        "own": completion.asked_by_id == request.user.pk,
        "form": form,
    }, status=422 if form.errors else 200)  # fmt: skip


@may("plans.withdraw_completion", on=queries.completion_called)
@require_http_methods(["GET", "POST"])
def withdraw_completion(request: HttpRequest, completion: Completion) -> HttpResponse:
    form = WithdrawCompletion(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            completing.withdraw_completion(
                completion, reason=form.cleaned_data["reason"], today=request.today, by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, error_of(refusal))
        else:
            messages.success(request, "The request was withdrawn. You can ask again.")
            return redirect(completion.action)
    return render(request, "plans/withdraw.html", {
        "form": form, "title": "Withdraw the request for completion", "caption": completion.action,
        "cancel_href": completion.action.get_absolute_url(), "submit_text": "Withdraw it",
    }, status=422 if form.errors else 200)  # fmt: skip
