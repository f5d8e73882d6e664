"""Pages of root-cause analyses and lessons-learned meetings."""

from __future__ import annotations

from collections.abc import Callable

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.apps.learning import analysing as actions
from goldenthread.apps.learning import queries
from goldenthread.apps.learning.exporting import analyses_table
from goldenthread.apps.learning.forms import (
    FindCause,
    NarrowAnalyses,
    Recommend,
    SayOfAnalysis,
    SayWhetherItHelped,
)
from goldenthread.apps.learning.models import Analysis, CauseFound, Lesson
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask, csv_download
from goldenthread.apps.trail.refusals import Refused


@may("learning.see")
def analyses(request: HttpRequest) -> HttpResponse:
    form = NarrowAnalyses(request.GET or None)
    cause = form.cleaned_data.get("cause") if form.is_bound and form.is_valid() else None
    found = queries.analyses(request.today, cause)
    if request.GET.get("format") == "csv":
        return csv_download(analyses_table(found))
    return render(request, "learning/analyses.html", {
        "analyses": found, "form": form, "narrowed": cause is not None,
        "may_keep": rules.has_perm("learning.keep", request.user),
    })  # fmt: skip


@may("learning.see", on=queries.analysis_called)
def analysis(request: HttpRequest, analysis: Analysis) -> HttpResponse:
    return render(request, "learning/analysis.html", {
        "one": queries.analysis_shown(analysis, request.today),
        "may_keep": rules.has_perm("learning.keep", request.user),
        "may_see_cases": rules.has_perm("learning.see_cases", request.user),
    })  # fmt: skip


@may("learning.keep")
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    form = SayOfAnalysis(request.POST or None, initial={"held_on": request.today})

    def write() -> str:
        made = actions.begin_analysis(form.says(), today=request.today, by=request.user, at=request.now)
        return made.get_absolute_url()

    return ask(
        request, form, write, title="Record an analysis or a meeting", caption="Root causes and lessons",
        back=reverse("learning:analyses"), words="It was recorded. Now name its causes.",
    )  # fmt: skip


@may("learning.keep", on=queries.analysis_called)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, analysis: Analysis) -> HttpResponse:
    form = SayOfAnalysis(request.POST or None, initial={
        "version": analysis.version, "kind": analysis.kind, "question": analysis.question,
        "held_on": analysis.held_on, "references": "\n".join(analysis.references), "cases": analysis.cases,
        "found": analysis.found,
    })  # fmt: skip

    def write() -> str:
        actions.revise_analysis(
            analysis, form.says(), version=form.cleaned_data["version"] or 0, today=request.today,
            by=request.user, at=request.now,
        )  # fmt: skip
        return analysis.get_absolute_url()

    return ask(
        request, form, write, title="Change what is said", caption=str(analysis),
        back=analysis.get_absolute_url(), words="It was changed.", now=lambda: _version_now(analysis),
    )  # fmt: skip


def _version_now(analysis: Analysis) -> dict[str, object]:
    analysis.refresh_from_db()
    return {"version": analysis.version}


@may("learning.keep", on=queries.analysis_called)
@require_http_methods(["GET", "POST"])
def find_cause(request: HttpRequest, analysis: Analysis) -> HttpResponse:
    form = FindCause(request.POST or None)

    def write() -> str:
        actions.find_cause(analysis, **form.cleaned_data, by=request.user, at=request.now)
        return analysis.get_absolute_url()

    return ask(
        request, form, write, title="Name a cause", caption=str(analysis),
        back=analysis.get_absolute_url(), words="The cause was recorded.",
    )  # fmt: skip


@may("learning.keep", on=queries.analysis_called)
@require_http_methods(["GET", "POST"])
def recommend(request: HttpRequest, analysis: Analysis) -> HttpResponse:
    form = Recommend(request.POST or None)

    def write() -> str:
        actions.recommend(analysis, **form.cleaned_data, by=request.user, at=request.now)
        return analysis.get_absolute_url()

    return ask(
        request, form, write, title="Say what is recommended", caption=str(analysis),
        back=analysis.get_absolute_url(), words="It was recorded.",
    )  # fmt: skip


@may("learning.keep", on=queries.lesson_called)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    form = SayWhetherItHelped(request.POST or None, initial={"checked_on": request.today})

    def write() -> str:
        actions.check_whether_it_helped(
            lesson, **form.cleaned_data, today=request.today, by=request.user, at=request.now
        )
        return lesson.analysis.get_absolute_url()

    return ask(
        request, form, write, title="Say whether it helped", caption=str(lesson),
        back=lesson.analysis.get_absolute_url(), words="The check was recorded.",
    )  # fmt: skip


@may("learning.keep", on=queries.cause_found_called)
@require_POST
def take_back_cause(request: HttpRequest, found: CauseFound) -> HttpResponse:
    return _take_back(
        request,
        lambda: actions.take_back_cause(found, by=request.user, at=request.now),
        found.analysis,
    )


@may("learning.keep", on=queries.lesson_called)
@require_POST
def take_back_lesson(request: HttpRequest, lesson: Lesson) -> HttpResponse:
    return _take_back(
        request,
        lambda: actions.take_back_lesson(lesson, by=request.user, at=request.now),
        lesson.analysis,
    )


def _take_back(request: HttpRequest, write: Callable[[], None], analysis: Analysis) -> HttpResponse:
    try:
        write()
    except Refused as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, "It was taken back.")
    return redirect(analysis)
