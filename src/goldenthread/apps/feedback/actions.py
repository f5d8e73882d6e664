"""Writes about complaints and compliments: receiving, stages, answers, learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.apps.feedback.models import (
    Complaint,
    ComplaintStage,
    Compliment,
    Learning,
    Outcome,
    Procedure,
    RaisedBy,
    Theme,
)
from goldenthread.apps.loads.models import Load
from goldenthread.apps.people.models import Person
from goldenthread.apps.plans.models import Action
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.changes import day_words
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.case_references import NotAReference, case_reference, same_case
from goldenthread.rulebook.complaints import (
    CHILDREN_ACT,
    CMP_2,
    CMP_5,
    Limits,
    NotExtended,
    Stage,
    due_on,
    may_follow,
)


@dataclass(frozen=True)
class ComplaintFields:
    """What is said of a complaint. `themes` are names; one that is new makes a theme."""

    reference: str
    service: str
    raised_by: RaisedBy | str
    about: str = ""
    themes: Sequence[str] = ()
    procedure: Procedure | None = None


def limits_of(procedure: Procedure | None) -> Limits:
    """The working days of a procedure's stages."""
    if procedure is None:
        return CHILDREN_ACT
    return Limits(
        {Stage(int(stage)): days for stage, days in procedure.first.items()},
        {Stage(int(stage)): days for stage, days in procedure.extended.items()},
    )


@transaction.atomic
def receive_complaint(
    says: ComplaintFields, *, received_on: date, today: date, by: Person | None, at: datetime,
    stage: int = 1, load: Load | None = None,
) -> Complaint:  # fmt: skip
    """Take in a complaint, at stage 1 or straight at stage 2.

    Raises Refused for a reference that looks like a name or a national number (CASE-2, CASE-3), one that is
    there already, no service, and a day to come.
    """
    fields = _checked(says)
    if Complaint.objects.filter(same=fields["same"]).exists():
        raise Refused("There is a complaint with this reference already.", field="reference")
    _not_to_come(received_on, today, "received_on")
    procedure = says.procedure
    if not may_follow(Stage(stage), latest=None, latest_answered=False):
        raise Refused("A complaint begins at stage 1 or stage 2 (CMP-5).", field="stage", code=CMP_5)
    complaint = Complaint.objects.create(
        **fields, procedure=procedure, recorded_at=at, recorded_by=by, load=load
    )
    complaint.themes.set(_themes(says.themes))
    _begin(complaint, Stage(stage), received_on, at)
    record("feedback.complaint_received", by=by, at=at, on=complaint, after={
        **_plain(says), "received_on": received_on, "stage": stage,
    })  # fmt: skip
    return complaint


@transaction.atomic
def revise_complaint(
    complaint: Complaint, says: ComplaintFields, *, version: int, by: Person, at: datetime
) -> Complaint:
    """Put right what is said of a complaint. Raises Refused as `receive_complaint`, and when it is stale."""
    complaint = _locked(complaint)
    if complaint.version != version:
        raise Refused("Somebody changed this complaint while you were writing.", code="stale")
    fields = _checked(says)
    if Complaint.objects.filter(same=fields["same"]).exclude(pk=complaint.pk).exists():
        raise Refused("There is a complaint with this reference already.", field="reference")
    before = _plain(says_of(complaint))
    for name, value in fields.items():
        setattr(complaint, name, value)
    complaint.procedure, complaint.version = says.procedure, complaint.version + 1
    complaint.save()
    complaint.themes.set(_themes(says.themes))
    record("feedback.complaint_revised", by=by, at=at, on=complaint, before=before, after=_plain(says))
    return complaint


def says_of(complaint: Complaint) -> ComplaintFields:
    """What is said of a complaint now."""
    return ComplaintFields(
        complaint.reference, complaint.service, complaint.raised_by, complaint.about,
        [theme.name for theme in complaint.themes.all()], complaint.procedure,
    )  # fmt: skip


@transaction.atomic
def begin_stage(
    complaint: Complaint, stage: int, *, began_on: date, today: date, by: Person | None, at: datetime
) -> ComplaintStage:
    """Take a complaint to its next stage. Raises Refused where it may not follow (CMP-5), for a day to come
    and for one before the stage before it began.
    """
    complaint = _locked(complaint)
    _not_to_come(began_on, today, "began_on")
    latest = complaint.stages.last()
    answered = latest is not None and latest.outcome not in ("", Outcome.WITHDRAWN)
    if not may_follow(Stage(stage), latest=latest and Stage(latest.stage), latest_answered=answered):
        after = f"{latest.get_stage_display()} waits for its answer" if latest else "It has no stage 2"
        raise Refused(f"{after}, so stage {stage} cannot begin (CMP-5).", field="stage", code=CMP_5)
    if latest is not None and began_on < latest.began_on:
        raise Refused(
            f"{latest.get_stage_display()} began later, on {day_words(latest.began_on)}.", field="began_on"
        )
    made = _begin(complaint, Stage(stage), began_on, at)
    record("feedback.stage_begun", by=by, at=at, on=complaint, after={"stage": stage, "began_on": began_on})
    return made


