"""What a room must offer to take in files of its kind. Rooms register theirs when they start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings

from goldenthread.apps.people.models import Person
from goldenthread.intake.reading import Workbook, read_tables

if TYPE_CHECKING:
    from goldenthread.apps.loads.models import Load


class Column(Protocol):
    """A column as the file heads it, and the field that it was read as (None: not recognised)."""

    heading: str
    field: str | None
    sheet: str


class Reading(Protocol):
    columns: Sequence[Column]

    def as_json(self) -> dict[str, Any]:
        """What was read, as the command line prints it."""
        ...


class Importer(Protocol):
    """Takes in one kind of file. The reading's JSON is kept with the load; all else works from it alone.

    A preview is {"new", "changed", "gone", "unsure": [item], "unchanged": int}, and "doubts" where the file
    raises any beside what is recorded: problems as `intake.problems` gives them. An item is {"key", "label",
    "place", "changes": [{"field", "before", "after"}], "candidates": [{"uuid", "label"}]}. Decisions are
    {key: {"as": uuid | "new" | "skip"}}, for items of "unsure".

    Files too large for tables are read by `read_content(content, name, mapping)` in place of `read`: from
    their bytes, where an empty field of `mapping` is a column that a person said to leave out. The reading's
    JSON then counts what the file holds, and `accept` reads the kept file again.
    """

    kind: str
    title: str
    fields: Mapping[str, str]

    def read(self, workbook: Workbook, mapping: Mapping[str, str]) -> Reading: ...

    def preview(self, reading: dict[str, Any], source_name: str) -> dict[str, Any]: ...

    def accept(
        self, load: Load, *, decisions: Mapping[str, Any], by: Person | None, at: datetime, effective_on: date
    ) -> dict[str, str]:
        """Write what the load brings; {"url", "words"} for the person who accepted it."""
        ...


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Offer an importer. A kind has one; the last to register holds (tests put their own in its place)."""
    _importers[importer.kind] = importer


def importer_for(kind: str) -> Importer:
    """Raises KeyError for a kind that no room takes in."""
    return _importers[kind]


def read_file(importer: Importer, content: bytes, name: str, mapping: Mapping[str, str]) -> Reading:
    """Read a file as its kind is read: through tables, or whole. Raises CannotRead."""
    if whole := getattr(importer, "read_content", None):
        return whole(content, name, mapping)
    tables = read_tables(content, name, bytes_allowed=settings.LARGEST_UPLOAD)
    return importer.read(tables, {heading: field for heading, field in mapping.items() if field})


def importers() -> list[Importer]:
    return sorted(_importers.values(), key=lambda importer: importer.title)
