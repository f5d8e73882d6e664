"""Pages of the audit programme: the calendar, one activity with its steps, and the forms that keep it."""

from __future__ import annotations

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.audits import programme as actions
from goldenthread.apps.audits import queries
from goldenthread.apps.audits.exporting import programme_table
from goldenthread.apps.audits.forms import NarrowProgramme, PlanActivity, TakeStep, activity_initial
from goldenthread.apps.audits.models import Activity, ActivityKind, Step
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download


@may("audits.see")
def programme(request: HttpRequest) -> HttpResponse:
    form = NarrowProgramme(request.GET)
    wanted = form.wanted()
    found = queries.programme(request.today, wanted)
    if request.GET.get("format") == "csv":
        return csv_download(programme_table(found))
    every = found if wanted == queries.Wanted() else queries.programme(request.today)
    return render(request, "audits/programme.html", {
        "quarters": queries.by_quarter(found),
        "late": sum(one.late for one in every),
        "any": bool(every),
        "narrowed": wanted != queries.Wanted(),
        "form": form,
        "may_plan": rules.has_perm("audits.plan", request.user),
        "may_keep": rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


@may("audits.see", on=queries.activity_called)
def activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    shown = queries.planned(activity, request.today)
    return render(request, "audits/activity.html", {
        "one": shown,
        "steps": queries.steps_shown(shown),
        "taken": activity.steps.select_related("recorded_by").order_by("-id"),
        "lines": queries.lines_of(list(activity.audits.select_related("tool"))),
        "open_actions": actions.open_actions(activity),
        "may_plan": rules.has_perm("audits.plan", request.user),
        "may_keep": rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


@may("audits.plan")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanActivity(request.POST or None)

    def write() -> str:
        made = actions.plan_activity(form.says(_kind(request, form)), by=request.user, at=request.now)
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Plan an activity", caption="Audit programme", back="/audits/",
        words="It is in the programme.",
    )  # fmt: skip


def _kind(request: HttpRequest, form: PlanActivity) -> ActivityKind:
    """The kind that was chosen, or the new one that was named."""
    said = form.cleaned_data
    return said["kind"] or actions.add_kind(said["new_kind"], by=request.user, at=request.now)


@may("audits.plan", on=queries.activity_called)
@require_http_methods(["GET", "POST"])
def edit_activity(request: HttpRequest, activity: Activity) -> HttpResponse:
    initial = activity_initial(activity, actions.says_of(activity))
    form = PlanActivity(request.POST or None, revising=True, initial=initial)

    def write() -> str:
        actions.revise_activity(
            activity, form.says(_kind(request, form)), version=form.cleaned_data["version"] or 0,
            reason=form.cleaned_data["reason"], by=request.user, at=request.now,
        )  # fmt: skip
        return activity.get_absolute_url()

    return ask(
        request, form, write, title="Change what is planned", caption=str(activity),
        back=activity.get_absolute_url(), words="It was changed.",
        now=lambda: {"version": queries.activity_called(activity.uuid).version},
    )  # fmt: skip


@may("audits.keep", on=queries.activity_called)
@require_http_methods(["GET", "POST"])
def take_step(request: HttpRequest, activity: Activity) -> HttpResponse:
    shown = queries.planned(activity, request.today)
    following = shown.next.step.value if shown.next else Step.CANCELLED
    form = TakeStep(request.POST or None, initial={"step": following, "done_on": request.today})

    def write() -> str:
        actions.take_step(activity, **form.cleaned_data, today=request.today, by=request.user, at=request.now)
        return activity.get_absolute_url()

    return ask(
        request, form, write, title="Say how far it is", caption=str(activity),
        back=activity.get_absolute_url(), words="It was recorded.",
    )  # fmt: skip
