"""Writes about practice alerts: raising, answering, escalating, resolving, and the council's ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.alerts.models import Alert, AlertKind, AlertLevel, AlertStep
from goldenthread.apps.people.models import Council, Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.case_references import NotAReference, case_reference

KINDS = (
    ("drift", "Drift or delay", False), ("missing-plan", "Missing plan", False),
    ("late-review", "Late review", False), ("child-not-seen", "Child not seen", False),
    ("good-practice", "Good-practice notice", True),
)  # fmt: skip


@dataclass(frozen=True)
class AlertFields:
    """What is said of an alert when it is raised."""

    kind: AlertKind
    case_reference: str
    service: str
    raised_by: str
    words: str


@dataclass(frozen=True)
class Rung:
    """A level of the ladder: who answers, and within how many working days."""

    name: str
    working_days: int
    formal: bool = True


@transaction.atomic
def ship_alert_kinds() -> None:
    """Bring the kinds that ship with the product. Idempotent."""
    for key, name, good in KINDS:
        AlertKind.objects.get_or_create(key=key, defaults={"name": name, "good_practice": good})


@transaction.atomic
def set_ladder(rungs: Sequence[Rung], *, by: Person | None, at: datetime) -> list[AlertLevel]:
    """Set the levels, lowest first. A level that says the same stays; another is retired.

    Raises Refused for no level, one without a name or days, two of one name, and an informal level after a
    formal one. More days than ALR-2 allows are told on the page, and not refused.
    """
    rungs = [Rung(" ".join(one.name.split()), one.working_days, one.formal) for one in rungs]
    if not rungs:
        raise Refused("Name at least one level.", field="name_1")
    for position, one in enumerate(rungs, start=1):
        if not one.name or one.working_days < 1:
            raise Refused("A level has a name and at least one working day.", field=f"name_{position}")
        if any(one.name.casefold() == other.name.casefold() for other in rungs[: position - 1]):
            raise Refused("This level is named twice.", field=f"name_{position}")
        if not one.formal and any(other.formal for other in rungs[: position - 1]):
            raise Refused("An informal level comes before the formal ones.", field=f"formal_{position}")
    list(Council.objects.select_for_update())  # so that two do not set it at once
    standing = {level.position: level for level in AlertLevel.objects.filter(retired_at=None)}
    before = [str(_rung(level)) for level in standing.values()]
    kept = []
    for position in range(1, max([len(rungs), *standing]) + 1):
        level = standing.get(position)
        wanted = rungs[position - 1] if position <= len(rungs) else None
        if level is not None and wanted != _rung(level):
            level.retired_at = at
            level.save(update_fields=["retired_at"])
            level = None
        if level is None and wanted is not None:
            level = AlertLevel.objects.create(
                position=position, name=wanted.name, formal=wanted.formal, working_days=wanted.working_days
            )
        if level is not None:
            kept.append(level)
    record("alerts.ladder_set", by=by, at=at, on=kept, before={"levels": before}, after={
        "levels": [str(one) for one in rungs],
    })  # fmt: skip
    return kept


@transaction.atomic
def raise_alert(
    says: AlertFields, *, raised_on: date, today: date, by: Person | None, at: datetime,
    level: AlertLevel | None = None,
) -> Alert:  # fmt: skip
    """Raise an alert at the lowest level, or straight at another. A good-practice notice has no level.

    Raises Refused for a reference that looks like a name or a national number (CASE-2, CASE-3), missing
    words, a day to come, and an alert while the council has no ladder.
    """
    try:
        reference = case_reference(says.case_reference)
    except NotAReference as refusal:
        raise Refused(refusal.why, field="case_reference", code=refusal.code) from refusal
    service, post = " ".join(says.service.split()), " ".join(says.raised_by.split())
    for name, text, words in (
        ("service", service, "Name the service."),
        ("raised_by", post, "Say which post raised it."),
        ("words", says.words.strip(), "Say what was found."),
    ):
        if not text:
            raise Refused(words, field=name)
    _not_to_come(raised_on, today, "raised_on")
    if not says.kind.good_practice:
        level = level or AlertLevel.objects.filter(retired_at=None).first()
        if level is None:
            raise Refused("Set the ladder first: who answers an alert, and by when.", field="level")
        if level.retired_at is not None:
            raise Refused("This level is no longer on the ladder.", field="level", code="stale")
    list(Council.objects.select_for_update())  # so that two do not take one number
    alert = Alert.objects.create(
        number=(Alert.objects.aggregate(last=Max("number"))["last"] or 0) + 1, kind=says.kind,
        case_reference=reference, service=service, raised_on=raised_on, raised_by=post,
        words=says.words.strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if not says.kind.good_practice:
        AlertStep.objects.create(alert=alert, level=level, put_on=raised_on, recorded_at=at)
    record("alerts.raised", by=by, at=at, on=alert, after={
        "kind": says.kind.name, "case": reference, "service": service, "raised_on": raised_on,
        "raised_by": post, "words": alert.words, "level": "" if says.kind.good_practice else str(level),
    })  # fmt: skip
    return alert


@transaction.atomic
def answer_step(
    step: AlertStep, answer: str, *, answered_on: date, today: date, by: Person | None, at: datetime
) -> AlertStep:
    """Record what a level answered. The alert stays open until it is resolved.

    Raises Refused without an answer, a second time, once it is resolved, and for a day that cannot be.
    """
    alert = _locked(step.alert)
    step = AlertStep.objects.select_related("level").get(pk=step.pk)
    if step.answered_on is not None:
        raise Refused("Somebody recorded its answer already.", code="stale")
    _still_open(alert)
    if not answer.strip():
        raise Refused("Say what was answered.", field="answer")
    _day(answered_on, today, step.put_on, "answered_on")
    step.answer, step.answered_on = answer.strip(), answered_on
    step.save(update_fields=["answer", "answered_on"])
    _moved(alert)
    record("alerts.answered", by=by, at=at, on=alert, after={
        "level": str(step.level), "answered_on": answered_on, "answer": step.answer,
    })  # fmt: skip
    return step


@transaction.atomic
def escalate(
    alert: Alert, reason: str, *, put_on: date, version: int, today: date, by: Person | None, at: datetime
) -> AlertStep:
    """Put an alert to the next level of the ladder as it stands, with the reason.

    Raises Refused without a reason, from the highest level, once it is resolved, and when it is stale.
    """
    alert = _fresh(alert, version)
    latest = alert.steps.select_related("level").last()
    if latest is None:
        raise Refused("A good-practice notice asks for no answer.", code="state")
    above = AlertLevel.objects.filter(retired_at=None, position__gt=latest.level.position).first()
    if above is None:
        raise Refused(f"{latest.level} is the highest level. Resolve it there.", code="state")
    if not reason.strip():
        raise Refused("Say why it goes higher.", field="reason")
    _day(put_on, today, latest.answered_on or latest.put_on, "put_on")
    step = AlertStep.objects.create(
        alert=alert, level=above, put_on=put_on, reason=reason.strip(), recorded_at=at
    )
    _moved(alert)
    record("alerts.escalated", by=by, at=at, on=alert, why=reason.strip(), after={
        "level": str(above), "put_on": put_on,
    })  # fmt: skip
    return step


@transaction.atomic
def resolve(
    alert: Alert, how: str, *, resolved_on: date, version: int, today: date, by: Person | None, at: datetime
) -> Alert:
    """Say that an alert is resolved, and how. Raises Refused without words, a second time, before its last
    step, for a good-practice notice, and when it is stale.
    """
    alert = _fresh(alert, version)
    latest = alert.steps.last()
    if latest is None:
        raise Refused("A good-practice notice asks for no answer.", code="state")
    if not how.strip():
        raise Refused("Say how it was resolved.", field="how")
    _day(resolved_on, today, latest.answered_on or latest.put_on, "resolved_on")
    alert.resolved_on, alert.resolved_how, alert.resolved_told_at = resolved_on, how.strip(), at
    alert.version += 1
    alert.save(update_fields=["resolved_on", "resolved_how", "resolved_told_at", "version"])
    record("alerts.resolved", by=by, at=at, on=alert, after={
        "resolved_on": resolved_on, "how": alert.resolved_how,
    })  # fmt: skip
    return alert


def _rung(level: AlertLevel) -> Rung:
    return Rung(level.name, level.working_days, level.formal)


def _locked(alert: Alert) -> Alert:
    return Alert.objects.select_for_update(of=("self",)).select_related("kind").get(pk=alert.pk)


def _fresh(alert: Alert, version: int) -> Alert:
    alert = _locked(alert)
    _still_open(alert)
    if alert.version != version:
        raise Refused("Somebody changed this alert while you were writing.", code="stale")
    return alert


def _moved(alert: Alert) -> None:
    alert.version += 1
    alert.save(update_fields=["version"])


def _still_open(alert: Alert) -> None:
    if alert.resolved_on is not None:
        raise Refused(f"It was resolved on {day_words(alert.resolved_on)}.", code="state")


def _not_to_come(day: date, today: date, field: str) -> None:
    if day > today:
        raise Refused("That day is still to come.", field=field)


def _day(day: date, today: date, since: date, field: str) -> None:
    _not_to_come(day, today, field)
    if day < since:
        raise Refused(f"What came before it was on {day_words(since)}.", field=field)
