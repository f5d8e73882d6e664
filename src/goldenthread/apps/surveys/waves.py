"""Writes about one time of asking: planned, opened, closed, counted once, or set aside; and its codes."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.counting import counted_document
from goldenthread.apps.surveys.making import STALE, current_questions
from goldenthread.apps.surveys.models import ALPHABET, Asked, Code, DayCount, Result, Survey, Wave
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.documents import canonical
from goldenthread.rulebook.surveys import SMALLEST_THRESHOLD, SVY_7, USUAL_THRESHOLD, may_count

MOST_CODES = 2000
CODE_LETTERS = 8
COUNTED = "surveys.counted"
"""The event that tells of results, with their digest."""


@dataclass(frozen=True)
class Plan:
    """When a wave is asked, whom, and how answers come. `elsewhere`: they were collected before."""

    title: str
    opens_on: date
    closes_on: date
    population: int | None = None
    population_words: str = ""
    threshold: int = USUAL_THRESHOLD
    by_code: bool = True
    by_link: bool = False
    per_connection: int = 60
    elsewhere: bool = False


@transaction.atomic
def plan_wave(survey: Survey, plan: Plan, *, by: Person | None, at: datetime, **also: Any) -> Wave:
    """Plan to ask a survey again. Refused for a title that it had, and where it ends before it begins."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    wave = Wave(survey=survey, **also)
    _check(wave, plan)
    _put(wave, plan)
    wave.save()
    record("surveys.wave_planned", by=by, at=at, on=[survey, wave], after=_said(wave))
    return wave


@transaction.atomic
def change_wave(wave: Wave, plan: Plan, *, version: int, by: Person, at: datetime) -> Wave:
    """Change when and how a wave is asked. Once it is open its threshold and its way stay as promised.

    Refused once it is closed, and when it changed since `version`.
    """
    wave = locked(wave, version)
    if wave.state not in (Wave.State.PLANNED, Wave.State.OPEN):
        raise Refused("This wave is closed. Plan another.")
    _check(wave, plan)
    promised = ("threshold", "by_code", "by_link", "opens_on")
    if wave.state == Wave.State.OPEN and any(getattr(wave, one) != getattr(plan, one) for one in promised):
        raise Refused(
            "People are answering. The first day, the ways to answer and the threshold stay as promised."
        )
    before = _said(wave)
    _put(wave, plan)
    _bump(wave)
    wave.save()
    record("surveys.wave_changed", by=by, at=at, on=[wave.survey, wave], before=before, after=_said(wave))
    return wave


@transaction.atomic
def open_wave(wave: Wave, *, version: int, by: Person | None, at: datetime) -> Wave:
    """Open a wave: what is asked is fixed now. It takes answers from its first day to its last (SVY-6).

    Refused without a question, without a way to answer, and when it was opened before.
    """
    wave = locked(wave, version)
    if wave.state != Wave.State.PLANNED:
        raise Refused(f"This wave is {wave.get_state_display().lower()}.")
    questions = current_questions(wave.survey)
    if not questions:
        raise Refused("The survey has no question yet. Add one first.")
    fix_questions(wave, questions)
    wave.state = Wave.State.OPEN
    _bump(wave)
    wave.save()
    record(
        "surveys.opened", by=by, at=at, on=[wave.survey, wave],
        after={"questions": [one.text for one in questions], "groups": wave.groups},
    )  # fmt: skip
    return wave


def fix_questions(wave: Wave, questions: Sequence[Any]) -> None:
    """Keep what a wave asks, and the groups that it is split by."""
    wave.groups = list(wave.survey.groups)
    Asked.objects.bulk_create(
        Asked(wave=wave, question=question, position=place)
        for place, question in enumerate(questions, start=1)
    )


@transaction.atomic
def close_wave(wave: Wave, *, reason: str, version: int, by: Person, at: datetime, today: date) -> Wave:
    """Close a wave before its last day. Paper that came can still be typed in. Refused without a reason."""
    wave = locked(wave, version)
    if wave.state != Wave.State.OPEN:
        raise Refused(f"This wave is {wave.get_state_display().lower()}.")
    if not reason.strip():
        raise Refused("Say why it is closed early.", field="reason")
    before = {"closes_on": wave.closes_on}
    wave.state, wave.reason = Wave.State.CLOSED, reason.strip()
    wave.closes_on = max(wave.opens_on, min(wave.closes_on, today))
    _bump(wave)
    wave.save()
    record(
        "surveys.closed", by=by, at=at, on=[wave.survey, wave], why=wave.reason, before=before,
        after={"closes_on": wave.closes_on, "answers": wave.responses.count()},
    )  # fmt: skip
    return wave


@transaction.atomic
def count_wave(wave: Wave, *, version: int, by: Person | None, at: datetime, today: date) -> Result:
    """Count a wave's answers, once, and freeze what they came to. The event tells how many, and two digests.

    Refused before it is over (SVY-7), and when it was counted.
    """
    wave = locked(wave, version)
    if wave.state not in (Wave.State.OPEN, Wave.State.CLOSED):
        raise Refused(f"This wave is {wave.get_state_display().lower()}.")
    if not may_count(today, wave.closes_on, closed=wave.state == Wave.State.CLOSED):
        raise Refused("It takes answers until its last day. Count them after it, or close it.", code=SVY_7)
    responses = list(wave.responses.order_by("id"))
    used = wave.codes.filter(spent=True).count()
    made = wave.codes.all().delete()[0]
    DayCount.objects.filter(day__lte=today).delete()
    return freeze(
        wave, counted_document(wave, responses), answers=len(responses), by=by, at=at,
        also={"codes_made": made, "codes_used": used, "answers_digest": _digest(responses)},
    )  # fmt: skip


