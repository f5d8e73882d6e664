"""What this room shows on the page of a body."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from goldenthread.apps.bodies.models import WORKSTREAM, Body
from goldenthread.apps.bodies.neighbours import Panel
from goldenthread.apps.highlights.queries import all_highlights

SHOWN = 12


def highlights_of(body: Body, today: date) -> Panel | None:
    """The newest highlight reports that the body sent or received."""
    found = list(all_highlights().filter(Q(body=body) | Q(workstream=body))[:SHOWN])
    if not found and body.kind != WORKSTREAM:
        return None
    return Panel("highlights/on_body.html", {"highlights": found, "body": body})
