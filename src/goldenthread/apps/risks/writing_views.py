"""The forms of risks: each asks one thing, calls one action, and goes back to the risk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.risks import actions, controlling, lifecycle, queries
from goldenthread.apps.risks import writing_forms as asked
from goldenthread.apps.risks.models import Risk, RiskControl, RiskScale
from goldenthread.apps.risks.scale_forms import SetScale
from goldenthread.apps.risks.scales import scale_for
from goldenthread.apps.trail.refusals import Refused

either = require_http_methods(["GET", "POST"])


@may("risks.edit_scale")
@either
def set_scale(request: HttpRequest) -> HttpResponse:
    newest = RiskScale.objects.order_by("-number").first()
    form = SetScale(newest, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_scale(
                form.says(), seen=form.cleaned_data["seen"] or 0, effective_on=request.today,
                reason=form.cleaned_data.get("reason", ""), by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            put_refusal(form, refusal)
            if refusal.code == "stale" and newest:
                form.data = form.data.copy()
                form.data["seen"] = str(newest.number)
        else:
            messages.success(request, "The scale was set. Scores that were given before keep their own.")
            return redirect("risks:scale")
    return render(request, "risks/set_scale.html", {
        "form": form, "title": "Change the risk scale" if newest else "Set the risk scale", "newest": newest,
    }, status=422 if form.errors else 200)  # fmt: skip


@may("risks.edit")
@either
def add(request: HttpRequest) -> HttpResponse:
    form = asked.AddRisk(request.POST or None, initial={"opened_on": request.today})

    def write() -> Risk:
        found = form.cleaned_data
        return actions.add_risk(
            form.says(), opened_on=found["opened_on"], body=found["body"], reference=found["reference"],
            today=request.today, by=request.user, at=request.now,
        )  # fmt: skip

    return ask(
        request, form, write, title="Add a risk", caption="Risk register", words="The risk was added.",
        back=reverse("risks:risks"),
    )  # fmt: skip


@may("risks.edit", on=queries.risk_called)
@either
def edit(request: HttpRequest, risk: Risk) -> HttpResponse:
    form = asked.ReviseRisk(risk, request.POST or None)

    def write() -> None:
        found = form.cleaned_data
        actions.revise_risk(
            risk, form.says(), version=found["version"] or 0, reason=found["reason"],
            effective_on=request.today, by=request.user, at=request.now,
        )  # fmt: skip

    return _ask(request, form, write, risk, "Change what it says", "The risk was changed.")


@may("risks.score", on=queries.risk_called)
@either
def score(request: HttpRequest, risk: Risk) -> HttpResponse:
    scale = scale_for(request.today)
    initial = {"version": risk.version, "effective_on": request.today, "kind": "current"}
    form = asked.ScoreRisk(scale, request.POST or None, initial=initial)

    def write() -> None:
        found = dict(form.cleaned_data)
        actions.score_risk(
            risk, **found | {"version": found["version"] or 0}, today=request.today, by=request.user,
            at=request.now,
        )  # fmt: skip

    lead = "" if scale else "There is no scale yet. The improvement officer sets it first."
    return _ask(request, form, write, risk, "Score it", "It was scored.", lead=lead)


@may("risks.score", on=queries.risk_called)
@either
def review(request: HttpRequest, risk: Risk) -> HttpResponse:
    scale = scale_for(request.today)
    usual = request.today + timedelta(days=scale.review_days) if scale else None
    initial = {"version": risk.version, "effective_on": request.today, "next_on": usual}
    form = asked.ReviewRisk(scale, request.POST or None, initial=initial)

    def write() -> None:
        found = form.cleaned_data
        lifecycle.review_risk(
            risk, words=found["words"], next_on=found["next_on"], levels=form.levels(),
            version=found["version"] or 0, effective_on=found["effective_on"], today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip

    return _ask(request, form, write, risk, "Review it", "The review was recorded.")


@may("risks.decide", on=queries.risk_called)
@either
def escalate(request: HttpRequest, risk: Risk) -> HttpResponse:
    higher = lifecycle.above(risk.body) if risk.body else list(Body.objects.all())
    return _move(request, risk, lifecycle.escalate, higher, "Escalate it", "It was escalated.")


@may("risks.decide", on=queries.risk_called)
@either
def de_escalate(request: HttpRequest, risk: Risk) -> HttpResponse:
    bodies = Body.objects.select_related("reports_to__reports_to__reports_to")
    lower = [body for body in bodies if risk.body and risk.body in lifecycle.above(body)]
    return _move(request, risk, lifecycle.de_escalate, lower, "Give it back", "It was given back.")


def _move(
    request: HttpRequest, risk: Risk, move: Callable[..., Any], bodies: list[Body], title: str, words: str
) -> HttpResponse:
    initial = {"version": risk.version, "effective_on": request.today}
    form = asked.MoveRisk(bodies, request.POST or None, initial=initial)
    lead = f"It is on the register of {risk.body}." if risk.body else "No body keeps it yet."
    if not bodies:
        lead += " No body stands there: say who reports to whom on the page of the body first."
    return _ask(request, form, _on(request, form, risk, move), risk, title, words, lead=lead)


@may("risks.decide", on=queries.risk_called)
@either
def close(request: HttpRequest, risk: Risk) -> HttpResponse:
    form = _ending(request, risk)
    write = _on(request, form, risk, lifecycle.close_risk)
    return _ask(request, form, write, risk, "Close it", "The risk was closed. It stays on record.")


@may("risks.decide", on=queries.risk_called)
@either
def reopen(request: HttpRequest, risk: Risk) -> HttpResponse:
    form = _ending(request, risk)
    write = _on(request, form, risk, lifecycle.reopen_risk)
    return _ask(request, form, write, risk, "Open it again", "The risk is open again.")


@may("risks.edit", on=queries.risk_called)
@either
def ties(request: HttpRequest, risk: Risk) -> HttpResponse:
    """What treats a risk and what it bears on: ties to add, and those that stand, each to be ended."""
    standing = _standing(risk)
    ending = request.POST.get("end", "")
    form = asked.TieRisk(request.POST if request.method == "POST" and not ending else None)
    told = {"by": request.user, "at": request.now}
    if ending in standing:
        try:
            actions.untie_risk(risk, standing[ending][1], **told)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "The tie was ended. It stays on record.")
        return redirect("risks:ties", risk.uuid)
    if request.method == "POST" and not ending and form.is_valid():
        for record in filter(None, form.cleaned_data.values()):
            actions.tie_risk(risk, record, **told)
        messages.success(request, "It was tied.")
        return redirect("risks:ties", risk.uuid)
    return render(request, "risks/ties.html", {
        "form": form, "risk": risk, "standing": [(key, *said) for key, said in standing.items()],
        "title": "What treats it and what it bears on",
    }, status=422 if form.errors else 200)  # fmt: skip


def _standing(risk: Risk) -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for tie in risk.treatments.select_related("action__plan").filter(ended_at=None):
        found[f"action {tie.action.uuid}"] = ("Treated by", tie.action)
    for tie in queries.recommendations_of(risk):
        found[f"recommendation {tie.recommendation.uuid}"] = ("Bears on", tie.recommendation)
    for tie in queries.measures_of(risk):
        found[f"measure {tie.measure.uuid}"] = ("Shown by", tie.measure)
    return found


@may("risks.edit", on=queries.risk_called)
@either
def add_control(request: HttpRequest, risk: Risk) -> HttpResponse:
    form = asked.AddControl(request.POST or None, initial={"effective_on": request.today})

    def write() -> None:
        controlling.add_control(risk, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, risk, "Add a control", "The control was added.")


@may("risks.score", on=queries.control_called)
@either
def assure(request: HttpRequest, control: RiskControl) -> HttpResponse:
    form = asked.AssureControl(request.POST or None, initial={"effective_on": request.today})

    def write() -> None:
        controlling.assure_control(
            control, **form.cleaned_data, today=request.today, by=request.user, at=request.now
        )

    title = "Say what was found of a control"
    return _ask(request, form, write, control.risk, title, "It was recorded.", lead=control.text)


@may("risks.edit", on=queries.control_called)
@either
def end_control(request: HttpRequest, control: RiskControl) -> HttpResponse:
    form = asked.EndControl(request.POST or None, initial={"effective_on": request.today})

    def write() -> None:
        controlling.end_control(control, **form.cleaned_data, by=request.user, at=request.now)

    words = "It is no longer relied on, and stays on record."
    return _ask(request, form, write, control.risk, "Rely on it no longer", words, lead=control.text)


def _ending(request: HttpRequest, risk: Risk) -> asked.EndRisk:
    initial = {"version": risk.version, "effective_on": request.today}
    return asked.EndRisk(request.POST or None, initial=initial)


def _on(request: HttpRequest, form: forms.Form, risk: Risk, act: Callable[..., Any]) -> Callable[[], None]:
    """The act upon a risk with what the form says."""

    def write() -> None:
        found = dict(form.cleaned_data)
        act(
            risk, **found | {"version": found["version"] or 0}, today=request.today, by=request.user,
            at=request.now,
        )  # fmt: skip

    return write


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], risk: Risk, title: str, words: str,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    return ask(
        request, form, write, title=title, caption=str(risk), words=words, then=risk.get_absolute_url(),
        lead=lead, subject=risk if "version" in form.fields else None,
    )  # fmt: skip
