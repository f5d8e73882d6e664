"""Writes about the scale and about risks: what a risk says, its scores, and what it bears on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.inspections.models import Recommendation
from goldenthread.apps.loads.models import Load
from goldenthread.apps.measures.models import Measure
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action
from goldenthread.apps.risks.models import (
    Risk,
    RiskOfMeasure,
    RiskOfRecommendation,
    RiskRevision,
    RiskScale,
    RiskScore,
    RiskStep,
    RiskTie,
    RiskTreatment,
)
from goldenthread.apps.risks.scales import scale_for, scale_of
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.references import sort_key
from goldenthread.rulebook.risk_scoring import scale_faults, score

OURS = re.compile(r"R-(\d+)")
STALE = "Somebody changed this risk while you were writing. Read what it says now, then save again."
_NUMBERS = 0x7269736B  # a lock: two new risks do not take one reference


@dataclass(frozen=True)
class Says:
    """What a risk says. `owner_text`: as printed, where no post is known."""

    title: str
    cause: str = ""
    event: str = ""
    effect: str = ""
    category: str = ""
    owner: Post | None = None
    owner_text: str = ""
    review_on: date | None = None

    def tidy(self) -> Says:
        texts = {name: " ".join(getattr(self, name).split()) for name in ("title", "category", "owner_text")}
        typed = {name: getattr(self, name).strip() for name in ("cause", "event", "effect")}
        return Says(**texts, **typed, owner=self.owner, review_on=self.review_on)


@transaction.atomic
def set_scale(
    says: Mapping[str, Any], *, seen: int, effective_on: date, by: Person | None, at: datetime,
    reason: str = "", published_on: date | None = None,
) -> RiskScale:  # fmt: skip
    """Keep a version of the scale: the columns of `RiskScale`. Scores that were given keep their own.

    `seen` is the number of the version that was shown, 0 for none. Raises Refused for a scale with a fault,
    for one that changes without a reason, and where somebody set another meanwhile.
    """
    _take_turns()
    newest = RiskScale.objects.order_by("-number").first()
    if (newest.number if newest else 0) != seen:
        raise Refused("Somebody changed the scale while you were writing. Read it, then save.", code="stale")
    row = RiskScale(
        **says, number=seen + 1, effective_on=effective_on, recorded_at=at, recorded_by=by,
        published_on=published_on, reason=reason.strip(),
    )  # fmt: skip
    if faults := scale_faults(scale_of(row)):
        raise Refused(" ".join(faults))
    if newest:
        if all(getattr(newest, name) == value for name, value in says.items()):
            raise Refused("It says what it said before.")
        if not row.reason:
            raise Refused("Scores were given on the scale, so say why it changes.", field="reason")
        if effective_on < newest.effective_on:
            raise Refused("It cannot hold from before the version that it follows.", field="effective_on")
    row.save()
    record("risks.scale_set", by=by, at=at, on=row, after=dict(says), why=row.reason)
    return row


@transaction.atomic
def add_risk(
    says: Says, *, opened_on: date, today: date, by: Person | None, at: datetime, body: Body | None = None,
    reference: str = "", load: Load | None = None, published_on: date | None = None,
) -> Risk:  # fmt: skip
    """Add a risk to the register of a body. Without a reference it takes the next of ours ("R-7").

    Raises Refused without a title, for a reference that is taken, and for a day to come.
    """
    says, reference = says.tidy(), " ".join(reference.split())
    if not says.title:
        raise Refused("Say in a line what the risk is.", field="title")
    if opened_on > today:
        raise Refused("A risk cannot have been found on a day that is still to come.", field="opened_on")
    _take_turns()
    reference = reference or _next_reference()
    if Risk.objects.filter(reference__iexact=reference).exists():
        raise Refused(f"There is a risk {reference} already.", field="reference")
    risk = Risk.objects.create(
        reference=reference, sort_key=sort_key(reference), body=body, opened_on=opened_on, **_columns(says)
    )
    told = {"recorded_at": at, "recorded_by": by, "published_on": published_on, "effective_on": opened_on}
    RiskRevision.objects.create(risk=risk, version=1, load=load, **_columns(says), **told)
    RiskStep.objects.create(risk=risk, kind=RiskStep.Kind.OPENED, body=body, **told)
    record("risks.risk_added", by=by, at=at, on=risk, after=_said(says) | {
        "reference": reference, "body": str(body or ""), "opened_on": opened_on,
    })  # fmt: skip
    return risk


@transaction.atomic
def revise_risk(
    risk: Risk, says: Says, *, version: int, effective_on: date, by: Person | None, at: datetime,
    reason: str = "", load: Load | None = None, published_on: date | None = None,
) -> Risk:  # fmt: skip
    """Change what a risk says. What it said stays, with the day until which it did.

    Raises Refused without a title, for a closed risk, and where somebody changed it since `version`.
    """
    risk, says = open_risk(risk, version), says.tidy()
    if not says.title:
        raise Refused("Say in a line what the risk is.", field="title")
    before = says_now(risk)
    if before == says:
        return risk
    for name, value in _columns(says).items():
        setattr(risk, name, value)
    bump(risk)
    RiskRevision.objects.create(
        risk=risk, version=risk.version, load=load, reason=reason.strip(), effective_on=effective_on,
        recorded_at=at, recorded_by=by, published_on=published_on, **_columns(says),
    )  # fmt: skip
    record(
        "risks.risk_revised", by=by, at=at, on=risk, before=_said(before), after=_said(says),
        why=reason.strip(),
    )  # fmt: skip
    return risk


@transaction.atomic
def score_risk(
    risk: Risk, *, kind: str, likelihood: int, impact: int, version: int, effective_on: date, today: date,
    by: Person | None, at: datetime, reason: str = "", by_on: date | None = None, load: Load | None = None,
    published_on: date | None = None,
) -> RiskScore:  # fmt: skip
    """Give a risk a score as of a day, on the scale of that day. Earlier scores stay.

    `by_on`: of a target, when it is to be reached. Raises Refused where there is no scale or it has not this
    level (RSK-1), for a day to come or before the risk was found, for a closed risk, and for a stale form.
    """
    risk = open_risk(risk, version)
    if effective_on > today:
        raise Refused("A score cannot speak of a day that is still to come.", field="effective_on")
    if effective_on < risk.opened_on:
        raise Refused("The risk was not known on that day.", field="effective_on")
    scale = scale_for(effective_on)
    if scale is None:
        raise Refused("There is no risk scale yet. The improvement officer sets it first.")
    given = score(likelihood, impact, scale_of(scale))
    if given is None:
        raise Refused(
            f"The scale of that day has no likelihood {likelihood} with impact {impact}.",
            field="likelihood", code="RSK-1",
        )  # fmt: skip
    kept = RiskScore.objects.create(
        risk=risk, kind=kind, likelihood=likelihood, impact=impact, scale=scale, reason=reason.strip(),
        by_on=by_on if kind == RiskScore.Kind.TARGET else None, effective_on=effective_on, recorded_at=at,
        recorded_by=by, published_on=published_on, load=load,
    )  # fmt: skip
    bump(risk)
    record("risks.scored", by=by, at=at, on=risk, why=kept.reason, after={
        "kind": kept.get_kind_display(), "score": given.words, "scale": scale.number,
        "effective_on": effective_on, "by_on": kept.by_on,
    })  # fmt: skip
    return kept


@transaction.atomic
def tie_risk(
    risk: Risk, to: Recommendation | Action | Measure, *, by: Person | None, at: datetime,
    published_on: date | None = None,
) -> RiskTie:  # fmt: skip
    """Say what a risk bears on, which action treats it, or which measure shows it. Twice is once."""
    Risk.objects.select_for_update().get(pk=risk.pk)
    model, name = _tie_of(to)
    standing = model.objects.filter(risk=risk, **{name: to}).first()
    if standing:
        return standing
    tie = model.objects.create(
        risk=risk, recorded_at=at, recorded_by=by, published_on=published_on, **{name: to}
    )
    record(f"risks.{name}_tied", by=by, at=at, on=[risk, to], after={name: str(to)})
    return tie


@transaction.atomic
def untie_risk(risk: Risk, to: Recommendation | Action | Measure, *, by: Person | None, at: datetime) -> None:
    """End a tie. It stays on record. Raises Refused where there is none."""
    model, name = _tie_of(to)
    tie = model.objects.select_for_update().filter(risk=risk, **{name: to}).first()
    if tie is None:
        raise Refused("It is not tied to this risk, or no longer.")
    tie.ended_at, tie.ended_by = at, by
    tie.save(update_fields=["ended_at", "ended_by"])
    record(f"risks.{name}_untied", by=by, at=at, on=[risk, to], before={name: str(to)})


def open_risk(risk: Risk, version: int | None) -> Risk:
    """The risk, locked. Raises Refused where it is closed, or another than its reader saw."""
    risk = locked(risk, version)
    if risk.closed_on is not None:
        raise Refused("This risk is closed. Open it again first.")
    return risk


def locked(risk: Risk, version: int | None) -> Risk:
    risk = Risk.objects.select_for_update(of=("self",)).select_related("owner", "body").get(pk=risk.pk)
    if version is not None and risk.version != version:
        raise Refused(STALE, code="stale")
    return risk


def bump(risk: Risk) -> None:
    """Another version: a form that was shown before is stale."""
    risk.version += 1
    risk.save()


def says_now(risk: Risk) -> Says:
    return Says(**{name: getattr(risk, name) for name in Says.__dataclass_fields__})


def _columns(says: Says) -> dict[str, Any]:
    return {name: getattr(says, name) for name in Says.__dataclass_fields__}


def _said(says: Says) -> dict[str, Any]:
    """For the trail: what a risk says."""
    return _columns(says) | {"owner": str(says.owner or "")}


def _tie_of(to: Recommendation | Action | Measure) -> tuple[type[RiskTie], str]:
    if isinstance(to, Recommendation):
        return RiskOfRecommendation, "recommendation"
    return (RiskTreatment, "action") if isinstance(to, Action) else (RiskOfMeasure, "measure")


def _next_reference() -> str:
    taken = Risk.objects.filter(reference__startswith="R-").values_list("reference", flat=True)
    numbers: Sequence[int] = [int(found[1]) for one in taken if (found := OURS.fullmatch(one))]
    return f"R-{max(numbers, default=0) + 1}"


def _take_turns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS])
