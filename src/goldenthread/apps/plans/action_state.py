"""One action as it stood on a day: what is stated of it, and what the rulebook computes from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from goldenthread.apps.plans.models import Completion, Plan, RatingLevel, action_slug
from goldenthread.rulebook.parts import DrawnState
from goldenthread.rulebook.plan_dates import NotAPlanDate, parse_plan_status
from goldenthread.rulebook.progress import Flag, Limits, Progress, State, flag, flags

OVERDUE = "PROG-1"


class Named(NamedTuple):
    """A lead or workstream, by its public id."""

    uuid: UUID | None
    name: str


class Stated(NamedTuple):
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
class Drawn:
    """The state of an action that is a plan of its own, drawn from that plan's actions as they stood.

    `last_update` is the newest of theirs, `evidence` the count of it all.
    """

    plan: Plan
    by: DrawnState
    last_update: date | None
    evidence: int

    @property
    def state(self) -> State | None:
        return self.by.state

    @property
    def word(self) -> str:
        """The state in words, as in "In progress"; empty where the plan has no actions."""
        return self.by.state.replace("_", " ").capitalize() if self.by.state else ""


# Not frozen: a page makes thousands, and freezing doubles the time to make one. Nobody else writes to it.
@dataclass(eq=False)
class ActionState:
    """One action as it stood on `on`. `flags` are computed; `stated` is what its lead said.

    `added_on` is known where nothing else says since when updates are expected. `completion` is the outcome
    of the newest request, or empty. `drawn` stands where the action is a plan of its own, `detailed_in`.
    """

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
    added_on: date | None
    detailed_in: int | None
    drawn: Drawn | None = None

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What the rulebook computes, the gravest first."""
        return flags(progress_of(self), self.on, limits_of(self.plan))

    @cached_property
    def state(self) -> State | None:
        """Completed when that was accepted; else drawn from the plan that it is; else what is stated."""
        if self.completion == Completion.Outcome.ACCEPTED:
            return State.COMPLETED
        if self.drawn:
            return self.drawn.state
        return self.stated.state if self.stated else None

    @property
    def rated(self) -> str:
        """The rating in a word: the one that is drawn, or what the lead stated; empty without either."""
        if self.drawn:
            return self.drawn.word
        return self.stated.word if self.stated else ""

    @property
    def is_in_plan(self) -> bool:
        """Whether the plan still listed it on the day."""
        return self.gone_on is None or self.gone_on > self.on

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
        return bool(self.flagged(code))

    def flagged(self, *codes: str) -> list[str]:
        """Which of these flags the rulebook computes. Cheaper than `flags`, for those who count or sort."""
        progress, limits = progress_of(self), limits_of(self.plan)
        return [code for code in codes if flag(code, progress, self.on, limits)]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()

    @property
    def slug(self) -> str:
        return action_slug(self.reference, self.title)

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.uuid, self.slug])


def progress_of(state: ActionState) -> Progress:
    """What the rulebook asks of an action, and nothing else."""
    drawn = state.drawn
    said = (state.last_update, drawn.last_update if drawn else None)
    return Progress(
        state=state.state,
        due=state.due,
        starts=state.starts,
        ongoing=state.ongoing,
        completed_on=state.completed_on,
        last_update=max((day for day in said if day), default=None),
        added_on=state.added_on,
        date_moves=state.date_moves,
        evidence=state.evidence + (drawn.evidence if drawn else 0),
    )


@lru_cache(maxsize=64)
def _limits(due_soon_days: int, stale_days: int) -> Limits:
    return Limits(due_soon_days=due_soon_days, stale_days=stale_days)


def limits_of(plan: Plan) -> Limits:
    """The plan's own limits, in days."""
    return _limits(plan.due_soon_days, plan.stale_after_days)


@lru_cache(maxsize=1024)
def _state_of(text: str) -> State | None:
    try:
        read = parse_plan_status(text)
    except NotAPlanDate:
        return None
    return State(read.state) if read.state else None
