"""Results that were collected elsewhere, as a file: a row a response, or totals. See `loads.importers`.

The source is the survey's title. Answers are stored as any, without hour or person; words wait to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from goldenthread.apps.files import store
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.answer_models import Way
from goldenthread.apps.surveys.counting import Answered, OfGroup, counted_document, document_of, numbers
from goldenthread.apps.surveys.making import Puts, Says, add_question, change_survey, make_survey
from goldenthread.apps.surveys.models import Audience, Question, Response, Result, Survey, Wave, Words
from goldenthread.apps.surveys.waves import Plan, fix_questions, freeze, plan_wave
from goldenthread.apps.trail.refusals import Refused
from goldenthread.intake.reading import read_tables
from goldenthread.intake.survey_results import (
    FIELDS,
    AskedInFile,
    FileResponse,
    FileTotal,
    SurveyReading,
    read_survey_results,
)
from goldenthread.rulebook.surveys import Kind

MOST_LETTERS = 300
OF_STAFF = ("staff", "worker", "supervision", "workforce", "training")


class SurveyImporter:
    """Takes in answers to a survey. A file is read whole: what people wrote stays in it until accepted."""

    kind = "survey"
    title = "Answers to a survey, a row a response or totals"
    fields: Mapping[str, str] = FIELDS

    def read_content(self, content: bytes, name: str, mapping: Mapping[str, str]) -> SurveyReading:
        return read_survey_results(read_tables(content, name, bytes_allowed=settings.LARGEST_UPLOAD), mapping)

    def preview(self, reading: Mapping[str, Any], source_name: str) -> dict[str, Any]:
        """An item for each wave: new, or there already and then left as it is."""
        held = set(
            Wave.objects.filter(survey__title__iexact=source_name)
            .exclude(state=Wave.State.SET_ASIDE)
            .values_list("title", flat=True)
        )
        found: dict[str, Any] = {"new": [], "changed": [], "gone": [], "unsure": [], "unchanged": 0}
        for one in reading["waves"]:
            if one["wave"] and one["wave"] in held:
                found["unchanged"] += 1
                continue
            many = f"{one['responses']} responses" if one["responses"] else f"{one['totals']} totals"
            label = f"{one['wave'] or 'A wave named after its last day'}: {many}"
            asked = f"{len(reading['questions'])} questions"
            found["new"].append(
                {"key": one["wave"] or "-", "label": label, "place": asked, "changes": [], "candidates": []}
            )
        return found

    @transaction.atomic
    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write each wave of the file that is not there yet, and count it."""
        reading = self.read_content(store.get(load.file.sha256), load.file.name, load.source.mapping)
        survey = survey_titled(load.source.name, by=by, at=at)
        results = [
            load_wave(
                survey, reading, wave, last_day=effective_on, load=load, by=by, at=at,
                published_on=load.published_on,
            )
            for wave in reading.waves
        ]  # fmt: skip
        made = [one for one in results if one]
        url = made[0].wave.get_absolute_url() if len(made) == 1 else survey.get_absolute_url()
        if not made:
            return {"url": url, "words": "Every wave in the file was here already. Nothing has changed."}
        answers = sum(one.answers for one in made)
        return {"url": url, "words": f"{survey}: {len(made)} waves with {answers} answers, counted."}


def survey_titled(
    title: str, *, by: Person | None, at: datetime, audience: str = "", about: str = ""
) -> Survey:
    """The survey of this title; made where there is none, of staff where its title speaks of them."""
    held = Survey.objects.filter(title__iexact=title).first()
    if held:
        return held
    if not audience:
        of_staff = any(word in title.casefold() for word in OF_STAFF)
        audience = Audience.STAFF if of_staff else Audience.FAMILIES
    return make_survey(Says(title, audience, about), by=by, at=at)


