"""Taking files in. What comes in is looked at by its content, kept as it came, and never executed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from goldenthread.apps.files import store
from goldenthread.apps.files.dangers import danger_in
from goldenthread.apps.files.kinds import ALL, kind_of
from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person
from goldenthread.apps.trail.actions import record
from goldenthread.apps.trail.refusals import Refused


def content_of(upload: UploadedFile) -> bytes:
    """All of an upload, its size looked at before a byte of it is read into memory.

    Raises Refused for one over the limit.
    """
    _check_size(upload.size or 0, upload.name or "The file")
    return upload.read()


@transaction.atomic
def keep(
    content: bytes, name: str, *, by: Person | None, at: datetime, effective_on: date | None = None,
    macros: bool = False,
) -> StoredFile:  # fmt: skip
    """Keep a file as it came. `effective_on` is the day that it speaks of, where that is known.

    Raises Refused for an empty file, one over the limit, one of a kind that is not on the list, one that may
    harm who opens it (`dangers`; `macros` lets those of a document pass), and one whose content is of another
    kind than its name says.
    """
    name = PurePath(name.replace("\\", "/")).name[-255:] or "file"
    if not content:
        raise Refused(f"{name} is empty. Choose the file again.", field="file")
    _check_size(len(content), name)
    kind = kind_of(content)
    if danger := danger_in(content, kind, macros=macros):
        raise Refused(f"{name} {danger}", field="file")
    if kind is None:
        allowed = ", ".join(kind.words for kind in ALL)
        raise Refused(
            f"{name} is not a kind of file that can be kept here. These can: {allowed}.", field="file"
        )
    if PurePath(name).suffix.lower() not in kind.extensions:
        raise Refused(
            f"{name} is a {kind.words} file by its content, but its name says otherwise. Save it again as "
            f"{kind.extensions[0]}.",
            field="file",
        )
    kept = StoredFile.objects.create(
        sha256=store.put(content),
        size=len(content),
        name=name,
        media_type=kind.media_type,
        effective_on=effective_on,
        uploaded_at=at,
        uploaded_by=by,
    )
    record(
        "files.kept",
        by=by,
        at=at,
        on=kept,
        after={"name": name, "sha256": kept.sha256, "size": kept.size, "effective_on": effective_on},
    )
    return kept


def _check_size(size: int, name: str) -> None:
    if size > settings.LARGEST_UPLOAD:
        limit = settings.LARGEST_UPLOAD // 1024 // 1024
        raise Refused(f"{name} is larger than {limit} MB. Split it, or save it smaller.", field="file")


@transaction.atomic
def date_file(
    file: StoredFile, effective_on: date, *, seen: date | None, today: date, by: Person, at: datetime,
    reason: str = "",
) -> StoredFile:  # fmt: skip
    """Say which day a file speaks of. It stands apart from the day on which it was brought.

    Raises Refused when somebody said another day since `seen`, for a day to come, and for another day than
    was said before without a reason.
    """
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if file.effective_on != seen:
        raise Refused(
            "Somebody said which day it speaks of while you were writing. Read it, then save again.",
            code="stale",
        )
    if effective_on > today:
        raise Refused("A file cannot speak of a day that is still to come.", field="effective_on")
    if effective_on == seen:
        return file
    if seen is not None and not reason.strip():
        raise Refused("Say why the day changes.", field="reason")
    file.effective_on = effective_on
    file.save(update_fields=["effective_on"])
    record(
        "files.dated", by=by, at=at, on=file, why=reason.strip(), before={"effective_on": seen},
        after={"effective_on": effective_on},
    )  # fmt: skip
    return file
