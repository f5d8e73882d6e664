"""The start page, and the thread of one recommendation."""

from __future__ import annotations

import rules
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.inspections.queries import recommendation_called
from goldenthread.apps.people.access import may
from goldenthread.apps.thread import access as access  # states the room's rules
from goldenthread.apps.thread.drawing import Mark, draw
from goldenthread.apps.thread.home import home_of
from goldenthread.apps.thread.walking import ACTIONS_SHOWN, Thread, thread_of


@may("people.see_own_account")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "thread/home.html", {"home": home_of(request.user, request.today)})


@may("thread.walk", on=recommendation_called)
def recommendation(request: HttpRequest, recommendation: Recommendation) -> HttpResponse:
    thread = thread_of(recommendation, today=request.today)
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
            "may_assess": rules.has_perm("inspections.assess", request.user),
            "may_edit": rules.has_perm("inspections.edit_inspections", request.user),
        },
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