@transaction.atomic
def extend_stage(stage: ComplaintStage, *, reason: str, by: Person | None, at: datetime) -> ComplaintStage:
    """Put off the day of a stage, once. Raises Refused without a reason, at stage 3 (CMP-2), a second time,
    and for a stage that has ended.
    """
    stage, reason = _stage(stage), reason.strip()
    if not reason:
        raise Refused("Say why it takes longer.", field="reason")
    if stage.ended_on is not None:
        raise Refused("It was answered already.", code="stale")
    if stage.extended_because:
        raise Refused("Its day was put off once, to its longest (CMP-2).", code=CMP_2)
    limits = limits_of(stage.complaint.procedure)
    try:
        due = due_on(Stage(stage.stage), stage.began_on, extended=True, limits=limits)
    except NotExtended as refusal:
        raise Refused(str(refusal), code=CMP_2) from refusal
    stage.extended_because = reason
    stage.save(update_fields=["extended_because"])
    record("feedback.stage_extended", by=by, at=at, on=stage.complaint, why=reason, after={
        "stage": stage.stage, "due_on": due,
    })  # fmt: skip
    return stage


@transaction.atomic
def end_stage(
    stage: ComplaintStage, *, outcome: Outcome | str, ended_on: date, today: date, by: Person | None,
    at: datetime,
) -> ComplaintStage:  # fmt: skip
    """Record what a stage found, or that the complaint was withdrawn. Raises Refused for a second answer, a
    day to come and a day before the stage began.
    """
    stage = _stage(stage)
    if stage.ended_on is not None:
        raise Refused("Somebody recorded its answer already.", code="stale")
    _not_to_come(ended_on, today, "ended_on")
    if ended_on < stage.began_on:
        raise Refused(f"It began later, on {day_words(stage.began_on)}.", field="ended_on")
    stage.outcome, stage.ended_on, stage.ended_told_at = Outcome(outcome), ended_on, at
    stage.save(update_fields=["outcome", "ended_on", "ended_told_at"])
    record("feedback.stage_ended", by=by, at=at, on=stage.complaint, after={
        "stage": stage.stage, "outcome": Outcome(outcome).label, "ended_on": ended_on,
    })  # fmt: skip
    return stage


@transaction.atomic
def learn(
    complaint: Complaint, text: str, *, learned_on: date, today: date, by: Person | None, at: datetime,
    action: Action | None = None,
) -> Learning:  # fmt: skip
    """Say what a complaint taught, and which action of a plan it led to.

    Raises Refused for an empty text, a day to come, an action that its plan no longer lists, and twice.
    """
    complaint, text = _locked(complaint), " ".join(text.split())
    if not text:
        raise Refused("Say what was learned.", field="text")
    _not_to_come(learned_on, today, "learned_on")
    if action is not None and action.gone_on is not None:
        raise Refused("The plan no longer lists this action.", field="action")
    if Learning.objects.filter(complaint=complaint, text__iexact=text, action=action).exists():
        raise Refused("This is said already.", field="text")
    learned = Learning.ever.create(
        complaint=complaint, text=text, learned_on=learned_on, action=action, recorded_at=at, recorded_by=by
    )
    record("feedback.learned", by=by, at=at, on=[complaint, learned, *([action] if action else [])], after={
        "text": text, "learned_on": learned_on, "action": str(action or ""),
    })  # fmt: skip
    return learned


@transaction.atomic
def take_back_learning(learned: Learning, *, by: Person, at: datetime) -> None:
    """End what was said to be learned. Raises Refused when it ended before."""
    if not Learning.objects.filter(pk=learned.pk).update(ended_at=at):
        raise Refused("Somebody took this back already.", code="stale")
    on = [learned.complaint, learned, *([learned.action] if learned.action else [])]
    record("feedback.learning_taken_back", by=by, at=at, on=on, before={"text": learned.text})


