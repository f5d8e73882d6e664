"""Where two papers differ, by place and in words: what was frozen beside what the records give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = object()
NOTHING = "nothing"
NAMES = ("ref", "lead", "code", "period", "what", "label", "title", "text")
"""What names one of several in a list, the first that it has."""


@dataclass(frozen=True)
class Difference:
    """A place in a paper ("Scorecard, measures, 2.10, target, text") and what each of the two says there."""

    place: str
    frozen: str
    rebuilt: str


def differences(frozen: str, rebuilt: str) -> list[Difference]:
    """Where two papers, each as canonical JSON, say different things; in the order of the fields' names."""
    return list(_differing(_paper(frozen), _paper(rebuilt), ()))


def _paper(text: str) -> Any:
    return json.loads(text)["paper"]


def _differing(frozen: Any, rebuilt: Any, place: tuple[str, ...]) -> Iterator[Difference]:
    if frozen == rebuilt:
        return
    if isinstance(frozen, Mapping) and isinstance(rebuilt, Mapping):
        for name in sorted(frozen.keys() | rebuilt.keys()):
            words = name.replace("_", " ")
            yield from _differing(frozen.get(name, MISSING), rebuilt.get(name, MISSING), (*place, words))
    elif isinstance(frozen, list) and isinstance(rebuilt, list):
        yield from _of_lists(frozen, rebuilt, place)
    else:
        yield Difference(", ".join(place).capitalize(), _in_words(frozen), _in_words(rebuilt))


def _of_lists(frozen: list[Any], rebuilt: list[Any], place: tuple[str, ...]) -> Iterator[Difference]:
    """One by one where both name the same things in the same order, else as a whole list."""
    names = [_name(one, number) for number, one in enumerate(frozen, start=1)]
    theirs = [_name(one, number) for number, one in enumerate(rebuilt, start=1)]
    if names != theirs:
        yield Difference(", ".join(place).capitalize(), _listed(names), _listed(theirs))
        return
    for name, one, other in zip(names, frozen, rebuilt, strict=True):
        yield from _differing(one, other, (*place, name))


def _name(one: Any, number: int) -> str:
    if isinstance(one, Mapping):
        return next((str(one[name]) for name in NAMES if one.get(name)), str(number))
    return str(number)


def _listed(names: list[str]) -> str:
    return "; ".join(names) or NOTHING


def _in_words(value: Any) -> str:
    if value is MISSING or value is None or value in ("", []):
        return NOTHING
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
