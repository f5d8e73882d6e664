"""What stands in the store, and what each load says of itself: read from manifests, no value of a child."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from goldenthread.apps.cases.counting import case_measures
from goldenthread.apps.cases.keeping import goes_on, keeping
from goldenthread.apps.cases.models import Decided, Deletion, Keeping
from goldenthread.apps.cases.stores import store_of
from goldenthread.casedata.key_file import read_key
from goldenthread.casedata.keys import NoKey, WrongKey
from goldenthread.casedata.measures.definition import Measure
from goldenthread.casedata.snapshots import Manifest
from goldenthread.casedata.sources import NAMES
from goldenthread.casedata.store import NoSuchLoad
from goldenthread.casedata.tables import TABLES
from goldenthread.casedata.trackers.watches import WATCHES
from goldenthread.rulebook.calendar_words import in_words


@dataclass(frozen=True)
class Line:
    """A load in the list. `goes_on` is the day on which its time is over; None where no time is set."""

    manifest: Manifest
    goes_on: date | None
    problems: int

    @property
    def name(self) -> str:
        return NAMES[self.manifest.source]

    @property
    def title(self) -> str:
        return f"{self.name}, {in_words(self.manifest.snapshot_on)}"


@dataclass(frozen=True)
class StoreState:
    """The store as it stands. `trouble` says in words why it cannot be opened; then nothing else is known."""

    trouble: str
    key_is_private: bool
    keeping: Keeping
    lines: tuple[Line, ...] = ()
    size: int = 0

    @property
    def oldest(self) -> Manifest | None:
        return self.lines[-1].manifest if self.lines else None

    @property
    def rows(self) -> int:
        return sum(line.manifest.total for line in self.lines)


def store_state(today: date) -> StoreState:
    """The key, the loads with the newest first, how much room they take, and when the next goes."""
    held = keeping()
    private = _is_private(Path(settings.CASE_KEY))
    try:
        read_key(settings.CASE_KEY)
        store = store_of()
    except (NoKey, WrongKey) as refusal:
        return StoreState(str(refusal), private, held)
    lines = tuple(_line(manifest, held) for manifest in reversed(store.manifests()))
    return StoreState("", private, held, lines, _size(store.home))


def lines_called(loads: Collection[str], today: date) -> list[Line]:
    """These loads, as far as they are still there."""
    return [line for line in store_state(today).lines if line.manifest.id in loads]


def _is_private(key: Path) -> bool:
    return key.exists() and key.stat().st_mode & 0o077 == 0


def _size(home: Path) -> int:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) if home.exists() else 0


def _line(manifest: Manifest, held: Keeping) -> Line:
    problems = sum(one["count"] for one in manifest.report.get("problems", []))
    return Line(manifest, goes_on(manifest, held), problems)


@dataclass(frozen=True)
class Use:
    """What a load gives to one measure: it can be counted from it, or why it cannot."""

    code: str
    title: str
    can: bool
    why: str


@dataclass(frozen=True)
class LoadShown:
    """A load with its report. `report` is as `casedata.reading.Report.as_json` writes it."""

    line: Line
    report: Mapping[str, Any]
    tables: tuple[tuple[str, str, int, date, int], ...]
    uses: tuple[Use, ...]
    clocks: tuple[Use, ...]
    deletion: Deletion | None

    @property
    def can(self) -> list[Use]:
        return [use for use in self.uses if use.can]

    @property
    def cannot(self) -> list[Use]:
        return [use for use in self.uses if not use.can]


def load_shown(load: str, today: date) -> LoadShown | None:
    """A load, what was read in it, and what can be counted from it. None where there is none."""
    try:
        manifest = store_of().manifest(load)
    except NoSuchLoad:
        return None
    tables = tuple(
        (name.replace("_", " "), TABLES[name].means.replace("`", ""), manifest.rows.get(name, 0),
         manifest.covers[name], manifest.before_cover.get(name, 0))
        for name in manifest.covers
    )  # fmt: skip
    asked = Deletion.objects.filter(load=load, decided=Decided.ASKED).first()
    return LoadShown(
        _line(manifest, keeping()), manifest.report, tables, tuple(uses_of(manifest)),
        tuple(clocks_of(manifest)), asked,
    )  # fmt: skip


def uses_of(manifest: Manifest) -> list[Use]:
    """What each measure can and cannot be counted from in this load, and why."""
    uses = [_use(one, manifest) for one in case_measures().values() if manifest.source in one.sources]
    others = [
        Use(
            one.code,
            one.title,
            False,
            f"{NAMES[manifest.source]} does not carry it; these do: {_names(one)}.",
        )
        for one in case_measures().values()
        if manifest.source not in one.sources
    ]
    return sorted(uses, key=lambda use: use.title) + sorted(others, key=lambda use: use.title)


def clocks_of(manifest: Manifest) -> list[Use]:
    """What each clock that is watched can and cannot be told from in this load, and why."""
    uses = []
    for watch in WATCHES:
        if manifest.source not in watch.sources:
            others = ", ".join(NAMES[source] for source in watch.sources)
            why = f"{NAMES[manifest.source]} does not carry it; these do: {others}."
        else:
            needs = {watch.table: (watch.begins, *watch.needs)}
            why = _lacks(needs | ({"children": ("born",)} if watch.needs_birth else {}), manifest)
        uses.append(Use(watch.clock.name, watch.clock.title, not why, why))
    return sorted(uses, key=lambda use: (not use.can, use.title))


def _names(measure: Measure) -> str:
    return ", ".join(NAMES[source] for source in measure.sources)


def _use(measure: Measure, manifest: Manifest) -> Use:
    reasons: list[str] = []
    for way in measure.ways:
        if manifest.source in way.sources:
            if not (lacks := _lacks(way.needs, manifest)):
                return Use(measure.code, measure.title, True, way.note)
            reasons.append(lacks)
    return Use(measure.code, measure.title, False, " ".join(dict.fromkeys(reasons)))


def _lacks(needs: Mapping[str, Sequence[str]], manifest: Manifest) -> str:
    """What is needed and this load does not have, with the reading's own reason where it gave one."""
    why = {(lack["table"], lack["column"]): lack["why"] for lack in manifest.report.get("lacks", [])}
    found = []
    for table, columns in needs.items():
        given = manifest.gives.get(table)
        if given is None:
            found.append(f"It has no {table.replace('_', ' ')}{_reason(why.get((table, '')))}.")
            continue
        for column in columns:
            if column not in given and column in TABLES[table].own:
                words = f"It has no {column.replace('_', ' ')} for {table.replace('_', ' ')}"
                found.append(f"{words}{_reason(why.get((table, column)))}.")
    return " ".join(found)


def _reason(why: str | None) -> str:
    return f" ({why})" if why else ""


def next_to_go(state: StoreState, today: date) -> list[Line]:
    """The loads whose time is over within four weeks, the next first."""
    soon = today + timedelta(weeks=4)
    due = [line for line in state.lines if line.goes_on is not None and line.goes_on <= soon]
    return sorted(due, key=lambda line: (line.goes_on or today, line.manifest.id))
