"""What a room must offer to take in files of its kind. Rooms register theirs when they start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from goldenthread.apps.people.models import Person

if TYPE_CHECKING:
    from goldenthread.apps.loads.models import Load
    from goldenthread.intake.reading import Workbook


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

    A preview is {"new", "changed", "gone", "unsure": [item], "unchanged": int}. An item is {"key", "label",
    "place", "changes": [{"field", "before", "after"}], "candidates": [{"uuid", "label"}]}. Decisions are
    {key: {"as": uuid | "new" | "skip"}}, for items of "unsure".
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


def importers() -> list[Importer]:
    return sorted(_importers.values(), key=lambda importer: importer.title)
