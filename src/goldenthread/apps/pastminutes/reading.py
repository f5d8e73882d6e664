"""What was read of a paper as JSON, and as the fields of the page on which a person corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from goldenthread.intake.past_minutes_model import Attender, PastMinutes, Status

# The lists of people on the page, in its order.
LISTS = (
    (Status.PRESENT, "Present"),
    (Status.SUBSTITUTE, "Substitutes"),
    (Status.IN_ATTENDANCE, "In attendance"),
    (Status.APOLOGIES, "Apologies"),
    (Status.ABSENT, "Absent"),
)


def as_plain(found: PastMinutes) -> dict[str, Any]:
    """What was found, days and hours as ISO text."""
    head = found.head
    return {
        "kind": str(found.kind),
        "head": {
            "body": head.body, "held_on": _text(head.held_on), "starts_at": _text(head.starts_at),
            "ended_at": _text(head.ended_at), "place": head.place, "chaired_by": head.chaired_by,
        },
        "people": {str(status): _lines(found.attendance, status) for status, _ in LISTS},
        "items": [
            {
                "printed": item.printed, "title": item.title, "text": item.text, "exempt": item.exempt,
                "resolutions": list(item.resolutions), "place": item.place,
                "actions": [
                    {
                        "words": one.words, "owner": one.owner, "due_on": _text(one.due_on),
                        "due_words": one.due_words, "proposed": _text(one.proposed), "why": one.why,
                    }
                    for one in item.actions
                ],
            }
            for item in found.items
        ],
        "doubts": [{"why": one.why, "place": one.place, "text": one.text} for one in found.doubts],
    }  # fmt: skip


def line_of(one: Attender) -> str:
    """Somebody on a line of their own: "Councillor B Nine – Member (for Councillor G Seven)"."""
    role = f" – {one.role}" if one.role else ""
    whom = f" (for {one.substitute_for})" if one.substitute_for else ""
    return f"{one.name}{role}{whom}"


def person_in(line: str) -> tuple[str, str, str]:
    """The name, the role and for whom they sit, from such a line."""
    whom = ""
    if line.rstrip().endswith(")") and "(for " in line:
        line, _, whom = line.rstrip()[:-1].rpartition("(for ")
    name, _, role = line.partition(" – ")
    return name.strip(), role.strip(), whom.strip()


def _lines(people: Sequence[Attender], status: Status) -> list[str]:
    return [line_of(one) for one in people if one.status is status]


def _text(value: date | time | None) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if value else ""
