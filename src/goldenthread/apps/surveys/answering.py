"""An answer comes in: over a link, by a code, or typed from paper. Nothing says whose it was.

No event is written of a single answer: an event has an instant and a place in a chain, which would date it.
The trail is told how many there were when they are counted, with a digest over all of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from goldenthread.apps.surveys.answer_models import Way
from goldenthread.apps.surveys.models import Code, DayCount, DayKey, Question, Response, Wave, Words
from goldenthread.apps.surveys.waves import code_digest
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import (
    ANSWERS,
    SVY_4,
    SVY_5,
    SVY_6,
    SVY_14,
    Kind,
    takes_answers,
    within_limit,
)

SHEETS = "goldenthread.surveys.sheet"
LONGEST_WORDS = 2000


@dataclass(frozen=True)
class Sheet:
    """What somebody answered: each question's uuid with what they chose or wrote."""

    answers: Mapping[UUID, str] = field(default_factory=dict)
    group: str = ""


def new_sheet(wave: Wave) -> str:
    """The number of a form that is about to be filled in, signed: it is stored once."""
    return signing.Signer(salt=SHEETS).sign(f"{wave.uuid}/{uuid4()}")


def number_of(wave: Wave, sheet: str) -> UUID:
    """The number in a form. Refused for one of another wave, or that we never gave."""
    try:
        of, number = signing.Signer(salt=SHEETS).unsign(sheet).split("/")
        if of == str(wave.uuid):
            return UUID(number)
    except (signing.BadSignature, ValueError):
        pass
    raise Refused("This form is out of date. Open the survey again and answer on a new one.")


@transaction.atomic
def answer(
    wave: Wave, sheet: Sheet, number: UUID, *, code: str = "", paper: bool = False, today: date
) -> None:
    """Store an answer. With a code, spend it in the same transaction.

    Refused when the wave takes none (SVY-6), without a code where it wants one and for one that is spent or
    unknown (SVY-4), for a form that was sent before (SVY-5), and for an empty sheet.
    """
    wave = Wave.objects.select_for_update().select_related("survey").get(pk=wave.pk)
    _check_window(wave, today, paper=paper)
    if code.strip():
        _spend(wave, code)
    elif not (wave.by_link or paper):
        raise Refused("Type the code that you were given.", code=SVY_4, field="code")
    asked = {one.question.uuid: one.question for one in wave.asked.select_related("question")}
    chosen, written = _read(asked, sheet.answers)
    if not chosen and not written:
        raise Refused("Nothing is answered yet. Answer one question or more.")
    way = Way.PAPER if paper else Way.CODE if code.strip() else Way.LINK
    try:
        with transaction.atomic():
            Response.objects.create(
                id=number, wave=wave, answered_on=today, way=way, answers=chosen,
                group=sheet.group if sheet.group in wave.groups else "",
            )  # fmt: skip
    except IntegrityError:
        raise Refused("This form was sent already. Your answers are in, once.", code=SVY_5) from None
    Words.objects.bulk_create(Words(wave=wave, question=one, text=text) for one, text in written)


def takes(wave: Wave, today: date) -> bool:
    """Whether the public may answer on a day (SVY-6)."""
    return wave.state == Wave.State.OPEN and takes_answers(today, wave.opens_on, wave.closes_on)


def count_connection(wave: Wave, connection: str, *, today: date) -> None:
    """Count something that a connection sent. Refused when it is too much for a day (SVY-14).

    The connection is kept as a hash by the day's key alone, and that and its counts are deleted once the day
    is over. In a transaction of its own, so that no row number ties it to an answer.
    """
    with transaction.atomic():
        DayCount.objects.filter(~Q(day=today)).delete()
        DayKey.objects.filter(~Q(day=today)).delete()
        key, _ = DayKey.objects.get_or_create(day=today, defaults={"key": secrets.token_hex(32)})
        digest = salted_hmac(key.key, f"{wave.uuid}/{connection}", algorithm="sha256").hexdigest()
        DayCount.objects.get_or_create(digest=digest, defaults={"day": today})
        DayCount.objects.filter(digest=digest).update(sent=F("sent") + 1)
        sent = DayCount.objects.values_list("sent", flat=True).get(digest=digest)
    if not within_limit(sent - 1, wave.per_connection):
        raise Refused(
            "Too much was sent from your connection today. Try again tomorrow, or ask for a paper form.",
            code=SVY_14,
        )


def _check_window(wave: Wave, today: date, *, paper: bool) -> None:
    if paper:
        if wave.state in (Wave.State.OPEN, Wave.State.CLOSED) and today >= wave.opens_on:
            return
        raise Refused("Paper is typed in from the first day until the answers are counted.", code=SVY_6)
    if takes(wave, today):
        return
    if wave.state == Wave.State.OPEN and today < wave.opens_on:
        raise Refused("This survey is not open yet.", code=SVY_6)
    raise Refused("This survey is closed. It takes no more answers.", code=SVY_6)


def _spend(wave: Wave, code: str) -> None:
    """Mark the code as spent, and write every spent one of the wave anew (see `Code`)."""
    held = Code.objects.select_for_update().filter(digest=code_digest(code), wave=wave).first()
    if held is None:
        raise Refused("This code is not one of this survey. Look at it again.", code=SVY_4, field="code")
    if held.spent:
        raise Refused("This code was used already. Each code answers once.", code=SVY_4, field="code")
    Code.objects.filter(Q(pk=held.pk) | Q(wave=wave, spent=True)).update(spent=True)


def _read(
    asked: Mapping[UUID, Question], answers: Mapping[UUID, str]
) -> tuple[dict[str, str], list[tuple[Question, str]]]:
    """What was chosen, by the question's uuid, and what was written; what was not asked is left out."""
    chosen: dict[str, str] = {}
    written: list[tuple[Question, str]] = []
    for uuid, text in answers.items():
        question, text = asked.get(uuid), text.strip()
        if question is None or not text:
            continue
        if question.kind == Kind.TEXT:
            written.append((question, text[:LONGEST_WORDS]))
        elif text in ANSWERS[Kind(question.kind)]:
            chosen[str(uuid)] = text
    return chosen, written
