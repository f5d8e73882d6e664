"""Pages of a whole and its parts: planned against actual per day, adding a part, ending one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import exports, queries
from goldenthread.apps.measures.addresses import measure_slug
from goldenthread.apps.measures.models import Measure, PartOfWhole
from goldenthread.apps.measures.trajectory_forms import AddPart, EndPart
from goldenthread.apps.measures.whole_parts import add_part, end_part
from goldenthread.apps.measures.whole_parts_queries import Whole, part_called, whole_of, wholes_of
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.trajectory_gap import AgainstPlan

PERIODS_SHOWN = 12
"""The newest on the page; the CSV has all."""


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def parts(request: HttpRequest, measure: Measure) -> HttpResponse:
    as_at, known_at = request.moment.as_at, request.moment.known_at
    whole = whole_of(measure, as_at=as_at, known_at=known_at)
    if request.GET.get("format") == "csv":
        return exports.csv_file(f"parts-{measure_slug(measure)}", CSV_HEADINGS, _csv_rows(whole))
    context = {
        "measure": measure, "whole": whole, "wholes": wholes_of(measure, known_at),
        "shown": whole.periods[:PERIODS_SHOWN], "older": len(whole.periods[PERIODS_SHOWN:]),
    }  # fmt: skip
    return render(request, "measures/parts.html", context)


CSV_HEADINGS = (
    "Period", "Split by", "Part", "Measure", "Planned per day", "Actual per day", "Planned in all",
    "Actual as recorded", "Gap per day", "Side", "Share of the whole in %", "Rule", "Reason",
)  # fmt: skip


def _csv_rows(whole: Whole) -> Iterator[tuple[Any, ...]]:
    """The whole, its parts and its sums, period by period."""
    for one in whole.periods:
        if one.held is None:
            yield (one.period, "", "", whole.measure, *[""] * 8, one.problem)
            continue
        yield (one.period, "", "The whole", whole.measure, *_numbers(
            one.held.whole, one.whole, None, one.planned[whole.measure.pk]
        ))  # fmt: skip
        for part, held, cell in one.parts:
            if held is not None:
                yield (one.period, part.split, part.name, part.part, *_numbers(
                    held.against, cell, held.share, one.planned[part.part_id]
                ))  # fmt: skip
        for check in one.held.checks:
            yield (
                one.period, check.by, f"Sum of the parts, {check.of}", "", *[""] * 5, check.state, "",
                check.code, check.reason,
            )  # fmt: skip


def _numbers(held: AgainstPlan, cell: Any, share: Any, in_all: Any) -> tuple[Any, ...]:
    planned, actual, gap, part = (
        "" if number is None else f"{number:.2f}" for number in (held.planned, held.actual, held.gap, share)
    )
    figure, asked = cell.text if cell else "", "" if in_all is None else f"{in_all:f}"
    return planned, actual, asked, figure, gap, held.side or "", part, held.code, held.reason


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, measure: Measure) -> HttpResponse:
    form = AddPart(request.POST or None, whole=measure)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = add_part(
                measure, given["part"], split=given["split"], name=given["name"], by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, f"{made.name} is a part of {measure}.")
            return redirect("measures:parts", uuid=measure.uuid)
    return _page(request, {
        "form": form, "title": "Add a part", "caption": str(measure), "submit_text": "Add the part",
        "cancel_href": _address(measure),
    })  # fmt: skip


@may("measures.edit_measure", on=part_called)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, part: PartOfWhole) -> HttpResponse:
    form = EndPart(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_part(part, reason=form.cleaned_data["reason"], by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, f"{part.name} is no longer a part of {part.whole}.")
            return redirect("measures:parts", uuid=part.whole.uuid)
    return _page(request, {
        "form": form, "title": f"End the part {part.name}", "caption": str(part.whole),
        "submit_text": "End it", "cancel_href": _address(part.whole),
    })  # fmt: skip


def _address(measure: Measure) -> str:
    return reverse("measures:parts", args=[measure.uuid])


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "form_page.html", context, status=422 if context["form"].errors else 200)
