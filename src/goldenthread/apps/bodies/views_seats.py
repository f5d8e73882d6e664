"""Pages of seats: everybody who sat on a body; how a seat begins, ends and is handed over."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies import queries, seats
from goldenthread.apps.bodies.exporting import csv_download, seats_table
from goldenthread.apps.bodies.forms import EndSeat, HandOverSeat, SeatMember
from goldenthread.apps.bodies.models import Body, Membership
from goldenthread.apps.people.access import may
from goldenthread.apps.trail.refusals import Refused


@may("bodies.see_bodies", on=queries.body_called)
def members(request: HttpRequest, body: Body) -> HttpResponse:
    """Every seat of a body that is held, was or will be."""
    found = queries.seats_ever(body)
    if request.GET.get("format") == "csv":
        return csv_download(seats_table(body, found))
    return render(request, "bodies/members.html", {
        "body": body, "seats": found, "today": request.today,
        "may_edit": rules.has_perm("bodies.edit_bodies", request.user),
    })  # fmt: skip


@may("bodies.edit_bodies", on=queries.body_called)
@require_http_methods(["GET", "POST"])
def seat_member(request: HttpRequest, body: Body) -> HttpResponse:
    initial = {"substitute_for": request.GET.get("for"), "starts": request.today}
    form = SeatMember(request.POST or None, body=body, today=request.today, initial=initial)

    def write() -> object:
        return seats.seat_member(body, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, body=body, title="Add a member", words="The member was added.")


@may("bodies.edit_bodies", on=queries.seat_called)
@require_http_methods(["GET", "POST"])
def end_seat(request: HttpRequest, seat: Membership) -> HttpResponse:
    form = EndSeat(request.POST or None, initial={"ends": request.today})

    def write() -> object:
        return seats.end_seat(seat, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, body=seat.body, seat=seat, title="End the seat",
                words="The seat was ended.")  # fmt: skip


@may("bodies.edit_bodies", on=queries.seat_called)
@require_http_methods(["GET", "POST"])
def hand_over_seat(request: HttpRequest, seat: Membership) -> HttpResponse:
    form = HandOverSeat(request.POST or None, initial={"on": request.today})

    def write() -> object:
        return seats.hand_over_seat(seat, **form.cleaned_data, by=request.user, at=request.now)

    return _ask(request, form, write, body=seat.body, seat=seat, title="Hand the seat over",
                words="The seat was handed over.")  # fmt: skip


def _ask(
    request: HttpRequest, form: forms.Form, write: Callable[[], object], *, title: str, words: str,
    body: Body, seat: Membership | None = None,
) -> HttpResponse:  # fmt: skip
    """Ask, write, and go to the body; what was typed stays where it was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
        else:
            messages.success(request, words)
            return redirect(body)
    return render(request, "bodies/form.html", {
        "form": form, "title": title, "caption": seat or body, "cancel_href": body.get_absolute_url(),
        "seat": seat,
    }, status=422 if form.errors else 200)  # fmt: skip
