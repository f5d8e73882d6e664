"""The forms of inspections: each asks one thing, calls one action, and goes back to where it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.inspections import actions, correcting, found_before, queries, recurring
from goldenthread.apps.inspections.assessing import assess as record_assessment
from goldenthread.apps.inspections.forms import (
    AddElement,
    AddJudgement,
    AddRecommendation,
    Assess,
    CorrectJudgement,
    EditInspection,
    EndAccountability,
    FoundBefore,
    MakeAccountable,
    RecordInspection,
    WithdrawFoundBefore,
)
from goldenthread.apps.inspections.models import Inspection, Recommendation, Recurrence
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("inspections.edit_inspections")
@require_http_methods(["GET", "POST"])
def record_inspection(request: HttpRequest) -> HttpResponse:
    form = RecordInspection(request.POST or None)

    def write() -> Inspection:
        return actions.record_inspection(**form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Record an inspection", words="The inspection was recorded.")


@may("inspections.edit_inspections", on=queries.inspection_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    initial = {name: getattr(inspection, name, None) for name in EditInspection.base_fields}
    initial["seen"] = correcting.revisions_of(inspection)
    form = EditInspection(request.POST or None, initial=initial)

    def write() -> Inspection:
        return correcting.revise_inspection(inspection, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, title="Change the inspection", words="The inspection was changed.",
        on=inspection, template="inspections/edit.html",
    )  # fmt: skip


@may("inspections.edit_inspections", on=queries.inspection_called)
@require_http_methods(["GET", "POST"])
def correct_judgement(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = CorrectJudgement(inspection, request.POST or None)

    def write() -> Inspection:
        correcting.correct_judgement(inspection, **form.cleaned_data, by=request.user, at=request.now)
        return inspection

    return _ask(
        request, form, write, title="Correct a judgement", words="The judgement was corrected.", on=inspection
    )


@may("inspections.edit_inspections", on=queries.inspection_called)
@require_http_methods(["GET", "POST"])
def add_judgement(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = AddJudgement(inspection, request.POST or None)

    def write() -> Inspection:
        actions.add_judgement(inspection, **form.cleaned_data, by=request.user, at=request.now)
        return inspection

    return _ask(
        request, form, write, title="Add a judgement", words="The judgement was added.", on=inspection
    )


@may("inspections.edit_inspections", on=queries.inspection_called)
@require_http_methods(["GET", "POST"])
def add_recommendation(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = AddRecommendation(request.POST or None)

    def write() -> Recommendation:
        return actions.add_recommendation(inspection, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request,
        form,
        write,
        title="Add a recommendation",
        words="The recommendation was added.",
        on=inspection,
    )


@may("inspections.edit_inspections", on=queries.recommendation_called)
@require_http_methods(["GET", "POST"])
def add_element(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    form = AddElement(request.POST or None)

    def write() -> Recommendation:
        actions.add_element(recommendation, **form.cleaned_data, by=request.user, at=request.now)
        return recommendation

    return _ask(
        request, form, write, title="Add an element", words="The element was added.", on=recommendation
    )


@may("inspections.edit_inspections", on=queries.recommendation_called)
@require_http_methods(["GET", "POST"])
def make_accountable(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    form = MakeAccountable(request.POST or None)

    def write() -> Recommendation:
        actions.make_accountable(recommendation, **form.cleaned_data, by=request.user, at=request.now)
        return recommendation

    return _ask(
        request,
        form,
        write,
        title="Say which body answers",
        words="The body was recorded.",
        on=recommendation,
    )


@may("inspections.edit_inspections", on=queries.recommendation_called)
@require_http_methods(["GET", "POST"])
def end_accountability(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    form = EndAccountability(request.POST or None, initial={"ends": request.today})

    def write() -> Recommendation:
        actions.end_accountability(recommendation, **form.cleaned_data, by=request.user, at=request.now)
        return recommendation

    return _ask(
        request, form, write, title="Say that no body answers any more", words="It was recorded.",
        on=recommendation,
    )  # fmt: skip


@may("inspections.edit_inspections", on=queries.recommendation_called)
@require_http_methods(["GET", "POST"])
def say_found_before(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    initial = {"earlier": request.GET.get("earlier")}
    form = FoundBefore(found_before.earlier_ones(recommendation), request.POST or None, initial=initial)

    def write() -> Recommendation:
        recurring.say_found_before(recommendation, **form.cleaned_data, by=request.user, at=request.now)
        return recommendation

    return _ask(
        request, form, write, title="Say that the same was found before", words="It was recorded.",
        on=recommendation, template="inspections/say_found_before.html",
        alike=found_before.may_be_the_same(recommendation),
    )  # fmt: skip


@may("inspections.edit_inspections", on=found_before.recurrence_called)
@require_http_methods(["GET", "POST"])
def withdraw_found_before(request: HttpRequest, recurrence: Recurrence) -> HttpResponse:
    form = WithdrawFoundBefore(request.POST or None)

    def write() -> Recommendation:
        given = {**form.cleaned_data, "by": request.user, "at": request.now}
        return recurring.withdraw_found_before(recurrence, **given).recommendation

    return _ask(
        request, form, write, title="Withdraw that the same was found before", words="It was withdrawn.",
        on=recurrence.recommendation,
    )  # fmt: skip


@may("inspections.assess", on=queries.recommendation_called)
@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    [line] = queries.standings([recommendation], as_at=request.today)
    initial = {
        "assessed_on": request.today,
        "body": line.body,
        "seen": recommendation.assessments.count(),
        "element": recommendation.elements.filter(reference=request.GET.get("element")).first(),
    }
    form = Assess(recommendation, request.POST or None, initial=initial)

    def write() -> Recommendation:
        record_assessment(
            recommendation, **form.cleaned_data, by=request.user, at=request.now, today=request.today
        )
        return recommendation

    return _ask(
        request, form, write, title="Record an assessment", words="The assessment was recorded.",
        on=recommendation, template="inspections/assess.html", line=line,
    )  # fmt: skip


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Inspection | Recommendation], *, title: str,
    words: str, on: Inspection | Recommendation | None = None, template: str = "inspections/form.html",
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to what was written to; what was typed stays where it was refused."""
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
            stale = refusal.code == "stale"
        else:
            messages.success(request, words)
            return redirect(written)
    if stale:
        # Sending the form again then means: having seen theirs, mine too.
        form.data = form.data.copy()
        form.data["seen"], context["theirs"] = _as_it_is_now(on, request)
    context |= {"form": form, "title": title, "on": on}
    return render(request, template, context, status=422 if form.errors else 200)


def _as_it_is_now(on: Inspection | Recommendation | None, request: HttpRequest) -> tuple[int, Any]:
    """What somebody else wrote meanwhile: how much there is of it now, and what it says."""
    if isinstance(on, Inspection):
        return correcting.revisions_of(on), queries.inspection_called(on.uuid)
    return on.assessments.count(), queries.history_of(on, as_at=request.today)
