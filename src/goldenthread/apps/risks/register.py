"""The register as a page shows it: narrowed, sorted, counted by cell and band, and as a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.apps.risks.forms import ALL, CLOSED
from goldenthread.apps.risks.models import RiskScale
from goldenthread.apps.risks.scales import scale_of
from goldenthread.apps.risks.states import RiskState, Scored
from goldenthread.documents.data_tables import DataTable, Row
from goldenthread.rulebook.references import sort_key
from goldenthread.rulebook.risk_scoring import Band, Movement, score


def _value(scored: Scored | None) -> int:
    return scored.score.value if scored else -1


SORTS: Mapping[str, Callable[[RiskState], Any]] = {
    "reference": lambda one: sort_key(one.reference),
    "title": lambda one: one.title.casefold(),
    "score": lambda one: _value(one.current),
    "target": lambda one: _value(one.target),
    "owner": lambda one: one.owned_by.casefold(),
    "review": lambda one: one.review_on or date.max,
}


def narrowed(states: Iterable[RiskState], asked: Mapping[str, Any]) -> list[RiskState]:
    """Those that fit what was asked; the open ones unless said otherwise."""
    return [one for one in states if _fits(one, asked)]


def _fits(one: RiskState, asked: Mapping[str, Any]) -> bool:
    state = asked.get("state")
    if state != ALL and one.is_open == (state == CLOSED):
        return False
    if (body := asked.get("body")) and (one.body is None or str(one.body.uuid) != body):
        return False
    if (band := asked.get("band")) and (one.current is None or one.current.score.band.word != band):
        return False
    if (category := asked.get("category")) and one.category != category:
        return False
    if (flag := asked.get("flag")) and not one.has_flag(flag):
        return False
    if cell := asked.get("cell"):
        scored = one.scores.get(asked.get("kind") or "current")
        if scored is None or f"{scored.score.likelihood}x{scored.score.impact}" != cell:
            return False
    said = one.said
    text = f"{one.reference} {said.title} {said.cause} {said.event} {said.effect} {one.owned_by}".casefold()
    return all(word in text for word in asked.get("words", "").casefold().split())


def ordered(states: list[RiskState], sort: str | None, direction: str | None) -> list[RiskState]:
    """The highest score first, or by one of `SORTS`."""
    if sort not in SORTS:
        return sorted(states, key=lambda one: -_value(one.current))
    return sorted(states, key=SORTS[sort], reverse=direction == "desc")


@dataclass(frozen=True)
class Cell:
    """A cell of the heat map: its score, band, and the risks that stand in it."""

    likelihood: int
    impact: int
    value: int
    band: Band
    risks: Sequence[RiskState]

    @property
    def key(self) -> str:
        return f"{self.likelihood}x{self.impact}"


@dataclass(frozen=True)
class HeatMap:
    """Rows from the likeliest down, columns by impact. `elsewhere`: scored on another version."""

    impact: Sequence[tuple[int, str]]
    rows: Sequence[tuple[int, str, Sequence[Cell]]]
    bands: Sequence[tuple[Band, int]]
    unscored: Sequence[RiskState]
    elsewhere: Sequence[RiskState]


def heat_map_of(states: Sequence[RiskState], record: RiskScale, kind: str = "current") -> HeatMap:
    """The risks by likelihood and impact on a version of the scale."""
    scale = scale_of(record)
    placed: dict[tuple[int, int], list[RiskState]] = defaultdict(list)
    unscored, elsewhere = [], []
    for one in states:
        scored = one.scores.get(kind)
        if scored is None:
            unscored.append(one)
        elif scored.score.scale != scale.version:
            elsewhere.append(one)
        else:
            placed[scored.score.likelihood, scored.score.impact].append(one)
    rows = []
    counted: Counter[str] = Counter()
    for likelihood, word in sorted(scale.likelihood.items(), reverse=True):
        cells = []
        for impact in sorted(scale.impact):
            found = score(likelihood, impact, scale)
            if found is None:
                raise ValueError(f"{record} has a cell without a band")
            risks = placed[likelihood, impact]
            counted[found.band.word] += len(risks)
            cells.append(Cell(likelihood, impact, found.value, found.band, risks))
        rows.append((likelihood, word, cells))
    bands = [(band, counted[band.word]) for band in reversed(scale.bands)]
    return HeatMap(sorted(scale.impact.items()), rows, bands, unscored, elsewhere)


COLUMNS = (
    ("Reference", 11), ("Risk", 44), ("Cause", 40), ("Event", 40), ("Effect", 40), ("Category", 18),
    ("Register of", 26), ("Owner", 28), ("Inherent likelihood", 10), ("Inherent impact", 10),
    ("Inherent score", 10), ("Inherent band", 12), ("Current likelihood", 10), ("Current impact", 10),
    ("Current score", 10), ("Current band", 12), ("Scored on", 13), ("Movement", 24),
    ("Target likelihood", 10), ("Target impact", 10), ("Target score", 10), ("Target band", 12),
    ("Target by", 13), ("Controls", 50), ("Treatments", 50), ("Review by", 13), ("Opened on", 13),
    ("State", 10), ("Closed because", 40), ("Escalated because", 40), ("Rules", 16), ("Reasons", 50),
)  # fmt: skip


def register_table(states: Iterable[RiskState], moved: Mapping[int, Movement]) -> DataTable:
    """A row for each risk with all that the register says of it."""
    rows = tuple(_row(one, moved.get(one.risk.pk)) for one in states)
    return DataTable("risk-register", "Risk register", COLUMNS, rows)


def _row(one: RiskState, moved: Movement | None) -> Row:
    said, target = one.said, one.target
    return (
        one.reference, said.title, said.cause, said.event, said.effect, said.category, str(one.body or ""),
        one.owned_by, *_scored(one.inherent), *_scored(one.current),
        one.current.on if one.current else None, moved.words if moved else None, *_scored(target),
        target.by_on if target else None, "; ".join(f"{name}: {found.replace('_', ' ')}" for name, found in
        one.facts.controls), "; ".join(_treatment(state) for state in one.treatments), one.review_on,
        one.risk.opened_on, "Open" if one.is_open else "Closed", one.closed.reason if one.closed else None,
        one.escalated.reason if one.escalated else None, ", ".join(flag.code for flag in one.flags),
        "; ".join(flag.reason for flag in one.flags),
    )  # fmt: skip


def _treatment(state: Any) -> str:
    due = f", due {state.due.isoformat()}" if state.due else ""
    return f"{state} ({state.rated or 'not rated'}{due})"


def _scored(scored: Scored | None) -> tuple[int | str | None, ...]:
    if scored is None:
        return None, None, None, None
    given = scored.score
    return given.likelihood, given.impact, given.value, given.band.word
