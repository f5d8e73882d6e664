"""Pages that read benchmarks: releases, indicators, areas, neighbours, and a measure beside other areas."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from goldenthread.apps.benchmarks import access as access  # states the room's rules
from goldenthread.apps.benchmarks import queries
from goldenthread.apps.benchmarks.comparing import compare
from goldenthread.apps.benchmarks.exporting import comparison_csv
from goldenthread.apps.benchmarks.forms import ChoosePeriod, NarrowIndicators
from goldenthread.apps.benchmarks.models import BenchmarkFigure, Indicator, NeighbourSet, Release
from goldenthread.apps.benchmarks.panels import shown_of
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.queries import measure_called
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.rulebook.periods import NotAPeriod, Period, parse_period

INDICATORS_ON_A_PAGE = 50
FIGURES_ON_A_PAGE = 100


@may("benchmarks.see")
@shows_moments
def benchmarks(request: HttpRequest) -> HttpResponse:
    """What there is: releases, who the neighbours are, and what belongs to which measure."""
    moment = request.moment
    context = {
        "releases": queries.releases(moment.known_at),
        "sets": queries.neighbour_sets(moment.known_at),
        "held": queries.set_on(moment.as_at or request.today, moment.known_at),
        "mappings": queries.mappings(known_at=moment.known_at),
        "indicators": Indicator.objects.count(),
    }
    return render(request, "benchmarks/benchmarks.html", context)


@may("benchmarks.see", on=queries.release_called)
def release(request: HttpRequest, release: Release) -> HttpResponse:
    """One release, with how many figures it has of each indicator."""
    counted = dict(
        BenchmarkFigure.objects.filter(release=release)
        .values_list("indicator")
        .annotate(figures=Count("id"))
        .order_by("indicator")
    )
    page = Paginator(Indicator.objects.filter(pk__in=counted), INDICATORS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(indicator, counted[indicator.pk]) for indicator in page]
    return render(request, "benchmarks/release.html", {"release": release, "page": page, "rows": rows})


@may("benchmarks.see")
def indicators(request: HttpRequest) -> HttpResponse:
    """Every published indicator, with the measures that it is."""
    form = NarrowIndicators(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Indicator.objects.all()
    if wanted.get("q"):
        found = found.filter(name__icontains=wanted["q"].strip())
    mapped = queries.mappings()
    if wanted.get("mapped"):
        of_measures = set(mapped.values_list("indicator", flat=True))
        found = (
            found.filter(pk__in=of_measures)
            if wanted["mapped"] == "yes"
            else found.exclude(pk__in=of_measures)
        )
    page = Paginator(found, INDICATORS_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = mapped.filter(indicator__in=[one.pk for one in page])
    rows = [(one, [mapping for mapping in shown if mapping.indicator_id == one.pk]) for one in page]
    return render(request, "benchmarks/indicators.html", {"form": form, "page": page, "rows": rows})


@may("benchmarks.see", on=queries.indicator_called)
def indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    """One indicator: the measures that it is, and its figures that hold, the newest first."""
    found = queries.held_figures({indicator.pk: 1})
    areas = {area.pk: area for area in queries.areas_listed()}
    ordered = sorted(found.values(), key=lambda held: (-held.period.end.toordinal(), areas[held.area].name))
    page = Paginator(ordered, FIGURES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "indicator": indicator,
        "mappings": queries.mappings().filter(indicator=indicator),
        "page": page,
        "rows": [(areas[held.area], held) for held in page],
    }
    return render(request, "benchmarks/indicator.html", context)


@may("benchmarks.see")
def areas(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.areas_listed(), FIGURES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "benchmarks/areas.html", {"page": page})


@may("benchmarks.see", on=queries.set_called)
def neighbour_set(request: HttpRequest, neighbours: NeighbourSet) -> HttpResponse:
    held = queries.set_on(request.today)
    context = {
        "neighbours": neighbours,
        "holds": held is not None and held.pk == neighbours.pk,
        "members": neighbours.neighbours.select_related("area__region"),
    }
    return render(request, "benchmarks/neighbour_set.html", context)


@may("benchmarks.see", on=measure_called)
@shows_moments
def measure(request: HttpRequest, measure: Measure) -> HttpResponse:
    """A measure beside other areas, in a period that is chosen."""
    moment = request.moment
    compared = compare(
        measure, _period(request), as_at=moment.as_at, known_at=moment.known_at, today=request.today
    )
    shown = shown_of(compared) if compared else None
    if shown and request.GET.get("format") == "csv":
        return comparison_csv(shown, f"{slugify(measure.title)[:60]}-benchmarks")
    form = None
    if compared:
        form = ChoosePeriod({"period": str(compared.period)}, periods=compared.periods, auto_id="filter_%s")
    return render(request, "benchmarks/measure.html", {"measure": measure, "shown": shown, "form": form})


def _period(request: HttpRequest) -> Period | None:
    """The period that is asked for; None for none, and for what is no period."""
    try:
        return parse_period(request.GET["period"]) if request.GET.get("period") else None
    except NotAPeriod:
        return None
