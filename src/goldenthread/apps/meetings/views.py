"""Pages of meetings: the list, one meeting with the days that it was on, and the forms that keep them."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.meetings import actions, queries
from goldenthread.apps.meetings.exporting import meetings_csv
from goldenthread.apps.meetings.forms import AddMeeting, CancelMeeting, Filter, MoveMeeting
from goldenthread.apps.meetings.models import Meeting
from goldenthread.apps.meetings.neighbours import panels_of
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
            "panels": panels_of(meeting, request.user, request.today),
            "may_edit": _may_edit(request) and not meeting.is_cancelled,
        },
    )


@may("meetings.edit")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = AddMeeting(request.POST or None, initial={"body": request.GET.get("body")})

    def write() -> Meeting:
        return actions.add_meeting(**form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Add a meeting", words="The meeting was added.")


@may("meetings.edit", on=queries.meeting_called)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    initial = {"held_on": meeting.held_on, "starts_at": meeting.starts_at, "place": meeting.place}
    form = MoveMeeting(request.POST or None, initial=initial)

    def write() -> Meeting:
        return actions.move_meeting(meeting, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, title="Move the meeting", words="The meeting was moved.", on=meeting)


@may("meetings.edit", on=queries.meeting_called)
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    form = CancelMeeting(request.POST or None)

    def write() -> Meeting:
        return actions.cancel_meeting(
            meeting, cancelled_on=request.today, **form.cleaned_data, by=request.user, at=request.now
        )

    return _ask(
        request, form, write, title="Cancel the meeting", words="The meeting was cancelled.", on=meeting
    )


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
            return redirect(written)
    context = {"form": form, "title": title, "on": on}
    return render(request, "meetings/form.html", context, status=422 if form.errors else 200)
