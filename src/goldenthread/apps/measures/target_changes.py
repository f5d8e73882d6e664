"""Targets that were changed after the fact, as the rulebook tells them (TGT-1, TGT-2) from the records."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone

from goldenthread.apps.measures.models import Measure
from goldenthread.apps.measures.models import Target as TargetRow
from goldenthread.apps.measures.recorded import target_of
from goldenthread.rulebook.rating import TargetKind
from goldenthread.rulebook.target_changes import (
    TargetChange,
    TargetVersion,
    change_made_by,
    target_change,
)


def change_of_target(rows: Sequence[TargetRow], measure: Measure, last_day: date) -> TargetChange | None:
    """How the target of a period that ends on this day was changed after the fact. `rows` in any order.

    Either rule wants two targets, one of which became known after the day from which it holds. A scorecard
    asks for each of its rows, and most have none.
    """
    if len(rows) < 2 or all(_was_in_time(row) for row in rows):
        return None
    return target_change([_version(row, measure) for row in _as_recorded(rows)], last_day)


def with_changes(
    rows: Sequence[TargetRow], measure: Measure, ended: Collection[date]
) -> list[tuple[TargetRow, TargetChange | None]]:
    """Each target with what it changed after the fact. `ended`: the last days of the measure's periods."""
    versions = {row.pk: _version(row, measure) for row in _as_recorded(rows)}
    history = list(versions.values())
    return [(row, change_made_by(versions[row.pk], history, ended)) for row in rows]


def _as_recorded(rows: Sequence[TargetRow]) -> list[TargetRow]:
    return sorted(rows, key=lambda row: row.pk)


def _version(row: TargetRow, measure: Measure) -> TargetVersion:
    return TargetVersion(row.text, row.effective_on, _known_on(row), _meaning(row, measure))


def _was_in_time(row: TargetRow) -> bool:
    """Whether a target was known by the day from which it holds."""
    # Local time is never more than a day after the one recorded, and most targets are known long before.
    if row.published_on is None and row.recorded_at.date() < row.effective_on:
        return True
    return _known_on(row) <= row.effective_on


def _known_on(row: TargetRow) -> date:
    return row.published_on or timezone.localtime(row.recorded_at).date()


def _meaning(row: TargetRow, measure: Measure) -> object:
    """What a target says, however it was written: equal for two that ask the same."""
    target = target_of(row, measure)
    if target is None:
        return None
    words = target.text if target.kind is TargetKind.STATEMENT else ""
    return target.kind, target.low, target.high, target.strict, target.amber, words
