"""Pages of chasing: the rounds, one round with who replied, asking, reminding, closing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import rules
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.chasing import actions, queries, reminding, round_page
from goldenthread.apps.chasing.forms import NarrowRequests, NarrowRounds, Remind
from goldenthread.apps.chasing.models import Round
from goldenthread.apps.chasing.neighbours import frozen_since
from goldenthread.apps.people.access import may
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents.csv_tables import render_csv

PER_PAGE = 50


@may("chasing.see_rounds")
def rounds(request: HttpRequest) -> HttpResponse:
    form = NarrowRounds(request.GET, auto_id="filter_%s")
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.rounds_wanted(**wanted)
    if request.GET.get("format") == "csv":
        table = queries.rounds_table(queries.tallies(list(found), today=request.today))
        return _csv(render_csv(table), "requests.csv")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "chasing/rounds.html", {
        "page": page,
        "tallies": queries.tallies(list(page.object_list), today=request.today),
        "narrow": form,
        "narrowed": any(wanted.values()),
    })  # fmt: skip


@may("chasing.see_rounds", on=queries.round_called)
def round(request: HttpRequest, round: Round) -> HttpResponse:
    asked = queries.asked_in(round, today=request.today)
    narrow = NarrowRequests(request.GET, asked=asked, auto_id="filter_%s")
    frozen = frozen_since(round)
    rows = round_page.rows(round, round_page.narrowed(asked, narrow.asked()), frozen, today=request.today)
    if request.GET.get("format") == "csv":
        return _csv(render_csv(round_page.requests_table(rows)), "who-has-replied.csv")
    return _round_page(request, round, Remind(), narrow, rows, asked)


@may("chasing.chase", on=queries.round_called)
@require_POST
def remind(request: HttpRequest, round: Round) -> HttpResponse:
    """Remind all of a round who have not replied, or those whose boxes are ticked."""
    form = Remind(request.POST)
    form.is_valid()
    people = None
    if request.POST.get("do") == "chosen":
        people = list(Person.objects.filter(uuid__in=_uuids(request.POST.getlist("person"))))
    try:
        if people == []:
            raise Refused("Choose whom to remind: tick the box beside their name.")
        sent = reminding.remind(
            round, people, today=request.today, by=request.user, at=request.now,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(refusal.field, ValidationError(refusal.words, code=refusal.code))
        asked = queries.asked_in(round, today=request.today)
        rows = round_page.rows(round, asked, frozen_since(round), today=request.today)
        return _round_page(request, round, form, NarrowRequests(None, asked=asked), rows, asked)
    messages.success(request, _reminded_in_words(sent))
    return redirect(round)


@may("chasing.chase", on=queries.round_called)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, round: Round) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.close_round(round, by=request.user, at=request.now)
        except Refused as refusal:
            messages.error(request, refusal.words)
        else:
            messages.success(request, "The round is closed. Nobody is reminded of it any more.")
        return redirect(round)
    waiting = sum(one.is_waiting for one in queries.asked_in(round, today=request.today))
    return render(request, "chasing/close.html", {"round": round, "waiting": waiting})


def _round_page(
    request: HttpRequest, round: Round, form: Remind, narrow: NarrowRequests, rows: Iterable[Any], asked: Any
) -> HttpResponse:
    everybody = round_page.rows(round, asked, (), today=request.today)
    return render(request, "chasing/round.html", {
        "round": round,
        "form": form,
        "narrow": narrow,
        "rows": rows,
        "counts": round_page.counts(everybody),
        "late": max((request.today - round.due_on).days, 0) if round.is_open else 0,
        "may_chase": rules.has_perm("chasing.chase", request.user, round),
    }, status=422 if form.errors else 200)  # fmt: skip


def _reminded_in_words(sent: reminding.Sent) -> str:
    count = len(sent.reminded)
    words = "1 person was reminded." if count == 1 else f"{count} people were reminded."
    if sent.left_out:
        names = ", ".join(person.name for person in sent.left_out)
        words += f" Left out, as they had a letter today: {names}."
    return words


def _uuids(texts: Iterable[str]) -> list[UUID]:
    """Those of the texts that are ids; a page sends no others."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
