"""Pages that change an action: an update, completion asked for and decided, what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.files.actions import keep
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.access import may
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans import actions, completing, queries, revising, updating
from goldenthread.apps.plans.access import leads
from goldenthread.apps.plans.forms import (
    AskCompletion,
    DecideCompletion,
    EditAction,
    PostUpdate,
    recommendation_and_element,
)
from goldenthread.apps.plans.meanwhile import Written, written_since
from goldenthread.apps.plans.models import Action, Completion
from goldenthread.apps.plans.neighbours import panels_of
from goldenthread.apps.plans.states import state_on
from goldenthread.apps.trail.refusals import Refused

ON_BEHALF_LIMIT = 200


@may("plans.update_action", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def post_update(request: HttpRequest, action: Action) -> HttpResponse:
    """An update; with `?for=lead`, the lead's words entered by somebody else, and marked so."""
    form = PostUpdate(request.POST or None, request.FILES or None, action=action, initial={
        "version": action.version,
    })  # fmt: skip
    on_behalf_of = _leads_in_words(action) if request.GET.get("for") == "lead" else ""
    stale: list[Written] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                updating.post_update(
                    action,
                    level=said["level"],
                    narrative=said["narrative"],
                    next_steps=said["next_steps"],
                    due_after=said["due_after"],
                    move_reason=said["move_reason"],
                    evidence=_kept(said["evidence"], request),
                    on_behalf_of=on_behalf_of,
                    version=said["version"],
                    effective_on=request.today,
                    by=request.user,
                    at=request.now,
                )
        except Refused as refusal:
            stale = _refuse(form, refusal, action, request)
        else:
            messages.success(request, "Your update was posted.")
            return redirect(action)
    said_before = action.updates.exclude(narrative="", stated_text="", level=None)
    last = said_before.order_by("-effective_on", "-id").first()
    return render(request, "plans/update.html", {
        "action": action, "form": form, "last": last, "on_behalf_of": on_behalf_of, "stale": stale,
        "others_words": _leads_in_words(action) and not leads(request.user, action),
    }, status=422 if form.errors else 200)  # fmt: skip


@may("plans.ask_completion", on=queries.action_called)
@require_http_methods(["GET", "POST"])
def ask_completion(request: HttpRequest, action: Action) -> HttpResponse:
    asked = completing.asked_of(action)
    form = AskCompletion(request.POST or None, request.FILES or None, asked=asked, initial={
        "version": action.version,
    })  # fmt: skip
    stale: list[Written] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                completing.ask_completion(
                    action,
                    completed_on=said["completed_on"],
                    statement=said["statement"],
                    shown=_shown(said, len(asked), request),
                    version=said["version"],
                    today=request.today,
                    by=request.user,
                    at=request.now,
                )
        except Refused as refusal:
            stale = _refuse(form, refusal, action, request)
        else:
            messages.success(request, "Completion was asked for. Somebody else now decides.")
            return redirect(action)
    return render(request, "plans/ask.html", {
        "action": action, "form": form, "stale": stale,
    }, status=422 if form.errors else 200)  # fmt: skip


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
            form.add_error(refusal.field, _error(refusal))
        else:
            words = "The completion was accepted." if accept else "The action went back to its lead."
            messages.success(request, words)
            return redirect(completion.action)
    action = completion.action
    return render(request, "plans/decide.html", {
        "completion": completion,
        "action": action,
        "state": state_on(action, today=request.today),
        "answers": completion.answers.select_related("indicator").prefetch_related("files"),
        "lacking": completing.lacking(completion),
        "attached": StoredFile.objects.filter(update__action=action).distinct(),
        "own": completion.asked_by_id == request.user.pk,
        "panels": panels_of(action, request.today),
        "form": form,
    }, status=422 if form.errors else 200)  # fmt: skip


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
            stale = _refuse(form, refusal, action, request)
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


def _shown(said: dict[str, Any], count: int, request: HttpRequest) -> dict[int, completing.Shown]:
    return {
        place: completing.Shown(said[f"shown_{place}"], _kept(said[f"files_{place}"], request))
        for place in range(count)
    }


def _kept(files: Iterable[UploadedFile], request: HttpRequest) -> list[StoredFile]:
    by: Person = request.user
    return [keep(file.read(), file.name, by=by, at=request.now, effective_on=None) for file in files]


def _leads_in_words(action: Action) -> str:
    posts = ", ".join(action.leads.order_by("title").values_list("title", flat=True))
    return (posts or action.lead_text)[:ON_BEHALF_LIMIT]


def _error(refusal: Refused) -> ValidationError:
    return ValidationError(refusal.words, code=refusal.code)


def _refuse(form: Any, refusal: Refused, action: Action, request: HttpRequest) -> list[Written]:
    """Say the refusal in the form. Where it was stale: what others wrote, and a form that may be sent again.

    What the person typed stands in the form as they typed it; files have to be chosen again.
    """
    form.add_error(refusal.field if refusal.field in form.fields else None, _error(refusal))
    if request.FILES:
        form.add_error(None, "Choose your files again: a browser does not keep them.")
    if refusal.code != "stale":
        return []
    action.refresh_from_db()
    seen = form.cleaned_data["version"]
    form.data = form.data.copy()
    form.data["version"] = str(action.version)
    return written_since(action, seen)
