"""Pages that show plans and their actions."""

from __future__ import annotations

import rules
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.people.access import may
from goldenthread.apps.plans import plan_list, plan_page, queries
from goldenthread.apps.plans.access import scope_of
from goldenthread.apps.plans.completing import asked_of
from goldenthread.apps.plans.exporting import actions_as_csv, plans_as_csv
from goldenthread.apps.plans.forms import Narrow, NarrowPlans
from goldenthread.apps.plans.models import Action, Completion, Plan, Update
from goldenthread.apps.plans.neighbours import panels_of, plan_panels_of
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.plans.then import put_action_back, put_plans_back
from goldenthread.apps.plans.told import asked_then, completions_told, services_told, updates_told
from goldenthread.apps.plans.vacancies import without_anybody
from goldenthread.apps.trail.moments import shows_moments

UPDATES_SHOWN = 20


@may("plans.see_plans")
@shows_moments
def plans(request: HttpRequest) -> HttpResponse:
    within, moment = scope_of(request.user), request.moment
    everything = queries.plan_summaries(
        today=request.today, within=within, as_at=moment.as_at, known_at=moment.known_at
    )
    form = NarrowPlans(request.GET, summaries=everything)
    summaries = plan_list.ordered(
        plan_list.narrowed(everything, form.asked()), request.GET.get("sort"), request.GET.get("direction")
    )
    if request.GET.get("format") == "csv":
        return _csv(plans_as_csv(summaries), "plans.csv")
    decides = not moment.is_past and rules.has_perm("plans.decide_completion", request.user)
    return render(request, "plans/plans.html", {
        "summaries": summaries,
        "any": bool(everything),
        "form": form,
        "narrowed": bool(form.asked()),
        "waiting": queries.waiting_for_decision() if decides else [],
        "loads": not moment.is_past and rules.has_perm("loads.bring_file", request.user),
        "edits": not moment.is_past and rules.has_perm("plans.edit_plan", request.user),
    })  # fmt: skip


@may("plans.see_plan", on=queries.plan_called)
@shows_moments
def plan(request: HttpRequest, plan: Plan) -> HttpResponse:
    moment = request.moment
    put_plans_back([plan], moment.known_at)
    states = queries.actions_of(
        plan, today=request.today, within=scope_of(request.user), as_at=moment.as_at, known_at=moment.known_at
    )
    form = Narrow(request.GET, plan=plan, states=states)
    asked = form.asked()
    fitting = plan_page.narrowed(states, asked)
    vacant = asked.get("lead") == plan_page.NOBODY_IN_POST
    if vacant:
        fitting = without_anybody(fitting, today=request.today)
    shown = plan_page.ordered(fitting, request.GET.get("sort"), request.GET.get("direction"))
    if request.GET.get("format") == "csv":
        return _csv(actions_as_csv(shown), f"{slugify(plan.name)}.csv")
    grouping = plan_page.grouping_called(request.GET.get("by"))
    page, groups = plan_page.one_page(plan_page.grouped(shown, grouping), request.GET.get("page"))
    return render(request, "plans/plan.html", {
        "plan": plan,
        "edits": not moment.is_past and rules.has_perm("plans.edit_plan", request.user),
        "counts": queries.counts(states),
        "any": bool(states),
        "form": form,
        "narrowed": any(name != "by" for name in asked),
        "in_part": scope_of(request.user) is not None,
        "fills_posts": vacant and rules.has_perm("people.manage_posts", request.user),
        "shown": len(shown),
        "grouping": grouping,
        "groupings": [(one, one is grouping) for one in plan_page.GROUPINGS],
        "page": page,
        "groups": groups,
        "panels": plan_panels_of(plan, moment.as_at or request.today, moment.known_at),
    })  # fmt: skip


@may("plans.see_action", on=queries.action_called)
@shows_moments
def action(request: HttpRequest, action: Action) -> HttpResponse:
    if request.moment.is_past:
        return _action_of_then(request, action)
    updates = _updates_of(action)
    everything = "all" in request.GET.getlist("updates")
    return render(request, "plans/action.html", {
        "action": action,
        "state": state_on(action, today=request.today),
        "services": action.services.select_related("recommendation__inspection", "element").order_by(
            "recommendation__sort_key", "element__reference"
        ),
        "leads": action.leads.select_related("organisation").order_by("title"),
        "asked": asked_of(action),
        "updates": updates if everything else updates[:UPDATES_SHOWN],
        "updates_count": updates.count(),
        "moves": updates.filter(due_before__isnull=False),
        "changes": queries.changes_of(action),
        "completions": action.completions.select_related("asked_by", "decided_by").order_by("-id"),
        "open_request": action.completions.filter(outcome=Completion.Outcome.ASKED).first(),
        "panels": panels_of(action, request.today),
        "may": {
            name: rules.has_perm(f"plans.{name}", request.user, action)
            for name in ("update_action", "ask_completion", "decide_completion", "edit_plan")
        },
    })  # fmt: skip


def _action_of_then(request: HttpRequest, action: Action) -> HttpResponse:
    """The page of an action as it stood; it can be read and not written to."""
    as_at, known_at = request.moment.as_at, request.moment.known_at
    state = state_on(action, today=request.today, as_at=as_at, known_at=known_at)
    if state is None:
        return render(request, "plans/not_yet.html", {"action": action})
    updates = updates_told(_updates_of(action), as_at, known_at)
    completions = completions_told(action, as_at, known_at)
    put_plans_back([action.plan], known_at)
    said = put_action_back(action, as_at, known_at)
    everything = "all" in request.GET.getlist("updates")
    return render(request, "plans/action.html", {
        "action": action,
        "state": state,
        "services": services_told(action, known_at),
        "leads": [{"title": lead.name} for lead in state.leads],
        "asked": asked_then(said),
        "updates": updates if everything else updates[:UPDATES_SHOWN],
        "updates_count": updates.count(),
        "moves": updates.filter(due_before__isnull=False),
        "changes": queries.changes_of(action, as_at=as_at, known_at=known_at),
        "completions": completions,
        "panels": panels_of(action, as_at, known_at),
        "may": {},
    })  # fmt: skip


def _updates_of(action: Action) -> QuerySet[Update]:
    """Newest first."""
    return (
        action.updates.select_related("level", "recorded_by", "load__file")
        .prefetch_related("evidence")
        .order_by("-effective_on", "-id")
    )


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
