"""Pages of who was at a meeting: the members in one list, others one by one, declarations."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.agendas.models import Item
from goldenthread.apps.minutes import attending, queries
from goldenthread.apps.minutes.forms import Reason
from goldenthread.apps.minutes.forms_attendance import Attend, Declare, Seats
from goldenthread.apps.minutes.models import Attendance, Declaration, Minutes
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, put_refusal
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    """Every seat of the body on that day, saved together; and who else was there."""
    seats = attending.seats_of(minutes)
    listed = list(queries.attendance_of(minutes))
    there = {one.seat_id: one for one in listed if one.seat_id}
    form = Seats(request.POST or None, seats=seats, there=there)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, minutes, there, request)
        except Refused as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, attending.quorum_of(minutes).words)
            return redirect(minutes)
    return render(request, "minutes/attendance.html", {
        "form": form, "minutes": minutes, "others": [one for one in listed if not one.seat_id],
        "declarations": queries.declarations_of(minutes), "quorum": attending.quorum_of(minutes),
    }, status=422 if form.errors else 200)  # fmt: skip


@transaction.atomic
def _save(form: Seats, minutes: Minutes, there: dict[int, Attendance], request: HttpRequest) -> None:
    for seat, status, came, left in form.said():
        one = there.get(seat.pk)
        if one is not None and (one.status, one.came, one.left) == (status, came, left):
            continue
        attending.attend(
            minutes, status, seat=seat, role=seat.capacity, came=came, left=left, by=request.user,
            at=request.now,
        )  # fmt: skip


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def attend(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    form = Attend(request.POST or None, seats=attending.seats_of(minutes))

    def write() -> object:
        return attending.attend(minutes, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, minutes, title="Add somebody who was there", words="They were added.")


@may("minutes.keep", on=queries.attendance_called)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, attendance: Attendance) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> object:
        return attending.remove(attendance, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, attendance.minutes, title=f"Take {attendance} out", words="It was taken back."
    )


@may("minutes.keep", on=queries.minutes_called)
@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    items = Item.objects.filter(agenda__meeting=minutes.meeting, position__isnull=False)
    form = Declare(
        request.POST or None,
        attendances=queries.attendance_of(minutes).filter(status__in=Attendance.IN_THE_ROOM),
        items=items.order_by("position"),
    )

    def write() -> object:
        return attending.declare(**form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, minutes, title="Record a declaration", words="It was recorded.")


@may("minutes.keep", on=queries.declaration_called)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, declaration: Declaration) -> HttpResponse:
    form = Reason(request.POST or None)

    def write() -> object:
        return attending.take_back(declaration, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(
        request, form, write, declaration.attendance.minutes, title="Take a declaration back",
        words="It was taken back.",
    )  # fmt: skip


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], minutes: Minutes, *, title: str,
    words: str,
) -> HttpResponse:  # fmt: skip
    caption = f"{minutes}, {day_words(minutes.meeting.held_on)}"
    return ask(request, form, write, title=title, caption=caption, words=words, then=_attendance(minutes))


def _attendance(minutes: Minutes) -> str:
    return reverse("minutes:attendance", args=[minutes.meeting.uuid])
