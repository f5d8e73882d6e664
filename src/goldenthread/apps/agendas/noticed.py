"""When each meeting's agenda was first open to the public, for the notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from goldenthread.apps.agendas.models import Agenda


def agendas_published(meetings: Sequence[int]) -> Mapping[int, datetime]:
    """The instant of the first edition of each of these meetings' agendas that has one. One query."""
    rows = Agenda.objects.filter(meeting__in=meetings).exclude(published_at=None)
    return dict(rows.values_list("meeting", "published_at"))
