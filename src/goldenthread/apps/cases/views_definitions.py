"""Pages of case measures: definitions, figures, the list behind one, and which measure takes them."""

from __future__ import annotations

from datetime import date

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.cases import definitions as shown
from goldenthread.apps.cases import taking as actions
from goldenthread.apps.cases.access import sight_of
from goldenthread.apps.cases.counting import case_measures
from goldenthread.apps.cases.forms import NarrowDefinition, StopTaking, TakeFigures
from goldenthread.apps.cases.models import Taking
from goldenthread.apps.cases.quietly import quietly
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.queries import measure_called
from goldenthread.apps.people.access import may, standing
from goldenthread.apps.people.asking import ask
from goldenthread.casedata.sources import NAMES

ROWS_A_PAGE = 50


@may("cases.see_definitions")
@quietly
def definitions(request: HttpRequest) -> HttpResponse:
    taken: dict[str, list[Taking]] = {}
    for taking in Taking.objects.select_related("measure"):
        taken.setdefault(taking.code, []).append(taking)
    rows = [
        (one, ", ".join(NAMES[source] for source in one.sources), taken.get(one.code, []))
        for one in sorted(case_measures().values(), key=lambda one: one.title)
    ]
    return render(request, "cases/definitions.html", {"rows": rows})


@may("cases.see_definitions", on=shown.measure_of)
@quietly
def definition(request: HttpRequest, measure: shown.Measure) -> HttpResponse:
    may_split = rules.has_perm("cases.see_split", request.user)
    form = NarrowDefinition(request.GET or None)
    by = form.cleaned_data["by"] if may_split and form.is_bound and form.is_valid() else ""
    return render(request, "cases/definition.html", {
        "measure": measure,
        "ways": shown.ways_of(measure),
        "figures": shown.figures_shown(measure, by),
        "form": form,
        "by": by,
        "may_split": may_split,
        "takings": Taking.objects.filter(code=measure.code).select_related("measure"),
        "may_see_cases": rules.has_perm("cases.see_cases", request.user),
    })  # fmt: skip


@may("cases.see_cases")
@quietly
@transaction.atomic
def behind(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The list behind a figure: the rows of one’s own teams, by mark. Its opening is written down."""
    sight = sight_of(standing(request.user))
    found = shown.list_behind(shown.measure_of(code), period, sight, _day(request.GET.get("as_at", "")))
    page = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows = shown.shown_rows(list(page.object_list), sight, by=request.user, at=request.now)
    shown.record_opening(found, len(rows), by=request.user, at=request.now)
    return render(request, "cases/behind.html", {"found": found, "page": page, "rows": rows})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Http404("That is not a day.") from None


@may("cases.keep", on=measure_called)
@require_http_methods(["GET", "POST"])
@quietly
def take_figures(request: HttpRequest, measure: Measure) -> HttpResponse:
    form = TakeFigures(measure, request.POST or None)

    def write() -> str:
        said = form.cleaned_data
        actions.take(measure, said["code"], used=said["use"], by=request.user, at=request.now)
        return measure_address(measure)

    return ask(
        request, form, write, title="Take this measure’s figures from the records", caption=str(measure),
        back=measure_address(measure), submit_text="Take them",
        words="Its figures are taken from case records, now and after each load.",
    )  # fmt: skip


@may("cases.keep", on=measure_called)
@require_http_methods(["GET", "POST"])
def stop_taking(request: HttpRequest, measure: Measure) -> HttpResponse:
    taking = Taking.objects.filter(measure=measure).first()
    if taking is None:
        return redirect(measure_address(measure))
    form = StopTaking(request.POST or None)

    def write() -> None:
        actions.stop_taking(taking, reason=form.cleaned_data["reason"], by=request.user, at=request.now)

    return ask(
        request, form, write, title="Take no more figures from the records", caption=str(measure),
        then=measure_address(measure), submit_text="Stop", words="No more figures are taken.",
        lead="Figures that were taken stay.",
    )  # fmt: skip


@may("cases.keep", on=measure_called)
@require_POST
@quietly
def take_again(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Count all that is taken from records anew: a population was typed, or decimal places changed."""
    written = actions.take_all(by=request.user, at=request.now)
    words = "Every figure was as it should be." if not written else f"Figures that are new: {written}."
    messages.success(request, words)
    return redirect(measure_address(measure))
