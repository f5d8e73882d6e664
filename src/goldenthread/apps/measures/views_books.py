"""What members take away: what to ask of a scorecard, and a paper with a page for each measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from goldenthread.apps.measures import queries
from goldenthread.apps.measures.addresses import row_shape
from goldenthread.apps.measures.books import sheets_of
from goldenthread.apps.measures.control import with_verdicts
from goldenthread.apps.measures.models import Measure, Scorecard
from goldenthread.apps.measures.places import measures_as_known
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import (
    by_recency,
    columns_for,
    period_slug,
    periods_of,
    rows_of,
    scorecard_for,
)
from goldenthread.apps.measures.standings import questions_on, standings_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.queries import the_council
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.documents import measure_book_tables
from goldenthread.documents.measure_book import MeasureBook
from goldenthread.documents.measure_book_pages import render_pdf
from goldenthread.rulebook.asking import question_of_all, three_questions
from goldenthread.rulebook.periods import Period

FORMS = {
    "pdf": ("application/pdf", render_pdf),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        measure_book_tables.render_excel,
    ),
    "csv": ("text/csv; charset=utf-8", measure_book_tables.render_figures_csv),
}


@dataclass(frozen=True)
class Quarter:
    """A scorecard and one of the periods that it has figures of."""

    scorecard: Scorecard
    period: Period


def quarter_called(uuid: UUID, period: str) -> Quarter:
    """Raises Http404 for a period that the scorecard has no figures of."""
    scorecard = queries.scorecard_called(uuid)
    found = next((one for one in periods_of(scorecard) if period_slug(one) == period), None)
    if found is None:
        raise Http404(f"{scorecard} has no figures for {period}")
    return Quarter(scorecard, found)


@may("measures.see_measures", on=quarter_called)
@shows_moments
def ask(request: HttpRequest, found: Quarter) -> HttpResponse:
    """Three questions on each measure that is red or deteriorates, for members."""
    then = _then(request)
    card = scorecard_for(found.scorecard, found.period, **then)
    rows = with_verdicts(card.rows, card.period, **then)
    standings = standings_of(rows, card.columns, today=request.today, **then)
    of_all = question_of_all([standing for _, standing in standings])
    asked = [
        {"row": row, "questions": three_questions(standing, of_all=of_all is not None)}
        for row, standing in standings
        if standing.asks_for_three
    ]
    context = {
        "scorecard": found.scorecard, "card": card, "asked": asked, "total": len(card.rows),
        "of_all": of_all, "unanswered": [row for row, standing in standings if standing.nobody_answers],
        "row_shape": row_shape(found.scorecard.uuid, period_slug(found.period)),
    }  # fmt: skip
    return render(request, "measures/ask.html", context)


@may("measures.see_measures", on=quarter_called)
@shows_moments
def scorecard_book(request: HttpRequest, found: Quarter) -> HttpResponse:
    """A page for each measure of a scorecard: `?format=pdf`, `xlsx` or `csv`."""
    name = f"{slugify(found.scorecard.name)}-{period_slug(found.period)}-measures"
    rows = scorecard_for(found.scorecard, found.period, **_then(request)).rows
    return _file(request, found.scorecard.name, name, rows, found.period)


@may("measures.see_measures", on=queries.measure_called)
@shows_moments
def measure_book(request: HttpRequest, measure: Measure) -> HttpResponse:
    """One measure as a paper, in its newest period: `?format=pdf`, `xlsx` or `csv`."""
    then = _then(request)
    measures_as_known([measure], then["known_at"])
    series = [one for one in queries.series(measure, **then) if one.is_ours]
    newest = min((one.points[-1].cell.period for one in series), key=by_recency, default=None)
    if newest is None:
        raise Http404("The measure has no figure yet")
    return _file(
        request, str(measure), slugify(str(measure))[:60], rows_of([measure], newest, **then), newest
    )


def _then(request: HttpRequest) -> dict[str, Any]:
    return {"as_at": request.moment.as_at, "known_at": request.moment.known_at}


def _file(
    request: HttpRequest, title: str, name: str, rows: Sequence[ScorecardRow], period: Period
) -> HttpResponse:
    form = request.GET.get("format", "pdf")
    if form not in FORMS:
        raise Http404(f"There is no {form} of this paper")
    then = _then(request)
    judged = with_verdicts(rows, period, **then)
    standings = standings_of(judged, columns_for(period), today=request.today, **then)
    council = the_council()
    book = MeasureBook(
        council=council.name if council else "",
        title=title,
        period=str(period),
        dated=then["as_at"] or request.today,
        measures=sheets_of(((row, questions_on(standing)) for row, standing in standings), **then),
        labels=(council.notice,) if council and council.notice else (),
    )
    media_type, rendered = FORMS[form]
    response = HttpResponse(rendered(book), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
