"""Pages of a measure's trajectory: planned against actual, planning or changing it, withdrawing it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import exports, queries
from goldenthread.apps.measures.addresses import measure_address, measure_slug
from goldenthread.apps.measures.models import Measure, TrajectoryVersion
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.trajectories import (
    Said,
    newest_version,
    plan_trajectory,
    said_of,
    with_recorded_baseline,
    withdraw_trajectory,
    work_out,
)
from goldenthread.apps.measures.trajectory_forms import UNNEEDED, PlanTrajectory, WithdrawTrajectory
from goldenthread.apps.measures.trajectory_offers import Offer, offered
from goldenthread.apps.measures.trajectory_queries import (
    PlannedAgainstActual,
    StepShown,
    planned_against_actual,
    steps_shown,
    versions_of,
)
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import trajectory_chart
from goldenthread.rulebook.figures import Status
from goldenthread.rulebook.trajectory_forecast import Forecast

SHOW = "show"
UNSETTLED = (Status.PROVISIONAL, Status.ESTIMATED)


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def planned(request: HttpRequest, measure: Measure) -> HttpResponse:
    as_at, known_at = request.moment.as_at, request.moment.known_at
    measures_as_known([measure], known_at)
    shown = planned_against_actual(measure, as_at=as_at, known_at=known_at)
    if request.GET.get("format") == "csv":
        name = f"planned-against-actual-{measure_slug(measure)}"
        return exports.csv_file(name, CSV_HEADINGS, _csv_rows(shown))
    drawing = trajectory_chart.draw(chart_of(measure, shown)) if shown else None
    context = {
        "measure": measure,
        "shown": shown,
        "drawing": drawing,
        "versions": versions_of(measure, known_at),
        "offer": offered(measure) if shown is None and not request.moment.is_past else None,
    }
    return render(request, "measures/planned.html", context)


def chart_of(measure: Measure, shown: PlannedAgainstActual) -> trajectory_chart.PlanChart:
    """A trajectory as its chart takes it."""
    points = tuple(
        trajectory_chart.PlanPoint(
            str(one.against.period),
            one.against.planned,
            one.against.actual,
            one.is_step,
            one.cell is not None and one.cell.figure.status in UNSETTLED,
        )
        for one in shown.periods
    )
    return trajectory_chart.PlanChart(
        measure.title,
        shown.plan.unit,
        points,
        shown.outlook.course.value,
        _ahead(shown.outlook.forecast),
    )


def _ahead(forecast: Forecast | None) -> trajectory_chart.Ahead | None:
    if forecast is None:
        return None
    numbers = (Decimal(f"{one:.6f}") for one in (forecast.expected, forecast.lower, forecast.upper))
    return trajectory_chart.Ahead(str(forecast.period), *numbers)


CSV_HEADINGS = ("Period", "Step", "Planned", "Actual", "Actual as recorded", "Gap", "Side", "Rule", "Reason")


def _csv_rows(shown: PlannedAgainstActual | None) -> Iterator[tuple[Any, ...]]:
    for one in shown.periods if shown else ():
        held = one.against
        numbers = (
            None if number is None else f"{number.normalize():f}" for number in (held.planned, held.actual)
        )
        yield (
            held.period, "yes" if one.is_step else "no", *numbers, one.cell.text if one.cell else "",
            "" if held.gap is None else f"{held.gap.normalize():f}", held.side or "", held.code, held.reason,
        )  # fmt: skip


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Plan or change a trajectory. `?from=load` fills in the dated targets of the newest load."""
    held = newest_version(measure)
    stands = held is not None and not held.withdrawn
    offer = offered(measure) if not stands or request.GET.get("from") == "load" else None
    initial = {"version": held.number if held else 0, **_initial(measure, held, offer)}
    form = PlanTrajectory(request.POST or None, initial=initial, changes=stands)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != SHOW:
        try:
            version = plan_trajectory(
                measure, form.said(), seen=form.cleaned_data["version"],
                reason=form.cleaned_data.get("reason", ""), by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code == "stale":
                # The person has now seen that another wrote: saving again is their decision.
                form.data = form.data.copy()
                form.data["version"] = str(held.number if held else 0)
            _refuse(form, refusal)
        else:
            messages.success(request, f"{version} is recorded.")
            return redirect("measures:planned", uuid=measure.uuid)
    said = form.said_so_far() if form.is_bound else _said_at_first(held, offer)
    context = {
        "form": form, "measure": measure, "offer": offer, "steps": _steps_of(measure, said),
        "said": said, "title": "Change the trajectory" if stands else "Plan a trajectory",
    }  # fmt: skip
    return _page(request, "measures/plan_trajectory.html", context)


def _said_at_first(held: TrajectoryVersion | None, offer: Offer | None) -> Said | None:
    if offer:
        return offer.said
    return said_of(held) if held and not held.withdrawn else None


def _initial(measure: Measure, held: TrajectoryVersion | None, offer: Offer | None) -> dict[str, Any]:
    """What the form is filled in with: the reading is never chosen for the person where one is needed."""
    said = _said_at_first(held, offer)
    if said is None:
        return {}
    needed = any(step.readings_differ for step in _steps_of(measure, said))
    return PlanTrajectory.initial_of(said, reading="" if needed else UNNEEDED)


def _steps_of(measure: Measure, said: Said | None) -> tuple[StepShown, ...]:
    """Both readings of what the person says; empty where it cannot be planned at all."""
    if said is None:
        return ()
    try:
        said, _ = with_recorded_baseline(measure, said)
        work_out(measure, said)
    except Refused:
        return ()
    return steps_shown(measure, said)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, measure: Measure) -> HttpResponse:
    held = newest_version(measure)
    form = WithdrawTrajectory(request.POST or None, initial={"version": held.number if held else 0})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            withdraw_trajectory(
                measure, seen=given["version"], reason=given["reason"], by=request.user, at=request.now
            )
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The trajectory is withdrawn.")
            return redirect(measure_address(measure))
    context = {
        "form": form, "title": "Withdraw the trajectory", "caption": str(measure),
        "submit_text": "Withdraw it", "cancel_href": measure_address(measure),
    }  # fmt: skip
    return _page(request, "form_page.html", context)


def _refuse(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
