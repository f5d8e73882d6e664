"""Writes about what is asked: a survey and its questions. What was asked once keeps its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.models import Audience, Part, Question, Survey
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import Kind

STALE = "stale"


@dataclass(frozen=True)
class Says:
    """What a survey says of itself."""

    title: str
    audience: str
    about: str = ""
    group_question: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Puts:
    """What a question says. `part`: which of the three questions of Signs of Safety it is."""

    kind: str
    text: str
    hint: str = ""
    reverse: bool = False
    part: str = ""


THREE_QUESTIONS = tuple(
    Puts(Kind.TEXT, part.label, part=part) for part in (Part.WORRIED, Part.WELL, Part.NEXT)
)
TRAINING = (
    Puts(Kind.SCALE, "How useful was the training?", "0 is not at all, 10 is as useful as can be."),
    Puts(Kind.SCALE, "How sure of this were you before?", "0 is not at all, 10 is fully."),
    Puts(Kind.SCALE, "How sure of this are you now?", "0 is not at all, 10 is fully."),
    Puts(Kind.TEXT, "What will you do differently?"),
)
TEMPLATES = {
    "three_questions": ("The three questions of Signs of Safety", THREE_QUESTIONS),
    "training": ("An evaluation of training", TRAINING),
}


@transaction.atomic
def make_survey(says: Says, *, begin_with: str = "", by: Person | None, at: datetime) -> Survey:
    """Begin a survey, with the questions of a template where one is named. Refused without a title, and for
    a title that there is."""
    says = _tidy(says)
    survey = Survey(version=1)
    _check(says, survey)
    _put(survey, says)
    survey.save()
    record("surveys.made", by=by, at=at, on=survey, after=_said(survey))
    for puts in TEMPLATES[begin_with][1] if begin_with else ():
        add_question(survey, puts, by=by, at=at)
    return survey


@transaction.atomic
def change_survey(survey: Survey, says: Says, *, version: int, by: Person | None, at: datetime) -> Survey:
    """Change what a survey says of itself. Refused as `make_survey`, and when it changed since `version`."""
    survey = _locked(survey)
    if survey.version != version:
        raise Refused("Somebody changed this survey while you were writing. Look at it again.", code=STALE)
    says = _tidy(says)
    _check(says, survey)
    before = _said(survey)
    _put(survey, says)
    if _said(survey) == before:
        return survey
    survey.version += 1
    survey.save()
    record("surveys.changed", by=by, at=at, on=survey, before=before, after=_said(survey))
    return survey


@transaction.atomic
def add_question(survey: Survey, puts: Puts, *, by: Person | None, at: datetime) -> Question:
    """Add a question at the end. Refused without words, and where the survey asks it already."""
    survey = _locked(survey)
    puts = replace(puts, text=" ".join(puts.text.split()), hint=" ".join(puts.hint.split()))
    _check_question(survey, puts)
    last = survey.questions.order_by("-position").values_list("position", flat=True).first()
    question = Question.objects.create(
        survey=survey, position=(last or 0) + 1, kind=puts.kind, text=puts.text, hint=puts.hint,
        reverse=puts.reverse and puts.kind in (Kind.YES_NO, Kind.AGREE), part=puts.part,
    )  # fmt: skip
    record(
        "surveys.question_added", by=by, at=at, on=[survey, question],
        after={"text": puts.text, "kind": puts.kind, "reverse": question.reverse},
    )  # fmt: skip
    return question


@transaction.atomic
def change_question(question: Question, puts: Puts, *, version: int, by: Person, at: datetime) -> Question:
    """Change a question that was never asked. Refused once it was, and when it changed since `version`."""
    survey = _locked(question.survey)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.version != version:
        raise Refused("Somebody changed this question while you were writing. Look at it again.", code=STALE)
    if question.asked.exists():
        raise Refused("It was asked already. Take it out and add another, so that answers keep their words.")
    puts = replace(puts, text=" ".join(puts.text.split()), hint=" ".join(puts.hint.split()))
    _check_question(survey, puts, of=question)
    before = {"text": question.text, "kind": question.kind, "reverse": question.reverse}
    question.kind, question.text, question.hint, question.part = puts.kind, puts.text, puts.hint, puts.part
    question.reverse = puts.reverse and puts.kind in (Kind.YES_NO, Kind.AGREE)
    question.version += 1
    question.save()
    record(
        "surveys.question_changed", by=by, at=at, on=[survey, question], before=before,
        after={"text": puts.text, "kind": puts.kind, "reverse": question.reverse},
    )  # fmt: skip
    return question


@transaction.atomic
def take_out(question: Question, *, by: Person, at: datetime) -> Question:
    """Ask it no longer. What was answered to it stays. Refused when it is out already."""
    survey = _locked(question.survey)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.gone:
        raise Refused("This question is asked no longer already.")
    question.gone = True
    question.version += 1
    question.save(update_fields=["gone", "version"])
    record("surveys.question_taken_out", by=by, at=at, on=[survey, question], before={"text": question.text})
    return question


def current_questions(survey: Survey) -> Sequence[Question]:
    """The questions that the next wave asks, in order."""
    return list(survey.questions.filter(gone=False).order_by("position", "id"))


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update().get(pk=survey.pk)


def _tidy(says: Says) -> Says:
    groups = tuple(dict.fromkeys(" ".join(name.split()) for name in says.groups if name.strip()))
    return replace(
        says, title=" ".join(says.title.split()), about=says.about.strip(),
        group_question=" ".join(says.group_question.split()), groups=groups,
    )  # fmt: skip


def _check(says: Says, survey: Survey) -> None:
    if not says.title:
        raise Refused("Give the survey a title.", field="title")
    if Survey.objects.filter(title__iexact=says.title).exclude(pk=survey.pk).exists():
        raise Refused("There is a survey with this title. Plan another wave of it instead.", field="title")
    if says.groups and not says.group_question:
        raise Refused("Say how the groups are asked for: “Which team are you in?”", field="group_question")
    if len(says.groups) == 1:
        raise Refused("One group splits nothing. Give two or more, or none.", field="groups")


def _check_question(survey: Survey, puts: Puts, *, of: Question | None = None) -> None:
    if not puts.text:
        raise Refused("Write the question.", field="text")
    same = survey.questions.filter(text__iexact=puts.text, gone=False)
    if (same.exclude(pk=of.pk) if of else same).exists():
        raise Refused("The survey asks this already.", field="text")
    if puts.part and puts.kind != Kind.TEXT:
        raise Refused("The three questions are answered in words.", field="kind")


def _put(survey: Survey, says: Says) -> None:
    survey.title, survey.audience, survey.about = says.title, says.audience, says.about
    survey.group_question, survey.groups = says.group_question, list(says.groups)


def _said(survey: Survey) -> dict[str, Any]:
    return {
        "title": survey.title, "audience": Audience(survey.audience).label, "about": survey.about,
        "group_question": survey.group_question, "groups": survey.groups,
    }  # fmt: skip
