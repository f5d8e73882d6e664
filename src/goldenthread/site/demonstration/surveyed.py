"""What the demonstration's children, carers and staff say. Made up; it goes in through actions, as roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from goldenthread.apps.people.models import Person, Role
from goldenthread.apps.plans.models import Action
from goldenthread.apps.surveys import saying, staffing
from goldenthread.apps.surveys.answering import Sheet, answer
from goldenthread.apps.surveys.importing import load_wave, survey_titled
from goldenthread.apps.surveys.making import THREE_QUESTIONS, TRAINING, Puts, Says, add_question, make_survey
from goldenthread.apps.surveys.models import ExitInterview, Said, StaffCount, Survey, Wave, Words
from goldenthread.apps.surveys.reading import next_unread, read_words
from goldenthread.apps.surveys.waves import Plan, close_wave, open_wave, plan_wave
from goldenthread.intake.reading import read_tables
from goldenthread.intake.survey_results import (
    AskedInFile,
    FileTotal,
    SurveyReading,
    answer_in,
    read_survey_results,
)
from goldenthread.rulebook.surveys import Kind
from goldenthread.site.demonstration.files import rows

CHILDREN, CARERS, STAFF = "How we help you", "Foster carers", "Staff survey: children’s services"
ABOUT = {
    CHILDREN: "We want to know how we help you, and what to do better. We tell you what came of it.",
    CARERS: "How fostering with us is for you.",
    STAFF: "How working here is. Teams with few answers are not shown.",
}
EXITS = (
    (("workload", "caseload"), True), (("pay",), True), (("workload", "supervision"), False),
    (("workload",), None), (("progression", "pay"), True), (("workload", "travel"), True),
    (("retirement",), None), (("workload", "manager"), False), (("caseload", "pay"), True),
    (("career",), True), (("workload", "pay"), True),
)  # fmt: skip
WRITTEN = ("My worker comes when she says.", "I want to see my brother more.", "Nobody asked me.")


def surveys(tables: Path, accounts: Mapping[Role, Person], today: date, at: datetime) -> None:
    """Results of three surveys, one that is open, one that waits to be counted, and what staff say."""
    officer, analyst = accounts[Role.IMPROVEMENT_OFFICER], accounts[Role.PERFORMANCE_ANALYST]
    if not Survey.objects.exists():
        _totals(tables, analyst, at)
        _answers(tables, officer, today, at)
        _running(officer, today, at)
        _training(analyst, today, at)
    if not StaffCount.objects.exists():
        _of_staff(tables, analyst, at)
    _said(tables, accounts, today, at)


def _totals(tables: Path, analyst: Person, at: datetime) -> None:
    listed = rows(tables / "survey_totals.csv")
    for title, wave in dict.fromkeys((row["survey"], row["wave"]) for row in listed):
        of_it = [row for row in listed if (row["survey"], row["wave"]) == (title, wave)]
        first = of_it[0]
        reading = _reading(of_it)
        reading.asked[wave] = int(first["asked"])
        survey = survey_titled(title, by=analyst, at=at, audience=first["audience"], about=ABOUT[title])
        last_day = date.fromisoformat(first["last_day"])
        load_wave(
            survey, reading, wave, first_day=date.fromisoformat(first["first_day"]), last_day=last_day,
            by=analyst, at=at, published_on=last_day + timedelta(days=30),
        )  # fmt: skip


def _reading(listed: Sequence[Mapping[str, str]]) -> SurveyReading:
    found = SurveyReading()
    for row in listed:
        kind = next(one for one in (Kind.YES_NO, Kind.AGREE, Kind.SCALE) if answer_in(row["answer"], one))
        if all(row["question"] != one.text for one in found.questions):
            found.questions.append(AskedInFile(row["question"], kind))
        said = answer_in(row["answer"], kind) or ""
        found.totals.append(FileTotal(row["wave"], row["group"], row["question"], said, int(row["number"])))
    return found


def _answers(tables: Path, officer: Person, today: date, at: datetime) -> None:
    """Foster carers: a row a response, and their words, all read but the last."""
    path = tables / "survey_answers.csv"
    reading = read_survey_results(read_tables(path), {})
    survey = survey_titled(CARERS, by=officer, at=at, audience="carers", about=ABOUT[CARERS])
    result = load_wave(survey, reading, "", last_day=today, by=officer, at=at)
    if result is None:
        return
    for _ in range(Words.objects.filter(wave=result.wave).count() - 1):
        if one := next_unread(result.wave):
            read_words(one.pk, decision="shown", shown_text=one.text, by=officer, at=at, today=today)


def _running(officer: Person, today: date, at: datetime) -> None:
    """Children are asked now; and the first wave of another survey is over."""
    told = {"by": officer, "at": at}
    survey = Survey.objects.get(title=CHILDREN)
    for puts in THREE_QUESTIONS:
        add_question(survey, puts, **told)
    plan = Plan(
        "Summer 2018", today - timedelta(days=14), today + timedelta(days=17), 198,
        "All children with a plan",
        by_code=True, by_link=True,
    )  # fmt: skip
    wave = plan_wave(survey, plan, **told)
    wave = open_wave(wave, version=wave.version, **told)
    _on_paper(wave, today, ("yes", "4", "3", "8"), WRITTEN)
    contact = make_survey(Says("After a return home interview", "children", "How it was for you."), **told)
    add_question(contact, Puts(Kind.YES_NO, "Did somebody talk to you when you came home?"), **told)
    add_question(contact, Puts(Kind.SCALE, "How safe do you feel now?"), **told)
    over = plan_wave(contact, Plan("June 2018", date(2018, 6, 1), date(2018, 6, 30), 31), **told)
    over = open_wave(over, version=over.version, **told)
    _on_paper(over, date(2018, 6, 20), ("yes", "7"), ("", "", "", "", "", ""))
    close_wave(over, reason="The interviewer left", version=over.version, today=today, **told)


def _on_paper(wave: Wave, day: date, chosen: Sequence[str], written: Sequence[str]) -> None:
    uuids = [one.question.uuid for one in wave.asked.select_related("question")]
    for words in written:
        answer(wave, Sheet(dict(zip(uuids, (*chosen, words), strict=False))), uuid4(), paper=True, today=day)


def _training(analyst: Person, today: date, at: datetime) -> None:
    """An evaluation of training that is planned."""
    told = {"by": analyst, "at": at}
    survey = make_survey(Says("Training: motivational interviewing", "staff"), **told)
    for puts in TRAINING:
        add_question(survey, puts, **told)
    plan_wave(survey, Plan("September 2018", date(2018, 9, 10), date(2018, 9, 21), 24), **told)


def _of_staff(tables: Path, analyst: Person, at: datetime) -> None:
    for row in rows(tables / "staff_counts.csv"):
        staffing.record_count(
            row["kind"], quarter=date.fromisoformat(row["quarter"]), done=int(row["done"]),
            due=int(row["due"]), team=row["team"], by=analyst, at=at,
        )  # fmt: skip
    if not ExitInterview.objects.exists():
        for place, (themes, would) in enumerate(EXITS):
            quarter = date(2018, 1 + 3 * (place % 2), 1)
            staffing.record_exit(quarter=quarter, themes=themes, would_return=would, by=analyst, at=at)


def _said(tables: Path, accounts: Mapping[Role, Person], today: date, at: datetime) -> None:
    officer, head = accounts[Role.IMPROVEMENT_OFFICER], accounts[Role.HEAD_OF_SERVICE]
    waves = {(one.survey.title, one.title): one for one in Wave.objects.select_related("survey")}
    for row in rows(tables / "you_said.csv"):
        if Said.objects.filter(said=row["said"]).exists():
            continue
        action = Action.objects.filter(reference=row["action"]).first() if row["action"] else None
        tells = saying.Tells(
            row["source"],
            row["who"],
            row["said"],
            row["did"],
            waves.get((row["survey"], row["wave"])),
            action,
        )
        one = saying.write_said(tells, by=officer, at=at)
        if row["state"] in ("asked", "published"):
            one = saying.ask_approval(one, version=one.version, by=officer, at=at)
        if row["state"] == "published":
            saying.approve_said(one, version=one.version, by=head, at=at, today=today)
