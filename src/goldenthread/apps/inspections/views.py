"""Pages of inspections and the list of recommendations. A recommendation's own page is its thread."""

from __future__ import annotations

from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.inspections import access as access  # states the room's rules
from goldenthread.apps.inspections import queries
from goldenthread.apps.inspections.correcting import put_inspection_back
from goldenthread.apps.inspections.exporting import recommendations_csv
from goldenthread.apps.inspections.forms import Filter
from goldenthread.apps.inspections.found_before import came_back_by_inspection, chains
from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.inspections.neighbours import panels_of
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments

SORTS = {
    "reference": lambda line: line.recommendation.sort_key,
    "title": lambda line: line.recommendation.title.casefold(),
    "theme": lambda line: line.recommendation.theme.casefold(),
    "body": lambda line: line.body.name if line.body else "",
    "status": lambda line: queries.AS_A_BOARD_READS.index(line.status),
    "assessed": lambda line: line.newest.assessed_on.toordinal() if line.newest else 0,
}


@may("inspections.see_recommendations")
@shows_moments
def recommendations(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    lines = queries.recommendation_list(form.wanted(), **_then(request))
    if sort := SORTS.get(request.GET.get("sort", "")):
        lines.sort(key=sort, reverse=request.GET.get("direction") == "desc")
    if request.GET.get("format") == "csv":
        response = HttpResponse(recommendations_csv(lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
        return response
    return render(
        request,
        "inspections/recommendations.html",
        {
            "lines": lines,
            "filter": Filter(request.GET),
            "narrowed": any(request.GET.get(name) for name in form.fields),
            "counts": queries.counts_by_status(lines),
            "came_back": chains().came_back,
            "may_edit": _may_edit(request),
        },
    )


@may("inspections.see_recommendations")
def inspections(request: HttpRequest) -> HttpResponse:
    came_back = came_back_by_inspection()
    return render(
        request,
        "inspections/inspections.html",
        {
            "inspections": [(one, came_back.get(one.pk, 0)) for one in queries.all_inspections()],
            "may_edit": _may_edit(request),
        },
    )


@may("inspections.see_recommendations", on=queries.inspection_called)
@shows_moments
def inspection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    lines = queries.recommendation_list(queries.Wanted(inspection=inspection), **_then(request))
    put_inspection_back(inspection, request.moment.known_at)
    return render(
        request,
        "inspections/inspection.html",
        {
            "inspection": inspection,
            "lines": lines,
            "panels": [] if request.moment.is_past else panels_of(inspection, request.today),
            "counts": queries.counts_by_status(lines),
            "came_back": chains().came_back,
            "may_edit": _may_edit(request),
        },
    )


def _then(request: HttpRequest) -> dict[str, Any]:
    return {"as_at": request.moment.as_at or request.today, "known_at": request.moment.known_at}


def _may_edit(request: HttpRequest) -> bool:
    """Nobody changes the past."""
    past = hasattr(request, "moment") and request.moment.is_past
    return not past and rules.has_perm("inspections.edit_inspections", request.user)
