"""What becomes of a risk: reviewed, escalated and taken back, closed and opened again. With who and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.people.access import standing
from goldenthread.apps.people.models import Person
from goldenthread.apps.risks.actions import bump, locked, open_risk, revise_risk, says_now, score_risk
from goldenthread.apps.risks.models import Risk, RiskStep
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.risk_scoring import RSK_11

Kind = RiskStep.Kind


@transaction.atomic
def review_risk(
    risk: Risk, *, words: str, next_on: date | None, version: int, effective_on: date, today: date,
    by: Person | None, at: datetime, levels: tuple[int, int] | None = None, published_on: date | None = None,
) -> Risk:  # fmt: skip
    """Record that a risk was reviewed, when it is to be next, and its current score where that was given.

    Raises Refused for a next review that is not later than this one, for a day to come, and as `score_risk`.
    """
    risk = open_risk(risk, version)
    _check_day(risk, effective_on, today)
    if next_on is not None and next_on <= effective_on:
        raise Refused("The next review comes after this one.", field="next_on")
    told = {"effective_on": effective_on, "by": by, "at": at, "published_on": published_on}
    _step(risk, Kind.REVIEWED, words.strip(), **told)
    if levels is not None:
        score_risk(
            risk, kind="current", likelihood=levels[0], impact=levels[1], version=risk.version, today=today,
            reason=words, **told,
        )  # fmt: skip
        risk.refresh_from_db()
    says = says_now(risk)
    if says.review_on != next_on:
        says = replace(says, review_on=next_on)
        risk = revise_risk(risk, says, version=risk.version, reason="Reviewed", **told)
    elif levels is None:
        bump(risk)
    record("risks.reviewed", by=by, at=at, on=risk, after={
        "words": words.strip(), "next_on": next_on, "effective_on": effective_on,
    })  # fmt: skip
    return risk


@transaction.atomic
def escalate(
    risk: Risk, body: Body, *, reason: str, version: int, effective_on: date, today: date,
    by: Person | None, at: datetime, published_on: date | None = None,
) -> RiskStep:  # fmt: skip
    """Put a risk on the register of a body above the one that keeps it.

    Raises Refused without a reason, for a body that is not above, for a closed risk and for a stale form.
    """
    risk = open_risk(risk, version)
    if risk.body is not None and body.pk not in _above(risk.body):
        raise Refused(f"{body} is not a body that {risk.body} reports to.", field="body")
    return _move(
        risk, body, Kind.ESCALATED, reason, effective_on=effective_on, today=today, by=by, at=at,
        published_on=published_on,
    )  # fmt: skip


@transaction.atomic
def de_escalate(
    risk: Risk, body: Body, *, reason: str, version: int, effective_on: date, today: date,
    by: Person | None, at: datetime, published_on: date | None = None,
) -> RiskStep:  # fmt: skip
    """Give a risk back to a body below. Raises Refused as `escalate`, and where no body keeps it."""
    risk = open_risk(risk, version)
    if risk.body is None or risk.body_id not in _above(body):
        raise Refused(
            f"{body} does not report to {risk.body or 'a body that keeps this risk'}.", field="body"
        )
    return _move(
        risk, body, Kind.DE_ESCALATED, reason, effective_on=effective_on, today=today, by=by, at=at,
        published_on=published_on,
    )  # fmt: skip


@transaction.atomic
def close_risk(
    risk: Risk, *, reason: str, version: int, effective_on: date, today: date, by: Person | None,
    at: datetime, published_on: date | None = None,
) -> Risk:  # fmt: skip
    """Close a risk with its reason. It stays on record, and may be opened again.

    Raises Refused without a reason, for the holder of the post that owns it (RSK-11), where it is closed, and
    for a stale form.
    """
    risk = open_risk(risk, version)
    if not reason.strip():
        raise Refused("Say why it is closed.", field="reason")
    if by is not None and risk.owner_id in standing(by).posts:
        raise Refused("You own this risk, so somebody else closes it.", code=RSK_11)
    _check_day(risk, effective_on, today)
    risk.closed_on = effective_on
    bump(risk)
    _step(
        risk, Kind.CLOSED, reason.strip(), effective_on=effective_on, by=by, at=at, published_on=published_on
    )
    record("risks.closed", by=by, at=at, on=risk, after={"closed_on": effective_on}, why=reason.strip())
    return risk


@transaction.atomic
def reopen_risk(
    risk: Risk, *, reason: str, version: int, effective_on: date, today: date, by: Person | None,
    at: datetime, published_on: date | None = None,
) -> Risk:  # fmt: skip
    """Open a closed risk again. Raises Refused without a reason, where it is open, and for a stale form."""
    risk = locked(risk, version)
    if risk.closed_on is None:
        raise Refused("This risk is open.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", field="reason")
    if effective_on < risk.closed_on:
        raise Refused("It was not yet closed on that day.", field="effective_on")
    _check_day(risk, effective_on, today)
    before, risk.closed_on = risk.closed_on, None
    bump(risk)
    _step(
        risk, Kind.REOPENED, reason.strip(), effective_on=effective_on, by=by, at=at,
        published_on=published_on,
    )  # fmt: skip
    record(
        "risks.reopened", by=by, at=at, on=risk, before={"closed_on": before},
        after={"opened_on": effective_on}, why=reason.strip(),
    )  # fmt: skip
    return risk


def above(body: Body) -> list[Body]:
    """The bodies that a body reports to, the nearest first."""
    found: list[Body] = []
    while body.reports_to is not None and body.reports_to not in found:
        body = body.reports_to
        found.append(body)
    return found


def at_or_below(body: Body) -> set[int]:
    """The keys of a body and of every body below it. One query."""
    reports_to = dict(Body.objects.values_list("pk", "reports_to"))
    found, grown = {body.pk}, True
    while grown:
        lower = {pk for pk, upper in reports_to.items() if upper in found} - found
        found, grown = found | lower, bool(lower)
    return found


def _above(body: Body) -> set[int]:
    return {one.pk for one in above(body)}


def _move(
    risk: Risk, body: Body, kind: Kind, reason: str, *, effective_on: date, today: date, by: Person | None,
    at: datetime, published_on: date | None,
) -> RiskStep:  # fmt: skip
    reason = reason.strip()
    if not reason:
        raise Refused("Say why.", field="reason")
    _check_day(risk, effective_on, today)
    before, risk.body = risk.body, body
    bump(risk)
    step = _step(
        risk, kind, reason, effective_on=effective_on, by=by, at=at, published_on=published_on,
        from_body=before, body=body,
    )  # fmt: skip
    record(
        f"risks.{kind}", by=by, at=at, on=[risk, body], before={"body": str(before or "")},
        after={"body": str(body), "effective_on": effective_on}, why=reason,
    )  # fmt: skip
    return step


def _step(risk: Risk, kind: Kind, reason: str, *, by: Person | None, at: datetime, **said: Any) -> RiskStep:
    return RiskStep.objects.create(
        risk=risk, kind=kind, reason=reason, recorded_at=at, recorded_by=by, **said
    )


def _check_day(risk: Risk, day: date, today: date) -> None:
    if day > today:
        raise Refused("That day is still to come.", field="effective_on")
    last = risk.steps.order_by("-effective_on").values_list("effective_on", flat=True).first()
    if last and day < last:
        raise Refused(
            f"Something became of this risk after that day already, on {last.day} {last:%B %Y}.",
            field="effective_on",
        )
