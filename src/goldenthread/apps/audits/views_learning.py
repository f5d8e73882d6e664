"""Pages across audits: a stream over the quarters, two audits beside each other, themes, and learning."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.audits import learning as actions
from goldenthread.apps.audits import queries
from goldenthread.apps.audits.exporting import themes_table, trend_table
from goldenthread.apps.audits.forms_learning import ChooseTwo, FindTheme, Learn
from goldenthread.apps.audits.models import Audit, Learning, Theme, ThemeFound
from goldenthread.apps.audits.shown import trend_drawing
from goldenthread.apps.audits.trends import streams_over_time, theme_lines, trends_of
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.trail.refusals import Refused


@may("audits.see")
def trend(request: HttpRequest) -> HttpResponse:
    lines = queries.audit_list()
    streams = streams_over_time(lines)
    stream = request.GET.get("stream", "")
    stream = stream if stream in streams else (streams[0] if streams else "")
    trends = trends_of(stream, lines=lines) if stream else []
    if request.GET.get("format") == "csv" and trends:
        return csv_download(trend_table(trends))
    return render(request, "audits/trend.html", {
        "streams": streams,
        "stream": stream,
        "trends": [(one, trend_drawing(one)) for one in trends],
    })  # fmt: skip


@may("audits.see")
def compare(request: HttpRequest) -> HttpResponse:
    form = ChooseTwo(request.GET or None)
    chosen = None
    if form.is_bound and form.is_valid():
        one, other = form.cleaned_data["one"], form.cleaned_data["other"]
        if one == other:
            form.add_error("other", "Choose another audit than the first")
        else:
            chosen = queries.compare(one, other)
    return render(request, "audits/compare.html", {"form": form, "comparison": chosen},
                  status=422 if form.errors else 200)  # fmt: skip


@may("audits.see")
def themes(request: HttpRequest) -> HttpResponse:
    found = theme_lines()
    if request.GET.get("format") == "csv":
        return csv_download(themes_table(found))
    asked = request.GET.get("theme", "")
    return render(request, "audits/themes.html", {
        "lines": [line for line in found if asked in ("", str(line.theme.uuid))],
        "narrowed": bool(asked),
        "repeated": sum(line.repeats for line in found),
        "may_keep": rules.has_perm("audits.keep", request.user),
    })  # fmt: skip


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def find_theme(request: HttpRequest, audit: Audit) -> HttpResponse:
    known = list(Theme.objects.values_list("name", flat=True)[:30])
    form = FindTheme(request.POST or None, known=known, initial={"sort": "improve"})

    def write() -> str:
        actions.find_theme(audit, **form.cleaned_data, by=request.user, at=request.now)
        return audit.get_absolute_url()

    return ask(
        request, form, write, title="Name a theme", caption=str(audit), back=audit.get_absolute_url(),
        words="The theme was recorded.",
    )  # fmt: skip


@may("audits.keep", on=queries.audit_called)
@require_http_methods(["GET", "POST"])
def learn(request: HttpRequest, audit: Audit) -> HttpResponse:
    form = Learn(request.POST or None)

    def write() -> str:
        actions.learn(audit, **form.cleaned_data, by=request.user, at=request.now)
        return audit.get_absolute_url()

    return ask(
        request, form, write, title="Say what is to be learned", caption=str(audit),
        back=audit.get_absolute_url(), words="It was recorded.",
    )  # fmt: skip


@may("audits.keep", on=queries.theme_found_called)
@require_POST
def take_back_theme(request: HttpRequest, found: ThemeFound) -> HttpResponse:
    try:
        actions.take_back_theme(found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"“{found.theme}” was taken back.")
    return redirect(found.audit)


@may("audits.keep", on=queries.learning_called)
@require_POST
def take_back_learning(request: HttpRequest, learned: Learning) -> HttpResponse:
    try:
        actions.take_back_learning(learned, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "It was taken back.")
    return redirect(learned.audit)
