"""How risks stood on a day, as far as was known at an instant. A fixed number of queries, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import REVISED_BODY
from goldenthread.apps.people.models import Post
from goldenthread.apps.people.queries import RENAMED_POST
from goldenthread.apps.plans.action_state import ActionState
from goldenthread.apps.plans.models import Action
from goldenthread.apps.plans.queries import in_the_plan
from goldenthread.apps.plans.states import states_of
from goldenthread.apps.risks.models import (
    ControlAssurance,
    Risk,
    RiskControl,
    RiskRevision,
    RiskScale,
    RiskScore,
    RiskStep,
    RiskTreatment,
)
from goldenthread.apps.risks.scales import scale_of, scale_on
from goldenthread.apps.trail.moments import in_force_by, known_by
from goldenthread.apps.trail.said import put_back
from goldenthread.rulebook.references import sort_key
from goldenthread.rulebook.risk_scoring import Assurance, Facts, Flag, Score, Treatment, flags, score

Kind = RiskScore.Kind
MOVES = (RiskStep.Kind.OPENED, RiskStep.Kind.ESCALATED, RiskStep.Kind.DE_ESCALATED)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Scored:
    """A score with its band, as it was given: when, by whom, why, and by when it is to be reached."""

    score: Score
    record: RiskScore

    @property
    def on(self) -> date:
        return self.record.effective_on

    @property
    def by_on(self) -> date | None:
        return self.record.by_on

    @property
    def words(self) -> str:
        return self.score.words


@dataclass(frozen=True)
class ControlState:
    """A control with what was last found of it, None where nobody has looked."""

    control: RiskControl
    assurance: ControlAssurance | None

    @property
    def found(self) -> Assurance:
        return Assurance(self.assurance.found) if self.assurance else Assurance.NOT_TESTED


# Not frozen: nobody else writes to it, and its flags are worked out once.
@dataclass(eq=False)
class RiskState:
    """One risk as it stood on `on`: what it said, its scores, controls and treatments, where it was kept."""

    risk: Risk
    said: RiskRevision
    on: date
    scores: dict[str, Scored] = field(default_factory=dict)
    steps: Sequence[RiskStep] = ()
    controls: Sequence[ControlState] = ()
    treatments: Sequence[ActionState] = ()
    stale_days: int = 90

    @property
    def reference(self) -> str:
        return self.risk.reference

    @property
    def title(self) -> str:
        return self.said.title

    @property
    def category(self) -> str:
        return self.said.category

    @property
    def owner(self) -> Post | None:
        return self.said.owner

    @property
    def owned_by(self) -> str:
        """The owner's post, or the text as printed; empty where nobody owns it."""
        return str(self.said.owner) if self.said.owner else self.said.owner_text

    @property
    def review_on(self) -> date | None:
        return self.said.review_on

    @property
    def inherent(self) -> Scored | None:
        return self.scores.get(Kind.INHERENT)

    @property
    def current(self) -> Scored | None:
        return self.scores.get(Kind.CURRENT)

    @property
    def target(self) -> Scored | None:
        return self.scores.get(Kind.TARGET)

    @cached_property
    def body(self) -> Body | None:
        """The body on whose register it stood."""
        moved = [step for step in self.steps if step.kind in MOVES]
        return moved[-1].body if moved else None

    @cached_property
    def closed(self) -> RiskStep | None:
        """The step that closed it; None while it was open."""
        ends = [step for step in self.steps if step.kind in (RiskStep.Kind.CLOSED, RiskStep.Kind.REOPENED)]
        return ends[-1] if ends and ends[-1].kind == RiskStep.Kind.CLOSED else None

    @property
    def is_open(self) -> bool:
        return self.closed is None

    @cached_property
    def escalated(self) -> RiskStep | None:
        """The escalation that put it where it stood; None where it was not escalated, or was taken back."""
        moved = [step for step in self.steps if step.kind in MOVES]
        return moved[-1] if moved and moved[-1].kind == RiskStep.Kind.ESCALATED else None

    @property
    def reviewed(self) -> RiskStep | None:
        found = [step for step in self.steps if step.kind == RiskStep.Kind.REVIEWED]
        return found[-1] if found else None

    @cached_property
    def facts(self) -> Facts:
        """What the rulebook asks of a risk."""
        current, target = self.current, self.target
        return Facts(
            is_open=self.is_open,
            opened_on=self.risk.opened_on,
            current=current.score if current else None,
            scored_on=current.on if current else None,
            target=target.score if target else None,
            target_by=target.by_on if target else None,
            review_on=self.review_on,
            controls=[(one.control.text, one.found) for one in self.controls],
            treatments=[Treatment(str(one), not one.is_completed, one.is_overdue) for one in self.treatments],
            stale_days=self.stale_days,
        )

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What the rulebook computes, the gravest first."""
        return flags(self.facts, self.on)

    def has_flag(self, code: str) -> bool:
        return any(flag.code == code for flag in self.flags)

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return self.risk.get_absolute_url()


def states_of_risks(
    risks: QuerySet[Risk], *, today: date, as_at: date | None = None, known_at: datetime | None = None
) -> list[RiskState]:
    """How these risks stood, by reference; those that were not there yet, or not yet known, are left out."""
    on = as_at or today
    keys = list(risks.order_by().values_list("pk", flat=True))
    if not keys:
        return []
    ids = Risk.objects.filter(pk__in=keys).values("pk")
    told = Q(effective_on__lte=on) & known_by(known_at)
    said = RiskRevision.objects.filter(told, risk__in=ids).select_related("risk", "owner")
    said = said.order_by("risk_id", "-version").distinct("risk_id")
    found = {one.risk_id: RiskState(one.risk, one, on) for one in said}
    _put_scores(found, RiskScore.objects.filter(told, risk__in=ids), scale_on(on, known_at))
    steps = RiskStep.objects.filter(told, risk__in=ids)
    steps = steps.select_related("body", "from_body", "recorded_by").order_by("effective_on", "id")
    for risk, rows in _by(steps, "risk_id").items():
        if risk in found:
            found[risk].steps = rows
    put_back([one.owner for one in found.values() if one.owner], known_at, RENAMED_POST)
    bodies = [body for one in found.values() for step in one.steps for body in (step.body, step.from_body)]
    put_back([body for body in bodies if body], known_at, REVISED_BODY)
    _put_controls(found, ids, told, on, known_at)
    _put_treatments(found, ids, today=today, as_at=as_at, known_at=known_at)
    return sorted(found.values(), key=lambda one: (sort_key(one.reference), one.risk.pk))


def _put_scores(found: dict[int, RiskState], scores: QuerySet[RiskScore], in_force: RiskScale | None) -> None:
    scales = {one.pk: scale_of(one) for one in RiskScale.objects.all()}
    kept = scores.select_related("recorded_by").order_by("risk_id", "kind", "-effective_on", "-id")
    scored = lru_cache(maxsize=None)(
        lambda likelihood, impact, scale: score(likelihood, impact, scales[scale])
    )
    for row in kept.distinct("risk_id", "kind"):
        given = scored(row.likelihood, row.impact, row.scale_id)
        if given and row.risk_id in found:
            found[row.risk_id].scores[row.kind] = Scored(given, row)
    for one in found.values():
        one.stale_days = in_force.stale_days if in_force else one.stale_days


def _put_controls(
    found: dict[int, RiskState], ids: QuerySet, told: Q, on: date, known_at: datetime | None
) -> None:
    controls = RiskControl.objects.filter(told, risk__in=ids).select_related("owner")
    gone = Q(gone_on__lte=on)
    controls = controls.exclude(gone & Q(gone_at__lte=known_at) if known_at else gone)
    assurances = ControlAssurance.objects.filter(told, control__risk__in=ids).select_related("recorded_by")
    newest = assurances.order_by("control_id", "-effective_on", "-id").distinct("control_id")
    looked = {one.control_id: one for one in newest}
    for risk, rows in _by(controls.order_by("position"), "risk_id").items():
        if risk in found:
            found[risk].controls = [ControlState(one, looked.get(one.pk)) for one in rows]


def _put_treatments(
    found: dict[int, RiskState], ids: QuerySet, *, today: date, as_at: date | None, known_at: datetime | None
) -> None:
    ties = RiskTreatment.ever.filter(in_force_by(known_at), risk__in=ids).order_by("pk")
    by_risk: dict[int, list[int]] = defaultdict(list)
    for risk, action in ties.values_list("risk_id", "action_id"):
        by_risk[risk].append(action)
    if not by_risk:
        return
    actions = Action.objects.filter(pk__in=ties.order_by().values("action"))
    states = in_the_plan(states_of(actions, today=today, as_at=as_at, known_at=known_at))
    standing = {one.pk: one for one in states}
    for risk, treating in by_risk.items():
        if risk in found:
            found[risk].treatments = [standing[pk] for pk in treating if pk in standing]


def _by(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
