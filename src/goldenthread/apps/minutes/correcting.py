"""Corrections of signed minutes. The old text stays; a minute of a later meeting makes the correction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.apps.minutes.models import Correction, ItemMinute, Minutes
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused

Outcome = Correction.Outcome


@transaction.atomic
def ask_correction(
    minute: ItemMinute, *, passage: str = "", should_read: str, why: str = "", by: Person, at: datetime
) -> Correction:
    """Ask that a minute be corrected: it comes back on the next agenda.

    Refused without what it should read, and while the minutes are a draft, which is simply changed.
    """
    if Minutes.objects.get(pk=minute.minutes_id).is_draft:
        raise Refused("These minutes are a draft. Change the minute itself.", code="draft")
    should_read, passage = should_read.strip(), passage.strip()
    if not should_read:
        raise Refused("Say what it should read.", field="should_read")
    if should_read == passage:
        raise Refused("It reads so already.", field="should_read")
    made = Correction.objects.create(
        minute=minute, passage=passage, should_read=should_read, why=why.strip(), asked_by=by, asked_at=at
    )
    record("minutes.correction_asked", by=by, at=at, on=[made, minute, minute.minutes, minute.body], after={
        "minute": minute.label, "passage": passage, "should_read": should_read,
    }, why=made.why)  # fmt: skip
    return made


@transaction.atomic
def settle_correction(
    correction: Correction, *, made: bool, minute: ItemMinute, words: str = "", by: Person, at: datetime
) -> Correction:
    """Say which minute of a later meeting made the correction, or refused it. The old text stays as it is.

    Refused for a minute of another body or of an earlier meeting or the same one, and where it was settled.
    """
    correction = (
        Correction.objects.select_for_update(of=("self",))
        .select_related("minute__minutes__meeting")
        .get(pk=correction.pk)
    )
    if correction.outcome != Outcome.ASKED:
        raise Refused("This correction was settled already.")
    old, new = correction.minute, minute
    if new.body_id != old.body_id:
        raise Refused("Only a minute of the same body corrects it.", field="minute")
    if new.minutes_id == old.minutes_id or new.minutes.meeting.held_on < old.minutes.meeting.held_on:
        raise Refused("A minute of a later meeting makes the correction.", field="minute")
    if new.is_restricted and not old.is_restricted:
        raise Refused(
            "That minute is of part 2, and the old one of part 1. Choose one of part 1.", field="minute"
        )
    correction.outcome = Outcome.MADE if made else Outcome.REFUSED
    correction.made_by, correction.outcome_words, correction.decided_at = new, words.strip(), at
    correction.save(update_fields=["outcome", "made_by", "outcome_words", "decided_at"])
    record(
        "minutes.correction_made" if made else "minutes.correction_refused", by=by, at=at,
        on=[correction, old, new, old.body], after={"minute": new.label, "words": correction.outcome_words},
    )  # fmt: skip
    return correction