def freeze(
    wave: Wave, document: str, *, answers: int, by: Person | None, at: datetime, also: dict[str, Any]
) -> Result:
    """Keep a wave's results, whole, and say so in the trail. For callers in a transaction."""
    wave.state = Wave.State.COUNTED
    _bump(wave)
    wave.save()
    result = Result.objects.create(
        wave=wave, document=document, digest=canonical.digest(document), answers=answers,
        effective_on=wave.closes_on, recorded_at=at, recorded_by=by, published_on=wave.published_on,
    )  # fmt: skip
    record(
        COUNTED, by=by, at=at, on=[wave.survey, wave, result],
        after={"answers": answers, "digest": result.digest, "published_on": wave.published_on} | also,
    )  # fmt: skip
    return result


@transaction.atomic
def set_aside(wave: Wave, *, reason: str, version: int, by: Person, at: datetime) -> Wave:
    """Say that a wave's results are not to be used. It stays on record. Refused without a reason."""
    wave = locked(wave, version)
    if wave.state == Wave.State.SET_ASIDE:
        raise Refused("This wave is set aside already.")
    if not reason.strip():
        raise Refused("Say why it is set aside.", field="reason")
    before = {"state": wave.state}
    wave.state, wave.reason = Wave.State.SET_ASIDE, reason.strip()
    _bump(wave)
    wave.save()
    record("surveys.set_aside", by=by, at=at, on=[wave.survey, wave], before=before, why=wave.reason)
    return wave


@transaction.atomic
def make_codes(wave: Wave, number: int, *, version: int, by: Person, at: datetime) -> list[str]:
    """Make codes that answer once each. They are given back here and kept nowhere: only their hashes are.

    Refused where the wave takes no codes or is closed, for too many, and when it changed since `version`, so
    that sending the form again makes no second lot.
    """
    wave = locked(wave, version)
    if wave.state not in (Wave.State.PLANNED, Wave.State.OPEN) or not wave.by_code:
        raise Refused("This wave takes no more codes.")
    if not 1 <= number <= MOST_CODES:
        raise Refused(f"Ask for 1 to {MOST_CODES} codes at a time.", field="number")
    codes: dict[str, str] = {}
    while len(codes) < number:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
        codes.setdefault(code_digest(code), f"{code[:4]}-{code[4:]}")
    Code.objects.bulk_create(Code(wave=wave, digest=digest) for digest in sorted(codes))
    _bump(wave)
    wave.save(update_fields=["version"])
    record("surveys.codes_made", by=by, at=at, on=[wave.survey, wave], after={"codes": number})
    return list(codes.values())


def code_digest(code: str) -> str:
    """A code's keyed hash, however it was typed: in small letters, with or without its dash."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return salted_hmac("goldenthread.surveys.code", plain, algorithm="sha256").hexdigest()


def locked(wave: Wave, version: int | None = None) -> Wave:
    """The newest of a wave, held. Refused as stale where it changed since `version`."""
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
    if version is not None and wave.version != version:
        raise Refused("Somebody changed this wave while you were reading. Look at it again.", code=STALE)
    return wave


def _bump(wave: Wave) -> None:
    wave.version += 1


def _digest(responses: Sequence[Any]) -> str:
    """Of every answer as stored, so that a changed one shows; in the order of their random keys."""
    said = [[str(one.pk), one.answered_on.isoformat(), one.way, one.group, one.answers] for one in responses]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _check(wave: Wave, plan: Plan) -> None:
    if not plan.title.strip():
        raise Refused("Give it a name, such as “Spring 2018”.", field="title")
    same = wave.survey.waves.filter(title__iexact=plan.title.strip()).exclude(state=Wave.State.SET_ASIDE)
    if same.exclude(pk=wave.pk).exists():
        raise Refused("This survey has a wave of that name.", field="title")
    if plan.closes_on < plan.opens_on:
        raise Refused("It would end before it begins.", field="closes_on")
    if plan.threshold < SMALLEST_THRESHOLD:
        raise Refused(f"The threshold is {SMALLEST_THRESHOLD} or more.", field="threshold")
    if not (plan.by_code or plan.by_link or plan.elsewhere):
        raise Refused("Choose codes, an open link, or both.", field="by_code")


def _put(wave: Wave, plan: Plan) -> None:
    wave.title = " ".join(plan.title.split())
    for name in (
        "opens_on", "closes_on", "population", "population_words", "threshold", "by_code", "by_link",
        "per_connection",
    ):  # fmt: skip
        setattr(wave, name, getattr(plan, name))


def _said(wave: Wave) -> dict[str, Any]:
    return {
        "title": wave.title, "opens_on": wave.opens_on, "closes_on": wave.closes_on,
        "population": wave.population, "threshold": wave.threshold, "by_code": wave.by_code,
        "by_link": wave.by_link,
    }  # fmt: skip
