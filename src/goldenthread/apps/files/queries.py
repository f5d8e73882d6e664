"""Finding a file, and which days it was said to speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.trail.queries import about


def file_called(uuid: UUID, **_name: str) -> StoredFile:
    """The file of this id. Raises Http404."""
    return get_object_or_404(StoredFile.objects.select_related("uploaded_by"), uuid=uuid)


@dataclass(frozen=True)
class Dating:
    """Somebody said which day a file speaks of."""

    day: date
    who: str
    at: datetime
    why: str


def datings_of(file: StoredFile) -> list[Dating]:
    """Each time that somebody said which day a file speaks of, the newest first."""
    return [
        Dating(date.fromisoformat(event.after["effective_on"]), event.actor, event.at, event.why)
        for event in about(file.uuid)
        if event.verb == "files.dated" and event.after
    ]
