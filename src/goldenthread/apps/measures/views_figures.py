"""Pages on which a person types a figure, the first of a period or the correction of one, or a target."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import queries
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.doubt_forms import data_with
from goldenthread.apps.measures.doubting import DOUBT, beside, doubts_of_target, row_of
from goldenthread.apps.measures.figure_forms import ChoosePeriod, RecordFigure
from goldenthread.apps.measures.forms import SetTarget
from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.queries import where_from
from goldenthread.apps.measures.recorded import target_in
from goldenthread.apps.measures.typed import (
    FigurePlace,
    record_figure,
    source_to_type,
    type_target,
    version_of,
)
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("measures.record_figure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, measure: Measure) -> HttpResponse:
    """The board's figure of `?period=`, from the source that it uses; without one, which period it is of."""
    asked = ChoosePeriod(request.GET if "period" in request.GET else None)
    if not asked.is_valid():
        context = {"form": asked, "measure": measure, "title": "Record a figure", "caption": str(measure)}
        return render(request, "measures/choose_period.html", context, status=422 if asked.errors else 200)
    period = asked.cleaned_data["period"]
    return figure_page(request, FigurePlace(measure, period, source=source_to_type(measure, period)))


@may("measures.record_figure", on=queries.observation_called)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, observation: Observation) -> HttpResponse:
    """A figure that stands, of whatever area and source."""
    return figure_page(request, FigurePlace.of(observation))


def figure_page(request: HttpRequest, place: FigurePlace) -> HttpResponse:
    held = place.held
    form = RecordFigure(request.POST or None, place=place, held=held)
    others_recorded, doubts = False, []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            written = record_figure(
                place, given["figure"], seen=given["version"], note=given["note"],
                numerator=given["numerator"], denominator=given["denominator"],
                population=given.get("population", ""), said=form.said(),
                published_on=given["published_on"], today=request.today, by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if others_recorded := refusal.code == "stale":
                form = _with_their_figure_seen(request, place)
            elif refusal.code == DOUBT:
                doubts = place.doubts(given["figure"], given["numerator"], given["denominator"])
                form = RecordFigure(data_with(request.POST, doubts), place=place, held=held)
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            holds = place.held == written
            words = f"{place.period}: {written.text} is recorded."
            later = " A figure that was known later still holds." if not holds else ""
            messages.success(request, words + later)
            return redirect("measures:where_from", uuid=written.observation.uuid)
    held = place.held if others_recorded else held
    context = {
        "form": form, "doubts": doubts, "beside": beside(place.row, place.period) if doubts else [],
        "place": place, "held": where_from(held) if held else None,
        "others_recorded": others_recorded, "title": "Correct a figure" if held else "Record a figure",
        "caption": f"{place.measure}, {place.period}", "submit_text": "Record the figure",
        "cancel_href": measure_address(place.measure),
    }  # fmt: skip
    return render(request, "measures/record_figure.html", context, status=422 if form.errors else 200)


def _with_their_figure_seen(request: HttpRequest, place: FigurePlace) -> RecordFigure:
    """The person's own words again, beside the other's figure: sending the form is now their decision."""
    held = place.held
    data = request.POST.copy()
    data["version"] = str(version_of(held))
    return RecordFigure(data, place=place, held=held)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def set_target(request: HttpRequest, measure: Measure) -> HttpResponse:
    form, doubts, row = SetTarget(request.POST or None), [], row_of(measure)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        target = target_in(given["target"], measure)
        try:
            written = type_target(
                measure, target, effective_on=given["effective_on"], reason=given["reason"], said=form.said(),
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == DOUBT:
                doubts = doubts_of_target(measure, row, target, given["effective_on"])
                form = SetTarget(data_with(request.POST, doubts))
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            words = "The target is set." if written else "That target already holds. Nothing was written."
            messages.success(request, words)
            return redirect(measure_address(measure))
    context = {
        "form": form, "title": "Set a target", "caption": str(measure), "doubts": doubts,
        "beside": beside(row) if doubts else [], "submit_text": "Set the target",
        "cancel_href": measure_address(measure),
    }  # fmt: skip
    return render(request, "measures/set_target.html", context, status=422 if form.errors else 200)
