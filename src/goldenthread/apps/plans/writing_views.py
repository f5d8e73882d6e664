"""The page that changes what an action says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.people.access import may
from goldenthread.apps.plans import actions, queries, revising
from goldenthread.apps.plans.forms import EditAction, recommendation_and_element
from goldenthread.apps.plans.meanwhile import Written
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.refused_forms import say_refusal
from goldenthread.apps.trail.refusals import Refused


@may("plans.edit_plan", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def edit_action(request: HttpRequest, action: Action) -> HttpResponse:
    services = {
        str((service.element or service.recommendation).uuid): service
        for service in action.services.select_related("recommendation", "element")
    }
    form = EditAction(request.POST or None, action=action, initial={
        "version": action.version, "title": action.title, "due": action.due,
        "leads": list(action.leads.values_list("uuid", flat=True)), "serves": list(services),
        "detailed_in": action.detailed_in and action.detailed_in.uuid,
    })  # fmt: skip
    stale: list[Written] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _save_edit(action, form.cleaned_data, services, request)
        except Refused as refusal:
            stale = say_refusal(form, refusal, action)
        else:
            messages.success(request, "The action was changed.")
            return redirect(action)
    return render(request, "plans/edit.html", {
        "action": action, "form": form, "stale": stale,
    }, status=422 if form.errors else 200)  # fmt: skip


def _save_edit(action: Action, said: dict[str, Any], services: dict[str, Any], request: HttpRequest) -> None:
    by, at = request.user, request.now
    says = replace(
        revising.ActionFields.of(action),
        title=said["title"].strip(),
        due=said["due"],
        leads=tuple(said["leads"].order_by("title")),
        detailed_in=said["detailed_in"],
    )
    revising.revise_action(
        action, says, version=said["version"], effective_on=request.today, by=by, at=at, reason=said["reason"]
    )
    for uuid in said["serves"]:
        if uuid not in services:
            recommendation, element = recommendation_and_element(uuid)
            actions.link_to_recommendation(action, recommendation, element=element, by=by, at=at)
    for uuid, service in services.items():
        if uuid not in said["serves"]:
            actions.unlink_from_recommendation(service, by=by, at=at, reason=said["reason"])
