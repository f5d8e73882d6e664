"""Reading complaints and compliments: each with how its stages stand, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.feedback.actions import limits_of
from goldenthread.apps.feedback.models import (
    Complaint,
    ComplaintStage,
    Compliment,
    Learning,
    Outcome,
    Procedure,
    Theme,
)
from goldenthread.apps.plans.models import Action
from goldenthread.rulebook.complaints import Stage, Timing, due_on, may_follow, timing

OPEN, LATE, ENDED = "open", "late", "ended"


@dataclass(frozen=True)
class StageShown:
    """A stage with the day by which it is due and how it stands on the day of the page."""

    stage: ComplaintStage
    due: date
    timing: Timing

    @property
    def late(self) -> bool:
        return bool(self.timing.late_by)

    @property
    def state(self) -> str:
        """A key of the site's status words."""
        if self.stage.ended_on is None:
            return "late" if self.late else "complaint_open"
        return self.stage.outcome


@dataclass(frozen=True)
class ComplaintShown:
    """A complaint with its stages, the latest last. There is always one."""

    complaint: Complaint
    stages: tuple[StageShown, ...]

    @property
    def latest(self) -> StageShown:
        return self.stages[-1]

    @property
    def received_on(self) -> date:
        return self.stages[0].stage.began_on

    @property
    def is_open(self) -> bool:
        return self.latest.stage.ended_on is None

    @property
    def late(self) -> bool:
        return self.is_open and self.latest.late

    @property
    def outcome(self) -> str:
        """What the last answered stage found; empty while none is answered."""
        answered = [one.stage.outcome for one in self.stages if one.stage.outcome]
        return answered[-1] if answered else ""

    @property
    def next_stages(self) -> list[int]:
        """The stages that may follow now."""
        last = self.latest.stage
        answered = last.outcome not in ("", Outcome.WITHDRAWN)
        has = limits_of(self.complaint.procedure).first
        return [
            int(stage)
            for stage in Stage
            if stage in has and may_follow(stage, latest=Stage(last.stage), latest_answered=answered)
        ]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. Dates are of the day received; `until` is the last."""

    state: str = ""
    service: str = ""
    theme: Theme | None = None
    since: date | None = None
    until: date | None = None


def complaints(
    today: date, wanted: Wanted | None = None, *, known_at: datetime | None = None
) -> list[ComplaintShown]:
    """Complaints, those that are late first and then the newest; as far as was known. Four queries."""
    rows, wanted = _complaints(known_at), wanted or Wanted()
    if wanted.service:
        rows = rows.filter(service=wanted.service)
    if wanted.theme:
        rows = rows.filter(themes=wanted.theme)
    found = [one for one in _shown(rows, today, known_at) if _fits(one, wanted)]
    return sorted(found, key=lambda one: (not one.late, -one.received_on.toordinal(), one.complaint.pk))


def _fits(one: ComplaintShown, wanted: Wanted) -> bool:
    states = {OPEN: one.is_open, LATE: one.late, ENDED: not one.is_open}
    return (
        states.get(wanted.state, True)
        and (wanted.since is None or one.received_on >= wanted.since)
        and (wanted.until is None or one.received_on <= wanted.until)
    )


def complaint_shown(complaint: Complaint, today: date) -> ComplaintShown:
    return next(iter(_shown(_complaints().filter(pk=complaint.pk), today)))


def _shown(
    rows: Iterable[Complaint], today: date, known_at: datetime | None = None
) -> Iterable[ComplaintShown]:
    for complaint in rows:
        limits = limits_of(complaint.procedure)
        stages = tuple(
            StageShown(stage, due, _timing(stage, due, today))
            for stage in _as_told(complaint.stages.all(), known_at)
            for due in [due_on(Stage(stage.stage), stage.began_on, extended=bool(stage.extended_because),
                               limits=limits)]
        )  # fmt: skip
        yield ComplaintShown(complaint, stages)


def _as_told(stages: Iterable[ComplaintStage], known_at: datetime | None) -> Iterable[ComplaintStage]:
    """Stages as they were known at an instant: those told later left out, ends told later not yet there."""
    for stage in stages:
        if known_at is not None and stage.recorded_at > known_at:
            continue
        if known_at is not None and stage.ended_told_at is not None and stage.ended_told_at > known_at:
            stage.ended_on, stage.outcome = None, ""
        yield stage


def _timing(stage: ComplaintStage, due: date, today: date) -> Timing:
    if stage.outcome == Outcome.WITHDRAWN:
        return timing(due, answered=None, withdrawn=stage.ended_on, today=today)
    return timing(due, answered=stage.ended_on, today=today)


def _complaints(known_at: datetime | None = None) -> QuerySet[Complaint]:
    told = (
        Complaint.objects.all() if known_at is None else Complaint.objects.filter(recorded_at__lte=known_at)
    )
    learning = Learning.objects.select_related("action__plan").order_by("learned_on", "id")
    return told.select_related("procedure").prefetch_related(
        "themes", "stages", Prefetch("learning", learning)
    )


def complaint_called(uuid: UUID) -> Complaint:
    """The complaint of this id. Raises Http404."""
    return get_object_or_404(Complaint.objects.select_related("procedure"), uuid=uuid)


def stage_called(uuid: UUID) -> ComplaintStage:
    """The stage of this id. Raises Http404."""
    return get_object_or_404(ComplaintStage.objects.select_related("complaint__procedure"), uuid=uuid)


def learning_called(uuid: UUID) -> Learning:
    """What a complaint taught, as long as it stands. Raises Http404."""
    return get_object_or_404(Learning.objects.select_related("complaint", "action__plan"), uuid=uuid)


def compliment_called(uuid: UUID) -> Compliment:
    """The compliment of this id, unless it was taken back. Raises Http404."""
    return get_object_or_404(Compliment, uuid=uuid, withdrawn_at=None)


def compliments() -> QuerySet[Compliment]:
    """Every compliment, the newest first."""
    return Compliment.objects.filter(withdrawn_at=None).prefetch_related("themes")


def services() -> list[str]:
    """The services that were named, in alphabetical order."""
    named = set(Complaint.objects.values_list("service", flat=True))
    return sorted(named | set(Compliment.objects.values_list("service", flat=True)))


def themes() -> QuerySet[Theme]:
    return Theme.objects.all()


def procedures() -> QuerySet[Procedure]:
    return Procedure.objects.all()


def learned_for(actions: Iterable[Action]) -> list[Learning]:
    """What complaints taught that these actions do."""
    rows = Learning.objects.filter(action__in=actions).select_related("complaint", "action__plan")
    return list(rows.order_by("learned_on", "id"))
