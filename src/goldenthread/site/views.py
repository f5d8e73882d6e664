"""Pages of the site itself: the rulebook, and a word for whoever watches that it runs."""

from __future__ import annotations

from itertools import groupby

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.apps.people.access import ANYONE, may
from goldenthread.rulebook import codes
from goldenthread.rulebook.reference_page import FAMILIES


@may(ANYONE)
def rulebook(request: HttpRequest) -> HttpResponse:
    by_family = groupby(codes.all_rules(), key=lambda rule: rule.family)
    families = [(family, FAMILIES[family], list(rules)) for family, rules in by_family]
    return render(request, "site/rulebook.html", {"families": families})


@may(ANYONE)
def rule(request: HttpRequest, code: str) -> HttpResponse:
    try:
        found = codes.find(code)
    except codes.UnknownCode as unknown:
        raise Http404(str(unknown)) from unknown
    return render(request, "site/rule.html", {"rule": found})


@may(ANYONE)
def health(request: HttpRequest) -> HttpResponse:
    """ "ok" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
