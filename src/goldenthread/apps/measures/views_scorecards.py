"""Pages of scorecards: the list, one for a period, each red measure, the override of a rating."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies.queries import body_as_known
from goldenthread.apps.measures import actions, control_charts, exports, queries
from goldenthread.apps.measures.addresses import row_shape
from goldenthread.apps.measures.chances import chances_of
from goldenthread.apps.measures.control import controlled, with_verdicts
from goldenthread.apps.measures.forms import MakeScorecard, OverrideRating, ScorecardFilter
from goldenthread.apps.measures.marks_queries import NONE, effects_of, marks_of
from goldenthread.apps.measures.models import Scorecard
from goldenthread.apps.measures.narrowing import in_order, narrowed, words_for_none
from goldenthread.apps.measures.neighbours import Flag, flags_on, scorecard_panels_of, writing_address
from goldenthread.apps.measures.places import lines_on
from goldenthread.apps.measures.scorecards import (
    ScorecardOfPeriod,
    ScorecardRow,
    period_slug,
    periods_of,
    scorecard_for,
)
from goldenthread.apps.measures.standings import questions_on, standings_of
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.moments import Moment, shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.asking import Question
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.rating import Rag

FIXED_COLUMNS = 5
"""Those of the page's table that every period has: measure, rating, chart, travel, target."""


@may("measures.see_measures")
@shows_moments
def scorecards(request: HttpRequest) -> HttpResponse:
    everything = queries.all_scorecards()
    shown = scorecards_then(everything, request.moment) if request.moment.is_past else everything
    found = [(one, slugify(one.name)) for one in shown]
    if request.GET.get("format") == "csv":
        rows = ((one.name, one.body or "", one.measures) for one, _ in found)
        return exports.csv_file("scorecards", ("Scorecard", "Body", "Measures"), rows)
    return render(request, "measures/scorecards.html", {"scorecards": found})


@may("measures.see_measures", on=queries.scorecard_called)
@shows_moments
def scorecard(request: HttpRequest, scorecard: Scorecard) -> HttpResponse:
    then = {"as_at": request.moment.as_at, "known_at": request.moment.known_at}
    periods = periods_of(scorecard, **then)
    asked = request.GET.get("period", "")
    period = next((one for one in periods if asked in (str(one), period_slug(one))), None)
    if asked and period is None and periods:
        raise Http404(f"{scorecard} has no figures for {asked}")
    period = period or next(iter(periods), None)
    may_record = not request.moment.is_past and rules.has_perm("measures.record_figure", request.user)
    if period is None:
        context = {"scorecard": scorecard, "lines": lines_on(scorecard, **then), "may_record": may_record}
        return render(request, "measures/scorecard_empty.html", context)
    card = scorecard_for(scorecard, period, **then)
    card = replace(card, rows=with_verdicts(card.rows, period, **then))
    asked_for = request.GET.copy()
    asked_for["period"] = str(period)
    flags = flags_on(card, request.moment)
    form = ScorecardFilter(asked_for, periods=periods, sections=card.sections, flags=flags)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(card.rows, wanted, flags)
    rows = in_order(rows, request.GET.get("sort", ""), request.GET.get("direction", ""))
    if request.GET.get("format") == "csv":
        return exports.scorecard_csv(card, rows, f"{slugify(scorecard.name)}-{period_slug(period)}")
    context = {
        "scorecard": scorecard, "card": card, "rows": rows, "form": form, "summary": card.summary,
        "period_slug": period_slug(period),
        "width": FIXED_COLUMNS + len(card.shown), "none_words": words_for_none(card, wanted, flags),
        "row_shape": row_shape(scorecard.uuid, period_slug(period)), "one_source": card.one_source,
        "by_section": not request.GET.get("sort"),
        "panels": scorecard_panels_of(card, request.moment),
        "may_record": may_record, "flagged": _flagged(flags),
    }  # fmt: skip
    return render(request, "measures/scorecard.html", context)


def _flagged(flags: list[Flag]) -> dict[int, list[tuple[str, str]]]:
    """The flags beside each measure, by its row number: words and address."""
    beside: dict[int, list[tuple[str, str]]] = {}
    for flag in flags:
        for measure, href in flag.rows.items():
            beside.setdefault(measure, []).append((flag.words, href))
    return beside


