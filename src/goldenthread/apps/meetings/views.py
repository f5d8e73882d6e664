"""Pages of meetings: the list, one meeting with the days that it was on, and the forms that keep them."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.meetings import actions, queries
from goldenthread.apps.meetings.exporting import meetings_csv
from goldenthread.apps.meetings.forms import AddMeeting, CancelMeeting, Filter, MoveMeeting
from goldenthread.apps.meetings.inviting import invite, told_up_to
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import panels_of
from goldenthread.apps.meetings.notices import notice_for
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused

ON_A_PAGE = 50


@may("meetings.see")
def meetings(request: HttpRequest) -> HttpResponse:
    form = Filter(request.GET)
    found = queries.meeting_list(form.wanted(), today=request.today)
    if request.GET.get("format") == "csv":
        response = HttpResponse(meetings_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="meetings.csv"'
        return response
    return render(
        request,
        "meetings/meetings.html",
        {
            "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
            "filter": Filter(request.GET),
            "narrowed": any(request.GET.get(name) for name in form.fields),
            "today": request.today,
            "may_edit": _may_edit(request),
        },
    )


@may("meetings.see", on=queries.meeting_called)
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return render(
        request,
        "meetings/meeting.html",
        {
            "meeting": meeting,
            "moves": meeting.moves.select_related("recorded_by"),
            "before": queries.last_before(meeting.body, meeting.held_on),
            "after": queries.next_after(meeting.body, meeting.held_on),
            "notice": notice_for(meeting, request.now),
            "told": told_up_to(meeting),
            "may_tell": _may_edit(request) and meeting.held_on >= request.today,
            "panels": panels_of(meeting, request.user, request.today),
            "may_edit": _may_edit(request) and not meeting.is_cancelled,
        },
    )


@may("meetings.edit")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    initial = {"body": request.GET.get("body"), "tell": True}
    form = AddMeeting(request.POST or None, initial=initial)

    def write() -> Meeting:
        return actions.add_meeting(**form.says(), by=request.user, at=request.now)

    return _ask(request, form, write, title="Add a meeting", words="The meeting was added.")


@may("meetings.edit", on=queries.meeting_called)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    initial = {name: getattr(meeting, name) for name in ("held_on", "starts_at", "ends_at", "place")}
    initial["tell"] = told_up_to(meeting) is not None
    form = MoveMeeting(request.POST or None, initial=initial)

    def write() -> Meeting:
        return actions.move_meeting(meeting, **form.says(), by=request.user, at=request.now)

    return _ask(request, form, write, title="Move the meeting", words="The meeting was moved.", on=meeting)


@may("meetings.edit", on=queries.meeting_called)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = CancelMeeting(request.POST or None, initial={"tell": told_up_to(meeting) is not None})

    def write() -> Meeting:
        return actions.cancel_meeting(
            meeting, cancelled_on=request.today, reason=form.cleaned_data["reason"], by=request.user,
            at=request.now,
        )  # fmt: skip

    return _ask(
        request, form, write, title="Cancel the meeting", words="The meeting was cancelled.", on=meeting
    )


@may("meetings.edit", on=queries.meeting_called)
@require_POST
def tell(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write to the members of a meeting as it stands."""
    try:
        _tell(request, meeting)
    except Refused as refusal:
        messages.warning(request, refusal.words)
    return redirect(meeting)


def _tell(request: HttpRequest, meeting: Meeting) -> None:
    letters = invite(meeting, today=request.today, by=request.user, at=request.now)
    number = len(letters)
    messages.success(request, f"{number} member{' was' if number == 1 else 's were'} written to.")


def _may_edit(request: HttpRequest) -> bool:
    return rules.has_perm("meetings.edit", request.user)


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], Meeting], *, title: str, words: str,
    on: Meeting | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the meeting; what was typed stays where it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, words)
            if form.cleaned_data.get("tell") and written.held_on >= request.today:
                try:
                    _tell(request, written)
                except Refused as refusal:
                    messages.warning(request, refusal.words)
            return redirect(written)
    context = {"form": form, "title": title, "on": on}
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)
