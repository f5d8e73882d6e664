"""Pages that put a measure on a scorecard, take it off from a day, and put it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import actions, queries
from goldenthread.apps.measures.forms import PlaceMeasure, TakeOff
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.places import gone_from
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class MeasureOnScorecard:
    """A scorecard, and the measure of it that a page is about."""

    scorecard: Scorecard
    measure: Measure


def measure_on_scorecard(uuid: UUID, measure: UUID) -> MeasureOnScorecard:
    """The pair of a URL. Raises Http404 where either is not known."""
    return MeasureOnScorecard(queries.scorecard_called(uuid), queries.measure_called(measure))


def _address(scorecard: Scorecard) -> str:
    return reverse("measures:scorecard", args=[scorecard.uuid, slugify(scorecard.name) or "scorecard"])


@may("measures.edit_measure", on=queries.scorecard_called)
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, scorecard: Scorecard) -> HttpResponse:
    """Put a measure on it; `?measure=` names one that was on it, to be put back where it stood."""
    gone = {str(line.measure.uuid): line for line in gone_from(scorecard)}
    back = gone.get(request.GET.get("measure", ""))
    initial = {"measure": back.measure, "section": back.section, "reference": back.reference} if back else {}
    form = PlaceMeasure(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.place_on_scorecard(
                scorecard, given["measure"], section=given["section"], reference=given["reference"],
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, f"{given['measure']} is on the scorecard.")
            return redirect(_address(scorecard))
    title = "Put a measure back on it" if back else "Put a measure on it"
    return _page(request, "measures/place.html", {
        "form": form, "title": title, "caption": scorecard.name, "scorecard": scorecard,
        "gone": [] if back else gone.values(), "cancel_href": _address(scorecard),
    })  # fmt: skip


@may("measures.edit_measure", on=measure_on_scorecard)
@require_http_methods(["GET", "POST"])
def take_off(request: HttpRequest, found: MeasureOnScorecard) -> HttpResponse:
    """Say from which day the scorecard no longer lists the measure, and why."""
    form = TakeOff(request.POST or None, initial={"gone_on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_off_scorecard(
                found.scorecard, found.measure, gone_on=form.cleaned_data["gone_on"],
                reason=form.cleaned_data["reason"], today=request.today, by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, f"{found.measure} is no longer on the scorecard.")
            return redirect(_address(found.scorecard))
    return _page(request, "form_page.html", {
        "form": form, "title": f"Take {found.measure} off", "caption": found.scorecard.name,
        "submit_text": "Take it off", "cancel_href": _address(found.scorecard),
    })  # fmt: skip


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
