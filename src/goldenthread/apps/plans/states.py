"""How actions stand on a day: what is stated, what the rulebook computes from it, side by side.

Two axes of time: `as_at` asks how they stood on a day, `known_at` what we knew at an instant. Without either,
the rows as they now stand are read, in a fixed number of statements however many actions there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from goldenthread.apps.plans.models import (
    Action,
    Answer,
    Completion,
    Plan,
    RatingLevel,
    Revision,
    Update,
    action_slug,
)
from goldenthread.rulebook.plan_dates import NotAPlanDate, parse_plan_status
from goldenthread.rulebook.progress import Flag, Limits, Progress, State, flags

OVERDUE = "PROG-1"


@dataclass(frozen=True, slots=True)
class Named:
    """A lead or workstream, by its public id."""

    uuid: UUID | None
    name: str


@dataclass(frozen=True, slots=True)
class Stated:
    """The newest rating: a level of the plan's key, or the text as printed where no level matches it."""

    on: date
    level: RatingLevel | None
    text: str

    @property
    def state(self) -> State | None:
        """What the rating means to the rules; None where the text cannot be read."""
        return State(self.level.state) if self.level else _state_of(self.text)

    @property
    def word(self) -> str:
        return self.level.word if self.level else self.text


@dataclass(frozen=True, slots=True)
class ActionState:
    """One action as it stood on `on`. `flags` are computed; `stated` is what its lead said."""

    pk: int
    uuid: UUID
    plan: Plan
    position: int
    reference: str
    sort_key: str
    title: str
    section: str
    outcome: str
    workstream: Named
    leads: tuple[Named, ...]
    lead_text: str
    starts: date | None
    due: date | None
    due_text: str
    ongoing: bool
    completed_on: date | None
    gone_on: date | None
    stated: Stated | None
    last_update: date | None
    date_moves: int
    evidence: int
    completion: str
    on: date
    flags: tuple[Flag, ...] = ()

    @property
    def state(self) -> State | None:
        """Completed when that was accepted; else what is stated."""
        if self.completion == Completion.Outcome.ACCEPTED:
            return State.COMPLETED
        return self.stated.state if self.stated else None

    @property
    def is_completed(self) -> bool:
        return self.state is State.COMPLETED

    @property
    def is_overdue(self) -> bool:
        return self.has_flag(OVERDUE)

    @property
    def is_at_risk(self) -> bool:
        return self.state is State.AT_RISK

    @property
    def led_by(self) -> str:
        """The leads in words: the posts, or the text as printed."""
        return ", ".join(lead.name for lead in self.leads) or self.lead_text

    def has_flag(self, code: str) -> bool:
        return any(flag.code == code for flag in self.flags)

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.uuid, action_slug(self.reference, self.title)])


def known_by(instant: datetime, *, through: str = "") -> Q:
    """Rows recorded by an instant, or declared as published by its day. `through` is a path to the load."""
    day = timezone.localtime(instant).date()
    return Q(recorded_at__lte=instant) | Q(**{f"{through}published_on__lte": day})


