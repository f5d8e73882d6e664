"""Pages on which an officer asks: first who will be asked for what, then the letters go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.chasing import actions, queries
from goldenthread.apps.chasing.choosing import (
    ALL_OPEN,
    Preview,
    Which,
    wanted_of_plan,
    wanted_of_scorecard,
    without_a_role,
)
from goldenthread.apps.chasing.forms import DUE_SOON, Ask, AskForUpdates
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.commentary.access import LEADS, WRITERS
from goldenthread.apps.commentary.queries import ScorecardInPeriod, scorecard_in_period_called
from goldenthread.apps.people.access import may
from goldenthread.apps.plans.access import UPDATERS
from goldenthread.apps.plans.models import Plan
from goldenthread.apps.plans.queries import plan_called
from goldenthread.apps.trail.refusals import Refused


@may("chasing.chase", on=plan_called)
@require_http_methods(["GET", "POST"])
def ask_for_updates(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Ask for updates of a plan's actions."""
    standing = queries.open_round_of(plan)
    form = AskForUpdates(request.POST or None, replaces=standing is not None)

    def preview(which: Which) -> Preview:
        return wanted_of_plan(plan, which, today=request.today)

    def send(which: Which, asking: actions.Asking) -> Round:
        return actions.ask_for_updates(
            plan, which, asking, today=request.today, by=request.user, at=request.now
        )

    return _asked(request, form, preview, send, {
        "title": "Ask for updates", "answers": UPDATERS, "about": plan, "back": plan.get_absolute_url(),
        "standing": standing,
    })  # fmt: skip


@may("chasing.ask_for_words", on=scorecard_in_period_called)
@require_http_methods(["GET", "POST"])
def ask_for_words(request: HttpRequest, found: ScorecardInPeriod) -> HttpResponse:
    """Ask for words on a scorecard's measures in a period."""
    standing = queries.open_round_on(found.scorecard, found.period)
    form = Ask(request.POST or None, replaces=standing is not None)

    def preview(which: Which) -> Preview:
        return wanted_of_scorecard(found.scorecard, which, today=request.today)

    def send(which: Which, asking: actions.Asking) -> Round:
        return actions.ask_for_words(
            found.scorecard, found.period, which, asking, today=request.today, by=request.user,
            at=request.now,
        )  # fmt: skip

    return _asked(request, form, preview, send, {
        "title": "Ask for commentary", "answers": (*WRITERS, *LEADS),
        "about": f"{found.scorecard}, {found.period}",
        "back": reverse("commentary:list", kwargs=found.address), "standing": standing,
    })  # fmt: skip


def _asked(
    request: HttpRequest,
    form: Ask,
    preview: Callable[[Which], Preview],
    send: Callable[[Which, actions.Asking], Round],
    context: dict[str, Any],
) -> HttpResponse:
    """Show who will be asked, until the officer sends what they saw.

    `answers` in the context: the roles that let somebody type an answer.
    """
    shown: Preview | None = None
    if request.method == "POST" and form.is_valid():
        seen = _seen(request.POST.getlist("seen"))
        which = _which(form.cleaned_data)
        if request.POST.get("do") == "send":
            try:
                round = send(Which(chosen=set(seen)), _asking(form.cleaned_data, seen))
            except Refused as refusal:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None,
                    ValidationError(refusal.words, code=refusal.code),
                )
            else:
                messages.success(request, "The letters are on their way.")
                return redirect(round)
        shown = preview(which)
        context["unable"] = without_a_role(shown, context["answers"], today=request.today)
        ticked = set(seen) if request.POST.get("do") == "send" else None
        context["boxes"] = [
            (sought, ticked is None or sought.subject.uuid in ticked) for sought in shown.by_subject
        ]
    return render(request, "chasing/ask.html", context | {
        "form": form, "preview": shown,
    }, status=422 if form.errors else 200)  # fmt: skip


def _which(said: dict[str, Any]) -> Which:
    return Which(due_within=said["days"]) if said.get("which") == DUE_SOON else ALL_OPEN


def _asking(said: dict[str, Any], seen: dict[UUID, str]) -> actions.Asking:
    return actions.Asking(
        due_on=said["due_on"],
        message=said["message"],
        remind_before=said["remind_before"],
        seen=seen,
        replace=said.get("replace", False),
    )


def _seen(texts: list[str]) -> dict[UUID, str]:
    """What the officer saw of each ticked action or measure; what no page of ours sent is left out."""
    found = {}
    for text in texts:
        uuid, _, digest = text.partition(" ")
        try:
            found[UUID(uuid)] = digest
        except ValueError:
            continue
    return found
