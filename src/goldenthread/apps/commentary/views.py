"""Pages of commentary: words beside their figures, the list of a scorecard, sign-off, return, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.commentary import access as access  # states the room's rules
from goldenthread.apps.commentary import actions, listing, queries
from goldenthread.apps.commentary.actions import FIGURES, MEANWHILE
from goldenthread.apps.commentary.beside import shown_of, shown_to
from goldenthread.apps.commentary.forms import ListFilter, Return, Write
from goldenthread.apps.commentary.models import Comment
from goldenthread.apps.commentary.page import page_of
from goldenthread.apps.commentary.queries import MeasureInPeriod, ScorecardInPeriod
from goldenthread.apps.measures.exports import csv_file
from goldenthread.apps.measures.recorded import period_of
from goldenthread.apps.measures.scorecards import period_slug
from goldenthread.apps.people.access import may, standing
from goldenthread.apps.trail.moments import shows_moments
from goldenthread.apps.trail.refusals import Refused


@may("commentary.write", on=queries.measure_in_period_called)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, found: MeasureInPeriod) -> HttpResponse:
    """Words beside the figures; with `?for=lead`, the lead's words, entered by another and marked so."""
    page = page_of(found)
    speakers = queries.speakers_for(found.measure) if request.GET.get("for") == "lead" else {}
    form = Write(request.POST or None, speakers=speakers, speaker=queries.lead_key(found.measure), initial={
        "version": page.version, "seen": shown_of(page.row).digest,
        "text": page.said.comment.text if page.said else "",
    })  # fmt: skip
    refused = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.write_comment(
                found.measure, found.period, given["text"], version=given["version"], seen=given["seen"],
                on_behalf_of=given.get("on_behalf_of"), effective_on=request.today, by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, refusal.words)
            refused = refusal.code
            page = page_of(found)
            _as_seen_now(form, version=page.version, seen=shown_of(page.row).digest)
        else:
            messages.success(
                request, f"Your words on {found.measure} are kept. A head of service signs them off."
            )
            return redirect("commentary:history", **found.address)
    return render(request, "commentary/write.html", {
        "found": found, "page": page, "form": form, "title": f"Words on {found.measure}",
        "others_wrote": refused == MEANWHILE, "figures_changed": refused == FIGURES,
        "for_another": bool(speakers), "leads_it": found.measure.lead_id in standing(request.user).posts,
    }, status=422 if form.errors else 200)  # fmt: skip


def _as_seen_now(form: Write, **seen: object) -> None:
    """The person has now seen what holds: sending the form again is their decision."""
    form.data = form.data.copy()
    form.data.update({name: str(value) for name, value in seen.items()})


@may("commentary.see", on=queries.measure_in_period_called)
@shows_moments
def history(request: HttpRequest, found: MeasureInPeriod) -> HttpResponse:
    moment = request.moment
    return render(request, "commentary/history.html", {
        "found": found,
        "versions": queries.history(found, as_at=moment.as_at, known_at=moment.known_at),
        "may_write": rules.has_perm("commentary.write", request.user, found),
    })  # fmt: skip


@may("commentary.see", on=queries.scorecard_in_period_called)
@shows_moments
def listed(request: HttpRequest, found: ScorecardInPeriod) -> HttpResponse:
    moment = request.moment
    entries = listing.entries_of(
        found, day=moment.as_at or request.today, as_at=moment.as_at, known_at=moment.known_at
    )
    form = ListFilter(request.GET or None, leads=sorted({entry.lead for entry in entries if entry.lead}))
    wanted = form.cleaned_data if form.is_valid() else {}
    shown = listing.narrowed(entries, state=wanted.get("state", ""), lead=wanted.get("lead", ""))
    if request.GET.get("format") == "csv":
        return _as_csv(found, shown)
    # Of the past one reads: what was then is neither written nor signed off now.
    rows = [Listed(entry) if moment.is_past else _for_person(entry, found, request) for entry in shown]
    return render(request, "commentary/list.html", {
        "found": found, "rows": rows, "form": form, "summary": listing.summary_of(entries),
        "period_slug": period_slug(found.period), "may_sign_any": any(row.may_sign for row in rows),
    })  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """An entry with what the person who asks may do about it."""

    entry: listing.Entry
    may_write: bool = False
    may_sign: bool = False
    may_return: bool = False


