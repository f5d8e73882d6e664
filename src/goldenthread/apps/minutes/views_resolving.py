"""Pages of what was resolved: with the quorum of that hour, and votes where they were taken."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.minutes import queries, resolving
from goldenthread.apps.minutes.attending import quorum_of
from goldenthread.apps.minutes.forms import Reason, ResolutionForm
from goldenthread.apps.minutes.models import Attendance, ItemMinute, Resolution
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.trail.refusals import Refused


@may("minutes.keep", on=queries.minute_called)
@require_http_methods(["GET", "POST"])
def resolve(request: HttpRequest, minute: ItemMinute) -> HttpResponse:
    form = _form(request, minute, {})

    def write() -> Resolution:
        return resolving.resolve(minute, form.says(), by=request.user, at=request.now)

    return _ask(request, form, write, minute, "Record a resolution")


@may("minutes.keep", on=queries.resolution_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    minute = resolution.minute
    initial = {
        "version": resolution.version, "text": resolution.text, "outcome": resolution.outcome,
        "decided_at": resolution.decided_at, "votes_for": resolution.votes_for,
        "against": resolution.votes_against, "abstained": resolution.abstained,
        "out_of_quorum": resolution.out_of_quorum,
    }  # fmt: skip
    for vote in resolution.named_votes.select_related("attendance"):
        initial[f"vote_{vote.attendance.uuid}"] = vote.vote
    form = _form(request, minute, initial)

    def write() -> Resolution:
        version = form.cleaned_data["version"] or 0
        return resolving.revise(resolution, form.says(), version=version, by=request.user, at=request.now)

    return _ask(request, form, write, minute, f"Change resolution ({resolution.letter})", resolution)


@may("minutes.keep", on=queries.resolution_called)
@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, resolution: Resolution) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> object:
        return resolving.strike(resolution, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title=f"Strike out resolution ({resolution.letter})",
        caption=str(resolution.minute), words="It was struck out.", then=resolution.minute.get_absolute_url(),
        lead=resolution.text, submit_text="Strike it out",
    )  # fmt: skip


def _form(request: HttpRequest, minute: ItemMinute, initial: dict[str, object]) -> ResolutionForm:
    voters = queries.attendance_of(minute.minutes).filter(voting=True, status__in=Attendance.IN_THE_ROOM)
    asks = bool(initial.get("out_of_quorum")) or quorum_of(minute.minutes, item=minute.item).met is False
    return ResolutionForm(request.POST or None, voters=voters, ask_quorum=asks, initial=initial)


def _ask(
    request: HttpRequest, form: ResolutionForm, write: Callable[[], Resolution], minute: ItemMinute,
    title: str, resolution: Resolution | None = None,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            if refusal.code == resolving.WITHOUT_QUORUM:
                form = ResolutionForm(request.POST, voters=form.voters, ask_quorum=True)
                form.is_valid()
            put_refusal(form, refusal)
            if refusal.code == "stale" and resolution is not None:
                resolution.refresh_from_db()
                form.data = form.data.copy()
                form.data["version"] = str(resolution.version)
        else:
            messages.success(request, "It was recorded.")
            return redirect(written)
    return render(request, "minutes/resolution.html", {
        "form": form, "title": title, "caption": str(minute), "minute": minute,
        "quorum": quorum_of(minute.minutes, item=minute.item), "cancel_href": minute.get_absolute_url(),
        "now_says": resolution if form.errors and resolution else None,
    }, status=422 if form.errors else 200)  # fmt: skip
