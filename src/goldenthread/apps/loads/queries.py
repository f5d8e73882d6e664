"""Finding loads, and what still has to be said about one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from goldenthread.apps.loads.models import Load, Source


def all_loads() -> QuerySet[Load]:
    """Every load, newest first, without what was read of it."""
    return Load.objects.select_related("source", "file", "read_by", "decided_by").defer("reading", "preview")


def load_called(uuid: UUID) -> Load:
    """The load of this id. Raises Http404."""
    return get_object_or_404(
        Load.objects.select_related("source", "file", "read_by", "decided_by"), uuid=uuid
    )


def unrecognised_columns(load: Load) -> list[dict[str, Any]]:
    """Columns that nobody has said the meaning of yet, each heading once."""
    unknown = {
        column["heading"]: column
        for column in load.reading["columns"]
        if not column["field"] and column["heading"]
    }
    return list(unknown.values())


def problems_of(load: Load, *levels: str) -> list[dict[str, Any]]:
    """What could not be read, or needs a look, with its place. `levels` are those of `intake.problems`.

    Doubts are those of the file and those that it raises beside what is recorded.
    """
    found = [*load.reading["problems"], *load.preview.get("doubts", ())]
    return [problem for problem in found if problem.get("level", "problem") in levels]


def names_of(kind: str) -> list[str]:
    """The names under which files of a kind came before."""
    return list(Source.objects.filter(kind=kind).order_by("name").values_list("name", flat=True))
