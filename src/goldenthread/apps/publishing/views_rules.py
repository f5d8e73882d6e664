"""Pages of what the checks and the hiding rest on: links between measures, populations, small numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures.addresses import measure_address
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.apps.people.access import may
from goldenthread.apps.publishing import linking, queries, small_numbers
from goldenthread.apps.publishing.checking import check
from goldenthread.apps.publishing.forms import AddLink, DecideLink, RecordPopulation, SmallNumbers
from goldenthread.apps.publishing.queries import LinkInPeriod, ScorecardInPeriod
from goldenthread.apps.publishing.views import one_form
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.arithmetic import Link, LinkKind


@may("publishing.see", on=queries.scorecard_in_period_called)
@shows_moments
def links(request: HttpRequest, of: ScorecardInPeriod) -> HttpResponse:
    checked = check(of.scorecard, of.period, known_at=request.moment.known_at)
    return render(request, "publishing/links.html", {
        "of": of, "period_slug": period_slug(of.period), "links": queries.links_of(of, checked),
        "populations": linking.typed_populations(request.moment.known_at),
        "may_edit": not request.moment.is_past and rules.has_perm("publishing.prepare", request.user),
    })  # fmt: skip


@may("publishing.prepare", on=queries.link_called)
@require_http_methods(["GET", "POST"])
def decide_link(request: HttpRequest, asked: LinkInPeriod) -> HttpResponse:
    """Confirm a link or refuse it."""
    of, is_rate = asked.of, asked.link.kind is LinkKind.RATE
    chosen = _populations(of, asked.names) if is_rate and not asked.said else None
    form = DecideLink(request.POST or None, populations=chosen, initial={"version": asked.version})

    def newest() -> int:
        return queries.link_called(of.scorecard.uuid, period_slug(of.period), asked.digest).version

    return one_form(
        request, form,
        lambda given: linking.say_of_link(
            replace(asked.link, population=given.get("population") or asked.link.population),
            holds=given["holds"], reason=given["reason"], version=given["version"],
            by=request.user, at=request.now,
        ),
        done="What you said of the link is kept.", newest=newest, to=_links_address(of),
        template="publishing/decide_link.html", asked=asked, title="Does this link hold?",
        caption=f"{of.scorecard}, {of.period}", submit_text="Keep",
    )  # fmt: skip


@may("publishing.prepare", on=queries.scorecard_in_period_called)
@require_http_methods(["GET", "POST"])
def add_link(request: HttpRequest, of: ScorecardInPeriod) -> HttpResponse:
    """State a link that nobody proposed."""
    names = {
        str(line.measure.uuid): f"{line.reference} {line.measure.title}".strip()
        for line in of.scorecard.lines.filter(ended_at=None).select_related("measure")
    }
    form = AddLink(request.POST or None, measures=names.items(), populations=_populations(of, names))
    return one_form(
        request, form, lambda given: _add(given, request), done="The link is kept.", to=_links_address(of),
        title="Add a link", caption=f"{of.scorecard}, {of.period}", submit_text="Add",
    )  # fmt: skip


def _add(given: dict[str, Any], request: HttpRequest) -> None:
    kind = LinkKind(given["kind"])
    parts = [given["first"], given["second"], *(given["others"] if kind is LinkKind.SUM else [])]
    chosen = tuple(dict.fromkeys(part for part in parts if part))
    if kind is LinkKind.RATE:
        chosen = chosen[:1]
    population = given["population"] if kind is LinkKind.RATE else ""
    try:
        link = Link(kind, given["result"], chosen, population)
    except ValueError as wrong:
        raise Refused(f"{wrong}. Choose the measures again", field="second") from wrong
    linking.say_of_link(link, holds=True, reason="", version=0, by=request.user, at=request.now)


def _populations(of: ScorecardInPeriod, names: dict[str, str]) -> list[tuple[str, str]]:
    """What a rate may be over: populations that were typed, or a measure."""
    typed = dict.fromkeys(one.name for one in linking.typed_populations())
    return [*((name, name) for name in typed), *names.items()]


def _links_address(of: ScorecardInPeriod) -> str:
    return reverse("publishing:links", args=[of.scorecard.uuid, period_slug(of.period)])


@may("publishing.see")
def populations(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/populations.html", {
        "populations": linking.typed_populations(),
        "may_edit": rules.has_perm("publishing.prepare", request.user),
    })  # fmt: skip


@may("publishing.prepare")
@require_http_methods(["GET", "POST"])
def record_population(request: HttpRequest) -> HttpResponse:
    form = RecordPopulation(request.POST or None)
    return one_form(
        request, form,
        lambda given: linking.record_population(
            given["name"], given["year"], given["people"], source=given["source"], by=request.user,
            at=request.now,
        ),
        done="The population is kept.", to=reverse("publishing:populations"), title="Record a population",
    )  # fmt: skip


@may("publishing.prepare", on=queries.measure_called)
@require_http_methods(["GET", "POST"])
def small_number_rule(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Say whether a measure's small counts are hidden in public."""
    held = small_numbers.protection_of(measure)
    form = SmallNumbers(request.POST or None, initial={
        "version": held.version, "protected": "yes" if held.protected else "no",
        "threshold": held.threshold, "hides_zero": held.hides_zero,
    })  # fmt: skip
    return one_form(
        request, form,
        lambda given: small_numbers.set_small_number_rule(
            measure, protected=given["protected"], threshold=given["threshold"],
            hides_zero=given["hides_zero"], reason=given["reason"], version=given["version"],
            by=request.user, at=request.now,
        ),
        done="The rule is kept. It holds for what is published from now on.",
        newest=lambda: small_numbers.protection_of(measure).version, to=measure_address(measure),
        template="publishing/small_numbers.html", title="Small numbers", caption=str(measure), held=held,
        history=small_numbers.history_of(measure),
    )  # fmt: skip
