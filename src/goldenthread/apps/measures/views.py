"""Pages of the library and of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures import access as access  # states the room's rules
from goldenthread.apps.measures import actions, control_charts, exports, queries
from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.chances import cell_chance, chances_of
from goldenthread.apps.measures.computed import makings, published_beside
from goldenthread.apps.measures.control import controlled
from goldenthread.apps.measures.derivations import derivation_of
from goldenthread.apps.measures.forms import EditMeasure, LibraryFilter
from goldenthread.apps.measures.library import in_order, library, narrowed
from goldenthread.apps.measures.marks_queries import NONE, Effects, MarkThen, effects_of, marks_of
from goldenthread.apps.measures.models import Measure, Observation
from goldenthread.apps.measures.neighbours import origin_panels, panels_of, writing_address
from goldenthread.apps.measures.places import lines_of, measures_as_known
from goldenthread.apps.measures.scorecards import by_recency, cell_of
from goldenthread.apps.measures.sources import NOT_TYPED
from goldenthread.apps.measures.target_changes import with_changes
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.wording import listed
from goldenthread.rulebook.rating import ToleranceKind

MEASURES_ON_A_PAGE = 100


@may("measures.see_measures")
def measures(request: HttpRequest) -> HttpResponse:
    entries = library()
    form = LibraryFilter(
        request.GET or None,
        sections=sorted({section for entry in entries for section in entry.sections}),
        units=sorted({entry.measure.unit for entry in entries}),
    )
    wanted = form.cleaned_data if form.is_valid() else {}
    shown = in_order(
        narrowed(entries, wanted), request.GET.get("sort", ""), request.GET.get("direction", "asc")
    )
    if request.GET.get("format") == "csv":
        return exports.library_csv(entry.measure for entry in shown)
    page = Paginator(shown, MEASURES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "shown": len(shown), "total": len(entries)}
    return render(request, "measures/measures.html", context)


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    as_at, known_at, past = request.moment.as_at, request.moment.known_at, request.moment.is_past
    measures_as_known([measure], known_at)
    series = queries.series(measure, as_at=as_at, known_at=known_at)
    marks = marks_of(measure, as_at=as_at, known_at=known_at)
    effects = effects_of([measure], as_at=as_at, known_at=known_at).get(measure.pk, NONE)
    shown = [_shown(measure, one, marks, effects) for one in series]
    # Where the board uses none of them, those of the council come first all the same.
    come_first = [one.is_the_boards for one in series]
    come_first = come_first if any(come_first) else [one.is_ours for one in series]
    newest = min((one.points[-1].cell.period for one in series if one.is_ours), key=by_recency, default=None)
    history = queries.target_history(measure, known_at=known_at)
    context = {
        "measure": measure,
        "first": [one for one, first in zip(shown, come_first, strict=True) if first],
        "others": [one for one, first in zip(shown, come_first, strict=True) if not first],
        "facts": (facts := _facts(measure)),
        "unsaid": listed([name.lower() for name, words in facts if not words]).capitalize(),
        "targets": [
            (row, change)
            for row, change in with_changes(
                history,
                measure,
                {point.cell.period.last_day for one in series if one.is_ours for point in one.points},
            )
            if row.trajectory_id is None
        ],
        "planned": any(row.trajectory_id for row in history),
        "lines": lines_of(measure, as_at=as_at, known_at=known_at),
        "actions_served": queries.actions_served(measure, known_at=known_at),
        "recommendations": queries.recommendations_served(measure, known_at=known_at),
        "overrides": queries.overrides_told(measure, as_at=as_at, known_at=known_at),
        "panels": panels_of(measure, request.moment),
        "marks": marks,
        "newest": newest,
        "derivation": derivation_of(measure, known_at),
        "write_href": writing_address(request.user, measure, newest) if newest and not past else None,
    }
    return render(request, "measures/measure.html", context)


def _shown(
    measure: Measure, series: queries.Series, marks: Sequence[MarkThen], effects: Effects
) -> dict[str, Any]:
    """A series with its chart, if it is the council's own, and with what chance does to its figures."""
    ours = series.is_ours
    return {
        "series": series,
        "chances": chances_of(measure, series),
        "chart": control_charts.shown(measure, controlled(measure, series, effects), marks) if ours else None,
    }


