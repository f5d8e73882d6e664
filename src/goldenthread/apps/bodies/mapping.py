"""The governance map: every body under the one that it reports to, and what each is about to do.

A later room calls `register_map_line(function)` when it starts. The function takes all bodies of the map at
once, and the page's day, and gives a line for those that have one, by their id: it asks the database once,
however many bodies there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.apps.bodies.models import Body
from goldenthread.apps.bodies.queries import cadence_words


@dataclass(frozen=True)
class Line:
    """What a room tells of a body on the map: "next meeting 24 July 2018", with where it leads.

    `heading` is the column's in the file; `value` what stands there ("2018-07-24", 3); `tone` is "red" for
    what is late, else empty.
    """

    words: str
    heading: str
    value: object
    href: str = ""
    tone: str = ""


MapLine = Callable[[Sequence[Body], date], Mapping[int, Line]]
_lines: list[MapLine] = []


def register_map_line(line: MapLine) -> None:
    """Tell this of each body on the map. Twice is once."""
    if line not in _lines:
        _lines.append(line)


@dataclass(frozen=True)
class Node:
    """A body in the map with what is told of it and those that report to it, as a tree has it."""

    body: Body
    lines: tuple[Line, ...]
    children: tuple[Node, ...]

    @property
    def text(self) -> str:
        return self.body.name

    @property
    def href(self) -> str:
        return self.body.get_absolute_url()

    @property
    def note(self) -> str:
        """What it is and how often it reports: "Group, reports monthly (assumed)"."""
        return ", ".join(words for words in (self.body.kind, cadence_words(self.body)) if words)


def governance_map(today: date | None = None, *, kind: str = "") -> tuple[Node, ...]:
    """Every body under the one that it reports to, from those that report to nobody down.

    One query, and one for each room that tells something; without a day no room is asked. With `kind`, only
    bodies of that kind, each under the nearest one above it that is of it too.
    """
    bodies = list(Body.objects.order_by("name"))
    told: dict[int, list[Line]] = defaultdict(list)
    for found in (line(bodies, today) for line in _lines) if today else ():
        for body, line in found.items():
            told[body].append(line)
    shown = {body.pk for body in bodies if kind in ("", body.kind)}
    above = {body.pk: body.reports_to_id for body in bodies}
    beneath: dict[int | None, list[Body]] = defaultdict(list)
    for body in bodies:
        if body.pk in shown:
            beneath[_nearest(above[body.pk], above, shown)].append(body)
    return _nodes(beneath, told, None)


def flat(nodes: Sequence[Node], depth: int = 0) -> list[tuple[int, Node]]:
    """The map from the top down, each body with how many stand above it."""
    found = []
    for node in nodes:
        found.append((depth, node))
        found += flat(node.children, depth + 1)
    return found


def _nearest(body: int | None, above: Mapping[int, int | None], shown: set[int]) -> int | None:
    while body is not None and body not in shown:
        body = above[body]
    return body


def _nodes(
    beneath: Mapping[int | None, list[Body]], told: Mapping[int, list[Line]], above: int | None
) -> tuple[Node, ...]:
    return tuple(
        Node(body, tuple(told.get(body.pk, ())), _nodes(beneath, told, body.pk))
        for body in beneath.get(above, ())
    )
