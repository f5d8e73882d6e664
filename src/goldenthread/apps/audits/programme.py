"""Writes about the audit programme: kinds that ship, activities, and the steps that are taken of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Max

from goldenthread.apps.audits.models import Activity, ActivityKind, ActivityStep, Learning, Step
from goldenthread.apps.bodies.models import Body
from goldenthread.apps.measures.recorded import period_columns, period_of
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.audits import STEPS, Stage, stage_of
from goldenthread.rulebook.periods import Period

KINDS = (
    ("case-audit", "Quarterly case audit"),
    ("thematic-audit", "Thematic audit by reviewing officers"),
    ("multi-agency-audit", "Multi-agency audit"),
    ("supervision-audit", "Supervision audit"),
    ("dip-sample", "Dip sample"),
    ("deep-dive", "Deep dive"),
    ("peer-review", "Peer review"),
    ("mock-inspection", "Mock inspection"),
)
STALE = "Somebody changed this activity while you were writing. Read what it says now, then save again."


@dataclass(frozen=True)
class ActivityFields:
    """All that an activity says. Days after `start_by` may be left out: such a step is never late."""

    kind: ActivityKind
    title: str
    period: Period
    start_by: date
    theme: str = ""
    lead: Post | None = None
    body: Body | None = None
    finish_by: date | None = None
    report_by: date | None = None
    close_by: date | None = None

    def columns(self) -> dict[str, Any]:
        return period_columns(self.period) | {
            "kind": self.kind, "title": " ".join(self.title.split()), "theme": " ".join(self.theme.split()),
            "lead": self.lead, "body": self.body, "start_by": self.start_by, "finish_by": self.finish_by,
            "report_by": self.report_by, "close_by": self.close_by,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind.name, "title": self.title, "theme": self.theme, "period": str(self.period),
            "lead": str(self.lead or ""), "body": str(self.body or ""), "start_by": self.start_by,
            "finish_by": self.finish_by, "report_by": self.report_by, "close_by": self.close_by,
        }  # fmt: skip


@transaction.atomic
def ship_activity_kinds() -> None:
    """Bring the kinds that ship with the product. Idempotent; a council adds its own."""
    for position, (key, name) in enumerate(KINDS):
        ActivityKind.objects.get_or_create(key=key, defaults={"name": name, "position": position})


@transaction.atomic
def add_kind(name: str, *, by: Person | None, at: datetime) -> ActivityKind:
    """The kind of this name, made where it is not here. Raises Refused for an empty name."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Choose a kind, or name a new one.", field="kind")
    if kind := ActivityKind.objects.filter(name__iexact=name).first():
        return kind
    last = ActivityKind.objects.aggregate(last=Max("position"))["last"] or 0
    kind = ActivityKind.objects.create(key=f"own-{last + 1}", name=name, position=last + 1)
    record("audits.kind_added", by=by, at=at, on=[], after={"name": name})
    return kind


@transaction.atomic
def plan_activity(says: ActivityFields, *, by: Person | None, at: datetime) -> Activity:
    """Put an activity in the programme.

    Raises Refused for an empty title, days out of their order, and one that the period has already.
    """
    _check(says)
    activity = Activity.objects.create(**says.columns(), recorded_at=at)
    record("audits.activity_planned", by=by, at=at, on=activity, after=says.as_json())
    return activity


@transaction.atomic
def revise_activity(
    activity: Activity, says: ActivityFields, *, version: int, by: Person, at: datetime, reason: str = ""
) -> Activity:
    """Change what is planned. A day that moves needs its reason.

    Raises Refused as `plan_activity`, when somebody changed it since `version`, and for one that was
    cancelled or is closed.
    """
    activity = _locked(activity, version)
    _check_open(activity)
    _check(says, of=activity)
    before = says_of(activity)
    if before == says:
        return activity
    moved = [name for name in DAYS if getattr(before, name) != getattr(says, name)]
    if moved and not reason.strip():
        raise Refused("A day moves, so say why.", field="reason")
    for name, value in says.columns().items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save()
    record(
        "audits.activity_revised", by=by, at=at, on=activity, before=before.as_json(), after=says.as_json(),
        why=reason.strip(),
    )  # fmt: skip
    return activity


DAYS = ("start_by", "finish_by", "report_by", "close_by")


