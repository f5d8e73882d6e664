"""The start page, and the thread of one recommendation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.queries import recommendation_called
from goldenthread.apps.measures.actions import link_to_indicator, link_to_recommendation
from goldenthread.apps.people.access import may
from goldenthread.apps.people.finding import LONGEST, MOST, NothingToFind, asked
from goldenthread.apps.thread import access as access  # states the room's rules
from goldenthread.apps.thread.drawing import Mark, draw
from goldenthread.apps.thread.forms import LinkMeasure
from goldenthread.apps.thread.places import places_of, standings_for
from goldenthread.apps.thread.searching import Results
from goldenthread.apps.thread.searching import search as search_for
from goldenthread.apps.thread.today import today_of
from goldenthread.apps.thread.walking import ACTIONS_SHOWN, Thread, thread_of
from goldenthread.apps.trail.moments import shows_moments


@may("people.see_own_account")
def today(request: HttpRequest) -> HttpResponse:
    page = today_of(request.user, request.today)
    shown = page.waiting if request.GET.get("show") == "all" else page.first
    return render(request, "thread/today.html", {"page": page, "shown": shown})


@may("people.see_own_account")
def places(request: HttpRequest) -> HttpResponse:
    standings = standings_for(request.user, request.today)
    return render(request, "thread/places.html", {"places": places_of(request.user), "standings": standings})


@may("people.see_own_account")
def search(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "")
    page: dict[str, Any] = {"typed": typed[:LONGEST], "cut": len(typed) > LONGEST, "longest": LONGEST}
    try:
        wanted = asked(typed)
    except NothingToFind as nothing:
        said = str(nothing) if typed else ""
        return render(request, "thread/search.html", page | {"nothing": said, "asked_nothing": True})
    kind = request.GET.get("kind", "")
    results = search_for(request.user, wanted, kind=kind, page=request.GET.get("page"))
    tabs = _tabs(results, wanted.text, kind)
    page |= {"typed": wanted.text, "results": results, "tabs": tabs, "most": f"{MOST:,}"}
    return render(request, "thread/search.html", page)


def _tabs(results: Results, text: str, kind: str) -> list[tuple[str, str, bool]]:
    """Words, address and whether it is the one shown, of everything together and of each kind."""
    everything = urlencode({"q": text})
    return [("Everything", f"?{everything}", results.page is None)] + [
        (f"{one.words} ({one.number})", f"?{everything}&kind={one.name}",
         results.page is not None and one.name == kind)
        for one in results.kinds
    ]  # fmt: skip


@may("thread.walk", on=recommendation_called)
@shows_moments
def recommendation(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    moment = request.moment
    thread = thread_of(recommendation, today=request.today, as_at=moment.as_at, known_at=moment.known_at)
    marks = _marks(thread)
    leading = thread.measures[0] if thread.measures else None
    return render(
        request,
        "thread/recommendation.html",
        {
            "thread": thread,
            "actions": thread.actions if _wants_all(request, thread) else thread.most_pressing,
            "one": recommendation,
            "picture": draw(leading, marks) if leading else "",
            "may_link": not moment.is_past and rules.has_perm("measures.edit_measure", request.user),
            "may_assess": not moment.is_past and rules.has_perm("inspections.assess", request.user),
            "may_edit": not moment.is_past and rules.has_perm("inspections.edit_inspections", request.user),
        },
    )


@may("measures.edit_measure", on=recommendation_called)
@require_http_methods(["GET", "POST"])
def link_measure(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    form = LinkMeasure(recommendation, request.POST or None)
    if request.method == "POST" and form.is_valid():
        measure, indicator = form.cleaned_data["measure"], form.cleaned_data["indicator"]
        if indicator:
            link_to_indicator(measure, indicator, by=request.user, at=request.now)
        else:
            link_to_recommendation(measure, recommendation, by=request.user, at=request.now)
        messages.success(request, f"{measure} is now part of the thread.")
        return redirect(recommendation)
    return render(
        request,
        "thread/link_measure.html",
        {"form": form, "title": "Link a measure", "on": recommendation},
        status=422 if form.errors else 200,
    )


def _wants_all(request: HttpRequest, thread: Thread) -> bool:
    return len(thread.actions) <= ACTIONS_SHOWN or request.GET.get("actions") == "all"


def _marks(thread: Thread) -> list[Mark]:
    return [
        Mark(
            found.on,
            found.derived.status.words.capitalize() if found.derived.status else "Not assessed",
            found.text or f"{found.on:%B %Y}",
        )
        for found in thread.rounds
    ]
