"""Pages that make a plan and change its settings."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.people.access import may
from goldenthread.apps.plans import actions, queries
from goldenthread.apps.plans.meanwhile import Written, written_since
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.settings_forms import Settings, initial_of
from goldenthread.apps.plans.settling import (
    DUE_SOON_DAYS,
    EVIDENCE_MONTHS,
    STALE_AFTER_DAYS,
    change_settings,
)
from goldenthread.apps.trail.refusals import Refused


@may("plans.edit_plan")
@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest) -> HttpResponse:
    """An empty plan, for those who enter its actions or load them later."""
    form = Settings(request.POST or None, initial={
        "due_soon_days": DUE_SOON_DAYS, "stale_after_days": STALE_AFTER_DAYS,
        "evidence_months": EVIDENCE_MONTHS,
        "rating_key": actions.USUAL_KEY_NAME,
    })  # fmt: skip
    if request.method == "POST" and form.is_valid():
        settings = form.settings()
        try:
            plan = actions.make_plan(
                **settings.columns(), inspections=settings.inspections, by=request.user, at=request.now
            )
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The plan was made.")
            return redirect(plan)
    return render(request, "plans/settings.html", {
        "title": "Make a plan", "form": form,
    }, status=422 if form.errors else 200)  # fmt: skip


@may("plans.edit_plan", on=queries.plan_called)
@require_http_methods(["GET", "POST"])
def plan_settings(request: HttpRequest, plan: Plan) -> HttpResponse:
    form = Settings(request.POST or None, initial=initial_of(plan))
    stale: list[Written] = []
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            plan = change_settings(plan, form.settings(), version=seen, by=request.user, at=request.now)
        except Refused as refusal:
            _refuse(form, refusal)
            if refusal.code == "stale":
                stale = _meanwhile(form, plan, seen)
        else:
            messages.success(request, "The plan’s settings were changed.")
            return redirect(plan)
    return render(request, "plans/settings.html", {
        "title": "Change a plan’s settings", "plan": plan, "form": form, "stale": stale,
    }, status=422 if form.errors else 200)  # fmt: skip


def _refuse(form: Settings, refusal: Refused) -> None:
    form.add_error(refusal.field, ValidationError(refusal.words, code=refusal.code))


def _meanwhile(form: Settings, plan: Plan, seen: int) -> list[Written]:
    """What others wrote, in a form that may be sent again as it stands."""
    plan.refresh_from_db()
    form.data = form.data.copy()
    form.data["version"] = str(plan.version)
    return written_since(plan, seen)
