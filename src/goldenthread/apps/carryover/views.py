"""Pages of carrying over (choose what goes, say where) and of monitoring."""

from __future__ import annotations

import rules
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.carryover import queries
from goldenthread.apps.carryover.arranging import arrange_monitoring
from goldenthread.apps.carryover.carrying import carry_over
from goldenthread.apps.carryover.exporting import monitoring_csv
from goldenthread.apps.carryover.forms import Arrange, CarryOverForm, Filter
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.queries import recommendation_called, standings
from goldenthread.apps.people.access import may
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.queries import plan_called
from goldenthread.apps.trail.moments import moment_of
from goldenthread.apps.trail.refusals import Refused


@may("carryover.edit", on=plan_called)
def choose(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What is left of the plan, each with a box; what is chosen is sent to the next page."""
    left = queries.left_of(plan, request.today)
    context = {"plan": plan, "left": left, "nothing_chosen": "chosen" in request.GET}
    return render(request, "carryover/choose.html", context)


@may("carryover.edit", on=plan_called)
@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Where the chosen actions go. Without any it goes back to the choice."""
    wanted = set((request.POST or request.GET).getlist("action"))
    left = queries.left_of(plan, request.today)
    chosen = [one for one in left if str(one.state.uuid) in wanted and not one.held_by]
    if not chosen and request.method == "GET":
        return redirect(f"{reverse('carryover:choose', args=[plan.uuid])}?chosen=none")
    form = CarryOverForm(plan, chosen, request.POST or None, initial={"carried_on": request.today})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("to_plan", "new_plan", "carried_on", "reason")}
        try:
            carried = carry_over(
                plan, form.going(), **said, today=request.today, by=request.user, at=request.now
            )
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, f"{_actions(len(chosen))} carried over to {carried.to_plan}.")
            return redirect(carried.to_plan)
    context = {"plan": plan, "form": form}
    return render(request, "carryover/carry.html", context, status=422 if form.errors else 200)


@may("carryover.see")
def monitoring(request: HttpRequest) -> HttpResponse:
    form, moment = Filter(request.GET), moment_of(request)
    found = queries.monitoring(form.narrowed(), as_at=moment.as_at or request.today, known_at=moment.known_at)
    if request.GET.get("format") == "csv":
        response = HttpResponse(monitoring_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="monitoring.csv"'
        return response
    return render(
        request,
        "carryover/monitoring.html",
        {
            "found": found,
            "filter": Filter(request.GET),
            "narrowed": any(request.GET.get(name) for name in form.fields),
            "without": sum(not one.through for one in found),
            "may_edit": _may_edit(request),
        },
    )


@may("carryover.see", on=recommendation_called)
def arrangement(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    moment = moment_of(request)
    as_at, known_at = moment.as_at or request.today, moment.known_at
    [line] = standings([recommendation], as_at=as_at, known_at=known_at)
    versions = queries.history_of(recommendation, as_at=as_at, known_at=known_at)
    return render(
        request,
        "carryover/arrangement.html",
        {
            "one": recommendation,
            "line": line,
            "versions": versions,
            "may_edit": _may_edit(request) and not moment.is_past,
        },
    )


@may("carryover.edit", on=recommendation_called)
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    form = Arrange(request.POST or None, initial=_as_initial(recommendation, request))
    theirs = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {
            "supports": queries.supports_called(form.cleaned_data.get("supports", ()))
        }
        try:
            arrange_monitoring(recommendation, **said, today=request.today, by=request.user, at=request.now)
        except Refused as refusal:
            _refuse(form, refusal)
            if refusal.code == "stale":
                # Sending the form again then means: having seen theirs, mine.
                theirs = recommendation.monitoring_arrangements.order_by("number").last()
                form.data = form.data.copy()
                form.data["seen"] = theirs.number
        else:
            messages.success(request, "It was recorded how the recommendation is monitored.")
            return redirect("carryover:arrangement", uuid=recommendation.uuid)
    context = {"form": form, "one": recommendation, "theirs": theirs}
    return render(request, "carryover/arrange.html", context, status=422 if form.errors else 200)


def _as_initial(recommendation: Recommendation, request: HttpRequest) -> dict[str, object]:
    """What the newest version says, to be changed."""
    last = recommendation.monitoring_arrangements.order_by("number").last()
    if last is None:
        return {"effective_on": request.today, "seen": 0}
    return {
        "effective_on": request.today,
        "seen": last.number,
        "through": [one.body.uuid for one in last.through.select_related("body")],
        "supports": [str(one.subject) for one in last.supports.all()],
        "supported_by": last.supported_by,
        "planned_actions": last.planned_actions,
        "why_none": last.why_none,
    }


def _refuse(form: forms.Form, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)


def _actions(number: int) -> str:
    return "1 action was" if number == 1 else f"{number} actions were"


def _may_edit(request: HttpRequest) -> bool:
    return rules.has_perm("carryover.edit", request.user)
