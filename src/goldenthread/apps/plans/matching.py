"""Which row of a new file is which action of the plan. Pure: it decides, and writes nothing.

A row is an action without asking when nothing else can be meant: the same reference and title, or the same
reference, used once on both sides, and a title that is nearly the same. Where a reference changed, repeats,
or stands now before another text, the row is matched by its content, and a person confirms it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from typing import Generic, TypeVar

from goldenthread.apps.plans.file_rows import plain

ALIKE = 0.6
"""From here on two titles may be one action's: worth showing to a person."""
WORDS_ALIKE = 0.3
"""Titles that share fewer of their words than this are not compared letter by letter."""
CANDIDATES = 5

RowKey = TypeVar("RowKey", bound=Hashable)
ActionKey = TypeVar("ActionKey", bound=Hashable)


@dataclass(frozen=True)
class Printed(Generic[RowKey]):
    """What a row, or an action, is known by. `rest` tells apart those with one reference and one title."""

    key: RowKey
    reference: str
    title: str
    rest: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        """The different words of its title."""
        return frozenset(plain(self.title).split())


@dataclass(frozen=True)
class Matches(Generic[RowKey, ActionKey]):
    """`sure` is row → action; `unsure` is row → candidates, most alike first; `new` and `gone` are left."""

    sure: dict[RowKey, ActionKey] = field(default_factory=dict)
    unsure: dict[RowKey, tuple[ActionKey, ...]] = field(default_factory=dict)
    new: tuple[RowKey, ...] = ()
    gone: tuple[ActionKey, ...] = ()


def match(
    rows: Sequence[Printed[RowKey]], actions: Sequence[Printed[ActionKey]]
) -> Matches[RowKey, ActionKey]:
    """Match the rows of a file to the actions of a plan."""
    sure: dict[RowKey, ActionKey] = {}
    for likeness in (_whole, _reference_and_title):
        _pair(rows, actions, sure, likeness)
    for row, action in _same_reference(rows, actions, sure):
        if similarity(row.title, action.title) >= ALIKE:
            sure[row.key] = action.key
    _pair(_without_reference(rows), _without_reference(actions), sure, _title)
    left = _left(actions, set(sure.values()))
    unsure = {row.key: found for row in _left(rows, sure) if (found := _candidates(row, left))}
    offered = {action for found in unsure.values() for action in found}
    return Matches(
        sure=sure,
        unsure=unsure,
        new=tuple(row.key for row in _left(rows, sure) if row.key not in unsure),
        gone=tuple(action.key for action in left if action.key not in offered),
    )


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1, whatever their case and punctuation."""
    one, other = plain(one), plain(other)
    if one == other:
        return 1.0
    if _shared(frozenset(one.split()), frozenset(other.split())) < WORDS_ALIKE:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _shared(words: frozenset[str], others: frozenset[str]) -> float:
    """The share of the words of two texts that is in both, from 0 to 1."""
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def _whole(printed: Printed) -> tuple[str, ...]:
    return (plain(printed.reference), plain(printed.title), plain(printed.rest))


def _reference_and_title(printed: Printed) -> tuple[str, ...]:
    return (plain(printed.reference), plain(printed.title))


def _title(printed: Printed) -> tuple[str, ...]:
    return (plain(printed.title),)


def _pair(
    rows: Sequence[Printed], actions: Sequence[Printed], sure: dict, likeness: Callable[[Printed], Hashable]
) -> None:
    """Pair what is alike, in order, where there are as many on both sides: then it cannot be mistaken."""
    taken = set(sure.values())
    on_rows, on_actions = _by(likeness, _left(rows, sure)), _by(likeness, _left(actions, taken))
    for what, alike in on_rows.items():
        if len(alike) == len(on_actions.get(what, ())):
            pairs = zip(alike, on_actions[what], strict=True)
            sure.update({row.key: action.key for row, action in pairs})


def _same_reference(
    rows: Sequence[Printed], actions: Sequence[Printed], sure: dict
) -> list[tuple[Printed, Printed]]:
    """Rows and actions left over whose reference stands once in the file and once in the plan."""
    taken = set(sure.values())
    on_rows, on_actions = _by(_reference, rows), _by(_reference, actions)
    return [
        (alike[0], on_actions[reference][0])
        for reference, alike in on_rows.items()
        if reference
        and len(alike) == len(on_actions.get(reference, ())) == 1
        and alike[0].key not in sure
        and on_actions[reference][0].key not in taken
    ]


def _candidates(row: Printed, actions: Sequence[Printed]) -> tuple:
    """Actions that a row may be: those with its reference, and those whose title is like its own."""
    found = []
    for action in _worth_comparing(row, actions):
        alike = similarity(row.title, action.title)
        same = bool(_reference(row)) and _reference(row) == _reference(action)
        if same or alike >= ALIKE:
            found.append((alike, same, action.key))
    found.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return tuple(key for _, _, key in found[:CANDIDATES])


def _worth_comparing(row: Printed, actions: Sequence[Printed]) -> list[Printed]:
    """Those with the row's reference, and those that share most words: letters take far longer."""
    same = [one for one in actions if _reference(row) and _reference(one) == _reference(row)]
    others = [one for one in actions if one not in same] if same else actions
    return same + nlargest(2 * CANDIDATES, others, key=lambda one: _shared(row.words, one.words))


def _reference(printed: Printed) -> str:
    return plain(printed.reference)


def _without_reference(printed: Sequence[Printed]) -> list[Printed]:
    return [one for one in printed if not _reference(one)]


def _left(printed: Sequence[Printed], taken: dict | set) -> list[Printed]:
    return [one for one in printed if one.key not in taken]


def _by(likeness: Callable[[Printed], Hashable], printed: Sequence[Printed]) -> dict[Hashable, list[Printed]]:
    found = defaultdict(list)
    for one in printed:
        found[likeness(one)].append(one)
    return found
