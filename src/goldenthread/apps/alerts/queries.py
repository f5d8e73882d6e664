"""Reading practice alerts: each with its steps, what is due, and how far it drifts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.alerts.models import Alert, AlertKind, AlertLevel, AlertStep
from goldenthread.rulebook.practice_alerts import is_beyond, is_overdue, step_due
from goldenthread.rulebook.workdays import working_days_between

OPEN, LATE, RESOLVED, GOOD = "open", "late", "resolved", "good"


@dataclass(frozen=True)
class StepShown:
    """A step with the day by which it is due (ALR-1)."""

    step: AlertStep
    due: date
    overdue: bool


@dataclass(frozen=True)
class AlertShown:
    """An alert with its steps, the latest last. A good-practice notice has none."""

    alert: Alert
    steps: tuple[StepShown, ...]
    beyond: bool

    @property
    def latest(self) -> StepShown | None:
        return self.steps[-1] if self.steps else None

    @property
    def is_open(self) -> bool:
        return bool(self.steps) and self.alert.resolved_on is None

    @property
    def late(self) -> bool:
        return self.is_open and self.steps[-1].overdue

    @property
    def formal(self) -> bool:
        return any(one.step.level.formal for one in self.steps)

    @property
    def days_taken(self) -> int | None:
        """Working days from raising it to its end; None while it is open."""
        ended = self.alert.resolved_on
        return None if ended is None else working_days_between(self.alert.raised_on, ended)

    @property
    def state(self) -> str:
        """A key of the site's status words."""
        if not self.steps:
            return "alert_good_practice"
        if not self.is_open:
            return "alert_resolved"
        if self.late:
            return "late"
        return "alert_answered" if self.steps[-1].step.answered_on else "alert_open"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to."""

    state: str = ""
    kind: AlertKind | None = None
    service: str = ""


def alerts(
    today: date, wanted: Wanted | None = None, *, known_at: datetime | None = None
) -> list[AlertShown]:
    """Alerts, those that are late first and then the newest; as far as was known. Two queries."""
    rows, wanted = _alerts(), wanted or Wanted()
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    found = [one for one in _shown(rows, today, known_at) if _fits(one, wanted.state)]
    return sorted(found, key=lambda one: not one.late)


def _fits(one: AlertShown, state: str) -> bool:
    states = {
        OPEN: one.is_open, LATE: one.late, RESOLVED: one.alert.resolved_on is not None, GOOD: not one.steps,
    }  # fmt: skip
    return states.get(state, True)


def alert_shown(alert: Alert, today: date) -> AlertShown:
    return next(iter(_shown(_alerts().filter(pk=alert.pk), today)))


def _shown(rows: Iterable[Alert], today: date, known_at: datetime | None = None) -> Iterable[AlertShown]:
    for alert in rows:
        told = alert.resolved_told_at
        if known_at is not None and told is not None and told > known_at:
            alert.resolved_on, alert.resolved_how = None, ""
        steps = tuple(
            StepShown(
                step, due, alert.resolved_on is None and not step.answered_on and is_overdue(due, today)
            )
            for step in alert.steps.all()
            if known_at is None or step.recorded_at <= known_at
            for due in [step_due(step.put_on, step.level.working_days)]
        )
        formal_from = next((one.step.put_on for one in steps if one.step.level.formal), None)
        yield AlertShown(alert, steps, is_beyond(formal_from, alert.resolved_on or today))


def _alerts() -> QuerySet[Alert]:
    steps = AlertStep.objects.select_related("level").order_by("id")
    return Alert.objects.select_related("kind").prefetch_related(Prefetch("steps", steps))


def alert_called(uuid: UUID) -> Alert:
    """The alert of this id. Raises Http404."""
    return get_object_or_404(Alert.objects.select_related("kind"), uuid=uuid)


def step_called(uuid: UUID) -> AlertStep:
    """The step of this id. Raises Http404."""
    return get_object_or_404(AlertStep.objects.select_related("alert__kind", "level"), uuid=uuid)


def kinds() -> QuerySet[AlertKind]:
    return AlertKind.objects.all()


def levels() -> QuerySet[AlertLevel]:
    """The ladder as it stands, the lowest level first."""
    return AlertLevel.objects.filter(retired_at=None)


def services() -> list[str]:
    """The services that were named, in alphabetical order."""
    return sorted(set(Alert.objects.values_list("service", flat=True)))
