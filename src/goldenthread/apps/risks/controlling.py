"""Writes about the controls of a risk: adding one, what was found of it, and relying on it no longer."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.risks.actions import open_risk
from goldenthread.apps.risks.models import ControlAssurance, Risk, RiskControl
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def add_control(
    risk: Risk, text: str, *, effective_on: date, by: Person | None, at: datetime, owner: Post | None = None,
    published_on: date | None = None,
) -> RiskControl:  # fmt: skip
    """Say what is in place already. Raises Refused for an empty text, a second of it, and a closed risk."""
    risk, text = open_risk(risk, None), " ".join(text.split())
    if not text:
        raise Refused("Say what is in place.", field="text")
    if risk.controls.filter(text__iexact=text, gone_on=None).exists():
        raise Refused("The risk has this control already.", field="text")
    last = risk.controls.order_by("-position").values_list("position", flat=True).first()
    control = RiskControl.objects.create(
        risk=risk, text=text, owner=owner, position=(last or 0) + 1, effective_on=effective_on,
        recorded_at=at, published_on=published_on,
    )  # fmt: skip
    record(
        "risks.control_added", by=by, at=at, on=[risk, control],
        after={"control": text, "owner": str(owner or "")},
    )  # fmt: skip
    return control


@transaction.atomic
def assure_control(
    control: RiskControl, *, found: str, words: str, effective_on: date, today: date, by: Person | None,
    at: datetime, published_on: date | None = None,
) -> ControlAssurance:  # fmt: skip
    """Record what was found of a control on a day. Earlier findings stay.

    Raises Refused where it was tested and nothing is said of it, for a day to come, and for one that is no
    longer relied on.
    """
    control = _locked(control)
    words = words.strip()
    if not words and found != ControlAssurance.Found.NOT_TESTED:
        raise Refused("Say how it was tested and what was found.", field="words")
    if effective_on > today:
        raise Refused("A finding cannot speak of a day that is still to come.", field="effective_on")
    kept = ControlAssurance.objects.create(
        control=control, found=found, words=words, effective_on=effective_on, recorded_at=at, recorded_by=by,
        published_on=published_on,
    )  # fmt: skip
    record("risks.control_assured", by=by, at=at, on=[control.risk, control], after={
        "control": control.text, "found": kept.get_found_display(), "words": words,
        "effective_on": effective_on,
    })  # fmt: skip
    return kept


@transaction.atomic
def end_control(
    control: RiskControl, *, reason: str, effective_on: date, by: Person | None, at: datetime
) -> RiskControl:
    """Say that a control is no longer relied on. Raises Refused without a reason, and where it was said."""
    control = _locked(control)
    if not reason.strip():
        raise Refused("Say why it is no longer relied on.", field="reason")
    control.gone_on, control.gone_at = effective_on, at
    control.save(update_fields=["gone_on", "gone_at"])
    record(
        "risks.control_ended", by=by, at=at, on=[control.risk, control], before={"control": control.text},
        after={"gone_on": effective_on}, why=reason.strip(),
    )  # fmt: skip
    return control


def _locked(control: RiskControl) -> RiskControl:
    rows = RiskControl.objects.select_for_update(of=("self",)).select_related("risk")
    control = rows.get(pk=control.pk)
    if control.gone_on is not None:
        raise Refused("This control is no longer relied on.")
    return control
