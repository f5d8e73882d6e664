"""Files that are closed to some of those who read: what is put before a body in private. Rooms register.

A later room calls `register_closed(function)` when it starts. The function takes the person and gives the
files that are closed to them. Whoever brought a file may open it all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from goldenthread.apps.files.models import StoredFile
from goldenthread.apps.people.models import Person

Source = Callable[[Person], QuerySet[StoredFile]]
_sources: list[Source] = []


def register_closed(source: Source) -> None:
    """Close these files. Twice is once."""
    if source not in _sources:
        _sources.append(source)


def closed_to(person: Person) -> Q:
    """The files that are closed to somebody."""
    closed = [Q(pk__in=source(person).values("pk")) for source in _sources]
    return reduce(or_, closed, Q(pk__in=[])) & ~Q(uploaded_by=person)


def is_closed_to(person: Person, file: StoredFile) -> bool:
    """Whether a file is closed to somebody."""
    return StoredFile.objects.filter(closed_to(person), pk=file.pk).exists()
