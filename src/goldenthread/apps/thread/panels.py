"""What this room shows on the pages of rooms before it."""

from __future__ import annotations

from datetime import date

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.neighbours import Panel


def what_changed(body: Body, today: date) -> Panel:
    """On a body's page: the way to what changed since it last met or read a paper."""
    return Panel("thread/changed_for_body.html", {"body": body})