@may("measures.edit_measure")
@require_http_methods(["GET", "POST"])
def new_scorecard(request: HttpRequest) -> HttpResponse:
    form = MakeScorecard(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_scorecard(
                form.cleaned_data["name"], body=form.cleaned_data["body"], by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The scorecard is made.")
            return redirect("measures:scorecard", uuid=made.uuid, slug=slugify(made.name) or "scorecard")
    return _form_page(request, {"form": form, "title": "Make a scorecard"})


@dataclass(frozen=True)
class RowOfPeriod:
    """A measure's row on the scorecard of a period: what the pages below it are about."""

    card: ScorecardOfPeriod
    row: ScorecardRow

    @property
    def address(self) -> dict[str, Any]:
        return {
            "uuid": self.card.scorecard.uuid, "period": period_slug(self.card.period),
            "measure": self.row.measure.uuid,
        }  # fmt: skip


def row_called(uuid: UUID, period: str, measure: UUID) -> RowOfPeriod:
    """The row of a URL; 404 for a period without figures or a measure that is not on the scorecard."""
    scorecard = queries.scorecard_called(uuid)
    card = scorecard_for(
        scorecard, _period_called(scorecard, period), measure=queries.measure_called(measure)
    )
    row = card.row_of(measure)
    if row is None:
        raise Http404("The measure is not on this scorecard")
    return RowOfPeriod(card, row)


def _period_called(scorecard: Scorecard, slug: str) -> Period:
    for period in periods_of(scorecard):
        if period_slug(period) == slug:
            return period
    raise Http404(f"{scorecard} has no figures for {slug}")


@may("measures.see_measures", on=row_called)
@shows_moments
def red_measure(request: HttpRequest, found: RowOfPeriod) -> HttpResponse:
    """The page on one measure of a scorecard: made for red ones, and there for every other."""
    as_at, known_at, past = request.moment.as_at, request.moment.known_at, request.moment.is_past
    if past and (then := _row_of_then(found, request.moment)) is None:
        return render(request, "measures/not_yet.html", {"found": found, "address": found.address})
    found = then if past else found
    measure = found.row.measure
    series = [
        one for one in queries.series(measure, as_at=as_at, known_at=known_at)
        if one.points[0].cell.period.kind is _kind_of(found)
    ]  # fmt: skip
    ours = next((one for one in series if one.is_the_boards), next(iter(series), None))
    marks = marks_of(measure, as_at=as_at, known_at=known_at)
    effects = effects_of([measure], as_at=as_at, known_at=known_at).get(measure.pk, NONE)
    served = list(queries.actions_served(measure, known_at=known_at))
    context = {
        "scorecard": found.card.scorecard, "card": found.card, "row": found.row, "measure": measure,
        "series": ours, "address": found.address,
        "chart": control_charts.shown(measure, controlled(measure, ours, effects), marks) if ours else None,
        "chances": chances_of(measure, ours) if ours else None,
        "actions_served": served, "questions": _questions(request, found),
        "recommendations": queries.recommendations_served(measure, known_at=known_at),
        "write_href": None if past else writing_address(request.user, measure, found.card.period),
    }  # fmt: skip
    return render(request, "measures/red_measure.html", context)


def _questions(request: HttpRequest, found: RowOfPeriod) -> list[Question]:
    then = {"as_at": request.moment.as_at, "known_at": request.moment.known_at}
    rows = with_verdicts([found.row], found.card.period, **then)
    [(_, standing)] = standings_of(rows, found.card.columns, today=request.today, **then)
    return questions_on(standing)


def _row_of_then(found: RowOfPeriod, moment: Moment) -> RowOfPeriod | None:
    """The row as it stood; None where the measure was not yet on the scorecard."""
    card = scorecard_for(
        found.card.scorecard, found.card.period, measure=found.row.measure,
        as_at=moment.as_at, known_at=moment.known_at,
    )  # fmt: skip
    row = card.row_of(found.row.measure.uuid)
    return RowOfPeriod(card, row) if row else None


def scorecards_then(found: Iterable[Scorecard], moment: Moment) -> list[Scorecard]:
    """The scorecards that had a measure on them, as they were, under the names that their bodies had."""
    shown = []
    for one in found:
        one.measures = len(lines_on(one, as_at=moment.as_at, known_at=moment.known_at))
        one.body = body_as_known(one.body, moment.known_at) if one.body else None
        shown += [one] if one.measures else []
    return shown


def _kind_of(found: RowOfPeriod) -> Any:
    return found.row.rated.period.kind if found.row.rated else found.card.period.kind


@may("measures.override_rating", on=row_called)
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, found: RowOfPeriod) -> HttpResponse:
    row, period = found.row, found.card.period
    form = OverrideRating(request.POST or None, overridden=row.override is not None)
    if request.method == "POST" and form.is_valid():
        rag, reason = form.cleaned_data["rag"], form.cleaned_data["reason"]
        about = {
            "computed": row.verdict, "reason": reason, "effective_on": request.today,
            "by": request.user, "at": request.now,
        }  # fmt: skip
        try:
            if rag == OverrideRating.WITHDRAW:
                actions.withdraw_override(row.measure, period, **about)
            else:
                actions.override_rating(row.measure, period, Rag(rag), **about)
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
        else:
            messages.success(request, "The rating is changed. The computed rating is shown beside it.")
            return redirect("measures:red_measure", **found.address)
    context = {"form": form, "row": row, "card": found.card, "title": "Override the rating"}
    return render(request, "measures/override.html", context, status=422 if form.errors else 200)


def _form_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "form_page.html", context, status=422 if context["form"].errors else 200)
