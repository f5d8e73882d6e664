"""Pages of surveys: the list, a survey with its trend, what it asks, and its forms."""

from __future__ import annotations

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.apps.bodies.exporting import csv_download
from goldenthread.apps.people.access import may
from goldenthread.apps.people.asking import ask
from goldenthread.apps.surveys import exporting, making, queries, waves
from goldenthread.apps.surveys.forms import KIND_WORDS, Narrow, QuestionForm, Seen, SurveyForm, WaveForm
from goldenthread.apps.surveys.models import Question, Survey
from goldenthread.apps.surveys.results import results_of, trend_of
from goldenthread.apps.trail.moments import shows_moments


@may("surveys.see")
@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    form = Narrow(request.GET)
    form.is_valid()
    found = queries.listed(**form.cleaned_data)
    if request.GET.get("format") == "csv":
        return csv_download(exporting.surveys_table(found))
    return render(request, "surveys/surveys.html", {
        "surveys": found,
        "form": form,
        "any": bool(found) or Survey.objects.exists(),
        "keeps": rules.has_perm("surveys.keep", request.user),
    })  # fmt: skip


@may("surveys.see", on=queries.survey_called)
@require_GET
@shows_moments
def survey(request: HttpRequest, survey: Survey) -> HttpResponse:
    """A survey with the trend of its results, also as they were known at a moment."""
    moment = request.moment
    results = results_of(survey, as_at=moment.as_at, known_at=moment.known_at)
    if request.GET.get("format") == "csv":
        return csv_download(exporting.trend_table(survey, results))
    keeps = rules.has_perm("surveys.keep", request.user) and not moment.is_past
    return render(request, "surveys/survey.html", {
        "survey": survey,
        "waves": [one.wave for one in results] if moment.is_past else survey.waves.select_related("survey"),
        "results": results,
        "trend": trend_of(results),
        "questions": [(one, KIND_WORDS[one.kind]) for one in making.current_questions(survey)],
        "keeps": keeps,
    })  # fmt: skip


@may("surveys.keep")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = SurveyForm(request.POST or None)

    def write() -> Survey:
        return making.make_survey(
            form.says(), begin_with=form.cleaned_data["begin_with"], by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Add a survey", caption="Surveys", words="The survey was added.",
        back=reverse("surveys:surveys"),
    )  # fmt: skip


@may("surveys.keep", on=queries.survey_called)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, survey: Survey) -> HttpResponse:
    names = ("version", "title", "audience", "about", "group_question")
    initial = {name: getattr(survey, name) for name in names} | {"groups": "\n".join(survey.groups)}
    form = SurveyForm(request.POST or None, changing=True, initial=initial)

    def write() -> Survey:
        return making.change_survey(
            survey, form.says(), version=form.cleaned_data["version"] or 0, by=request.user, at=request.now
        )

    return ask(
        request, form, write, title="Change the survey", caption=str(survey), words="It was changed.",
        back=survey, subject=survey, lead="A wave that is open keeps the groups that it began with.",
    )  # fmt: skip


@may("surveys.keep", on=queries.survey_called)
@require_http_methods(["GET", "POST"])
def add_question(request: HttpRequest, survey: Survey) -> HttpResponse:
    form = QuestionForm(request.POST or None)

    def write() -> Survey:
        return making.add_question(survey, form.puts(), by=request.user, at=request.now).survey

    return ask(
        request, form, write, title="Add a question", caption=str(survey), words="The question was added.",
        back=survey, lead="It is asked from the next wave on.",
    )  # fmt: skip


@may("surveys.keep", on=queries.question_called)
@require_http_methods(["GET", "POST"])
def edit_question(request: HttpRequest, question: Question) -> HttpResponse:
    names = ("version", "text", "hint", "kind", "reverse", "part")
    form = QuestionForm(request.POST or None, initial={name: getattr(question, name) for name in names})

    def write() -> Survey:
        return making.change_question(
            question, form.puts(), version=form.cleaned_data["version"] or 0, by=request.user, at=request.now
        ).survey

    return ask(
        request, form, write, title="Change a question", caption=str(question.survey),
        words="The question was changed.", back=question.survey, subject=question,
    )  # fmt: skip


@may("surveys.keep", on=queries.question_called)
@require_http_methods(["GET", "POST"])
def take_out(request: HttpRequest, question: Question) -> HttpResponse:
    form = Seen(request.POST or None, initial={"version": question.version})

    def write() -> Survey:
        return making.take_out(question, by=request.user, at=request.now).survey

    return ask(
        request, form, write, title="Ask it no longer", caption=question.text, words="It is asked no longer.",
        back=question.survey, submit_text="Ask it no longer", lead="What was answered to it stays.",
    )  # fmt: skip


@may("surveys.keep", on=queries.survey_called)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, survey: Survey) -> HttpResponse:
    if not making.current_questions(survey):
        messages.warning(request, "The survey has no question yet. Add one first.")
        return redirect(survey)
    form = WaveForm(request.POST or None, initial={"by_code": True})

    def write() -> object:
        return waves.plan_wave(survey, form.plan(), by=request.user, at=request.now)

    return ask(
        request, form, write, title="Plan a wave", caption=str(survey), back=survey,
        words="The wave was planned. Open it when all is ready.",
    )  # fmt: skip
