"""The page of one minute, and its editor: typed while the meeting runs, saved by itself or by a button."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.apps.minutes import correcting, queries, writing
from goldenthread.apps.minutes.attending import quorum_of
from goldenthread.apps.minutes.forms import AskCorrection, MinuteText, SettleCorrection
from goldenthread.apps.minutes.models import Correction, ItemMinute, OtherText
from goldenthread.apps.minutes.refusing import AGREED, SIGNED
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.trail.refusals import Refused


@may("minutes.see_minute", on=queries.minute_called)
@require_GET
def minute(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    keeps = rules.has_perm("minutes.keep", request.user)
    [shown] = queries.shown_minutes([minute], queries.declarations_of(minute.minutes))
    return render(request, "minutes/minute.html", {
        "minute": minute,
        "meeting": minute.minutes.meeting,
        "shown": shown,
        "keeps": keeps,
        "writes": keeps and minute.minutes.is_draft,
        "undertakings": queries.undertakings_in(minute) if keeps else (),
        "other_texts": _waiting(minute) if keeps else (),
        "may_correct": not minute.minutes.is_draft
        and rules.has_perm("minutes.ask_correction", request.user, minute),
    })  # fmt: skip


@may("minutes.keep", on=queries.minute_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    """The editor. Opening it claims the minute; whoever comes second is told, and may write all the same."""
    if not minute.minutes.is_draft:
        return _closed(request, minute, request.POST.get("text", ""))
    form = MinuteText(request.POST or None, initial={"version": minute.version, "text": minute.text})
    if request.method == "POST" and form.is_valid():
        try:
            saved = writing.save_text(
                minute, form.cleaned_data["text"], version=form.cleaned_data["version"], by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused:
            minute.minutes.refresh_from_db()
            return _closed(request, minute, form.cleaned_data["text"])
        if saved.kept_beside:
            return redirect("minutes:put_together", minute.uuid)
        writing.leave(minute, by=request.user)
        messages.success(request, f"Minute {minute.label} was saved.")
        return redirect((request.POST.get("do") == "next" and _next(minute)) or minute)
    claim = writing.enter(minute, by=request.user, at=request.now)
    return render(request, "minutes/edit.html", {
        "form": form,
        "minute": minute,
        "meeting": minute.minutes.meeting,
        "other": claim if claim.by_id != request.user.pk else None,
        "other_texts": _waiting(minute),
        "quorum": quorum_of(minute.minutes, item=minute.item),
    }, status=422 if form.errors else 200)  # fmt: skip


@may("minutes.keep", on=queries.minute_called)
@require_POST
def autosave(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    """Keep what is typed so far, and the claim; answer with a line that says what became of it."""
    form = MinuteText(request.POST)
    context = {"minute": minute, "at": request.now}
    if form.is_valid():
        try:
            saved = writing.save_text(
                minute, form.cleaned_data["text"], version=form.cleaned_data["version"], by=request.user,
                at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            context["refusal"] = refusal.words
        else:
            claim = writing.enter(minute, by=request.user, at=request.now)
            context |= {
                "version": form.cleaned_data["version"] if saved.kept_beside else saved.minute.version,
                "kept_beside": saved.kept_beside,
                "other": claim.by if claim.by_id != request.user.pk else None,
            }
    return render(request, "minutes/saved.html", context)


@may("minutes.keep", on=queries.minute_called)
@require_http_methods(["GET", "POST"])
def put_together(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    """The minute's text and those kept beside it, and one text that takes their place."""
    if not minute.minutes.is_draft:
        return _closed(request, minute, request.POST.get("text", ""))
    waiting = list(_waiting(minute))
    form = MinuteText(request.POST or None, initial={"version": minute.version, "text": minute.text})
    if request.method == "POST" and form.is_valid():
        seen = [one for one in waiting if str(one.uuid) in request.POST.getlist("seen")]
        try:
            writing.put_together(
                minute, form.cleaned_data["text"], version=form.cleaned_data["version"], seen=seen,
                by=request.user, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            put_refusal(form, refusal)
            minute.refresh_from_db()
            form.data = form.data.copy()
            form.data["version"] = str(minute.version)
        else:
            messages.success(request, "The texts were put together. Each stays on record.")
            return redirect(minute)
    return render(request, "minutes/put_together.html", {
        "form": form, "minute": minute, "waiting": waiting,
    }, status=422 if form.errors else 200)  # fmt: skip


@may("minutes.ask_correction", on=queries.minute_called)
@require_http_methods(["GET", "POST"])
def ask_correction(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    form = AskCorrection(request.POST or None)

    def write() -> object:
        return correcting.ask_correction(minute, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Ask for a correction", caption=str(minute),
        words="It comes back on the next agenda.", then=minute.get_absolute_url(),
        lead="The text stays. A minute of the next meeting corrects it, and both are shown.",
    )  # fmt: skip


@may("minutes.keep", on=queries.correction_called)
@require_http_methods(["GET", "POST"])
def settle_correction(request: HttpRequest, correction: Correction) -> HttpResponse:
    old = correction.minute
    part_2 = rules.has_perm("minutes.see_part_2", request.user, old)
    later = queries.later_minutes_of(old.body, old.minutes.meeting.held_on, part_2=part_2)
    form = SettleCorrection(request.POST or None, minutes=later.exclude(minutes=old.minutes_id))

    def write() -> object:
        return correcting.settle_correction(correction, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Settle the correction", caption=str(correction),
        words="It is shown beside the minute.", then=old.get_absolute_url(),
        lead=f"To read: {correction.should_read}",
    )  # fmt: skip


def _waiting(minute: ItemMinute) -> list[OtherText]:
    return list(minute.other_texts.filter(settled_at=None).select_related("recorded_by"))


def _next(minute: ItemMinute) -> str | None:
    following = minute.minutes.item_minutes.filter(position__gt=minute.position).order_by("position").first()
    return f"{following.get_absolute_url()}edit/" if following else None


def _closed(request: HttpRequest, minute: ItemMinute, typed: str = "") -> HttpResponse:
    """Why the minute cannot be edited, with what was typed, so that it can be kept."""
    words = SIGNED if minute.minutes.is_signed else AGREED
    return render(
        request, "minutes/closed.html", {"minute": minute, "words": words, "typed": typed},
        status=422 if request.method == "POST" else 200,
    )  # fmt: skip
