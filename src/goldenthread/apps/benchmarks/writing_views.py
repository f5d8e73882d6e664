"""Pages that ask: who the neighbours are, which indicator is which measure, who published a release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.benchmarks import actions, queries
from goldenthread.apps.benchmarks.forms import DescribeRelease, EndMapping, MapIndicator, NeighbourSetForm
from goldenthread.apps.benchmarks.models import Indicator, IndicatorMapping, Release
from goldenthread.apps.people.access import may
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.refusals import Refused


@may("benchmarks.edit")
@require_http_methods(["GET", "POST"])
def new_set(request: HttpRequest) -> HttpResponse:
    form = NeighbourSetForm(request.POST or None, initial=_set_before(request))

    def write() -> tuple[str, str]:
        made, is_new = actions.add_neighbour_set(**form.fields_given(), by=request.user, at=request.now)
        words = "The set is kept. Earlier sets stay on record." if is_new else "The set was here already."
        return reverse("benchmarks:neighbour_set", args=[made.uuid]), words

    return _ask(
        request, form, write, title="Say who the statistical neighbours are",
        lead="A set holds from its first day until the next one begins. Nothing of an earlier set changes.",
        cancel_href=reverse("benchmarks:benchmarks"),
    )  # fmt: skip


def _set_before(request: HttpRequest) -> dict[str, Any]:
    """What the newest set says, to be changed; without one, our council's name."""
    held = queries.set_on(request.today)
    if held is None:
        council = the_council()
        return {"council": council.name if council else ""}
    members = "\n".join(str(one.area) for one in held.neighbours.all())
    return {"council": str(held.council), "neighbours": members, "source": held.source}


@may("benchmarks.edit", on=queries.indicator_called)
@require_http_methods(["GET", "POST"])
def map_indicator(request: HttpRequest, indicator: Indicator) -> HttpResponse:
    form = MapIndicator(request.POST or None, initial={"unit": indicator.unit, "multiplier": 1})

    def write() -> tuple[str, str]:
        made = actions.map_indicator(indicator, **form.cleaned_data, by=request.user, at=request.now)
        return reverse("benchmarks:measure", args=[made.measure.uuid]), "The indicator is this measure."

    return _ask(
        request, form, write, title="Say which measure it is", caption=indicator,
        cancel_href=reverse("benchmarks:indicator", args=[indicator.uuid]),
    )  # fmt: skip


@may("benchmarks.edit", on=queries.mapping_called)
@require_http_methods(["GET", "POST"])
def end_mapping(request: HttpRequest, mapping: IndicatorMapping) -> HttpResponse:
    form = EndMapping(request.POST or None, mapping=mapping)
    back = reverse("benchmarks:indicator", args=[mapping.indicator.uuid])

    def write() -> tuple[str, str]:
        actions.end_mapping(mapping, **form.cleaned_data, by=request.user, at=request.now)
        return back, "It is no longer this measure."

    return _ask(
        request, form, write, title="Say that it is not this measure", caption=mapping,
        submit_text="It is not this measure", cancel_href=back,
    )  # fmt: skip


@may("benchmarks.edit", on=queries.release_called)
@require_http_methods(["GET", "POST"])
def describe_release(request: HttpRequest, release: Release) -> HttpResponse:
    form = DescribeRelease(request.POST or None, initial={"publisher": release.publisher})
    back = reverse("benchmarks:release", args=[release.uuid])

    def write() -> tuple[str, str]:
        actions.describe_release(release, **form.cleaned_data, by=request.user, at=request.now)
        return back, "The publisher is kept."

    return _ask(
        request, form, write, title="Say who published it", caption=release, cancel_href=back
    )  # fmt: skip


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], tuple[str, str]], **context: Any
) -> HttpResponse:
    """Ask, write, and go where it is shown; what was typed stays where it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            url, words = write()
        except Refused as refusal:
            form.add_error(
                refusal.field if refusal.field in form.fields else None,
                ValidationError(refusal.words, code=refusal.code),
            )
        else:
            messages.success(request, words)
            return redirect(url)
    return render(request, "form_page.html", {"form": form, **context}, status=422 if form.errors else 200)
