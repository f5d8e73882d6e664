"""Pages of rival figures: side by side, which the board uses, and the figure of a named source."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import queries
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.choosing import choose_source, sources_of
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.rivals import heading, side_by_side
from goldenthread.apps.measures.source_forms import ChooseSource, NameSource
from goldenthread.apps.measures.sources import OWN, choices_of, source_words
from goldenthread.apps.measures.typed import FigurePlace
from goldenthread.apps.measures.views_figures import figure_page
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def sources(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Every source's figures for each period, with whom it counts, and which the board uses."""
    known_at = request.moment.known_at
    measures_as_known([measure], known_at)
    context = {
        "measure": measure,
        "sources": side_by_side(measure, as_at=request.moment.as_at, known_at=known_at),
        "made": choices_of([measure.pk], known_at).made_for(measure.pk)[::-1],
    }
    return render(request, "measures/sources.html", context)


@may("measures.choose_source", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, measure: Measure) -> HttpResponse:
    made = choices_of([measure.pk]).made_for(measure.pk)
    form = ChooseSource(request.POST or None, sources=sources_of(measure), seen=len(made))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            chosen = choose_source(
                measure, given["source"], first=given["period"], reason=given["reason"], seen=given["seen"],
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == "stale":
                form = _with_their_choice_seen(request, measure, len(made))
            form.add_error(refusal.field, refusal.words)
        else:
            words = f"From {chosen.period} on the board’s figures are {source_words(chosen.source)}."
            messages.success(request, words)
            return redirect("measures:sources", uuid=measure.uuid)
    context = {
        "form": form, "title": "Choose whose figures the board uses", "caption": str(measure),
        "measure": measure, "made": made[::-1], "submit_text": "Use these figures",
    }  # fmt: skip
    return render(request, "measures/choose_source.html", context, status=422 if form.errors else 200)


def _with_their_choice_seen(request: HttpRequest, measure: Measure, seen: int) -> ChooseSource:
    """The person's own words again, under the other's choice: sending the form is now their decision."""
    data = request.POST.copy()
    data["seen"] = str(seen)
    return ChooseSource(data, sources=sources_of(measure), seen=seen)


@may("measures.record_figure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def record_of_source(request: HttpRequest, measure: Measure) -> HttpResponse:
    """The figure of `?source=` for `?period=`; without these, whose figure it is and of when."""
    known = [one for one in sources_of(measure) if one != OWN]
    asked = NameSource(request.GET if "source" in request.GET else None, sources=known)
    if not asked.is_valid():
        context = {
            "form": asked, "measure": measure, "title": "Record the figure of another source",
            "caption": str(measure), "known": [heading(one) for one in known],
            "cancel_href": measure_address(measure),
        }  # fmt: skip
        return render(request, "measures/choose_period.html", context, status=422 if asked.errors else 200)
    place = FigurePlace(measure, asked.cleaned_data["period"], source=asked.cleaned_data["source"])
    return figure_page(request, place)
