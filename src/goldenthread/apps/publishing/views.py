"""Pages on which a scorecard is checked, prepared, approved and published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import rules
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.measures.exports import csv_file
from goldenthread.apps.measures.scorecards import period_slug, periods_of
from goldenthread.apps.people.access import may
from goldenthread.apps.publishing import access as access  # states the room's rules
from goldenthread.apps.publishing import actions, queries
from goldenthread.apps.publishing.assembling import assemble
from goldenthread.apps.publishing.checking import Checked
from goldenthread.apps.publishing.checking import check as check_scorecard
from goldenthread.apps.publishing.findings import Found, narrowed
from goldenthread.apps.publishing.forms import Explain, FindingFilter, PrepareAgain, Seen, TakeBack, Withhold
from goldenthread.apps.publishing.models import Publication
from goldenthread.apps.publishing.offered import offered
from goldenthread.apps.publishing.protecting import could_be_worked_out
from goldenthread.apps.publishing.queries import FindingInPeriod, ScorecardInPeriod, WordsInPublication
from goldenthread.apps.publishing.small_numbers import protections
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.periods import Period
from goldenthread.rulebook.publishing import Stage, may_approve

MOST_PERIODS = 4


@may("publishing.see", on=queries.scorecard_in_period_called)
@shows_moments
def check(request: HttpRequest, of: ScorecardInPeriod) -> HttpResponse:
    """What the checks found, what is hidden, and where the edition stands."""
    moment = request.moment
    publications = queries.publications_of(of.scorecard, of.period, moment.known_at)
    on_its_way = next((one for one in publications if one.stage != Stage.PUBLISHED), None)
    assembled = None
    if on_its_way and not moment.is_past:
        assembled = assemble(on_its_way, today=request.today, intervals=True)
    checked = assembled.checked if assembled else check_scorecard(
        of.scorecard, of.period, known_at=moment.known_at
    )  # fmt: skip
    form = _filter(request, checked)
    found = narrowed(checked.findings, form.cleaned_data if form.is_valid() else {})
    if request.GET.get("format") == "csv":
        return _findings_csv(of, found)
    held = protections([row.measure for row in checked.card.rows], moment.known_at)
    return render(request, "publishing/check.html", {
        "of": of, "period_slug": period_slug(of.period), "checked": checked, "found": found, "form": form,
        "on_its_way": on_its_way, "assembled": assembled, "publications": publications,
        "published": [one for one in publications if one.stage == Stage.PUBLISHED],
        "loaded": could_be_worked_out(checked),
        "rules": [(row, held[row.measure.pk]) for row in checked.card.rows],
        "others": _other_periods(of, moment.known_at),
        "words": _words_of(on_its_way, checked) if assembled and on_its_way else [],
        **_may_do(request, on_its_way),
    })  # fmt: skip


def _other_periods(of: ScorecardInPeriod, known_at: datetime | None) -> list[tuple[Period, str]]:
    """The newest other periods with figures, and where each is checked."""
    others = [one for one in periods_of(of.scorecard, known_at=known_at) if one != of.period]
    return [(one, queries.check_address(of.scorecard, one)) for one in others[:MOST_PERIODS]]


def _filter(request: HttpRequest, checked: Checked) -> FindingFilter:
    codes = sorted({one.code for one in checked.findings})
    named = {key: name for one in checked.findings for key, name in zip(one.keys, one.measures, strict=True)}
    return FindingFilter(request.GET or None, codes=codes, measures=named.items())


def _findings_csv(of: ScorecardInPeriod, found: list[Found]) -> HttpResponse:
    headings = (
        "Check", "Measures", "Period", "Expected", "Published", "Finding", "Proposed link", "Explanation",
        "Explained by", "Explained on",
    )  # fmt: skip
    rows = (
        (
            one.code, ", ".join(one.measures), one.period, one.expected, one.published, one.message,
            "yes" if one.tentative else "", one.explanation.words if one.explanation else "",
            one.explanation.written_by if one.explanation else "",
            one.explanation.effective_on if one.explanation else "",
        )
        for one in found
    )  # fmt: skip
    return csv_file(f"findings-{period_slug(of.period)}", headings, rows)


def _words_of(publication: Publication, checked: Checked) -> list[tuple[Any, bool]]:
    """The rows with words, and whether they stay out of the public edition."""
    decided = publication.withholdings.order_by("measure_id", "-version").distinct("measure_id")
    withheld = {one.measure_id for one in decided if one.withheld}
    return [(row, row.measure.pk in withheld) for row in checked.card.rows if row.words or row.comment]


def _may_do(request: HttpRequest, on_its_way: Publication | None) -> dict[str, bool]:
    """What this person may do next. Of the past one reads."""
    now = not request.moment.is_past
    stage = on_its_way.stage if on_its_way else ""
    approves = now and rules.has_perm("publishing.approve", request.user)
    is_ones_own = bool(on_its_way) and not may_approve(request.user.pk, preparer=on_its_way.prepared_by_id)
    prepares = now and rules.has_perm("publishing.prepare", request.user)
    return {
        "may_prepare": prepares and not on_its_way,
        "may_edit": prepares,
        "may_withhold": prepares and stage == Stage.PREPARED,
        "may_approve": approves and stage == Stage.PREPARED and not is_ones_own,
        "is_ones_own": approves and stage == Stage.PREPARED and is_ones_own,
        "may_take_back": now
        and stage == Stage.APPROVED
        and rules.has_perm("publishing.take_back", request.user),
        "may_publish": now and stage == Stage.APPROVED and rules.has_perm("publishing.publish", request.user),
    }


Do = Callable[[dict[str, Any]], Any]


def one_form(
    request: HttpRequest, form: forms.Form, do: Do, *, done: str, to: str,
    newest: Callable[[], int] | None = None,
    template: str = "form_page.html", **context: Any,
) -> HttpResponse:  # fmt: skip
    """A page that asks one thing. A refusal is told on it with what was typed kept.

    `newest` gives the version that holds now: after a stale form the person has seen it, and sending the form
    again is their decision.
    """
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except Refused as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, ValidationError(refusal.words, code=refusal.code))
            if newest and refusal.code in (actions.STALE, "meanwhile"):
                form.data = form.data.copy()
                form.data["version"] = str(newest())
        else:
            messages.success(request, done)
            return redirect(to)
    page = {"form": form, "cancel_href": to, **context}
    return render(request, template, page, status=422 if form.errors else 200)


@may("publishing.prepare", on=queries.scorecard_in_period_called)
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest, of: ScorecardInPeriod) -> HttpResponse:
    """Begin an edition, with its reason where there was one before."""
    earlier = queries.publications_of(of.scorecard, of.period)
    given = request.POST if request.method == "POST" else None
    form = PrepareAgain(given) if earlier else forms.Form(given)
    return one_form(
        request, form,
        lambda given: actions.prepare(
            of.scorecard, of.period, reason=given.get("reason", ""), by=request.user, at=request.now
        ),
        done="The edition is being prepared. Explain or correct what the checks found.",
        to=queries.check_address(of.scorecard, of.period), title="Prepare an edition",
        caption=_caption(of), submit_text="Prepare",
        lead="It can be approved, by another person, when every finding is explained or corrected.",
    )  # fmt: skip


@may("publishing.prepare", on=queries.finding_called)
@require_http_methods(["GET", "POST"])
def explain(request: HttpRequest, asked: FindingInPeriod) -> HttpResponse:
    of, found = asked.of, asked.found
    said = offered(found, of.period)
    form = Explain(request.POST or None, initial={
        "version": found.version, "words": found.explanation.words if found.explanation else said,
    })  # fmt: skip
    period = period_slug(of.period)

    def newest() -> int:
        return queries.finding_called(of.scorecard.uuid, period, found.digest).found.version

    return one_form(
        request, form,
        lambda given: actions.explain(
            of.scorecard, of.period, found, given["words"], version=given["version"],
            effective_on=request.today, by=request.user, at=request.now,
        ),
        done="The explanation is kept. It stands as long as these numbers do.", newest=newest,
        to=queries.check_address(of.scorecard, of.period), template="publishing/explain.html",
        found=found, said=said, title="Explain a finding", caption=_caption(of),
        submit_text="Keep the explanation",
    )  # fmt: skip


@may("publishing.approve", on=queries.publication_called)
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, publication: Publication) -> HttpResponse:
    assembled = assemble(publication, today=request.today)
    return _move(
        request, publication, Seen(request.POST or None, initial={"version": publication.version}),
        lambda given: actions.approve(
            publication, version=given["version"], by=request.user, at=request.now, today=request.today
        ),
        done="The edition is approved. It can be published as it now stands.", title="Approve this edition",
        submit_text="Approve", assembled=assembled, template="publishing/approve.html",
    )  # fmt: skip


@may("publishing.take_back", on=queries.publication_called)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, publication: Publication) -> HttpResponse:
    return _move(
        request, publication, TakeBack(request.POST or None, initial={"version": publication.version}),
        lambda given: actions.take_back(
            publication, reason=given["reason"], version=given["version"], by=request.user, at=request.now
        ),
        done="The approval is taken back.", title="Take the approval back", submit_text="Take it back",
    )  # fmt: skip


@may("publishing.publish", on=queries.publication_called)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, publication: Publication) -> HttpResponse:
    assembled = assemble(publication, today=request.today)
    return _move(
        request, publication, Seen(request.POST or None, initial={"version": publication.version}),
        lambda given: actions.publish(
            publication, version=given["version"], by=request.user, at=request.now, today=request.today
        ),
        done="The edition is published. Nothing changes it from now on.", title="Publish this edition",
        submit_text="Publish", assembled=assembled, template="publishing/approve.html",
        lead="What is published stays. A later correction makes a new edition.",
    )  # fmt: skip


@may("publishing.prepare", on=queries.words_called)
@require_http_methods(["GET", "POST"])
def withhold(request: HttpRequest, asked: WordsInPublication) -> HttpResponse:
    """Keep the words on a measure out of the public edition, or let them in again."""
    publication, measure = asked.publication, asked.measure

    def newest() -> Any:
        return publication.withholdings.filter(measure=measure).order_by("-version").first()

    last = newest()
    is_out = bool(last and last.withheld)
    return _move(
        request, publication,
        Withhold(request.POST or None, initial={"version": last.version if last else 0}),
        lambda given: actions.withhold(
            publication, measure, withheld=not is_out, reason=given["reason"], seen=given["version"],
            by=request.user, at=request.now,
        ),
        newest=lambda: newest().version,
        done="The words are let in again." if is_out else "The words stay out of the public edition.",
        title="Let the words in again" if is_out else "Withhold the words", lead=str(measure),
        submit_text="Let them in" if is_out else "Withhold",
    )  # fmt: skip


def _move(
    request: HttpRequest, publication: Publication, form: forms.Form, do: Do, **context: Any
) -> HttpResponse:
    context.setdefault("newest", lambda: queries.publication_called(publication.uuid).version)
    return one_form(
        request, form, do, to=queries.check_address(publication.scorecard, publication.period),
        caption=str(publication), publication=publication, **context,
    )  # fmt: skip


def _caption(of: ScorecardInPeriod) -> str:
    return f"{of.scorecard}, {of.period}"
