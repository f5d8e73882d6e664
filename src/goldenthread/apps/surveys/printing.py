"""Puts a wave into the shape that its paper form is made of."""

from __future__ import annotations

from goldenthread.apps.people.queries import the_council
from goldenthread.apps.surveys.making import current_questions
from goldenthread.apps.surveys.models import Audience, Question, Wave
from goldenthread.apps.surveys.results import answer_words
from goldenthread.documents.survey_form import AskedOnPaper, FormPaper, render_pdf
from goldenthread.rulebook.surveys import ANSWERS, Kind


def paper_form(wave: Wave, address: str) -> bytes:
    """A wave's form to print, as a tagged PDF: before it opens, with the questions of now."""
    council = the_council()
    survey = wave.survey
    asked = [one.question for one in wave.asked.select_related("question")] or current_questions(survey)
    questions = tuple(_on_paper(one, survey.audience) for one in asked)
    groups = wave.groups or survey.groups
    if groups:
        questions = (*questions, AskedOnPaper(survey.group_question, "", tuple(groups), False))
    return render_pdf(FormPaper(
        council=council.name if council else "", title=survey.title, about=survey.about,
        for_children=survey.audience == Audience.CHILDREN, closes_on=wave.closes_on, address=address,
        by_code=wave.by_code, questions=questions, contact=council.contact if council else "",
        labels=(council.notice,) if council and council.notice else (),
    ))  # fmt: skip


def _on_paper(question: Question, audience: str) -> AskedOnPaper:
    kind = Kind(question.kind)
    answers = tuple(answer_words(kind, answer, audience) for answer in ANSWERS[kind])
    return AskedOnPaper(question.text, question.hint, answers, kind is Kind.SCALE)
