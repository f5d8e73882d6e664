"""A body's decision and action log, and its decisions between meetings."""

from __future__ import annotations

import rules
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import body_called
from goldenthread.apps.minutes import between, log, queries
from goldenthread.apps.minutes.forms import DecideBetween, Endorse
from goldenthread.apps.minutes.forms_actions import FilterLog, FilterResolutions
from goldenthread.apps.minutes.models import Decision
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.documents.data_tables import DataTable

ON_A_PAGE = 50


@may("minutes.see", on=body_called)
def actions(request: HttpRequest, body: Body) -> HttpResponse:
    part_2 = rules.has_perm("minutes.see_part_2", request.user, body)
    wanted = FilterLog(request.GET).wanted()
    found = log.log_of(body, wanted, today=request.today, part_2=part_2)
    if request.GET.get("format") == "csv":
        return csv_download(log.log_table(log.logged(found, request.today)))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "minutes/log.html", {
        "body": body,
        "page": page,
        "rows": log.logged(page.object_list, request.today),
        "counts": log.counts_of(log.actions_of(body, part_2=part_2), request.today),
        "filter": FilterLog(request.GET),
        "narrowed": bool(wanted.state or wanted.words),
        "part_2": part_2,
    })  # fmt: skip


@may("minutes.see", on=body_called)
def resolutions(request: HttpRequest, body: Body) -> HttpResponse:
    part_2 = rules.has_perm("minutes.see_part_2", request.user, body)
    words = FilterResolutions(request.GET).wanted()
    found = log.resolutions_of(body, words, part_2=part_2)
    if request.GET.get("format") == "csv":
        return csv_download(_resolutions_table(found))
    return render(request, "minutes/resolutions.html", {
        "body": body,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "filter": FilterResolutions(request.GET),
        "narrowed": bool(words),
    })  # fmt: skip


def _resolutions_table(found: object) -> DataTable:
    columns = (
        ("Meeting", 14), ("Minute", 12), ("Letter", 8), ("Resolved", 80), ("Outcome", 12), ("For", 8),
        ("Against", 8), ("Abstained", 10), ("Present", 10), ("Quorum", 16), ("Actions", 10),
    )  # fmt: skip
    quorum = {True: "Quorate", False: "Not quorate", None: "Not said"}
    rows = tuple(
        (
            one.minute.minutes.meeting.held_on, one.minute.label, one.letter, one.text,
            one.get_outcome_display(), one.votes_for, one.votes_against, one.abstained, one.present,
            quorum[one.quorate], one.asked,
        )
        for one in found
    )  # fmt: skip
    return DataTable("resolutions", "Resolutions", columns, rows)


@may("minutes.see", on=body_called)
def decisions(request: HttpRequest, body: Body) -> HttpResponse:
    """Decided between meetings: by whom, by what authority, and whether a meeting endorsed it."""
    part_2 = rules.has_perm("minutes.see_part_2", request.user, body)
    found = log.decisions_of(body, part_2=part_2)
    if request.GET.get("format") == "csv":
        return csv_download(_decisions_table(found))
    return render(request, "minutes/decisions.html", {
        "body": body,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "keeps": rules.has_perm("minutes.keep", request.user),
    })  # fmt: skip


def _decisions_table(found: object) -> DataTable:
    columns = (
        ("Decided on", 14), ("Decision", 60), ("How", 20), ("By", 30), ("Authority", 40), ("State", 16),
        ("Minute", 12),
    )  # fmt: skip
    rows = tuple(
        (
            one.decided_on, one.words, one.get_kind_display(), one.decided_by, one.authority,
            one.get_outcome_display(), one.endorsed_by.label if one.endorsed_by else "",
        )
        for one in found
    )  # fmt: skip
    return DataTable("decisions-between-meetings", "Decisions between meetings", columns, rows)


@may("minutes.keep", on=body_called)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, body: Body) -> HttpResponse:
    form = DecideBetween(request.POST or None, initial={"decided_on": request.today})

    def write() -> object:
        return between.decide(body, **form.cleaned_data, today=request.today, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Record a decision between meetings", caption=str(body),
        words="It is on the next agenda, to be endorsed.",
        then=reverse("minutes:decisions", args=[body.uuid]),
    )  # fmt: skip


@may("minutes.see_action", on=queries.decision_called)
def decision(request: HttpRequest, decision: Decision) -> HttpResponse:
    return render(request, "minutes/decision.html", {
        "decision": decision,
        "actions": decision.actions.select_related("owner").order_by("number"),
        "keeps": rules.has_perm("minutes.keep", request.user),
    })  # fmt: skip


@may("minutes.keep", on=queries.decision_called)
@require_http_methods(["GET", "POST"])
def endorse(request: HttpRequest, decision: Decision) -> HttpResponse:
    part_2 = rules.has_perm("minutes.see_part_2", request.user, decision)
    minutes = queries.later_minutes_of(decision.body, decision.decided_on, part_2=part_2)
    form = Endorse(request.POST or None, minutes=minutes)

    def write() -> object:
        return between.endorse(decision, **form.cleaned_data, by=request.user, at=request.now)

    return ask(
        request, form, write, title="Was it endorsed?", caption=decision.words, words="It was recorded.",
        then=decision.get_absolute_url(),
    )  # fmt: skip
