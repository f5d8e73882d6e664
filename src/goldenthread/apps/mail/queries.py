"""Reading what was sent, and what was not."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.mail.models import Message, State
from goldenthread.apps.people.models import Person
from goldenthread.documents.tables import DataTable

# Given up, or tried in vain so far.
IN_TROUBLE = Q(state=State.GIVEN_UP) | Q(state=State.WAITING, attempts__gt=0)


def message_called(uuid: UUID) -> Message:
    """The message of this id. Raises Http404."""
    return get_object_or_404(Message.objects.select_related("to", "queued_by"), uuid=uuid)


def messages_wanted(
    *, state: str | None = None, kind: str | None = None, person: Person | None = None
) -> QuerySet[Message]:
    """Messages in a state, of a kind, to a person, each None for all; newest first. Without their text."""
    found = Message.objects.select_related("to", "queued_by").defer("text")
    if state == "in_trouble":
        found = found.filter(IN_TROUBLE)
    elif state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    if person is not None:
        found = found.filter(to=person)
    return found


def kinds() -> list[tuple[str, str]]:
    """The kinds of message that there are, with their words."""
    found = Message.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return [(kind, Message(kind=kind).kind_words) for kind in found]


def list_table(found: QuerySet[Message]) -> DataTable:
    """The list of messages as a table to take away."""
    columns = (
        ("To", 30), ("Address", 34), ("Subject", 60), ("Kind", 16), ("State", 12), ("Queued", 28),
        ("Sent", 28), ("Attempts", 10), ("Last error", 60),
    )  # fmt: skip
    rows = tuple(
        (
            one.to.name, one.address, one.subject, one.kind_words, one.get_state_display(),
            one.queued_at.isoformat(), one.sent_at.isoformat() if one.sent_at else "", one.attempts,
            one.last_error,
        )
        for one in found
    )  # fmt: skip
    return DataTable("messages", "Messages", columns, rows)