def _facts(measure: Measure) -> list[tuple[str, Any]]:
    """What is written down of a measure that it need not have: the name of each thing, and its words."""
    return [
        ("Numerator", measure.numerator),
        ("Denominator", measure.denominator),
        ("Frequency", measure.frequency),
        ("Lead for comments", measure.lead or measure.lead_text),
        ("Service area", measure.service_area),
        ("Plan priority", measure.plan_priority),
        ("Corporate priority", measure.corporate_priority),
    ]


@may("measures.see_measures", on=queries.observation_called)
@shows_moments
def where_from(request: HttpRequest, observation: Observation) -> HttpResponse:
    measures_as_known([observation.measure], request.moment.known_at)
    origins = queries.origins(observation, known_at=request.moment.known_at)
    values = [origin.value for origin in origins]
    made, panels = makings(values), origin_panels(values)
    chances = [cell_chance(observation.measure, cell_of(value, observation)) for value in values]
    context = {
        "observation": observation,
        "origins": [
            (one, made.get(one.value.pk), panels.get(one.value.pk), chance)
            for one, chance in zip(origins, chances, strict=True)
        ],
        "is_typed": observation.source not in NOT_TYPED,
        "compared": published_beside(observation, request.moment.known_at),
    }  # fmt: skip
    return render(request, "measures/where_from.html", context)


@may("measures.edit_measure")
@require_http_methods(["GET", "POST"])
def new_measure(request: HttpRequest) -> HttpResponse:
    form = EditMeasure(request.POST or None, initial=EditMeasure.initial_of(Measure()))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.define_measure(by=request.user, at=request.now, **form.fields_given())
            _set_tolerance(made, form, request)
        except Refused as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, "The measure is in the library.")
            return redirect(measure_address(made))
    context = {"form": form, "title": "Add a measure", "submit_text": "Add the measure"}
    return _form_page(request, "measures/edit_measure.html", context)


@may("measures.edit_measure", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def edit_measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    form = EditMeasure(request.POST or None, initial=EditMeasure.initial_of(measure))
    theirs: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            revised = actions.revise_measure(
                measure, version=version, by=request.user, at=request.now, **form.fields_given()
            )
            _set_tolerance(revised, form, request)
        except Refused as refusal:
            _refuse(form, refusal)
            if refusal.code == "stale":
                theirs = _what_differs(form, measure)
                # The person has now seen the other's words: saving again is their decision.
                form.data = form.data.copy()
                form.data["version"] = str(measure.version)
        else:
            messages.success(request, "The measure is changed.")
            return redirect(measure_address(revised))
    context = {"form": form, "title": f"Change {measure}", "measure": measure, "theirs": theirs}
    return _form_page(request, "measures/edit_measure.html", context)


def _set_tolerance(measure: Measure, form: EditMeasure, request: HttpRequest) -> None:
    kind, amount = ToleranceKind(form.cleaned_data["tolerance_kind"]), form.cleaned_data["tolerance"]
    actions.set_tolerance(measure, kind=kind, amount=amount, by=request.user, at=request.now)


def _what_differs(form: EditMeasure, measure: Measure) -> list[dict[str, Any]]:
    """Each field that another wrote differently: its label, their words."""
    theirs = EditMeasure.initial_of(measure)
    given = form.cleaned_data
    return [
        {"label": field.label, "theirs": theirs[name] or "empty"}
        for name, field in form.fields.items()
        if name != "version" and _plain(given.get(name)) != _plain(theirs[name])
    ]


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value) or None


def _refuse(form: Any, refusal: Refused) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)


def _form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
