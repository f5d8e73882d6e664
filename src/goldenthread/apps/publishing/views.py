"""Pages on which a scorecard is checked, prepared, approved and published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
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
from goldenthread.apps.measures.scorecard_rows import ScorecardRow
from goldenthread.apps.measures.scorecards import period_slug, periods_of
from goldenthread.apps.people.access import may
from goldenthread.apps.publishing import access as access  # states the room's rules
from goldenthread.apps.publishing import actions, queries
from goldenthread.apps.publishing.assembling import Assembled, assemble
from goldenthread.apps.publishing.checking import Checked
from goldenthread.apps.publishing.checking import check as check_scorecard
from goldenthread.apps.publishing.findings import Found, narrowed
from goldenthread.apps.publishing.forms import Explain, FindingFilter, PrepareAgain, Seen, TakeBack, Withhold
from goldenthread.apps.publishing.models import Publication
from goldenthread.apps.publishing.offered import offered
from goldenthread.apps.publishing.queries import FindingInPeriod, ScorecardInPeriod, WordsInPublication
from goldenthread.apps.publishing.small_numbers import protections
from goldenthread.apps.publishing.untold import untold
from goldenthread.apps.publishing.worked_out import could_be_worked_out
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.published_hiding import words_digest
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
    loaded = could_be_worked_out(checked)
    return render(request, "publishing/check.html", {
        "of": of, "period_slug": period_slug(of.period), "checked": checked, "found": found, "form": form,
        "on_its_way": on_its_way, "assembled": assembled, "publications": publications,
        "published": [one for one in publications if one.stage == Stage.PUBLISHED],
        "loaded": loaded, "untold": untold(checked, loaded),
        "rules": [(row, held[row.measure.pk]) for row in checked.card.rows],
        "others": _other_periods(of, moment.known_at),
        "words": _words_of(assembled) if assembled else [],
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


@dataclass(frozen=True)
class WordsInPublic:
    """The words on a row, whether they stay out, and what of them a person is to look at."""

    row: ScorecardRow
    withheld: bool
    few: tuple[str, ...]


def _words_of(assembled: Assembled) -> list[WordsInPublic]:
    """The rows with words, and what becomes of them in the public edition."""
    few: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in assembled.few:
        few[one.key] += one.said
    withheld, rows = assembled.protected.hiding.withheld, assembled.checked.card.rows
    return [
        WordsInPublic(row, str(row.measure.uuid) in withheld, few[str(row.measure.uuid)])
        for row in rows
        if row.words or row.comment
    ]


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
SEEN = frozenset({"words_seen"})
"""Hidden fields beside the version that say what a person saw."""


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
                for name in form.fields.keys() & form.initial.keys() & SEEN:
                    form.data[name] = form.initial[name]
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
    """Look at the words on a measure: keep them out of the public edition, or let them in."""
    publication, measure = asked.publication, asked.measure
    assembled = assemble(publication, today=request.today)
    row = next(one for one in assembled.internal.rows if one.key == str(measure.uuid))

    def newest() -> int:
        last = publication.withholdings.filter(measure=measure).order_by("-version").first()
        return last.version if last else 0

    form = Withhold(request.POST or None, initial={"version": newest(), "words_seen": words_digest(row)})

    def decide(given: dict[str, Any]) -> None:
        if given["words_seen"] != words_digest(row):
            raise Refused("The words changed while you were reading. Read them again", code=actions.STALE)
        actions.withhold(
            publication, measure, withheld=given["withheld"], reason=given["reason"], seen=given["version"],
            words=given["words_seen"], by=request.user, at=request.now,
        )  # fmt: skip

    return _move(
        request, publication, form, decide, newest=newest, done="What you decided of the words is kept.",
        title="Words in public", template="publishing/withhold.html", row=row, submit_text="Keep",
        said=[one for one in (*assembled.quoting, *assembled.few) if one.key == row.key],
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
