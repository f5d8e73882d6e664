"""How an action goes: a lead's dated update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person, Post
from goldenthread.apps.plans.models import Action, Completion, RatingLevel, Revision, Update
from goldenthread.apps.plans.revising import ActionFields, as_revised, locked
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


@transaction.atomic
def post_update(
    action: Action, *, level: RatingLevel | None, narrative: str, version: int, effective_on: date,
    by: Person | None, at: datetime, next_steps: str = "", due_after: date | None = None,
    move_reason: str = "", evidence: Sequence[StoredFile] = (), on_behalf_of: str = "",
    on_behalf_of_post: Post | None = None,
) -> Update:  # fmt: skip
    """Post what a lead says of an action on a day. `due_after` is its new date, where the date moves.

    `on_behalf_of` names whose words they are when somebody else enters them, and `on_behalf_of_post` the post
    of that lead; without a post they are every lead's, or somebody's who leads nothing.

    Raises Refused when the action was written to since `version`, when its completion was accepted or it left
    the plan, when nothing is said, for a rating of another plan's key, and for a moved date without a reason.
    """
    action = locked(action, version)
    _check_open(action)
    if level is None and not narrative.strip():
        raise Refused("Choose a rating, or say what was done.", field="narrative")
    if level is not None and level.key_id != action.plan.rating_key_id:
        raise Refused("That rating is not in this plan's key.", field="level")
    moved = due_after is not None and due_after != action.due
    if moved:
        _check_move(action, due_after, move_reason)
    update = Update.objects.create(
        action=action,
        effective_on=effective_on,
        recorded_at=at,
        recorded_by=by,
        on_behalf_of=on_behalf_of,
        on_behalf_of_post=on_behalf_of_post,
        level=level,
        narrative=narrative.strip(),
        next_steps=next_steps.strip(),
        due_before=action.due if moved else None,
        due_after=due_after if moved else None,
        move_reason=move_reason.strip() if moved else "",
    )
    update.evidence.set(evidence)
    action.version += 1
    if moved:
        _move(action, due_after, update)
    action.save(update_fields=["version", "due"])
    about, why = [action, update, *evidence], update.move_reason
    record("plans.update_posted", by=by, at=at, on=about, why=why, before={"due": update.due_before}, after={
        "rating": level.word if level else "", "narrative": update.narrative, "next_steps": update.next_steps,
        "due": update.due_after, "on_behalf_of": on_behalf_of, "effective_on": effective_on,
        "evidence": [file.sha256 for file in evidence],
    })  # fmt: skip
    return update


def _check_open(action: Action) -> None:
    if action.gone_on is not None:
        raise Refused("This action is no longer in the plan, so it takes no updates.")
    if action.completions.filter(outcome=Completion.Outcome.ACCEPTED).exists():
        raise Refused("The completion of this action was accepted, so it takes no more updates.")


def _check_move(action: Action, due_after: date | None, reason: str) -> None:
    if not reason.strip():
        raise Refused("Say why the date moves.", field="move_reason")
    if action.starts and due_after and due_after < action.starts:
        starts = f"{action.starts.day} {action.starts:%B %Y}"
        raise Refused(f"The action cannot be due before it starts, on {starts}.", field="due_after")


def _move(action: Action, due: date | None, update: Update) -> None:
    """The date as printed stays what the paper says; the day itself moves, as a revision of its own."""
    says = replace(ActionFields.of(action), due=due)
    action.due = due
    Revision.objects.create(
        action=action,
        version=action.version,
        effective_on=update.effective_on,
        recorded_at=update.recorded_at,
        recorded_by=update.recorded_by,
        fields=as_revised(says),
        reason=update.move_reason,
    )
