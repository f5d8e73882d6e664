"""Pages of computed measures: how one is computed, whether it agrees with what was published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import queries
from goldenthread.apps.measures.computed import compared_with_published
from goldenthread.apps.measures.derivations import (
    define_derivation,
    derivation_of,
    derivations_told,
    end_derivation,
    in_words,
)
from goldenthread.apps.measures.derived_forms import DefineDerivation, EndDerivation
from goldenthread.apps.measures.deriving import recompute
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.derived import Operation


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def computed(request: HttpRequest, measure: Measure) -> HttpResponse:
    """How a measure is computed, each version of that, and each figure beside the published one."""
    known_at = request.moment.known_at
    measures_as_known([measure], known_at)
    told = derivations_told(measure, known_at)
    context = {
        "measure": measure,
        "derivation": derivation_of(measure, known_at),
        "versions": [(one, in_words(one)) for one in told],
        "compared": compared_with_published(measure, as_at=request.moment.as_at, known_at=known_at),
    }
    return render(request, "measures/computed.html", context)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def define(request: HttpRequest, measure: Measure) -> HttpResponse:
    told = derivations_told(measure)
    held = told[0] if told else None
    form = DefineDerivation(request.POST or None, measure=measure, held=held)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            define_derivation(
                measure, Operation(given["operation"]), form.terms, per=given["per"], reason=given["reason"],
                seen=given["seen"], by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == "stale":
                form = _with_theirs_seen(request, measure)
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The measure is computed. Its figures follow those that it is made of.")
            return redirect("measures:computed", uuid=measure.uuid)
    context = {
        "form": form, "title": "Compute this measure from others", "caption": str(measure),
        "submit_text": "Compute it", "cancel_href": reverse("measures:computed", args=[measure.uuid]),
        "lead": f"Now: {in_words(held)}." if held else "",
    }  # fmt: skip
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


def _with_theirs_seen(request: HttpRequest, measure: Measure) -> DefineDerivation:
    """The person's own words again: sending the form once more is their decision."""
    newest = derivations_told(measure)[0]
    data = request.POST.copy()
    data["seen"] = str(newest.version)
    return DefineDerivation(data, measure=measure, held=newest)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, measure: Measure) -> HttpResponse:
    told = derivations_told(measure)
    form = EndDerivation(request.POST or None, initial={"seen": told[0].version if told else 0})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            end_derivation(
                measure, reason=given["reason"], seen=given["seen"], by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The measure is no longer computed.")
            return redirect("measures:computed", uuid=measure.uuid)
    context = {
        "form": form, "title": "Stop computing this measure", "caption": str(measure),
        "submit_text": "Stop computing it", "cancel_href": reverse("measures:computed", args=[measure.uuid]),
    }  # fmt: skip
    return render(request, "form_page.html", context, status=422 if form.errors else 200)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def compute_again(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Compute the figures anew from what holds now: after the measure's decimal places or unit changed."""
    if request.method == "POST":
        written = recompute([measure.pk], by=request.user, at=request.now)
        words = f"{written} figures are new." if written else "Every figure was as it should be."
        messages.success(request, words)
        return redirect("measures:computed", uuid=measure.uuid)
    context = {"measure": measure, "derivation": derivation_of(measure)}
    return render(request, "measures/compute_again.html", context)
