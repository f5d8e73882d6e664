"""Where two texts differ, word by word: what both say, what was taken out, what was put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECES = re.compile(r"\n|[^\S\n]+|\{[^{}]*\}|\w+|[^\w\s]")
MOST_PIECES = 20_000
"""Beyond this, texts are compared line by line: comparing words takes time with the square of them."""


@dataclass(frozen=True)
class Change:
    """A run of text: ``same``, ``out`` (only in the earlier) or ``in`` (only in the later)."""

    kind: Literal["same", "out", "in"]
    text: str


def word_changes(before: str, after: str) -> tuple[Change, ...]:
    """The later text with what was taken out before what was put in. Joined without ``out`` it is `after`,
    without ``in`` it is `before`."""
    return tuple(_joined(_runs(_pieces(before), _pieces(after))))


def _pieces(text: str) -> list[str]:
    found = _PIECES.findall(text)
    return found if len(found) <= MOST_PIECES else text.splitlines(keepends=True)


def _runs(old: list[str], new: list[str]) -> Iterator[Change]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(old[i:j]))
            continue
        if j > i:
            yield Change("out", "".join(old[i:j]))
        if m > k:
            yield Change("in", "".join(new[k:m]))


def _joined(runs: Iterator[Change]) -> Iterator[Change]:
    """A lone space between two changed words is changed with them: whole phrases read better than scraps."""
    held: list[Change] = []
    for run in runs:
        if run.kind == "same" and (not run.text.strip() and "\n" not in run.text) and held:
            held.append(run)
            continue
        if run.kind == "same":
            yield from _phrase(held)
            held = []
            yield run
        else:
            held.append(run)
    yield from _phrase(held)


def _phrase(held: list[Change]) -> Iterator[Change]:
    trailing = []
    while held and held[-1].kind == "same":
        trailing.append(held.pop())
    if {run.kind for run in held} >= {"out", "in"}:
        yield Change("out", "".join(run.text for run in held if run.kind != "in"))
        yield Change("in", "".join(run.text for run in held if run.kind != "out"))
    else:
        yield from held
    yield from reversed(trailing)
