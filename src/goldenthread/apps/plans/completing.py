"""Completion: asked for by one person, accepted or returned by another, who sees what shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action, Answer, Completion, Revision, SuccessIndicator
from goldenthread.apps.plans.revising import ActionFields, as_revised, locked
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@dataclass(frozen=True)
class Asked:
    """Something that an action must show: a success indicator, or a check without a record of its own."""

    text: str
    indicator: SuccessIndicator | None = None

    @property
    def kind(self) -> str:
        return "Success indicator" if self.indicator else "Evidence check"


@dataclass(frozen=True)
class Shown:
    """What is shown for one of them: words, files, or neither."""

    evidence: str = ""
    files: Sequence[StoredFile] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.evidence.strip() or self.files)


NOTHING = Shown()


def asked_of(action: Action) -> list[Asked]:
    """Every success indicator and check of an action, in the order of its plan."""
    indicators = action.success_indicators.filter(gone_on=None)
    return [
        *(Asked(one.text, one) for one in indicators),
        *(Asked(text) for text in action.evidence_checks),
    ]


@transaction.atomic
def ask_completion(
    action: Action, *, completed_on: date, statement: str, version: int, today: date, by: Person,
    at: datetime, shown: Mapping[int, Shown] | None = None,
) -> Completion:  # fmt: skip
    """Ask that an action be accepted as completed. `shown` is by place in `asked_of(action)`.

    Raises Refused when it was written to since `version`, was asked for or accepted before, left the plan, is
    dated in the future, or says nothing.
    """
    action = locked(action, version)
    _check_may_be_asked(action)
    if completed_on > today:
        raise Refused("The day of completion cannot be in the future.", field="completed_on")
    if not statement.strip():
        raise Refused("Say what was done.", field="statement")
    completion = Completion.objects.create(
        action=action, completed_on=completed_on, statement=statement.strip(), asked_at=at, asked_by=by
    )
    told = {}
    for position, asked in enumerate(asked_of(action)):
        given = (shown or {}).get(position, NOTHING)
        told[asked.text] = [given.evidence.strip(), *(file.sha256 for file in given.files)]
        answer = Answer.objects.create(
            completion=completion,
            position=position,
            indicator=asked.indicator,
            text=asked.text,
            evidence=given.evidence.strip(),
        )
        answer.files.set(given.files)
    action.version += 1
    action.save(update_fields=["version"])
    record("plans.completion_asked", by=by, at=at, on=[action, completion], after={
        "completed_on": completed_on, "statement": completion.statement, "shown": told,
    })  # fmt: skip
    return completion


def _check_may_be_asked(action: Action) -> None:
    if action.gone_on is not None:
        raise Refused("This action is no longer in the plan.")
    outcomes = set(action.completions.values_list("outcome", flat=True))
    if Completion.Outcome.ASKED in outcomes:
        raise Refused("Completion was asked for already, and waits for a decision.")
    if Completion.Outcome.ACCEPTED in outcomes:
        raise Refused("The completion of this action was accepted already.")


@dataclass(frozen=True)
class Point:
    """Something that an action must show, and what is shown for it. `since`: added after it was asked for."""

    text: str
    indicator_id: int | None
    evidence: str = ""
    files: Sequence[StoredFile] = ()
    since: bool = False

    @property
    def kind(self) -> str:
        return "Success indicator" if self.indicator_id else "Evidence check"

    @property
    def has_evidence(self) -> bool:
        return bool(self.evidence or self.files)


def points_of(completion: Completion) -> list[Point]:
    """Every success indicator and check: as they were when completion was asked for, and those added since.

    Of a request that was decided, those that its decider saw.
    """
    answers = completion.answers.prefetch_related("files")
    points = [
        Point(answer.text, answer.indicator_id, answer.evidence, tuple(answer.files.all()))
        for answer in answers
    ]
    if completion.outcome != Completion.Outcome.ASKED:
        return points
    answered = {(point.indicator_id, point.text) for point in points}
    now = [(one.indicator.pk if one.indicator else None, one.text) for one in asked_of(completion.action)]
    return points + [
        Point(text, indicator, since=True) for indicator, text in now if (indicator, text) not in answered
    ]


def lacking(completion: Completion, points: Sequence[Point] | None = None) -> list[str]:
    """What has no evidence: each indicator and check, or all of it where the action has none of either."""
    points = points_of(completion) if points is None else points
    if not points and not completion.action.updates.filter(evidence__isnull=False).exists():
        return ["The action as a whole"]
    return [point.text for point in points if not point.has_evidence]


@transaction.atomic
def withdraw_completion(
    completion: Completion, *, reason: str, today: date, by: Person, at: datetime
) -> None:
    """Take back a request that nobody has decided. Only the one who asked may; it may be asked for again.

    Raises Refused for somebody else, when it was decided before, and without a reason.
    """
    completion = _undecided(completion)
    if completion.asked_by_id != by.pk:
        raise Refused("Only the one who asked for it may withdraw it.")
    if not reason.strip():
        raise Refused("Say why you withdraw it.", field="reason")
    completion.outcome = Completion.Outcome.WITHDRAWN
    completion.decided_on, completion.decided_at = today, at
    completion.reason = reason.strip()
    completion.save()
    action = Action.objects.select_for_update().get(pk=completion.action_id)
    action.version += 1
    action.save(update_fields=["version"])
    record("plans.completion_withdrawn", by=by, at=at, on=[action, completion], why=completion.reason)


def _undecided(completion: Completion) -> Completion:
    """The request, locked, while it waits. Raises Refused."""
    locked = Completion.objects.select_for_update().select_related("action").get(pk=completion.pk)
    if locked.outcome != Completion.Outcome.ASKED:
        raise Refused(f"This was decided before: {locked.get_outcome_display().lower()}.")
    return locked


@transaction.atomic
def decide_completion(
    completion: Completion, *, accept: bool, reason: str, today: date, by: Person, at: datetime
) -> Completion:
    """Accept a completion, or return it to its lead. Accepting sets the action's day of completion.

    Raises Refused when it was decided before, when the one who asked decides, and without a reason where it
    is returned or where something has no evidence.
    """
    completion = _undecided(completion)
    if completion.asked_by_id == by.pk:
        raise Refused("You asked for this, so somebody else decides it.")
    reason = reason.strip()
    if not accept and not reason:
        raise Refused("Say what is wanted before it can be accepted.", field="reason")
    missing = lacking(completion)
    if accept and missing and not reason:
        raise Refused(
            f"Say why it is accepted although {len(missing)} of what it must show has no evidence.",
            field="reason",
            code="PROG-6",
        )
    completion.outcome = Completion.Outcome.ACCEPTED if accept else Completion.Outcome.RETURNED
    completion.decided_on, completion.decided_at, completion.decided_by = today, at, by
    completion.reason = reason
    completion.save()
    action = Action.objects.select_for_update().get(pk=completion.action_id)
    action.version += 1
    if accept:
        _complete(action, completion)
    action.save(update_fields=["version", "completed_on"])
    verb = f"plans.completion_{completion.outcome}"
    record(verb, by=by, at=at, on=[action, completion], why=reason, after={
        "completed_on": completion.completed_on if accept else None, "without_evidence": missing,
    })  # fmt: skip
    return completion


def _complete(action: Action, completion: Completion) -> None:
    says = replace(ActionFields.of(action), completed_on=completion.completed_on)
    action.completed_on = completion.completed_on
    Revision.objects.create(
        action=action,
        version=action.version,
        effective_on=completion.decided_on,
        recorded_at=completion.decided_at,
        recorded_by=completion.decided_by,
        fields=as_revised(says),
        reason=completion.reason,
    )