def _for_person(entry: listing.Entry, found: ScorecardInPeriod, request: HttpRequest) -> Listed:
    signs = rules.has_perm("commentary.sign_off", request.user)
    subject = MeasureInPeriod(entry.measure, found.period)
    return Listed(
        entry,
        may_write=rules.has_perm("commentary.write", request.user, subject),
        may_sign=signs and entry.may_be_signed_by(request.user),
        may_return=signs and entry.may_be_returned_by(request.user),
    )


def _as_csv(found: ScorecardInPeriod, entries: list[listing.Entry]) -> HttpResponse:
    headings = (
        "Section", "Reference", "Measure", "Lead", "Figure", "Target", "Rating", "Words", "Written by",
        "Written on", "Version", "Sign-off", "Signed off by", "Reason of return", "Changed since", "Asked on",
        "Wanted by", "Late",
    )  # fmt: skip
    name = f"commentary-{slugify(found.scorecard.name)}-{period_slug(found.period)}"
    return csv_file(name, headings, (_csv_row(entry) for entry in entries))


def _csv_row(entry: listing.Entry) -> list[Any]:
    row, said, asked = entry.row, entry.said, entry.asked
    decision = said.decision if said else None
    return [
        row.section, row.reference, entry.measure.title, entry.lead, row.rated.text if row.rated else "",
        row.target or "", row.rag, said.comment.text if said else "", said.author if said else "",
        said.comment.effective_on if said else "", said.comment.version if said else "",
        decision.outcome if decision else "", decision.decided_by if decision else "",
        decision.reason if decision else "", " ".join(said.changes) if said else "",
        asked.on if asked else "", asked.due if asked else "", "yes" if entry.is_late else "",
    ]  # fmt: skip


@may("commentary.sign_off", on=queries.scorecard_in_period_called)
@require_POST
def sign_off(request: HttpRequest, found: ScorecardInPeriod) -> HttpResponse:
    """Sign off what was ticked on the list; what was not is named, with the reason."""
    comments = _ticked(request)
    if not comments:
        messages.error(request, "Tick the words that you sign off.")
        return redirect("commentary:list", **found.address)
    done = actions.sign_off(comments, on=request.today, by=request.user, at=request.now)
    if done.signed:
        count = len(done.signed)
        words = f"You signed off the words on {count} {'measure' if count == 1 else 'measures'}."
        messages.success(request, words)
    for comment, refusal in done.refused:
        code = f" ({refusal.code})" if refusal.code.isupper() else ""
        messages.error(request, f"{comment.measure}: {refusal.words}{code}")
    return redirect("commentary:list", **found.address)


def _ticked(request: HttpRequest) -> list[Comment]:
    """The versions that were ticked; what is not an id of one is left out."""
    wanted = []
    for text in request.POST.getlist("comment"):
        try:
            wanted.append(UUID(text))
        except ValueError:
            continue
    return list(Comment.objects.filter(uuid__in=wanted).select_related("measure"))


@may("commentary.sign_off", on=queries.comment_called)
@require_http_methods(["GET", "POST"])
def return_comment(request: HttpRequest, comment: Comment) -> HttpResponse:
    found = MeasureInPeriod(comment.measure, period_of(comment))
    form = Return(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_comment(
                comment, reason=form.cleaned_data["reason"], on=request.today, by=request.user, at=request.now
            )
        except Refused as refusal:
            form.add_error(refusal.field, ValidationError(refusal.words, code=refusal.code))
        else:
            messages.success(request, f"The words on {comment.measure} went back to the one who wrote them.")
            return redirect("commentary:history", **found.address)
    return render(request, "commentary/return.html", {
        "comment": comment, "found": found, "form": form, "title": "Return these words",
        "caption": f"{comment.measure}, {found.period}", "submit_text": "Return",
        "shown": shown_to(comment), "cancel_href": queries.history_address(found.measure, found.period),
    }, status=422 if form.errors else 200)  # fmt: skip
