"""Finding a file."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from goldenthread.apps.files.models import StoredFile


def file_called(uuid: UUID, **_name: str) -> StoredFile:
    """The file of this id. Raises Http404."""
    return get_object_or_404(StoredFile.objects.select_related("uploaded_by"), uuid=uuid)