@transaction.atomic
def receive_compliment(
    *, received_on: date, service: str, raised_by: RaisedBy | str, words: str, today: date,
    by: Person | None, at: datetime, themes: Sequence[str] = (), load: Load | None = None,
) -> Compliment:  # fmt: skip
    """Take in a compliment. Raises Refused without a service or what was good, and for a day to come."""
    service, words = " ".join(service.split()), words.strip()
    if not service:
        raise Refused("Name the service.", field="service")
    if not words:
        raise Refused("Say what was good.", field="words")
    _not_to_come(received_on, today, "received_on")
    made = Compliment.objects.create(
        received_on=received_on, service=service, raised_by=raised_by, words=words, recorded_at=at,
        recorded_by=by, load=load,
    )  # fmt: skip
    made.themes.set(_themes(themes))
    record("feedback.compliment_received", by=by, at=at, on=made, after={
        "received_on": received_on, "service": service, "raised_by": RaisedBy(raised_by).label,
        "words": words, "themes": list(themes),
    })  # fmt: skip
    return made


@transaction.atomic
def withdraw_compliment(compliment: Compliment, *, reason: str, by: Person, at: datetime) -> Compliment:
    """Say that a compliment was entered wrongly. Raises Refused without a reason, and a second time."""
    if not reason.strip():
        raise Refused("Say why.", field="reason")
    compliment = Compliment.objects.select_for_update(of=("self",)).get(pk=compliment.pk)
    if compliment.withdrawn_at is not None:
        raise Refused("Somebody took this back already.", code="stale")
    compliment.withdrawn_at = at
    compliment.save(update_fields=["withdrawn_at"])
    record("feedback.compliment_withdrawn", by=by, at=at, on=compliment, why=reason.strip())
    return compliment


@transaction.atomic
def make_procedure(
    name: str, *, first: dict[int, int], extended: dict[int, int], basis: str, by: Person | None, at: datetime
) -> Procedure:
    """Add a council's own procedure, with working days by stage. Raises Refused without a name or days, for a
    name that is taken, and for a stage that is put off to an earlier day.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused("Name the procedure.", field="name")
    if 1 not in first:
        raise Refused("Say in how many working days stage 1 is answered.", field="first_1")
    if Procedure.objects.filter(name__iexact=name).exists():
        raise Refused("There is a procedure of this name.", field="name")
    for stage, days in extended.items():
        if days <= first.get(stage, 0):
            raise Refused("The longest is no longer than the days themselves.", field=f"extended_{stage}")
    made = Procedure.objects.create(
        name=name,
        basis=basis.strip(),
        first={str(stage): days for stage, days in first.items()},
        extended={str(stage): days for stage, days in extended.items()},
    )
    record("feedback.procedure_made", by=by, at=at, on=made, after={
        "name": name, "first": made.first, "extended": made.extended, "basis": made.basis,
    })  # fmt: skip
    return made


def _begin(complaint: Complaint, stage: Stage, began_on: date, at: datetime) -> ComplaintStage:
    if stage not in limits_of(complaint.procedure).first:
        raise Refused(f"{complaint.procedure} has no stage {stage}.", field="stage")
    return ComplaintStage.objects.create(complaint=complaint, stage=stage, began_on=began_on, recorded_at=at)


def _checked(says: ComplaintFields) -> dict[str, Any]:
    try:
        reference = case_reference(says.reference)
    except NotAReference as refusal:
        raise Refused(refusal.why, field="reference", code=refusal.code) from refusal
    service = " ".join(says.service.split())
    if not service:
        raise Refused("Name the service.", field="service")
    return {
        "reference": reference, "same": same_case(reference), "service": service,
        "raised_by": RaisedBy(says.raised_by), "about": says.about.strip(),
    }  # fmt: skip


def _plain(says: ComplaintFields) -> dict[str, Any]:
    """For the trail."""
    return {
        "reference": says.reference, "service": says.service, "raised_by": RaisedBy(says.raised_by).label,
        "about": says.about, "themes": list(says.themes), "procedure": str(says.procedure or "Children Act"),
    }  # fmt: skip


def _themes(names: Sequence[str]) -> list[Theme]:
    """The themes of these names, those that are new made; capitals do not tell two apart."""
    tidy = dict.fromkeys(name for one in names if (name := " ".join(one.split())))
    return [
        Theme.objects.filter(name__iexact=name).first() or Theme.objects.create(name=name) for name in tidy
    ]


def _not_to_come(day: date, today: date, field: str) -> None:
    if day > today:
        raise Refused("That day is still to come.", field=field)


def _locked(complaint: Complaint) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("procedure")
    return rows.get(pk=complaint.pk)


def _stage(stage: ComplaintStage) -> ComplaintStage:
    rows = ComplaintStage.objects.select_for_update(of=("self",)).select_related("complaint__procedure")
    return rows.get(pk=stage.pk)