@transaction.atomic
def load_wave(
    survey: Survey, reading: SurveyReading, wave: str, *, last_day: date, by: Person | None, at: datetime,
    first_day: date | None = None,
    load: Load | None = None, published_on: date | None = None, **also: Any,
) -> Result | None:  # fmt: skip
    """Write a wave of a file with its answers or totals, and count it; None where it is there already.

    A wave that the file does not name is called by the month of its last day. Refused where the file answers
    a question in another way than the survey asks it.
    """
    responses = [one for one in reading.responses if one.wave == wave]
    totals = [one for one in reading.totals if one.wave == wave]
    days = [one.day for one in responses if one.day]
    closes_on = max(days, default=last_day)
    title = wave or f"{closes_on:%B %Y}"
    if survey.waves.filter(title__iexact=title).exclude(state=Wave.State.SET_ASIDE).exists():
        return None
    questions = _questions(survey, reading.questions, by=by, at=at)
    _note_groups(survey, [*responses, *totals], by=by, at=at)
    plan = Plan(
        title, min(days, default=first_day or closes_on), closes_on,
        population=reading.asked.get(wave), by_code=False, elsewhere=True, **also,
    )  # fmt: skip
    made = plan_wave(survey, plan, by=by, at=at, load=load, published_on=published_on)
    fix_questions(made, list(questions.values()))
    made.groups = list(dict.fromkeys(one.group for one in [*responses, *totals] if one.group))
    if responses:
        document, answers = _from_responses(made, responses, questions)
    else:
        document, answers = _from_totals(made, totals, questions)
    told = {"file": load.file.sha256} if load else {}
    return freeze(made, document, answers=answers, by=by, at=at, also=told)


def _from_responses(
    wave: Wave, responses: Sequence[FileResponse], questions: Mapping[str, Question]
) -> tuple[str, int]:
    rows, words = [], []
    for one in responses:
        chosen = {}
        for text, answer in one.answers.items():
            question = questions[text]
            if question.kind == Kind.TEXT:
                words.append(Words(wave=wave, question=question, text=answer))
            else:
                chosen[str(question.uuid)] = answer
        rows.append(
            Response(
                wave=wave, answered_on=one.day or wave.closes_on, way=Way.FILE, group=one.group[:100],
                answers=chosen,
            )
        )  # fmt: skip
    # In the order of their random keys: the file's own order would say whose line each was.
    rows.sort(key=lambda row: row.pk)
    words.sort(key=lambda one: one.pk)
    Response.objects.bulk_create(rows)
    Words.objects.bulk_create(words)
    return counted_document(wave, rows), len(rows)


def _from_totals(
    wave: Wave, totals: Sequence[FileTotal], questions: Mapping[str, Question]
) -> tuple[str, int]:
    """Totals of all where the file has them, else those of its groups added up."""
    answered = [_total(question, [one for one in totals if one.question == text])
                for text, question in questions.items()]  # fmt: skip
    groups = {
        name: max(
            sum(count.number for count in of.counts)
            for one in answered for of in one.groups if of.group == name
        )
        for name in wave.groups
    }  # fmt: skip
    answers = max((sum(one.by_answer.values()) for one in answered), default=0)
    return document_of(wave, answers, groups, answered), answers


def _total(question: Question, totals: Sequence[FileTotal]) -> Answered:
    of_groups = {
        name: Counter({one.answer: one.number for one in totals if one.group == name})
        for name in sorted({one.group for one in totals if one.group})
    }
    of_all = Counter({one.answer: one.number for one in totals if not one.group})
    counts = of_all or sum(of_groups.values(), Counter())
    return Answered(
        uuid=str(question.uuid), text=question.text, kind=Kind(question.kind), reverse=question.reverse,
        part=question.part, counts=numbers(counts), words=0,
        groups=tuple(OfGroup(name, numbers(counted)) for name, counted in of_groups.items()),
    )  # fmt: skip


def _questions(
    survey: Survey, asked: Sequence[AskedInFile], *, by: Person | None, at: datetime
) -> dict[str, Question]:
    """The survey's question for each of the file's, added where it is new; by the file's words."""
    held = {one.text.casefold(): one for one in survey.questions.filter(gone=False)}
    found: dict[str, Question] = {}
    for one in asked:
        text = one.text[:MOST_LETTERS]
        question = held.get(text.casefold())
        if question is None:
            question = add_question(survey, Puts(one.kind, text), by=by, at=at)
        elif question.kind != one.kind:
            raise Refused(
                f"“{one.text}” is answered in another way in the file than the survey asks it. Say at its "
                "column what it is, or give the survey another title."
            )
        found[one.text] = question
    return found


def _note_groups(
    survey: Survey, told: Sequence[FileResponse | FileTotal], *, by: Person | None, at: datetime
) -> None:
    """A survey that comes by file has its groups from there; it is told with the wave."""
    names = list(dict.fromkeys(one.group for one in told if one.group))
    if survey.groups or len(names) < 2 or survey.waves.exists():
        return
    says = Says(
        survey.title, survey.audience, survey.about, survey.group_question or "Which group are you in?",
        tuple(names),
    )  # fmt: skip
    change_survey(survey, says, version=survey.version, by=by, at=at)
    survey.refresh_from_db()
