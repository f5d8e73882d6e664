"""Pages after a decision: conditions and their discharge, and whether a sign-off stands after a fall."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download, put_refusal
from goldenthread.apps.signoff import conditions as conditions_
from goldenthread.apps.signoff import queries, settling
from goldenthread.apps.signoff.comparing import since
from goldenthread.apps.signoff.exporting import conditions_table
from goldenthread.apps.signoff.forms import Discharge, NarrowConditions, Settle
from goldenthread.apps.signoff.measuring import measure_now
from goldenthread.apps.signoff.models import Case, Condition, Decision, Settlement
from goldenthread.apps.trail.queries import about
from goldenthread.apps.trail.refusals import Refused


@may("signoff.see")
def conditions(request: HttpRequest) -> HttpResponse:
    form = NarrowConditions(request.GET, auto_id="filter_%s")
    found = conditions_.narrowed(form.asked(), request.today)
    lines = [conditions_.condition_line(one, request.today, measure_now(one, request.today)) for one in found]
    if request.GET.get("format") == "csv":
        return csv_download(conditions_table(lines))
    return render(request, "signoff/conditions.html", {
        "lines": lines, "filter": form, "any": bool(lines) or Condition.objects.exists(),
    })  # fmt: skip


@may("signoff.see", on=queries.condition_called)
def condition(request: HttpRequest, condition: Condition) -> HttpResponse:
    return render(request, "signoff/condition.html", {
        "line": conditions_.condition_line(condition, request.today, measure_now(condition, request.today)),
        "case": condition.decision.case,
        "may_discharge": rules.has_perm("signoff.record", request.user),
        "happenings": about(condition.uuid, limit=20),
    })  # fmt: skip


@may("signoff.record", on=queries.condition_called)
@require_http_methods(["GET", "POST"])
def discharge(request: HttpRequest, condition: Condition) -> HttpResponse:
    decision = condition.decision
    now = measure_now(condition, request.today)
    form = Discharge(
        request.POST or None,
        resolutions=queries.resolutions_since(decision.case.body, decision.decided_on),
    )

    def write() -> object:
        return conditions_.discharge(
            condition, **form.cleaned_data, shown=now.kept if now else {}, by=request.user, at=request.now,
            today=request.today,
        )  # fmt: skip

    return ask(
        request, form, write, title="Discharge the condition", caption=condition.words,
        words="The condition is discharged.", then=condition.get_absolute_url(),
        submit_text="Discharge it", template="signoff/discharge.html",
        also={"line": conditions_.condition_line(condition, request.today, now), "body": decision.case.body},
    )  # fmt: skip


@may("signoff.settle", on=queries.case_called)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, case: Case) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("recorded_by"), case=case)
    decision.case = case
    found = since(decision, request.today)
    form = Settle(request.POST or None, initial={"marks": found.marks})
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, decision, form, found.material)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, "It was recorded.")
            return redirect(case)
    return render(request, "signoff/settle.html", {
        "case": case, "decision": decision, "since": found, "form": form,
        "happenings": about(decision.uuid, limit=20),
    }, status=422 if form.errors else 200)  # fmt: skip


def _write(request: HttpRequest, decision: Decision, form: Settle, changes: object) -> None:
    said = form.cleaned_data
    told = {
        "reason": said["reason"], "changes": changes, "marks": said["marks"], "by": request.user,
        "at": request.now, "today": request.today,
    }  # fmt: skip
    if said["outcome"] == Settlement.Outcome.REOPENED:
        settling.reopen(decision, status=said["status"], **told)
    else:
        settling.keep(decision, **told)