def states_of(
    actions: QuerySet[Action], *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[ActionState]:
    """How these actions stand, in their plan's order; those that were not yet in the plan are left out."""
    on = as_at or today
    in_the_past = as_at is not None or known_at is not None
    told = Q(effective_on__lte=on) & (known_by(known_at) if known_at else Q())
    rows = list(_rows(actions, told))
    ids = [row["pk"] for row in rows]
    levels = RatingLevel.objects.in_bulk()
    plans = Plan.objects.in_bulk({row["plan_id"] for row in rows})
    leads, completions = _leads(ids), _completions(ids, on, known_at)
    moves, evidence = _moves(ids, told), _evidence(ids, told)
    states = [
        _state(row, plans[row["plan_id"]], levels, leads, completions, moves, evidence, on) for row in rows
    ]
    if in_the_past:
        said = _revisions(ids, on, known_at)
        states = [_as_said(state, said[state.pk]) for state in states if state.pk in said]
    added = _added_on([state.pk for state in states if not (state.last_update or state.starts)])
    return [replace(state, flags=_flags(state, added.get(state.pk))) for state in states]


def state_on(
    action: Action, *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> ActionState | None:
    """How one action stood; None where it was not yet in the plan, or not yet known."""
    found = states_of(Action.objects.filter(pk=action.pk), today=today, as_at=as_at, known_at=known_at)
    return found[0] if found else None


def progress_of(state: ActionState, added_on: date | None = None) -> Progress:
    """What the rulebook asks of an action, and nothing else."""
    return Progress(
        state=state.state,
        due=state.due,
        starts=state.starts,
        ongoing=state.ongoing,
        completed_on=state.completed_on,
        last_update=state.last_update,
        added_on=added_on,
        date_moves=state.date_moves,
        evidence=state.evidence,
    )


def _flags(state: ActionState, added_on: date | None) -> tuple[Flag, ...]:
    limits = Limits(due_soon_days=state.plan.due_soon_days, stale_days=state.plan.stale_after_days)
    return flags(progress_of(state, added_on), state.on, limits)


@lru_cache(maxsize=1024)
def _state_of(text: str) -> State | None:
    try:
        read = parse_plan_status(text)
    except NotAPlanDate:
        return None
    return State(read.state) if read.state else None


_FIELDS = (
    "pk", "uuid", "plan_id", "position", "reference", "sort_key", "title", "section", "lead_text", "starts",
    "due", "due_text", "ongoing", "completed_on", "gone_on", "workstream_text",
)  # fmt: skip
_SAID = Q(level__isnull=False) | ~Q(stated_text="") | ~Q(narrative="")
_RATED = Q(level__isnull=False) | ~Q(stated_text="")


def _rows(actions: QuerySet[Action], told: Q) -> Iterable[dict[str, Any]]:
    newest = Update.objects.filter(told, action=OuterRef("pk")).order_by("-effective_on", "-id")
    rated = newest.filter(_RATED).values(
        found=JSONObject(on="effective_on", level="level_id", text="stated_text")
    )
    return (
        actions.order_by("plan_id", "position")
        .annotate(
            rated=Subquery(rated[:1]),
            last_update=Subquery(newest.filter(_SAID).values("effective_on")[:1]),
            outcome_text=F("outcome__text"),
            workstream_name=F("workstream__name"),
            workstream_uuid=F("workstream__uuid"),
        )
        .values(*_FIELDS, "rated", "last_update", "outcome_text", "workstream_name", "workstream_uuid")
    )


def _state(
    row: dict[str, Any], plan: Plan, levels: Mapping[int, RatingLevel], leads: Mapping[int, list[Named]],
    completions: Mapping[int, str], moves: Mapping[int, int], evidence: Mapping[int, int], on: date,
) -> ActionState:  # fmt: skip
    rated = row["rated"]
    pk = row["pk"]
    return ActionState(
        pk=pk,
        uuid=row["uuid"],
        plan=plan,
        position=row["position"],
        reference=row["reference"],
        sort_key=row["sort_key"],
        title=row["title"],
        section=row["section"],
        outcome=row["outcome_text"] or "",
        workstream=Named(row["workstream_uuid"], row["workstream_name"] or row["workstream_text"]),
        leads=tuple(leads.get(pk, ())),
        lead_text=row["lead_text"],
        starts=row["starts"],
        due=row["due"],
        due_text=row["due_text"],
        ongoing=row["ongoing"],
        completed_on=row["completed_on"],
        gone_on=row["gone_on"],
        stated=Stated(date.fromisoformat(rated["on"]), levels.get(rated["level"]), rated["text"])
        if rated
        else None,
        last_update=row["last_update"],
        date_moves=moves.get(pk, 0),
        evidence=evidence.get(pk, 0),
        completion=completions.get(pk, ""),
        on=on,
    )


def _leads(ids: list[int]) -> Mapping[int, list[Named]]:
    found = defaultdict(list)
    through = Action.leads.through.objects.filter(action__in=ids).order_by("post__title")
    for action, uuid, title in through.values_list("action_id", "post__uuid", "post__title"):
        found[action].append(Named(uuid, title))
    return found


def _completions(ids: list[int], on: date, known_at: datetime | None) -> dict[int, str]:
    """The newest state of each action's requests: asked, accepted or returned, as it was on the day."""
    known = Completion.objects.filter(action__in=ids, asked_at__lte=known_at) if known_at else (
        Completion.objects.filter(action__in=ids)
    )  # fmt: skip
    found = {}
    for completion in known.order_by("id"):
        decided = (
            completion.decided_on is not None
            and completion.decided_on <= on
            and (known_at is None or completion.decided_at <= known_at)
        )
        if decided:
            found[completion.action_id] = completion.outcome
        elif timezone.localtime(completion.asked_at).date() <= on:
            found[completion.action_id] = Completion.Outcome.ASKED
    return found


def _moves(ids: list[int], told: Q) -> dict[int, int]:
    moved = Update.objects.filter(told, action__in=ids, due_before__isnull=False)
    return dict(moved.order_by().values_list("action").annotate(Count("pk")))


def _evidence(ids: list[int], told: Q) -> dict[int, int]:
    """Files attached to updates, and answers that show something for an indicator or a check."""
    attached = Update.objects.filter(told, action__in=ids, evidence__isnull=False).order_by()
    found = dict(attached.values_list("action").annotate(Count("evidence")))
    answers = (
        Answer.objects.filter(completion__action__in=ids)
        .exclude(completion__outcome=Completion.Outcome.RETURNED)
        .filter(~Q(evidence="") | Q(files__isnull=False))
        .order_by()
        .values_list("completion__action")
        .annotate(Count("pk", distinct=True))
    )
    for action, count in answers:
        found[action] = found.get(action, 0) + count
    return found


def _added_on(ids: list[int]) -> dict[int, date]:
    first = Revision.objects.filter(action__in=ids, version=1) if ids else Revision.objects.none()
    return dict(first.order_by().values_list("action_id", "effective_on"))


def _revisions(ids: list[int], on: date, known_at: datetime | None) -> dict[int, dict[str, Any]]:
    """What each action said on the day, as far as it was known."""
    found = Revision.objects.filter(action__in=ids, effective_on__lte=on)
    if known_at:
        found = found.filter(known_by(known_at, through="load__"))
    newest = found.order_by("action_id", "-version").distinct("action_id")
    return dict(newest.values_list("action_id", "fields"))


def _as_said(state: ActionState, said: Mapping[str, Any]) -> ActionState:
    """The action with what it said then, in place of what it says now."""
    dates = {name: _day(said[name]) for name in ("starts", "due", "completed_on", "gone_on")}
    texts = {
        name: said[name] for name in ("reference", "title", "section", "due_text", "lead_text", "ongoing")
    }
    workstream = said["workstream"] or said["workstream_text"]
    now = {lead.name: lead for lead in state.leads}
    return replace(
        state,
        **dates,
        **texts,
        outcome=said["outcome"] or "",
        workstream=state.workstream if state.workstream.name == workstream else Named(None, workstream),
        leads=tuple(now.get(name) or Named(None, name) for name in said["leads"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
