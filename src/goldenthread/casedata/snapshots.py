"""What a load says of itself, as JSON beside its rows: source, day, how many. No value of a child."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from goldenthread.casedata.sources import Source

FORMAT = 1
ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9_]+-[0-9a-f]{8}")


@dataclass(frozen=True)
class KeptFile:
    """A file that was read: its name, its size in bytes, and the SHA-256 of what it said."""

    name: str
    size: int
    sha256: str


def kept_file(path: Path) -> KeptFile:
    """What a manifest says of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return KeptFile(path.name, path.stat().st_size, digest)


@dataclass(frozen=True)
class Manifest:
    """One load. `covers`, `rows` and `gives` have the tables that it speaks for, with rows or without.

    `before_cover` counts rows, by table, whose `until` day lies before the load's start of cover: they are
    kept, and belong to no figure. `report` is what reading said, as JSON.
    """

    id: str
    source: Source
    authority: str
    snapshot_on: date
    recorded: datetime
    covers: Mapping[str, date]
    gives: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, int]
    before_cover: Mapping[str, int] = field(default_factory=dict)
    children: int = 0
    files: tuple[KeptFile, ...] = ()
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Rows of all tables."""
        return sum(self.rows.values())


def to_json(manifest: Manifest) -> str:
    """The manifest as JSON, with ISO dates."""
    says = {"format": FORMAT, **asdict(manifest)}
    return json.dumps(says, indent=1, ensure_ascii=False, default=lambda value: value.isoformat())


def from_json(text: str) -> Manifest:
    """What `to_json` wrote. Raises ValueError for another format, KeyError where a part is missing."""
    says = json.loads(text)
    if says.pop("format") != FORMAT:
        raise ValueError("The manifest of a load is of a format that this version does not read.")
    return Manifest(
        id=says["id"],
        source=Source(says["source"]),
        authority=says["authority"],
        snapshot_on=date.fromisoformat(says["snapshot_on"]),
        recorded=datetime.fromisoformat(says["recorded"]),
        covers={table: date.fromisoformat(day) for table, day in says["covers"].items()},
        gives={table: tuple(columns) for table, columns in says["gives"].items()},
        rows=says["rows"],
        before_cover=says["before_cover"],
        children=says["children"],
        files=tuple(KeptFile(**file) for file in says["files"]),
        report=says["report"],
    )
