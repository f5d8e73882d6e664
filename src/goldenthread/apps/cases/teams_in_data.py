"""Which teams case data names that nobody has said the meaning of yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

import pyarrow.compute as pc

from goldenthread.apps.cases.counting import newest_day
from goldenthread.apps.cases.queries import same_team, teams_by_spelling
from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.store import Store
from goldenthread.casedata.tables import TABLES


@dataclass(frozen=True)
class Unknown:
    """A name that is no known team's: as it is written most often, and in how many rows."""

    written: str
    rows: int

    @property
    def digest(self) -> str:
        """What an address says in place of the name."""
        return hashlib.sha256(same_team(self.written).encode()).hexdigest()[:16]


def unknown() -> list[Unknown]:
    """Names of teams in the rows that hold today and of no known team, the most frequent first."""
    try:
        store = store_of()
    except (NoKey, WrongKey):
        return []
    known = teams_by_spelling()
    found: dict[str, Counter[str]] = {}
    for written, rows in _met(store).items():
        if (same := same_team(written)) and same not in known:
            found.setdefault(same, Counter())[written] += rows
    names = [Unknown(counts.most_common(1)[0][0], counts.total()) for counts in found.values()]
    return sorted(names, key=lambda one: (-one.rows, one.written))


def _met(store: Store) -> Counter[str]:
    """How often each name of a team stands in the rows that hold as at the newest day."""
    met: Counter[str] = Counter()
    as_at = newest_day(store)
    if as_at is None:
        return met
    sources = {manifest.source for manifest in store.manifests()}
    for name, table in TABLES.items():
        if "team" not in table.own:
            continue
        for source in sources:
            counted = pc.value_counts(store.table(name, source=source, as_at=as_at, columns=["team"])["team"])
            for one in counted.to_pylist():
                if one["values"]:
                    met[one["values"]] += one["counts"]
    return met