@transaction.atomic
def take_step(
    activity: Activity, step: Step | str, *, done_on: date, today: date, by: Person | None, at: datetime,
    note: str = "",
) -> ActivityStep:  # fmt: skip
    """Say that an activity was started, finished, reported, or that its actions are closed; or cancel it.

    A step may be said again with another day; the last said counts. Raises Refused for a day to come, for a
    day before an earlier step, after it was cancelled, for a cancelling without a reason, and for closing
    while an action of its audits is open.
    """
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    step, note = Step(step), note.strip()
    done = steps_of(activity)
    if Stage.CANCELLED in done:
        raise Refused("This activity was cancelled.")
    if done_on > today:
        raise Refused("That day is still to come.", field="done_on")
    if step is Step.CANCELLED:
        if not note:
            raise Refused("Say why it is cancelled.", field="note")
        if Stage.CLOSED in done:
            raise Refused("Its actions are closed, so it cannot be cancelled.")
    else:
        _check_order(Stage(step), done_on, done)
    if step is Step.CLOSED and (left := open_actions(activity)):
        words = "One action of its audits is" if left == 1 else f"{left} actions of its audits are"
        raise Refused(f"{words} not completed yet.", field="step")
    taken = ActivityStep.objects.create(
        activity=activity, step=step, done_on=done_on, note=note, recorded_at=at, recorded_by=by
    )
    record("audits.step_taken", by=by, at=at, on=activity, why=note, after={
        "step": step.label, "done_on": done_on,
    })  # fmt: skip
    return taken


def steps_of(activity: Activity) -> dict[Stage, date]:
    """The day on which each step was done, as was last said."""
    return {Stage(one.step): one.done_on for one in sorted(activity.steps.all(), key=lambda one: one.pk)}


def open_actions(activity: Activity) -> int:
    """How many actions that its audits led to are not completed."""
    learned = Learning.objects.filter(
        audit__activity=activity, action__isnull=False, action__completed_on=None, action__gone_on=None
    )
    return learned.values("action").distinct().count()


def says_of(activity: Activity) -> ActivityFields:
    """What an activity says now."""
    return ActivityFields(
        kind=activity.kind, title=activity.title, period=period_of(activity), start_by=activity.start_by,
        theme=activity.theme, lead=activity.lead, body=activity.body, finish_by=activity.finish_by,
        report_by=activity.report_by, close_by=activity.close_by,
    )  # fmt: skip


def _locked(activity: Activity, version: int) -> Activity:
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if activity.version != version:
        raise Refused(STALE, code="stale")
    return activity


def _check_open(activity: Activity) -> None:
    if stage_of(steps_of(activity)) in (Stage.CANCELLED, Stage.CLOSED):
        raise Refused("This activity has ended and cannot be changed.")


def _check(says: ActivityFields, *, of: Activity | None = None) -> None:
    title = " ".join(says.title.split())
    if not title:
        raise Refused("Say what is audited.", field="title")
    days = [(name, getattr(says, name)) for name in DAYS if getattr(says, name)]
    for (_, before), (name, after) in pairwise(days):
        if after < before:
            raise Refused("This day is before the step that comes before it.", field=name)
    same = Activity.objects.filter(title__iexact=title, starts=says.period.start, ends=says.period.end)
    same = same.exclude(steps__step=Step.CANCELLED)
    if (same.exclude(pk=of.pk) if of else same).exists():
        raise Refused("The programme has this activity in that period already.", field="title")


def _check_order(step: Stage, done_on: date, done: dict[Stage, date]) -> None:
    place = STEPS.index(step)
    for other, day in done.items():
        if other not in STEPS:
            continue
        if STEPS.index(other) < place and done_on < day:
            raise Refused(
                f"It was {Step(other).label.lower()} only on {day.day} {day:%B %Y}.", field="done_on"
            )
        if STEPS.index(other) > place and done_on > day:
            words = f"It was {Step(other).label.lower()} on {day.day} {day:%B %Y} already."
            raise Refused(words, field="done_on")


def due_of(activity: Activity) -> dict[Stage, date | None]:
    """The day by which each step is wanted."""
    days = (activity.start_by, activity.finish_by, activity.report_by, activity.close_by)
    return dict(zip(STEPS, days, strict=True))
