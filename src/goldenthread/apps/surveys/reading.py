"""An officer reads what somebody wrote, before anybody else sees it (SVY-10)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from goldenthread.apps.people.models import Person
from goldenthread.apps.surveys.models import Wave, Words
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused
from goldenthread.rulebook.surveys import SVY_10

DECISIONS = (Words.State.SHOWN, Words.State.KEPT_BACK, Words.State.PASSED_ON)


@transaction.atomic
def read_words(
    key: UUID, *, decision: str, shown_text: str = "", by: Person, at: datetime, today: date
) -> Words:
    """Show words (as sent, or with what gives a person away taken out), keep them back, or pass them on.

    What was sent is erased then, but for words that are passed on. The event tells what was decided and not
    what was written. Refused when somebody read them before, and for nothing to show.
    """
    words = (
        Words.objects.select_for_update(of=("self",)).select_related("wave__survey", "question").get(pk=key)
    )
    if words.state != Words.State.UNREAD:
        raise Refused("Somebody has read this meanwhile.", code=SVY_10)
    if decision not in DECISIONS:
        raise Refused("Choose what becomes of it.", field="decision")
    shown_text = shown_text.replace("\r\n", "\n").strip()
    if decision == Words.State.SHOWN and not shown_text:
        raise Refused("There is nothing left to show. Keep it back instead.", field="shown_text")
    if decision == Words.State.SHOWN:
        words.shown_text, words.altered = shown_text, shown_text != words.text.replace("\r\n", "\n").strip()
    if decision != Words.State.PASSED_ON:
        words.text = ""
    words.state, words.read_by, words.read_on = decision, by, today
    words.save()
    record(
        "surveys.words_read", by=by, at=at, on=[words.wave.survey, words.wave],
        after={"decision": Words.State(decision).label, "altered": words.altered},
    )  # fmt: skip
    return words


def next_unread(wave: Wave) -> Words | None:
    """Words of a wave that nobody has read, in the order of their random keys."""
    return wave.words.filter(state=Words.State.UNREAD).select_related("question").order_by("id").first()
