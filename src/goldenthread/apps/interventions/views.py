"""Pages of interventions: what every inspection brought with what is next, and one inspection's whole."""

from __future__ import annotations

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.inspections.models import Inspection
from goldenthread.apps.inspections.queries import inspection_called
from goldenthread.apps.interventions import queries
from goldenthread.apps.interventions.exporting import interventions_csv
from goldenthread.apps.interventions.forms import Filter
from goldenthread.apps.people.access import may


@may("interventions.see")
def interventions(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    lines = queries.intervention_list(form.wanted(), request.today)
    if request.GET.get("format") == "csv":
        response = HttpResponse(interventions_csv(lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="interventions.csv"'
        return response
    return render(
        request,
        "interventions/interventions.html",
        {
            "lines": lines,
            "late": sum(line.standing.is_late for line in lines),
            "soon": sum(line.standing.state == "due_soon" for line in lines),
            "filter": Filter(request.GET),
            "narrowed": any(request.GET.get(name) for name in form.fields),
            "may_edit": _may_edit(request),
        },
    )


@may("interventions.see", on=inspection_called)
def inspection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    found = queries.intervention_of(inspection, request.today)
    return render(
        request,
        "interventions/inspection.html",
        {"inspection": inspection, "intervention": found, "may_edit": _may_edit(request)},
    )


def _may_edit(request: HttpRequest) -> bool:
    return rules.has_perm("interventions.edit", request.user)
