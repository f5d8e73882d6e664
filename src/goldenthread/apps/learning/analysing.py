"""Writes about analyses and lessons-learned meetings: causes, what is recommended, and whether it helped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.learning.models import Analysis, Cause, CauseFound, HelpCheck, Kind, Lesson, Verdict
from goldenthread.apps.people.models import Council, Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.case_references import CASE_4, NotAReference, case_reference, same_case

STALE = "Somebody changed this while you were writing. Read it as it stands below, then save again."


@dataclass(frozen=True)
class AnalysisFields:
    """What is said of an analysis. Without `cases` it is the number of `references`."""

    kind: Kind | str
    question: str
    held_on: date
    references: Sequence[str] = ()
    cases: int | None = None
    found: str = ""


@transaction.atomic
def begin_analysis(says: AnalysisFields, *, today: date, by: Person | None, at: datetime) -> Analysis:
    """Record an analysis. Its number is the council's next.

    Raises Refused without a question, for a day to come, for a reference that looks like a name or a national
    number (CASE-1 to CASE-3) or stands twice (CASE-4), and for fewer cases than references.
    """
    columns = _checked(says, today)
    list(Council.objects.select_for_update())  # so that two do not take one number
    number = (Analysis.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    analysis = Analysis.objects.create(**columns, number=number, recorded_at=at, recorded_by=by)
    record("learning.analysis_begun", by=by, at=at, on=analysis, after=_plain(columns))
    return analysis


@transaction.atomic
def revise_analysis(
    analysis: Analysis, says: AnalysisFields, *, version: int, today: date, by: Person | None, at: datetime
) -> Analysis:
    """Put right what is said of it. Raises Refused as `begin_analysis`, and when it is stale."""
    analysis = Analysis.objects.select_for_update(of=("self",)).get(pk=analysis.pk)
    if analysis.version != version:
        raise Refused(STALE, code="stale")
    columns = _checked(says, today)
    before = _plain({name: getattr(analysis, name) for name in columns})
    for name, value in columns.items():
        setattr(analysis, name, value)
    analysis.version += 1
    analysis.save()
    record("learning.analysis_revised", by=by, at=at, on=analysis, before=before, after=_plain(columns))
    return analysis


def _checked(says: AnalysisFields, today: date) -> dict[str, Any]:
    question = " ".join(says.question.split())
    if not question:
        raise Refused("Say which question it asks.", field="question")
    if says.held_on > today:
        raise Refused("It was held on a day that is not to come.", field="held_on")
    references = _references(says.references)
    cases = says.cases if says.cases is not None else (len(references) or None)
    if cases is not None and cases < len(references):
        raise Refused(f"{len(references)} references are more than {cases} cases.", field="cases")
    return {
        "kind": Kind(says.kind), "question": question, "held_on": says.held_on, "references": references,
        "cases": cases, "found": says.found.strip(),
    }  # fmt: skip


def _references(given: Sequence[str]) -> list[str]:
    """Raises Refused for what is no reference and for one that stands twice."""
    references: dict[str, str] = {}
    for number, text in enumerate(given, 1):
        try:
            reference = case_reference(text)
        except NotAReference as refusal:
            raise Refused(f"Line {number}: {refusal.why}", field="references", code=refusal.code) from refusal
        if same_case(reference) in references:
            raise Refused(f"Line {number} stands there twice.", field="references", code=CASE_4)
        references[same_case(reference)] = reference
    return list(references.values())


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    """As the trail keeps it: how many references, and not which."""
    return {
        **columns, "kind": str(columns["kind"]), "held_on": columns["held_on"].isoformat(),
        "references": len(columns["references"]),
    }  # fmt: skip


@transaction.atomic
def find_cause(
    analysis: Analysis, name: str, *, by: Person | None, at: datetime, in_cases: int | None = None,
    words: str = "",
) -> CauseFound:  # fmt: skip
    """Say that an analysis found a cause. A name that is new makes one; capitals do not tell two apart.

    Raises Refused for an empty name, for what is said already, and for more cases than were looked at.
    """
    analysis = Analysis.objects.select_for_update(of=("self",)).get(pk=analysis.pk)
    name = " ".join(name.split())
    if not name:
        raise Refused("Name the cause.", field="name")
    if in_cases is not None and analysis.cases is not None and in_cases > analysis.cases:
        raise Refused(f"Only {analysis.cases} cases were looked at.", field="in_cases")
    cause = Cause.objects.filter(name__iexact=name).first() or Cause.objects.create(name=name)
    if CauseFound.objects.filter(analysis=analysis, cause=cause).exists():
        raise Refused("This analysis says so already.", field="name")
    found = CauseFound.ever.create(
        analysis=analysis, cause=cause, in_cases=in_cases, words=words.strip(), recorded_at=at, recorded_by=by
    )
    record("learning.cause_found", by=by, at=at, on=[analysis, found], after={
        "cause": cause.name, "in_cases": in_cases, "words": found.words,
    })  # fmt: skip
    return found


@transaction.atomic
def take_back_cause(found: CauseFound, *, by: Person, at: datetime) -> None:
    """Say that it was no cause after all. Raises Refused when it was taken back before."""
    if not CauseFound.objects.filter(pk=found.pk).update(ended_at=at):
        raise Refused("Somebody took this back already.", code="stale")
    record("learning.cause_taken_back", by=by, at=at, on=[found.analysis, found], before={
        "cause": found.cause.name,
    })  # fmt: skip


@transaction.atomic
def recommend(
    analysis: Analysis, text: str, *, owner: Post, by: Person | None, at: datetime,
    action: Action | None = None, check_on: date | None = None,
) -> Lesson:  # fmt: skip
    """Say what the analysis recommends, and which post sees to it.

    Raises Refused for an empty text, for what is said already, for an action that its plan no longer lists,
    and for a check before the analysis.
    """
    analysis = Analysis.objects.select_for_update(of=("self",)).get(pk=analysis.pk)
    text = " ".join(text.split())
    if not text:
        raise Refused("Say what is recommended.", field="text")
    if action is not None and action.gone_on is not None:
        raise Refused("The plan no longer lists this action.", field="action")
    if check_on is not None and check_on < analysis.held_on:
        raise Refused("It can be checked only after the analysis.", field="check_on")
    if Lesson.objects.filter(analysis=analysis, text__iexact=text).exists():
        raise Refused("This analysis says so already.", field="text")
    lesson = Lesson.ever.create(
        analysis=analysis, text=text, owner=owner, action=action, check_on=check_on, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record("learning.recommended", by=by, at=at, on=[analysis, lesson, *([action] if action else [])], after={
        "text": text, "owner": str(owner), "action": str(action or ""),
        "check_on": check_on.isoformat() if check_on else "",
    })  # fmt: skip
    return lesson


@transaction.atomic
def take_back_lesson(lesson: Lesson, *, by: Person, at: datetime) -> None:
    """End what was recommended, and its tie to an action. Raises Refused when it ended before."""
    if not Lesson.objects.filter(pk=lesson.pk).update(ended_at=at):
        raise Refused("Somebody took this back already.", code="stale")
    on = [lesson.analysis, lesson, *([lesson.action] if lesson.action else [])]
    record("learning.recommendation_taken_back", by=by, at=at, on=on, before={"text": lesson.text})


@transaction.atomic
def check_whether_it_helped(
    lesson: Lesson, verdict: Verdict | str, words: str, *, checked_on: date, today: date, by: Person | None,
    at: datetime,
) -> HelpCheck:  # fmt: skip
    """Say, as of a day, whether it helped and how that is known. Earlier checks stay.

    Raises Refused without words, for a day to come or before the analysis, and for what was taken back.
    """
    standing = Lesson.objects.select_for_update(of=("self",)).filter(pk=lesson.pk).first()
    if standing is None:
        raise Refused("Somebody took this recommendation back.", code="stale")
    if not words.strip():
        raise Refused("Say how you know.", field="words")
    if checked_on > today:
        raise Refused("It was checked on a day that is not to come.", field="checked_on")
    if checked_on < lesson.analysis.held_on:
        raise Refused("It can be checked only after the analysis.", field="checked_on")
    check = HelpCheck.objects.create(
        lesson=standing, verdict=Verdict(verdict), words=words.strip(), checked_on=checked_on, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    record("learning.checked", by=by, at=at, on=[lesson.analysis, lesson], after={
        "verdict": check.get_verdict_display(), "checked_on": checked_on.isoformat(), "words": check.words,
    })  # fmt: skip
    return check
