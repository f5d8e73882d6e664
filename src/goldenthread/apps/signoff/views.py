"""Pages of sign-off that show: every unit, one unit's cases, one case as it stands or as it was frozen."""

from __future__ import annotations

import rules
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import csv_download
from goldenthread.apps.signoff import conditions, queries, units
from goldenthread.apps.signoff.access import Unit
from goldenthread.apps.signoff.comparing import since
from goldenthread.apps.signoff.exporting import units_table
from goldenthread.apps.signoff.forms import NarrowUnits
from goldenthread.apps.signoff.freezing import Altered, freeze, read
from goldenthread.apps.signoff.measuring import measure_now
from goldenthread.apps.signoff.models import Case, Decision
from goldenthread.apps.signoff.printing import pdf_of
from goldenthread.apps.signoff.seeing import seen_by
from goldenthread.apps.signoff.views_asking import may_of
from goldenthread.apps.trail.queries import about

PDF, JSON = "pdf", "json"


@may("signoff.see")
def unit_list(request: HttpRequest) -> HttpResponse:
    form = NarrowUnits(request.GET)
    wanted = form.wanted()
    rows = queries.unit_rows(wanted, request.today)
    if request.GET.get("format") == "csv":
        return csv_download(units_table(rows))
    return render(request, "signoff/units.html", {
        "rows": rows,
        "filter": form,
        "narrowed": bool(wanted.state or wanted.inspection or wanted.body),
        "counts": queries.counts_of(rows),
    })  # fmt: skip


@may("signoff.see", on=units.unit_called)
def unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    signed = units.signed_of(unit)
    return render(request, "signoff/unit.html", {
        "unit": unit,
        "reference": units.reference_of(unit),
        "recommendation": units.recommendation_of(unit),
        "signed": signed,
        "phases": [(phase, queries.phase_state(signed, phase)) for phase in (1, 2)],
        "cases": queries.cases_of(unit),
        "may_ask": signed.open_case is None and rules.has_perm("signoff.ask", request.user, unit),
        "happenings": about(unit.uuid, limit=30),
    })  # fmt: skip


@may("signoff.see", on=queries.case_called)
def case(request: HttpRequest, case: Case) -> HttpResponse:
    """A case that waits as it stands now; a decided one as the body saw it, with what changed since."""
    decision = queries.decision_of(case)
    context = {
        "case": case, "decision": decision, "may": may_of(request, case),
        "happenings": about(case.uuid, limit=40), "altered": False,
    }  # fmt: skip
    try:
        shown = read(decision) if decision else freeze(case, as_at=request.today, today=request.today).content
    except Altered:
        return render(request, "signoff/case.html", context | {"altered": True})
    seen = seen_by(request.user, shown)
    context |= {"shown": seen.case, "withheld": seen.withheld}
    if decision is not None:
        decision.case = case
        stands = units.signed_of(case.unit).stands(case.phase) == decision
        context |= {
            "since": since(decision, request.today) if decision.is_agreed else None,
            "stands": stands,
            "settlements": decision.settlements.select_related("recorded_by", "assessment"),
            "conditions": [
                conditions.condition_line(one, request.today, measure_now(one, request.today))
                for one in decision.conditions.select_related("measure", "discharge")
            ],
        }  # fmt: skip
    return render(request, "signoff/case.html", context)


@may("signoff.see", on=queries.download_called)
def download(request: HttpRequest, asked: queries.Download) -> HttpResponse:
    """The case as a PDF with its evidence index, or its frozen text, whose SHA-256 is its digest."""
    case, decision = asked.case, queries.decision_of(asked.case)
    if asked.suffix == JSON:
        if decision is None:
            raise Http404("It is frozen when it is decided.")
        if seen_by(request.user, read(decision)).withheld:
            raise PermissionDenied("signoff.see")
        body, kind = decision.document.encode(), "application/json"
    else:
        body, kind = _pdf(request, case, decision), "application/pdf"
    name = f"sign-off-{slugify(case.unit_reference)}-phase-{case.phase}.{asked.suffix}"
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _pdf(request: HttpRequest, case: Case, decision: Decision | None) -> bytes:
    if decision is None:
        shown = freeze(case, as_at=request.today, today=request.today).content
        return pdf_of(seen_by(request.user, shown), None, today=request.today)
    decision.case = case
    try:
        seen = seen_by(request.user, read(decision))
    except Altered as failure:
        raise Http404("The frozen case is not as it was frozen, so no PDF is made of it.") from failure
    found = since(decision, request.today) if decision.is_agreed else None
    return pdf_of(
        seen, decision, changes=found.changes if found else (), changed_by=request.today if found else None,
        today=request.today,
    )  # fmt: skip
