"""Decisions between meetings: recorded with their authority, endorsed by a minute of the next meeting."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.minutes.models import Decision, ItemMinute
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Outcome = Decision.Outcome


@transaction.atomic
def decide(
    body: Body, *, kind: Decision.Kind | str, words: str, authority: str, decided_by: str, decided_on: date,
    restricted: bool = False, today: date, by: Person | None, at: datetime,
) -> Decision:  # fmt: skip
    """Record what was decided between meetings. It waits on each agenda until a minute endorses it.

    Refused without words, authority or who decided, and for a day to come.
    """
    says = {"words": words.strip(), "authority": authority.strip(), "decided_by": decided_by.strip()}
    wanted = {
        "words": "Say what was decided.", "authority": "Say what allows it.",
        "decided_by": "Say who decided.",
    }  # fmt: skip
    for field, refusal in wanted.items():
        if not says[field]:
            raise Refused(refusal, field=field)
    if decided_on > today:
        raise Refused("That day has not come yet.", field="decided_on")
    made = Decision.objects.create(
        body=body, kind=kind, decided_on=decided_on, restricted=restricted, recorded_at=at, recorded_by=by,
        **says,
    )  # fmt: skip
    record("minutes.decided_between", by=by, at=at, on=[made, body], after={
        **says, "kind": made.get_kind_display(), "decided_on": decided_on, "restricted": restricted,
    })  # fmt: skip
    return made


@transaction.atomic
def endorse(
    decision: Decision, *, endorsed: bool = True, minute: ItemMinute, words: str = "", by: Person | None,
    at: datetime,
) -> Decision:  # fmt: skip
    """Say which minute endorsed a decision, or did not. Refused for a minute of another body or an earlier
    meeting, and where that was said already."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("body").get(pk=decision.pk)
    if decision.outcome != Outcome.WAITING:
        raise Refused("A meeting has taken this decision already.")
    if minute.body_id != decision.body_id:
        raise Refused(f"Only the {decision.body} endorses it: choose one of its minutes.", field="minute")
    if minute.minutes.meeting.held_on < decision.decided_on:
        raise Refused("That meeting was before the decision.", field="minute")
    if not endorsed and not words.strip():
        raise Refused("Say why it was not endorsed, and what follows.", field="words")
    decision.outcome = Outcome.ENDORSED if endorsed else Outcome.NOT_ENDORSED
    decision.endorsed_by, decision.outcome_words = minute, words.strip()
    decision.save(update_fields=["outcome", "endorsed_by", "outcome_words"])
    record(
        "minutes.decision_endorsed" if endorsed else "minutes.decision_not_endorsed", by=by, at=at,
        on=[decision, decision.body, minute, minute.minutes],
        after={"minute": minute.label, "words": decision.outcome_words},
    )  # fmt: skip
    return decision
